"""A state that several facts tell is told once, as finely as one of them tells it."""

from __future__ import annotations

import pytest

from autokg.answers.fact_clauses import most_precise
from autokg.answers.facts import Fact
from autokg.answers.form import View

_FINE = {"startFirst": "2019-01-01", "startLast": "2019-12-31", "endFirst": "2025-04-01", "endLast": "2025-04-01"}
_COARSE = {"endLast": "2025-12-31"}


def _post(node: str, title: str = "CEO", **values: str) -> Fact:
    labels: dict[str, tuple[str, ...]] = {"person": ("Ada Quill",), "organization": ("Nova Cars",)}
    return Fact(node, "ended", labels, values={"title": title} | values)


def _stake(node: str, **values: str) -> Fact:
    return Fact(node, "ended", {"owner": ("Nova Cars",), "owned": ("Zenith",)}, values=values)


def _nodes(view: View, *facts: Fact) -> list[str]:
    return [fact.node for fact in most_precise(view, facts)]


@pytest.mark.parametrize("turned", [False, True])
def test_the_most_precise_of_the_same_post_is_kept(turned: bool) -> None:
    facts = [_post("fine", **_FINE), _post("coarse", **_COARSE)]
    assert _nodes(View.ROLE, *(reversed(facts) if turned else facts)) == ["fine"]


def test_the_first_of_equal_posts_is_kept() -> None:
    assert _nodes(View.ROLE, _post("one", **_FINE), _post("two", **_FINE)) == ["one"]


@pytest.mark.parametrize(
    "other",
    [
        _post("other", endLast="2025-03-31"),
        _post("other", endFirst="2025-04-02", endLast="2025-12-31"),
        _post("other", title="President", **_COARSE),
    ],
)
def test_another_post_or_time_is_kept(other: Fact) -> None:
    assert _nodes(View.ROLE, _post("fine", **_FINE), other) == ["fine", "other"]


@pytest.mark.parametrize(("share", "kept"), [("", ["fine"]), ("30", ["fine"]), ("20", ["fine", "other"])])
def test_a_stake_of_another_size_is_kept(share: str, kept: list[str]) -> None:
    assert _nodes(View.OWNERSHIP, _stake("fine", share="30", **_FINE), _stake("other", share=share, **_COARSE)) == kept


def test_what_is_no_post_stake_or_belonging_is_kept() -> None:
    assert _nodes(View.PRODUCTION, _post("one"), _post("two")) == ["one", "two"]
