"""Features of a pair of model and site: words and distances, what the rules read of the two, never a name."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autokg.facts import Position
from autokg.reading.attachment.pairing import Candidates, Key, Layout, Pair, Spot, Thing
from autokg.reading.rules.mentions import Kind, countries_of
from autokg.reading.rules.slot_values import Finding, Value

# Classes of words whose presence counts.
_CLASSES = frozenset(
    {"make", "enter", "output", "keep", "begin", "end", "open", "close", "invest", "hold", "buy", "sell", "venture",
     "sign", "supply", "source", "staff", "capacity", "move", "plant", "car", "market", "there", "company", "be_past",
     "another", "show", "former", "not", "deny", "cancel", "doubt", "could", "plan", "will", "unit", "parent", "said",
     "from", "to", "at", "by", "with", "of", "for", "and", ",", ";", ":", "–", "(", ")", "rel", "sub", "cause", "be",
     "have", "until", "since", "run", "new"}
)  # fmt: skip
_BUILDS = frozenset({"make", "made", "enter", "output"})
_ORDER = {True: "model first", False: "site first"}
_SLOTS = ("plant", "place", "country")
_EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Readings:
    """What the rules and frames read in the article: sites of models, by model; sites of plants; described models."""

    built: Sequence[tuple[object, Sequence[object]]] = ()
    plants: Sequence[object] = ()
    described: Sequence[object] = ()

    @classmethod
    def of(cls, findings: Sequence[Finding]) -> Readings:
        """Collect productions, plants and models."""
        by_kind: dict[str, list[Finding]] = defaultdict(list)
        for finding in findings:
            by_kind[finding.kind].append(finding)
        built = [(_value(finding, "model"), _sites(finding)) for finding in by_kind["production"]]
        plants = [site for finding in by_kind["plant"] for site in _sites(finding)]
        return cls(built, plants, [_value(finding, "model") for finding in by_kind["model"]])

    def has(self, pair: Pair) -> bool:
        """Return whether the model was read to be built at the site."""
        return any(pair.model.is_called(model) and _named(sites, pair.site) for model, sites in self.built if model)


def _value(finding: Finding, slot: str) -> object:
    value = finding.slots.get(slot)
    return value.value if isinstance(value, Value) else None


def _sites(finding: Finding) -> list[object]:
    return [value for slot in _SLOTS if (value := _value(finding, slot))]


def _named(names: Sequence[object], site: Thing) -> bool:
    return any(map(site.is_called, names))


@dataclass(slots=True)
class Describer:
    """Describes the pairs of one article."""

    layout: Layout
    candidates: Candidates
    readings: Readings
    _of_site: dict[int, list[str]] = field(default_factory=dict)
    _of_model: dict[int, list[str]] = field(default_factory=dict)
    _ranks: dict[Key, tuple[int, int]] = field(default_factory=dict)
    _prepositions: dict[int, str] = field(default_factory=dict)
    _words_of: dict[int, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Rank the sites of each model and the models of each site by distance."""
        by_model: dict[int, list[Pair]] = defaultdict(list)
        by_site: dict[int, list[Pair]] = defaultdict(list)
        for pair in self.candidates.pairs:
            by_model[pair.model.number].append(pair)
            by_site[pair.site.number].append(pair)
        of_model, of_site = (
            {number: sorted(pair.distance for pair in group) for number, group in groups.items()}
            for groups in (by_model, by_site)
        )
        for pair in self.candidates.pairs:
            sites, models = of_model[pair.model.number], of_site[pair.site.number]
            self._ranks[pair.key] = (bisect_left(sites, pair.distance), bisect_left(models, pair.distance))

    def describe(self, pair: Pair) -> list[str]:
        """Return the features of a pair."""
        where = "near" if pair.apart == 0 else "far"
        site = [*self._site(pair.site), *self._around_site(pair.b)]
        both = [f"far: {name}" if pair.apart else f"near: {name}" for name in site]
        parts = (
            self._within(pair) if pair.apart == 0 else self._across(pair), site, both,
            self._model(pair.model), self._read(pair), self._counts(pair, where), self._words(pair, where),
        )  # fmt: skip
        return [name for part in parts for name in part]

    def _within(self, pair: Pair) -> Iterator[str]:
        """Yield how two mentions of one sentence stand to each other."""
        order = _ORDER[pair.a.at < pair.b.at]
        yield f"near: {order}"
        yield f"items apart {_bucket(pair.distance[1], (1, 2, 3, 4, 6, 9, 14, 20))}"
        first, last = sorted((pair.a.at, pair.b.at))
        between = self.layout.items[first + 1 : last]
        yield from (f"between: {kind}" for kind in _classes(item.kind for item in between))
        kinds = [item.mention.kind for item in between if item.mention]
        yield f"models between {min(kinds.count(Kind.MODEL), 3)}"
        yield f"sites between {min(sum(kind in (Kind.PLACE, Kind.PLANT, Kind.REGION) for kind in kinds), 2)}"
        yield f"companies between {min(kinds.count(Kind.ORG), 2)}"
        if self.layout.clause_of(pair.a) is self.layout.clause_of(pair.b):
            yield "same clause"
            yield f"same clause, {order}"

    def _across(self, pair: Pair) -> Iterator[str]:
        """Yield how two mentions of different sentences stand to each other."""
        yield f"sentences apart {_bucket(pair.apart, (1, 2, 3, 6))}"
        yield f"{_ORDER[pair.a.at < pair.b.at]}, sentences apart {_bucket(pair.apart, (1, 2, 3))}"
        a, b = pair.a.sentence, pair.b.sentence
        if self.layout.sentences[a].paragraph == self.layout.sentences[b].paragraph:
            yield "same paragraph"
        yield from (f"sentence of the model: {kind}" for kind in self._classes_in(a))
        if any(s.sentence == a for site in self.candidates.sites if site is not pair.site for s in site.spots):
            yield "sentence of the model: another site"
        if any(s.sentence == b for model in self.candidates.models if model is not pair.model for s in model.spots):
            yield "sentence of the site: another model"

    def _words(self, pair: Pair, where: str) -> Iterator[str]:
        """Yield the words of the site's sentence, and the prepositions before the two."""
        yield from (f"{where}: sentence of the site: {k}" for k in self._classes_in(pair.b.sentence))
        yield f"{where}: site after {self._preposition(pair.b)}"
        yield f"{where}: model after {self._preposition(pair.a)}"
        if self.layout.sentences[pair.a.sentence].position is Position.HEADLINE:
            yield "model in a headline"

    def _preposition(self, spot: Spot) -> str:
        if spot.at not in self._prepositions:
            clause = self.layout.clause_of(spot)
            self._prepositions[spot.at] = (clause.preposition(spot.mention) if clause else None) or "none"
        return self._prepositions[spot.at]

    def _classes_in(self, sentence: int) -> list[str]:
        if sentence not in self._words_of:
            self._words_of[sentence] = _classes(self.layout.kinds[sentence])
        return self._words_of[sentence]

    def _site(self, site: Thing) -> list[str]:
        """Return what the article says of a site, the same for all its pairs."""
        if site.number not in self._of_site:
            self._of_site[site.number] = list(self._describe_site(site))
        return self._of_site[site.number]

    def _describe_site(self, site: Thing) -> Iterator[str]:
        mentions = [spot.mention for spot in site.spots]
        kinds = [self.layout.kinds[spot.sentence] for spot in site.spots]
        plants = sum("plant" in k or m.kind is Kind.PLANT for m, k in zip(mentions, kinds, strict=True))
        yield f"site named {_bucket(len(mentions), (1, 2, 3))}"
        yield f"site beside plants {min(plants, 2)}"
        yield f"site beside building {min(sum(bool(_BUILDS & k) for k in kinds), 2)}"
        if any(mention.kind is Kind.PLANT for mention in mentions):
            yield "site is a plant"
        places = [mention.parts.get("place", mention) for mention in mentions]
        if any(countries_of(place) or place.entries for place in places):
            yield "site is known"
        if any(self._opens_line(spot) for spot in site.spots):
            yield "site opens a line"
        if _named(self.readings.plants, site):
            yield "site read as a plant"

    def _opens_line(self, spot: Spot) -> bool:
        opens = spot.mention.start == self.layout.sentences[spot.sentence].start
        return opens and self.layout.word(spot.at + 1) in (".", "–", "(", ",", "-")

    def _around_site(self, spot: Spot) -> Iterator[str]:
        """Yield the words right around a mention of a site."""
        word, at = self.layout.word, spot.at
        if word(at + 1) in (",", "(") and word(at + 2) in ("PLACE", "REGION"):
            yield "site is located"
        if "company" in (word(at + 1), word(at + 2)):
            yield "site before a company"
        if self.layout.text.lower[spot.mention.end : spot.mention.end + 1] == "-":
            yield "site before a hyphen"
        if {"not", "deny"} & {word(n) for n in range(at - 4, at)}:
            yield "site negated"
        if "market" in {word(n) for n in range(at - 5, at + 3)}:
            yield "site near market"
        if "plant" in {word(n) for n in range(at - 4, at + 4)}:
            yield "site near plant"
        if _BUILDS & {word(n) for n in range(at - 5, at + 5)}:
            yield "site near building"
        if word(at + 1) == ":" and (at == 0 or self.layout.sentence_of[at - 1] != spot.sentence):
            yield "site heads a line"

    def _model(self, model: Thing) -> list[str]:
        """Return what the rules read of a model, the same for all its pairs."""
        if model.number not in self._of_model:
            built = any(model.is_called(name) for name, _ in self.readings.built if name)
            described = any(model.is_called(name) for name in self.readings.described)
            signs = {"model read as built": built, "model read as described": described}
            self._of_model[model.number] = [name for name, holds in signs.items() if holds]
        return self._of_model[model.number]

    def _read(self, pair: Pair) -> Iterator[str]:
        """Yield what the rules read of the two together."""
        own = [sites for model, sites in self.readings.built if model and pair.model.is_called(model)]
        here = any(_named(sites, pair.site) for sites in own)
        elsewhere = any(sites and not _named(sites, pair.site) for sites in own)
        yield f"read here {here:d}, elsewhere {elsewhere:d}"
        if not here and any(_named(sites, pair.site) for _, sites in self.readings.built):
            yield "site read for others"
        if any(sites for _, sites in self.readings.built):
            yield "sites read in the article"

    def _counts(self, pair: Pair, where: str) -> Iterator[str]:
        """Yield how many others there are, and how many of them are nearer."""
        sites, models = self._ranks[pair.key]
        yield f"{where}: sites nearer {min(sites, 3)}"
        yield f"{where}: models nearer {min(models, 3)}"
        yield f"models {_bucket(len(self.candidates.models), (1, 2, 3, 5, 9))}"
        yield f"sites {_bucket(len(self.candidates.sites), (1, 2, 3, 5, 9))}"
        yield f"model named {_bucket(len(pair.model.spots), (1, 2, 3, 5))}"
        shared = {spot.sentence for spot in pair.model.spots} & {spot.sentence for spot in pair.site.spots}
        yield f"sentences with both {min(len(shared), 2)}"


def _classes(kinds: Iterable[str]) -> list[str]:
    """Return the known classes among kinds of items, once each."""
    return sorted({"make" if kind == "made" else kind for kind in kinds} & _CLASSES)


def _bucket(number: int, bounds: Sequence[int]) -> str:
    """Return the first bound that a number does not exceed; "more" beyond the last."""
    return next((str(bound) for bound in bounds if number <= bound), "more")


def describe_rivals(scores: Mapping[Key, float]) -> dict[Key, dict[str, float]]:
    """Return for each pair how its score stands to those of its rivals for the model and for the site."""
    of_model: dict[int, list[float]] = defaultdict(list)
    of_site: dict[int, list[float]] = defaultdict(list)
    for (model, site), score in scores.items():
        of_model[model].append(score)
        of_site[site].append(score)
    return {key: _among(score, of_model[key[0]], of_site[key[1]]) for key, score in scores.items()}


def _among(own: float, sites: Sequence[float], models: Sequence[float]) -> dict[str, float]:
    """Return the features of a score among those of all sites of the model, and of all models of the site."""
    best_site, best_model = _best_other(own, sites), _best_other(own, models)
    features = {
        f"best other site {int(best_site * 5)}": 1.0,
        f"best other model {int(best_model * 5)}": 1.0,
        f"good other sites {_good_others(own, sites)}": 1.0,
        f"good other models {_good_others(own, models)}": 1.0,
        "lead over other sites": own - best_site,
    }
    if own > best_site:
        features["best site"] = 1.0
    if own > best_model:
        features["best model"] = 1.0
    return features


def _best_other(own: float, scores: Sequence[float]) -> float:
    """Return the best of the other scores, 0 without any."""
    best = max(scores)
    if own < best or scores.count(own) > 1:
        return best
    return max((score for score in scores if score != own), default=0.0)


def _good_others(own: float, scores: Sequence[float]) -> int:
    """Count the other scores above even odds, up to 3."""
    return min(sum(score > _EVEN for score in scores) - (own > _EVEN), 3)
