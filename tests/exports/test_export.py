"""A view is written to a file whole or not at all, the same bytes every time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from autokg.core.files import write_files
from autokg.errors import OutputError, UnknownNameError, UsageError
from autokg.exports import FORMATS, VIEWS, export
from autokg.exports.drawing import PAPERS
from autokg.exports.network_view import NetworkView
from autokg.exports.pictures import tell_most_tied
from autokg.stores import OxigraphStore, replace_store
from corpus import build_example

pytestmark = pytest.mark.slow

WRITE_ALL = """
import sys
from pathlib import Path
from autokg.exports import FORMATS, VIEWS, export
from autokg.stores import open_store
store, folder = open_store(Path(sys.argv[1])), Path(sys.argv[2])
for name, format_ in FORMATS.items():
    for view in VIEWS if name not in sys.argv[3:] else ["ownership"]:
        export(view, store, folder / f"{view}.{name}.{format_.endings[0]}")
"""


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    return build_example().store


def test_two_runs_write_the_same_bytes(store: OxigraphStore, tmp_path: Path) -> None:
    replace_store(tmp_path / "store", store.quads())
    runs = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        arguments = [sys.executable, "-c", WRITE_ALL, str(tmp_path / "store"), str(folder), *PAPERS]
        subprocess.run(arguments, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        runs.append({path.name: path.read_bytes() for path in folder.iterdir()})
    files = sum(len(format_.parts) for name, format_ in FORMATS.items() if name not in PAPERS)
    assert len(runs[0]) == len(VIEWS) * files + len(PAPERS)
    assert runs[0] == runs[1]


@pytest.mark.parametrize("name", FORMATS)
def test_every_ending_of_a_format_stands_for_it(store: OxigraphStore, tmp_path: Path, name: str) -> None:
    for ending in FORMATS[name].endings:
        by_ending = export("ownership", store, tmp_path / f"a.{ending}")
        by_name = export("ownership", store, tmp_path / f"b.{ending}.any", name)
        contents = [[path.read_bytes() for path in done.files] for done in (by_ending, by_name)]
        assert contents[0] == contents[1]
        assert all(contents[0])


def test_what_was_written_is_counted_and_named(store: OxigraphStore, tmp_path: Path) -> None:
    done = export("agreements", store, tmp_path / "deals.csv")
    assert done.files == (tmp_path / "deals.nodes.csv", tmp_path / "deals.edges.csv")
    lines = [len(path.read_text(encoding="utf-8").splitlines()) - 1 for path in done.files]
    assert lines == [done.nodes, done.edges]


@pytest.mark.parametrize("path", [None, Path("-")])
def test_standard_output_gets_turtle_unless_told_otherwise(
    store: OxigraphStore, path: Path | None, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    done = export("ownership", store, path)
    assert capfdbinary.readouterr().out.startswith(b"@prefix agreement:")
    assert done.files == ()
    export("ownership", store, path, "mermaid")
    assert capfdbinary.readouterr().out.startswith(b"flowchart LR\n")


def test_two_files_do_not_go_to_standard_output(store: OxigraphStore) -> None:
    with pytest.raises(UsageError, match="this format writes several files; name one as `output`"):
        export("ownership", store, None, "csv")


def test_an_unknown_view_offers_near_names(store: OxigraphStore, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match=r"no view named 'owner'; did you mean owners, ownership"):
        export("owner", store, tmp_path / "a.ttl")


@pytest.mark.parametrize(("path", "format_"), [("a.graphm", None), ("a.ttl", "graphm"), ("graphm", "graphm")])
def test_an_unknown_format_offers_near_names(
    store: OxigraphStore, tmp_path: Path, path: str, format_: str | None
) -> None:
    with pytest.raises(UnknownNameError, match=r"no format named 'graphm'; did you mean graphml"):
        export("all", store, tmp_path / path, format_)
    assert list(tmp_path.iterdir()) == []


def test_a_file_without_an_ending_needs_a_format(store: OxigraphStore, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no known extension; give the file one, or pass a format: graphml, "):
        export("all", store, tmp_path / "file")


@pytest.mark.parametrize("name", FORMATS)
def test_a_folder_that_is_not_there_is_named(store: OxigraphStore, tmp_path: Path, name: str) -> None:
    path = tmp_path / "nowhere" / f"a.{FORMATS[name].endings[0]}"
    with pytest.raises(OutputError, match=r"nowhere/a\..*: cannot be written; .*nowhere is not a folder"):
        export("ownership", store, path)


def test_a_path_that_is_a_folder_is_named_and_nothing_is_left_beside_it(store: OxigraphStore, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").mkdir()
    with pytest.raises(OutputError, match=r"a\.ttl: a folder; give the name of a file"):
        export("all", store, tmp_path / "a.ttl")
    assert [path.name for path in tmp_path.iterdir()] == ["a.ttl"]


def test_files_that_belong_together_are_written_together(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="nowhere"):
        write_files({tmp_path / "a": b"new", tmp_path / "nowhere" / "b": b"new"})
    assert list(tmp_path.iterdir()) == []


def test_an_old_file_stays_where_writing_fails(
    store: OxigraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.mmd"
    path.write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("autokg.core.files._write_parts", fail)
    with pytest.raises(OutputError, match="No space left on device"):
        export("ownership", store, path)
    monkeypatch.undo()
    assert path.read_text(encoding="utf-8") == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.mmd"]


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_view_is_written_too(tmp_path: Path, name: str) -> None:
    done = export("partners", OxigraphStore(), tmp_path / f"a.{FORMATS[name].endings[0]}")
    assert (done.nodes, done.edges) == (0, 0)
    assert all(path.exists() for path in done.files)


def test_a_picture_of_what_is_too_large_is_gathered_and_says_so(
    store: OxigraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autokg.exports.pictures.MOST_ON_PAPER", 5)
    done = export("all", store, tmp_path / "a.svg")
    assert re.fullmatch(
        r"Too large to draw: \d+ nodes are gathered by group, brand or country into \d+\.", done.remarks[0]
    )
    assert re.fullmatch(r"Of these the 5 with the most ties are drawn, and \d+ more are not\.", done.remarks[1])
    assert "--around" in done.remarks[2]
    written = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert all(remark in written for remark in done.remarks[:2])
    assert len(re.findall(r'id="node-\d+"', written)) == 5


@pytest.mark.parametrize(("view", "chart"), [("production", "who-builds"), ("ownership", "owners")])
def test_pictures_of_productions_and_owners_are_charts(
    store: OxigraphStore, tmp_path: Path, view: str, chart: str
) -> None:
    for name in (view, chart):
        export(name, store, tmp_path / f"{name}.svg", around="Example Motors")
    assert (tmp_path / f"{view}.svg").read_bytes() == (tmp_path / f"{chart}.svg").read_bytes()
    assert export(view, store, tmp_path / "far.svg", around="Example Motors", hops=2).nodes > 0
    with pytest.raises(UsageError, match="only networks have steps"):
        export(chart, store, tmp_path / "a.svg", around="Example Motors", hops=2)


def test_a_picture_without_a_leader_says_how_much_it_shows(tmp_path: Path) -> None:
    def title_of(network: nx.MultiDiGraph) -> str:
        return tell_most_tied(NetworkView("partners", network, OxigraphStore()))

    network = nx.MultiDiGraph()
    assert title_of(network) == "Partners: nothing there"
    network.add_edge("a", "b")
    assert title_of(network) == "Partners: 2 things with 1 tie"
    network.add_edge("b", "c")
    assert title_of(network) == "b has the most partners: it is tied to 2 of 3 things"


def test_what_is_empty_is_told(store: OxigraphStore, tmp_path: Path) -> None:
    assert export("partners", OxigraphStore(), tmp_path / "a.dot").remarks == ("partners: nothing there",)
    done = export("ownership", store, tmp_path / "b.dot", around="France")
    advice = (
        "ownership: nothing is near France; try another view (agreements, all, partners, production) or the name of "
        "its maker"
    )
    assert (done.nodes, done.remarks) == (0, (advice,))
