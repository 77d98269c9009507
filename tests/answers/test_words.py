"""The words of answers: the same keys and fields in six languages, dates with their prepositions, plants by pattern."""

from __future__ import annotations

import string
import tomllib

import pytest

from autokg.answers.lexicon import LANGUAGES
from autokg.answers.words import load_words
from autokg.core.resources import find_resource

Tables = dict[str, dict[str, str]]

DATES = {
    "2023": ("in 2023", "en 2023", "2023", "en 2023", "nel 2023", "em 2023"),
    "2023-11": (
        "in November 2023", "en novembre 2023", "im November 2023", "en noviembre de 2023", "nel novembre 2023",
        "em novembro de 2023",
    ),
    "2023-10": (
        "in October 2023", "en octobre 2023", "im Oktober 2023", "en octubre de 2023", "nell’ottobre 2023",
        "em outubro de 2023",
    ),
    "2024-01-15": (
        "on January 15, 2024", "le 15 janvier 2024", "am 15. Januar 2024", "el 15 de enero de 2024", "il 15 gennaio 2024",
        "em 15 de janeiro de 2024",
    ),
    "2024-03-01": (
        "on March 1, 2024", "le 1er mars 2024", "am 1. März 2024", "el 1 de marzo de 2024", "il 1º marzo 2024",
        "em 1º de março de 2024",
    ),
    "2025-41": (
        "in the second half of 2025", "au second semestre 2025", "im 2. Halbjahr 2025", "en el segundo semestre de 2025",
        "nel secondo semestre 2025", "no segundo semestre de 2025",
    ),
    "2024-33": (
        "in the first quarter of 2024", "au premier trimestre 2024", "im 1. Quartal 2024",
        "en el primer trimestre de 2024", "nel primo trimestre 2024", "no primeiro trimestre de 2024",
    ),
    "2024-22": (
        "in summer 2024", "à l’été 2024", "im Sommer 2024", "en el verano de 2024", "nell’estate 2024",
        "no verão de 2024",
    ),
    "2023~": ("about 2023", "2023 environ", "etwa 2023", "2023 aproximadamente", "2023 circa", "2023 aproximadamente"),
    "../2023": (
        "2023 or earlier", "2023 ou plus tôt", "2023 oder früher", "2023 o antes", "2023 o prima", "2023 ou antes",
    ),
    "2023/2024": (
        "between 2023 and 2024", "entre 2023 et 2024", "zwischen 2023 und 2024", "entre 2023 y 2024", "tra 2023 e 2024",
        "entre 2023 e 2024",
    ),
}  # fmt: skip
ORDER = ("en", "fr", "de", "es", "it", "pt")


@pytest.mark.parametrize(
    ("edtf", "language", "text"),
    [(edtf, language, text) for edtf, texts in DATES.items() for language, text in zip(ORDER, texts, strict=True)],
)
def test_a_date_has_its_preposition(edtf: str, language: str, text: str) -> None:
    assert load_words(language).when(edtf) == text


@pytest.mark.parametrize(
    ("language", "key", "edtf", "text"),
    [
        ("fr", "until", "2022", "jusqu’en 2022"),
        ("fr", "until", "2022-03-02", "jusqu’au 2 mars 2022"),
        ("fr", "until", "2022-40", "jusqu’au premier semestre 2022"),
        ("fr", "from", "2022-10", "à partir d’octobre 2022"),
        ("fr", "from", "2022-11", "à partir de novembre 2022"),
        ("fr", "since", "2022/2023", "depuis une date située entre 2022 et 2023"),
        ("de", "since", "2022-11", "seit November 2022"),
        ("de", "since", "2022-41", "seit dem 2. Halbjahr 2022"),
        ("de", "until", "2022-11-05", "bis zum 5. November 2022"),
        ("es", "from", "2022-05-05", "a partir del 5 de mayo de 2022"),
        ("es", "from", "2022-40", "a partir del primer semestre de 2022"),
        ("it", "since", "2022", "dal 2022"),
        ("it", "since", "2022-05", "da maggio 2022"),
        ("it", "since", "2022~", "dal 2022 circa"),
        ("it", "until", "2022-08-11", "fino all’11 agosto 2022"),
        ("pt", "from", "2022-41", "a partir do segundo semestre de 2022"),
        ("pt", "until", "2022", "até 2022"),
        ("en", "since", "2022-41", "since the second half of 2022"),
    ],
)
def test_a_period_has_its_prepositions(language: str, key: str, edtf: str, text: str) -> None:
    words = load_words(language)
    assert words.piece(key, words.date(edtf)) == f" {text}"


@pytest.mark.parametrize(
    ("language", "name", "site"),
    [
        ("en", "Renault Korea Busan plant", " at the Renault Korea Busan plant"),
        ("fr", "usine Renault Korea de Busan", " à l’usine Renault Korea de Busan"),
        ("de", "Werk Busan von Renault Korea", " im Werk Busan von Renault Korea"),
        ("es", "planta de Renault Korea en Busan", " en la planta de Renault Korea en Busan"),
        ("it", "stabilimento Renault Korea di Busan", " nello stabilimento Renault Korea di Busan"),
        ("pt", "fábrica da Renault Korea em Busan", " na fábrica da Renault Korea em Busan"),
    ],
)
def test_a_plant_is_named_by_the_pattern_of_the_language(language: str, name: str, site: str) -> None:
    words = load_words(language)
    assert words.plant("Renault Korea Busan plant", "Busan") == name
    assert words.at_plant("Renault Korea Busan plant", "Busan") == site


def test_a_plant_is_named_by_what_is_known_of_it() -> None:
    words = load_words("fr")
    assert words.plant("Exampleville plant") == "usine d’Exampleville"
    assert words.plant("Renault Flins plant") == "usine Renault Flins"
    assert words.plant("Renault ElectriCity") == "Renault ElectriCity"
    assert words.at_plant("Renault ElectriCity") == " sur le site Renault ElectriCity"


def test_a_plant_in_a_list_or_ranking_is_named_by_the_pattern() -> None:
    words = load_words("it")
    listed = words.joined(["Graz plant (dal 1990)", "Kia Žilina plant", "Kia Soul"])
    assert listed == "stabilimento di Graz (dal 1990), stabilimento Kia Žilina e Kia Soul"
    assert words.at_plant("stabilimento di Graz") == " nello stabilimento di Graz"
    ranked = words.say("superlative", first="Graz plant", n=2, noun="modelli", second="Born plant", m=1)
    assert ranked == "lo stabilimento di Graz (2 modelli), davanti allo stabilimento di Born (1)."
    assert load_words("en").joined(["Graz plant", "Kia Soul"]) == "Graz plant and Kia Soul"


def test_a_builder_is_not_repeated_with_its_plant() -> None:
    words = load_words("de")
    plant, place = "Magna Steyr Graz plant", "Graz"
    assert words.at_plant(plant, place, "Magna Steyr") == " im Werk Graz"
    assert words.at_plant(plant, place, "BMW") == " im Werk Graz von Magna Steyr"
    assert load_words("en").at_plant(plant, place, "Magna Steyr") == " at the Magna Steyr Graz plant"


def test_a_plant_as_subject_has_its_article() -> None:
    words = load_words("de")
    assert words.clause("plant", "current", "Werk Hambach", parts="") == "das Werk Hambach ist ein Standort"
    assert words.clause("plant", "current", "Renault ElectriCity", parts="") == "Renault ElectriCity ist ein Standort"
    assert words.say("employees", subject="Werk Hambach", n="9", parts="") == "das Werk Hambach: 9 Beschäftigte"


def test_a_clause_goes_on_without_its_subject() -> None:
    words = load_words("fr")
    first = words.clause("production", "current", "modèle Example One", parts=words.piece("by", "Audi"))
    following = words.clause("production", "ended", "", parts=words.piece("until", "2022"))
    assert (first, following) == (
        "le modèle Example One est produit par Audi", "il a été produit jusqu’en 2022",
    )  # fmt: skip


def test_a_sentence_begins_with_a_capital_unless_a_name_does() -> None:
    words = load_words("it")
    assert words.begun("il modello Audi è prodotto") == "Il modello Audi è prodotto"
    assert words.begun("lo stabilimento di Graz") == "Lo stabilimento di Graz"
    assert [load_words(code).begun("smart è un marchio") for code in ("it", "en")] == ["smart è un marchio"] * 2


def test_a_list_is_joined_and_what_is_over_is_counted() -> None:
    words = load_words("es")
    assert words.joined(["Audi", "Kia", "Seat"]) == "Audi, Kia y Seat"
    assert words.joined(["Audi", "Kia", "Seat"], most=2) == "Audi, Kia y Seat"
    assert words.joined(["Audi", "Kia", "Seat", "MG"], most=2) == "Audi, Kia y 2 más"
    assert words.joined([]) == ""


def test_numbers_and_money_are_written_as_in_the_language() -> None:
    assert [load_words(code).number(12345.5) for code in ("en", "de")] == ["12,345.5", "12.345,5"]
    assert load_words("de").money("1500000", "EUR") == "1.500.000 EUR"


def _tables(language: str) -> Tables:
    path = find_resource("queries", "wording") / f"{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _fields(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_each_language_has_the_words_of_english_with_their_fields(language: str) -> None:
    own, english = _tables(language), _tables("en")
    free = {"in_country", "the_country", "plant_name"}
    tense = "current_since"  # English has a tense of its own for what has gone on since a day
    lacking = [
        (t, key)
        for t in english
        for key in english[t]
        if t not in free and key not in own[t] and key not in ("at_plant", tense)
    ]
    assert lacking == []
    other_fields = [
        (table, key)
        for table in english
        for key in english[table]
        if key in own[table]
        and any(_fields(form) != _fields(english[table][key]) for form in _by_subject(table, own[table][key]))
    ]
    assert other_fields == []


def _by_subject(table: str, text: str) -> list[str]:
    """Return the forms of a phrase; the second form of a clause may leave out its subject."""
    first, bar, second = text.partition(" | ")
    return [first] if not bar or "{subject}" in first else [first, second]


@pytest.mark.parametrize(
    ("label", "language", "told"),
    [
        ("cars", "de", "Autos"),
        ("Muster & Co cars", "de", "Autos von Muster & Co"),
        ("Muster cars", "fr", "voitures Muster"),
        ("muster cars", "fr", "« muster cars »"),
        ("Muster vans", "de", "„Muster vans“"),
        ("Muster cars", "en", "Muster cars"),
    ],
)
def test_products_of_a_brand_are_told_by_the_kind_of_product(label: str, language: str, told: str) -> None:
    assert load_words(language).product(label) == told
