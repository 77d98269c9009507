"""Reduction: the items of a sentence → clauses of their own, each with the parts it inherits from the one before.

"Acme, the Swiss arm of Bolt, builds the Nova in Lyon, where it opened a plant in 2020" is three clauses: "Acme builds
the Nova in Lyon", "Acme: the Swiss arm of Bolt", and "(in Lyon) it opened a plant in 2020".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from autokg.reading.frames.tagging import AUXILIARIES, PREPOSITIONS, VERBS, Item
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.sentences import Sentence

_HARD = frozenset(";:–—()")
_PASSED = frozenset(
    [*"-/\"“”«»„'’", "det", "poss", "title", "word", "new", "company", "car", "cause", "unit", "parent", "venture"]
)
_LIST = frozenset({",", "and"})
_JOINING = _LIST | {"det", "company", "new", "'", "poss", "parent", "unit"}
_RELATIVES = frozenset({"der", "die", "das", "den", "dem", "denen", "deren", "dessen"})
_GOVERNING = ("enter", "keep", "source")  # phrases of these end with their preposition
PRONOUNS = frozenset({"it", "they", "er", "sie", "es", "il", "elle", "ils", "elles"})
_REACH = 8  # words between a preposition and its object
_SUBJECTS = (Kind.ORG, Kind.NAME, Kind.THE_ORG, Kind.PLANT, Kind.THE_PLANT, Kind.MODEL, Kind.THE_MODEL, Kind.PRODUCT)
_ALIKE = {
    Kind.PLANT: Kind.PLACE, Kind.REGION: Kind.PLACE, Kind.THE_PLANT: Kind.PLACE, Kind.THE_ORG: Kind.ORG,
    Kind.PRODUCT: Kind.MODEL, Kind.THE_MODEL: Kind.MODEL,
}  # fmt: skip


@dataclass(slots=True)
class Clause:
    """A clause.

    Attributes:
        link: main, relative, sub, coordinate, apposition or aside.
        before: the mentions of the clause that it hangs on; of a relative one the last of these is its antecedent.
        kinds: the classes of all its items, once it is whole.
        explained: the mentions of the appositions and asides to it ("its first model, the Nova, is built there").

    """

    sentence: Sentence
    link: str
    items: list[Item] = field(default_factory=list)
    before: list[Mention] = field(default_factory=list)
    explained: list[Mention] = field(default_factory=list)
    kinds: frozenset[str] = frozenset()

    @property
    def start(self) -> int:
        """Where its first item starts."""
        return self.items[0].start

    @property
    def end(self) -> int:
        """Where its last item ends."""
        return self.items[-1].end

    def mentions(self) -> list[Mention]:
        """Return its mentions in order."""
        return [item.mention for item in self.items if item.mention]

    def has(self, *kinds: str) -> bool:
        """Return whether it contains a word of one of these classes."""
        if self.kinds:
            return not self.kinds.isdisjoint(kinds)
        return any(item.kind in kinds for item in self.items)

    def is_told(self, tense: str) -> bool:
        """Return whether one of its verbs is in a tense: will or could."""
        return any(tense in (item.kind, item.tense) for item in self.items)

    def index(self, *kinds: str) -> int | None:
        """Return where the first word of one of these classes stands."""
        return next((n for n, item in enumerate(self.items) if item.kind in kinds), None)

    def preposition(self, mention: Mention) -> str | None:
        """Return the class of the preposition that governs a mention; None for a subject, an object or one not here.

        A mention joined to a similar one by commas and "and" shares its preposition.
        """
        at = next((n for n, item in enumerate(self.items) if item.mention is mention), None)
        if at is None:
            return None
        return "of" if self.describes(mention) else self._governor(at)

    def explains(self, items: Sequence[Item], clause: Clause | None) -> None:
        """Note its mentions in the clause that it is an apposition or aside to."""
        (clause or self).explained += [item.mention for item in items if item.mention]

    def joined_to(self, first: Mention, mentions: Sequence[Mention]) -> list[Mention]:
        """Return a mention and those of a list that commas and "and" join to it."""
        joined, allowed = [first], {*_JOINING}
        if first in self.mentions():
            allowed.add(self.preposition(first) or "and")  # "by Acme and by Bolt"
        for mention in (m for m in mentions if m.start > first.start):
            between = {item.kind for item in self.items if joined[-1].end <= item.start < mention.start}
            if not between <= allowed:
                break
            joined.append(mention)
        return joined

    def describes(self, mention: Mention) -> bool:
        """Return whether a company is only part of a compound for another ("die Acme-Tochter Bolt")."""
        at = next((n for n, item in enumerate(self.items) if item.mention is mention), len(self.items) - 1)
        after = self.items[at + 1 : at + 4]
        if not self.items[at].is_a(Kind.ORG) or [item.kind for item in after[:1]] != ["-"] or len(after) < 3:  # noqa: PLR2004
            return False
        adjacent = after[0].start == self.items[at].end
        return adjacent and after[1].kind in ("unit", "company", "venture") and after[2].is_a(Kind.ORG, Kind.NAME)

    def _governor(self, at: int) -> str | None:
        here = self.items[at].mention
        joined = False
        for n in range(at - 1, max(-1, at - _REACH), -1):
            item = self.items[n]
            if item.kind in PREPOSITIONS or (n == at - 1 and item.kind in _GOVERNING and " " in item.word):
                compound = item.kind == "of" and n > 0 and self.items[n - 1].kind in PREPOSITIONS  # "à partir de"
                role = self.items[n - 1].kind if compound else item.kind
                return role if role in PREPOSITIONS else "from"  # "stammt aus Lyon"
            if item.mention:
                if here and joined and _sort(item.mention) == _sort(here):
                    return self._governor(n)
                lists = item.is_a(Kind.PLACE) and not self.items[at].is_a(Kind.ORG)  # "in Lyon, France"
                beside = not self.items[n + 1 : at] and (lists or item.end + 1 >= self.items[at].start)
                if here and not joined and beside and item.is_a(Kind.PLACE, Kind.ORG):
                    return self._governor(n)
                return None
            joined = joined or item.kind in _LIST
            if item.kind not in _PASSED and item.kind not in _LIST:
                return None
        return None


def _sort(mention: Mention) -> Kind:
    return _ALIKE.get(mention.kind, mention.kind)


def reduce(items: Sequence[Item], sentence: Sentence) -> list[Clause]:
    """Return the clauses of a sentence."""
    clauses: list[Clause] = []
    current: Clause | None = None
    for mark, segment in _segments(items):
        if mark == "," and clauses and clauses[-1].link == "apposition" and _continues(clauses[-1].items, segment):
            clauses[-1].items += segment
            clauses[-1].explains(segment, current)
            continue
        closes = mark in ("–", "—") and bool(clauses) and clauses[-1].link == "apposition"  # the second of two dashes
        link = _link(")" if closes else mark, segment, current)
        if link is None and current is not None:
            current.items += segment
            continue
        made = Clause(sentence, link or "main", list(segment), _taken_over(current, link))
        clauses.append(made)
        if link in ("apposition", "aside"):
            made.before = current.mentions() if current else []
            made.explains(segment, current)
        else:
            current = made
    for clause in clauses:
        clause.kinds = frozenset(item.kind for item in clause.items)
    return [clause for clause in clauses if clause.items]


def _continues(items: Sequence[Item], segment: Sequence[Item]) -> bool:
    """Return whether a segment ends the list of names with which an apposition breaks off ("of A, B and C")."""
    last, names = items[-1].mention, [item.mention for item in segment if item.mention]
    alike = last is not None and all(_sort(name) == _sort(last) for name in names)
    return alike and len(names) > 1 and {item.kind for item in segment if not item.mention} <= _JOINING


def _taken_over(current: Clause | None, link: str | None) -> list[Mention]:
    if current is None or link is None:
        return []
    if link == "relative" and current.explained:
        return current.mentions() + current.explained
    return current.mentions() or current.before


def _link(mark: str, segment: Sequence[Item], current: Clause | None) -> str | None:
    """Say how a segment hangs on the clause before; None if it is part of it."""
    first = segment[0]
    if current is None:
        return "main"
    if mark == "(":
        return "aside"
    if first.kind == "rel" or (mark == "," and first.word in _RELATIVES and _ends_with_verb(segment)):
        return "relative"
    if any(item.kind in VERBS for item in segment):
        return _link_of_verb(mark, segment, current)
    return None if _belongs(mark, segment, current) else "apposition"


def _link_of_verb(mark: str, segment: Sequence[Item], current: Clause) -> str | None:
    """Say how a segment with a verb hangs on the clause before; one without a verb so far goes on with it."""
    first = segment[0]
    if first.kind == "sub":
        return "sub"
    if mark == "," and first.kind == "car" and current.items[-1].is_a(Kind.MODEL):
        return "coordinate"  # "with the Nova, cars made in Lyon"
    if mark in (",", ")") and not current.has(*VERBS):
        return None
    return "main" if mark == ";" else "coordinate"


def _belongs(mark: str, segment: Sequence[Item], current: Clause) -> bool:
    """Return whether a segment without a verb is part of the clause before, and not a noun that explains one of it."""
    first = segment[0]
    subject = any(mention.kind in _SUBJECTS for mention in current.mentions())
    opens = mark == "," and not current.has(*VERBS) and not subject
    listed = mark in (",", ":") and current.has("make", "made", "enter", "keep") and _names_goods(segment)
    if first.kind == "sub" or mark == ")" or opens or listed or (mark == "," and _completes(segment, current)):
        return True
    explains = mark == "," and any(item.kind in ("unit", "parent", "venture") for item in segment)
    if explains or mark in ("–", "—", ":") or first.kind in ("det", "poss"):
        return False
    return first.kind in PREPOSITIONS or first.kind == "and" or _goes_on(segment, current)


def _completes(segment: Sequence[Item], current: Clause) -> bool:
    """Return whether a segment holds the object that an active verb of building lacks so far."""
    goods = (Kind.MODEL, Kind.PRODUCT)
    named = any(mention.kind in goods for mention in current.mentions())
    goes_on = segment[0].kind == "det" and any(item.kind == "car" for item in segment)
    return current.has("make") and not named and (goes_on or any(item.is_a(*goods) for item in segment))


def _names_goods(segment: Sequence[Item]) -> bool:
    """Return whether a segment is a list of models ("three cars: the A, the B and the C")."""
    words = [item for item in segment if item.kind not in ("det", "and", "new", "word", "'")]
    return bool(words) and words[0].is_a(Kind.MODEL)


def _ends_with_verb(segment: Sequence[Item]) -> bool:
    """Return whether a verb ends a segment, as in a German relative clause."""
    words = [item for item in segment if item.kind != "."]
    verbs = [n for n, item in enumerate(words) if item.kind in VERBS]
    if len(words) < 3 or not verbs or verbs[-1] != len(words) - 1:  # noqa: PLR2004
        return False
    return len(verbs) == 1 or words[-1].kind in AUXILIARIES


def _goes_on(segment: Sequence[Item], current: Clause) -> bool:
    """Return whether a segment goes on with a list or a date of the clause."""
    mentions = [item.mention for item in segment if item.mention]
    before = current.mentions()
    if not mentions:
        return True
    return mentions[0].kind is Kind.DATE or (bool(before) and _sort(before[-1]) == _sort(mentions[0]))


def _segments(items: Sequence[Item]) -> Iterator[tuple[str, list[Item]]]:
    """Yield the stretches between commas, dashes and parentheses, each with the mark before it."""
    mark, segment, inside = "", list[Item](), False
    for n, item in enumerate(items):
        cut = (
            (item.kind in _HARD and not _is_ratio(items, n))
            or item.kind == ","
            or (item.kind in ("rel", "sub") and segment)
        )
        cut = cut or (item.kind == "and" and _joins_clauses(items, n, segment))
        if not cut:
            segment.append(item)
            continue
        if segment:
            yield mark, segment
        inside = item.kind == "(" or (inside and item.kind != ")")
        mark = "(" if inside else item.kind if item.kind in _HARD or item.kind == "," else ","
        segment = [item] if item.kind in ("rel", "sub") else []
    if segment:
        yield mark, segment


def _is_ratio(items: Sequence[Item], at: int) -> bool:
    """Return whether a colon stands between two figures ("50:50")."""
    return items[at].kind == ":" and all(
        item.word[:1].isdigit() for item in (*items[at - 1 : at], *items[at + 1 : at + 2])
    )


def _joins_clauses(items: Sequence[Item], at: int, segment: Sequence[Item]) -> bool:
    """Return whether "and" joins two clauses: both sides have a verb before the next mark."""
    verbs = {item.kind for item in segment if item.kind in VERBS}
    if not verbs:
        return False
    for item in items[at + 1 :]:
        if item.kind in ("made", "enter", "end", "begin") and verbs <= AUXILIARIES:
            return False
        if item.kind in VERBS:
            return True
        if item.kind in _HARD or item.kind in (",", "rel", "sub", "and"):
            return False
    return False
