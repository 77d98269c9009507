"""Changes between two stores, or between two dates of one store, with their sources.

If a property can have one value only and the value differs, it changed; every other value appeared or disappeared.
Accepted statements are compared, inferred ones on request.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from pyoxigraph import NamedNode, Triple

from autokg.claims.claim import Value
from autokg.claims.derived import DERIVED
from autokg.core.ontology import load_ontology
from autokg.core.terms import GRAPH
from autokg.errors import UnknownNameError
from autokg.explaining.witnesses import Witness, Witnesses, find_witnesses
from autokg.names.labels import Labels
from autokg.names.lookup import Names
from autokg.query.saved import find_terms
from autokg.stores.base import Store

Slot = tuple[NamedNode, NamedNode]


class Kind(StrEnum):
    """Kind of change."""

    APPEARED = "appeared"
    DISAPPEARED = "disappeared"
    CHANGED = "changed"


_MARKS = {Kind.APPEARED: "+", Kind.DISAPPEARED: "-", Kind.CHANGED: "~"}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        before, after: value in the old and in the new store; None if it has none.
        said_before, said_after: sources of the value in the old and in the new store.
        now: outcomes in the new store of the claims of the old value; empty if it lacks their sources.

    """

    kind: Kind
    subject: NamedNode
    predicate: NamedNode
    before: Value | None
    after: Value | None
    words: str
    said_before: tuple[Witness, ...] = ()
    said_after: tuple[Witness, ...] = ()
    now: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the change for JSON, with terms as in N-Triples."""
        return {
            "change": self.kind.value,
            "subject": str(self.subject),
            "property": str(self.predicate),
            "before": str(self.before) if self.before is not None else None,
            "after": str(self.after) if self.after is not None else None,
            "words": self.words,
            "said_before": [witness.to_json() for witness in self.said_before],
            "said_after": [witness.to_json() for witness in self.said_after],
            "now": list(self.now),
        }

    def __str__(self) -> str:
        lines = [f"{_MARKS[self.kind]} {self.words}"]
        lines += [f"    {'now: ' * (self.kind is Kind.CHANGED)}{witness}" for witness in self.said_after]
        lines += [f"    was: {witness}" for witness in self.said_before]
        lines += [f"    the earlier claim is now {', '.join(self.now)}"] if self.now else []
        return "\n".join(lines)


def compare(
    old: Store, new: Store, about: str | None = None, *, inferred: bool = False, sources: bool = True
) -> list[Change]:
    """Return the changes between two stores, all or those about one thing, sorted by subject; with their sources."""
    layers = (GRAPH.accepted, GRAPH.inferred) if inferred else (GRAPH.accepted,)
    before, after = _triples(old, layers), _triples(new, layers)
    gone, come = before - after, after - before
    if about is not None:
        nodes = _around(about, (old, new), before | after)
        gone, come = ({t for t in side if t.subject in nodes or t.object in nodes} for side in (gone, come))
    labels = Labels(new, old)
    changes = [_change(kind, slot, values, labels) for kind, slot, values in _pair(gone, come)]
    changes.sort(key=lambda change: (change.words, change.kind, str(change)))
    return _with_sources(changes, old, new) if sources else changes


def _triples(store: Store, layers: Sequence[NamedNode]) -> set[Triple]:
    return {quad.triple for layer in layers for quad in store.quads(layer) if quad.predicate not in DERIVED}


def _around(about: str, stores: Sequence[Store], triples: Collection[Triple]) -> set[Any]:
    """Return the things with a name in either store, and the relations that involve them."""
    things: set[Any] = set()
    problem = None
    for store in stores:
        try:
            things.update(find_terms(about, "thing", Names(store)))
        except UnknownNameError as error:
            problem = error
    if not things and problem:
        raise problem
    return things | {triple.subject for triple in triples if triple.object in things}


def _pair(gone: Collection[Triple], come: Collection[Triple]) -> Iterator[tuple[Kind, Slot, tuple[Any, Any]]]:
    """Pair each removed value with its replacement if the property can have one value only."""
    ontology = load_ontology()
    left = {(t.subject, t.predicate): t.object for t in gone if ontology.is_single_valued(t.predicate)}
    for triple in come:
        slot = triple.subject, triple.predicate
        old = left.pop(slot, None) if ontology.is_single_valued(triple.predicate) else None
        yield Kind.CHANGED if old is not None else Kind.APPEARED, slot, (old, triple.object)  # type: ignore[misc]
    for triple in gone:
        slot = triple.subject, triple.predicate
        if not ontology.is_single_valued(triple.predicate) or slot in left:
            yield Kind.DISAPPEARED, slot, (triple.object, None)  # type: ignore[misc]


def _change(kind: Kind, slot: Slot, values: tuple[Value | None, Value | None], labels: Labels) -> Change:
    subject, predicate = map(labels.term, slot)
    words = " → ".join(labels.term(value) for value in values if value is not None)
    return Change(kind, *slot, *values, f"{subject} · {predicate} · {words}")


def _with_sources(changes: Sequence[Change], old: Store, new: Store) -> list[Change]:
    subjects = {change.subject for change in changes}
    before, after = find_witnesses(old, subjects), find_witnesses(new, subjects)
    return [
        replace(
            change,
            said_before=_said(change, change.before, before),
            said_after=_said(change, change.after, after),
            now=tuple(dict.fromkeys(witness.outcome for witness in _said(change, change.before, after))),
        )
        for change in changes
    ]


def _said(change: Change, value: Value | None, witnesses: Witnesses) -> tuple[Witness, ...]:
    return () if value is None else witnesses.get(Triple(change.subject, change.predicate, value), ())


def summarize(changes: Sequence[Change]) -> str:
    """Return the number of changes of each kind in words."""
    counts = Counter(change.kind for change in changes)
    return ", ".join(f"{counts[kind]:,} {kind.value}" for kind in Kind)
