"""Every saved query gives the same rows on Virtuoso 7 as on the embedded store."""

from __future__ import annotations

import json
import shutil
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Triple, parse

from answers.test_form_rows import DAY, FORMS, forms
from autokg.answers.compiling import compile_form
from autokg.names.lookup import Names
from autokg.query.saved import load_queries
from autokg.stores import OxigraphStore, Triples
from stores.engines import START
from stores.engines import virtuoso as running_virtuoso

from .golden import load_cases, shorten

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("virtuoso-t") and shutil.which("isql-vt")),
        reason="Virtuoso is not installed (Debian package virtuoso-opensource)",
    ),
]
Ask = Callable[[str], list[tuple[str, ...]]]


@pytest.fixture(scope="module")
def virtuoso(store: OxigraphStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Load the invented corpus into a Virtuoso of its own, and return what asks it."""
    folder = tmp_path_factory.mktemp("virtuoso")
    with running_virtuoso(folder, store.quads(), rows=1_000_000) as address:
        yield lambda text: rows_of_virtuoso(address, text)


def rows_of_virtuoso(address: str, text: str) -> list[tuple[str, ...]]:
    is_graph = "CONSTRUCT" in text
    accept = "text/plain" if is_graph else "application/sparql-results+json"
    data = urllib.parse.urlencode({"query": text}).encode()
    with urllib.request.urlopen(urllib.request.Request(address, data, {"Accept": accept}), timeout=START) as answer:
        content = answer.read()
    if is_graph:
        return sorted(map(row_of, {quad.triple for quad in parse(content, format=RdfFormat.N_TRIPLES)}))
    result = json.loads(content)
    return sorted(
        tuple(written(cell(row.get(name))) for name in result["head"]["vars"]) for row in result["results"]["bindings"]
    )


def cell(value: dict[str, str] | None) -> NamedNode | Literal | None:
    if value is None:
        return None
    return NamedNode(value["value"]) if value["type"] == "uri" else Literal(value["value"])


def row_of(triple: Triple) -> tuple[str, ...]:
    return tuple(written(term) for term in (triple.subject, triple.predicate, triple.object))


def written(term: object) -> str:
    """Write a term as golden cases do; Virtuoso has 1 and 0 for a computed boolean."""
    text = shorten(term)  # type: ignore[arg-type]
    return {"1": "true", "0": "false"}.get(text, text)


def rows_of_oxigraph(store: OxigraphStore, text: str) -> list[tuple[str, ...]]:
    result = store.query(text)
    if isinstance(result, Triples):
        return sorted(map(row_of, result))
    assert isinstance(result, QuerySolutions)
    names = [variable.value for variable in result.variables]
    return sorted(tuple(written(row[name]) for name in names) for row in result)


@pytest.mark.parametrize("name", load_queries())
def test_a_query_gives_the_same_rows_as_it_stands(name: str, virtuoso: Ask, store: OxigraphStore) -> None:
    text = load_queries()[name].text
    assert virtuoso(text) == rows_of_oxigraph(store, text) != []


@pytest.mark.parametrize("case", [case for case in load_cases() if case.parameters], ids=str)
def test_a_query_gives_the_same_rows_with_parameters(case: object, virtuoso: Ask, store: OxigraphStore) -> None:
    text = load_queries()[case.query].fill(case.parameters, Names(store))  # type: ignore[attr-defined]
    assert virtuoso(text) == rows_of_oxigraph(store, text)


def test_the_query_of_a_form_gives_the_same_rows(virtuoso: Ask, store: OxigraphStore) -> None:
    filled = 0
    for form in forms(store):
        text = compile_form(form, store, DAY)
        rows = rows_of_oxigraph(store, text)
        filled += bool(rows)
        assert virtuoso(text) == rows, text
    assert filled > len(FORMS)
