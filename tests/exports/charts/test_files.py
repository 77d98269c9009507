"""Charts as files: pictures that any viewer reads, a page that works offline, the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pdfplumber
import pytest

from autokg.errors import UnknownNameError, UsageError
from autokg.exports import export
from autokg.exports.charts import CHARTS, Chart, Scope, rendering
from autokg.stores import OxigraphStore, replace_store

pytestmark = pytest.mark.slow

SVG = {"s": "http://www.w3.org/2000/svg"}

WRITE_ALL = """
import sys
from itertools import combinations
from pathlib import Path
from autokg.exports.charts import CHARTS
from autokg.exports import export
from autokg.stores import open_store
store, folder = open_store(Path(sys.argv[1])), Path(sys.argv[2])
for name in CHARTS:
    for ending in ("svg", "json", "csv", "pdf"):
        export(name, store, folder / f"{name}.{ending}")
"""


@pytest.fixture(params=CHARTS)
def chart(request: pytest.FixtureRequest, store: OxigraphStore, town: str) -> Chart:
    return CHARTS[request.param](store, Scope())


def text_of(svg: bytes) -> str:
    texts = ElementTree.fromstring(svg).iterfind(".//s:text", SVG)
    return "\n".join(part for text in texts for part in text.itertext())


def test_two_runs_write_the_same_bytes(store: OxigraphStore, town: str, tmp_path: Path) -> None:
    replace_store(tmp_path / "store", store.quads())
    runs = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        arguments = [sys.executable, "-c", WRITE_ALL, str(tmp_path / "store"), str(folder)]
        subprocess.run(arguments, check=True, env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC{seed}"})
        runs.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert len(runs[0]) == len(CHARTS) * 4
    assert [name for name, content in runs[0].items() if content != runs[1][name]] == []


def test_a_picture_is_the_same_when_it_is_drawn_again(chart: Chart) -> None:
    assert rendering.write_svg(chart) == rendering.write_svg(chart)


def test_a_picture_has_its_message_legend_notes_and_source(chart: Chart) -> None:
    tree = ElementTree.fromstring(rendering.write_svg(chart))
    parts = {part.get("id"): " ".join(part.itertext()) for part in tree.iter() if part.get("id")}
    assert chart.title == parts["title"]
    assert chart.subtitle == parts["subtitle"]
    assert parts["legend"].strip()
    assert parts["source"].startswith("Source: autokg, ")
    assert [parts[f"note-{place}"] for place in range(1, len(chart.notes) + 1)] == list(chart.notes)


def names_in(store: OxigraphStore, name: str) -> set[str]:
    return set(text_of(rendering.write_svg(CHARTS[name](store, Scope()))).split("\n"))


def test_pictures_name_what_they_show(store: OxigraphStore, town: str) -> None:
    plant = "Musterstadt plant, Austria"
    assert {"Example Two", plant, "XPL pact", "production", "agreement"} <= names_in(store, "timeline")
    assert {"Example Holding (4)", "Austria (3)", "South Korea (3)"} <= names_in(store, "sankey")
    assert {"Example", "Example One", "Exampleville plant", "South Korea"} <= names_in(store, "who-builds")
    assert {"Example Holding", "Example Motors", "75 %"} <= names_in(store, "owners")


def test_the_map_has_countries_and_the_name_of_each_maker(store: OxigraphStore, town: str) -> None:
    svg = rendering.write_svg(CHARTS["map"](store, Scope()))
    assert svg.count(b"<path") > 170  # Natural Earth has 177 countries at this scale
    assert any(row["operator"] in text_of(svg) for row in CHARTS["map"](store, Scope()).rows if "town" in row)


def overlaps(texts: list[tuple[str, float, float, float, float]]) -> list[tuple[str, str]]:
    """Return pairs of texts whose boxes (left, top, right, bottom) overlap by more than rounding."""
    air = 0.6
    return [
        (one[0], other[0])
        for one, other in combinations(texts, 2)
        if one[1] + air < other[3] and other[1] + air < one[3] and one[2] + air < other[4] and other[2] + air < one[4]
    ]


def test_labels_on_a_page_of_a4_are_all_there_and_never_overlap(chart: Chart, tmp_path: Path) -> None:
    (page,) = pdfplumber.open(io.BytesIO(rendering.write_pdf(chart))).pages
    assert sorted((round(page.width), round(page.height))) == [595, 842]
    words = page.extract_words(keep_blank_chars=True, use_text_flow=True)
    assert overlaps([(w["text"], w["x0"], w["top"], w["x1"], w["bottom"]) for w in words if w["upright"]]) == []
    read = re.sub(r"\s", "", page.extract_text())
    for expected in (chart.title, chart.subtitle, "Source: autokg"):
        assert re.sub(r"\s", "", expected) in read


def test_pictures_are_what_their_endings_say(chart: Chart) -> None:
    assert rendering.write_png(chart).startswith(b"\x89PNG\r\n")
    assert rendering.write_pdf(chart).startswith(b"%PDF-")


def test_a_pdf_is_the_same_when_it_is_written_again(chart: Chart) -> None:
    assert len({rendering.write_pdf(chart) for _ in range(4)}) == 1


def test_json_has_the_title_the_notes_and_all_rows(chart: Chart) -> None:
    read = json.loads(rendering.write_json(chart))
    assert (read["title"], read["notes"], read["rows"]) == (chart.title, list(chart.notes), list(chart.rows))


def test_a_table_has_all_rows(chart: Chart) -> None:
    rows = list(csv.DictReader(io.StringIO(rendering.write_csv(chart).decode())))
    assert [{name: value for name, value in row.items() if value} for row in rows] == [
        {name: str(value) for name, value in row.items()} for row in chart.rows
    ]


def test_a_chart_is_counted_in_rows_and_its_notes_are_remarks(store: OxigraphStore, town: str, tmp_path: Path) -> None:
    done = export("map", store, tmp_path / "m.csv")
    assert (done.size, done.files, done.is_empty) == ("5 rows", (tmp_path / "m.csv",), False)
    assert done.remarks[0].startswith("1 of 5 plants")
    assert export("map", OxigraphStore(), tmp_path / "m.csv").is_empty


def test_a_chart_of_nothing_is_a_picture_too(tmp_path: Path) -> None:
    for name in CHARTS:
        done = export(name, OxigraphStore(), tmp_path / f"{name}.png")
        assert done.is_empty
        assert done.files[0].read_bytes().startswith(b"\x89PNG")


def test_a_place_stands_for_the_plants_in_it(store: OxigraphStore, town: str, tmp_path: Path) -> None:
    for name, rows in (("timeline", 2), ("sankey", 5), ("map", 1)):
        assert export(name, store, tmp_path / "x.csv", around=town).rows == rows


def test_standard_output_gets_a_table_unless_told_otherwise(
    store: OxigraphStore, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    export("sankey", store)
    assert capfdbinary.readouterr().out.startswith(b"from,to,source,target,width,planned,current\n")
    export("sankey", store, format_="svg")
    assert capfdbinary.readouterr().out.startswith(b"<svg")


def test_a_chart_has_formats_of_its_own(store: OxigraphStore, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="no format named 'graphml'; known: csv, htm, html"):
        export("timeline", store, tmp_path / "x.graphml")
    with pytest.raises(UnknownNameError, match="no view named 'timelime'; did you mean timeline"):
        export("timelime", store, tmp_path / "x.svg")
    with pytest.raises(UsageError, match="only sankey accepts a weight"):
        export("timeline", store, tmp_path / "x.svg", weight="volume")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_extra_is_named_before_the_store_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    monkeypatch.setattr(OxigraphStore, "query", lambda *_: pytest.fail("the store was asked"))
    for view in ("timeline", "partners"):
        for ending in ("png", "pdf"):
            with pytest.raises(UsageError, match=r'needs the package vl_convert: pip install "autokg\[pictures\]"'):
                export(view, OxigraphStore(), tmp_path / f"x.{ending}")


def test_tables_pages_and_svg_need_no_extra(
    store: OxigraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for library in ("vl_convert", "pypdf", "pyarrow"):
        monkeypatch.setitem(sys.modules, library, None)
    for view in (*CHARTS, "partners"):
        for ending in ("svg", "html", "csv", "json"):
            assert export(view, store, tmp_path / f"{view}.{ending}").files
