"""The rules that curated data must keep, each a function that yields what breaks it.

`check` runs them all. A rule is a generator of `Violation`; adding one to `RULES` is all it takes.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from autokg.core import geography
from autokg.core.dates import ImpreciseDate
from autokg.core.ids import fold
from autokg.curating.brand_owners import OwnerSource, owner_sources, shows
from autokg.curating.curated_folder import DataFolder, LocatedFact
from autokg.curating.share_sums import find_excess_shares
from autokg.facts import KINDS, Agreement, Document, Fact, JointVenture, Plant, Production, Role, Stake, Status
from autokg.facts.corpus import read_lines
from autokg.facts.slot_roles import SlotRole
from autokg.facts.slots import slots_of
from autokg.names.gazetteer import ORGANIZATIONS, EntityType, Entry

SUMMARY_LIMIT = 300
_EARLIEST_YEAR, _LATEST_YEAR = 1880, 2045
_HAPPENED = {Status.ACTUAL, Status.ENDED}
_BEGINNINGS = ("start", "signed", "formed", "opened", "since", "date")
_PERIODS = (("start", "end"), ("since", "until"), ("opened", "closed"), ("signed", "ended"), ("formed", "dissolved"))
_ENDS = tuple(last for _, last in _PERIODS)
_TYPES: dict[SlotRole, frozenset[EntityType]] = {
    SlotRole.ORGANIZATION: ORGANIZATIONS,
    SlotRole.SHARES: ORGANIZATIONS,
    SlotRole.BRAND: frozenset({EntityType.BRAND}),
    SlotRole.PLANT: frozenset({EntityType.PLANT}),
    SlotRole.MODEL: frozenset({EntityType.MODEL}),
    SlotRole.PLATFORM: frozenset({EntityType.PLATFORM}),
    SlotRole.PLACE: frozenset({EntityType.PLACE, EntityType.MARKET}),
    SlotRole.SITE: ORGANIZATIONS | {EntityType.PLANT},
}
_COLLECTIONS = {EntityType.COMPANY: "organization", EntityType.GROUP: "organization"}


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A rule that is broken, and where."""

    where: str
    problem: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"


Rule = Callable[[DataFolder], Iterator[Violation]]


def check(folder: DataFolder) -> list[Violation]:
    """Return all that breaks a rule, sorted by place."""
    return sorted({violation for rule in RULES for violation in rule(folder)})


def check_documents(folder: DataFolder) -> Iterator[Violation]:
    """Require that every document that is cited exists once, and every document is cited."""
    cited = {
        evidence.document: located.where
        for located in folder.records
        if isinstance(located.record, Fact)
        for evidence in located.record.evidence
    }
    for name in sorted(set(cited) - set(folder.documents)):
        yield Violation(cited[name], f"cites the document {name!r}, which no record describes")
    for located in folder.records:
        if isinstance(located.record, Document) and located.record.id not in cited:
            yield Violation(located.where, "no fact cites this document")


def check_licences(folder: DataFolder) -> Iterator[Violation]:
    """Require that a document from Wikipedia names its licence, as the notice says."""
    for located in folder.records:
        record = located.record
        if isinstance(record, Document) and (record.publisher or "").startswith("Wikipedia") and not record.licence:
            yield Violation(located.where, "a document from Wikipedia needs its licence, CC BY-SA 4.0")


def check_ids(folder: DataFolder) -> Iterator[Violation]:
    """Require that every document and every fact of `facts/` has an id of its own."""
    seen: dict[str, str] = {}
    for located in folder.records:
        name = located.record.id
        if name and name in seen:
            yield Violation(located.where, f"the id stands at {seen[name]} too")
        elif not name and located.file.startswith("facts/"):
            yield Violation(located.where, "no id")
        seen.setdefault(name or located.where, located.where)


def check_order(folder: DataFolder) -> Iterator[Violation]:
    """Require that a file is sorted: documents first, then kinds in the order of the form, then ids."""
    order = ["document", *KINDS]
    last: dict[str, tuple[int, str]] = {}
    for located in folder.records:
        key = (order.index(located.record.kind), str(located.record.id or getattr(located.record, "brand", "")))
        if key < last.get(located.file, key):
            yield Violation(located.where, "not in order")
        last[located.file] = key


def check_evidence(folder: DataFolder) -> Iterator[Violation]:
    """Require that facts rest on short summaries in sentences, never on quotes, and have a confidence."""
    for located in folder.facts:
        if located.fact.confidence is None:
            yield Violation(located.where, "no confidence")
        for evidence in located.fact.evidence:
            if evidence.quote is not None:
                yield Violation(located.where, "quotes its source; tell it in your own words under summary")
            elif len(evidence.summary or "") > SUMMARY_LIMIT:
                yield Violation(located.where, f"the summary has more than {SUMMARY_LIMIT} characters")
            elif not (evidence.summary or "").endswith((".", "?", "!")):
                yield Violation(located.where, "the summary is no whole sentence")


def check_names(folder: DataFolder) -> Iterator[Violation]:
    """Require that every name is one known entry of its type, or listed with a reason."""
    for located in folder.facts:
        for slot, name in _names(located.fact):
            if problem := _name_problem(folder, slot, name):
                yield Violation(located.where, problem)


def check_reasons(folder: DataFolder) -> Iterator[Violation]:
    """Require that a name in the list of reasons stands in a fact or an entry."""
    used = {name for located in folder.facts for _, name in _names(located.fact)}
    used |= {entry.name for entry in folder.gazetteer.entries if entry.type is EntityType.BRAND or _is_listed(entry)}
    for name in sorted(set(folder.stated_reasons) - used):
        yield Violation("unresolved.md", f"{name!r} is used nowhere")


def _names(fact: Fact) -> Iterator[tuple[SlotRole, str]]:
    """Yield (role, name) of all names in a fact that the reference data should know."""
    forms = slots_of(fact.kind)
    for slot, value in fact.slots().items():
        if forms[slot].role in _TYPES or forms[slot].role is SlotRole.MARKET:
            yield from ((forms[slot].role, name) for name in ([value] if isinstance(value, str) else value))


def _name_problem(folder: DataFolder, role: SlotRole, name: str) -> str | None:
    """Return what is wrong with a name, None if it is one known entry or is listed."""
    if name in folder.stated_reasons or _is_region(role, name):
        return None
    types = _TYPES.get(role, frozenset({EntityType.MARKET}))
    entries = folder.gazetteer.find(name, types)
    if len(entries) == 1:
        return None
    if not entries and role is SlotRole.ORGANIZATION and folder.gazetteer.find(name, {EntityType.BRAND}):
        return f"{name!r} is a brand, and a party must be a company or group"
    return f"{name!r} stands for {len(entries)} entries ({', '.join(entry.id for entry in entries) or 'none'})"


def _is_region(role: SlotRole, name: str) -> bool:
    """Return whether a name of a place or market is that of a country or region of the world."""
    return role in (SlotRole.PLACE, SlotRole.MARKET) and bool(geography.is_country(name) or geography.find_region(name))


def check_dates(folder: DataFolder) -> Iterator[Violation]:
    """Require that nothing ends before it starts, and what has happened is no later than its source."""
    for located in folder.facts:
        dates = {name: ImpreciseDate.parse(getattr(located.fact, name)) for name in _date_slots(located.fact)}
        yield from _check_periods(located, dates)
        yield from _check_years(located, dates)
        if not located.is_filing:
            yield from _check_past(located, dates)


def _date_slots(fact: Fact) -> list[str]:
    forms = slots_of(fact.kind)
    return [name for name in fact.slots() if forms[name].role is SlotRole.DATE]


def _check_periods(located: LocatedFact, dates: dict[str, ImpreciseDate]) -> Iterator[Violation]:
    for first, last in _PERIODS:
        if first in dates and last in dates:
            earliest, latest = dates[first].earliest, dates[last].latest
            if earliest and latest and earliest > latest:
                yield Violation(located.where, f"{last} lies before {first}")


def _check_years(located: LocatedFact, dates: dict[str, ImpreciseDate]) -> Iterator[Violation]:
    for name, date in dates.items():
        for day in (date.earliest, date.latest):
            if day and not _EARLIEST_YEAR <= day.year <= _LATEST_YEAR:
                yield Violation(located.where, f"{name} {date} is not plausible")


def _check_past(located: LocatedFact, dates: dict[str, ImpreciseDate]) -> Iterator[Violation]:
    """Yield what is told as happened, or as a state, of a day after the page was published."""
    published = located.documents[-1].published
    latest = ImpreciseDate.parse(published).latest if published else None
    if latest is None or len(located.documents) > 1:
        return
    as_of = located.fact.as_of and ImpreciseDate.parse(located.fact.as_of).earliest
    if as_of and as_of > latest:
        yield Violation(located.where, f"as_of lies after the publication of the source, {published}")
    if located.fact.status in _HAPPENED:
        for name in set(_BEGINNINGS) & set(dates):
            earliest = dates[name].earliest
            if earliest and earliest > latest:
                yield Violation(located.where, f"{name} lies after the source, {published}, but is no plan")
    if located.fact.status is Status.ENDED:
        for name in sorted(set(_ENDS) & set(dates)):
            earliest = dates[name].earliest
            if earliest and earliest > latest:
                yield Violation(located.where, f"{name} lies after the source, {published}: cite the source of the end")


def check_states(folder: DataFolder) -> Iterator[Violation]:
    """Require that the status agrees with the dates that are filled."""
    for located in folder.facts:
        fact = located.fact
        if fact.status is Status.PLANNED and (problem := _planned_problem(fact)):
            yield Violation(located.where, problem)
        if isinstance(fact, Plant) and fact.status is Status.ENDED and not fact.closed and located.as_of:
            yield Violation(located.where, "an ended plant needs closed, such as ../2024")


def _planned_problem(fact: Fact) -> str | None:
    """Return what is wrong with a plan that tells nothing but an end."""
    if isinstance(fact, Production) and fact.end and not fact.start:
        return "a car that is to end is built: status actual with end"
    if isinstance(fact, Role) and fact.until:
        return "a head who is to leave is in office: status actual with until"
    return None


def check_content(folder: DataFolder) -> Iterator[Violation]:
    """Require that a fact says what its kind is about."""
    for located in folder.facts:
        if problem := _content_problem(located):
            yield Violation(located.where, problem)


def _content_problem(located: LocatedFact) -> str | None:  # noqa: PLR0911 (a line a kind)
    match located.fact:
        case Production() as production if not _has_site(production):
            return "a production needs plant, place, country or builder"
        case Production() as filing if located.is_filing and (filing.builder or not filing.speaker):
            return "a filing names the reporter as speaker and no builder"
        case Plant(country=None):
            return "a plant needs a country"
        case Agreement(parties=parties) if len(parties) < 2:  # noqa: PLR2004
            return "an agreement needs two parties or more"
        case JointVenture(parents=parents, shares=shares) if len(parents) < 2 or not set(shares) <= set(parents):  # noqa: PLR2004
            return "a joint venture needs two parents or more, and shares of parents alone"
        case Stake(owner=owner, owned=owned) if owner == owned:
            return "a stake in itself"
    return None


def _has_site(production: Production) -> bool:
    return bool(production.plant or production.place or production.country or production.builder)


def check_duplicates(folder: DataFolder) -> Iterator[Violation]:
    """Require that no document states the same fact twice."""
    seen: dict[str, str] = {}
    for located in folder.facts:
        if located.is_filing:
            continue
        said = located.fact.model_dump(mode="json", exclude={"evidence", "id", "note", "confidence", "found_by"})
        key = json.dumps([located.documents[0].id, said], sort_keys=True)
        if seen.setdefault(key, located.where) != located.where:
            yield Violation(located.where, f"says the same as {seen[key]}, by the same document")


def check_shares(folder: DataFolder) -> Iterator[Violation]:
    """Require that the shares known for one day add up to 100 per cent at most."""
    for where, problem in find_excess_shares(folder):
        yield Violation(where, problem)


def check_files(folder: DataFolder) -> Iterator[Violation]:
    """Require that the productions, and the plants, of a country stand in one file."""
    own = {located.file for located in folder.records if isinstance(located.record, Document)}
    files: dict[tuple[str, str], str] = {}
    for located in folder.facts:
        country = getattr(located.fact, "country", None)
        if not isinstance(located.fact, Production | Plant) or not country or located.file in own:
            continue
        if files.setdefault((located.fact.kind, country), located.file) != located.file:
            yield Violation(located.where, f"others of {country} stand in {files[located.fact.kind, country]}")


def check_entries(folder: DataFolder) -> Iterator[Violation]:
    """Require that reference entries are sorted, unique, complete, and share no name."""
    for path in sorted((folder.path / "reference").glob("*.jsonl")):
        ids = [json.loads(line)["id"] for line in read_lines(path)]
        if ids != sorted(set(ids)):
            yield Violation(f"reference/{path.name}", "ids are not unique and sorted")
    for entry in folder.gazetteer.entries:
        for problem in _entry_problems(folder, entry):
            yield Violation(f"{entry.type} {entry.id}", problem)
    yield from _check_shared_names(folder)


def _entry_problems(folder: DataFolder, entry: Entry) -> Iterator[str]:
    if entry.organization and not folder.gazetteer.find_organization(entry.organization):
        yield f"the organisation {entry.organization!r} has no entry"
    if entry.brand and not folder.gazetteer.find_id(EntityType.BRAND, entry.brand):
        yield f"the brand {entry.brand!r} has no entry"
    if entry.type is EntityType.MODEL and not entry.brand:
        yield "a model needs a brand"
    if entry.type is EntityType.PLANT and not (entry.country and entry.source in folder.documents):
        yield "a plant needs a country, and a source that is a document"
    if entry.wikidata and not entry.source:
        yield "a Wikidata id needs a source"
    if len({entry.latitude is None, entry.longitude is None, entry.geonames is None}) > 1:
        yield "latitude, longitude and geonames go together"
    if entry.type in (EntityType.MARKET, EntityType.PLACE) and geography.find_region(entry.id.replace("-", " ")):
        yield "countries and regions of the world are left to Unicode CLDR"


def check_sources(folder: DataFolder) -> Iterator[Violation]:
    """Require that the source of a plant tells something of it."""
    told = {
        (entry.id, document.id)
        for located in folder.facts
        for role, name in _names(located.fact)
        for entry in folder.gazetteer.find(name, _TYPES.get(role, frozenset()) & {EntityType.PLANT})
        for document in located.documents
    }
    for entry in folder.gazetteer.entries:
        if entry.type is EntityType.PLANT and entry.source and (entry.id, entry.source) not in told:
            yield Violation(f"plant {entry.id}", f"no fact by its source, {entry.source}, names it")


def _check_shared_names(folder: DataFolder) -> Iterator[Violation]:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    items = Counter(entry.wikidata for entry in folder.gazetteer.entries if entry.wikidata)
    for entry in folder.gazetteer.entries:
        collection = _COLLECTIONS.get(entry.type, entry.type.value)
        for key in {fold(name) for name in entry.names}:
            owners[collection, key].add(entry.id)
    for (collection, key), ids in owners.items():
        if len(ids) > 1:
            yield Violation(f"{collection} {min(ids)}", f"shares the name {key!r} with {', '.join(sorted(ids)[1:])}")
    for item, count in items.items():
        if count > 1:
            yield Violation(f"wikidata {item}", f"stands for {count} entries")


def check_brands(folder: DataFolder) -> Iterator[Violation]:
    """Require that every brand has an owner by a fact, the name of its owner, or a stated reason, and only one."""
    for entry, source in owner_sources(folder):
        if source is OwnerSource.NONE:
            yield Violation(f"brand {entry.id}", "no fact tells its owner, its name shows none, no reason is stated")
        elif source is not OwnerSource.REASON and entry.name in folder.stated_reasons:
            yield Violation(f"brand {entry.id}", "its owner is known: the stated reason is out of date")


def check_parents(folder: DataFolder) -> Iterator[Violation]:
    """Require that a parent is listed only where no fact has it hold a stake, and a name or a reason shows it."""
    known = set(_known_stakes(folder))
    brands: dict[str, list[Entry]] = defaultdict(list)
    for entry in folder.gazetteer.entries:
        if entry.type is EntityType.BRAND and entry.organization:
            brands[entry.organization].append(entry)
    for entry in filter(_is_listed, folder.gazetteer.entries):
        parent, where = folder.gazetteer.find_organization(entry.organization), f"{entry.type} {entry.id}"
        if parent and (parent.id, entry.id) in known:
            yield Violation(where, f"is listed under {parent.name!r}, and a fact says what it holds")
        elif parent and entry.name not in folder.stated_reasons and not shows(entry, [parent, *brands[parent.id]]):
            yield Violation(where, f"neither its name nor a stated reason shows that it is {parent.name!r}'s")


def _is_listed(entry: Entry) -> bool:
    """Return whether an entry is that of an organisation with a parent."""
    return entry.type in ORGANIZATIONS and entry.organization is not None


def _known_stakes(folder: DataFolder) -> Iterator[tuple[str, str]]:
    """Yield (owner, owned) by their ids, of what is held at present."""
    for located in folder.facts:
        if isinstance(located.fact, Stake) and located.fact.status is Status.ACTUAL:
            owners, owned = (
                folder.gazetteer.find(name, ORGANIZATIONS) for name in (located.fact.owner, located.fact.owned)
            )
            yield from ((one.id, other.id) for one in owners for other in owned)


def check_version(folder: DataFolder) -> Iterator[Violation]:
    """Require that `base.toml` names the newest source."""
    if folder.base.get("sources_to") != folder.newest_source:
        yield Violation("base.toml", f"sources_to should be {folder.newest_source}")


RULES: tuple[Rule, ...] = (
    check_documents,
    check_licences,
    check_ids,
    check_order,
    check_evidence,
    check_names,
    check_reasons,
    check_dates,
    check_states,
    check_content,
    check_duplicates,
    check_shares,
    check_files,
    check_entries,
    check_sources,
    check_brands,
    check_parents,
    check_version,
)
