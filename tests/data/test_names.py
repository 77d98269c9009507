"""Every name in every fact is known, or stands in the list of the unresolved with a reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from autokg.claims.decisions import Verdict, read_decisions
from autokg.core import geography
from autokg.core.ids import fold
from autokg.facts import Fact
from autokg.names.gazetteer import ORGANIZATIONS, EntityType, Entry

from .corpus import DATA, DOCUMENTS, FACTS, FILINGS, GAZETTEER

ORGANIZATION_SLOTS = {"builder", "operator", "owner", "owned", "investor", "organization", "supplier", "customer"}
TYPES = {
    "brand": {EntityType.BRAND},
    "plant": {EntityType.PLANT},
    "model": {EntityType.MODEL},
    "derived_from": {EntityType.MODEL},
    "platform": {EntityType.PLATFORM},
    "place": {EntityType.PLACE},
    "parties": ORGANIZATIONS,
    "parents": ORGANIZATIONS,
    "shares": ORGANIZATIONS,
    **dict.fromkeys(ORGANIZATION_SLOTS, ORGANIZATIONS),
}
COLLECTIONS = {EntityType.COMPANY: "organization", EntityType.GROUP: "organization"}


def names(fact: Fact) -> Iterator[tuple[str, str]]:
    """Yield (slot, name) of all names in a fact."""
    for slot, value in fact.slots().items():
        if slot == "name" and fact.kind == "joint_venture":
            yield "parties", value
        elif slot in TYPES:
            yield from ((slot, name) for name in ([value] if isinstance(value, str) else value))


def collection(entry: Entry) -> str:
    return COLLECTIONS.get(entry.type, entry.type.value)


def listed_as_unresolved() -> set[str]:
    return set(re.findall(r"^- `([^`]+)`: ", (DATA / "unresolved.md").read_text(encoding="utf-8"), re.MULTILINE))


def unresolved() -> set[str]:
    return {
        name
        for located in (*FACTS, *FILINGS)
        for slot, name in names(located.fact)
        if not (slot == "place" and geography.find_region(name)) and len(GAZETTEER.find(name, TYPES[slot])) != 1
    }


def test_every_name_is_one_known_thing_of_its_type_or_listed() -> None:
    assert unresolved() == listed_as_unresolved()


def test_every_market_is_a_country_or_a_known_region() -> None:
    markets = {name for located in (*FACTS, *FILINGS) for name in getattr(located.fact, "markets", ())}
    unknown = {
        name
        for name in markets
        if not geography.is_country(name)
        and not geography.find_region(name)
        and not GAZETTEER.find(name, {EntityType.MARKET})
    }
    assert unknown == set()


def test_no_two_things_of_a_collection_share_a_name() -> None:
    shared = Counter(
        (collection(entry), key) for entry in GAZETTEER.entries for key in {fold(name) for name in entry.names}
    )
    assert [key for key, count in shared.items() if count > 1] == []


def test_ids_are_unique_within_a_collection_and_sorted() -> None:
    ids = Counter((collection(entry), entry.id) for entry in GAZETTEER.entries)
    assert [key for key, count in ids.items() if count > 1] == []
    for path in (DATA / "reference").glob("*.jsonl"):
        lines = path.read_text(encoding="utf-8").splitlines()
        found = [Entry.model_validate_json(line).id for line in lines]
        assert found == sorted(found), path.name


def test_owners_operators_and_badges_of_entries_exist() -> None:
    organizations = {entry.id for entry in GAZETTEER.entries if entry.type in ORGANIZATIONS}
    brands = {entry.id for entry in GAZETTEER.entries if entry.type is EntityType.BRAND}
    for entry in GAZETTEER.entries:
        assert entry.organization is None or entry.organization in organizations, entry.id
        assert entry.brand is None or entry.brand in brands, entry.id
        assert entry.type is not EntityType.MODEL or entry.brand, entry.id


def test_a_plant_has_a_country_and_a_source_that_is_a_document() -> None:
    for entry in GAZETTEER.entries:
        if entry.type is EntityType.PLANT:
            assert entry.country, entry.id
            assert entry.source in DOCUMENTS, entry.id


def test_a_wikidata_id_stands_for_one_thing_and_has_its_source() -> None:
    items = Counter(entry.wikidata for entry in GAZETTEER.entries if entry.wikidata)
    assert [item for item, count in items.items() if count > 1] == []
    assert all(entry.source for entry in GAZETTEER.entries if entry.wikidata)


def test_coordinates_are_those_of_a_place_that_is_named() -> None:
    located = [entry for entry in GAZETTEER.entries if entry.latitude is not None or entry.longitude is not None]
    assert located
    assert all(None not in (entry.latitude, entry.longitude, entry.geonames) for entry in located)
    assert len({entry.geonames for entry in located}) == len(located)


def test_the_towns_whose_coordinates_are_told_are_counted(root: Path) -> None:
    entries = GAZETTEER.entries
    towns = {(e.place, e.country) for e in entries if e.type is EntityType.PLANT and e.place}
    known = {(e.name, e.country) for e in entries if e.type is EntityType.PLACE and e.geonames}
    plants = [(e.place, e.country) for e in entries if e.type is EntityType.PLANT]
    placed = sum(town in known for town in plants)
    told = f"{len(towns & known)} of the {len(towns)} towns with plants, and so {placed} of {len(plants)} plants"
    assert told in (root / "data" / "README.md").read_text(encoding="utf-8").replace("\n", " ")


def test_countries_are_left_to_the_library() -> None:
    named = [e.id for e in GAZETTEER.entries if e.type in {EntityType.MARKET, EntityType.PLACE}]
    assert [i for i in named if geography.find_region(i.replace("-", " "))] == []


def test_things_in_several_languages_and_under_former_names_are_found() -> None:
    found = {
        name: sorted(e.id for e in GAZETTEER.find(name, ORGANIZATIONS))
        for name in (
            "현대",
            "现代汽车",
            "比亚迪",
            "ルノー",
            "Renault Samsung Motors",
            "groupe Renault",
            "Fuji Heavy Industries",
        )
    }
    assert found == {
        "현대": ["hyundai-motor"],
        "现代汽车": ["hyundai-motor"],
        "比亚迪": ["byd"],
        "ルノー": ["renault-group"],
        "Renault Samsung Motors": ["renault-korea"],
        "groupe Renault": ["renault-group"],
        "Fuji Heavy Industries": ["subaru"],
    }


def test_things_never_to_be_merged_exist() -> None:
    decisions = read_decisions((DATA / "decisions.jsonl").read_text(encoding="utf-8").splitlines(), "decisions.jsonl")
    known = {f"{collection(entry)}/{entry.id}" for entry in GAZETTEER.entries}
    for decision in decisions.all:
        assert decision.decision is Verdict.DIFFERENT
        assert set(decision.things or ()) <= known, decision.things
