"""The frame of building: builder, goods, site, dates, markets and volume, in any voice and as a noun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, product, takewhile
from operator import attrgetter

from autokg.core.geography import is_country
from autokg.facts import Status
from autokg.reading.frames.consistency import LAST
from autokg.reading.frames.filling import make_finding
from autokg.reading.frames.moves import find_origin, without_origin
from autokg.reading.frames.named_sites import find_sites, site_slots
from autokg.reading.frames.reduction import PRONOUNS, Clause
from autokg.reading.frames.status import find_status
from autokg.reading.frames.tagging import Item
from autokg.reading.rules.circumstances import period_slots
from autokg.reading.rules.context import resolve
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.statuses import by_date
from autokg.reading.rules.templates import Slots, to_value, with_companions
from autokg.reading.rules.text import Text

TRIGGERS = ("make", "made", "enter", "output")
_WHERE = frozenset({"where", "wo", "où", "dove", "donde", "onde"})
_NEAR = 8  # letters between a number of cars and its year
_BESIDE = 3  # items between a subject and its verb
_YEAR = re.compile(r"\d{4}")
_COPIES = re.compile(r"units?|exempl\w+|unités?|unidad\w*|ejemplar\w*|esemplar\w*|unità|einheiten|copies")
_SITES = (Kind.PLANT, Kind.PLACE, Kind.THE_PLANT)
_NUMBER_BEFORE = re.compile(r"\d [^\W\d]{2,3} $")
_PASSED = ("det", "poss", "word", "new", "-", "company", "not")
_OBJECT = 10  # words from a verb to its object
_BESIDE_NAMES = ("det", "poss", "new", "word", "car", "of", "-")
_BETWEEN = ("det", "company", "word", "new")
_HAD = frozenset(
    ["had", "hatte", "hatten", "avait", "avaient", "había", "habían", "aveva", "avevano", "tinha", "tinham"]
)
_DEFINITE = frozenset(["the", "der", "die", "das", "den", "le", "la", "el", "il", "lo", "o", "a"])
_GOODS = (Kind.MODEL, Kind.THE_MODEL, Kind.PRODUCT)
_ORGS = (Kind.ORG, Kind.THE_ORG, Kind.OURS)


def find_production(
    clause: Clause, text: Text, topic: Sequence[Mention], last: Mention | None = None
) -> Iterator[Finding]:
    """Yield the productions that a clause states; `topic` are the models, `last` the plant of before."""
    at = clause.index(*TRIGGERS)
    if at is None and _is_kept(clause):
        at = clause.index("keep")
    if at is None and _is_ended(clause):
        at = clause.index("end")
    if at is None and clause.has("MODEL") and (find_origin(clause) or _is_moved(clause)):
        at = clause.index("move")
    if at is None:
        return
    if _is_purpose(clause, at) or _is_negated(clause, at) or builds_plant(clause) is not None:
        return
    status = find_status(clause, text)
    goods = _goods(clause, at, topic, text)
    if status is None or not goods:
        return
    if status is Status.ACTUAL and (clause.has("end") or is_past(clause)):
        status = Status.ENDED
    shared = _markets(clause, text)
    if len(goods) == 1:
        shared |= _volume(clause, text)
    there = [last] if last and clause.has("there") else []
    sites = without_origin(find_sites(clause, text, last=last) or _carried_sites(clause, text) or there, clause)
    for good, builder in product(goods, _builders(clause, at, text) or [{}]):
        dates = find_dates(clause, text, status, of=dates_of(good, goods, clause))
        state = status
        if _is_last(good, clause, at):
            state = Status.ENDED if status is Status.ACTUAL else status
            dates = {"end" if slot == "start" else slot: value for slot, value in dates.items()}
        for where in [site_slots(site, clause, text) for site in _sites_of(good, goods, sites)] or [{}]:
            yield from make_production(good, {**builder, **dates, **shared, **where}, state, clause, text)


def _is_last(good: Mention, clause: Clause, at: int) -> bool:
    """Return whether it is the last of a model that leaves the line ("the last Nova left the plant in May")."""
    n = next((n for n, item in enumerate(clause.items) if item.mention is good), 0)
    before = [item.word for item in clause.items[max(0, n - 3) : n]]
    return clause.items[at].kind == "enter" and any(map(LAST.fullmatch, before))


def _sites_of(good: Mention, goods: Sequence[Mention], sites: Sequence[Mention]) -> list[Mention]:
    """Return the sites of one of several goods ("the A and the B in Lyon, the C in Metz"), all of them if in doubt."""
    runs = [list(run) for _, run in groupby(sorted([*goods, *sites], key=attrgetter("start")), lambda m: m in sites)]
    if len(runs) < 4 or len(runs) % 2:  # noqa: PLR2004 (two of each)
        return list(sites)
    pairs = ([*first, *second] for first, second in zip(runs[::2], runs[1::2], strict=True))
    own = next((pair for pair in pairs if good in pair), [])
    return [mention for mention in own if mention in sites]


def builds_plant(clause: Clause) -> Mention | None:
    """Return the plant, or its town, that a verb of building has as its object ("builds a car plant in Lyon")."""
    at = clause.index("make", "made")
    if at is None or (clause.items[at].kind == "made" and clause.has("be")):
        return None
    for n, item in enumerate(clause.items[at + 1 : at + _OBJECT], at + 1):
        if item.is_a(Kind.PLANT):
            return item.mention
        if item.kind == "plant":
            towns = (m for m in clause.mentions() if m.kind is Kind.PLACE and clause.preposition(m) == "at")
            return next(towns, None)
        if not _comes_before_plant(clause, n, at):
            return None
    return None


def _comes_before_plant(clause: Clause, n: int, at: int) -> bool:
    """Return whether an item may stand between a verb and the plant it has as its object."""
    item = clause.items[n]
    if item.kind == "car" or item.is_a(Kind.PRODUCT):
        return _describes(clause, n, at)
    if item.kind == "at":
        return any(following.is_a(Kind.PLACE) for following in clause.items[n + 1 : n + 2])
    return item.kind in _PASSED or item.is_a(Kind.THE_ORG, Kind.ORG, Kind.PLACE, Kind.MONEY)


def _is_moved(clause: Clause) -> bool:
    """Return whether a model is the subject of a passive verb of moving ("the Nova was moved to Lyon")."""
    at = clause.index("move")
    before = [item for item in clause.items[:at] if item.mention]
    return bool(at and before) and before[-1].is_a(Kind.MODEL) and any(i.kind == "be" for i in clause.items[:at])


def _is_ended(clause: Clause) -> bool:
    """Return whether a model is the subject of an end ("the Nova ended in 2024")."""
    at = clause.index("end")
    before = [item for item in clause.items[:at] if item.mention]
    return bool(at and before) and before[-1].is_a(Kind.MODEL, Kind.THE_MODEL)


def _is_purpose(clause: Clause, at: int) -> bool:
    """Return whether a noun of building only says what something is for ("cells for the production of the Nova")."""
    before = [item.kind for item in clause.items[max(0, at - 3) : at] if item.kind not in ("det", "word", "new")]
    return clause.items[at].kind == "output" and before[-1:] in (["for"], ["to"])


def _is_negated(clause: Clause, at: int) -> bool:
    """Return whether a verb is denied, and not only its place or its past ("not built", but "no longer built in A")."""
    if clause.has("former", "deny", "cancel"):
        return False
    return any(item.kind == "not" for item in clause.items[max(0, at - 3) : at])


def is_past(clause: Clause) -> bool:
    """Return whether a clause is about former production: past tense, with no start, no number and no "first"."""
    if _is_pluperfect(clause) and not clause.has("begin", "new", "keep"):
        return True  # "had been built there since 1998"
    if clause.has("since", "begin", "new", "keep") or any(m.kind is Kind.VEHICLES for m in clause.mentions()):
        return False
    at = clause.index("made")
    acted = at is not None and any(item.is_a(*_ORGS) for item in clause.items[:at])
    told = clause.is_told("past") or (acted and clause.is_told("preterite") and not clause.has("be"))
    return told and (not clause.has("have") or any(i.kind == "have" and i.tense == "past" for i in clause.items))


def _is_pluperfect(clause: Clause) -> bool:
    """Return whether "had" goes with a participle."""
    at = next((n for n, item in enumerate(clause.items) if item.word in _HAD), None)
    return at is not None and any(item.kind == "made" for item in clause.items[at + 1 : at + 4])


def _is_kept(clause: Clause) -> bool:
    """Return whether a site gets or keeps a model ("Lyon keeps the Nova")."""
    at = clause.index("keep")
    if at is None:
        return False
    sites = clause.has("there") or any(
        item.is_a(Kind.PLANT, Kind.PLACE, Kind.THE_PLANT, Kind.REGION) for item in clause.items
    )
    return sites and any(item.is_a(Kind.MODEL) for item in clause.items)


def make_production(
    good: Mention, slots: Slots, status: Status, clause: Clause, text: Text, *, frame: str = "build"
) -> Iterator[Finding]:
    """Yield the production of a model or product; its dates correct its status."""
    named = resolve(good, text)
    if named is None:
        return
    slot = "product" if named.kind is Kind.PRODUCT else "model"
    value = to_value(slot, named, text)
    if value is None:
        return
    if slot == "model" and (brand := named.parts.get("brand")):
        slots = {"brand": Value(brand.name, brand.start, brand.end), **slots}
    start, end = (v.value if isinstance(v := slots.get(name), Value) else None for name in ("start", "end"))
    status = by_date(status, start, end, text.today)
    yield make_finding("production", frame, clause, status, {slot: value, **slots}, text=text)


def _goods(clause: Clause, at: int, topic: Sequence[Mention], text: Text) -> list[Mention]:
    """Return the goods: named in the clause, else in the clause it depends on, else the topic of the text."""
    named = [
        item.mention
        for item in clause.items
        if item.mention and item.is_a(*_GOODS) and _is_good(clause, item.mention)
        if item.start > clause.items[at].start or not _has_complement(clause, at)
    ]
    named = [m for m in named if not _is_subject_of_object(clause, at, m)]
    if named:
        models = [m for m in named if m.kind is not Kind.PRODUCT]
        return models or named
    return _unnamed_goods(clause, at, topic, text)


def _unnamed_goods(clause: Clause, at: int, topic: Sequence[Mention], text: Text) -> list[Mention]:
    """Return the goods of a clause that names none: those it explains, hangs on, or that the text speaks of."""
    if explained := [m for m in clause.explained if m.kind is Kind.MODEL]:
        return explained
    if clause.link in ("relative", "coordinate", "sub", "apposition"):
        carried = [m for m in clause.before if m.kind in _GOODS]
        nearest = carried and (clause.link != "relative" or not _is_antecedent(clause, carried[-1]))
        if carried and nearest:
            return carried
    kind = clause.items[at].kind
    noun = kind == "output" and not _has_complement(clause, at)
    if topic and ((noun and clause.has("begin", "end")) or (not noun and _is_pronoun_subject(clause, at))):
        return list(topic)
    if noun or kind in ("end", "keep") or clause.has("capacity"):
        return []
    goods = _plain_goods(clause, at, text)
    known = {m.name for m in topic}
    return list(topic[:1]) if goods and len(known) == 1 and _is_definite(goods[0], clause) else goods


def _is_antecedent(clause: Clause, mention: Mention) -> bool:
    """Return whether a relative clause depends on something else than these goods: a site, or a nearer company."""
    later = [m for m in clause.before if m.start > mention.start]
    return clause.items[0].word in _WHERE or any(m.kind in (Kind.PLANT, Kind.PLACE, Kind.THE_PLANT) for m in later)


def _is_pronoun_subject(clause: Clause, at: int) -> bool:
    """Return whether a pronoun is the subject of a passive verb, of "rolls off the line" or of an end."""
    passive = clause.items[at].kind in ("enter", "end", "begin") or (
        clause.items[at].kind == "made" and clause.has("be")
    )
    return passive and any(item.word in PRONOUNS for item in clause.items[:at])


def _is_subject_of_object(clause: Clause, at: int, mention: Mention) -> bool:
    """Return whether a model is named where an active verb has its subject, so that something else is built."""
    active = clause.items[at].kind == "make" and not clause.has("be", "rel")
    after = any(item.start > clause.items[at].end and item.is_a(*_GOODS) for item in clause.items)
    return active and after and mention.end <= clause.items[at].start


def _is_good(clause: Clause, mention: Mention) -> bool:
    """Return whether a mention is the goods: a subject or object, or "of" or "for" after a noun of building."""
    role = clause.preposition(mention)
    at = next(n for n, item in enumerate(clause.items) if item.mention is mention)
    if role is None:
        return not is_compared(clause, at)
    if role not in ("of", "for", "by"):
        return False
    nouns = [item.kind for item in clause.items[max(0, at - 8) : at]]
    return "output" in nouns or "keep" in nouns or "enter" in nouns


def is_compared(clause: Clause, at: int) -> bool:
    """Return whether a model is named only for another that replaces or resembles it ("the heir of the Nova")."""
    before = [item.kind for item in clause.items[max(0, at - 5) : at] if item.kind not in _BESIDE_NAMES]
    return before[-1:] == ["another"]


def _plain_goods(clause: Clause, at: int, text: Text) -> list[Mention]:
    """Return cars that a number or a plain noun names: "19,000 cars", "diesel taxis"; not those of "car making"."""
    for item in clause.items:
        if item.mention and item.mention.kind is Kind.VEHICLES:
            noun = text.language.pattern("numbers.units.vehicles").search(text.lower, item.start, item.end)
            if noun and not _COPIES.fullmatch(noun[0]):
                return [Mention(Kind.PRODUCT, *noun.span(), text.shadow.text[noun.start() : noun.end()])]
    cars = [item for n, item in enumerate(clause.items) if item.kind == "car" and not _describes(clause, n, at)][:1]
    return [Mention(Kind.PRODUCT, car.start, car.end, text.shadow.text[car.start : car.end]) for car in cars]


def _is_definite(goods: Mention, clause: Clause) -> bool:
    """Return whether "the" stands before a plain noun for cars, so that it refers to a car named before."""
    at = next((n for n, item in enumerate(clause.items) if item.start == goods.start), 0)
    own = takewhile(lambda item: item.mention is None and item.kind in _BETWEEN, reversed(clause.items[:at]))
    return any(item.word in _DEFINITE for item in own)


def _describes(clause: Clause, n: int, at: int) -> bool:
    """Return whether a word for cars only describes the noun after it ("car making", "Pkw-Werk", "EV plant")."""
    after = [item.kind for item in clause.items[n + 1 : n + 3] if item.kind != "-"][:1]
    return n + 1 == at or after in (["plant"], ["PLANT"])


def _has_complement(clause: Clause, at: int) -> bool:
    """Return whether "production of …" names its product."""
    is_noun = clause.items[at].kind == "output"
    after = clause.items[at + 1 : at + 3]
    # German "von" is "of" and "by"
    return is_noun and bool(after) and (after[0].kind == "of" or (after[0].kind == "by" and after[-1].is_a(*_GOODS)))


def _builders(clause: Clause, at: int, text: Text) -> list[Slots]:
    """Return who builds, each as a slot: two of them if "and" joins them."""
    orgs = [item for item in clause.items if item.is_a(*_ORGS, Kind.NAME)]
    by = [item for item in orgs if item.mention and clause.preposition(item.mention) == "by"]
    subjects = [] if _is_passive(clause, at) or clause.has("cause") else _subjects(clause, orgs, at)
    named = [resolve(item.mention, text) for item in _with_joined((by or subjects)[:1], clause, orgs) if item.mention]
    values = [value for mention in named if mention and (value := to_value("builder", mention, text))]
    return [{"builder": value} for value in values]


def _with_joined(items: list[Item], clause: Clause, orgs: Sequence[Item]) -> list[Item]:
    """Return a company with the one that "and" joins to it, on either side."""
    for item in items:
        n = clause.items.index(item)
        beside = [other for other in orgs if other is not item and other.is_a(Kind.ORG)]
        for other in beside:
            first, last = sorted((n, clause.items.index(other)))
            between = [
                i.kind for i in clause.items[first + 1 : last] if i.kind not in ("det", "company", "word", "new")
            ]
            if between == ["and"]:
                return sorted([item, other], key=attrgetter("start"))
    return items


def _subjects(clause: Clause, orgs: Sequence[Item], at: int) -> list[Item]:
    before = clause.items[at].start
    candidates = [
        item
        for item in orgs
        if item.mention and item.end <= before and (item.mention.kind is not Kind.NAME or _acts(clause, at, item))
        if clause.preposition(item.mention) is None and not _is_badge(clause, at, item)
    ]
    near = [item for item in candidates if at - clause.items.index(item) <= _BESIDE]
    return near[-1:] or candidates[:1] or _subject_after(clause, orgs, at)


def _is_badge(clause: Clause, at: int, item: Item) -> bool:
    """Return whether a name stands for a car right before a participle ("the first Acme built in Europe")."""
    n = clause.items.index(item)
    return clause.items[at].kind == "made" and at == n + 1 and n > 0 and clause.items[n - 1].kind == "new"


def _subject_after(clause: Clause, orgs: Sequence[Item], at: int) -> list[Item]:
    """Return the subject of an inverted clause ("In Lyon baut Acme den Nova"): the company right after the verb."""
    after = [item for item in clause.items[at + 1 : at + 3] if item.kind != "det"][:1]
    return [item for item in after if item in orgs and clause.items[at].kind == "make" and at > 0]


def _acts(clause: Clause, at: int, item: Item) -> bool:
    """Return whether a bare name stands right before an active verb of building, with no article."""
    n = clause.items.index(item)
    article = n > 0 and clause.items[n - 1].kind in ("det", "poss")
    return not article and clause.items[at].kind in ("make", "made") and at - n <= 3  # noqa: PLR2004


def _is_passive(clause: Clause, at: int) -> bool:
    """Return whether a form of "be" stands before the verb."""
    if clause.items[at].kind != "made":
        return clause.items[at].kind in ("enter", "end", "keep")
    return clause.has("be")


def dates_of(good: Mention, goods: Sequence[Mention], clause: Clause) -> list[Mention]:
    """Return the dates that a clause gives one of its goods.

    "The A since 1997 and the B": a date between goods belongs to the one before it; "from 1997 the A, from 2005 the
    B", "the A and, since 2005, the B": to the one after it. A date before or after all goods belongs to each.
    """
    dates = [m for m in clause.mentions() if m.kind is Kind.DATE]
    first, last = min(m.start for m in goods), max(m.start for m in goods)
    if not any(first < date.start < last for date in dates):
        return dates
    lead = dates[0].start < first
    return [date for date in dates if _owner(date, goods, ahead=lead or _follows_and(date, clause)) in (good, None)]


def _owner(date: Mention, goods: Sequence[Mention], *, ahead: bool) -> Mention | None:
    """Return the nearest goods on one side of a date, None after the last of them."""
    beside = [m for m in goods if (m.start > date.start) == ahead]
    return min(beside, key=lambda m: abs(m.start - date.start), default=None)


def _follows_and(date: Mention, clause: Clause) -> bool:
    """Return whether "and" stands before a date and its preposition."""
    at = next(n for n, item in enumerate(clause.items) if item.mention is date)
    return any(item.kind == "and" for item in clause.items[max(0, at - 3) : at])


def find_dates(clause: Clause, text: Text, status: Status, of: Sequence[Mention] | None = None) -> Slots:
    """Return start and end of production by the prepositions of dates: those of a clause, or given ones."""
    slots: Slots = {}
    for mention in clause.mentions() if of is None else of:
        if mention.kind is not Kind.DATE:
            continue
        if not clause.has("begin", "end") and (period := period_slots(mention)):
            slots |= period
            continue
        role = clause.preposition(mention)
        ends = role == "until" or clause.has("end") or (role == "since" and status is Status.ENDED)
        planned = status is Status.PLANNED and role == "at" and not _counts_cars(clause, mention, text)
        starts = planned or role in ("from", "since") or clause.has("begin", "enter")
        slot = "end" if ends else "start" if starts else None
        value = to_value(slot, mention, text, future=status is Status.PLANNED) if slot else None
        if slot and value:
            slots.setdefault(slot, value)
    return slots


def _counts_cars(clause: Clause, date: Mention, text: Text) -> bool:
    """Return whether a year is that of a number of cars ("will build 50,000 cars in 2027")."""
    cars = [m for m in clause.mentions() if m.kind is Kind.VEHICLES]
    beside = any(0 <= date.start - m.end < _NEAR for m in cars) or _NUMBER_BEFORE.search(
        text.masked[max(0, date.start - _NEAR) : date.start]
    )
    return bool(_YEAR.fullmatch(date.name) and beside)


def _markets(clause: Clause, text: Text) -> Slots:
    if not clause.has("market"):
        return {}
    regions = [m for m in clause.mentions() if m.kind is Kind.REGION and clause.preposition(m) in ("for", "to")]
    values = tuple(value for m in regions if (value := to_value("markets", m, text)))
    return {"markets": values} if values else {}


def _volume(clause: Clause, text: Text) -> Slots:
    yearly = clause.has("year") or any(m.kind is Kind.DATE and _YEAR.fullmatch(m.name) for m in clause.mentions())
    volumes = [m for m in clause.mentions() if m.kind is Kind.VEHICLES and (m.unit == "year" or yearly)]
    if len(volumes) != 1 or clause.has("capacity"):
        return {}
    return with_companions({"volume_per_year": Value(volumes[0].number, volumes[0].start, volumes[0].end)}, text)


def _is_country(mention: Mention, text: Text) -> bool:
    """Return whether a mention is a country by itself, and not part of a compound ("US-Konzern")."""
    return (
        mention.kind is Kind.REGION and is_country(mention.name) and text.masked[mention.end : mention.end + 1] != "-"
    )


def _carried_sites(clause: Clause, text: Text) -> list[Mention]:
    """Return the site of the clause before, for "where it builds" and "there"."""
    if clause.link not in ("relative", "coordinate") and not clause.has("there"):
        return []
    sites = [m for m in clause.before if m.kind in _SITES or _is_country(m, text)]
    return [site for m in sites[-1:] if (site := resolve(m, text))]
