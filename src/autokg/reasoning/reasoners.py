"""`infer`: triples → what follows from them, by any of the reasoners.

>>> from autokg.core.ontology import load_ontology
>>> from pyoxigraph import NamedNode
>>> from autokg.core.terms import AKG
>>> paris, france = NamedNode("https://example.org/paris"), NamedNode("https://example.org/france")
>>> closure = infer(load_ontology(), [Triple(paris, AKG.inCountry, france)], reasoner="memory")
>>> sorted(triple.object.value.removeprefix(AKG.namespace) for triple in closure.inferred)
['Country', 'Place']
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from pyoxigraph import Triple

from autokg.core.ontology import Ontology
from autokg.reasoning.base import Closure
from autokg.reasoning.in_store import infer_in_store
from autokg.reasoning.memory import infer_in_memory
from autokg.reasoning.owl import infer_by_owlrl

Reasoner = Literal["owlrl", "memory", "store"]

REASONERS: dict[Reasoner, Callable[[Ontology, Iterable[Triple]], Closure]] = {
    "owlrl": infer_by_owlrl,
    "memory": infer_in_memory,
    "store": infer_in_store,
}


def infer(ontology: Ontology, triples: Iterable[Triple], reasoner: Reasoner = "memory") -> Closure:
    """Return what follows from triples under the ontology and its rules, without the triples themselves."""
    return REASONERS[reasoner](ontology, triples)
