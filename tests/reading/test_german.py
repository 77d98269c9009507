"""What German sentences say, kind by kind. Published on 1 May 2030."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import FactsOf, holds

PRODUCTION: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "Im Alpha-Werk Leipzig läuft seit November 2029 der Alpha Nova vom Band.",
        [{"model": "Alpha Nova", "plant": "Alpha-Werk Leipzig", "start": "2029-11", "status": "actual"}],
    ),
    (
        "Alpha will den XD.2 ab 2031 im spanischen Werk Martorell bauen.",
        [{"model": "XD.2", "builder": "Alpha", "plant": "Werk Martorell", "start": "2031", "status": "planned"}],
    ),
    (
        "Borealis baut in Szeged in Ungarn eine Fabrik und will dort ab Ende 2030 Elektroautos produzieren.",
        [{"product": "electric cars", "builder": "Borealis", "place": "Szeged", "start": "2030-36~"}],
    ),
    ("Cormoran fertigt den EQX in Sindelfingen.", [{"model": "EQX", "builder": "Cormoran", "place": "Sindelfingen"}]),
    (
        "Alpha beendet die Produktion des Q8 e-tron in Brüssel im Februar 2031.",
        [{"model": "Q8 e-tron", "builder": "Alpha", "end": "2031-02", "status": "planned"}],
    ),
    ("Der Alpha Grandland wird in Eisenach produziert.", [{"model": "Alpha Grandland", "place": "Eisenach"}]),
    (
        "Der Alpha Nova soll künftig in Mexiko gebaut werden.",
        [{"model": "Alpha Nova", "country": "MX", "status": "planned"}],
    ),
    (
        "Der Alpha Nova wird nicht in Spanien produziert.",
        [{"model": "Alpha Nova", "country": "ES", "status": "denied"}],
    ),
    (
        "Die Fabrik in Zwickau produziert den XD.3, den XD.4 und den Cormoran Born.",
        [{"model": "XD.3"}, {"model": "XD.4"}, {"model": "Cormoran Born", "place": "Zwickau"}],
    ),
    (
        "Die Fabrik von Voltaic in Warren im US-Bundesstaat Ohio hatte im August 2029 mit der Fertigung von "
        "Batteriezellen begonnen.",
        [{"product": "battery cells", "place": "Warren", "start": "2029-08", "status": "actual"}],
    ),
    (
        "Das Werk in Emden gehört Alpha. Die Zellfertigung soll Ende 2031 beginnen.",
        [{"product": "battery cells", "plant": "Werk in Emden", "start": "2031-36~", "status": "planned"}],
    ),
    (
        "Nach fünf Jahren läuft der Teal in Osnabrück im Frühjahr aus.",
        [{"model": "Teal", "place": "Osnabrück", "end": "2031-21", "status": "planned"}],
    ),
]

OTHERS: list[tuple[str, str, list[dict[str, Any]]]] = [
    (
        "plant",
        "Das Alpha-Werk in Grünheide beschäftigt rund 11.500 Mitarbeiter.",
        [{"plant": "Alpha-Werk in Grünheide", "employees": 11500, "employees_comparator": "about"}],
    ),
    (
        "plant",
        "Die Kapazität des Werks in Debrecen liegt bei 150.000 Autos im Jahr.",
        [{"plant": "Werks in Debrecen", "capacity_per_year": 150000.0}],
    ),
    ("stake", "Die Zeta AG hat Omega Technologies übernommen.", [{"owner": "Zeta AG", "owned": "Omega Technologies"}]),
    ("stake", "Borealis hält 9,7 Prozent der Anteile an Alpha.", [{"owner": "Borealis", "share_percent": 9.7}]),
    ("stake", "Bisher war Alpha zu 51 Prozent an Borealis beteiligt.", [{"owner": "Alpha", "share_percent": 51.0}]),
    ("stake", "Borealis gehört seit dem Jahr 1998 zur Alpha-Gruppe.", [{"owned": "Borealis", "since": "1998"}]),
    (
        "stake",
        "Alpha übernimmt die volle Kontrolle beim Kleinwagen-Spezialisten Borealis.",
        [{"owner": "Alpha", "owned": "Borealis", "share_percent": 100.0}],
    ),
    ("stake", "Borealis ist jetzt 100 Prozent Tochter von Alpha.", [{"owner": "Alpha", "share_percent": 100.0}]),
    (
        "agreement",
        "Alpha und der chinesische Hersteller Borealis haben eine Vereinbarung unterzeichnet.",
        [{"parties": ("Alpha", "Borealis")}],
    ),
    ("joint_venture", "Alpha und Borealis gründen ein Gemeinschaftsunternehmen.", [{"parents": ("Alpha", "Borealis")}]),
    ("supply", "Voltaic beliefert Alpha mit Batteriezellen.", [{"supplier": "Voltaic", "product": "battery cells"}]),
    ("supply", "Alpha bezieht Batteriezellen von Voltaic.", [{"supplier": "Voltaic", "customer": "Alpha"}]),
    (
        "investment",
        "Alpha investiert zwei Milliarden Dollar in sein Werk in Köln.",
        [{"investor": "Alpha", "amount": 2e9, "currency": "USD", "target": "Werk in Köln"}],
    ),
    (
        "role",
        "Dr. Johanna Pohl, Vorstandsvorsitzende der Zeta AG, sprach.",
        [{"person": "Johanna Pohl", "organization": "Zeta AG", "title": "Vorstandsvorsitzende"}],
    ),
    ("role", "Alpha-Chefin Johanna Pohl geht.", [{"person": "Johanna Pohl", "organization": "Alpha"}]),
    (
        "model",
        "Der Alpha Nova, ein elektrisches SUV-Coupé, kommt.",
        [{"body": "SUV coupe"}, {"powertrain": "battery electric"}],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PRODUCTION)
def test_production(facts_of: FactsOf, text: str, expected: list[dict[str, Any]]) -> None:
    holds([fact for fact in facts_of(text, "de", "2030-05-01") if fact["kind"] == "production"], expected)


@pytest.mark.parametrize(("kind", "text", "expected"), OTHERS)
def test_other_kinds(facts_of: FactsOf, kind: str, text: str, expected: list[dict[str, Any]]) -> None:
    holds([fact for fact in facts_of(text, "de", "2030-05-01") if fact["kind"] == kind], expected)


def test_german_nouns_are_no_names(facts_of: FactsOf) -> None:
    text = "Die Gewerkschaft baut auf Vertrauen. Der Vorstand will die Kosten senken und Stellen in der Verwaltung streichen."
    assert facts_of(text, "de") == []
