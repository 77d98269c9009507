"""Facts that are stated for a time after every document that states them: one of the two dates is wrong.

No clock is asked: whether a day lies in the future is told by the publication of the documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from pyoxigraph import NamedNode, QuerySolutions

from autokg.core.dates import ImpreciseDate
from autokg.stores.base import Store

MESSAGES = {
    "en": "A fact is stated for {as_of}, but was public by {published}; correct as_of or the date of the document.",
    "fr": "Un fait vaut pour {as_of}, mais était public en {published} ; corriger as_of ou la date du document.",
}
# Compared as text first: of most sayings it needs no more to see that they are not stated for a later time.
_LATE = """
SELECT DISTINCT ?fact WHERE {
  GRAPH <https://w3id.org/autokg/graph/claims> {
    ?saying akg:asOf ?asOf .
    { ?saying akg:publishedOn ?day } UNION {
      ?saying akg:evidence/oa:hasSource ?document .
      GRAPH <https://w3id.org/autokg/graph/sources> { ?document prov:generatedAtTime ?day }
    }
    FILTER(STR(?asOf) > STR(?day))
    FILTER NOT EXISTS { ?saying akg:validUntil ?asOf }
    ?saying akg:fact ?fact
  }
}"""
_SAID = """
SELECT DISTINCT ?fact ?asOf (COALESCE(?day, ?retrieved) AS ?published) ?subject WHERE {
  VALUES ?fact { %s }
  ?saying akg:fact ?fact ; akg:asOf ?asOf ; akg:evidence/oa:hasSource ?document .
  ?claim akg:saying ?saying ; rdf:subject ?subject .
  OPTIONAL { ?document schema:datePublished ?day }
  OPTIONAL { ?document prov:generatedAtTime ?retrieved }
}"""


def misdated(store: Store, focus: Collection[NamedNode] | None = None) -> list[tuple[str, str, str]]:
    """Return a subject of each misdated fact, the time it is stated for, and its last publication, sorted.

    Only facts on one of the subjects in `focus`, if given.
    """
    facts = sorted(f"<{fact}>" for (fact,) in _rows(store, _LATE))
    told: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for fact, as_of, published, subject in _rows(store, _SAID % " ".join(facts)) if facts else ():
        told[fact].append((subject, as_of, published.partition("T")[0]))
    near = None if focus is None else {node.value for node in focus}
    found = set()
    for sayings in told.values():
        is_near = near is None or not near.isdisjoint(subject for subject, _, _ in sayings)
        if is_near and all(_is_after(as_of, published) for _, as_of, published in sayings):
            subject, as_of, _ = min(sayings)
            found.add((subject, as_of, max(published for _, _, published in sayings)))
    return sorted(found)


def _is_after(as_of: str, published: str) -> bool:
    """Whether a statement is of a later time than its document, of which no date may be known."""
    return bool(published) and ImpreciseDate.parse(as_of).is_after(ImpreciseDate.parse(published))


def _rows(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    result = store.query(query)
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    return (tuple(value.value if value is not None else "" for value in row) for row in result)
