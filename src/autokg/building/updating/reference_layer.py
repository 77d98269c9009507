"""Names and classes of things after an update.

The reference layer merges all mentions of a thing and does not record who made which. An added mention is merged into
it; if one is removed, the documents that still mention the thing are mapped again, until they account for all quads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import chain

from pyoxigraph import NamedNode, Quad, Triple

from autokg.building.updating.store_contents import StoreContents
from autokg.building.updating.touched_documents import read_documents
from autokg.claims.layers import reference_quads
from autokg.core.terms import GRAPH, RDF, RDFS, SKOS
from autokg.names.entity import Thing
from autokg.names.resolver import Resolver


class ReferenceLayer:
    """The reference layer of a store during an update."""

    def __init__(self, contents: StoreContents, resolver: Resolver, touched: Collection[str]) -> None:
        """Name the touched documents; mentions in all others stay as the store has them."""
        self._contents, self._resolver, self._touched = contents, resolver, touched
        self._listed: dict[str, set[Quad]] = defaultdict(set)
        for quad in reference_quads(resolver, []):
            self._listed[_subject(quad)].add(quad)
        self._mapped: dict[str, dict[str, Thing]] = {}
        self._merge_targets = self._decided_targets()

    def change(self, before: Mapping[str, Thing], after: Mapping[str, Thing]) -> Iterator[tuple[set[Quad], set[Quad]]]:
        """Yield the quads of each thing whose mentions change, before and after the update."""
        for iri in sorted(before.keys() | after.keys()):
            old, new = before.get(iri), after.get(iri)
            if old != new:
                thing = old or new
                assert thing is not None  # noqa: S101 (one of them has it)
                quads = set(self._contents.store.match(thing.iri, None, None, GRAPH.reference))
                yield quads, self._quads_after(thing, old, new, quads)

    def is_mentioned(self, target: Thing, iri: str) -> bool:
        """Return whether reference data or an untouched document has a thing, by its IRI or a name resolved to it."""
        return iri in self._resolver.listed() or any(
            iri in (thing.iri.value, *thing.absorbed) for thing in self._mentions(target)
        )

    def _quads_after(self, thing: Thing, old: Thing | None, new: Thing | None, before: set[Quad]) -> set[Quad]:
        iri = thing.iri.value
        listed, is_merge_target = self._listed[iri], iri in self._merge_targets
        if old is None and new is not None and not is_merge_target:
            return _add_mention(before, new, is_listed=bool(listed))
        merged = new
        for mention in chain([None], self._mentions(thing)):
            merged = merged.merged(mention) if merged and mention else merged or mention
            if (listed or merged) and not is_merge_target and listed | _quads(merged) == before:
                return before
        return listed | _quads(merged)

    def _mentions(self, thing: Thing) -> Iterator[Thing]:
        """Yield a thing as each untouched document mentions it."""
        for document in self._contents.documents_on(thing.iri):
            if document not in self._touched:
                if document not in self._mapped:
                    cited = read_documents(self._contents, {document})
                    self._mapped[document] = cited.map(self._resolver, self._contents.base)[1]
                if mention := self._mapped[document].get(thing.iri.value):
                    yield mention

    def _decided_targets(self) -> set[str]:
        """Return the unlisted things that decisions merge others into: the layer lacks the source of their label."""
        decisions = self._contents.decisions
        merges = decisions.on_things()
        named = {iri for decision in decisions.all for iri in decisions.things_of(decision)}
        places = tuple(f"{self._contents.base}{collection}/" for collection in ("country", "region"))
        targets = {merges.target(iri) for iri in named}
        return {iri for iri in targets if iri not in self._listed and not iri.startswith(places)}


def _add_mention(before: set[Quad], new: Thing, *, is_listed: bool) -> set[Quad]:
    """Return the quads of a thing with one mention more; all mentions of a listed thing have its label."""
    more = set(new.quads())
    if is_listed or not before:
        return before | more
    kept_quads = {quad for quad in before | more if quad.predicate == SKOS.hiddenLabel}
    kept_quads |= before & more  # how it was resolved, and what each mention of a country says of it
    return kept_quads.union(min(_main(before), _main(more), key=lambda main: [_value(quad) for quad in main]))


def _main(quads: set[Quad]) -> list[Quad]:
    """Return label and class, the sort key for choosing the first of several mentions."""
    order = (RDFS.label, RDF.type)
    return sorted((quad for quad in quads if quad.predicate in order), key=lambda quad: order.index(quad.predicate))


def _quads(thing: Thing | None) -> set[Quad]:
    return set(thing.quads()) if thing else set()


def _subject(quad: Quad) -> str:
    return quad.subject.value if isinstance(quad.subject, NamedNode) else ""


def _value(quad: Quad) -> str:
    return "" if isinstance(quad.object, Triple) else quad.object.value
