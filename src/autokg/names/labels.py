"""Return terms and triples in words, by the labels of the ontology and of a store.

>>> from autokg.stores import OxigraphStore
>>> from autokg.core.terms import AKG
>>> Labels(OxigraphStore()).triple(Triple(AKG.Carmaker, AKG.productionStart, Literal("2025")))
'carmaker · start of production · 2025'
"""

from __future__ import annotations

from contextlib import suppress

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from autokg.core.dates import ImpreciseDate
from autokg.core.ontology import load_ontology
from autokg.core.terms import EDTF, PREFIXES, RDF, RDFS
from autokg.errors import DateError
from autokg.stores.base import Store

_BETWEEN = " · "


class Labels:
    """The labels of a store, looked up as they are needed."""

    def __init__(self, *stores: Store) -> None:
        """Look labels up in a store, and where it has none in further ones."""
        self._stores = stores
        self._known = {RDF.type.value: "is a"}
        self._ontology = load_ontology()

    def term(self, term: NamedNode | BlankNode | Literal | Triple) -> str:
        """Return a term in words: its label, a date in words, another literal's value, else the prefixed IRI."""
        if isinstance(term, Literal):
            return _literal(term)
        if not isinstance(term, NamedNode):
            return str(term)
        if term.value not in self._known:
            label = self._ontology.label(term)
            self._known[term.value] = label if label != term.value else self._find(term)
        return self._known[term.value]

    def triple(self, triple: Triple) -> str:
        """Return a triple in words."""
        return _BETWEEN.join(map(self.term, (triple.subject, triple.predicate, triple.object)))

    def _find(self, term: NamedNode) -> str:
        for store in self._stores:
            # A look-up in an index takes a tenth of the time of a query.
            found = (quad.object for quad in store.match(term, RDFS.label, None, None))
            if labels := [label.value for label in found if isinstance(label, Literal)]:
                return min(labels)
        return shorten(term)


def shorten(term: NamedNode) -> str:
    """Return an IRI by its prefix where one is known, else as it stands."""
    for prefix, namespace in PREFIXES.items():
        if term.value.startswith(namespace):
            return f"{prefix}:{term.value[len(namespace) :]}"
    return term.value


def _literal(literal: Literal) -> str:
    with suppress(DateError):  # a foreign store may hold text that is no date
        if literal.datatype == EDTF.EDTF:
            return ImpreciseDate.parse(literal.value).in_words()
    return literal.value
