"""Facts that are stated for a time after every document that states them: one of the two dates is wrong.

No clock is asked: whether a day lies in the future is told by the publication of the documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from pyoxigraph import NamedNode, QuerySolutions

from autokg.stores.base import Store

MESSAGES = {
    "en": "A fact is stated for {as_of}, but was public by {published}; correct as_of or the date of the document.",
    "fr": "Un fait vaut pour {as_of}, mais était public en {published} ; corriger as_of ou la date du document.",
}
_AHEAD = """
SELECT DISTINCT ?fact ?subject ?stated (COALESCE(?day, ?retrieved) AS ?published) WHERE {
  ?saying akg:statedFor ?stated ; akg:fact ?fact ; akg:evidence/oa:hasSource ?document .
  FILTER NOT EXISTS { ?known akg:fact ?fact FILTER NOT EXISTS { ?known akg:statedFor ?ahead } }
  ?saying ^akg:saying/rdf:subject ?subject .
  OPTIONAL { ?document schema:datePublished ?day }
  OPTIONAL { ?document prov:generatedAtTime ?retrieved }
}"""


def misdated(store: Store, focus: Collection[NamedNode] | None = None) -> list[tuple[str, str, str]]:
    """Return a subject of each misdated fact, the time it is stated for, and its last publication, sorted.

    Only facts on one of the subjects in `focus`, if given.
    """
    told: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for fact, subject, stated, published in _rows(store, _AHEAD):
        told[fact].append((subject, stated, published.partition("T")[0]))
    near = None if focus is None else {node.value for node in focus}
    found = set()
    for sayings in told.values():
        if near is None or not near.isdisjoint(subject for subject, _, _ in sayings):
            subject, stated, _ = min(sayings)
            found.add((subject, stated, max(published for _, _, published in sayings)))
    return sorted(found)


def _rows(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    result = store.query(query)
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    return (tuple(value.value if value is not None else "" for value in row) for row in result)
