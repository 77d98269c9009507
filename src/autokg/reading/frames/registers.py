"""Index builders, operators and places in the whole article, to fill slots that a clause leaves open.

A slot is filled only by a value that is the only one: two builders of one model leave the builder open.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from autokg.core.geography import is_country
from autokg.core.ids import fold
from autokg.core.towns import country_of_state
from autokg.facts import Status
from autokg.names.gazetteer import EntityType
from autokg.reading.rules.locations import is_former
from autokg.reading.rules.mentions import Kind, Mention, countries_of
from autokg.reading.rules.sentences import Sentence
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.text import Text

_ACTIVE = ".production.active"
SITE = ".site"  # a plant that a sentence only names ("the plant in Lyon is old")
_DOMINANT = 0.45
_CLEAR = 1.5  # times as often as any other
_LINK = 5  # letters between a town and its country
_NEAR = 3  # sentences in which a site stays the one that is spoken of

_Slots = dict[str, Value | tuple[Value, ...]]
_Table = dict[str, dict[str, Value]]


@dataclass(slots=True)
class Registers:
    """Facts of the article on models, sites and places, by their folded names."""

    builder_of: _Table = field(default_factory=dict)
    operator_of: _Table = field(default_factory=dict)
    country_of: _Table = field(default_factory=dict)
    site_of: _Table = field(default_factory=dict)
    land_of: _Table = field(default_factory=dict)  # the countries that a model is said to be built in
    topic: Value | None = None
    topic_brands: frozenset[str] = frozenset()  # ids of the brands that the topic's name stands for
    badges: Mapping[str, frozenset[str]] = field(default_factory=dict)  # ids of the brands of each known model
    sites: list[_Slots] = field(default_factory=list)
    names: frozenset[str] = frozenset()  # the first words of companies in the text, which models bear too
    orgs: Sequence[Mention] = ()
    anaphors: list[int] = field(default_factory=list)  # where "the company" and "our" stand
    sentences: Sequence[Sentence] = ()

    @classmethod
    def of(cls, findings: Sequence[Finding], text: Text) -> Registers:
        """Collect what findings and the text say."""
        registers = cls(topic=_topic(text))
        for finding in findings:
            get = finding.slots.get
            registers._add(registers.builder_of, get("model"), get("builder"))
            registers._add(registers.site_of, get("model"), get("place"))
            registers._add(registers.land_of, get("model"), get("country"))
            for site in ("plant", "place"):
                if finding.status is not Status.ENDED:
                    registers._add(registers.operator_of, get(site), get("operator"))
                registers._add(registers.country_of, get(site), get("country"))
        registers._add_countries(text)
        registers.sentences = text.sentences
        registers.orgs = [m for m in text.mentions if m.kind is Kind.ORG]
        registers.anaphors = [m.start for m in text.mentions if m.kind in (Kind.THE_ORG, Kind.OURS)]
        registers.anaphors += [noun.start() for noun in text.language.scan("macros.company_noun", text.masked)]
        registers.names = frozenset(map(_head, registers.orgs))
        if registers.topic:
            named = [org for org in registers.orgs if _head(org) == _first(registers.topic)]
            registers.topic_brands = frozenset(
                entry.id for org in named for entry in org.entries if entry.type is EntityType.BRAND
            )
        registers.badges = {
            fold(m.name): frozenset(entry.brand for entry in m.entries if entry.brand)
            for m in text.mentions
            if m.kind is Kind.MODEL
        }
        registers.sites = sorted([*_sites(findings), *_named_plants(text)], key=_start)
        return registers

    def _add(self, table: _Table, key: object, value: object) -> None:
        if isinstance(key, Value) and isinstance(value, Value):
            table.setdefault(fold(str(key.value)), {}).setdefault(fold(str(value.value)), value)

    def _add_countries(self, text: Text) -> None:
        for first, second in zip(text.mentions, text.mentions[1:], strict=False):
            country = _country(second) if first.kind is Kind.PLACE else None
            if country and _locates(text, first.end, second.start):
                town = Value(first.name, first.start, first.end)
                self._add(self.country_of, town, Value(country, second.start, second.end))
        located = set(self.country_of)
        named = [part for mention in text.mentions for part in (mention, mention.parts.get("place")) if part]
        for mention in named:
            if fold(mention.name) in located:
                continue
            for country in countries_of(mention):
                value = Value(country, mention.start, mention.end)
                self._add(self.country_of, Value(mention.name, mention.start, mention.end), value)

    def complete(self, finding: Finding) -> Finding:
        """Fill the slots that a finding leaves open."""
        fill = {
            "production": self._complete_production,
            "plant": self._complete_other_plant if self._names_other(finding) else self._complete_plant,
            "role": self._complete_role,
            "supply": self._complete_supply,
        }
        slots = dict(finding.slots)
        if self._has_own_subject(finding):
            return replace(finding, slots=self._with_country(slots))
        if finding.kind == "investment" and "investor" not in slots:
            return replace(finding, slots=slots | self._investor(finding))
        if finding.kind == "production" and "model" in slots and not {"place", "plant", "country"} & set(slots):
            slots |= self._site_before(finding)
        return replace(finding, slots=fill[finding.kind](slots)) if finding.kind in fill else finding

    def _has_own_subject(self, finding: Finding) -> bool:
        """Return whether an active verb has a subject that was not read, and no "the company" that could be known."""
        known = {"builder", "plant"} & set(finding.slots)  # a plant may be the subject
        if known or not finding.rule.endswith(_ACTIVE):
            return False
        return not any(finding.clause.start <= start < finding.clause.end for start in self.anaphors)

    def _investor(self, finding: Finding) -> _Slots:
        """Return who invests: the only company that the sentence and the one before name, which tells of its plan."""
        own = finding.clause.sentence
        here = bisect_left(self.sentences, own.start, key=attrgetter("start"))
        before = self.sentences[max(0, here - 1)]
        start = before.start if before.paragraph == own.paragraph else own.start
        near = {_head(org): org for org in self.orgs if start <= org.start < own.end}
        named = next(iter(near.values())) if len(near) == 1 else None
        return {"investor": Value(named.name, named.start, named.end)} if named else {}

    def _site_before(self, finding: Finding) -> _Slots:
        """Return the site that the paragraph speaks of, if the text does not say where else the model is built."""
        if _only(self.site_of, finding.slots.get("model")):
            return {}
        own = finding.clause.sentence
        here = bisect_left(self.sentences, own.start, key=attrgetter("start"))
        before = self.sentences[max(0, here - _NEAR) : here + 1]
        first = next(sentence.start for sentence in before if sentence.paragraph == own.paragraph)
        near = [site for site in self.sites if first <= _start(site) < finding.clause.end]
        return near[-1] if near else {}

    def _complete_production(self, slots: _Slots) -> _Slots:
        filled = slots
        if not {"place", "plant", "country"} & set(filled) and (site := _only(self.site_of, filled.get("model"))):
            filled |= {"place": site}
        if "builder" not in filled:
            model = filled.get("model")
            # A model that is built in two countries may have a builder in each.
            alone = _only(self.land_of, model) is not None or not isinstance(filled.get("country"), Value)
            builder = (
                (_only(self.builder_of, model) if alone else None)
                or _only(self.operator_of, filled.get("plant"))
                or (self._topic_of(filled.get("brand") or model) if self._may_build(model) and alone else None)
            )
            filled |= {"builder": builder} if builder else {}
        return self._with_country(filled)

    def _may_build(self, model: object) -> bool:
        """Return whether the article's own company may build a model: a brand builds no model of another by guess."""
        if not isinstance(model, Value):
            return False
        brands = self.badges.get(fold(str(model.value)), frozenset())
        return not brands or not self.topic_brands or bool(brands & self.topic_brands)

    def _topic_of(self, badge: object) -> Value | None:
        """Return the organisation that the article is about, unless a brand or model bears the name of another."""
        if self.topic and isinstance(badge, Value) and _first(badge) in self.names - {_first(self.topic)}:
            return None
        return self.topic

    def _names_other(self, finding: Finding) -> bool:
        """Return whether a sentence names a company and not the one that the article is about."""
        own = finding.clause.sentence
        return bool(self.topic) and any(
            own.start <= org.start < own.end and _head(org) != _first(self.topic) for org in self.orgs if self.topic
        )

    def _complete_other_plant(self, slots: _Slots) -> _Slots:
        return slots if "operator" not in slots else self._with_country(slots)

    def _complete_plant(self, slots: _Slots) -> _Slots:
        filled = slots
        if "operator" not in filled:
            operator = (
                _only(self.operator_of, filled.get("plant"))
                or _only(self.operator_of, filled.get("place"))
                or self.topic
            )
            filled |= {"operator": operator} if operator else {}
        return self._with_country(filled)

    def _complete_role(self, slots: _Slots) -> _Slots:
        return {**({"organization": self.topic} if self.topic else {}), **slots}

    def _complete_supply(self, slots: _Slots) -> _Slots:
        supplier = slots.get("supplier")
        other = self.topic and isinstance(supplier, Value) and _first(self.topic) != _first(supplier)
        return {"customer": self.topic, **slots} if self.topic and other else slots

    def _with_country(self, slots: _Slots) -> _Slots:
        if "country" not in slots:
            country = _only(self.country_of, slots.get("place")) or _only(self.country_of, slots.get("plant"))
            slots |= {"country": country} if country else {}
        return slots


def _country(mention: Mention) -> str | None:
    """Return the country that a mention is, or that it is a state of."""
    if mention.kind is Kind.REGION:
        return mention.name if is_country(mention.name) else None
    return country_of_state(mention.name) if mention.kind is Kind.PLACE else None


def _locates(text: Text, start: int, end: int) -> bool:
    """Return whether the words between a town and a country say that it lies there: ", ", " (" or " in "."""
    link = text.masked[start:end].strip()
    return end - start <= _LINK and (link in ("", ",", "(") or bool(text.language.finds("prepositions.at", link)))


def says_enough(finding: Finding) -> bool:
    """Return whether a fact says more than that a thing is built or supplied by someone to no one known."""
    filled = set(finding.slots) - {"model", "product", "brand"}
    if finding.kind == "supply":
        return "customer" in filled
    if finding.rule.endswith(SITE):
        return {"operator", "place", "plant"} <= filled
    if finding.kind != "production":
        return True
    return bool(filled & {"builder", "plant", "place"}) if "product" in finding.slots else bool(filled)


def _sites(findings: Sequence[Finding]) -> Iterator[_Slots]:
    for finding in findings:
        site = {slot: finding.slots[slot] for slot in ("plant", "place") if slot in finding.slots}
        if "place" in site and finding.kind in ("plant", "production"):
            yield site


def _named_plants(text: Text) -> Iterator[_Slots]:
    for mention in text.mentions:
        place = mention.parts.get("place")
        if mention.kind is Kind.PLANT and place:
            yield {
                "plant": Value(mention.name, mention.start, mention.end),
                "place": Value(place.name, place.start, place.end),
            }


def _start(slots: _Slots) -> int:
    return min(value.start for value in slots.values() if isinstance(value, Value))


def _only(table: _Table, key: object) -> Value | None:
    values = table.get(fold(str(key.value)), {}) if isinstance(key, Value) else {}
    return next(iter(values.values())) if len(values) == 1 else None


def _topic(text: Text) -> Value | None:
    """Return the organisation that an article speaks of more than of all others together."""
    named: list[Mention] = [
        part
        for mention in text.mentions
        if mention.kind is not Kind.PLANT or not is_former(mention.start, text)
        for part in (mention, mention.parts.get("operator"), mention.parts.get("brand"))
        if part and part.kind is Kind.ORG
    ]
    counts = Counter(_head(mention) for mention in named)
    if not counts:
        return None
    (head, count), *others = counts.most_common(2)
    if count < _DOMINANT * sum(counts.values()) or any(count <= _CLEAR * other for _, other in others):
        return None
    same = [mention for mention in named if _head(mention) == head]
    badged = any(m.kind is Kind.MODEL and _head(m) == head and m.start < same[0].start for m in text.mentions)
    if count == 1 and same[0].start >= text.sentences[0].end and not badged:
        return None  # a sentence of its own, which tells nothing of those before it
    often = Counter(mention.name for mention in same)
    best = max(same, key=lambda mention: (" " in mention.name, often[mention.name], -mention.start))
    return Value(best.name, best.start, best.end)


def _first(value: Value) -> str:
    return (fold(str(value.value)).split() or [""])[0]


def _head(mention: Mention) -> str:
    return (fold(mention.name).split() or [""])[0]
