"""Status by words around a clause: ends denied, what is not ruled out, hearsay, moves that go on, and what "had been"."""

from __future__ import annotations

from typing import Any

import pytest

from ..conftest import FactsOf


def _of_kind(facts: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [fact for fact in facts if fact["kind"] == kind]


@pytest.mark.parametrize(
    ("language", "text", "status"),
    [
        ("en", "Alpha has not ruled out building the Dunlin Teal in Lyon.", "reported"),
        ("en", "Alpha has ruled out building the Dunlin Teal in Lyon.", "denied"),
        ("fr", "Alpha n'exclut pas de produire la Dunlin Teal à Lyon.", "reported"),
        ("de", "Alpha schließt nicht aus, den Dunlin Teal in Linz zu bauen.", "reported"),
        ("en", "Alpha denied that it would stop building the Dunlin Teal in Lyon.", "actual"),
        ("en", "Alpha denied that it would build the Dunlin Teal in Lyon.", "denied"),
        ("fr", "Alpha dément vouloir arrêter la production de la Dunlin Teal à Lyon.", "actual"),
        ("en", "Rumours that Alpha builds the Dunlin Teal in Lyon have never been confirmed.", "reported"),
        ("en", "Alpha is moving production of the Dunlin Teal from Lyon to Metz.", "planned"),
        ("en", "The Dunlin Teal had been built in Lyon since 1998.", "ended"),
        ("en", "The Dunlin Teal has been built in Lyon since 1998.", "actual"),
        ("de", "Alpha baut den Dunlin Teal ein Jahr früher als geplant in Linz.", "planned"),
        ("de", "Alpha baute früher den Dunlin Teal in Linz.", "ended"),
    ],
)
def test_words_around_a_production_give_its_status(facts_of: FactsOf, language: str, text: str, status: str) -> None:
    facts = _of_kind(facts_of(text, language), "production")
    assert {fact["status"] for fact in facts} == {status}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Alpha ended production of the Dunlin Teal in Lyon in November 2026.", "ended"),
        ("Alpha will end production of the Dunlin Teal in Lyon in November 2026.", "planned"),
        ("Alpha ended production of the Dunlin Teal in Lyon in December 2026.", "planned"),
    ],
)
def test_an_end_in_the_month_of_the_article_is_over_if_it_is_told_so(facts_of: FactsOf, text: str, status: str) -> None:
    facts = _of_kind(facts_of(text, "en", "2026-11-20"), "production")
    assert [fact["status"] for fact in facts] == [status]


@pytest.mark.parametrize(
    ("verb", "opened"), [("stay open beyond 2032", None), ("open in 2032", "2032"), ("remain open until 2032", None)]
)
def test_what_stays_open_is_not_opened(facts_of: FactsOf, verb: str, opened: str | None) -> None:
    facts = _of_kind(facts_of(f"The Alpha factory in Lyon will {verb}.", "en", "2030-05-04"), "plant")
    assert [fact.get("opened") for fact in facts] == [opened]


@pytest.mark.parametrize(
    ("text", "stakes"),
    [
        (
            "Alpha owns 45% of Voltaic, Borealis 30% and Cormoran 25%.",
            {("Alpha", "Voltaic", 45), ("Borealis", "Voltaic", 30), ("Cormoran", "Voltaic", 25)},
        ),
        ("Alpha owns 45% of Voltaic.", {("Alpha", "Voltaic", 45)}),
    ],
)
def test_a_list_of_shares_is_in_one_company(facts_of: FactsOf, text: str, stakes: set[tuple[str, str, float]]) -> None:
    facts = _of_kind(facts_of(text, "en"), "stake")
    assert {(fact["owner"], fact["owned"], fact["share_percent"]) for fact in facts} == stakes


def test_its_plant_is_of_the_company_that_its_own_clause_names(facts_of: FactsOf) -> None:
    text = "Alpha builds the Dunlin Teal in Lyon, and Borealis builds the Dunlin Plover at its plant in Metz."
    plants = _of_kind(facts_of(text, "en"), "plant")
    assert [(fact["operator"], fact["place"]) for fact in plants] == [("Borealis", "Metz")]


def test_a_venture_has_the_name_that_a_comma_parts_from_the_noun(facts_of: FactsOf) -> None:
    facts = _of_kind(facts_of("Alpha and Borealis have formed a joint venture, Voltaic.", "en"), "joint_venture")
    assert [(fact["parents"], fact.get("name")) for fact in facts] == [(("Alpha", "Borealis"), "Voltaic")]


@pytest.mark.parametrize(("article", "model"), [("den ", "Q3"), ("", None)])
def test_a_quarter_after_an_article_is_a_model(facts_of: FactsOf, article: str, model: str | None) -> None:
    facts = _of_kind(facts_of(f"Alpha baut {article}Q3 in Linz.", "de"), "production")
    assert [fact.get("model") for fact in facts] == ([model] if model else [])


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Alpha has not renewed its contract with Borealis for the Dunlin Teal.", []),
        ("Alpha has renewed its contract with Borealis for the Dunlin Teal.", ["actual"]),
    ],
)
def test_a_contract_that_is_not_renewed_is_not_denied(facts_of: FactsOf, text: str, statuses: list[str]) -> None:
    assert [fact["status"] for fact in _of_kind(facts_of(text, "en"), "agreement")] == statuses


@pytest.mark.parametrize(
    ("dateline", "builders"), [("LYON (AP) - ", ["Alpha"]), ("SEOUL (Yonhap) -- ", ["Alpha"]), ("", ["Alpha"])]
)
def test_an_agency_in_a_dateline_builds_nothing(facts_of: FactsOf, dateline: str, builders: list[str]) -> None:
    facts = facts_of(f"{dateline}Alpha will build the Dunlin Teal in Metz.", "en")
    assert [fact["builder"] for fact in _of_kind(facts, "production")] == builders
    assert not _of_kind(facts, "alias")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Alpha, formerly Borealis, builds the Dunlin Teal in Lyon.", "actual"),
        ("Alpha formerly built the Dunlin Teal in Lyon.", "ended"),
    ],
)
def test_a_former_name_ends_nothing(facts_of: FactsOf, text: str, status: str) -> None:
    assert [fact["status"] for fact in _of_kind(facts_of(text, "en"), "production")] == [status]
