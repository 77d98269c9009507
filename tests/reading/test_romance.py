"""What Spanish, Italian and Portuguese sentences say of the main kinds. Published on 1 May 2030."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import FactsOf, holds

CASES: list[tuple[str, str, str, list[dict[str, Any]]]] = [
    (
        "es", "production", "Alpha fabricará el Alpha 5 en su planta de Valladolid a partir de 2031.",
        [{"model": "Alpha 5", "builder": "Alpha", "plant": "planta de Valladolid", "start": "2031", "status": "planned"}],
    ),
    ("es", "production", "El Alpha Nova se fabrica en Martorell.", [{"model": "Alpha Nova", "place": "Martorell"}]),
    (
        "es", "agreement", "Alpha y Borealis han firmado un acuerdo para fabricar coches en Barcelona.",
        [{"parties": ("Alpha", "Borealis"), "type": "contract-manufacturing"}],
    ),
    (
        "es", "plant", "La fábrica de Almussafes emplea a 4.000 trabajadores.",
        [{"plant": "fábrica de Almussafes", "employees": 4000}],
    ),
    ("es", "stake", "Alpha tiene un 21 % de Borealis.", [{"owner": "Alpha", "owned": "Borealis", "share_percent": 21.0}]),
    (
        "es", "role", "Juana Pozo, presidenta de Alpha, anunció la inversión.",
        [{"person": "Juana Pozo", "organization": "Alpha", "title": "presidenta"}],
    ),
    (
        "it", "production", "Alpha produrrà la nuova Alpha Nova nello stabilimento di Melfi a partire dal 2031.",
        [{"model": "Alpha Nova", "builder": "Alpha", "place": "Melfi", "start": "2031", "status": "planned"}],
    ),
    (
        "it", "production", "La Alpha Grande Nova viene costruita a Kragujevac, in Serbia.",
        [{"model": "Alpha Grande Nova", "place": "Kragujevac", "country": "RS"}],
    ),
    ("it", "plant", "Lo stabilimento di Cassino impiega 2.500 dipendenti.", [{"employees": 2500}]),
    (
        "it", "agreement", "Alpha e Borealis hanno firmato un accordo per la produzione di furgoni elettrici.",
        [{"parties": ("Alpha", "Borealis")}],
    ),
    ("it", "stake", "Alpha detiene il 21% di Borealis.", [{"owner": "Alpha", "owned": "Borealis", "share_percent": 21.0}]),
    (
        "it", "role", "Il CEO di Alpha, Gianna Pozzo, ha presentato la nuova auto.",
        [{"person": "Gianna Pozzo", "organization": "Alpha", "title": "CEO"}],
    ),
    (
        "pt", "production", "A Alpha iniciou a produção do Alpha Zeta na fábrica de Camaçari, na Bahia, em julho de 2029.",
        [{"model": "Alpha Zeta", "builder": "Alpha", "place": "Camaçari", "start": "2029-07", "status": "actual"}],
    ),
    ("pt", "production", "O Alpha Zeta é fabricado em Goiana.", [{"model": "Alpha Zeta", "place": "Goiana"}]),
    ("pt", "plant", "A fábrica de Camaçari emprega 2.000 funcionários.", [{"employees": 2000}]),
    (
        "pt", "agreement", "Alpha e Borealis assinaram um acordo para produzir carros em Betim.",
        [{"parties": ("Alpha", "Borealis")}],
    ),
    ("pt", "stake", "A Borealis detém 26,4% da Alpha.", [{"owner": "Borealis", "owned": "Alpha", "share_percent": 26.4}]),
    (
        "pt", "role", "Joana Poço, presidente da Alpha, anunciou o investimento.",
        [{"person": "Joana Poço", "organization": "Alpha", "title": "presidente"}],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "kind", "text", "expected"), CASES)
def test_main_kinds(facts_of: FactsOf, language: str, kind: str, text: str, expected: list[dict[str, Any]]) -> None:
    holds([fact for fact in facts_of(text, language, "2030-05-01") if fact["kind"] == kind], expected)


def test_a_language_without_rules_gives_no_facts(facts_of: FactsOf) -> None:
    assert facts_of("Alpha gaat de Alpha Nova in Gent bouwen.", "nl") == []
