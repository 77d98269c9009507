"""The frame of moving: a production ends at one site and starts at another."""

from __future__ import annotations

from collections.abc import Iterator

from autokg.facts import Status
from autokg.reading.frames.filling import make_finding
from autokg.reading.frames.named_sites import site_slots
from autokg.reading.frames.reduction import Clause
from autokg.reading.frames.status import find_status
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.templates import to_value
from autokg.reading.rules.text import Text

LEFT = ".frame.left"
_SITES = (Kind.PLACE, Kind.PLANT, Kind.REGION)


def find_origin(clause: Clause) -> Mention | None:
    """Return the site that something moves away from: the one of two in a row with "from … to …", "de … à …"."""
    sites = [m for m in clause.mentions() if m.kind in _SITES]
    roles = [clause.preposition(m) for m in sites]
    pairs = zip(sites, roles, roles[1:], strict=False) if clause.has("move") else ()
    return next((m for m, role, then in pairs if role in ("from", "of") and then in ("to", "at")), None)


def find_left(clause: Clause, text: Text) -> Iterator[Finding]:
    """Yield the production that ends where a model moves away from ("moves the Nova from Lyon to Metz")."""
    models = [m for m in clause.mentions() if m.kind is Kind.MODEL]
    origin = find_origin(clause) if models else None
    if origin is None or (status := find_status(clause, text)) not in (Status.ACTUAL, Status.PLANNED, Status.ENDED):
        return
    state = Status.PLANNED if status is Status.PLANNED else Status.ENDED
    dates = [m for m in clause.mentions() if m.kind is Kind.DATE]
    end = to_value("end", dates[0], text, future=state is Status.PLANNED) if dates else None
    slots = {**site_slots(origin, clause, text), **({"end": end} if end else {})}
    for model in models:
        own = {"model": Value(model.name, model.start, model.end), **slots}
        yield make_finding("production", "left", clause, state, own, text=text)


def without_origin(sites: list[Mention], clause: Clause) -> list[Mention]:
    """Return the sites of a clause without the one that a production leaves."""
    origin = find_origin(clause)
    return [mention for mention in sites if mention is not origin]
