"""Names that readers of the press use are found, and what must stay apart exists."""

from __future__ import annotations

import pytest

from autokg.claims.decisions import Verdict, read_decisions
from autokg.names.gazetteer import ORGANIZATIONS, EntityType

from .corpus import DATA, FOLDER

COLLECTIONS = {EntityType.COMPANY: "organization", EntityType.GROUP: "organization"}


def test_the_towns_whose_coordinates_are_told_are_counted() -> None:
    entries = FOLDER.gazetteer.entries
    towns = {(e.place, e.country) for e in entries if e.type is EntityType.PLANT and e.place}
    known = {(e.name, e.country) for e in entries if e.type is EntityType.PLACE and e.geonames}
    plants = [(e.place, e.country) for e in entries if e.type is EntityType.PLANT]
    placed = sum(town in known for town in plants)
    told = f"{len(towns & known)} of the {len(towns)} towns with plants, and so {placed} of {len(plants)} plants"
    assert told in (DATA / "README.md").read_text(encoding="utf-8").replace("\n", " ")


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("현대", "hyundai-motor"),
        ("现代汽车", "hyundai-motor"),
        ("比亚迪", "byd"),
        ("ルノー", "renault-group"),
        ("Renault Samsung Motors", "renault-korea"),
        ("groupe Renault", "renault-group"),
        ("Fuji Heavy Industries", "subaru"),
        ("VW", "volkswagen-group"),
        ("GM", "general-motors"),
        ("JLR", "jaguar-land-rover"),
        ("PSA", "psa-group"),
        ("FCA", "fca"),
        ("SAIC-VW", "saic-vw"),
        ("Mercedes", "mercedes-benz-group"),
        ("Tata Motors", "tata-motors"),
    ],
)
def test_an_organisation_is_found_by_the_names_of_the_press(name: str, id_: str) -> None:
    assert [entry.id for entry in FOLDER.gazetteer.find(name, ORGANIZATIONS)] == [id_]


def test_things_never_to_be_merged_exist() -> None:
    decisions = read_decisions((DATA / "decisions.jsonl").read_text(encoding="utf-8").splitlines(), "decisions.jsonl")
    entries = FOLDER.gazetteer.entries
    known = {f"{COLLECTIONS.get(entry.type, entry.type.value)}/{entry.id}" for entry in entries}
    for decision in decisions.all:
        assert decision.decision is Verdict.DIFFERENT
        assert set(decision.things or ()) <= known, decision.things
