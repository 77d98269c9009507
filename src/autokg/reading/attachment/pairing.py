"""Candidates: each model of an article with each site that may build it, at the two mentions nearest to one another."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from autokg.core.ids import fold
from autokg.reading.frames.consistency import NEAR
from autokg.reading.frames.reduction import Clause, reduce
from autokg.reading.frames.tagging import Item
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.sentences import Sentence
from autokg.reading.rules.text import Text

# A text with more is a table or a book, and no article.
_MOST_PAIRS, _MOST_SPOTS = 1500, 2000
_REACH = 25  # letters before a town in which "near" may stand
_NEAR_BEFORE = re.compile(rf"{NEAR} ?(?:the |la |le |el |il |o )?$")
_SITES = (Kind.PLACE, Kind.PLANT)

Key = tuple[int, int]  # the numbers of a model and a site


@dataclass(frozen=True, slots=True)
class Spot:
    """A mention, where it stands among all items of the article, and the number of its sentence."""

    mention: Mention
    at: int
    sentence: int


@dataclass(frozen=True)
class Thing:
    """A model or site: all mentions that bear one name, or a longer or shorter form of it.

    Attributes:
        number: its place among the models, or the sites, of the article.

    """

    number: int
    names: frozenset[str]
    spots: Sequence[Spot]

    @cached_property
    def words(self) -> tuple[frozenset[str], ...]:
        """The words of each name."""
        return tuple(frozenset(fold(name).split()) for name in sorted(self.names))

    def is_called(self, name: object) -> bool:
        """Return whether a name has all words of one of its names, or the other way round."""
        words = frozenset(fold(str(name)).split())
        return bool(words) and any(own and (own <= words or words <= own) for own in self.words)


@dataclass(slots=True)
class Layout:
    """The items of an article in one row, with their sentences and clauses."""

    text: Text
    sentences: Sequence[Sentence]
    items: list[Item] = field(default_factory=list)
    sentence_of: list[int] = field(default_factory=list)
    kinds: list[frozenset[str]] = field(default_factory=list)
    tagged: Mapping[int, list[Item]] = field(default_factory=dict)
    _clauses: dict[int, list[Clause]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: Text, tagged: Mapping[int, list[Item]]) -> Layout:
        """Put the items of all sentences in a row."""
        layout = cls(text, text.sentences, tagged=tagged)
        for number, sentence in enumerate(text.sentences):
            items = tagged[sentence.start]
            layout.items += items
            layout.sentence_of += [number] * len(items)
            layout.kinds.append(frozenset(item.kind for item in items))
        return layout

    def clause_of(self, spot: Spot) -> Clause | None:
        """Return the clause in which a mention stands."""
        clauses = self._clauses.get(spot.sentence)
        if clauses is None:
            sentence = self.sentences[spot.sentence]
            clauses = self._clauses[spot.sentence] = reduce(self.tagged[sentence.start], sentence)
        mention = spot.mention
        return next((c for c in clauses if any(item.mention is mention for item in c.items)), None)

    def whole(self, number: int) -> Clause:
        """Return a sentence as one clause."""
        sentence = self.sentences[number]
        clause = Clause(sentence, "main", self.tagged[sentence.start])
        clause.kinds = self.kinds[number]
        return clause

    def word(self, at: int) -> str:
        """Return the class of the item at a position, empty outside the article."""
        return self.items[at].kind if 0 <= at < len(self.items) else ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A model and a site, with their nearest mentions."""

    model: Thing
    site: Thing
    a: Spot
    b: Spot

    @property
    def key(self) -> Key:
        """The numbers of the model and the site."""
        return self.model.number, self.site.number

    @property
    def apart(self) -> int:
        """How many sentences lie between the mentions; 0 in one sentence."""
        return abs(self.a.sentence - self.b.sentence)

    @property
    def distance(self) -> tuple[int, int]:
        """Sentences, then items from one mention to the other."""
        return self.apart, abs(self.a.at - self.b.at)


@dataclass(frozen=True, slots=True)
class Candidates:
    """The models and sites of an article, and all pairs of them."""

    models: Sequence[Thing]
    sites: Sequence[Thing]
    pairs: Sequence[Pair]


def find_candidates(layout: Layout) -> Candidates:
    """Return the pairs of an article; none if it has too many."""
    spots = [Spot(item.mention, n, layout.sentence_of[n]) for n, item in enumerate(layout.items) if item.mention]
    models = [spot for spot in spots if spot.mention.kind is Kind.MODEL]
    sites = [spot for spot in spots if spot.mention.kind in _SITES]
    pairs_at_most = len({spot.mention.name for spot in models}) * len({spot.mention.name for spot in sites})
    if not pairs_at_most or pairs_at_most > _MOST_PAIRS or len(models) + len(sites) > _MOST_SPOTS:
        return Candidates((), (), ())
    things = _by_name(models)
    towns = [site for site in _things_at(sites) if not any(_only_locates(spot, layout) for spot in site.spots)]
    pairs = [nearest(model, site) for model in things for site in towns]
    return Candidates(things, towns, pairs)


def _by_name(spots: Sequence[Spot]) -> list[Thing]:
    """Group mentions of which the words of one name are among those of the other."""
    groups: list[tuple[list[frozenset[str]], list[Spot]]] = []
    for spot in spots:
        words = frozenset(fold(spot.mention.name).split())
        alike = (group for group in groups if any(words <= other or other <= words for other in group[0]))
        names, own = next(alike, ([], []))
        if not own:
            groups.append((names, own))
        if words not in names:
            names.append(words)
        own.append(spot)
    return [Thing(n, frozenset(spot.mention.name for spot in own), own) for n, (_, own) in enumerate(groups)]


def _by_place(spots: Sequence[Spot]) -> dict[str, list[Spot]]:
    """Group sites by their town; a plant without one stands for itself."""
    groups: dict[str, list[Spot]] = {}
    for spot in spots:
        place = spot.mention.parts.get("place", spot.mention)
        groups.setdefault(f"{place.kind.name} {fold(place.name)}", []).append(spot)
    return groups


def _things_at(spots: Sequence[Spot]) -> Iterator[Thing]:
    for number, group in enumerate(_by_place(spots).values()):
        yield Thing(number, frozenset(s.mention.parts.get("place", s.mention).name for s in group), group)


def _only_locates(spot: Spot, layout: Layout) -> bool:
    """Return whether a place says where another lies: "near Lyon", "Figueruelas (Zaragoza)", "Akron, Ohio"."""
    start = spot.mention.start
    if _NEAR_BEFORE.search(layout.text.lower, max(0, start - _REACH), start):
        return True
    before, place = layout.word(spot.at - 1), layout.word(spot.at - 2)
    if before == "at" and place == "," and layout.word(spot.at - 3) == "PLACE":
        return True  # "Woodstock, in Ontario"
    if before not in (",", "(") or place not in ("PLACE", "PLANT"):
        return False
    listed = layout.word(spot.at + 1) == "and" or layout.word(spot.at - 3) == ","
    return before == "(" or not listed


def nearest(model: Thing, site: Thing) -> Pair:
    """Return two things at the mentions that are nearest to one another."""
    places = [spot.at for spot in site.spots]
    pairs = (
        Pair(model, site, a, b)
        for a in model.spots
        for n in [bisect_left(places, a.at)]
        for b in site.spots[max(0, n - 1) : n + 1]
    )
    return min(pairs, key=lambda pair: pair.distance)
