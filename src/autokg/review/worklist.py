"""List the open items for an editor: names first, then rejects, then conflicts, without decided ones.

Names come first because a conflict may go once two names are one, and because a claim has another identity once a
thing in it is merged: decide on such a claim after the next build.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from autokg.claims.decisions import Decision, Verdict
from autokg.claims.sources import fact_iri
from autokg.review.candidates import Known, KnownThings
from autokg.review.items import (
    Item,
    OpenConflict,
    OpenName,
    OpenReject,
    find_names,
    find_open_conflicts,
    local_id,
)
from autokg.stores.base import Store


class Kind(StrEnum):
    """Kind of an item."""

    NAME = "name"
    REJECT = "reject"
    CONFLICT = "conflict"


KINDS: dict[type[Item], Kind] = {OpenName: Kind.NAME, OpenReject: Kind.REJECT, OpenConflict: Kind.CONFLICT}


@dataclass(frozen=True, slots=True)
class Worklist:
    """The items, and the things that names among them may be the same as.

    Attributes:
        settled: the ids of what decisions settle. apart: the pairs that are never to be merged.

    """

    items: tuple[Item, ...]
    known: KnownThings
    settled: frozenset[str] = frozenset()
    apart: frozenset[frozenset[str]] = frozenset()

    @classmethod
    def of(
        cls,
        store: Store,
        rejects: Iterable[OpenReject] = (),
        decided: Iterable[Decision] = (),
        kinds: Collection[Kind] = tuple(Kind),
    ) -> Worklist:
        """List the open items of a store and of rejects, of some kinds."""
        items: tuple[Item, ...] = (*find_names(store), *rejects, *find_open_conflicts(store))
        wanted = tuple(item for item in items if KINDS[type(item)] in kinds)
        return cls(wanted, KnownThings(store)).after(decided)

    def after(self, decided: Iterable[Decision]) -> Worklist:
        """Return the list as decisions leave it."""
        settled, apart = set(self.settled), set(self.apart)
        for decision in decided:
            if decision.decision is Verdict.DIFFERENT:
                apart.add(frozenset(map(local_id, decision.things or ())))
            else:
                settled.add(_settles(decision))
        return replace(self, settled=frozenset(settled), apart=frozenset(apart))

    def is_open(self, item: Item) -> bool:
        """Return whether an item still waits for a word; a name does not where all that is claimed of it is dropped."""
        if isinstance(item, OpenConflict):
            return not self.settled & {item.accepted.claim, item.rejected.claim}
        dropped = isinstance(item, OpenName) and self.settled.issuperset(item.claims)
        return item.id not in self.settled and not dropped

    def open_items(self) -> list[Item]:
        """Return the items that still wait for a word."""
        return [item for item in self.items if self.is_open(item)]

    def near(self, name: OpenName) -> list[Known]:
        """Return the things nearest by name, without those declared different."""
        return [thing for thing in self.known.near(name) if frozenset((thing.id, name.id)) not in self.apart]


def _settles(decision: Decision) -> str:
    """Return the id of the item that a decision settles; of two merged things it is the second."""
    if decision.fact is not None:
        return local_id(fact_iri(decision.fact).value)
    if decision.claim is not None:
        return f"claim/{decision.claim.rpartition('/')[2]}"
    return local_id(decision.things[1] if decision.things else decision.thing or "")
