"""Parts of a sentence stay apart: what one says of its place and maker is no fact about the other's model.

Published on 1 May 2030. A case holds all productions or plants that the sentence states, as (model, builder, place).
"""

from __future__ import annotations

import pytest

from .conftest import FactsOf

Stated = set[tuple[str | None, str | None, str | None]]

GAPPED: list[tuple[str, str, Stated]] = [
    (
        "en",
        "The Nova 3 is built in Lyon, the Nova 4 in Metz and the Nova 5 in Graz.",
        {("Nova 3", None, "Lyon"), ("Nova 4", None, "Metz"), ("Nova 5", None, "Graz")},
    ),
    (
        "en",
        "Alpha builds the Nova 3 in Lyon and Borealis the Zeta 4 in Graz.",
        {("Nova 3", "Alpha", "Lyon"), ("Zeta 4", "Borealis", "Graz")},
    ),
    (
        "en",
        "Alpha builds the Nova 3 and the Nova 4 in Lyon and the Nova 5 in Metz.",
        {("Nova 3", "Alpha", "Lyon"), ("Nova 4", "Alpha", "Lyon"), ("Nova 5", "Alpha", "Metz")},
    ),
    ("en", "Alpha builds the Nova 3 in Lyon and Metz.", {("Nova 3", "Alpha", "Lyon"), ("Nova 3", "Alpha", "Metz")}),
    (
        "de",
        "Der Nova 3 wird in Lyon gebaut, der Nova 4 in Metz.",
        {("Nova 3", None, "Lyon"), ("Nova 4", None, "Metz")},
    ),
    (
        "de",
        "Alpha baut den Nova 3 in Lyon, Borealis den Zeta 4 in Graz.",
        {("Nova 3", "Alpha", "Lyon"), ("Zeta 4", "Borealis", "Graz")},
    ),
    (
        "fr",
        "Alpha produit la Nova 3 à Lyon et Borealis la Zeta 4 à Graz.",
        {("Nova 3", "Alpha", "Lyon"), ("Zeta 4", "Borealis", "Graz")},
    ),
    (
        "es",
        "El Nova 3 se fabrica en Lyon, el Nova 4 en Metz.",
        {("Nova 3", None, "Lyon"), ("Nova 4", None, "Metz")},
    ),
    (
        "it",
        "La Nova 3 viene prodotta a Lyon, la Nova 4 a Metz.",
        {("Nova 3", None, "Lyon"), ("Nova 4", None, "Metz")},
    ),
    (
        "pt",
        "O Nova 3 é produzido em Lyon, o Nova 4 em Metz.",
        {("Nova 3", None, "Lyon"), ("Nova 4", None, "Metz")},
    ),
]

ASIDES: list[tuple[str, str, Stated]] = [
    (
        "en",
        "Alpha (which owns Borealis, which builds the Zeta 4 in Graz) builds the Nova 3 in Lyon.",
        {("Zeta 4", "Borealis", "Graz"), ("Nova 3", "Alpha", "Lyon")},
    ),
    (
        "en",
        "Alpha, which owns Borealis (the maker of the Zeta 4), builds the Nova 3 in Lyon.",
        {("Nova 3", "Alpha", "Lyon")},
    ),
    (
        "fr",
        "Alpha, qui possède Borealis (le constructeur de la Zeta 4), produit la Nova 3 à Lyon.",
        {("Nova 3", "Alpha", "Lyon")},
    ),
    ("en", "Alpha is from Lyon, France. The Lyon firm builds the Nova 3 in Metz.", {("Nova 3", "Alpha", "Metz")}),
    (
        "en",
        "The last Alpha Nova 3 was sold. The Nova 3 is built in Lyon. Alpha is content.",
        {("Nova 3", "Alpha", "Lyon")},
    ),
    (
        "en",
        "The Nova 3 and the Nova 4 are made in Lyon. Borealis builds the Zeta 4 in Graz.",
        {("Nova 3", None, "Lyon"), ("Nova 4", None, "Lyon"), ("Zeta 4", "Borealis", "Graz")},
    ),
]

CONTRASTED: list[tuple[str, str, Stated]] = [
    (language, text, {("Nova 3", builder, "Lyon")})
    for language, builder, text in [
        ("en", "Alpha", "Alpha builds the Nova 3 in Lyon but not in Metz."),
        ("en", "Alpha", "Alpha builds the Nova 3 in Lyon rather than in Metz."),
        ("en", "Alpha", "Alpha builds the Nova 3 in Lyon, not in Metz or Graz."),
        ("en", None, "The Nova 3, not the Nova 4, is built in Lyon."),
        ("de", None, "Weder in Metz noch in Graz, sondern in Lyon wird der Nova 3 gebaut."),
        ("en", None, "The Nova 3 (not the Nova 4) is built in Lyon."),
        ("de", "Alpha", "Alpha baut den Nova 3 in Lyon statt in Metz."),
        ("de", "Alpha", "Alpha baut den Nova 3 in Lyon und nicht in Metz."),
        ("de", None, "Der Nova 3, nicht der Nova 4, wird in Lyon gebaut."),
        ("fr", "Alpha", "Alpha produit la Nova 3 à Lyon mais pas à Metz."),
        ("fr", "Alpha", "Alpha produit la Nova 3 à Lyon plutôt qu'à Metz."),
        ("fr", None, "La Nova 3, et non la Nova 4, est produite à Lyon."),
        ("es", "Alpha", "Alpha fabrica el Nova 3 en Lyon en lugar de en Metz."),
        ("es", None, "El Nova 3, y no el Nova 4, se fabrica en Lyon."),
        ("it", "Alpha", "Alpha produce la Nova 3 a Lyon ma non a Metz."),
        ("it", None, "La Nova 3, non la Nova 4, viene prodotta a Lyon."),
        ("pt", "Alpha", "A Alpha produz o Nova 3 em Lyon em vez de Metz."),
        ("pt", None, "O Nova 3, e não o Nova 4, é produzido em Lyon."),
    ]
]


@pytest.mark.parametrize(("language", "text", "stated"), [*GAPPED, *ASIDES, *CONTRASTED])
def test_no_parts_of_two_clauses_are_mixed(language: str, text: str, stated: Stated, facts_of: FactsOf) -> None:
    found = [fact for fact in facts_of(text, language, "2030-05-01") if fact["kind"] == "production"]
    assert {(fact.get("model"), fact.get("builder"), fact.get("place")) for fact in found} == stated
    assert {fact["status"] for fact in found} == {"actual"}


def test_what_is_not_contrasted_stays(facts_of: FactsOf) -> None:
    found = facts_of("Alpha does not build the Nova 3 in Lyon.", "en", "2030-05-01")
    assert [(fact["status"], fact["place"]) for fact in found] == [("denied", "Lyon")]


def test_its_plant_is_that_of_the_subject_of_its_clause(facts_of: FactsOf) -> None:
    text = "Alpha builds the Nova 3 at its plant in Lyon, and Borealis builds the Zeta 4 at its plant in Graz."
    plants = [fact for fact in facts_of(text, "en", "2030-05-01") if fact["kind"] == "plant"]
    assert {(plant["operator"], plant["place"]) for plant in plants} == {("Alpha", "Lyon"), ("Borealis", "Graz")}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Neither Alpha nor Borealis builds the Nova 3 in Lyon."),
        ("de", "Weder Alpha noch Borealis baut den Nova 3 in Lyon."),
        ("fr", "Ni Alpha ni Borealis ne produit la Nova 3 à Lyon."),
    ],
)
def test_neither_of_two_builds(language: str, text: str, facts_of: FactsOf) -> None:
    assert {fact["status"] for fact in facts_of(text, language, "2030-05-01")} <= {"denied"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It is not true that Alpha will build the Nova 3 in Lyon."),
        ("en", "Reports that Alpha builds the Nova 3 in Lyon are false."),
        ("de", "Es stimmt nicht, dass Alpha den Nova 3 in Lyon baut."),
        ("de", "Berichte, wonach Alpha den Nova 3 in Lyon bauen werde, sind falsch."),
        ("fr", "Il est faux que Alpha produira la Nova 3 à Lyon."),
        ("fr", "Les rumeurs selon lesquelles Alpha produirait la Nova 3 à Lyon sont fausses."),
        ("es", "No es cierto que Alpha vaya a fabricar el Nova 3 en Lyon."),
        ("it", "Non è vero, invece, che Alpha produrrà la Nova 3 a Lyon."),
        ("pt", "Não é verdade que a Alpha produzirá o Nova 3 em Lyon."),
    ],
)
def test_what_is_called_untrue_is_denied(language: str, text: str, facts_of: FactsOf) -> None:
    found = facts_of(text, language, "2030-05-01")
    assert [(fact["status"], fact["model"], fact["place"]) for fact in found] == [("denied", "Nova 3", "Lyon")]


def test_what_follows_an_untrue_report_is_stated(facts_of: FactsOf) -> None:
    text = "It is not true that Alpha will build the Nova 3 in Lyon, but Borealis builds the Zeta 4 in Graz."
    found = facts_of(text, "en", "2030-05-01")
    assert {(fact["status"], fact["model"]) for fact in found} == {("denied", "Nova 3"), ("actual", "Zeta 4")}
