"""The frame of shares: equal parts, "each", and the rest ("Acme holds 60 % of Nova and Bolt the rest")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from autokg.core.ids import fold
from autokg.facts import Status
from autokg.reading.frames.filling import make_finding
from autokg.reading.frames.reduction import Clause, reduce
from autokg.reading.frames.stakes import find_fraction, make_stake
from autokg.reading.frames.status import find_status
from autokg.reading.frames.tagging import Item
from autokg.reading.frames.ventures import called_name, pair_before
from autokg.reading.rules.context import resolve
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.sentences import Sentence
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.templates import Slots, to_value, without_group
from autokg.reading.rules.text import Text

_ORGS = (Kind.ORG, Kind.THE_ORG)
_HOLDING = ("hold", "have", "belong", "stake", "venture", "found", "buy")
_JOINS = frozenset({"and", ",", "det", "company", "new", "(", ")", "%"})
_WHOLE = 100
_PLACES_KEPT = 6  # decimals of a share
_NEAR = 6  # words between an owner and "the rest"


def find_equal(items: Sequence[Item], sentence: Sentence, text: Text) -> Iterator[Finding]:
    """Read "Nova, owned in equal parts by Acme and Bolt" and "Acme and Bolt each hold 45 % of Nova"."""
    clause = _whole(items, sentence)
    language = text.language
    equal = language.pattern("shares.equal").search(text.masked, sentence.start, sentence.end)
    each = language.pattern("shares.each").search(text.masked, sentence.start, sentence.end)
    percents = [m for m in clause.mentions() if m.kind is Kind.PERCENT]
    told = equal or each
    if told is None or not clause.has(*_HOLDING) or len(percents) > 1:
        return
    share = percents[0] if percents else find_fraction(sentence.start, sentence.end, text)
    owners = _group(clause, text) or pair_before(clause, text, named=not equal)
    if len(owners) < 2 or (share is None and not equal):  # noqa: PLR2004
        return
    status = _status_at(told.start(), clause, text)
    if status is None:
        return
    if share is not None and share.number == _WHOLE / 2 and len(owners) > 2:  # noqa: PLR2004
        share = None
    owned = _owned(clause, owners, text)
    if clause.has("venture", "found"):
        yield from _venture(clause, text, owners, status, owned=owned, share=share)
    elif owned:
        for owner in owners:
            yield from make_stake(clause, text, owner, owned, status, share=share)


def _venture(
    clause: Clause,
    text: Text,
    owners: Sequence[Mention],
    status: Status,
    *,
    owned: Mention | None,
    share: Mention | None,
) -> Iterator[Finding]:
    """Yield a joint venture with the shares of its parents, which are no stakes of their own."""
    slots: Slots = {"parents": tuple(Value(m.name, m.start, m.end) for m in owners)}
    owned = owned or called_name(clause)
    if owned and owned.kind in (Kind.ORG, Kind.NAME):
        slots["name"] = Value(owned.name, owned.start, owned.end)
    if share:
        slots["shares"] = tuple(Value((m.name, share.number), share.start, share.end) for m in owners)
    yield make_finding("joint_venture", "equal", clause, status, slots, text=text)


def find_rest(items: Sequence[Item], sentence: Sentence, text: Text, told: Sequence[Finding]) -> Iterator[Finding]:
    """Read who holds the rest of what the stakes told before are in ("and Bolt the rest")."""
    match = text.language.pattern("shares.rest").search(text.masked, sentence.start, sentence.end)
    near = [f for f in told if f.kind == "stake" and f.clause.sentence.paragraph == sentence.paragraph]
    if match is None or not near:
        return
    clause = _whole(items, sentence)
    last = near[-1].slots.get("owned")
    holder = _beside(match, clause)
    status = _status_at(match.start(), clause, text)
    if holder is None or status is None or not isinstance(last, Value):
        return
    owner = to_value("owner", holder, text)
    known = [f for f in near if isinstance(v := f.slots.get("owned"), Value) and v.value == last.value]
    if owner is None or _same(str(owner.value), str(last.value)) or any(_owner_of(f) == owner.value for f in known):
        return
    shares = [v for f in known if isinstance(v := f.slots.get("share_percent"), Value)]
    slots: Slots = {"owner": owner, "owned": last}
    if len(shares) == len(known) == 1 and f"{shares[0].value:g}" != "50":
        share = round(_WHOLE - shares[0].value, _PLACES_KEPT)
        slots["share_percent"] = Value(share, min(shares[0].start, match.start()), match.end())
    yield make_finding("stake", "rest", clause, status, slots, text=text)


def _whole(items: Sequence[Item], sentence: Sentence) -> Clause:
    clause = Clause(sentence, "main", list(items))
    clause.kinds = frozenset(item.kind for item in items)
    return clause


def _status_at(position: int, clause: Clause, text: Text) -> Status | None:
    """Return the status that the clause around a position gives."""
    inner = [c for c in reduce(clause.items, clause.sentence) if c.start <= position < c.end]
    return find_status(max(inner, key=lambda c: c.start), text) if inner else Status.ACTUAL


def _group(clause: Clause, text: Text) -> list[Mention]:
    """Return the first run of companies that only commas and "and" join."""
    runs: list[list[Mention]] = []
    between: set[str] = set()
    for item in clause.items:
        if item.is_a(Kind.ORG) and item.mention:
            if runs and between and between <= _JOINS:
                runs[-1].append(item.mention)
            else:
                runs.append([item.mention])
            between = set()
        else:
            between.add("%" if item.is_a(Kind.PERCENT) else "det" if _is_nation(item, text) else item.kind)
    return next((run for run in runs if len({fold(m.name) for m in run}) > 1), [])


def _is_nation(item: Item, text: Text) -> bool:
    """Return whether a word is an adjective of a country ("und die südkoreanische Hanil")."""
    return any(pattern.fullmatch(item.word) for _, pattern in text.language.lookup("adjectives"))


def _owned(clause: Clause, owners: Sequence[Mention], text: Text) -> Mention | None:
    """Return what the owners share: the only other company, or the venture that the sentence before named."""
    others = [m for m in clause.mentions() if m.kind is Kind.ORG and m not in owners]
    names = {fold(m.name) for m in others}
    if len(names) == 1:
        return others[0]
    own = next((m for m in clause.mentions() if m.kind is Kind.THE_ORG), None)
    named = resolve(own, text) if own and not others else None
    return named if named and named not in owners else None


def _beside(match: re.Match[str], clause: Clause) -> Mention | None:
    """Return who holds the rest: the company right before it, or the first after it."""
    before = [(n, item) for n, item in enumerate(clause.items) if item.end <= match.start()]
    close = [item.mention for n, item in before[-3:] if item.is_a(Kind.ORG)]
    if close:
        return close[-1]
    after = [item for item in clause.items if item.start >= match.end()][:_NEAR]
    return next((item.mention for item in after if item.is_a(Kind.ORG)), None)


def _owner_of(finding: Finding) -> object:
    value = finding.slots.get("owner")
    return value.value if isinstance(value, Value) else None


def _same(first: str, second: str) -> bool:
    return without_group(first) == without_group(second)
