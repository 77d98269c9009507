"""Mend what single engines do in a way of their own.

Virtuoso 7 names blank nodes as no other engine reads them, writes true and false as 1 and 0, and answers ASK with rows.
Oxigraph with a union default graph ignores FROM in a text, but not the graphs that a request names.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import IO

from pyoxigraph import NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, parse_query_results

from autokg.stores.base import Dataset
from autokg.stores.endpoint import IN_MEMORY, Response, Spool
from autokg.stores.sparql_tokens import iri_of, names_dataset, read_prefixes, read_tokens

_BOOLEAN = b'"datatype": "http://www.w3.org/2001/XMLSchema#boolean", "value": '
_MENDED = (
    (b'"type": "bnode", "value": "nodeID://', b'"type": "bnode", "value": "'),
    (_BOOLEAN + b'"1"', _BOOLEAN + b'"true"'),
    (_BOOLEAN + b'"0"', _BOOLEAN + b'"false"'),
)


def read_boolean(result: QuerySolutions | QueryBoolean) -> QuerySolutions | QueryBoolean:
    """Return a result as it is, and rows that stand for yes or no as that."""
    if isinstance(result, QueryBoolean) or [name.value for name in result.variables] != ["__ASK_RETVAL"]:
        return result
    text = json.dumps({"head": {}, "boolean": next(result, None) is not None})
    return parse_query_results(text, QueryResultsFormat.JSON)


def find_dataset(text: str) -> Dataset | None:
    """Return the graphs that a query names with FROM; None if it names none, or one by an IRI that is not whole.

    >>> find_dataset("SELECT * FROM graph:claims FROM NAMED <https://e.org/g> { ?s ?p ?o }").named
    (<NamedNode value=https://e.org/g>,)
    """
    if not names_dataset(text):
        return None
    tokens = read_tokens(text)
    prefixes = read_prefixes(tokens)
    named, default = set[NamedNode](), set[NamedNode]()
    for place, token in enumerate(tokens):
        if token.word == "FROM":
            is_named = tokens[place + 1].word == "NAMED"
            graph = iri_of(tokens[place + 1 + is_named], prefixes)
            if graph is None:
                return None
            (named if is_named else default).add(graph)
    return Dataset(tuple(sorted(default, key=str)), tuple(sorted(named, key=str)))


def mend(response: Response) -> Response:
    """Return a response as it is, or of Virtuoso one that parsers read; its JSON has a row a line."""
    if not response.headers.get("server", "").startswith("Virtuoso") or "json" not in response.media:
        return response
    return replace(response, body=_replaced(response.body))


def _replaced(body: IO[bytes]) -> IO[bytes]:
    mended = Spool(IN_MEMORY)
    for line in body:
        for theirs, ours in _MENDED:
            line = line.replace(theirs, ours)  # noqa: PLW2901 (one line, mended step by step)
        mended.write(line)
    mended.seek(0)
    return mended
