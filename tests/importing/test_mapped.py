"""A table and a mapping give facts with their documents; what does not fit is a reject with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autokg.errors import InputError, UsageError
from autokg.facts import Document, Fact
from autokg.facts.corpus import load_corpus
from autokg.importing import Imported, Source, import_file

TABLE = """\
Model;Badge;Built by;Plant;Country;Sold in;SOP;Units;Stage;Holder;Outlet;Issue
Sample 3;Sample;Example Motors;Northport;Südkorea;KR / Europe;07/2025;120.000;geplant;Sample Group;Example Weekly;01.03.2025
Sample 4 / Sample 5;Sample;Example Motors;Northport;KR;;2024;;in Serie;;Example Weekly;01.03.2025
Sample 6;Sample;;;Atlantis;;2024;;in Serie;;Zenith News;2025
Sample 7;Sample;Example Motors;;KR;;soon;;in Serie;Sample Group;Zenith News;2025
;;;;;;;;;;Zenith News;2025
"""
MAPPING = """\
[document]
licence = "CC-BY-4.0"
language = "de"
[document.columns]
publisher = "Outlet"
published = { column = "Issue", dates = ["%d.%m.%Y"] }

[[facts]]
kind = "production"
when = "Model"
constants = { confidence = 0.8, method = "full" }
[facts.columns]
model = { column = "Model", split = "/" }
brand = "Badge"
builder = "Built by"
plant = "Plant"
country = "Country"
markets = { column = "Sold in", split = "/" }
start = { column = "SOP", dates = ["%m/%Y"] }
volume_per_year = { column = "Units", thousands = "." }
status = { column = "Stage", words = { "in Serie" = "actual", geplant = "planned" } }

[[facts]]
kind = "stake"
when = "Holder"
columns = { owner = "Holder", owned = "Built by" }
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    table, mapping = tmp_path / "cars.csv", tmp_path / "cars.toml"
    table.write_text(TABLE, encoding="cp1252")
    mapping.write_text(MAPPING, encoding="utf-8")
    return table, mapping


def run(
    files: tuple[Path, Path], *, table: str = TABLE, mapping: str = MAPPING, source: Source | None = None
) -> Imported:
    files[0].write_text(table, encoding="cp1252")
    files[1].write_text(mapping, encoding="utf-8")
    return import_file(files[0], mapping=files[1], source=source)


def test_a_row_gives_the_facts_that_the_mapping_says(files: tuple[Path, Path]) -> None:
    production, stake = run(files).facts[:2]
    assert production.slots() == {
        "model": "Sample 3", "brand": "Sample", "builder": "Example Motors", "plant": "Northport", "country": "KR",
        "markets": ("KR", "Europe"), "start": "2025-07", "volume_per_year": 120000, "method": "full",
    }  # fmt: skip
    assert (production.status.value, production.confidence) == ("planned", 0.8)
    assert stake.slots() == {"owner": "Sample Group", "owned": "Example Motors"}


def test_a_cell_of_several_models_gives_a_fact_each(files: tuple[Path, Path]) -> None:
    assert [fact.slots()["model"] for fact in run(files).facts[2:4]] == ["Sample 4", "Sample 5"]


def test_the_evidence_is_made_from_the_row(files: tuple[Path, Path]) -> None:
    evidence = run(files).facts[0].evidence[0]
    assert evidence.summary == (
        "The Sample 3 is to be built by Example Motors at Northport in South Korea for South Korea and Europe "
        "from July 2025, 120,000 a year (full)."
    )


def test_each_source_named_in_the_rows_is_a_document(files: tuple[Path, Path]) -> None:
    done = run(files, source=Source(retrieved="2026-01-31", licence="by agreement"))
    weekly, news = done.documents
    assert (weekly.publisher, weekly.published, weekly.language) == ("Example Weekly", "2025-03-01", "de")
    assert (weekly.licence, weekly.retrieved) == ("by agreement", "2026-01-31")
    assert news.id != weekly.id
    assert {fact.evidence[0].document for fact in done.facts} == {weekly.id, news.id}


def test_what_does_not_fit_is_rejected_with_place_and_reason(files: tuple[Path, Path]) -> None:
    rejects = [str(reject).removeprefix(f"{files[0]}:") for reject in run(files).rejects]
    assert rejects == [
        "4: column 'Country': 'Atlantis' is not a country; expected its name, or its ISO 3166-1 alpha-2 code; "
        "the fact is kept without it",
        "5: column 'SOP': 'soon' is not a date; expected a date as %m/%Y, or EDTF: 2025, 2025-07, 2025-07-01, "
        "2025-41 (second half), 2025-33 (first quarter), 2025~, 2022/..; the fact is kept without it",
        "6: no fact of the mapping applies to this row",
    ]


def test_a_fact_stands_without_a_cell_that_cannot_be_read(files: tuple[Path, Path]) -> None:
    production, stake = (take for take in run(files).takes if take.where == f"{files[0]}:5")
    assert production.fact.slots() == {
        "model": "Sample 7", "brand": "Sample", "builder": "Example Motors", "country": "KR", "method": "full",
    }  # fmt: skip
    assert stake.fact.kind == "stake"


@pytest.mark.parametrize(
    ("kind", "columns", "facts"),
    [
        ("plant", 'plant = "Plant", country = "Bad"', 1),
        ("investment", 'investor = "Plant", amount = "Bad"', 0),  # needs an amount
        ("model", 'model = "Plant", brand = "Plant", platform = "Plant"', 1),
        ("plant", 'plant = "Plant", status = "Bad"', 0),  # nobody knows whether it stands
        ("plant", 'plant = "Plant", employees = "Bad", opened = "Bad"', 1),
    ],
)
def test_a_fact_falls_with_its_status_or_a_slot_it_needs(
    files: tuple[Path, Path], kind: str, columns: str, facts: int
) -> None:
    mapping = f'[document]\ntitle = "List"\n[[facts]]\nkind = "{kind}"\ncolumns = {{ {columns} }}\n'
    done = run(files, table="Plant,Bad\nNorthport,soon\n", mapping=mapping)
    assert len(done.facts) == facts
    assert len(done.rejects) == columns.count("Bad")
    assert all("is kept without" in reject.reason for reject in done.rejects) is bool(facts)


def test_every_row_is_counted(files: tuple[Path, Path]) -> None:
    assert run(files).summary() == "5 rows, 7 facts from 2 documents, 3 rejected"


def test_the_preview_has_a_row_a_fact_and_no_empty_column(files: tuple[Path, Path]) -> None:
    preview = run(files).preview(2)
    assert preview.columns[:4] == ("row", "kind", "status", "model")
    assert "owner" in preview.columns
    assert "product" not in preview.columns
    assert preview.rows[0][:4] == (f"{files[0]}:2", "production", "planned", "Sample 3")
    assert len(preview.rows) == 2


def test_rejects_are_written_with_their_row(files: tuple[Path, Path]) -> None:
    first = json.loads(run(files).rejects_jsonl().splitlines()[0])
    assert first["where"].endswith("cars.csv:4")
    assert first["row"]["Country"] == "Atlantis"


def test_importing_twice_gives_the_same_bytes(files: tuple[Path, Path]) -> None:
    assert run(files).facts_jsonl() == run(files).facts_jsonl()


def test_the_records_are_a_corpus(files: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "facts.jsonl"
    out.write_text(run(files).facts_jsonl(), encoding="utf-8")
    assert len(load_corpus([out]).facts) == 7


def test_one_document_for_the_file_keeps_the_hash_of_the_file(files: tuple[Path, Path]) -> None:
    mapping = MAPPING.partition("[document.columns]")[0] + '[[facts]]\nkind = "stake"\nwhen = "Holder"\n'
    mapping += 'columns = { owner = "Holder", owned = "Built by" }\n'
    (document,) = run(files, mapping=mapping, source=Source(publisher="Our desk")).documents
    assert document.publisher == "Our desk"
    assert document.sha256 is not None
    assert document.id.startswith("our-desk-")


def test_the_same_fact_in_two_rows_stands_once(files: tuple[Path, Path]) -> None:
    lines = TABLE.splitlines(keepends=True)
    done = run(files, table="".join([lines[0], lines[1], lines[1]]))
    assert (len(done.facts), done.repeated, done.rows) == (2, 2, 2)


def test_a_column_that_is_not_there_is_named_in_the_mapping(files: tuple[Path, Path]) -> None:
    with pytest.raises(InputError) as caught:
        run(files, mapping=MAPPING.replace('"Badge"', '"Badges"'))
    assert str(caught.value) == f"{files[1]}:14: {files[0]} has no column 'Badges'; expected 'Badge'?"


def test_a_table_without_header_is_guessed_from_its_columns(files: tuple[Path, Path]) -> None:
    with pytest.raises(InputError, match="is its first line the header"):
        run(files, table="".join(TABLE.splitlines(keepends=True)[1:]))


def test_a_status_outside_the_form_is_a_reject(files: tuple[Path, Path]) -> None:
    done = run(files, table=TABLE.replace("geplant", "vielleicht"))
    assert done.rejects[0].reason.startswith(
        "column 'Stage': 'vielleicht' is not a known status; expected one of planned,"
    )


def test_facts_without_a_source_are_not_made(files: tuple[Path, Path]) -> None:
    mapping = MAPPING.partition("[[facts]]")[2]
    with pytest.raises(UsageError, match="the source is unknown"):
        run(files, mapping=f"[[facts]]{mapping}")


def test_a_row_without_its_source_is_a_reject(files: tuple[Path, Path]) -> None:
    done = run(files, table=TABLE.replace("Zenith News", ""))
    assert {reject.reason for reject in done.rejects[:2]} == {"the row has no source; expected a title or a publisher"}


def test_a_day_of_retrieval_that_is_none_is_said(files: tuple[Path, Path]) -> None:
    with pytest.raises(UsageError, match="retrieved 'yesterday': expected a day as 2025-07-01"):
        run(files, source=Source(retrieved="yesterday"))


def test_a_table_needs_a_mapping(files: tuple[Path, Path]) -> None:
    with pytest.raises(UsageError, match="a table needs a mapping file"):
        import_file(files[0])


def test_only_tables_take_a_mapping(files: tuple[Path, Path]) -> None:
    with pytest.raises(UsageError, match="the importer vpic accepts no mapping"):
        import_file(files[0], importer="vpic", mapping=files[1])


def test_documents_come_before_facts(files: tuple[Path, Path]) -> None:
    records = list(run(files).records())
    assert [isinstance(record, Document) for record in records[:3]] == [True, True, False]
    assert all(isinstance(record, Fact) for record in records[2:])


def test_an_unknown_importer_is_named_with_the_known_ones(files: tuple[Path, Path]) -> None:
    with pytest.raises(UsageError, match="no importer named 'vpik'; did you mean vpic"):
        import_file(files[0], importer="vpik")


def test_one_table_of_several_kinds_is_told_apart_by_a_column(tmp_path: Path) -> None:
    table, mapping = tmp_path / "deals.jsonl", tmp_path / "deals.toml"
    table.write_text(
        '{"type": "Deal", "parties": ["Example Motors", "Zenith"], "plant": {"city": "Northport"}}\n'
        '{"type": "owner", "parties": ["Sample Group", "Zenith"]}\n'
        '{"type": "rumour", "parties": []}\n'
    )
    mapping.write_text(
        '[document]\npublisher = "Example Weekly"\n'
        '[[facts]]\nkind = "agreement"\nwhen = { type = ["deal", "contract"] }\n'
        'constants = { signed = 2025-03-01, type = "contract-manufacturing" }\n'
        'columns = { parties = "parties", plant = "plant.city" }\n'
    )
    done = import_file(table, mapping=mapping)
    assert [fact.slots() for fact in done.facts] == [
        {
            "type": "contract-manufacturing",
            "parties": ("Example Motors", "Zenith"),
            "signed": "2025-03-01",
            "plant": "Northport",
        }
    ]
    assert [reject.where.rpartition(":")[2] for reject in done.rejects] == ["2", "3"]
    assert done.facts[0].evidence[0].summary == (
        "Example Motors and Zenith have agreed on contract manufacturing at Northport, signed March 1, 2025."
    )
