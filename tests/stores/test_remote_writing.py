"""Writing to a server: what a folder would hold, all or nothing, and only where the engine undoes what fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, Quad

from autokg import api
from autokg.core.terms import AKG, GRAPH
from autokg.errors import StoreError, UnknownNameError
from autokg.stores import open_any
from autokg.stores.remote_writing import RemoteWriter, update_url
from builders import document, fact
from local_server import Handler, serving
from web.served import FACTS, build_small

from . import engines
from .test_contract import NODE, QUADS

MORE = (document("d9"), fact("brand", brand="Polestar", owner="Volvo Cars", documents=("d9",)))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    with engines.empty_oxigraph(tmp_path) as url:
        yield url


def plain(quads: Iterator[Quad]) -> set[Quad]:
    """Return quads without those of blank nodes, which have another name each time."""
    return {q for q in quads if not isinstance(q.subject, BlankNode) and not isinstance(q.object, BlankNode)}


@pytest.mark.slow
def test_a_base_is_written_as_a_folder_would_hold_it(server: str, tmp_path: Path) -> None:
    kb = api.build(FACTS, server)
    folder = open_any(build_small(tmp_path / "kb"))
    assert plain(kb.store.quads()) == plain(folder.quads())
    assert len(kb.store) == len(folder)
    assert kb.report is not None
    assert kb.name == server


@pytest.mark.slow
def test_documents_are_added_and_removed_as_in_a_folder(server: str, tmp_path: Path) -> None:
    folder = build_small(tmp_path / "kb")
    api.build(FACTS, server)
    before = plain(open_any(server).quads())
    for store in (server, folder):
        api.add(store, MORE)
    added = plain(open_any(server).quads())
    assert added == plain(open_any(folder).quads()) != before
    with pytest.raises(UnknownNameError):
        api.remove(server, "nothing")
    api.remove(server, "d9")
    assert plain(open_any(server).quads()) == before


@pytest.mark.slow
def test_what_was_there_is_replaced(server: str) -> None:
    writer = RemoteWriter(server)
    writer.replace([*QUADS, NODE])
    store = open_any(server)
    assert plain(store.quads()) == set(QUADS)
    assert len(store) == len(QUADS) + 1
    writer.replace(QUADS[:3])
    assert set(open_any(server).quads()) == set(QUADS[:3])


@pytest.mark.slow
def test_an_update_that_fails_leaves_the_old_state(server: str) -> None:
    writer = RemoteWriter(server)
    writer.replace(QUADS)
    bad = Quad(QUADS[0].subject, AKG.summary, Literal("x"), GRAPH.claims)
    with pytest.raises(StoreError, match="blank nodes of a server cannot be removed"):
        writer.amend([NODE], [bad])
    assert set(open_any(server).quads()) == set(QUADS)


@pytest.mark.slow
def test_a_server_that_only_reads_is_told_before_anything_is_built(tmp_path: Path) -> None:
    with engines.empty_oxigraph(tmp_path, "serve-read-only") as url, pytest.raises(StoreError, match="HTTP 40"):
        RemoteWriter(url)


class Careless(Handler):
    """A server that keeps the first step of an update whose second step fails."""

    holds = False
    sent: tuple[str, ...] = ()

    def answer(self, content: bytes) -> None:
        text = content.decode()
        type(self).sent += (text,)
        if self.path != "/update":
            rows = '[{"o": {"type": "uri", "value": "https://e.org/probe"}}]' if self.holds else "[]"
            body = f'{{"head": {{"vars": ["o"]}}, "results": {{"bindings": {rows}}}}}'.encode()
            return self.send(body, 200, {"Content-Type": "application/sparql-results+json"})
        type(self).holds = "INSERT DATA" in text
        return self.send(b"the graph exists", 500 if self.holds else 204)


def test_an_engine_that_does_not_undo_is_not_written_to() -> None:
    with serving(Careless) as url, pytest.raises(StoreError, match="does not undo an update that fails"):
        RemoteWriter(f"{url}/query")
    assert "DROP SILENT GRAPH" in Careless.sent[-1]


class Dying(Handler):
    """A server that dies amid an update."""

    def answer(self, _: bytes) -> None:
        self.close_connection = True


def test_a_server_that_dies_amid_an_update() -> None:
    with (
        serving(Dying) as url,
        pytest.raises(StoreError, match="amid an update; the server has the old state or the new"),
    ):
        RemoteWriter(f"{url}/query", sleep=lambda _: None)


def test_the_address_for_updates() -> None:
    assert update_url("http://ann:secret@e.org/ds/query?x=1") == "http://e.org/ds/update?x=1"
    assert update_url("http://e.org/sparql") == "http://e.org/sparql"
