"""Write to a server by SPARQL Update: a change is one request, on engines that undo an update that fails.

Whether an engine does is tried, not believed: an update is sent that must fail at its second step, and its first step
must have left nothing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, serialize

from autokg.core.terms import GRAPH, PREFIXES
from autokg.errors import AutokgError, StoreError
from autokg.stores.endpoint import Endpoint
from autokg.stores.oxigraph import OxigraphStore
from autokg.stores.remote import open_remote

UPDATE_URL = "AUTOKG_UPDATE_URL"
_PROBE = f"<{GRAPH.namespace}probe>"
_DECLARED = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items()).encode()
_NO_UNDO = (
    "the engine does not undo an update that fails, so a half-written base could be seen; build in a folder, export it "
    "(autokg export all -o base.nq), and load that with the server's own loader"
)


class RemoteWriter:
    """Changes the layers behind an endpoint, each time all of a change or nothing."""

    def __init__(
        self, url: str, *, environment: Mapping[str, str] = os.environ, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """Raise `StoreError` if the server cannot be written to, or not in one step."""
        self._endpoint = Endpoint(url, environment=environment, sleep=sleep)
        self._url = environment.get(UPDATE_URL) or update_url(url)
        self._require_undo()

    def replace(self, quads: Iterable[Quad]) -> None:
        """Make quads the whole content of the layers."""
        layers = (f"DROP SILENT GRAPH <{GRAPH.namespace}{name}> ;\n".encode() for name in GRAPH)
        self._send([*layers, *_data("INSERT", quads)])

    def amend(self, dropped: Iterable[Quad], gained: Iterable[Quad]) -> None:
        """Take quads out and put others in."""
        old, new = list(dropped), list(gained)
        if any(isinstance(term, BlankNode) for quad in old for term in (quad.subject, quad.object)):
            raise StoreError(
                f"{self._endpoint.name}: blank nodes of a server cannot be removed one by one; build it again"
            )
        steps = [b"".join(_data(verb, some)) for verb, some in (("DELETE", old), ("INSERT", new)) if some]
        self._send([b" ;\n".join(steps)])

    def _send(self, parts: Iterable[bytes]) -> None:
        self._endpoint.update(self._url, b"".join((_DECLARED, *parts)))

    def _require_undo(self) -> None:
        """Raise `StoreError` unless an update that fails leaves nothing."""
        insert = f"INSERT DATA {{ GRAPH {_PROBE} {{ {_PROBE} a {_PROBE} }} }}"
        try:
            self._send([f"{insert} ;\nCREATE GRAPH {_PROBE}".encode()])
        except AutokgError as error:
            if "HTTP " not in str(error):  # the server said nothing
                raise
            if self._finds_probe():
                self._send([f"DROP SILENT GRAPH {_PROBE}".encode()])
                raise StoreError(f"{self._endpoint.name}: {_NO_UNDO}") from None
            self._send(
                [f"CREATE GRAPH {_PROBE} ;\nDROP SILENT GRAPH {_PROBE}".encode()]
            )  # it failed for the reason meant
            return
        self._send([f"DROP SILENT GRAPH {_PROBE}".encode()])
        raise StoreError(f"{self._endpoint.name}: {_NO_UNDO}")

    def _finds_probe(self) -> bool:
        text = f"SELECT ?o {{ GRAPH {_PROBE} {{ ?s ?p ?o }} }}"
        reply = self._endpoint.query({"query": text}, "application/sparql-results+json")
        return b"probe" in reply.body.read()


def update_url(url: str) -> str:
    """Return the address for updates that goes with one for queries; most servers have one address for both.

    >>> update_url("http://e.org/db/query"), update_url("http://e.org/sparql")
    ('http://e.org/db/update', 'http://e.org/sparql')
    >>> update_url("http://e.org/repositories/cars")
    'http://e.org/repositories/cars/statements'
    """
    parts = urlsplit(url)
    path = parts.path
    if path.endswith("/query"):
        path = f"{path.removesuffix('query')}update"
    elif path.rpartition("/")[0].endswith("/repositories"):
        path += "/statements"
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], path=path).geturl()


@contextmanager
def replacing_remote(url: str) -> Iterator[OxigraphStore]:
    """Yield an empty store that becomes the content of the layers behind an endpoint if the block ends well."""
    writer = RemoteWriter(url)
    with TemporaryDirectory(prefix="autokg-") as folder:
        store = OxigraphStore(pyoxigraph.Store(str(Path(folder) / "new")))
        yield store
        writer.replace(store.quads())
        store.close()


class RemoteForChange:
    """A copy of a store on a server, to be read, and changed together with it in one step."""

    def __init__(self, writer: RemoteWriter, store: OxigraphStore) -> None:
        """Take what writes to the server, and the copy."""
        self._writer, self.store = writer, store

    def amend(self, dropped: Iterable[Quad], gained: Iterable[Quad]) -> None:
        """Take quads out and put others in, all or none."""
        old, new = list(dropped), list(gained)
        self._writer.amend(old, new)
        self.store.amend(old, new)


@contextmanager
def changing_remote(url: str) -> Iterator[RemoteForChange]:
    """Open a store on a server for a change; nothing keeps other writers from it meanwhile."""
    writer = RemoteWriter(url)
    with TemporaryDirectory(prefix="autokg-") as folder:
        store = OxigraphStore(pyoxigraph.Store(str(Path(folder) / "copy")))
        store.load(open_remote(url).quads())
        yield RemoteForChange(writer, store)
        store.close()


def _data(verb: str, quads: Iterable[Quad]) -> Iterator[bytes]:
    """Yield the parts of an INSERT DATA or DELETE DATA in Turtle without its prefixes, which are declared before."""
    yield f"{verb} DATA {{\n".encode()
    for graph, some in groupby(sorted(quads, key=_place), key=lambda quad: quad.graph_name):
        yield f"GRAPH {graph} {{\n".encode() if isinstance(graph, NamedNode) else b"{\n"
        text = serialize((quad.triple for quad in some), format=RdfFormat.TURTLE, prefixes=PREFIXES)
        assert text is not None  # noqa: S101 (it goes nowhere else)
        yield from (line for line in text.splitlines(keepends=True) if not line.startswith(b"@prefix"))
        yield b"}\n"
    yield b"}"


def _place(quad: Quad) -> tuple[str, str]:
    return str(quad.graph_name), str(quad.subject)
