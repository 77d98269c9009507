"""A thing that a name stands for, and how it is told in the `reference` layer.

Every thing has one label, its class (relations excepted), and a folded key per name (`skos:hiddenLabel`), so that any
store finds it by any of its names with one index look-up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from pyoxigraph import Literal, NamedNode, Quad

from autokg.core.ids import fold
from autokg.core.terms import AKG, GRAPH, RDF, RDFS, SKOS

# Relations are of their class because a source claims so: it stands in the `accepted` layer.
_CLAIMED = frozenset({AKG.Production, AKG.Agreement, AKG.Stake, AKG.Appointment, AKG.Supply, AKG.Investment})


class Resolution(StrEnum):
    """How a name was resolved."""

    EXACT = "exact"
    FUZZY = "fuzzy"
    DECIDED = "decided"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True)
class Thing:
    """What a name stands for.

    Attributes:
        names: the names it goes by, the label among them.
        resolution: how the name that led here was resolved.
        absorbed: the IRIs of other things that a decision takes for this one.
        borrowed: whether label and class are those of an absorbed thing, for want of its own.

    """

    iri: NamedNode
    kind: NamedNode
    label: str
    names: tuple[str, ...] = ()
    resolution: Resolution = Resolution.EXACT
    absorbed: tuple[str, ...] = ()
    borrowed: bool = False

    @property
    def local(self) -> str:
        """The last part of its IRI."""
        return self.iri.value.rpartition("/")[2]

    def merged(self, other: Thing) -> Thing:
        """Return what two mentions of one thing tell of it together, whichever came first."""
        main = min(self, other, key=lambda thing: (thing.borrowed, thing.label, thing.kind.value))
        return replace(
            main,
            names=tuple(sorted({*self.names, *other.names})),
            resolution=min(self.resolution, other.resolution),
            absorbed=tuple(sorted({*self.absorbed, *other.absorbed})),
        )

    def quads(self) -> Iterator[Quad]:
        """Yield what the `reference` layer says of it."""
        if self.kind not in _CLAIMED:
            yield Quad(self.iri, RDF.type, self.kind, GRAPH.reference)
        yield Quad(self.iri, RDFS.label, Literal(self.label), GRAPH.reference)
        for key in sorted({fold(name) for name in (self.label, *self.names)}):
            yield Quad(self.iri, SKOS.hiddenLabel, Literal(key), GRAPH.reference)
        if self.resolution is Resolution.UNRESOLVED:
            yield Quad(self.iri, AKG.resolution, Literal(self.resolution.value), GRAPH.reference)
