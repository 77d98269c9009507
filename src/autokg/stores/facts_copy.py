"""Keep a copy of the facts of a base on a server near, so that a question asks the server only for what claims tell.

Names, facts and what follows from them are a tenth of a base, and most queries of a question are about them. Copied too
are the things on which sources contradict each other, and the claims on owners, operators and figures without their
words. The copy is kept in the cache of the user, under the address of the server and a fingerprint that one query asks
for.

>>> is_about_facts("SELECT ?model { ?model akg:modelBrand ?brand ; rdfs:label ?label }")
True
>>> is_about_facts("SELECT ?owner { ?claim rdf:subject ?brand ; rdf:predicate akg:brandOwner ; rdf:object ?owner }")
True
>>> is_about_facts("SELECT ?claim { ?claim rdf:subject ?model }"), is_about_facts("SELECT ?o { ?s ?p ?o }")
(False, False)
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions

from autokg.core.terms import AKG, GRAPH, OA, PROV, RDF, SCHEMA
from autokg.errors import AutokgError, StoreError
from autokg.stores.base import Dataset, Graph, Result, Store
from autokg.stores.folder import MARKER, drop_oldest, open_store, replace_store
from autokg.stores.kept import is_kept, keep_results
from autokg.stores.oxigraph import OxigraphStore
from autokg.stores.remote import RemoteStore
from autokg.stores.sparql_tokens import Token, form_of, iri_of, read_prefixes, read_tokens

_COPIED = (GRAPH.reference, GRAPH.accepted, GRAPH.inferred, GRAPH.own, GRAPH.ontology, GRAPH.description)
_MOST_COPIED = 500_000  # quads, about 40,000 facts; the queries on a larger base all go to the server
_MOST_RECORDS = 200_000
_KEPT = 3  # copies
_LONGEST_KEPT = 86_400  # seconds: a change of a copied layer by hand that keeps its size is not in the fingerprint
_DIGITS = 6  # of a hash, that are summed up in the fingerprint

# What only the other layers tell of: a query that names none of these finds nothing there.
_CLASSES = (
    AKG.Claim, AKG.Decision, AKG.Document, AKG.Evidence, AKG.PressFact, AKG.Reading, AKG.Saying,
)  # fmt: skip
_PROPERTIES = (
    RDF.value, AKG.acceptedClaim, AKG.rejectedClaim, AKG.approximate, AKG.confidence, AKG.decidedBy, AKG.decidedOn,
    AKG.decides, AKG.earliest, AKG.latest, AKG.evidence, AKG.fact, AKG.onProperty, AKG.ownParty, AKG.position,
    AKG.publishedOn, AKG.reason, AKG.settledBy, AKG.slot, AKG.speaker, AKG.statedFor, AKG.summary, AKG.supersededBy,
    AKG.verdict, SCHEMA.datePublished, SCHEMA.inLanguage, SCHEMA.license, SCHEMA.publisher, SCHEMA.sha256, SCHEMA.url,
)  # fmt: skip
_LAYERS = (GRAPH.claims, GRAPH.judgements, GRAPH.sources, GRAPH.records, GRAPH.decisions)
OF_CLAIMS = frozenset((*_CLASSES, *_PROPERTIES, *_LAYERS))
# Of the claims on some properties this much is copied, and this much of the sayings behind them.
CLAIMED = (
    AKG.brandOwner, AKG.operatedBy, AKG.capacityPerYear, AKG.employees, AKG.volumePerYear, AKG.sharePercent,
)  # fmt: skip
OF_SOME_CLAIMS = (RDF.subject, RDF.predicate, RDF.object, AKG.outcome, AKG.saying, AKG.comparator)
OF_THEIR_SAYINGS = (AKG.status, AKG.asOf, AKG.validFrom, AKG.validUntil)
_OF_EITHER = {*OF_SOME_CLAIMS, *OF_THEIR_SAYINGS, AKG.mergedInto} - {AKG.status}
_NAMESPACES = (OA.namespace, PROV.namespace)
_TERMS = frozenset({"variable", "iri", "name", "blank", "string", "number"})


class NearStore(Store):
    """A store on a server, with a copy of its facts that answers the queries about them alone."""

    def __init__(self, store: Store, copy: Store) -> None:
        """Take a store and the copy of its layers of facts."""
        self._store, self._copy = store, copy

    def query(
        self, text: str, *, allow_service: bool = False, dataset: Dataset | None = None, base: str | None = None
    ) -> Result:
        """Run a SPARQL query on the copy if it is about facts alone, else on the server."""
        is_near = dataset is None and not allow_service and is_about_facts(text)
        store = self._copy if is_near else self._store
        return store.query(text, allow_service=allow_service, dataset=dataset, base=base)

    def quads(self, graph: Graph | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph, or of all layers."""
        return self._store.quads(graph)

    def match(
        self,
        subject: NamedNode | BlankNode | None,
        predicate: NamedNode | None,
        value: NamedNode | BlankNode | Literal | None,
        graph: Graph | None,
    ) -> Iterator[Quad]:
        """Yield the quads of a pattern."""
        return self._store.match(subject, predicate, value, graph)

    def graphs(self) -> list[NamedNode]:
        """Return the names of the layers that are there, sorted."""
        return self._store.graphs()

    def has_graph(self, graph: Graph) -> bool:
        """Return whether a graph is there."""
        return self._store.has_graph(graph)

    def __len__(self) -> int:
        return len(self._store)


def is_about_facts(text: str) -> bool:
    """Return whether only the layers of facts can meet a SELECT or ASK, by the terms that it names."""
    tokens = read_tokens(text)
    prefixes = read_prefixes(tokens)
    nodes = [iri_of(token, prefixes) for token in tokens]
    is_of_others = any(node and (node in OF_CLAIMS or node.value.startswith(_NAMESPACES)) for node in nodes)
    calls = {token.word for token in tokens} & {"FROM", "SERVICE"}
    is_plain = form_of(text) in ("SELECT", "ASK") and not (is_of_others or calls or _is_open(tokens))
    return is_plain and (_OF_EITHER.isdisjoint(nodes) or _is_of_copied_claims(tokens, nodes))


def _is_of_copied_claims(tokens: Sequence[Token], nodes: Sequence[NamedNode | None]) -> bool:
    """Return whether a query tells of which properties its claims are, by name or by IN, and all of them are copied."""
    claimed = [place + 1 for place, node in enumerate(nodes) if node == RDF.predicate]
    return bool(claimed) and all(
        nodes[place] in CLAIMED or set(_listed(tokens[place], tokens, nodes)) <= set(CLAIMED) for place in claimed
    )


def _listed(variable: Token, tokens: Sequence[Token], nodes: Sequence[NamedNode | None]) -> Iterator[NamedNode | None]:
    """Yield the nodes to which IN limits a variable; None if nothing does."""
    starts = [place for place in range(len(tokens) - 1) if _limits(variable, tokens[place], tokens[place + 1])]
    if not starts:
        yield None
    for place in starts:
        rest = range(place + 3, len(tokens))  # behind IN and its bracket
        end = next((at for at in rest if tokens[at].text == ")"), len(tokens))
        yield from (nodes[at] for at in range(place + 3, end) if tokens[at].text != ",")


def _limits(variable: Token, token: Token, after: Token) -> bool:
    return variable.kind == "variable" and token.text == variable.text and after.word == "IN"


def _is_open(tokens: Sequence[Token]) -> bool:
    """Return whether a property or a graph of a query is a variable; some lists of variables look like that too."""
    pattern = list(_patterns(tokens))
    for (before, token), (_, after) in pairwise(pairwise(pattern)):
        follows = before.kind in _TERMS or before.text == ";" or before.word == "GRAPH"
        if token.kind == "variable" and follows and (after.kind in _TERMS or before.word == "GRAPH"):
            return True
    return False


def _patterns(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens of a query without the variables that it selects, sorts by or gives values."""
    is_list = False
    for token in tokens:
        begins, ends = token.word in ("SELECT", "BY", "VALUES"), token.word == "WHERE" or token.text in ("{", "}")
        is_list = begins or (is_list and not ends)
        if not is_list:
            yield token


def with_facts_near(store: Store, folder: Path | None = None) -> Store:
    """Return a store on a server with a copy of its facts in the cache, or in a folder; any other as it is.

    It is also left as it is if its facts are too many, or the server cannot tell their fingerprint or pages of them.
    """
    if not isinstance(store, RemoteStore):
        return store
    try:
        fingerprint = _fingerprint(store)
        copy = _find_copy(store, (folder or _cache_folder()) / fingerprint) if fingerprint else None
    except AutokgError:
        return store
    if copy is None:
        return store
    near = NearStore(store, copy)
    if is_kept(store):
        keep_results(near)
    return near


def _cache_folder() -> Path:
    from platformdirs import user_cache_path  # noqa: PLC0415 (only where no folder is given)

    return Path(user_cache_path("autokg")) / "copies"


def _fingerprint(store: RemoteStore) -> str:
    """Return a hash of the address, the sizes of the layers and the records; empty if there are too many facts."""
    layers = [layer for layer in _COPIED if layer in store.abilities.layers]
    parts = [_SIZE.format(layer=layer, most=_MOST_COPIED + 1) for layer in layers]
    result = store.query(f"SELECT ?layer ?n ?sum {{ {' UNION '.join([*parts, _RECORDS])} }}")
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    rows = sorted([str(value.value) if value else "" for value in row] for row in result)
    copied = sum(int(number) for layer, number, _ in rows if layer != GRAPH.records.value)
    return hashlib.sha256(f"{store.name} {rows}".encode()).hexdigest()[:20] if copied <= _MOST_COPIED else ""


_SIZE = (
    "{{ SELECT ({layer} AS ?layer) (COUNT(?s) AS ?n) {{ {{ SELECT ?s {{ GRAPH {layer} {{ ?s ?p ?o }} }} "
    "LIMIT {most} }} }} }}"
)


def _sum_of_digits() -> str:
    """Return an expression for the number that the first digits of the hash ?hash stand for."""
    number = "0"
    for place in range(1, _DIGITS + 1):
        number = f'({number}) * 16 + STRLEN(STRBEFORE("0123456789abcdef", SUBSTR(?hash, {place}, 1)))'
    return number


# The sum of the hashes of all records, in any order: it changes with each of them.
_RECORDS = (
    f"{{ SELECT ({GRAPH.records} AS ?layer) (COUNT(?o) AS ?n) (SUM({_sum_of_digits()}) AS ?sum) {{ "
    f"{{ SELECT ?o {{ GRAPH {GRAPH.records} {{ ?s {RDF.value} ?o }} }} LIMIT {_MOST_RECORDS} }} "
    "BIND(LCASE(MD5(STR(?o))) AS ?hash) } }"
)


def _find_copy(store: RemoteStore, folder: Path) -> OxigraphStore:
    """Return the copy in a folder, made again if it is missing or old; in memory if the folder cannot be written."""
    with suppress(StoreError, OSError):
        if time.time() - (folder / MARKER).stat().st_mtime < _LONGEST_KEPT:
            return open_store(folder)
    facts = list(_facts(store))
    with suppress(StoreError, OSError):
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        replace_store(folder, facts)
        drop_oldest(folder.parent, _KEPT)
        return open_store(folder)
    copy = OxigraphStore()
    copy.load(facts)
    return copy


def _facts(store: RemoteStore) -> Iterator[Quad]:
    for layer in _COPIED:
        if layer in store.abilities.layers:
            yield from store.match(None, None, None, layer)
    yield from store.match(None, AKG.about, None, GRAPH.judgements)
    yield from store.match(None, RDF.type, AKG.Conflict, GRAPH.judgements)
    yield from store.match(None, AKG.mergedInto, None, None)
    for terms, pattern in ((OF_SOME_CLAIMS, ""), (OF_THEIR_SAYINGS, f"?claim {AKG.saying} ?s .")):
        node = "?claim" if pattern else "?s"
        claims = f"VALUES ?of {{ {_terms(CLAIMED)} }} {node} {RDF.predicate} ?of . {pattern} ?s ?p ?o"
        claims += f" FILTER(?p IN ({_terms(terms, ', ')}))"
        yield from (
            Quad(row["s"], row["p"], row["o"], GRAPH.claims) for row in store.pages(claims, "spo", distinct=True)
        )


def _terms(nodes: Iterable[NamedNode], between: str = " ") -> str:
    return between.join(map(str, nodes))
