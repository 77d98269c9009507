"""A town comes out only where the tables and the filings leave one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autokg.errors import InputError
from autokg.importing import Imported, import_file
from autokg.importing.sources import vpic_tables
from autokg.names.gazetteer import Alias, EntityType, Entry, Gazetteer

TABLES = """
CREATE TABLE Pattern (VinSchemaId INT, Keys TEXT, ElementId INT, AttributeId TEXT);
CREATE TABLE Model (Id INT, Name TEXT);
CREATE TABLE Make (Id INT, Name TEXT);
CREATE TABLE Make_Model (MakeId INT, ModelId INT);
CREATE TABLE Country (Id INT, Name TEXT);
CREATE TABLE Manufacturer (Id INT, Name TEXT);
CREATE TABLE Wmi (Id INT, ManufacturerId INT);
CREATE TABLE Wmi_VinSchema (WmiId INT, VinSchemaId INT, YearFrom INT, YearTo INT);
INSERT INTO Make VALUES (1, 'ROADSTER');
INSERT INTO Model VALUES (1, 'One'), (2, 'Two');
INSERT INTO Make_Model VALUES (1, 1), (1, 2);
INSERT INTO Country VALUES (6, 'UNITED STATES (USA)'), (9, 'JAPAN');
INSERT INTO Manufacturer VALUES (5, 'EXAMPLE MOTORS, INC.');
INSERT INTO Wmi VALUES (7, 5);
INSERT INTO Wmi_VinSchema VALUES (7, 10, 2024, 2025), (7, 11, 2026, NULL);
INSERT INTO Pattern VALUES (10, 'A****', 28, '1'), (10, 'B****', 28, '2'), (11, 'A****', 28, '1');
"""
GAZETTEER = Gazetteer(
    [
        Entry(id="roadster", type=EntityType.BRAND, name="Roadster"),
        Entry(
            id="northport", type=EntityType.PLACE, name="Northport", country="US", aliases=(Alias(name="North Port"),)
        ),
        Entry(id="southport", type=EntityType.PLACE, name="Southport", country="US"),
        Entry(id="roadster-town", type=EntityType.PLACE, name="Roadster", country="US"),
        *(
            Entry(id=f"plant-{town.lower()}", type=EntityType.PLANT, name=f"{town} plant", country="US", place=town)
            for town in ("Northport", "Roadster")
        ),
    ]
)


def plant(keys: str, town: str, country: int = 6, schema: int = 10) -> str:
    return f"INSERT INTO Pattern VALUES ({schema}, '{keys}', 31, '{town}'), ({schema}, '{keys}', 75, '{country}');"


def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *statements: str, year: int = 2025) -> Imported:
    path = tmp_path / "vpic.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(TABLES + "".join(statements))
    monkeypatch.setattr(vpic_tables, "load_gazetteer", lambda: GAZETTEER)
    monkeypatch.setattr(vpic_tables, "_filed_models", lambda: [("Roadster One", "Roadster", "US", year)])
    return import_file(path, importer="vpic-tables")


def test_one_town_in_the_filed_country_is_a_production(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = run(tmp_path, monkeypatch, plant("*****|*N", "NORTHPORT"), plant("*****|*J", "KOBE", 9))
    assert [fact.slots() for fact in done.facts] == [
        {
            "model": "Roadster One", "brand": "Roadster", "place": "Northport", "country": "US", "markets": ("US",),
            "start": "../2025", "end": "2025/..",
        }
    ]  # fmt: skip
    assert done.facts[0].speaker == "EXAMPLE MOTORS, INC."
    assert done.facts[0].evidence[0].summary == (
        "Model year 2025: of the plants registered for the Roadster One, those in the United States lie at Northport."
    )


def test_two_spellings_of_a_town_are_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = run(tmp_path, monkeypatch, plant("*****|*N", "NORTHPORT"), plant("*****|*M", "NORTH PORT"))
    assert [fact.slots()["place"] for fact in done.facts] == ["Northport"]


def test_a_plant_of_another_model_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = run(tmp_path, monkeypatch, plant("*****|*N", "NORTHPORT"), plant("B****|*S", "SOUTHPORT"))
    assert len(done.facts) == 1


@pytest.mark.parametrize(
    ("statements", "year", "reason"),
    [
        ((plant("*****|*N", "NORTHPORT"), plant("A****|*S", "SOUTHPORT")), 2025, "2 towns are left"),
        ((plant("*****|*J", "KOBE", 9),), 2025, "no plant is registered in that country"),
        ((plant("*****|*S", "SOUTHPORT"),), 2025, "no plant is known in that town"),
        ((plant("*****|*R", "ROADSTER"),), 2025, "no plant is known in that town"),
        ((plant("*****|*N", "NORTHPORT"),), 2026, "no plant is registered in that country"),
        ((plant("*****|*N", "NORTHPORT"),), 2023, "no plant is registered in that country"),
    ],
)
def test_anything_else_is_rejected_with_the_reason(
    statements: tuple[str, ...], year: int, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = run(tmp_path, monkeypatch, *statements, year=year)
    assert not done.facts
    assert [reason in str(reject) for reject in done.rejects] == [True]


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "no.db"
    path.write_text("not a database, and long enough to be read as one" * 20, encoding="utf-8")
    with pytest.raises(InputError, match="not the tables of vPIC"):
        import_file(path, importer="vpic-tables")


@given(st.text("AB*#[]|K", max_size=20))
def test_a_pattern_has_a_place_for_each_character_of_the_number(keys: str) -> None:
    assert len(vpic_tables.read_pattern(keys)) == 14
