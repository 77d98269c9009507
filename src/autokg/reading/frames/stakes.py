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
LISTED = "listed"
_DONE = ("make", "made", "invest", "output", "staff")


def find_stakes(clause: Clause, text: Text) -> Iterator[Finding]:
    """Yield the shares that a clause states."""
    percents = [m for m in clause.mentions() if m.kind is Kind.PERCENT] or _fractions(clause, text)
    if len(percents) != 1 or not (clause.has("hold", "buy", "sell", "belong") or _has_share(clause, percents[0])):
        return
    if (status := find_status(clause, text)) is not None:
        yield from _shares(clause, text, percents[0], [m for m in clause.mentions() if m.kind in _ORGS], status)


def _fractions(clause: Clause, text: Text) -> list[Mention]:
    """Return the share that a word gives of a company ("half of Acme", "ein Drittel der Anteile")."""
    share = find_fraction(clause.start, clause.end, text)
    after = [item for item in clause.items if share and item.start >= share.end][:3]
    owned = any(item.is_a(*_ORGS) or item.kind == "stake" for item in after)
    of = owned and any(item.kind == "of" for item in after[:1])
    return [share] if share and (of or any(item.kind == "stake" for item in after[:1])) else []


def find_fraction(start: int, end: int, text: Text) -> Mention | None:
    """Return the share that a word gives ("half of the shares", "je zur Hälfte")."""
    for number, pattern in text.language.lookup("numbers.shares"):
        if match := pattern.search(text.masked, start, end):
            share = float(number.replace("_", "."))
            return Mention(Kind.PERCENT, *match.span(), text.shadow.text[match.start() : match.end()], share)
    return None


def _shares(clause: Clause, text: Text, share: Mention, orgs: list[Mention], status: Status) -> Iterator[Finding]:
    told = clause.has("stake", "belong") or _of_org(clause, share, orgs) or _is_elliptic(clause, orgs)
    placed = _held_at(clause, orgs) if clause.has("hold") else None
    if not told and not placed:
        return
    owned = next((m for m in orgs if m.start > share.end and clause.preposition(m) in ("of", "at", "to")), None)
    owned = owned or _held_before(clause, share, orgs) or placed
    owner = next((m for m in orgs if m is not owned and m.end <= share.start and clause.preposition(m) is None), None)
    holder = next((m for m in orgs if clause.preposition(m) == "by"), None)
    if holder:
        others = [m for m in orgs if m is not holder]
        owned = next((m for m in others if clause.preposition(m) is None), owned or next(iter(others), None))
        owner = holder
    if clause.has("belong"):
        after = next((m for m in orgs if m.start > share.end), None)
        of = after is not None and clause.preposition(after) in ("of", "at", "from")
        last = next((m for m in orgs if m.start > clause.items[clause.index("belong") or 0].start), None)
        owner, owned = (owner or last, after) if of else (after, owner)  # German "Acme gehören 20 Prozent von Bolt"
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
        taker = next((m for m in orgs if m is not owned and clause.preposition(m) in ("to", "at")), None)
        yield from make_stake(clause, text, taker, owned, status, share=share)


def _has_share(clause: Clause, share: Mention) -> bool:
    """Return whether "has" stands right before a share ("still has 12 % of Bolt")."""
    before = [item for item in clause.items if item.end <= share.start]
    return any(item.kind == "have" for item in before[-3:]) and not clause.has(*_DONE)


def _is_elliptic(clause: Clause, orgs: Sequence[Mention]) -> bool:
    """Return whether a clause goes on about two companies ("Acme raised its stake in Bolt and now owns 21 %")."""
    before = [m for m in clause.before if m.kind is Kind.ORG]
    return clause.link == "coordinate" and not orgs and len(before) == 2 and clause.has("hold", "have")  # noqa: PLR2004


def _held_at(clause: Clause, orgs: Sequence[Mention]) -> Mention | None:
    """Return the company in which a share is held ("zu 51 Prozent an Acme beteiligt")."""
    return next((m for m in orgs if clause.preposition(m) == "at"), None)


def _held_before(clause: Clause, share: Mention, orgs: Sequence[Mention]) -> Mention | None:
    """Return the company that a stake is in whose size is told later ("raises its stake in Bolt to 40 %")."""
    at = clause.index("stake")
    if at is None or clause.items[at].start > share.start:
        return None
    after = (m for m in orgs if clause.items[at].end <= m.start and m.end <= share.start)
    return next((m for m in after if clause.preposition(m) in ("of", "at", "to")), None)


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


def make_stake(
    clause: Clause,
    text: Text,
    owner: Mention | None,
    owned: Mention | None,
    status: Status,
    *,
    share: Mention | None = None,
    since: Mention | None = None,
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
    if since and (day := to_value("since", since, text)):
        slots["since"] = day
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
    if clause.has("venture", "found") and not clause.has("belong"):
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
    if any(item.kind in ("by", "belong") for item in after[:2]):
        return next((item.mention for item in after if item.mention in orgs), None)
    between = {item.kind for item in items if before and before[-1].end <= item.start < share.start}
    if between & {"hold", "have"} and between <= {"hold", "have", "word", "det", "will"}:
        return before[-1]
    if after and after[0].kind == "of" and not any(item.kind == "hold" for item in items):
        return next((item.mention for item in after if item.mention in orgs), None)
    return None
