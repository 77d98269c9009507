"""The frames of owning: stakes with a share, subsidiaries, purchases and sales."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autokg.facts import Status
from autokg.reading.frames.filling import make_finding
from autokg.reading.frames.reduction import Clause
from autokg.reading.frames.status import find_status
from autokg.reading.frames.tagging import Item
from autokg.reading.rules.context import resolve
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.sentences import Sentence
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.templates import Slots, to_value, without_group
from autokg.reading.rules.text import Text

_ORGS = (Kind.ORG, Kind.NAME, Kind.THE_ORG)
_CIRCUMSTANCES = (Kind.DATE, Kind.REGION, Kind.MONEY)
LISTED = "listed"
_OWNED_NEAR = 40  # letters between "owner" and whom it owns
_DONE = ("make", "made", "invest", "output", "staff")
_GOODS = (Kind.PLANT, Kind.THE_PLANT, Kind.MODEL, Kind.PRODUCT, Kind.VEHICLES, Kind.PLACE)


def find_stakes(clause: Clause, text: Text) -> Iterator[Finding]:
    """Yield the stakes that a clause states."""
    percents = [m for m in clause.mentions() if m.kind is Kind.PERCENT]
    yield from _parents(clause, text)
    owns = clause.has("belong", "buy") and not clause.has("make", "made", "output")
    if not percents and clause.link != "apposition" and not owns:
        return
    if (status := find_status(clause, text)) is None:
        return
    orgs = [m for m in clause.mentions() if m.kind in _ORGS]
    if len(percents) == 1 and (clause.has("hold", "buy", "sell", "belong") or _has_share(clause, percents[0])):
        yield from _shares(clause, text, percents, orgs, status)
    elif clause.link == "apposition" and clause.has("unit"):
        yield from _units(clause, text, orgs)
    elif not percents and clause.has("belong"):
        yield from _belongings(clause, text, orgs, status)
    elif not percents and clause.has("buy"):
        yield from _purchases(clause, text, orgs, status)


def _shares(
    clause: Clause, text: Text, percents: list[Mention], orgs: list[Mention], status: Status
) -> Iterator[Finding]:
    share = percents[0]
    if not (clause.has("stake", "belong") or _of_org(clause, share, orgs) or _is_elliptic(clause, orgs)):
        return
    owned = next((m for m in orgs if m.start > share.end and clause.preposition(m) in ("of", "at", "to")), None)
    owned = owned or _held_before(clause, share, orgs)
    owner = next((m for m in orgs if m is not owned and m.end <= share.start and clause.preposition(m) is None), None)
    holder = next((m for m in orgs if clause.preposition(m) == "by"), None)
    if holder:
        others = [m for m in orgs if m is not holder]
        owned = next((m for m in others if clause.preposition(m) is None), owned or next(iter(others), None))
        owner = holder
    if clause.has("belong"):
        after = next((m for m in orgs if m.start > share.end), None)
        of = after is not None and clause.preposition(after) in ("of", "at", "from")
        owner, owned = (owner, after) if of else (after, owner)  # German "Acme gehören 20 Prozent von Bolt"
    if owner is None and owned is None and _is_elliptic(clause, orgs):
        owner, owned = [m for m in clause.before if m.kind is Kind.ORG][:2]
    if owner is None and clause.link in ("relative", "coordinate"):
        before = clause.before if clause.link == "coordinate" else list(reversed(clause.before))
        owner = next((m for m in before if m.kind in _ORGS and m is not owned), None)
    state = status
    if clause.has("sell") and status is Status.ACTUAL:
        state = Status.ENDED
    yield from make_stake(clause, text, owner, owned, state, share=share)
    if clause.has("sell") and owned:
        taker = next((m for m in orgs if m.start > owned.end and clause.preposition(m) in ("to", "at")), None)
        yield from make_stake(clause, text, taker, owned, status, share=share)


def _has_share(clause: Clause, share: Mention) -> bool:
    """Return whether "has" stands right before a share ("still has 12 % of Bolt")."""
    at = next(n for n, item in enumerate(clause.items) if item.mention is share)
    return any(item.kind == "have" for item in clause.items[max(0, at - 3) : at]) and not clause.has(*_DONE)


def _is_elliptic(clause: Clause, orgs: Sequence[Mention]) -> bool:
    """Return whether a clause goes on about two companies ("Acme raised its stake in Bolt and now owns 21 %")."""
    before = [m for m in clause.before if m.kind is Kind.ORG]
    return clause.link == "coordinate" and not orgs and len(before) == 2 and clause.has("hold", "have")  # noqa: PLR2004


def _held_before(clause: Clause, share: Mention, orgs: Sequence[Mention]) -> Mention | None:
    """Return the company that a stake is in whose size is told later ("raises its stake in Bolt to 40 %")."""
    at = clause.index("stake")
    if at is None or clause.items[at].start > share.start:
        return None
    after = (m for m in orgs if clause.items[at].end <= m.start and m.end <= share.start)
    return next((m for m in after if clause.preposition(m) in ("of", "at", "to")), None)


def _belongings(clause: Clause, text: Text, orgs: list[Mention], status: Status) -> Iterator[Finding]:
    """Read "Acme belongs to Bolt", "Acme, now owned by Bolt"."""
    at = clause.items[clause.index("belong") or 0]
    before = [*clause.before, *(m for m in clause.mentions() if m.end <= at.start and m.kind not in _CIRCUMSTANCES)]
    owner = next((m for m in orgs if m.start >= at.end), None)
    owned = before[-1] if before else None
    direct = [m for m in clause.mentions() if owner and at.end <= m.start < owner.start and m.kind in _GOODS]
    if owned and owned.kind is Kind.ORG and owner and owner.kind is Kind.ORG and not direct:
        for each in [owner, *_joined_to(owner, orgs, clause)]:
            yield from make_stake(clause, text, each, owned, status)


def _joined_to(owner: Mention, orgs: list[Mention], clause: Clause) -> list[Mention]:
    """Return the companies that commas and "and" join to an owner."""
    joined: list[Mention] = []
    for org in (m for m in orgs if m.start > owner.start and m.kind is Kind.ORG):
        between = {item.kind for item in clause.items if (joined or [owner])[-1].end <= item.start < org.start}
        if not between <= {"and", ",", "det", "company"}:
            break
        joined.append(org)
    return joined


def _purchases(clause: Clause, text: Text, orgs: list[Mention], status: Status) -> Iterator[Finding]:
    """Read "Acme bought Bolt and Cosmo from Delta"."""
    at = clause.items[clause.index("buy") or 0]
    if any(item.kind == "be" and item.end <= at.start for item in clause.items):
        yield from _bought_by(clause, text, orgs, status)
        return
    buyers = [m for m in orgs if m.end <= at.start and clause.preposition(m) is None and m.kind is Kind.ORG]
    if not buyers and clause.link == "coordinate" and clause.items[0] is at:
        buyers = [m for m in clause.before[:1] if m.kind is Kind.ORG]
    bought = [m for m in orgs if m.start >= at.end and clause.preposition(m) is None and m.kind is Kind.ORG]
    others = any(m.kind in _GOODS for m in clause.mentions())
    if not buyers or not bought or others or clause.has("supply", "source", "stake", "plant", "car"):
        return
    for owned in bought:
        yield from make_stake(clause, text, buyers[-1], owned, status)


def _bought_by(clause: Clause, text: Text, orgs: list[Mention], status: Status) -> Iterator[Finding]:
    """Read "Acme was bought by Bolt", also of a subject that a clause before names."""
    buyer = next((m for m in orgs if m.kind is Kind.ORG and clause.preposition(m) == "by"), None)
    subjects = [m for m in orgs if m.kind is Kind.ORG and m is not buyer and clause.preposition(m) is None]
    if not subjects and clause.link == "coordinate":
        first = next((m for m in text.mentions if m.start >= clause.sentence.start), None)
        subjects = [first] if first and first.kind is Kind.ORG and first.start < clause.start else []
    if buyer and subjects and not clause.has("stake", "plant", "PLANT", "THE_PLANT", "PERCENT", "MODEL"):
        yield from make_stake(clause, text, buyer, subjects[0], status)


def is_sold(finding: Finding, items: Sequence[Item]) -> bool:
    """Return whether a verb of selling stands between the owner and the share of a stake that is told as held."""
    owner, share = finding.slots.get("owner"), finding.slots.get("share_percent")
    if (
        finding.kind != "stake"
        or finding.status is not Status.ACTUAL
        or not isinstance(owner, Value)
        or not isinstance(share, Value)
    ):
        return False
    return any(item.kind == "sell" and owner.end <= item.start < share.start for item in items)


def _of_org(clause: Clause, share: Mention, orgs: list[Mention]) -> bool:
    return any(m.start > share.end and clause.preposition(m) == "of" and m.start - share.end < 40 for m in orgs)  # noqa: PLR2004


def _units(clause: Clause, text: Text, orgs: list[Mention]) -> Iterator[Finding]:
    """Read "Acme, the Swiss arm of Bolt"."""
    before = [m for m in clause.before if m.kind in (Kind.ORG, Kind.NAME)]
    owner = next((m for m in orgs if clause.preposition(m) == "of"), None)
    owner = owner or next((m for m in orgs if m.kind is not Kind.NAME and clause.preposition(m) is None), None)
    if before and owner and clause.before[-1] is before[-1]:
        yield from make_stake(clause, text, owner, before[-1], Status.ACTUAL)


def _parents(clause: Clause, text: Text) -> Iterator[Finding]:
    """Read "Acme, the owner of Bolt", "Bolt's parent Acme" and "Bolt builds it with its parent Acme"."""
    at = clause.index("parent")
    if at is None or clause.has("doubt", "deny"):
        return
    after = next((item for item in clause.items[at + 1 : at + 2] if item.is_a(Kind.ORG)), None)
    before = [m for m in [*clause.before, *clause.mentions()] if m.kind is Kind.ORG and m.end <= clause.items[at].start]
    of = next((m for m in clause.mentions() if m.kind is Kind.ORG and m.start > clause.items[at].end), None)
    if after and after.mention and before:
        yield from make_stake(clause, text, after.mention, before[-1], Status.ACTUAL)
    elif of and before and clause.preposition(of) == "of" and of.start - clause.items[at].end < _OWNED_NEAR:
        yield from make_stake(clause, text, before[-1], of, Status.ACTUAL)


def make_stake(
    clause: Clause,
    text: Text,
    owner: Mention | None,
    owned: Mention | None,
    status: Status,
    *,
    share: Mention | None = None,
    frame: str = "own",
) -> Iterator[Finding]:
    """Yield a stake between two different organisations."""
    values = {slot: _named(slot, mention, text) for slot, mention in (("owner", owner), ("owned", owned))}
    slots: Slots = {slot: value for slot, value in values.items() if value}
    names = {without_group(str(value.value)) for value in values.values() if value}
    if len(names) < 2:  # noqa: PLR2004 (one holds the other)
        return
    if share:
        slots["share_percent"] = Value(share.number, share.start, share.end)
    yield make_finding("stake", frame, clause, status, slots, text=text)


def _named(slot: str, mention: Mention | None, text: Text) -> Value | None:
    named = resolve(mention, text) if mention else None
    return to_value(slot, named, text) if named else None


def find_holdings(items: Sequence[Item], sentence: Sentence, text: Text) -> Iterator[Finding]:
    """Read lists of shares: "Acme (60 %) and Bolt (40 %)", "Acme holds 45 % of Nova, Bolt 30 %", "45 % by Acme"."""
    orgs = [item.mention for item in items if item.mention and item.is_a(Kind.ORG, Kind.NAME)]
    clause = Clause(sentence, "main", list(items))
    pairs = [(owner, item.mention) for item in items if item.is_a(Kind.PERCENT) and item.mention
             and (owner := _holder(item.mention, orgs, items, text))]  # fmt: skip
    owners = [owner for owner, _ in pairs]
    if len(pairs) < 2 or len(owners) > len(set(map(id, owners))):  # noqa: PLR2004
        return
    owned = _listed_owned(pairs, orgs, clause)
    status = find_status(clause, text) or Status.ACTUAL
    if clause.has("venture", "found"):
        slots: Slots = {
            "parents": tuple(Value(owner.name, owner.start, owner.end) for owner in owners),
            "shares": tuple(Value((owner.name, share.number), share.start, share.end) for owner, share in pairs),
        }
        if owned:
            slots["name"] = Value(owned.name, owned.start, owned.end)
        yield make_finding("joint_venture", "shares", clause, status, slots, text=text)
    elif owned:
        for owner, share in pairs:
            yield from make_stake(clause, text, owner, owned, status, share=share, frame=LISTED)


def _listed_owned(pairs: Sequence[tuple[Mention, Mention]], orgs: Sequence[Mention], clause: Clause) -> Mention | None:
    """Return what the shares of a list are in: the company after the first share, else the only one before the list."""
    owner, share = pairs[0]
    others = [org for org in orgs if all(org is not each for each, _ in pairs)]
    after = [org for org in others if share.end <= org.start < pairs[1][0].start]
    if after and clause.preposition(after[0]) in ("of", "at", "to"):
        return after[0]
    before = [org for org in others if org.kind is Kind.ORG and org.end <= min(owner.start, share.start)]
    return before[0] if len(before) == 1 else None


def _holder(share: Mention, orgs: Sequence[Mention], items: Sequence[Item], text: Text) -> Mention | None:
    """Return whose share a percentage is: the name right before it or its verb, or the one after it with "by"."""
    before = [org for org in orgs if org.end <= share.start]
    if before and text.masked[before[-1].end : share.start].strip() in ("", "(", ",", ":", "à", "al", "el", "il", "o"):
        return before[-1]
    after = [item for item in items if item.start >= share.end][:3]
    if any(item.kind == "by" for item in after[:2]):
        return next((item.mention for item in after if item.mention in orgs), None)
    between = {item.kind for item in items if before and before[-1].end <= item.start < share.start}
    if between & {"hold", "have"} and between <= {"hold", "have", "word", "det", "will"}:
        return before[-1]
    if after and after[0].kind == "of" and not any(item.kind == "hold" for item in items):
        return next((item.mention for item in after if item.mention in orgs), None)
    return None
