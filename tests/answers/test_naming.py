"""Names that the base has in English, told in the language of the answer."""

from __future__ import annotations

import pytest

from autokg.answers.facts import Fact
from autokg.answers.naming import in_words, name_node, name_post, name_type, tell_conflict, tell_value
from autokg.answers.words import load_words


@pytest.mark.parametrize(
    ("label", "kind", "language", "name"),
    [
        ("Example One at Exampleville plant", "production", "fr", "Example One (usine d’Exampleville)"),
        ("Example One in Germany", "production", "it", "Example One (Germania)"),
        ("Example One by Muster Werke", "production", "fr", "Example One (Muster Werke)"),
        ("Example One in Sampleton", "production", "de", "Example One (Sampleton)"),
        ("Muster Werke in Example Motors", "stake", "es", "Muster Werke en Example Motors"),
        ("Muster–Example joint venture", "agreement", "de", "Gemeinschaftsunternehmen Muster–Example"),
        ("Exampleville plant", "plant", "pt", "fábrica de Exampleville"),
        ("Example One at Exampleville plant", "production", "en", "Example One at Exampleville plant"),
        ("Muster–Example joint venture", "agreement", "en", "Muster–Example joint venture"),
    ],
)
def test_a_node_is_named_in_the_language(label: str, kind: str, language: str, name: str) -> None:
    assert name_node(label, f"https://example.org/id/{kind}/x", load_words(language)) == name


def _agreement(*parties: str, models: tuple[str, ...] = ()) -> Fact:
    labels = {"tie": ("Example Motors and Muster Werke on Example One",), "party": parties, "model": models}
    return Fact(
        "n", "current", labels, {}, {"kind": "Agreement", "type": "https://example.org/o#contractManufacturing"}
    )


@pytest.mark.parametrize(
    ("fact", "language", "name"),
    [
        (_agreement("A", "B"), "fr", "contrat de fabrication A–B"),
        (_agreement("A", "B", models=("Example One",)), "de", "Auftragsfertigung A–B, Example One"),
        (_agreement("B", models=("Example One",)), "es", "contrato de fabricación, Example One"),
        (_agreement("A", "B"), "en", "Example Motors and Muster Werke on Example One"),
    ],
)
def test_an_agreement_is_named_by_its_type_parties_and_models(fact: Fact, language: str, name: str) -> None:
    assert in_words(fact, load_words(language)).label("tie") == name


@pytest.mark.parametrize(("language", "type_"), [("en", "an agreement"), ("it", "accordo"), ("de", "Abkommen")])
def test_an_unknown_type_is_an_agreement(language: str, type_: str) -> None:
    assert name_type(Fact("n", "current"), load_words(language)) == type_


def test_a_changed_thing_is_named_in_the_language() -> None:
    fact = Fact("https://example.org/id/production/n", "ended", {"thing": ("Example One in Germany",)})
    assert in_words(fact, load_words("fr")).label("thing") == "Example One (Allemagne)"


@pytest.mark.parametrize(
    ("title", "language", "name"),
    [
        ("CEO", "en", "CEO"),
        ("CEO", "fr", "directeur général"),
        ("Chairman of the Management Board", "de", "Vorstandsvorsitzender"),
        ("Keeper of Keys", "it", "«Keeper of Keys»"),
    ],
)
def test_a_post_is_translated_or_quoted(title: str, language: str, name: str) -> None:
    assert name_post(title, load_words(language)) == name


@pytest.mark.parametrize(
    ("property_", "value", "told"),
    [
        ("productionStart", "2025-41", "2. Halbjahr 2025"),
        ("status", "cancelled", "aufgegeben"),
        ("sharePercent", "33.88", "33,88"),
        ("operatedBy", "Muster Werke", "Muster Werke"),
        ("operatedBy", "9ff", "9ff"),
    ],
)
def test_a_value_is_told_in_the_language(property_: str, value: str, told: str) -> None:
    assert tell_value(property_, value, load_words("de")) == told


def test_a_conflict_is_told_in_the_language() -> None:
    row = {
        "subject": "https://example.org/id/production/n", "subjectLabel": "Example One at Exampleville plant", "property": "productionStart",
        "propertyLabel": "start of production", "acceptedValue": "2025", "rejectedValue": "2026-01",
        "rule": "finer over vaguer",
    }  # fmt: skip
    told = tell_conflict(row, load_words("fr"))
    assert told.startswith("Example One (usine d’Exampleville), début de la production : 2025 (retenu) ou janvier 2026")
    assert told.endswith("selon la règle « plus fin avant plus vague »")
    unknown = row | {"property": "x", "propertyLabel": "shade", "rule": "by taste"}
    assert "shade : " in tell_conflict(unknown, load_words("fr"))
    assert "by taste" in tell_conflict(unknown, load_words("fr"))
