"""Compare read facts with annotated ones, claim by claim.

Every fact is split into claims (kind, key, slot, value), its status among them. A read claim is right if an annotated
claim of the same kind and slot has the same key and value. Names match loosely (case, accents, legal forms, fewer
words, one typo) unless `strict` asks for whole names of organisations; dates match if their possible days overlap and
neither has more than about twice as many; numbers match only if they are equal.

    >>> gold = {"kind": "stake", "owner": "Alpha Group", "owned": "Beta", "share_percent": 30}
    >>> read = {"kind": "stake", "owner": "alpha", "owned": "Beta"}
    >>> [any(claim.agrees(other) for other in claims_of(read)) for claim in claims_of(gold)]
    [True, False]

Recall is taken over all texts, precision over those whose annotation is marked exhaustive. A country that the
annotation leaves out counts neither way. A fact is wholly right if one annotated fact agrees with all its claims.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from autokg.core.dates import ImpreciseDate
from autokg.core.files import split_lines
from autokg.core.geography import find_region
from autokg.core.ids import fold
from autokg.core.input_files import read_text_input
from autokg.errors import DateError, InputError
from autokg.facts import Status
from autokg.facts.messages import describe_json
from autokg.facts.slot_roles import NUMBERS, SlotRole
from autokg.facts.slots import slots_of

# Words that distinguish no names.
_WORDS = """
    the le la les der die das group groupe gruppe holding holdings co ltd inc corp corporation company ag sa se nv plc
    gmbh spa motor motors automobile automobiles auto cars plant usine werk fabrik factory works site de du of in und
    and president unnamed chief executive officer
"""
_EMPTY_WORDS = frozenset(_WORDS.split())
_SHORTEST_SLIP = 5
_UNNAMED = "unnamed product"

Record = dict[str, Any]
Same = Callable[[Any, Any], bool]


@lru_cache(maxsize=65536)
def _readings(name: str) -> tuple[frozenset[str], ...]:
    """Return the sets of words a name may be read as: without its parentheses, and the text in them alone."""
    parts = [re.sub(r"\([^)]*\)", " ", name), *re.findall(r"\(([^)]*)\)", name)]
    sets = (frozenset(fold(part).split()) for part in parts)
    return tuple(words - _EMPTY_WORDS or words for words in sets if words)


def _is_slip(first: str, second: str) -> bool:
    """Return whether two words are the same or one letter apart, and long enough for that to mean a slip."""
    if first == second:
        return True
    if min(len(first), len(second)) < _SHORTEST_SLIP or abs(len(first) - len(second)) > 1:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    tails = (first[start + 1 :], second[start + 1 :])
    return tails[0] == tails[1] or tails[0] == second[start:] or first[start:] == tails[1]


def same_whole_name(first: Any, second: Any) -> bool:
    """Return whether two names have the same words, legal forms aside; a single word may have a typo."""
    return any(
        words == second_readings or (len(words) == len(second_readings) == 1 and _is_slip(*words, *second_readings))
        for words in _readings(str(first))
        for second_readings in _readings(str(second))
    )


def same_status(first: Any, second: Any) -> bool:
    """Return whether two statuses are the same."""
    return bool(first == second)


def same_name(first: Any, second: Any) -> bool:
    """Return whether all words of the shorter name are in the longer one."""
    for words in _readings(str(first)):
        for second_readings in _readings(str(second)):
            small, big = sorted((words, second_readings), key=len)
            if all(any(_is_slip(word, candidate) for candidate in big) for word in small):
                return True
    return False


def same_place(first: Any, second: Any) -> bool:
    """Return whether two places have the same name or mean the same country."""
    if same_name(first, second):
        return True
    region = find_region(str(first))
    return region is not None and region == find_region(str(second))


def same_number(first: Any, second: Any) -> bool:
    """Return whether two numbers are equal."""
    try:
        return abs(float(first) - float(second)) <= 1e-6 * max(1.0, abs(float(second)))
    except (TypeError, ValueError):
        return str(first) == str(second)


def same_date(first_date: Any, second_date: Any) -> bool:
    """Return whether two EDTF dates overlap, and neither is more than about twice as long as the other."""
    try:
        (first, last), (start, end) = _days(str(first_date)), _days(str(second_date))
    except DateError:
        return str(first_date) == str(second_date)
    lengths = sorted(((last - first).days + 1, (end - start).days + 1))
    return first <= end and start <= last and lengths[1] <= 2 * lengths[0] + 31


def _days(edtf: str) -> tuple[dt.date, dt.date]:
    date = ImpreciseDate.parse(edtf)
    first = date.earliest or dt.date.min
    if date.latest is None:  # "from 2022 on" starts in 2022
        return first, ImpreciseDate.parse(edtf.partition("/")[0]).latest or dt.date.max
    return first, date.latest


@dataclass(frozen=True, slots=True)
class Claim:
    """One slot of a fact; any of several `keys` or values may agree."""

    kind: str
    keys: tuple[str, ...]
    slot: str
    value: Any
    same: Same

    def agrees(self, other: Claim) -> bool:
        """Return whether two claims say the same of the same thing."""
        if (self.kind, self.slot) != (other.kind, other.slot):
            return False
        if not any(same_name(key, own) for key in self.keys for own in other.keys):
            return False
        return any(other.same(value, own) for value in _many(self.value) for own in _many(other.value))

    @property
    def is_country(self) -> bool:
        """Whether the value is a country by its code."""
        return self.slot in ("where", "country") and len(str(self.value)) == 2  # noqa: PLR2004 (alpha-2)

    def __str__(self) -> str:
        return f"{self.kind} {' / '.join(self.keys)}: {self.slot} {self.value}"


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


# By kind: the slots that name its subject, the first that is filled; and the slots whose values are compared.
_SCORED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "production": (("model",), ("builder", "start", "end", "volume_per_year")),
    "plant": (
        ("plant", "place", "operator"),
        ("operator", "place", "country", "opened", "closed", "employees", "capacity_per_year"),
    ),
    "role": (("person",), ("organization", "title")),
    "stake": (("owned",), ("owner", "share_percent")),
    "brand": (("brand",), ("owner",)),
    "model": (("model",), ("powertrain", "body", "segment", "platform")),
    "investment": (("investor",), ("amount",)),
    "supply": (("supplier",), ("customer",)),
    "alias": (("alias",), ("of",)),
    "agreement": ((), ("name",)),
    "joint_venture": ((), ("name",)),
}
_SAME: dict[SlotRole, Same] = {
    **dict.fromkeys((SlotRole.PLACE, SlotRole.COUNTRY, SlotRole.MARKET), same_place),
    **dict.fromkeys(NUMBERS, same_number),
    SlotRole.DATE: same_date,
}
_PLACES = (("places", "place"), ("countries", "country"), ("plant",))
_DEAL = ("parties",)  # agreements have no name of their own: any of a text may be meant
# A fact of these kinds without a scored value has no status that counts.
_ONLY_WITH_VALUES = frozenset({"production", "plant", "model", "agreement", "joint_venture"})
# Slots whose names must be whole under `strict`.
_WHOLE = frozenset({"builder", "operator", "owner", "party", "organization", "customer"})


def claims_of(record: Record, *, strict: bool = False) -> Iterator[Claim]:
    """Yield the claims of a fact, as read or as annotated; records of unknown kinds have none."""
    kind = record["kind"]
    if kind not in _SCORED:
        return
    keys = _keys(record)
    values = list(_values(record))
    for slot, value, same in values:
        whole = strict and same is same_name and slot in _WHOLE
        yield Claim(kind, keys, slot, value, same_whole_name if whole else same)
    if record.get("status") and (values or kind not in _ONLY_WITH_VALUES):
        yield Claim(kind, keys, "status", _statuses(record), same_status)


def _keys(record: Record) -> tuple[str, ...]:
    """Return the possible names of the subject of a fact."""
    if record["kind"] == "production":
        return (record.get("model") or _UNNAMED, *(record.get("model_accept") or ()))
    names, _ = _SCORED[record["kind"]]
    return (next((str(record[name]) for name in names if record.get(name)), "None"),) if names else _DEAL


def _values(record: Record) -> Iterator[tuple[str, Any, Same]]:
    """Yield (slot, value, comparison) of the scored slots of a fact."""
    kind = record["kind"]
    if kind == "production":
        for slots in _PLACES:
            for where in _many(next((record[slot] for slot in slots if record.get(slot)), [])):
                yield "where", where, same_place
    for slot in _SCORED[kind][1]:
        value = record.get(slot)
        if value is not None and value != "":
            accepted = record.get("start_accept") if kind == "production" and slot == "start" else None
            yield slot, accepted or value, _SAME.get(slots_of(kind)[slot].role, same_name)
    for party in _many(record.get("parties") or record.get("parents") or []):
        yield "party", party, same_name
    for market in _many(record.get("markets") or []) if kind == "production" else ():
        yield "market", market, same_place


def _statuses(record: Record) -> list[str] | str:
    """Return the statuses that may be read: production that will end, its start left out, runs or is planned."""
    status = str(record["status"])
    runs_out = record["kind"] == "production" and record.get("end") and not record.get("start")
    both = [Status.PLANNED.value, Status.ACTUAL.value]
    return both if runs_out and status in both else status


@dataclass(slots=True)
class Score:
    """Counts of claims: annotated, found of these, read, right of those read."""

    gold: int = 0
    found: int = 0
    said: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """Share of right claims among those read."""
        return self.right / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        """The share of found claims among those annotated."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def add(self, other: Score) -> None:
        """Add the counts of another score."""
        self.gold, self.found = self.gold + other.gold, self.found + other.found
        self.said, self.right = self.said + other.said, self.right + other.right


@dataclass(frozen=True, slots=True)
class Mistake:
    """A claim that was missed or is wrong, with the words it rests on."""

    text: str
    what: str
    claim: Claim
    quote: str


@dataclass(slots=True)
class Evaluation:
    """Scores by language, by kind and over all, with each mistake.

    `facts` counts those read in exhaustively annotated texts, `wholly_right` those with no wrong claim among them.
    """

    by_language: dict[str, Score] = field(default_factory=dict)
    by_kind: dict[str, Score] = field(default_factory=dict)
    all: Score = field(default_factory=Score)
    texts: int = 0
    facts: int = 0
    wholly_right: int = 0
    misquoted: int = 0
    partial: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)

    def count(self, language: str, kind: str, score: Score) -> None:
        """Add the counts of one kind in one text."""
        for total in (
            self.by_language.setdefault(language, Score()),
            self.by_kind.setdefault(kind, Score()),
            self.all,
        ):
            total.add(score)

    def rows(self) -> Iterator[tuple[str, Score]]:
        """Yield (label, score): languages, then kinds, then all."""
        yield from sorted(self.by_language.items())
        yield from sorted(self.by_kind.items())
        yield "all", self.all


def evaluate(gold: Path, read: Path, texts: Path | None = None, *, strict: bool = False) -> Evaluation:
    """Compare the read facts of a folder (`NAME.jsonl`) with the annotated ones of another.

    Quotes are compared with `texts/NAME.txt` if that folder is given; a text that was not read misses all its claims.
    """
    for folder, what in ((gold, "annotated"), (read, "read")):
        if not any(folder.glob("*.jsonl")):
            raise InputError(
                f"the folder contains no {what} facts", source=str(folder), expected="files named NAME.jsonl"
            )
    result = Evaluation()
    for path in sorted(gold.glob("*.jsonl")):
        head, *annotated = _load(path)
        path_read = read / path.name
        facts = (
            [record for record in _load(path_read) if record.get("kind") != "document"] if path_read.exists() else []
        )
        result.texts += 1
        if not head.get("exhaustive"):
            result.partial.append(path.stem)
        if not path_read.exists():
            result.missing.append(path.stem)
        if texts is not None:
            result.misquoted += _count_misquoted(facts, read_text_input(texts / f"{path.stem}.txt"))
        _compare(path.stem, head, annotated, facts, result, strict=strict)
    return result


def _load(path: Path) -> list[Record]:
    records: list[Record] = []
    for number, line in enumerate(split_lines(read_text_input(path)), 1):
        if line.strip():
            try:
                records.append(json.loads(line))
            except json.JSONDecodeError as error:
                raise InputError(f"invalid JSON: {describe_json(error.msg)}", source=str(path), line=number) from error
    return records


def _count_misquoted(facts: Sequence[Record], text: str) -> int:
    evidence = [item for fact in facts for item in fact.get("evidence", []) if "quote" in item]
    return sum(text[item["start"] : item["end"]] != item["quote"] for item in evidence)


def _compare(
    name: str, head: Record, annotated: Sequence[Record], facts: Sequence[Record], result: Evaluation, *, strict: bool
) -> None:
    gold = [(list(claims_of(fact, strict=strict)), fact) for fact in annotated]
    read = [(list(claims_of(fact, strict=strict)), fact) for fact in facts]
    all_gold = [claim for claims, _ in gold for claim in claims]
    all_read = [claim for claims, _ in read for claim in claims]
    for claim, fact in ((claim, fact) for claims, fact in gold for claim in claims):
        is_found = any(other.agrees(claim) for other in all_read)
        result.count(head["language"], claim.kind, Score(gold=1, found=is_found))
        if not is_found:
            result.mistakes.append(Mistake(name, "missed", claim, _quote(fact)))
    if not head.get("exhaustive"):
        return
    result.facts += len(read)
    result.wholly_right += sum(any(_agrees_whole(claims, gold_claims) for gold_claims, _ in gold) for claims, _ in read)
    for claim, fact in ((claim, fact) for claims, fact in read for claim in claims if not _is_unasked(claim, all_gold)):
        right = any(claim.agrees(other) for other in all_gold)
        result.count(head["language"], claim.kind, Score(said=1, right=right))
        if not right:
            result.mistakes.append(Mistake(name, "wrong", claim, _quote(fact)))


def _agrees_whole(read: Sequence[Claim], gold: Sequence[Claim]) -> bool:
    """Return whether all claims of a read fact agree with those of one annotated fact."""
    return bool(read) and all(any(claim.agrees(other) for other in gold) or _is_unasked(claim, gold) for claim in read)


def _is_unasked(claim: Claim, gold: Sequence[Claim]) -> bool:
    """Return whether a claim names a country and the annotation names none for its key."""
    return claim.is_country and not any(
        other.is_country and other.kind == claim.kind and same_name(other.keys[0], claim.keys[0]) for other in gold
    )


def _quote(fact: Record) -> str:
    return " … ".join(str(item.get("quote") or item.get("summary") or "") for item in fact.get("evidence", []))
