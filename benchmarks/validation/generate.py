"""The bundled knowledge base as many times as one likes, each copy under names of its own, with faults put in.

Which triples are left out, doubled or altered follows from counting, so that a size names one graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import count
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from autokg.building.bundled import open_bundled
from autokg.core.ids import DEFAULT_BASE
from autokg.core.terms import AKG, RDF
from autokg.validation.breaches import CHECKED

_FIGURES = frozenset({AKG.employees, AKG.capacityPerYear, AKG.sharePercent})
_TOUCHED = _FIGURES | {AKG.atPlant, AKG.inCountry, AKG.jobTitle, AKG.modelBrand, AKG.ofModel, AKG.party, AKG.stakeOwner}
_EVERY = 23  # one triple of these properties in so many has a fault


def generate_quads(size: int) -> Iterator[Quad]:
    """Yield about `size` quads of the layers that are checked."""
    base = [quad for layer in CHECKED for quad in open_bundled().quads(layer)]
    base.sort(key=str)
    for copy in range(max(round(size / len(base)), 1)):
        touched = count(copy)
        for quad in base:
            copied = _copied(quad, copy)
            yield from _with_fault(copied, next(touched)) if quad.predicate in _TOUCHED else (copied,)


def _copied(quad: Quad, copy: int) -> Quad:
    rename = partial(_renamed, copy)
    return Quad(rename(quad.subject), quad.predicate, rename(quad.object), quad.graph_name)


def _renamed(copy: int, term: Any) -> Any:
    """Return the name of a thing in a copy; terms and literals are the same in all."""
    if isinstance(term, NamedNode) and term.value.startswith(DEFAULT_BASE):
        return NamedNode(f"{term.value}/{copy}")
    return term


def _with_fault(quad: Quad, number: int) -> Iterable[Quad]:
    """Return a quad as it is or, now and then, nothing, a figure out of bounds, or a second value, which is a brand."""
    if number % _EVERY:
        return (quad,)
    if quad.predicate in _FIGURES:
        return (Quad(quad.subject, quad.predicate, Literal(-1_000_000), quad.graph_name),)
    if number % 2 or not isinstance(quad.object, NamedNode):
        return ()
    other = NamedNode(f"{quad.object.value}/other")
    another = Quad(quad.subject, quad.predicate, other, quad.graph_name)
    return (quad, another, Quad(other, RDF.type, AKG.Brand, quad.graph_name))
