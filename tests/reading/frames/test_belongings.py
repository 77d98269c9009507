"""Owners without a share, brands, other names and suppliers, in six languages, with what is none of them."""

from __future__ import annotations

from typing import Any

import pytest

from ..conftest import FactsOf


def _of_kind(facts: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [fact for fact in facts if fact["kind"] == kind]


def _pairs(facts: list[dict[str, Any]], kind: str, *slots: str) -> list[tuple[Any, ...]]:
    return [tuple(fact.get(slot) for slot in slots) for fact in _of_kind(facts, kind)]


UNITS = [
    ("en", "Voltaic, a subsidiary of Alpha, is hiring."),
    ("en", "Alpha and its affiliate Voltaic are hiring."),
    ("en", "Voltaic is a subsidiary of Alpha."),
    ("fr", "Voltaic, filiale d'Alpha, recrute."),
    ("de", "Voltaic, eine Tochter von Alpha, wächst."),
    ("es", "Voltaic, filial de Alpha, crece."),
    ("it", "Voltaic, controllata di Alpha, cresce."),
    ("pt", "A Voltaic, subsidiária da Alpha, cresce."),
]


@pytest.mark.parametrize(("language", "text"), UNITS)
def test_a_unit_belongs_to_its_parent(facts_of: FactsOf, language: str, text: str) -> None:
    assert _pairs(facts_of(text, language), "stake", "owner", "owned") == [("Alpha", "Voltaic")]


OWNERS = [
    ("en", "Alpha, which owns Borealis and Cormoran, is hiring."),
    ("fr", "Alpha, qui possède Borealis et Cormoran, recrute."),
    ("de", "Alpha besitzt Borealis und Cormoran."),
    ("es", "Alpha, que controla Borealis y Cormoran, crece."),
    ("it", "Alpha, che controlla Borealis e Cormoran, cresce."),
    ("pt", "A Alpha, que controla a Borealis e a Cormoran, cresce."),
]


@pytest.mark.parametrize(("language", "text"), OWNERS)
def test_an_owner_owns_each_company_of_a_list(facts_of: FactsOf, language: str, text: str) -> None:
    owned = [("Alpha", "Borealis"), ("Alpha", "Cormoran")]
    assert _pairs(facts_of(text, language), "stake", "owner", "owned") == owned


@pytest.mark.parametrize(
    "text",
    [
        "Alpha owns Borealis cars and a plant.",
        "Alpha owns the Borealis plant in Lyon.",
        "Alpha has Borealis as a partner.",
        "Mr Poole is a big shareholder of a bank, by way of Alpha and Borealis.",
    ],
)
def test_things_of_a_company_are_no_stake_in_it(facts_of: FactsOf, text: str) -> None:
    assert _of_kind(facts_of(text, "en"), "stake") == []


BRANDS = [
    ("en", "Cormoran, Alpha's luxury brand, is growing."),
    ("fr", "Cormoran, la marque de luxe d'Alpha, grandit."),
    ("de", "Cormoran, die Luxusmarke von Alpha, wächst."),
    ("es", "Cormoran, la marca de lujo de Alpha, crece."),
    ("it", "Cormoran, il marchio di lusso di Alpha, cresce."),
    ("pt", "A Cormoran, marca de luxo da Alpha, cresce."),
]


@pytest.mark.parametrize(("language", "text"), BRANDS)
def test_a_brand_has_its_owner(facts_of: FactsOf, language: str, text: str) -> None:
    assert _pairs(facts_of(text, language), "brand", "brand", "owner") == [("Cormoran", "Alpha")]


@pytest.mark.parametrize("text", ["Cormoran and Alpha's luxury brand met.", "Cormoran sells Alpha's brand."])
def test_a_brand_without_an_apposition_is_not_named(facts_of: FactsOf, text: str) -> None:
    assert _of_kind(facts_of(text, "en"), "brand") == []


FORMER_NAMES = [
    ("en", "Zeta Mobility, formerly Omega Motor, met Alpha."),
    ("fr", "Zeta Mobility, anciennement Omega Motor, a rencontré Alpha."),
    ("de", "Zeta Mobility, vormals Omega Motor, wächst."),
    ("es", "Zeta Mobility, antes Omega Motor, crece."),
    ("it", "Zeta Mobility, già Omega Motor, cresce."),
    ("pt", "A Zeta Mobility, antiga Omega Motor, cresce."),
]


@pytest.mark.parametrize(("language", "text"), FORMER_NAMES)
def test_a_former_name_is_an_alias(facts_of: FactsOf, language: str, text: str) -> None:
    assert _pairs(facts_of(text, language), "alias", "of", "alias") == [("Zeta Mobility", "Omega Motor")]


@pytest.mark.parametrize("text", ["Zeta Mobility, like Omega Motor, met Alpha.", "Zeta Mobility (Omega Motor) grows."])
def test_two_companies_side_by_side_are_no_alias(facts_of: FactsOf, text: str) -> None:
    assert _of_kind(facts_of(text, "en"), "alias") == []


SUPPLIES = [
    ("en", "Alpha uses battery cells from Voltaic."),
    ("fr", "Alpha utilise des cellules de batterie de Voltaic."),
    ("de", "Alpha verwendet Batteriezellen von Voltaic."),
    ("es", "Alpha utiliza baterías de Voltaic."),
    ("it", "Alpha utilizza batterie di Voltaic."),
    ("pt", "A Alpha utiliza baterias da Voltaic."),
    ("en", "The batteries of the Alpha Nova come from Voltaic."),
    ("de", "Die Batterien des Alpha Nova kommen von Voltaic."),
    ("es", "Las baterías del Alpha Nova provienen de Voltaic."),
]


@pytest.mark.parametrize(("language", "text"), SUPPLIES)
def test_products_come_from_their_supplier(facts_of: FactsOf, language: str, text: str) -> None:
    assert _pairs(facts_of(text, language), "supply", "supplier", "customer") == [("Voltaic", "Alpha")]


@pytest.mark.parametrize(
    "text", ["Alpha uses battery cells in Lyon.", "The batteries of the Alpha Nova come from Lyon."]
)
def test_a_town_supplies_nothing(facts_of: FactsOf, text: str) -> None:
    assert _of_kind(facts_of(text, "en"), "supply") == []


FOUNDED = [
    ("en", "Voltaic was founded by Alpha and Borealis."),
    ("fr", "Voltaic a été fondée par Alpha et Borealis."),
    ("es", "Voltaic fue creada por Alpha y Borealis."),
    ("it", "Voltaic è stata fondata da Alpha e Borealis."),
    ("pt", "A Voltaic foi criada pela Alpha e pela Borealis."),
    ("en", "Voltaic brings together Alpha and Borealis."),
    ("fr", "Voltaic, coentreprise entre Alpha et Borealis, a inauguré son usine."),
]


@pytest.mark.parametrize(("language", "text"), FOUNDED)
def test_a_company_of_two_founders_is_a_venture(facts_of: FactsOf, language: str, text: str) -> None:
    ventures = _pairs(facts_of(text, language), "joint_venture", "name", "parents", "status")
    assert ventures == [("Voltaic", ("Alpha", "Borealis"), "actual")]


@pytest.mark.parametrize("text", ["Voltaic was founded by Alpha in 1998.", "Voltaic was founded with Alpha."])
def test_a_company_of_one_founder_is_no_venture(facts_of: FactsOf, text: str) -> None:
    assert _of_kind(facts_of(text, "en"), "joint_venture") == []


THREE = [
    ("en", "Alpha, Borealis and Cormoran signed an agreement."),
    ("de", "Alpha, Borealis und Cormoran haben ein Abkommen unterzeichnet."),
    ("es", "Alpha, Borealis y Cormoran han firmado un acuerdo."),
    ("it", "Alpha, Borealis e Cormoran hanno firmato un accordo."),
    ("pt", "Alpha, Borealis e Cormoran assinaram um acordo."),
    ("fr", "Pacte tripartite entre Alpha, Borealis, et Cormoran"),
]


@pytest.mark.parametrize(("language", "text"), THREE)
def test_three_companies_agree(facts_of: FactsOf, language: str, text: str) -> None:
    assert _pairs(facts_of(text, language), "agreement", "parties") == [(("Alpha", "Borealis", "Cormoran"),)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Alpha denied that it would end production of the Alpha Nova in Graz."),
        ("fr", "Alpha dément vouloir arrêter la production de l'Alpha Nova à Graz."),
        ("de", "Alpha dementiert, die Produktion des Alpha Nova in Graz zu beenden."),
        ("es", "Alpha desmiente que vaya a poner fin a la producción del Alpha Nova en Graz."),
        ("it", "Alpha smentisce di voler fermare la produzione della Alpha Nova a Graz."),
    ],
)
def test_a_denied_end_goes_on(facts_of: FactsOf, language: str, text: str) -> None:
    assert _pairs(facts_of(text, language, "2030-05-01"), "production", "model", "status") == [("Alpha Nova", "actual")]


def test_an_end_that_is_not_denied_ends(facts_of: FactsOf) -> None:
    found = facts_of("Alpha beendet die Produktion des Alpha Nova in Graz.", "de", "2030-05-01")
    assert _pairs(found, "production", "model", "status") == [("Alpha Nova", "ended")]
