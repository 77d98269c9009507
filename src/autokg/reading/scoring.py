"""How well facts were read: read facts against annotated ones, claim by claim.

Every fact is taken apart into claims (kind, key, slot, value). A read claim is right where an annotated claim of the
same kind and slot has the same key and value: names match loosely (case, accents, legal forms, fewer words, one slip),
dates match where the days they may stand for overlap and neither may stand for more than about twice as many.

    >>> gold = {"kind": "stake", "owner": "Alpha Group", "owned": "Beta", "share_percent": 30}
    >>> read = {"kind": "stake", "owner": "alpha", "owned": "Beta"}
    >>> [any(claim.agrees(other) for other in claims_of(read)) for claim in claims_of(gold)]
    [True, False]

Recall is taken over all texts, precision over those whose annotation says that it is exhaustive. A country that the
annotation leaves unsaid counts neither way.
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
from autokg.core.geography import find_region
from autokg.core.ids import fold
from autokg.errors import DateError, InputError

# Words that tell no two names apart.
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
    """Return the sets of words a name may be read as: without what stands in parentheses, and that alone."""
    parts = [re.sub(r"\([^)]*\)", " ", name), *re.findall(r"\(([^)]*)\)", name)]
    sets = (frozenset(fold(part).split()) for part in parts)
    return tuple(words - _EMPTY_WORDS or words for words in sets if words)


def _is_slip(one: str, other: str) -> bool:
    """Whether two words are the same or one letter apart, and long enough for that to mean a slip."""
    if one == other:
        return True
    if min(len(one), len(other)) < _SHORTEST_SLIP or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    tails = (one[start + 1 :], other[start + 1 :])
    return tails[0] == tails[1] or tails[0] == other[start:] or one[start:] == tails[1]


def same_name(one: Any, other: Any) -> bool:
    """Whether all words of the shorter name are in the longer one."""
    for words in _readings(str(one)):
        for others in _readings(str(other)):
            small, big = sorted((words, others), key=len)
            if all(any(_is_slip(word, candidate) for candidate in big) for word in small):
                return True
    return False


def same_place(one: Any, other: Any) -> bool:
    """Whether two places have the same name or stand for the same country."""
    if same_name(one, other):
        return True
    region = find_region(str(one))
    return region is not None and region == find_region(str(other))


def same_number(one: Any, other: Any) -> bool:
    """Whether two numbers are equal."""
    try:
        return abs(float(one) - float(other)) <= 1e-6 * max(1.0, abs(float(other)))
    except (TypeError, ValueError):
        return str(one) == str(other)


def same_date(one: Any, other: Any) -> bool:
    """Whether two EDTF dates overlap, and neither is more than about twice as long as the other."""
    try:
        (first, last), (start, end) = _days(str(one)), _days(str(other))
    except DateError:
        return str(one) == str(other)
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
    """One slot of a fact; of several `keys` or values any may be meant."""

    kind: str
    keys: tuple[str, ...]
    slot: str
    value: Any
    same: Same

    def agrees(self, other: Claim) -> bool:
        """Whether two claims say the same of the same thing."""
        if (self.kind, self.slot) != (other.kind, other.slot):
            return False
        if not any(same_name(key, one) for key in self.keys for one in other.keys):
            return False
        return any(other.same(value, one) for value in _many(self.value) for one in _many(other.value))

    @property
    def is_country(self) -> bool:
        """Whether the value is a country by its code."""
        return self.slot in ("where", "country") and len(str(self.value)) == 2  # noqa: PLR2004 (alpha-2)

    def __str__(self) -> str:
        return f"{self.kind} {' / '.join(self.keys)}: {self.slot} {self.value}"


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


# By kind: the slots that name what is spoken of, the first that is filled; and how the values of the others compare.
_SHAPES: dict[str, tuple[tuple[str, ...], dict[str, Same]]] = {
    "plant": (
        ("plant", "place", "operator"),
        {"operator": same_name, "place": same_place, "country": same_place, "opened": same_date, "closed": same_date,
         "employees": same_number, "capacity_per_year": same_number},
    ),
    "role": (("person",), {"organization": same_name, "title": same_name}),
    "stake": (("owned",), {"owner": same_name, "share_percent": same_number}),
    "brand": (("brand",), {"owner": same_name}),
    "model": (("model",), dict.fromkeys(("powertrain", "body", "segment", "platform"), same_name)),
    "investment": (("investor",), {"amount": same_number}),
    "supply": (("supplier",), {"customer": same_name}),
    "alias": (("alias",), {"of": same_name}),
}  # fmt: skip


def claims_of(record: Record) -> Iterator[Claim]:
    """Yield the claims of a fact, as read or as annotated; kinds that are no fact have none."""
    kind = record["kind"]
    if kind == "production":
        yield from _production_claims(record)
    elif kind in ("agreement", "joint_venture"):
        for party in _many(record.get("parties") or record.get("parents") or []):
            yield Claim(kind, ("parties",), "party", party, same_name)
        if record.get("name"):
            yield Claim(kind, ("parties",), "name", record["name"], same_name)
    elif kind in _SHAPES:
        keys, slots = _SHAPES[kind]
        key = next((str(record[name]) for name in keys if record.get(name)), "None")
        for slot, same in slots.items():
            if record.get(slot) is not None:
                yield Claim(kind, (key,), slot, record[slot], same)


def _production_claims(record: Record) -> Iterator[Claim]:
    keys = (record.get("model") or _UNNAMED, *(record.get("model_accept") or ()))
    for slots in (("places", "place"), ("countries", "country"), ("plant",)):
        for where in _many(next((record[slot] for slot in slots if record.get(slot)), [])):
            yield Claim("production", keys, "where", where, same_place)
    compared: dict[str, Same] = {
        "builder": same_name, "start": same_date, "end": same_date, "volume_per_year": same_number,
    }  # fmt: skip
    for slot, same in compared.items():
        if record.get(slot):
            accepted = record.get("start_accept") if slot == "start" else None
            yield Claim("production", keys, slot, accepted or record[slot], same)
    for market in _many(record.get("markets") or []):
        yield Claim("production", keys, "market", market, same_place)


@dataclass(slots=True)
class Score:
    """Counts of claims: annotated, found of these, said, right of those said."""

    gold: int = 0
    found: int = 0
    said: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """The share of right claims among those said."""
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
    """Scores by language, by kind and over all, with each mistake."""

    by_language: dict[str, Score] = field(default_factory=dict)
    by_kind: dict[str, Score] = field(default_factory=dict)
    all: Score = field(default_factory=Score)
    texts: int = 0
    misquoted: int = 0
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


def evaluate(gold: Path, read: Path, texts: Path | None = None) -> Evaluation:
    """Hold the read facts of a folder (`NAME.jsonl`) against the annotated ones of another.

    Quotes are held against `texts/NAME.txt` where that folder is given; a text that was not read misses all its claims.
    """
    result = Evaluation()
    for path in sorted(gold.glob("*.jsonl")):
        head, *annotated = _load(path)
        found = read / path.name
        facts = [record for record in _load(found) if record.get("kind") != "document"] if found.exists() else []
        result.texts += 1
        if texts is not None:
            result.misquoted += _count_misquoted(facts, (texts / f"{path.stem}.txt").read_text(encoding="utf-8"))
        _compare(path.stem, head, annotated, facts, result)
    if not result.texts:
        raise InputError("there are no annotated facts here", source=str(gold), expected="files named NAME.jsonl")
    return result


def _load(path: Path) -> list[Record]:
    records: list[Record] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                records.append(json.loads(line))
            except json.JSONDecodeError as error:
                raise InputError(f"broken JSON: {error.msg}", source=str(path), line=number) from error
    return records


def _count_misquoted(facts: Sequence[Record], text: str) -> int:
    evidence = [item for fact in facts for item in fact.get("evidence", []) if "quote" in item]
    return sum(text[item["start"] : item["end"]] != item["quote"] for item in evidence)


def _compare(name: str, head: Record, annotated: Sequence[Record], facts: Sequence[Record], result: Evaluation) -> None:
    gold = [(claim, fact) for fact in annotated for claim in claims_of(fact) if claim.value is not None]
    said = [(claim, fact) for fact in facts for claim in claims_of(fact) if claim.value is not None]
    for claim, fact in gold:
        found = any(other.agrees(claim) for other, _ in said)
        result.count(head["language"], claim.kind, Score(gold=1, found=found))
        if not found:
            result.mistakes.append(Mistake(name, "missed", claim, _quote(fact)))
    for claim, fact in said if head.get("exhaustive") else ():
        if _is_unasked(claim, [other for other, _ in gold]):
            continue
        right = any(claim.agrees(other) for other, _ in gold)
        result.count(head["language"], claim.kind, Score(said=1, right=right))
        if not right:
            result.mistakes.append(Mistake(name, "wrong", claim, _quote(fact)))


def _is_unasked(claim: Claim, gold: Sequence[Claim]) -> bool:
    """Whether a claim names a country where the annotation names none for its key."""
    return claim.is_country and not any(
        other.is_country and other.kind == claim.kind and same_name(other.keys[0], claim.keys[0]) for other in gold
    )


def _quote(fact: Record) -> str:
    return " … ".join(str(item.get("quote") or item.get("summary") or "") for item in fact.get("evidence", []))
