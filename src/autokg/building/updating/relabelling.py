"""What things are called once some documents speak of them no more, or others do.

The reference layer tells what all mentions of a thing come to together, not who made which. A mention that is added is
merged into it; where one is taken away, the documents that still speak of the thing are mapped again, as many of them
as it takes to account for all that was told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import chain

from pyoxigraph import NamedNode, Quad, Triple

from autokg.building.updating.store_contents import Holdings
from autokg.building.updating.touched_documents import read_sayings
from autokg.claims.layers import reference_quads
from autokg.core.terms import AKG, GRAPH, RDF, RDFS, SKOS
from autokg.names.entity import Thing
from autokg.names.resolver import Resolver


class Naming:
    """The reference layer of a store."""

    def __init__(self, held: Holdings, resolver: Resolver, touched: Collection[str]) -> None:
        """Take the documents whose mentions change; those of all others are as the store has them."""
        self._held, self._resolver, self._touched = held, resolver, touched
        self._listed: dict[str, set[Quad]] = defaultdict(set)
        for quad in reference_quads(resolver, []):
            self._listed[_subject(quad)].add(quad)
        self._mapped: dict[str, dict[str, Thing]] = {}
        self._swayed = self._decided_targets()

    def change(self, before: Mapping[str, Thing], after: Mapping[str, Thing]) -> Iterator[tuple[set[Quad], set[Quad]]]:
        """Yield what is told of each thing whose mentions change, and what is to be told of it."""
        for iri in sorted(before.keys() | after.keys()):
            old, new = before.get(iri), after.get(iri)
            if old != new:
                thing = old or new
                assert thing is not None  # noqa: S101 (one of them has it)
                told = set(self._held.store.match(thing.iri, None, None, GRAPH.reference))
                yield told, self._told(thing, old, new, told)

    def is_spoken_of(self, target: Thing, iri: str) -> bool:
        """Whether the reference data or an untouched document has a thing, under its IRI or one it was taken for."""
        return iri in self._resolver.listed() or any(
            iri in (thing.iri.value, *thing.absorbed) for thing in self._others(target)
        )

    def _told(self, thing: Thing, old: Thing | None, new: Thing | None, told: set[Quad]) -> set[Quad]:
        iri = thing.iri.value
        listed, swayed = self._listed[iri], iri in self._swayed
        if old is None and new is not None and not swayed:
            return _with_mention(told, new, is_listed=bool(listed))
        known = new
        for other in chain([None], self._others(thing)):
            known = known.merged(other) if known and other else known or other
            if (listed or known) and not swayed and listed | _quads(known) == told:
                return told
        return listed | _quads(known)

    def _others(self, thing: Thing) -> Iterator[Thing]:
        """Yield what each untouched document tells of a thing."""
        for document in self._held.documents_on(thing.iri):
            if document not in self._touched:
                if document not in self._mapped:
                    sayings = read_sayings(self._held, {document})
                    self._mapped[document] = sayings.map(self._resolver, self._held.base)[1]
                if found := self._mapped[document].get(thing.iri.value):
                    yield found

    def _decided_targets(self) -> set[str]:
        """Return the unlisted things that decisions take others for: whose label one bears is not told in the layer."""
        merges = self._held.decisions.on_things()
        named = {iri for decision in self._held.decisions.all for iri in self._held.decisions.things_of(decision)}
        places = tuple(f"{self._held.base}{collection}/" for collection in ("country", "region"))
        targets = {merges.target(iri) for iri in named}
        return {iri for iri in targets if iri not in self._listed and not iri.startswith(places)}


def _with_mention(told: set[Quad], new: Thing, *, is_listed: bool) -> set[Quad]:
    """Return what is told of a thing with one mention more; all mentions of a listed thing bear its label."""
    more = set(new.quads())
    if is_listed or not told:
        return told | more
    kept = {quad for quad in told | more if quad.predicate == SKOS.hiddenLabel}
    kept |= {quad for quad in told & more if quad.predicate == AKG.resolution}
    return kept.union(min(_main(told), _main(more), key=lambda main: [_value(quad) for quad in main]))


def _main(told: set[Quad]) -> list[Quad]:
    """Return label and class: what the mention tells that goes first by them."""
    order = (RDFS.label, RDF.type)
    return sorted((quad for quad in told if quad.predicate in order), key=lambda quad: order.index(quad.predicate))


def _quads(thing: Thing | None) -> set[Quad]:
    return set(thing.quads()) if thing else set()


def _subject(quad: Quad) -> str:
    return quad.subject.value if isinstance(quad.subject, NamedNode) else ""


def _value(quad: Quad) -> str:
    return "" if isinstance(quad.object, Triple) else quad.object.value
