r"""Terms and things in SPARQL that do not exist: their patterns find nothing, and an engine does not say why.

>>> from autokg.stores import OxigraphStore
>>> list(find_unknown_terms("SELECT ?m {\n  ?m akg:bulder ?o }", OxigraphStore()))
['2:6: akg:bulder is no term of the ontology; did you mean akg:builder?']
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import pairwise

from pyoxigraph import Literal, NamedNode, QuerySolutions

from autokg.core.terms import AKG, GRAPH, PREFIXES, THING_PREFIXES, XSD, shorten
from autokg.stores.base import Store
from autokg.stores.sparql_tokens import Token, read_tokens

_VOCABULARIES = ((AKG, "term of the ontology"), (GRAPH, "layer"))

# Namespaces whose terms are checked in another way, and those of datatypes and functions, which no triple names.
_CHECKED = (
    *(vocabulary.namespace for vocabulary, _ in _VOCABULARIES),
    *THING_PREFIXES.values(),
    XSD.namespace,
    PREFIXES["oa"],  # of quotes, which a base without texts does not have
    "http://www.w3.org/2005/xpath-functions",
)


def find_unknown_terms(text: str, store: Store) -> Iterator[str]:
    """Yield a note on each term, layer, thing and other IRI that a query names and that does not exist."""
    for token, node in _named(text):
        if node.value.endswith(("/", "#")):
            continue  # a namespace, compared as text, as in STRSTARTS
        place = ":".join(map(str, token.place(text)))
        for vocabulary, what in _VOCABULARIES:
            if node.value.startswith(vocabulary.namespace) and node not in vocabulary:
                yield f"{place}: {token.text} is no {what}{_near(node, vocabulary, vocabulary.namespace)}"
        for namespace in THING_PREFIXES.values():
            if node.value.startswith(namespace) and not _is_known(node, store):
                yield f"{place}: {token.text} is not in the store{_near(node, _things(namespace, store), namespace)}"
        if not node.value.startswith(_CHECKED) and not _is_used(node, store):
            yield f"{place}: {token.text} is not in the store"


def _named(text: str) -> Iterator[tuple[Token, NamedNode]]:
    """Yield the IRIs that a query names, once each, those of its prefixes aside."""
    tokens = read_tokens(text)
    prefixes = dict(PREFIXES)
    declared = set()
    for name, value in pairwise(tokens):
        if name.kind == "name" and name.text.endswith(":") and value.kind == "iri":
            prefixes[name.text[:-1]] = value.text[1:-1]
            declared |= {name, value}
    seen = set()
    for token in tokens:
        iri = _expand(token, prefixes)
        if token not in declared and iri is not None and iri not in seen:
            seen.add(iri)
            with suppress(ValueError):  # no IRI: the engine tells where
                yield token, NamedNode(iri)


def _expand(token: Token, prefixes: dict[str, str]) -> str | None:
    """Return the IRI of a token, None for a token that is none, or relative."""
    if token.kind == "iri":
        return token.text[1:-1] if ":" in token.text else None
    prefix, _, local = token.text.partition(":")
    if token.kind != "name" or prefix not in prefixes:
        return None
    return prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)


def _is_known(node: NamedNode, store: Store) -> bool:
    return bool(store.query(f"ASK {{ {{ {node} ?p ?o }} UNION {{ ?s ?p {node} }} }}"))


def _is_used(node: NamedNode, store: Store) -> bool:
    """Return whether an IRI of somebody else is in a triple, or names a graph."""
    return _is_known(node, store) or bool(
        store.query(f"ASK {{ {{ ?s {node} ?o }} UNION {{ GRAPH {node} {{ ?s ?p ?o }} }} }}")
    )


def _things(namespace: str, store: Store) -> list[str]:
    """Return the local names of the things of a collection."""
    starts = f"STRSTARTS(STR(?thing), {Literal(namespace)})"
    result = store.query(f"SELECT DISTINCT ?thing WHERE {{ ?thing rdfs:label ?label FILTER({starts}) }}")
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    return [row["thing"].value.removeprefix(namespace) for row in result]


def _near(node: NamedNode, known: Iterable[str], namespace: str) -> str:
    """Return a hint at the known local names of a namespace nearest to that of an IRI."""
    near = difflib.get_close_matches(node.value.removeprefix(namespace), sorted(known), n=2, cutoff=0.75)
    return f"; did you mean {' or '.join(shorten(NamedNode(namespace + name)) for name in near)}?" if near else ""
