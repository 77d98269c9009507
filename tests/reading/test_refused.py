"""No article makes a reader raise: what the record form refuses is a reject with its reason, the rest is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autokg.articles.article import Article
from autokg.errors import AutokgError
from autokg.facts import Fact
from autokg.reading.files import read_articles

from .conftest import ReadingOf

GOOD = "Alpha owns 30 percent of Borealis. "


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Alpha holds 120 percent of Borealis.", "share_percent: must be at most 100"),
        ("The plant in Lyon can make 0 cars a year.", "capacity_per_year: must be greater than 0"),
        ("Alpha will invest $0 in Lyon.", "amount: must be greater than 0"),
        (f"Alpha owns X{'a' * 300} since 2020.", "owned: must have at most 300 characters"),
    ],
)
def test_what_the_form_refuses_is_told_and_the_rest_is_read(reading_of: ReadingOf, sentence: str, reason: str) -> None:
    reading = reading_of(GOOD + sentence, "en")
    assert [refusal.reason for refusal in reading.refusals] == [reason]
    assert [fact.slots()["share_percent"] for fact in reading.facts if fact.kind == "stake"] == [30]


@pytest.mark.parametrize(("percent", "facts", "refusals"), [(100, 1, 0), (100.5, 0, 1)])
def test_a_share_is_taken_up_to_the_whole(reading_of: ReadingOf, percent: float, facts: int, refusals: int) -> None:
    reading = reading_of(f"Alpha holds {percent} percent of Borealis.", "en")
    assert (len(reading.facts), len(reading.refusals)) == (facts, refusals)


@pytest.mark.parametrize("language", ["en", "de", "fr"])
@pytest.mark.parametrize("amount", ["$1,200,00", "$1.200.00", f"${'1' * 62}", "$1,200,000,00.0"])
def test_figures_that_are_no_number_are_not_read(reading_of: ReadingOf, language: str, amount: str) -> None:
    reading = reading_of(f"{GOOD}Alpha will invest {amount} in Lyon.", language)
    assert not [fact for fact in reading.facts if fact.kind == "investment"]


@pytest.mark.parametrize(("amount", "value"), [("$1,200,000", 1_200_000), ("$1,200.50", 1200.5), ("$999", 999)])
def test_figures_that_are_one_number_are_read(reading_of: ReadingOf, amount: str, value: float) -> None:
    reading = reading_of(f"Alpha will invest {amount} in Borealis.", "en")
    assert [fact.slots()["amount"] for fact in reading.facts if fact.kind == "investment"] == [value]


WORDS = st.sampled_from(
    ["Alpha", "Borealis", "holds", "invests", "$", "€", "%", "percent", "0", "120", "1,200,00", "1" * 62, "31.02.2031",
     "cars a year", "employees", "million", "in Lyon", "from", "until", "00/2031", "X" * 301, ".", ",", "\u2028", "Q5"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=14), st.sampled_from(["en", "de", "fr"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
def test_no_article_makes_the_rules_raise(reading_of: ReadingOf, words: list[str], language: str) -> None:
    text = GOOD + " ".join(words)
    reading = reading_of(text, language)
    assert all(text[e.start : e.end] == e.quote for fact in reading.facts for e in fact.evidence)


class Stumbling:
    """A reader with a fault that one text brings out."""

    name, version = "stumbling", "1"

    def read(self, article: Article) -> Iterator[Fact]:
        if "Lyon" in article.text:
            raise ZeroDivisionError("a fault")
        yield from ()


def test_a_fault_of_a_reader_costs_one_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Alpha builds cars in Lyon.")
    (tmp_path / "b.txt").write_text("Alpha builds cars in Metz.")
    broken, whole = read_articles(sorted(tmp_path.glob("*.txt")), {"language": "en"}, [Stumbling()])
    assert broken.error == f"{tmp_path}/a.txt: cannot be read (ZeroDivisionError: a fault); please report this text"
    assert (whole.error, len(whole.records)) == (None, 1)


class Unequipped(Stumbling):
    """A reader that lacks its data."""

    def read(self, article: Article) -> Iterator[Fact]:
        raise AutokgError("the installation lacks data")


def test_missing_data_ends_the_reading(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Alpha builds cars in Lyon.")
    with pytest.raises(AutokgError, match="lacks data"):
        list(read_articles([tmp_path / "a.txt"], {"language": "en"}, [Unequipped()]))


def test_one_bad_article_leaves_the_others_and_its_own_facts(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Volvo holds 120 percent of Polestar. Geely holds 30 percent of Volvo.")
    (tmp_path / "b.txt").write_text("Geely holds 30 percent of Volvo. It is the largest owner of the company.")
    taken = list(read_articles(sorted(tmp_path.glob("*.txt")), {"language": "en"}))
    assert [len(one.records) for one in taken] == [2, 2]
    (line,) = taken[0].rejects
    assert json.loads(line)["reason"].startswith("share_percent")
    assert json.loads(line)["record"]["owner"] == "Volvo"
