"""Tables of every format, encoding and separator; and what is no table."""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autokg.errors import InputError, UsageError
from autokg.importing.base import Reject, Row
from autokg.importing.tables import Reading, Table, read_table


def table(tmp_path: Path, content: bytes | str, name: str = "cars.csv", **reading: Any) -> Table:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(path, Reading(**reading))


def cells(found: Table) -> list[dict[str, Any]]:
    return [dict(row.cells) for row in found.rows if isinstance(row, Row)]


def refusal(tmp_path: Path, content: bytes | str, name: str = "cars.csv", **reading: Any) -> str:
    with pytest.raises(InputError) as caught:
        table(tmp_path, content, name, **reading)
    return str(caught.value).replace(f"{tmp_path}/", "")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_told_from_the_lines(tmp_path: Path, separator: str) -> None:
    text = f"Model{separator}Maker\nThree{separator}Example Motors\nFour{separator}Zenith\n"
    assert cells(table(tmp_path, text))[0] == {"Model": "Three", "Maker": "Example Motors"}


def test_commas_within_cells_do_not_hide_the_semicolon(tmp_path: Path) -> None:
    text = "Model;Markets\nThree;KR, JP\nFour;DE, FR, IT\n"
    assert cells(table(tmp_path, text)) == [
        {"Model": "Three", "Markets": "KR, JP"},
        {"Model": "Four", "Markets": "DE, FR, IT"},
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encoding_is_told_from_the_bytes(tmp_path: Path, encoding: str) -> None:
    assert cells(table(tmp_path, "Modèle,Année\nÉtoile,2025\n".encode(encoding))) == [
        {"Modèle": "Étoile", "Année": "2025"}
    ]


CELLS = st.text(st.characters(categories=["L", "N", "P", "S"], include_characters=' ,;"\n'), max_size=20)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.lists(st.tuples(CELLS.map("x{}".format), CELLS), min_size=1, max_size=5), st.sampled_from([",", ";", "|"]))
def test_what_a_program_writes_is_read_back(tmp_path: Path, rows: list[tuple[str, str]], separator: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([("Model", "Note"), *rows])
    found = table(tmp_path, out.getvalue(), separator=separator, empty=())
    written = [{"Model": model.strip(), "Note": note.strip()} for model, note in rows]
    assert cells(found) == written


def test_the_separator_may_stand_in_the_first_line_as_excel_writes_it(tmp_path: Path) -> None:
    found = table(tmp_path, "sep=;\r\nModel;Note\r\nThree;a, b, c\r\n")
    assert [(row.where.rpartition(":")[2], dict(row.cells)) for row in found.rows] == [
        ("3", {"Model": "Three", "Note": "a, b, c"})
    ]


def test_a_cell_of_more_than_a_page_is_refused(tmp_path: Path) -> None:
    assert "a cell has more than 131,072 characters" in refusal(tmp_path, f"Model,Note\nThree,{'x' * 200_000}\n")


def test_a_row_is_named_by_the_line_it_starts_on(tmp_path: Path) -> None:
    found = table(tmp_path, 'Model,Note\nThree,"two\nlines"\n\nFour,\n')
    assert [row.where.rpartition(":")[2] for row in found.rows] == ["2", "5"]


def test_lines_above_a_header_are_left_out_where_the_mapping_says_so(tmp_path: Path) -> None:
    found = table(tmp_path, "Our list of cars,\n\nModel,Maker\nThree,Zenith\n", header=3)
    assert cells(found) == [{"Model": "Three", "Maker": "Zenith"}]


@pytest.mark.parametrize("word", ["nan", "NaN", "None", "null", "N/A", "#N/A", "-", "–", "—"])
def test_words_for_nothing_are_empty_cells(tmp_path: Path, word: str) -> None:
    assert cells(table(tmp_path, f"Model,Maker\nThree,{word}\n"))[0]["Maker"] == ""
    assert cells(table(tmp_path, f"Model,Maker\nThree,{word}\n", empty=("?",)))[0]["Maker"] == word


@pytest.mark.parametrize("word", ["NA", "Nano", "none such", "0"])
def test_words_that_say_something_are_kept(tmp_path: Path, word: str) -> None:
    assert cells(table(tmp_path, f"Model,Maker\nThree,{word}\n"))[0]["Maker"] == word


def test_a_control_character_costs_its_row_alone(tmp_path: Path) -> None:
    found = table(tmp_path, "Plant,Country\nNorth\x01port,DE\nSouthport,DE\n")
    assert [str(row).removeprefix(f"{tmp_path}/") for row in found.rows if isinstance(row, Reject)] == [
        "cars.csv:2: the row contains the control character U+0001"
    ]
    assert cells(found) == [{"Plant": "Southport", "Country": "DE"}]


@pytest.mark.parametrize(("signs", "readable"), [(1, True), (2, False)])
def test_bytes_full_of_control_characters_are_no_text(tmp_path: Path, signs: int, readable: bool) -> None:
    content = "A\n" + "\x01" * signs + "b" * (10 - signs - 2)  # ten characters in all
    if readable:
        assert len(table(tmp_path, content).rows) == 1
    else:
        assert "binary data" in refusal(tmp_path, content)


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\u0085"])
def test_a_cell_may_hold_other_line_separators(tmp_path: Path, sign: str) -> None:
    found = table(tmp_path, f'Model;Note\nThree;"one{sign}a, b, c"\nFour;"two{sign}d, e, f"\n')
    assert [row["Note"] for row in cells(found)] == [f"one{sign}a, b, c", f"two{sign}d, e, f"]


def test_ragged_rows_are_rejected_one_by_one(tmp_path: Path) -> None:
    found = table(tmp_path, "Model,Maker\nThree\nFour,Zenith\nFive,Zenith,2025\nSix,Zenith,\n")
    assert [str(row).rpartition("/")[2] for row in found.rows if isinstance(row, Reject)] == [
        "cars.csv:2: the row has 1 cells, the header 2",
        "cars.csv:4: the row has 3 cells, the header 2",
    ]
    assert [row["Model"] for row in cells(found)] == ["Four", "Six"]


def test_jsonl_keeps_lists_and_joins_nested_keys(tmp_path: Path) -> None:
    text = (
        '{"model": "Three", "markets": ["KR", "JP"], "plant": {"city": "Northport", "staff": 2000.0}}\n{"year": null}\n'
    )
    found = table(tmp_path, text, "cars.jsonl")
    assert found.columns == ("model", "markets", "plant.city", "plant.staff", "year")
    assert cells(found)[0]["markets"] == ("KR", "JP")
    assert cells(found)[0]["plant.staff"] == "2000"


def test_a_broken_line_of_jsonl_is_a_reject(tmp_path: Path) -> None:
    found = table(tmp_path, '{"model": "Three"}\n{"model": \n[1]\n', "cars.jsonl")
    assert [row.reason.partition(":")[0] for row in found.rows if isinstance(row, Reject)] == [
        "invalid JSON",
        "not a JSON object",
    ]


def workbook(tmp_path: Path) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["Model", "SOP", "Units"])
    book.active.append(["Three", dt.datetime(2025, 7, 1), 120000])
    deals = book.create_sheet("Deals")
    deals.append(["Parties"])
    deals.append(["Example Motors, Zenith"])
    path = tmp_path / "made.xlsx"
    book.save(path)
    return path.read_bytes()


def test_a_workbook_gives_days_and_whole_numbers_as_they_are_written(tmp_path: Path) -> None:
    found = table(tmp_path, workbook(tmp_path), "cars.xlsx")
    assert cells(found) == [{"Model": "Three", "SOP": "2025-07-01", "Units": "120000"}]
    assert found.rows[0].where.endswith("cars.xlsx:2")


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.34, "0%", "34%"),
        (0.3388, "0.0%", "33.88%"),
        (0.34, "0.00", "0.34"),
        (0.34, '0.00" %"', "0.34"),
        (34, "General", "34"),
        (1.125, "0.000", "1.1250"),
        (dt.datetime(2025, 7, 1), "mmm-yy", "2025-07"),
        (dt.datetime(2025, 7, 1), "yyyy", "2025"),
        (dt.datetime(2025, 7, 1), "[$-409]mmmm yyyy", "2025-07"),
        (dt.datetime(2025, 7, 1), '"day" mm/yyyy', "2025-07"),
        (dt.datetime(2025, 7, 1), "dd/mm/yyyy", "2025-07-01"),
        (dt.datetime(2025, 7, 1, 12), "dd/mm/yyyy hh:mm", "2025-07-01T12:00:00"),
    ],
)
def test_a_workbook_cell_counts_as_it_is_shown(tmp_path: Path, value: Any, number_format: str, text: str) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["Value"])
    book.active.append([value])
    book.active["A2"].number_format = number_format
    path = tmp_path / "made.xlsx"
    book.save(path)
    assert cells(table(tmp_path, path.read_bytes(), "made.xlsx")) == [{"Value": text}]


def test_a_sheet_is_chosen_by_name(tmp_path: Path) -> None:
    assert table(tmp_path, workbook(tmp_path), "cars.xlsx", sheet="Deals").columns == ("Parties",)
    with pytest.raises(UsageError, match=r"no sheet in .* named 'Deal'; did you mean Deals"):
        table(tmp_path, workbook(tmp_path), "cars.xlsx", sheet="Deal")


def test_without_openpyxl_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(UsageError, match=r'needs the package openpyxl: pip install "autokg\[xlsx\]"'):
        table(tmp_path, b"PK", "cars.xlsx")


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        ("", "cars.csv", "cars.csv: the file is empty"),
        ("  \n\n", "cars.csv", "cars.csv: the file is empty"),
        (b"PK\x03\x04\x00\x00", "cars.csv", "cars.csv:1: binary data (character U+0003); expected a table of text"),
        (
            b"Model,Maker\n\x81\x8d,Zenith",
            "cars.csv",
            "cars.csv: the file is not utf-8 or cp1252 text; set its encoding",
        ),
        ("Model,Maker,Model\n1,2,3", "cars.csv", "cars.csv:1: columns 1 and 3 are both named 'Model'"),
        ("Model,Maker,,Model,\n1,2,3", "cars.csv", "cars.csv:1: columns 1 and 4 are both named 'Model'"),
        ("Model,,Maker\n1,2,3", "cars.csv", "cars.csv:1: column 2 has no name"),
        ('Model,Maker\n"Three,Zenith\n', "cars.csv", "cars.csv:2: invalid table: a quoted cell is never closed"),
        ("Model,Maker\n", "cars.csv", "cars.csv: the table has a header and no rows"),
        ("Model\n", "cars.ods", "cars.ods: the extension '.ods' is unknown; expected one of .csv"),
        ("not a workbook", "cars.xlsx", "cars.xlsx: not an Excel workbook"),
        ("[1]\n", "cars.jsonl", "cars.jsonl: no line is a JSON object"),
    ],
)
def test_what_is_no_table_is_said_in_one_line(tmp_path: Path, content: bytes | str, name: str, expected: str) -> None:
    said = refusal(tmp_path, content, name)
    assert said.startswith(expected)
    assert "\n" not in said


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.csv: cannot be read"):
        read_table(tmp_path / "nowhere.csv", Reading())


def test_a_header_beyond_the_end_is_said(tmp_path: Path) -> None:
    assert refusal(tmp_path, "Model\nThree\n", header=9).startswith("cars.csv:9: no header")


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf\n", b"\n\n", b" \r\n"])
def test_a_table_of_empty_lines_has_no_header(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cars.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"no header|the file is empty"):
        read_table(path, Reading())
