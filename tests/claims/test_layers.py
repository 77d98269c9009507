"""The reference layer lists brands and companies under their owners."""

from __future__ import annotations

from autokg.claims.layers import reference_quads
from autokg.core.terms import AKG, SKOS
from autokg.names.gazetteer import EntityType, Entry, Gazetteer
from autokg.names.resolver import Resolver

GROUP = Entry(id="acme", type=EntityType.GROUP, name="Acme")


def listed(entry: Entry) -> set[tuple[str, str]]:
    """Return what the reference layer lists under what, by the ends of their IRIs."""
    quads = reference_quads(Resolver(Gazetteer([GROUP, entry])), ())
    return {(_local(quad.subject), _local(quad.object)) for quad in quads if quad.predicate == AKG.listedOwner}


def _local(term: object) -> str:
    return str(term).strip("<>").rpartition("/")[2]


def test_a_company_is_listed_under_its_parent() -> None:
    entry = Entry(id="acme-slovakia", type=EntityType.COMPANY, name="Acme Slovakia", organization="acme")
    assert listed(entry) == {("acme-slovakia", "acme")}


def test_a_brand_is_listed_under_its_owner() -> None:
    assert listed(Entry(id="bolt", type=EntityType.BRAND, name="Bolt", organization="acme")) == {("bolt", "acme")}


def test_a_company_without_a_parent_is_listed_under_none() -> None:
    assert listed(Entry(id="solo", type=EntityType.COMPANY, name="Solo")) == set()


def test_a_country_is_matched_to_its_wikidata_item() -> None:
    town = Entry(id="ghent", type=EntityType.PLACE, name="Ghent", country="BE")
    quads = reference_quads(Resolver(Gazetteer([town])), ())
    matched = {(_local(quad.subject), _local(quad.object)) for quad in quads if quad.predicate == SKOS.exactMatch}
    assert matched == {("BE", "Q31")}
