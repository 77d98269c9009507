"""The frame of passing on: a company or plant goes from one owner to another ("Acme passed from Bolt to Cosmo")."""

from __future__ import annotations

from collections.abc import Iterator

from autokg.facts import Status
from autokg.reading.frames.filling import make_finding
from autokg.reading.frames.named_sites import site_slots
from autokg.reading.frames.reduction import Clause
from autokg.reading.frames.status import find_status
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.slot_values import Finding
from autokg.reading.rules.templates import Slots, to_value
from autokg.reading.rules.text import Text


def find_handovers(clause: Clause, text: Text) -> Iterator[Finding]:
    """Yield what ends with the owner before, and what begins with the next one."""
    if not clause.has("pass") or (status := find_status(clause, text)) not in (Status.ACTUAL, Status.PLANNED):
        return
    orgs = [m for m in clause.mentions() if m.kind is Kind.ORG]
    given = next((m for m in clause.mentions() if m.kind in (Kind.ORG, Kind.PLANT)), None)
    giver = next((m for m in orgs if m is not given and clause.preposition(m) in ("from", "of", "by")), None)
    taker = next((m for m in orgs if giver and m.start > giver.end and clause.preposition(m) in ("to", "at")), None)
    if given is None or giver is None or taker is None or clause.preposition(given) is not None:
        return
    ended = Status.ACTUAL if status is Status.PLANNED else Status.ENDED
    yield from _held(given, giver, "until", ended, clause=clause, text=text)
    yield from _held(given, taker, "since", status, clause=clause, text=text)


def _held(
    given: Mention, owner: Mention, slot: str, status: Status, *, clause: Clause, text: Text
) -> Iterator[Finding]:
    """Yield the stake in a company, or whose a plant is, with the day of the hand-over for a stake."""
    is_plant = given.kind is Kind.PLANT
    own = to_value("operator" if is_plant else "owner", owner, text)
    thing: Slots = site_slots(given, clause, text)
    if not is_plant and (owned := to_value("owned", given, text)):
        dates = [m for m in clause.mentions() if m.kind is Kind.DATE]
        day = to_value(slot, dates[0], text) if dates else None
        thing = {"owned": owned, **({slot: day} if day else {})}
    if own and thing:
        slots: Slots = {"operator" if is_plant else "owner": own, **thing}
        yield make_finding("plant" if is_plant else "stake", "handover", clause, status, slots, text=text)
