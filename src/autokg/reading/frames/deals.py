"""The frames of agreeing, investing and supplying."""

from __future__ import annotations

from collections.abc import Iterator

from autokg.core.ids import fold
from autokg.facts import Status
from autokg.reading.frames.filling import make_finding
from autokg.reading.frames.named_sites import find_sites
from autokg.reading.frames.reduction import Clause
from autokg.reading.frames.status import find_status
from autokg.reading.frames.ventures import find_venture, pair_before
from autokg.reading.rules.context import resolve
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.templates import Slots, to_value, with_companions
from autokg.reading.rules.text import Text

_ORGS = (Kind.ORG, Kind.THE_ORG, Kind.OURS)


def find_investments(clause: Clause, text: Text) -> Iterator[Finding]:
    """Yield investments with investor and place."""
    money = [m for m in clause.mentions() if m.kind is Kind.MONEY]
    told = clause.has("invest", "investment") or (len(money) == 1 and _prices_plant(money[0], clause))
    if len(money) != 1 or not told or (status := find_status(clause, text)) is None:
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


def _prices_plant(money: Mention, clause: Clause) -> bool:
    """Return whether an amount stands before a plant that it pays for ("its $3.4 billion assembly complex")."""
    at = next(n for n, item in enumerate(clause.items) if item.mention is money)
    if clause.items[at - 1 : at] and clause.items[at - 1].kind not in ("det", "poss", "new"):
        return False
    after = [item for item in clause.items[at + 1 : at + 5] if item.kind not in ("word", "new", "-", "car", "output")]
    return bool(after) and (after[0].kind == "plant" or after[0].is_a(Kind.PLANT, Kind.THE_PLANT))


def _are_together(orgs: list[Mention], clause: Clause) -> bool:
    """Return whether two companies are joined by "and" alone."""
    if len(orgs) < 2:  # noqa: PLR2004 (one is with no one)
        return False
    between = [item.kind for item in clause.items if orgs[0].end <= item.start < orgs[-1].start]
    return [kind for kind in between if kind not in ("det", "company", "word", "new")] == ["and"]


def find_agreements(clause: Clause, text: Text) -> Iterator[Finding]:
    """Yield who agrees with whom, and the ventures that they share."""
    if not clause.has("sign", "deal", "venture") or (status := find_status(clause, text)) is None:
        return
    orgs = [m for m in clause.mentions() if m.kind is Kind.ORG] or pair_before(clause, text)
    if clause.has("venture"):
        if clause.has("invest"):
            return  # into one that is there
        ventures = list(find_venture(clause, text, orgs, status))
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
    yield make_finding("agreement", "agree", clause, _agreed(status, clause), slots, text=text)


def _agreed(status: Status, clause: Clause) -> Status:
    """Return the status of an agreement: what it plans is not yet there, but it is ("sign a deal to build")."""
    at = clause.index("sign", "deal") or 0
    ahead = any(item.kind in ("plan", "will") or item.tense == "will" for item in clause.items[: at + 1])
    return Status.ACTUAL if status is Status.PLANNED and not ahead else status


def _parties(clause: Clause, orgs: list[Mention]) -> list[Mention]:
    """Return the subject and whom it agrees with: "A and B agree", "A agrees with B", "the deal between A and B"."""
    if clause.has("pair"):
        return orgs
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
        customer = next((m for m in orgs if m is not supplier and clause.preposition(m) is None), None)
    else:
        supplier = supplier or next((m for m in orgs if clause.preposition(m) is None), None)
        customer = next(
            (m for m in orgs if m is not supplier and clause.preposition(m) in ("to", "for", "at", None)), None
        )
    if supplier is None or not (products or customer):
        return
    slots: Slots = {}
    product = products[0] if products else None
    for slot, mention in (("supplier", supplier), ("customer", customer), ("product", product)):
        named = resolve(mention, text) if mention else None
        if named and (value := to_value(slot, named, text)):
            slots[slot] = value
    if "supplier" in slots:
        yield make_finding("supply", "supply", clause, status, slots, text=text)
