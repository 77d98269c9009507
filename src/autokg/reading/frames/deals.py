"""The frames of agreeing, investing and supplying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autokg.core.ids import fold
from autokg.facts import Status
from autokg.reading.frames.filling import make_finding
from autokg.reading.frames.named_sites import find_sites
from autokg.reading.frames.reduction import Clause
from autokg.reading.frames.status import find_status
from autokg.reading.frames.tagging import PREPOSITIONS
from autokg.reading.frames.ventures import find_venture, pair_before
from autokg.reading.rules.context import resolve
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.statuses import tell_status
from autokg.reading.rules.templates import Slots, to_value, with_companions
from autokg.reading.rules.text import Text

_ORGS = (Kind.ORG, Kind.THE_ORG, Kind.OURS)
_NEAR = 30  # letters between a product and its supplier


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
        if site.kind is Kind.PLANT and (target := to_value("target", site, text)):
            slots["target"] = target
        place = site.parts.get("place", site)
        slot = "country" if place.kind is Kind.REGION else "place"
        if place.kind in (Kind.REGION, Kind.PLACE) and (value := to_value(slot, place, text)):
            slots[slot] = value
    status = Status.ACTUAL if status is Status.ENDED else status  # "in its former plant" is where, not when
    if not orgs and (orgs := _first_subject(clause, text)):
        status = tell_status(text.masked[clause.sentence.start : clause.end], text.language)
    named = [resolve(m, text) for m in (orgs[:2] if _are_together(orgs[:2], clause) else orgs[:1])]
    investors = [value for mention in named if mention and (value := to_value("investor", mention, text))]
    for own in [{"investor": investor} for investor in investors] or [{}]:
        yield make_finding("investment", "invest", clause, status, {**slots, **own}, text=text)


def _first_subject(clause: Clause, text: Text) -> list[Mention]:
    """Return the first company of a sentence that goes on with "by investing"."""
    by = clause.items[0].kind in (*PREPOSITIONS, "while") and any(item.kind == "invest" for item in clause.items[1:2])
    named = [m for m in text.mentions if m.kind is Kind.ORG and clause.sentence.start <= m.start < clause.start]
    return named[:1] if by else []


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
    values = tuple(value for m in parties if (value := to_value("parties", m, text)))
    if len({value.value for value in values}) < 2:  # noqa: PLR2004 (one agrees with no one)
        return
    words = text.masked[clause.start : clause.end]
    type_ = next((name for name, p in text.language.lookup("agreement_types") if p.search(words)), "partnership")
    slots: Slots = {"parties": values, "type": Value(type_, clause.start, clause.end)}
    yield make_finding("agreement", "agree", clause, _agreed(status, clause), slots, text=text)


def _agreed(status: Status, clause: Clause) -> Status:
    """Return the status of an agreement: what it is about is not there yet, but it is ("sign a deal to explore")."""
    at = clause.index("sign", "deal") or 0
    ahead = any(not {item.kind, item.tense}.isdisjoint(("plan", "will", "could")) for item in clause.items[: at + 1])
    return Status.ACTUAL if status in (Status.PLANNED, Status.REPORTED) and not ahead else status


def _parties(clause: Clause, orgs: list[Mention]) -> list[Mention]:
    """Return the subject and whom it agrees with: "A, B and C agree", "A agrees with B", "the deal between A and B"."""
    if clause.has("pair"):
        return orgs
    if clause.link in ("apposition", "aside") and clause.items[0].kind == "sign" and clause.before:
        return [clause.before[-1], *orgs[:1]]  # "Acme (partner of Bolt)"
    subjects = [m for m in orgs if clause.preposition(m) is None]
    with_ = [m for m in orgs if clause.preposition(m) == "with"]
    own = clause.joined_to(subjects[0], subjects) if subjects else []
    if with_:
        return [*own, *clause.joined_to(with_[0], with_)]
    return own if len(own) > 1 else subjects[:2]


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
    orgs = [m for m in clause.mentions() if m.kind in _ORGS]
    products = [m for m in clause.mentions() if m.kind is Kind.PRODUCT]
    used = _used_from(clause, products, orgs)
    if not (used or clause.has("supply", "source")) or (status := find_status(clause, text)) is None:
        return
    supplier = used or next((m for m in orgs if clause.preposition(m) in ("by", "from")), None)
    if used:
        customer = next((m for m in orgs if m is not supplier and clause.preposition(m) is None), None)
    elif clause.has("source"):
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
    badges = [brand for m in clause.mentions() if m.kind is Kind.MODEL and (brand := m.parts.get("brand"))]
    customer = customer or next(iter(badges), None)  # "the batteries of the Acme Nova come from Bolt"
    slots: Slots = {}
    product = products[0] if products else None
    for slot, mention in (("supplier", supplier), ("customer", customer), ("product", product)):
        named = resolve(mention, text) if mention else None
        if named and (value := to_value(slot, named, text)):
            slots[slot] = value
    if "supplier" in slots:
        yield make_finding("supply", "supply", clause, status, slots, text=text)


def _used_from(clause: Clause, products: Sequence[Mention], orgs: Sequence[Mention]) -> Mention | None:
    """Return whose product a company uses or buys ("Acme uses battery cells from Bolt")."""
    at = clause.index("use", "buy")
    if at is None or not products or products[0].start < clause.items[at].start:
        return None
    beside = (m for m in orgs if 0 < m.start - products[0].end < _NEAR)
    return next((m for m in beside if clause.preposition(m) in ("from", "of", "by")), None)
