"""The frames of agreeing, investing and supplying."""

from __future__ import annotations

from collections.abc import Iterator

from autokg.core.ids import fold
from autokg.facts import Status
from autokg.reading.frames.filling import make_finding
from autokg.reading.frames.named_sites import find_sites
from autokg.reading.frames.reduction import Clause
from autokg.reading.frames.status import find_status
from autokg.reading.rules.context import resolve
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.templates import Slots, to_value, with_companions
from autokg.reading.rules.text import Text

_NEAR = 6  # words between two parents
_ORGS = (Kind.ORG, Kind.THE_ORG, Kind.OURS)


def find_investments(clause: Clause, text: Text) -> Iterator[Finding]:
    """Yield investments with investor and place."""
    money = [m for m in clause.mentions() if m.kind is Kind.MONEY]
    if len(money) != 1 or not clause.has("invest", "investment") or (status := find_status(clause, text)) is None:
        return
    amount = money[0]
    slots: Slots = with_companions({"amount": Value(amount.number, amount.start, amount.end)}, text)
    orgs = [m for m in clause.mentions() if m.kind in _ORGS and clause.preposition(m) in (None, "by", "of")]
    for site in find_sites(clause, text)[:1]:
        place = site.parts.get("place", site)
        slot = "country" if place.kind is Kind.REGION else "place"
        if place.kind in (Kind.REGION, Kind.PLACE) and (value := to_value(slot, place, text)):
            slots[slot] = value
    status = Status.ACTUAL if status is Status.ENDED else status  # "in its former plant" is where, not when
    named = [resolve(m, text) for m in (orgs[:2] if _are_together(orgs[:2], clause) else orgs[:1])]
    investors = [value for mention in named if mention and (value := to_value("investor", mention, text))]
    for own in [{"investor": investor} for investor in investors] or [{}]:
        yield make_finding("investment", "invest", clause, status, {**slots, **own}, text=text)


def _are_together(orgs: list[Mention], clause: Clause) -> bool:
    """Return whether two companies are joined by "and" alone."""
    if len(orgs) < 2:  # noqa: PLR2004 (one is with no one)
        return False
    between = [item.kind for item in clause.items if orgs[0].end <= item.start < orgs[-1].start]
    return [kind for kind in between if kind not in ("det", "company", "word", "new")] == ["and"]


def find_agreements(clause: Clause, text: Text) -> Iterator[Finding]:
    """Yield who agrees with whom."""
    if not clause.has("sign", "deal", "venture") or (status := find_status(clause, text)) is None:
        return
    orgs = [m for m in clause.mentions() if m.kind is Kind.ORG]
    if clause.has("venture"):
        if clause.has("invest"):
            return  # into one that is there
        ventures = list(_venture(clause, text, orgs))
        yield from ventures
        if ventures or not clause.has("sign"):
            return
    parties = _parties(clause, orgs)
    if len(parties) != 2:  # noqa: PLR2004
        return
    values = tuple(value for m in parties if (value := to_value("parties", m, text)))
    if len({value.value for value in values}) < 2:  # noqa: PLR2004
        return
    words = text.masked[clause.start : clause.end]
    type_ = next((name for name, p in text.language.lookup("agreement_types") if p.search(words)), "partnership")
    slots: Slots = {"parties": values, "type": Value(type_, clause.start, clause.end)}
    yield make_finding("agreement", "agree", clause, status, slots, text=text)


def _venture(clause: Clause, text: Text, orgs: list[Mention]) -> Iterator[Finding]:
    """Read "Vega, the joint venture of Acme and Bolt" and "Acme and Bolt's joint venture Vega"."""
    status = find_status(clause, text)
    at = clause.index("venture")
    if status is None or at is None:
        return
    head = clause.items[at]
    apposed = clause.before[-1] if clause.link == "apposition" and clause.before else None
    name = apposed if apposed and apposed.kind in (Kind.ORG, Kind.NAME) else None
    beside = clause.items[at + 1].mention if at + 1 < len(clause.items) else None
    name = name or (beside if beside in orgs else None)
    parents = [m for m in orgs if m is not name and (m.start > head.end or clause.preposition(m) != "by")]
    if len({m.name for m in parents}) != 2 or not _are_joined(parents, clause):  # noqa: PLR2004 (of more: which?)
        return
    slots: Slots = {"parents": tuple(Value(m.name, m.start, m.end) for m in parents[:2])}
    if name:
        slots["name"] = Value(name.name, name.start, name.end)
    yield make_finding("joint_venture", "venture", clause, status, slots, text=text)


def _are_joined(parents: list[Mention], clause: Clause) -> bool:
    """Return whether the parents are named together or one is a partner of the other."""
    between = [item for item in clause.items if parents[0].end <= item.start < parents[-1].start]
    return len(between) <= _NEAR and any(item.kind in ("and", "with", "-", "/", "%") for item in between)


def _parties(clause: Clause, orgs: list[Mention]) -> list[Mention]:
    """Return the subject and whom it agrees with: "A and B agree", "A agrees with B", "the deal between A and B"."""
    subjects = [m for m in orgs if clause.preposition(m) is None]
    with_ = [m for m in orgs if clause.preposition(m) == "with"]
    return [*subjects[: 1 if with_ else 2], *with_[:1]]


def find_contracts(clause: Clause, text: Text) -> Iterator[Finding]:
    """Yield the agreement that "Acme builds the Nova for Bolt" implies: Acme is Bolt's contract manufacturer."""
    orgs = [m for m in clause.mentions() if m.kind is Kind.ORG]
    if len(orgs) < 2 or not clause.has("make", "made") or not clause.has("MODEL", "PRODUCT"):  # noqa: PLR2004
        return
    if (status := find_status(clause, text)) is None:
        return
    customer = next((m for m in orgs if clause.preposition(m) == "for"), None)
    builder = next((m for m in orgs if clause.preposition(m) in ((None, "by") if m is not customer else ())), None)
    values = tuple(value for m in (builder, customer) if m and (value := to_value("parties", m, text)))
    if len({fold(str(value.value)) for value in values}) > 1:
        slots: Slots = {"parties": values, "type": Value("contract-manufacturing", clause.start, clause.end)}
        agreed = Status.ACTUAL if status is Status.PLANNED else status  # what will be built is agreed on
        yield make_finding("agreement", "contract", clause, agreed, slots, text=text)


def find_supplies(clause: Clause, text: Text) -> Iterator[Finding]:
    """Yield who supplies whom with what."""
    if not clause.has("supply", "source") or (status := find_status(clause, text)) is None:
        return
    orgs = [m for m in clause.mentions() if m.kind in _ORGS]
    products = [m for m in clause.mentions() if m.kind is Kind.PRODUCT]
    supplier = next((m for m in orgs if clause.preposition(m) in ("by", "from")), None)
    if clause.has("source"):
        at = clause.items[clause.index("source") or 0].end
        supplier = supplier or next((m for m in orgs if m.start >= at), None)
        customer = None
    else:
        supplier = supplier or next((m for m in orgs if clause.preposition(m) is None), None)
        customer = next((m for m in orgs if m is not supplier and clause.preposition(m) in ("to", "for", None)), None)
    if supplier is None or not products:
        return
    slots: Slots = {}
    for slot, mention in (("supplier", supplier), ("customer", customer), ("product", products[0])):
        named = resolve(mention, text) if mention else None
        if named and (value := to_value(slot, named, text)):
            slots[slot] = value
    if "supplier" in slots:
        yield make_finding("supply", "supply", clause, status, slots, text=text)
