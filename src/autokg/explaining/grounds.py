"""Find the evidence for a query's answer: the triples that its patterns matched, so that each can be explained.

The text of a SELECT becomes a CONSTRUCT of its own triple patterns: those of an optional part that found nothing give
nothing. Patterns in a FILTER and property paths are not triples that an answer rests on.

>>> print(_as_construct("SELECT ?x WHERE { ?x a <https://e.org/C> OPTIONAL { ?x <https://e.org/p> ?y } } ORDER BY ?x"))
CONSTRUCT { ?x <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://e.org/C> . ?x <https://e.org/p> ?y }
WHERE { ?x a <https://e.org/C> OPTIONAL { ?x <https://e.org/p> ?y } }
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pyoxigraph import Triple

from autokg.core.files import split_lines
from autokg.core.terms import GRAPH, PREFIXES, RDFS
from autokg.explaining.witnesses import is_claimed
from autokg.stores.base import Store, Triples

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|<[^<>\s]*>|#[^\n]*|[{}]')


def find_grounds(store: Store, sparql: str) -> list[Triple]:
    """Return the triples that hold and that the rows of a SELECT rest on, labels aside, sorted."""
    result = store.query(_as_construct(sparql))
    assert isinstance(result, Triples)  # noqa: S101 (a CONSTRUCT gives triples)
    matched = {triple for triple in result if triple.predicate != RDFS.label}
    return sorted((triple for triple in matched if _holds(triple, store)), key=str)


def _holds(triple: Triple, store: Store) -> bool:
    pattern = f"GRAPH ?layer {{ {triple.subject} {triple.predicate} {triple.object} }}"
    layers = f"{GRAPH.accepted}, {GRAPH.inferred}"
    return bool(store.query(f"ASK {{ {pattern} FILTER(?layer IN ({layers})) }}")) or is_claimed(store, triple)


def _as_construct(sparql: str) -> str:
    start, end = _where(sparql)
    prologue = "".join(f"{line}\n" for line in split_lines(sparql) if line.startswith("PREFIX"))
    patterns = dict.fromkeys(_patterns(sparql))
    template = " . ".join(" ".join(term.n3() for term in pattern) for pattern in patterns)
    return f"{prologue}CONSTRUCT {{ {template} }}\nWHERE {sparql[start:end]}"


def _where(sparql: str) -> tuple[int, int]:
    """Return where the braces of a query's WHERE stand, those in strings, IRIs and comments aside."""
    start, depth = None, 0
    for token in _TOKEN.finditer(sparql):
        if token[0] == "{":
            start = token.start() if start is None else start
            depth += 1
        elif token[0] == "}":
            depth -= 1
            if not depth:
                return start or 0, token.end()
    raise ValueError("the query has no WHERE")


def _patterns(sparql: str) -> Iterator[tuple[Any, ...]]:
    """Yield the triple patterns of a query, by rdflib's reading of it."""
    from rdflib import BNode  # noqa: PLC0415 (0.13 s, only if a reason is requested)
    from rdflib.plugins.sparql.algebra import translateQuery  # noqa: PLC0415
    from rdflib.plugins.sparql.parser import parseQuery  # noqa: PLC0415
    from rdflib.term import Identifier  # noqa: PLC0415

    for pattern in _basic_patterns(translateQuery(parseQuery(sparql), initNs=PREFIXES).algebra):
        if all(isinstance(term, Identifier) and not isinstance(term, BNode) for term in pattern):
            yield pattern


def _basic_patterns(part: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the patterns of a part of the algebra and of its parts; those of a FILTER are in its `expr`."""
    if getattr(part, "name", None) == "BGP":
        yield from part.triples
    for name, inner in part.items() if hasattr(part, "items") else []:
        if name != "expr":
            yield from _basic_patterns(inner)
