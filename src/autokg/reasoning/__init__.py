"""Axioms and rules → the triples that follow, by any of three reasoners.

The closure is taken over ontology, reference and accepted triples, never over claims. The axioms of the ontology and
the SPARQL rules of `ontology/rules` compile to rules of one form, which run stratum by stratum: a rule with NOT EXISTS
reads a finished closure. owlrl, an independent implementation of OWL 2 RL, is the referee.

>>> from autokg.core.ontology import load_ontology
>>> from autokg.core.terms import AKG
>>> from pyoxigraph import NamedNode
>>> paris, france = NamedNode("https://example.org/paris"), NamedNode("https://example.org/france")
>>> closure = infer(load_ontology(), [Triple(paris, AKG.inCountry, france)])
>>> sorted(triple.object.value.removeprefix(AKG.namespace) for triple in closure.inferred)
['Country', 'Place']
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from pyoxigraph import Triple

from autokg.core.ontology import Ontology
from autokg.errors import UnknownNameError
from autokg.reasoning.closure import Closure, Inconsistency
from autokg.reasoning.in_store import infer_in_store
from autokg.reasoning.memory import infer_in_memory
from autokg.reasoning.owl import infer_by_owlrl

__all__ = ["REASONERS", "Closure", "Inconsistency", "Reasoner", "find_reasoner", "infer"]

Reasoner = Literal["memory", "store", "owlrl"]

REASONERS: dict[Reasoner, Callable[[Ontology, Iterable[Triple]], Closure]] = {
    "memory": infer_in_memory,
    "store": infer_in_store,
    "owlrl": infer_by_owlrl,
}


def find_reasoner(name: str) -> Reasoner:
    """Return the reasoner of a name; raise `UnknownNameError` if there is none."""
    for reasoner in REASONERS:
        if reasoner == name:
            return reasoner
    raise UnknownNameError("reasoner", name, REASONERS)


def infer(ontology: Ontology, triples: Iterable[Triple], reasoner: Reasoner = "memory") -> Closure:
    """Return what follows from triples under an ontology and the bundled rules, without the triples themselves."""
    return REASONERS[reasoner](ontology, triples)
