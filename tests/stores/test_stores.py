from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions

from autokg.core.terms import AKG, GRAPH
from autokg.errors import QueryError, StoreError
from autokg.stores import OxigraphStore, open_store, replace_store, replacing_store
from autokg.stores.folder import MARKER

ONE = Quad(NamedNode("https://e.org/a"), AKG.status, AKG.planned, GRAPH.accepted)
TWO = Quad(NamedNode("https://e.org/a"), AKG.slot, Literal("x"), GRAPH.claims)


def in_memory(_: Path) -> OxigraphStore:
    store = OxigraphStore()
    store.load([ONE, TWO])
    return store


def on_disk(path: Path) -> OxigraphStore:
    replace_store(path / "kb", [ONE, TWO])
    return open_store(path / "kb")


@pytest.mark.parametrize("make", [in_memory, on_disk])
class TestContract:
    def test_it_gives_back_what_was_loaded(self, make: object, tmp_path: Path) -> None:
        store = make(tmp_path)  # type: ignore[operator]
        assert set(store.quads()) == {ONE, TWO}
        assert list(store.quads(GRAPH.accepted)) == [ONE]
        assert len(store) == 2

    def test_a_query_sees_all_layers_as_one_and_knows_the_prefixes(self, make: object, tmp_path: Path) -> None:
        result = make(tmp_path).query("SELECT ?s WHERE { ?s akg:status akg:planned ; akg:slot ?x }")  # type: ignore[operator]
        assert isinstance(result, QuerySolutions)
        assert [row["s"].value for row in result] == ["https://e.org/a"]

    @pytest.mark.parametrize(
        ("text", "line", "column"),
        [
            ("SELECT ?x WHERE { ?x ?y }", 1, 25),
            ("SELECT ?x\nWHERE { ?x foo:bar ?y }", 2, 12),
            ("SELEC", 1, 1),
            ("", 1, 1),
        ],
    )
    def test_a_mistake_in_sparql_has_its_place(
        self, make: object, tmp_path: Path, text: str, line: int, column: int
    ) -> None:
        with pytest.raises(QueryError) as caught:
            make(tmp_path).query(text)  # type: ignore[operator]
        assert (caught.value.line, caught.value.column) == (line, column)


@pytest.mark.parametrize("make", [in_memory, on_disk])
class TestDataset:
    def rows(self, store: OxigraphStore, text: str) -> set[str]:
        result = store.query(text)
        assert isinstance(result, QuerySolutions)
        return {str(row["o"]) for row in result}

    @pytest.mark.parametrize(
        ("text", "objects"),
        [
            ("SELECT ?o { ?s ?p ?o }", {ONE.object, TWO.object}),
            ("SELECT ?o FROM graph:accepted { ?s ?p ?o }", {ONE.object}),
            ("select ?o from graph:accepted from graph:claims { ?s ?p ?o }", {ONE.object, TWO.object}),
            ("SELECT ?o FROM <https://e.org/none> { ?s ?p ?o }", set()),
            ("SELECT ?o FROM NAMED graph:claims { GRAPH ?g { ?s ?p ?o } }", {TWO.object}),
            ("SELECT ?o FROM NAMED graph:claims { ?s ?p ?o }", set()),
            ("SELECT ?o FROM graph:accepted { GRAPH ?g { ?s ?p ?o } }", set()),
            ("SELECT ?o # FROM graph:accepted\n { ?s ?p ?o FILTER('FROM' != ' from ') }", {ONE.object, TWO.object}),
            ("SELECT ?o { ?from ?p ?o }", {ONE.object, TWO.object}),
        ],
    )
    def test_from_says_what_a_query_is_about(
        self, make: object, tmp_path: Path, text: str, objects: set[object]
    ) -> None:
        assert self.rows(make(tmp_path), text) == {str(one) for one in objects}  # type: ignore[operator]

    def test_a_description_tells_each_triple_once(self, make: object, tmp_path: Path) -> None:
        store = make(tmp_path)  # type: ignore[operator]
        for text in ("DESCRIBE ?s { ?s ?p ?o }", "CONSTRUCT { ?s a akg:Plant } { ?s ?p ?o }"):
            triples = list(store.query(text))
            assert len(triples) == len(set(triples)) > 0

    def test_another_server_is_not_called(self, make: object, tmp_path: Path) -> None:
        with pytest.raises(
            QueryError, match="1:12: SERVICE sends a part of the query to another server, and is refused"
        ):
            make(tmp_path).query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")  # type: ignore[operator]

    def test_a_server_is_called_if_that_is_allowed(self, make: object, tmp_path: Path) -> None:
        with pytest.raises(OSError, match="port 9"):
            make(tmp_path).query("ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", allow_service=True)  # type: ignore[operator]


def test_replacing_a_store_leaves_nothing_of_the_old(tmp_path: Path) -> None:
    replace_store(tmp_path / "kb", [ONE])
    replace_store(tmp_path / "kb", [TWO])
    assert list(open_store(tmp_path / "kb").quads()) == [TWO]
    assert len(list((tmp_path / "kb").glob("data-*"))) == 1


def test_a_failing_build_leaves_the_old_store_as_it_was(tmp_path: Path) -> None:
    def failing() -> object:
        yield TWO
        raise RuntimeError("killed in the middle")

    replace_store(tmp_path / "kb", [ONE])
    with pytest.raises(RuntimeError):
        replace_store(tmp_path / "kb", failing())  # type: ignore[arg-type]
    assert list(open_store(tmp_path / "kb").quads()) == [ONE]
    assert len(list((tmp_path / "kb").glob("data-*"))) == 1


def test_a_store_too_large_for_one_load_is_loaded_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autokg.stores.oxigraph._AT_ONCE", 3)
    quads = {Quad(ONE.subject, ONE.predicate, Literal(str(number)), ONE.graph_name) for number in range(10)}
    replace_store(tmp_path / "kb", quads)
    assert set(open_store(tmp_path / "kb").quads()) == quads


def test_text_is_loaded_whole_however_it_is_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    quads = [
        Quad(ONE.subject, AKG.summary, Literal(text), GRAPH.claims) for text in ('"\\"', "two\nlines\r\t", "𝒳 é\u2028")
    ]
    for limit in (1, 200, 10_000):
        monkeypatch.setattr("autokg.stores.oxigraph._TEXT_AT_ONCE", limit)
        store = OxigraphStore()
        store.load_nquads(f"{quad} .\n" for quad in quads)
        assert set(store.quads()) == set(quads)


def test_no_text_is_nothing() -> None:
    store = OxigraphStore()
    store.load_nquads([])
    assert len(store) == 0


def test_a_store_is_filled_beside_the_old_one(tmp_path: Path) -> None:
    replace_store(tmp_path / "kb", [ONE])
    with replacing_store(tmp_path / "kb") as store:
        store.load([TWO])
        assert list(open_store(tmp_path / "kb").quads()) == [ONE]
        assert list(store.quads()) == [TWO]
    assert list(open_store(tmp_path / "kb").quads()) == [TWO]


def test_many_may_read_at_once(tmp_path: Path) -> None:
    replace_store(tmp_path / "kb", [ONE])
    readers = [open_store(tmp_path / "kb") for _ in range(3)]
    assert all(list(reader.quads()) == [ONE] for reader in readers)


def not_a_store(path: Path) -> None:
    path.mkdir()
    (path / "holiday.jpg").write_text("not a store")


def broken_marker(path: Path) -> None:
    path.mkdir()
    (path / MARKER).write_text("{")


def later_form(path: Path) -> None:
    path.mkdir()
    (path / MARKER).write_text(json.dumps({"format": 3, "data": "data-1"}))


def earlier_form(path: Path) -> None:
    path.mkdir()
    (path / MARKER).write_text(json.dumps({"format": 1, "data": "data-1"}))


def data_elsewhere(path: Path) -> None:
    path.mkdir()
    (path / MARKER).write_text(json.dumps({"format": 2, "data": f"data-/../../{path.name}/data-1"}))


def lost_data(path: Path) -> None:
    path.mkdir()
    (path / MARKER).write_text(json.dumps({"format": 2, "data": "data-gone"}))


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (not_a_store, "not an autokg store"),
        (broken_marker, "not an autokg store"),
        (earlier_form, "an earlier version of autokg; build it again from its facts: autokg build FACTS"),
        (later_form, "a later version of autokg"),
        (lost_data, "cannot be read"),
        (data_elsewhere, "names no folder of this store"),
        (Path.mkdir, "an empty folder, not a store"),
        (lambda path: path.write_text("a file"), "not an autokg store"),
        (lambda path: None, "there is no store here"),
    ],
)
def test_what_is_no_store_is_told(tmp_path: Path, make: object, problem: str) -> None:
    make(tmp_path / "kb")  # type: ignore[operator]
    with pytest.raises(StoreError, match=problem):
        open_store(tmp_path / "kb")


def test_a_store_of_an_earlier_form_can_be_built_again_in_its_place(tmp_path: Path) -> None:
    earlier_form(tmp_path / "kb")
    replace_store(tmp_path / "kb", [])
    assert len(open_store(tmp_path / "kb")) == 0


def test_a_store_of_a_later_form_is_not_replaced(tmp_path: Path) -> None:
    later_form(tmp_path / "kb")
    with pytest.raises(StoreError, match="a later version"):
        replace_store(tmp_path / "kb", [])


def test_a_folder_of_something_else_is_not_overwritten(tmp_path: Path) -> None:
    not_a_store(tmp_path / "kb")
    with pytest.raises(StoreError, match="not an autokg store"):
        replace_store(tmp_path / "kb", [ONE])
    assert (tmp_path / "kb" / "holiday.jpg").read_text() == "not a store"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        replace_store(tmp_path / "file" / "kb", [ONE])
