"""What a sentence wishes, imagines, puts off, pauses or ends is told with the status that it has."""

from __future__ import annotations

import pytest

from ..conftest import FactsOf

_DAY = "2026-03-12"


def _state(facts: list[dict[str, object]]) -> list[tuple[object, object, object]]:
    return [(fact["status"], fact.get("start"), fact.get("end")) for fact in facts if fact["kind"] == "production"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Alpha refuses to build the Teal in Lyon."),
        ("en", "The union wants Alpha to build the Teal in Lyon."),
        ("en", "Nobody expects Alpha to build the Teal in Lyon."),
        ("en", "Alpha would have built the Teal in Lyon had demand been higher."),
        ("de", "Die Gewerkschaft fordert, dass Alpha den Teal in Lyon baut."),
        ("de", "Alpha hätte den Teal in Lyon gebaut."),
        ("fr", "Les syndicats demandent que Alpha produise la Teal à Lyon."),
        ("fr", "On ignore si Alpha produira la Teal à Lyon."),
        ("es", "Los sindicatos piden que Alpha fabrique el Teal en Lyon."),
        ("it", "Non è chiaro se Alpha produrrà la Teal a Lione."),
        ("pt", "Os sindicatos exigem que a Alpha fabrique o Teal em Lyon."),
        ("en", "Alpha will close the Teal line in Lyon in 2027."),  # an end: no start of 2027 is read
    ],
)
def test_what_is_wished_or_imagined_is_no_fact(language: str, text: str, facts_of: FactsOf) -> None:
    assert _state(facts_of(text, language, _DAY)) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Alpha refuses to comment, but builds the Teal in Lyon."),
        ("en", "The union says that Alpha builds the Teal in Lyon."),
        ("de", "Die Gewerkschaft sagt, dass Alpha den Teal in Lyon baut."),
        ("fr", "Les syndicats disent que Alpha produit la Teal à Lyon."),
    ],
)
def test_what_is_said_is_a_fact(language: str, text: str, facts_of: FactsOf) -> None:
    assert _state(facts_of(text, language, _DAY)) == [("actual", None, None)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "If tariffs stay, Alpha would build the Teal in Lyon."),
        ("de", "Alpha würde den Teal in Lyon bauen."),
        ("es", "Alpha fabricaría el Teal en Lyon."),
        ("it", "Alpha produrrebbe la Teal a Lione."),
        ("pt", "A Alpha fabricaria o Teal em Lyon."),
    ],
)
def test_what_hangs_on_a_condition_is_reported(language: str, text: str, facts_of: FactsOf) -> None:
    assert _state(facts_of(text, language, _DAY)) == [("reported", None, None)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Alpha said it would build the Teal in Lyon."),
        ("es", "Alpha fabricará el Teal en Lyon."),
        ("it", "Alpha produrrà la Teal a Lione."),
    ],
)
def test_what_is_announced_is_planned(language: str, text: str, facts_of: FactsOf) -> None:
    assert _state(facts_of(text, language, _DAY)) == [("planned", None, None)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Alpha stellt die Produktion des Teal in Lyon nicht ein."),
        ("de", "Alpha beendet die Produktion des Teal in Lyon nicht."),
        ("fr", "Alpha n'arrête pas la production de la Teal à Lyon."),
        ("es", "Alpha no cesa la producción del Teal en Lyon."),
        ("it", "Alpha non fermerà la produzione della Teal a Lione."),
        ("en", "Alpha halts production of the Teal in Lyon for three weeks."),
        ("en", "Alpha has stopped production of the Teal in Lyon until Monday."),
        ("de", "Alpha stoppt die Produktion des Teal in Lyon vorübergehend."),
        ("fr", "Alpha arrête la production de la Teal à Lyon pendant deux semaines."),
    ],
)
def test_what_does_not_end_or_only_pauses_goes_on(language: str, text: str, facts_of: FactsOf) -> None:
    assert _state(facts_of(text, language, _DAY)) == [("actual", None, None)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Alpha has stopped production of the Teal in Lyon."),
        ("de", "Alpha hat die Produktion des Teal in Lyon eingestellt."),
        ("es", "Alpha ya no fabrica el Teal en Lyon."),
        ("it", "La Teal non è più prodotta a Lione."),
        ("it", "Alpha non produce più la Teal a Lione."),
        ("pt", "A Alpha não produz mais o Teal em Lyon."),
    ],
)
def test_what_has_ended_is_over(language: str, text: str, facts_of: FactsOf) -> None:
    assert _state(facts_of(text, language, _DAY)) == [("ended", None, None)]


@pytest.mark.parametrize(
    ("language", "text"),
    [("es", "Alpha no fabrica el Teal en Lyon."), ("pt", "A Alpha não produz o Teal em Lyon.")],
)
def test_what_is_not_built_is_denied(language: str, text: str, facts_of: FactsOf) -> None:
    assert _state(facts_of(text, language, _DAY)) == [("denied", None, None)]


@pytest.mark.parametrize(
    ("language", "text", "state"),
    [
        ("en", "Alpha will stop building the Teal in Lyon.", ("actual", None, None)),
        ("en", "Alpha will stop building the Teal in Lyon in June 2027.", ("planned", None, "2027-06")),
        ("de", "Alpha wird den Teal in Lyon ab Juni 2027 nicht mehr bauen.", ("planned", None, "2027-06")),
        ("es", "Alpha dejará de fabricar el Teal en Lyon.", ("actual", None, None)),
        ("it", "Alpha smetterà di produrre la Teal a Lione nel 2027.", ("planned", None, "2027")),
        ("pt", "O Teal já não é produzido em Lyon desde 2021.", ("ended", None, "2021")),
        ("es", "Alpha cerrará la línea de montaje del Teal en Lyon en 2027.", ("planned", None, "2027")),
        ("es", "Alpha abrirá la línea de montaje del Teal en Lyon en 2027.", ("planned", "2027", None)),
        ("pt", "A Alpha fechará a linha de montagem do Teal em Lyon em 2027.", ("planned", None, "2027")),
    ],
)
def test_an_end_to_come_is_dated_or_left_out(
    language: str, text: str, state: tuple[str, str | None, str | None], facts_of: FactsOf
) -> None:
    assert _state(facts_of(text, language, _DAY)) == [state]
