"""The frames of owning whole companies: parents and units, who belongs to whom, purchases, brands."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from autokg.facts import Status
from autokg.reading.frames.filling import make_finding
from autokg.reading.frames.reduction import Clause
from autokg.reading.frames.stakes import make_stake
from autokg.reading.frames.status import find_status
from autokg.reading.frames.tagging import Item
from autokg.reading.rules.context import resolve
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.slot_values import Finding
from autokg.reading.rules.templates import Slots, to_value
from autokg.reading.rules.text import Text

_ORGS = (Kind.ORG, Kind.NAME, Kind.THE_ORG)
_CIRCUMSTANCES = (Kind.DATE, Kind.REGION, Kind.MONEY)
_OWNED_NEAR = 40  # letters between "owner" and whom it owns
_GOODS = (Kind.PLANT, Kind.THE_PLANT, Kind.MODEL, Kind.PRODUCT, Kind.VEHICLES, Kind.PLACE)
_BRAND = re.compile(r"(?:.*-)?(?:sub-)?brands?|(?:\w*marken?)|marques?|marcas?|marchi[oe]?")
_BESIDE = 4  # items between an owner and its brand
_WHOLE = 100
_OF = ("of", "from", "by")


def find_belongings(clause: Clause, text: Text) -> Iterator[Finding]:
    """Yield what a clause says of owners without a share, or of all shares."""
    orgs = [m for m in clause.mentions() if m.kind in _ORGS]
    yield from _parents(clause, text, orgs)
    yield from _shareholders(clause, text)
    yield from _brands(clause, text)
    if clause.has("PERCENT") and not clause.has("unit"):
        return
    if (status := find_status(clause, text)) is None:
        return
    if clause.has("unit") and (units := list(_units(clause, text, orgs, status))):
        yield from units
    elif clause.has("make", "made", "output") or clause.has("PERCENT"):
        return
    elif clause.has("belong") or _counts_among(clause):
        yield from _belongings(clause, text, orgs, status)
    elif clause.has("buy"):
        yield from _purchases(clause, text, orgs, status)
    elif clause.is_told("own"):
        yield from _owns(clause, text, orgs, status)


def _owned(
    clause: Clause, text: Text, owner: Mention | None, owned: Mention | None, status: Status
) -> Iterator[Finding]:
    """Yield a stake with its day, and the whole if the clause says so ("fully acquired", "full control")."""
    since = next((m for m in clause.mentions() if m.kind is Kind.DATE), None) if status is Status.ACTUAL else None
    since = since if since and (clause.has("buy") or clause.preposition(since) == "since") else None
    whole = text.language.pattern("numbers.whole").search(text.masked, clause.start, clause.end)
    share = Mention(Kind.PERCENT, *whole.span(), whole[0], _WHOLE) if whole and clause.has("buy") else None
    yield from make_stake(clause, text, owner, owned, status, share=share, since=since)


def _belongings(clause: Clause, text: Text, orgs: list[Mention], status: Status) -> Iterator[Finding]:
    """Read "Acme belongs to Bolt", "Acme, now owned by Bolt" and "Bolt, zu der auch Acme zählt"."""
    at = clause.items[clause.index("belong") or 0]
    if _counts_among(clause):
        holder = next((m for m in reversed(clause.before) if m.kind in _ORGS), None)
        yield from _owned(clause, text, holder, next(iter(orgs), None), status)
        return
    before = [*clause.before, *(m for m in clause.mentions() if m.end <= at.start and m.kind not in _CIRCUMSTANCES)]
    owner = next((m for m in orgs if m.start >= at.end), None)
    owned = before[-1] if before else None
    direct = [m for m in clause.mentions() if owner and at.end <= m.start < owner.start and m.kind in _GOODS]
    if owned and owned.kind is Kind.ORG and owner and owner.kind is Kind.ORG and not direct:
        for each in clause.joined_to(owner, [m for m in orgs if m.kind is Kind.ORG]):
            yield from _owned(clause, text, each, owned, status)


def _counts_among(clause: Clause) -> bool:
    """Return whether a German relative clause names what belongs to a group ("zu der auch Bolt gehört")."""
    words = [item.word for item in clause.items[:2]]
    return (
        words in (["zu", "der"], ["zu", "dem"])
        and clause.items[-2:-1] != []
        and any(item.kind in ("belong", "staff") for item in clause.items[-2:])
    )


def _purchases(clause: Clause, text: Text, orgs: list[Mention], status: Status) -> Iterator[Finding]:
    """Read "Acme bought Bolt and Cosmo from Delta"; a German verb stands behind both."""
    at = clause.items[clause.index("buy") or 0]
    if any(item.kind == "be" and item.end <= at.start for item in clause.items):
        yield from _bought_by(clause, text, orgs, status)
        return
    buyers = [m for m in orgs if m.end <= at.start and clause.preposition(m) is None and m.kind is not Kind.NAME]
    if not buyers and clause.link == "coordinate" and clause.items[0] is at:
        buyers = [m for m in clause.before[:1] if m.kind is Kind.ORG]
    bought = [m for m in orgs if m.start >= at.end and _is_bought(clause, m, text) and m.kind is Kind.ORG]
    if not bought and text.language.table("production.verb_last") and len(buyers) > 1:
        buyers, bought = buyers[:1], [m for m in buyers[1:] if m.kind is Kind.ORG]
    others = any(m.kind in _GOODS for m in clause.mentions())
    if not buyers or not bought or others or clause.has("supply", "source", "stake", "plant"):
        return
    for owned in bought:
        yield from _owned(clause, text, buyers[-1], owned, status)


def _is_bought(clause: Clause, org: Mention, text: Text) -> bool:
    """Return whether a company after a verb of buying is its object, or what full control is taken of."""
    whole = text.language.pattern("numbers.whole").search(text.masked, clause.start, clause.end)
    return clause.preposition(org) is None or bool(whole and whole.end() < org.start)


def _bought_by(clause: Clause, text: Text, orgs: list[Mention], status: Status) -> Iterator[Finding]:
    """Read "Acme was bought by Bolt", also of a subject that a clause before names."""
    buyer = next((m for m in orgs if m.kind is Kind.ORG and clause.preposition(m) == "by"), None)
    subjects = [m for m in orgs if m.kind is Kind.ORG and m is not buyer and clause.preposition(m) is None]
    if not subjects and clause.link == "coordinate":
        first = next((m for m in text.mentions if m.start >= clause.sentence.start), None)
        subjects = [first] if first and first.kind is Kind.ORG and first.start < clause.start else []
    if buyer and subjects and not clause.has("stake", "plant", "PLANT", "THE_PLANT", "MODEL"):
        yield from _owned(clause, text, buyer, subjects[0], status)


def _owns(clause: Clause, text: Text, orgs: list[Mention], status: Status) -> Iterator[Finding]:
    """Read "Acme owns Bolt and Cosmo", also of a relative clause."""
    at = next(item for item in clause.items if item.tense == "own")
    owner = next((m for m in orgs if m.end <= at.start and clause.preposition(m) is None and m.kind is Kind.ORG), None)
    if owner is None and clause.link == "relative":
        owner = clause.before[-1] if clause.before and clause.before[-1].kind is Kind.ORG else None
    after = [item for item in clause.items if item.start >= at.end and item.kind not in ("det", "company", "new", "'")]
    bare = bool(after) and after[0].start <= at.end + 1  # no article, which models have
    owned = after[0].mention if after and (after[0].is_a(Kind.ORG) or (bare and after[0].is_a(Kind.NAME))) else None
    goods = len(after) > 1 and (after[1].kind in ("plant", "car", "stake", "'", "-") or after[1].is_a(*_GOODS))
    if owner and owned and not goods:
        for each in clause.joined_to(owned, orgs):
            yield from _owned(clause, text, owner, each, status)


def _units(clause: Clause, text: Text, orgs: list[Mention], status: Status) -> Iterator[Finding]:
    """Read "Acme, the Swiss arm of Bolt", "Acme is a subsidiary of Bolt" and "Bolt and its affiliate Acme"."""
    at = clause.items[n := clause.index("unit") or 0]
    share = next((m for m in clause.mentions() if m.kind is Kind.PERCENT and m.end <= at.start), None)
    after = next(iter(clause.items[n + 1 : n + 2]), None)
    if after and after.mention and after.is_a(Kind.ORG) and _has_possessive(clause.items[:n]):
        owner = next((m for m in [*clause.before, *orgs] if m.kind is Kind.ORG and m.end <= at.start), None)
        yield from make_stake(clause, text, owner, after.mention, Status.ACTUAL)
        return
    before = [m for m in [*clause.before, *clause.mentions()] if m.end <= at.start and m.kind not in _CIRCUMSTANCES]
    before = [m for m in before if m.kind is not Kind.PERCENT]
    owner = next((m for m in orgs if m.start > at.end and clause.preposition(m) in _OF), None)
    apposed = clause.link == "apposition" or clause.items[0].kind == "det"
    if owner is None and apposed:
        owner = next((m for m in orgs if m.kind is not Kind.NAME and clause.preposition(m) is None), None)
    if not apposed and not any(item.kind == "be" for item in clause.items[:n]):
        return
    if before and owner and before[-1].kind in (Kind.ORG, Kind.NAME):
        state = Status.ACTUAL if apposed else status
        yield from make_stake(clause, text, owner, before[-1], state, share=share)


def _has_possessive(items: Sequence[Item]) -> bool:
    """Return whether "its" stands right before, or with one word between."""
    return any(item.kind == "poss" for item in items[-2:])


def _parents(clause: Clause, text: Text, orgs: list[Mention]) -> Iterator[Finding]:
    """Read "Acme, the owner of Bolt", "Bolt's parent Acme" and "Bolt builds it with its parent Acme"."""
    at = clause.index("parent")
    if at is None or clause.has("doubt", "deny"):
        return
    after = next((item for item in clause.items[at + 1 : at + 2] if item.is_a(Kind.ORG)), None)
    before = [m for m in [*clause.before, *clause.mentions()] if m.kind is Kind.ORG and m.end <= clause.items[at].start]
    of = next((m for m in orgs if m.kind is Kind.ORG and m.start > clause.items[at].end), None)
    if after and after.mention and before:
        yield from make_stake(clause, text, after.mention, before[-1], Status.ACTUAL)
    elif of and before and _is_of(clause.items[at + 1 : at + 2]) and of.start - clause.items[at].end < _OWNED_NEAR:
        for owned in clause.joined_to(of, orgs):
            yield from make_stake(clause, text, before[-1], owned, Status.ACTUAL)


def _is_of(items: Sequence[Item]) -> bool:
    """Return whether "of" comes first."""
    return any(item.kind in ("of", "from", "by") for item in items)


def _shareholders(clause: Clause, text: Text) -> Iterator[Finding]:
    """Read "our shareholders, Acme and Bolt", which are those of the speaker's company."""
    at = clause.index("parent", "stake")
    before = [item.mention for item in clause.items[:at] if item.is_a(Kind.OURS)]
    ours = before[-1] if before else None
    if at is None or ours is None or clause.items[at].start - ours.end >= _OWNED_NEAR // 2:
        return
    for owner in _listed_after(clause.items[at].end, clause, text):
        yield from make_stake(clause, text, owner, resolve(ours, text), Status.ACTUAL)


def _listed_after(position: int, clause: Clause, text: Text) -> list[Mention]:
    """Return the companies of a list right after a noun and a comma."""
    named = [m for m in text.mentions if m.kind is Kind.ORG and position <= m.start < clause.sentence.end]
    listed = [m for m in named[:1] if m.start - position < _OWNED_NEAR // 2]
    for last, following in itertools.pairwise(named):
        if not listed or not text.language.pattern("links.join").fullmatch(text.masked, last.end, following.start):
            break
        listed.append(following)
    return listed


def _brands(clause: Clause, text: Text) -> Iterator[Finding]:
    """Read "Bolt, Acme's luxury brand" and "Bolt, la marque de luxe d'Acme"."""
    for n, item in enumerate(clause.items):
        if item.mention or not _BRAND.fullmatch(item.word):
            continue
        genitive = [i for i in clause.items[max(0, n - _BESIDE) : n] if i.is_a(Kind.ORG)]
        possessed = any(i.word in ("'", "’") for i in clause.items[max(0, n - _BESIDE) : n])
        of = [i for i in clause.items[n + 1 : n + 2 + _BESIDE] if i.is_a(Kind.ORG)]
        of = [i for i in of if i.mention and clause.preposition(i.mention) in _OF]
        owner = genitive[-1].mention if genitive and possessed else of[0].mention if of else None
        before = [*clause.before, *(m for m in clause.mentions() if m.end <= item.start)]
        brand = next((m for m in reversed(before) if m is not owner and m.kind is Kind.ORG), None)
        if owner and brand and 0 < owner.start - brand.end < _OWNED_NEAR and _is_apart(brand, owner, text):
            named = (("brand", brand), ("owner", owner))
            slots: Slots = {slot: value for slot, m in named if (value := to_value(slot, m, text))}
            if len(slots) == len(named):
                yield make_finding("brand", "brand", clause, Status.ACTUAL, slots, text=text)


def _is_apart(brand: Mention, owner: Mention, text: Text) -> bool:
    """Return whether a comma or parenthesis opens what is said of a brand."""
    return text.masked[brand.end : owner.start].lstrip()[:1] in (",", "(", "–", "-")
