"""Label filings become productions like those of data/filings; what a cell does not tell is not guessed."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from autokg.errors import InputError
from autokg.facts import Fact, read_jsonl
from autokg.importing import Imported, Source, import_file
from autokg.importing.sources.aala_countries import read_assembly
from autokg.importing.sources.filed_names import brand_name, model_name
from autokg.names.gazetteer import EntityType, Entry, Gazetteer

SAMPLE = Path(__file__).parent / "samples" / "aala.csv"
NAMES = Gazetteer(
    [
        Entry(id="sample", type=EntityType.BRAND, name="Sample", ambiguous=("Sampy",)),
        Entry(id="sample-3", type=EntityType.MODEL, name="Sample 3", brand="sample"),
        Entry(id="sample-4", type=EntityType.MODEL, name="Sample 4", brand="sample"),
        Entry(id="sample-4-hybrid", type=EntityType.MODEL, name="Sample 4 Hybrid", brand="sample"),
        Entry(id="sample-4-cross-country", type=EntityType.MODEL, name="Sample 4 Cross Country", brand="sample"),
    ]
)


def city(name: str) -> str | None:
    return {"Northport": "US", "Ostburg": "DE"}.get(name)


@pytest.fixture(scope="module")
def done() -> Imported:
    return import_file(SAMPLE, importer="nhtsa-aala", source=Source(retrieved="2026-01-31"))


def test_a_row_gives_the_record_of_the_filings_layer(done: Imported) -> None:
    first = done.facts[0]
    assert first.model_dump(exclude_none=True, exclude={"evidence", "found_by"}) == {
        "kind": "production", "status": "actual", "speaker": "Example Motors Co., Ltd.", "confidence": 0.9,
        "model": "Sample 3", "brand": "Sample", "country": "CA", "markets": ("US",), "start": "../2024",
        "end": "2024/..",
    }  # fmt: skip
    assert first.evidence[0].summary == "Model year 2024: Sample 3 for the US market, final assembly in Canada."


def test_each_model_year_is_a_document_with_licence_and_day_of_retrieval(done: Imported) -> None:
    assert [
        (document.id[:15], document.title, document.licence, document.retrieved) for document in done.documents
    ] == [
        (
            f"nhtsa-aala-{year}",
            f"American Automobile Labeling Act reports (49 CFR Part 583), model year {year}",
            "US federal government work, public domain in the United States",
            "2026-01-31",
        )
        for year in (2024, 2025)
    ]


def test_variants_of_one_model_give_one_fact(done: Imported) -> None:
    assert (done.rows, done.repeated) == (11, 1)


def test_several_countries_of_assembly_give_a_fact_each(done: Imported) -> None:
    assert [fact.slots()["country"] for fact in done.facts if fact.slots()["model"] == "Sample 4"] == ["JP", "CA"]


def test_what_cannot_be_told_is_rejected_with_its_line(done: Imported) -> None:
    assert [str(reject).rpartition("/")[2] for reject in done.rejects] == [
        "aala.csv:7: 'Leipzig, H' names a city in Germany and the code of Hungary",
        "aala.csv:8: cells of the filing were merged here; check the row against the filing",
        "aala.csv:9: 'US ; M' may include the engine's country, because the engine's column is empty",
        "aala.csv:11: '' is not a country; expected ISO 3166-1 alpha-2, separated by | if several",
        "aala.csv:12: 'MY25' is not a model year; expected four digits",
    ]


@pytest.mark.parametrize(
    ("cell", "countries"),
    [
        ("CN", ("CA",)),
        ("CH", ("CN",)),
        ("US ; US", ("US",)),
        ("G G", ("DE",)),
        ("US ; M / CN", ("US", "MX", "CA")),
        ("Brampton ON Canada ; US (3.6L)", ("CA",)),
        ("Ostburg, G", ("DE",)),
        ("Ostburg, Germany G", ("DE",)),
        ("Northport, IN", ("US",)),
        ("US, Northport, MI", ("US",)),
        ("K, Southport", ("KR",)),
        ("Saltillo Mexico (Reg. Cab)", ("MX",)),
    ],
)
def test_codes_and_cities_are_read_as_the_agency_means_them(cell: str, countries: tuple[str, ...]) -> None:
    assert read_assembly(cell, city) == countries


@pytest.mark.parametrize("cell", ["", " ; ", "SL G", "UK G", "Ostburg, H", "Nowhere, H", "Somewhere", "XX"])
def test_a_cell_that_could_mean_two_things_is_refused(cell: str) -> None:
    with pytest.raises(InputError):
        read_assembly(cell, city)


@pytest.mark.parametrize(
    ("carline", "model"),
    [
        ("3", "Sample 3"),
        ("3 4D", "Sample 3"),
        ("4 Hybrid LE", "Sample 4 Hybrid"),
        ("4 PHEV", "Sample 4 PHEV"),
        ("4 CC AWD", "Sample 4 CC AWD"),
        ("4 Limited", "Sample 4"),
        ("Sample 4", "Sample 4"),
        ("Nine", "Sample Nine"),
    ],
)
def test_trims_are_put_together_but_not_other_models(carline: str, model: str) -> None:
    assert model_name("Sample", carline, NAMES) == model


def test_a_make_goes_by_its_main_name() -> None:
    assert (brand_name("SAMPY", NAMES), brand_name("Zenith", NAMES)) == ("Sample", "Zenith")


def test_a_file_without_the_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cars.csv").write_text("make,model\nSample,3\n")
    with pytest.raises(InputError, match=r"cars\.csv:1: no column manufacturer, carline, final_assembly; expected"):
        import_file(tmp_path / "cars.csv", importer="nhtsa-aala")


def test_a_row_without_a_model_year_is_rejected_unless_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "cars.csv"
    path.write_text("manufacturer,make,carline,final_assembly\nExample Motors,Sample,3,KR\n")
    assert import_file(path, importer="nhtsa-aala").rejects[0].reason.startswith("no model year")
    (fact,) = import_file(path, importer="nhtsa-aala", model_year=2025).facts
    assert fact.slots()["start"] == "../2025"


def bundled(root: Path, year: int) -> list[Fact]:
    path = root / "data" / "filings" / f"aala-{year}.jsonl"
    records = read_jsonl(path.read_text(encoding="utf-8").splitlines(), str(path))
    return [record for record in records if isinstance(record, Fact)]


def test_a_whole_year_agrees_with_the_bundled_filings(root: Path, tmp_path: Path) -> None:
    table = root.parent / "shared" / "data" / "aala_final_assembly.csv"
    if not table.is_file():
        pytest.skip("needs the table of filings in ../shared/data")
    with table.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows = [row for row in reader if row["model_year"] == "2024"]
    out = io.StringIO()
    writer = csv.DictWriter(out, reader.fieldnames or [])
    writer.writeheader()
    writer.writerows(rows)
    (tmp_path / "aala.csv").write_text(out.getvalue(), encoding="utf-8")

    mine = {
        (fact.slots()["model"], fact.slots()["country"])
        for fact in import_file(tmp_path / "aala.csv", importer="nhtsa-aala").facts
    }
    ours = {(fact.slots()["model"], fact.slots()["country"]) for fact in bundled(root, 2024)}
    assert len(mine & ours) / len(ours) > 0.85
    # Where the importer names a model as the curated layer does, it never says another country.
    known = {model for model, _ in ours}
    assert [(model, country) for model, country in mine - ours if model in known] == []
