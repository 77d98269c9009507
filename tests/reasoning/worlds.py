"""Small ontologies and graphs for the reasoning tests."""

from __future__ import annotations

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from autokg.ontology import Ontology
from autokg.vocab import PREFIXES

_PREAMBLE = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
_EXAMPLE = "@prefix : <https://example.org/> .\n"


def triples(turtle: str) -> set[Triple]:
    return {quad.triple for quad in parse(_PREAMBLE + _EXAMPLE + turtle, format=RdfFormat.TURTLE)}


def ontology(turtle: str) -> Ontology:
    return Ontology.of(quad.triple for quad in parse(_PREAMBLE + _EXAMPLE + turtle, format=RdfFormat.TURTLE))


def thing(name: str) -> NamedNode:
    return NamedNode(f"https://example.org/{name}")
