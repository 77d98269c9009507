"""Posts of one holder, by their titles, and who succeeds whom."""

from __future__ import annotations

import pytest

from autokg.claims.decisions import Decision, Decisions
from autokg.claims.judging import judge
from autokg.claims.posts import is_head, post_of
from autokg.core.ontology import load_ontology
from autokg.core.terms import AKG
from builders import local, told, values

ONTOLOGY = load_ontology()


@pytest.mark.parametrize(
    ("title", "post"),
    [
        ("CEO", "ceo"),
        ("Chief Executive Officer", "ceo"),
        ("Vorstandsvorsitzender", "ceo"),
        ("Président-directeur général", "ceo"),
        ("deputy CEO", None),
        ("co-CEO", None),
        ("former CEO", None),
        ("chairman", "chair"),
        ("vice president", None),
        ("president", "president"),
        ("CFO", "officer cfo"),
        ("chief design officer", "officer chief design officer"),
        ("head of design", "head design"),
        ("head of purchasing", "head purchasing"),
        ("plant manager", "head plant manager"),
        ("board member", None),
        ("spokeswoman", None),
    ],
)
def test_a_title_tells_whether_one_person_holds_the_post(title: str, post: str | None) -> None:
    assert post_of(title) == post
    assert is_head(title) is (post == "ceo" or title == "co-CEO")


@pytest.mark.parametrize(
    ("title", "since", "statuses"),
    [
        ("CEO", "2024-02", ["actual", "ended"]),
        ("CEO", "2024-01-15", ["actual", "actual"]),
        ("CFO", "2024-02", ["actual", "actual"]),
        ("deputy CEO", "2024-02", ["actual", "actual"]),
    ],
)
def test_a_post_that_another_takes_over_later_has_ended_for_the_first(
    title: str, since: str, statuses: list[str]
) -> None:
    first = told("role", "2024-01-15", person="Ann Alpha", organization="EM", title="CEO")
    second = told("role", "2024-03-01", person="Ben Beta", organization="EM", title=title, since=since)
    assert values(judge([*first, *second], ONTOLOGY), AKG.status) == statuses


@pytest.mark.parametrize(("on", "statuses"), [("2024-06", ["ended", "ended"]), ("2023-06", ["ended", "actual"])])
def test_a_post_stays_with_the_past_when_the_successor_leaves_it_too(on: str, statuses: list[str]) -> None:
    first = told("role", "2022-01-15", person="Ann Alpha", organization="EM", title="CEO")
    second = told("role", "2024-03-01", person="Ben Beta", organization="EM", title="CEO", since="2024-02")
    gone = {"decision": "ends", "state": second[0].subject.value, "as_of": on}
    about = {"by": "Editor", "on": "2024-07-01", "reason": "gone"}
    judgement = judge([*first, *second], ONTOLOGY, Decisions.of([Decision.model_validate(gone | about)]))
    found = {triple.subject: local(triple.object) for triple in judgement.accepted if triple.predicate == AKG.status}
    assert [found[first[0].subject], found[second[0].subject]] == statuses


@pytest.mark.parametrize(("until", "status"), [("2022-01-15", "actual"), ("2022-01-16", "ended")])
def test_one_who_has_left_came_later_if_he_held_the_post_later(until: str, status: str) -> None:
    first = told("role", "2022-01-15", person="Ann Alpha", organization="EM", title="CEO")
    second = told("role", "2024-03-01", status="ended", person="Ben Beta", organization="EM", title="CEO", until=until)
    assert values(judge([*first, *second], ONTOLOGY), AKG.status) == sorted([status, "ended"])


@pytest.mark.parametrize("reports", [("2022-03-01", "2023-03-01"), ("2023-03-01", "2022-03-01")])
def test_a_post_ends_when_the_first_of_those_who_follow_took_it_over(reports: tuple[str, str]) -> None:
    post = {"organization": "EM", "title": "CEO"}
    first = told("role", "2020-01-01", person="A. Person", **post)
    second = [claim for day in reports for claim in told("role", day, person="B. Person", **post)]
    third = told("role", "2024-06-01", person="C. Person", **post)
    judgement = judge([*first, *second, *third], ONTOLOGY)
    ends = {local(t.subject): local(t.object) for t in judgement.accepted if t.predicate == AKG.lastReported}
    assert sorted(ends.values()) == ["2022-03-01", "2024-06-01", "2024-06-01"]
