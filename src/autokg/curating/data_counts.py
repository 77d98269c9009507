"""Counts over curated data: by kind, by region, by age of what is stated, and why some of it has no date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from autokg.core import geography
from autokg.core.dates import ImpreciseDate
from autokg.curating.brand_owners import owner_sources
from autokg.curating.curated_folder import DataFolder, LocatedFact
from autokg.facts import KINDS, Alias, Fact, Model, Status
from autokg.facts.slot_roles import SlotRole
from autokg.facts.slots import slots_of
from autokg.names.gazetteer import EntityType

_AGES = ((1, "up to 1 year"), (2, "1 to 2 years"), (5, "2 to 5 years"), (10, "5 to 10 years"))
_OLDER, _UNDATED = "over 10 years", "without a date"
_SHOWN = 25
_OVER = {Status.ENDED, Status.CANCELLED, Status.DENIED}
_DATES = {kind: {name for name, slot in slots_of(kind).items() if slot.role is SlotRole.DATE} for kind in KINDS}


def make_report(folder: DataFolder) -> str:
    """Return the counts as lines of text."""
    curated = [located for located in folder.facts if not located.is_filing]
    filed = len(folder.facts) - len(curated)
    sections = (
        (f"{len(curated)} facts and {filed} filings from {len(folder.documents)} documents", Counter[str]()),
        ("by kind", Counter(located.fact.kind for located in curated)),
        ("by status", Counter(located.fact.status.value for located in curated)),
        ("by country", Counter(_countries(curated))),
        (f"age of the statement on {folder.newest_source}", _ages(curated, folder.newest_source)),
        ("of those without a date", Counter(_undated(curated))),
        ("names", Counter(entry.type.value for entry in folder.gazetteer.entries)),
        ("plants", _plants(folder)),
        ("owners of brands", Counter(source.value for _, source in owner_sources(folder))),
    )
    return "\n".join(line for title, counts in sections for line in _lines(title, counts))


def _lines(title: str, counts: Counter[str]) -> Iterator[str]:
    yield title
    total = counts.total()
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN]:
        yield f"  {name:<24}{count:>6}  {100 * count / total:5.1f} %"
    if len(counts) > _SHOWN:
        yield f"  and {len(counts) - _SHOWN} more"


def _countries(facts: Iterable[LocatedFact]) -> Iterator[str]:
    for located in facts:
        if code := getattr(located.fact, "country", None):
            yield geography.region_name(code)


def _ages(facts: Iterable[LocatedFact], newest: str) -> Counter[str]:
    now = ImpreciseDate.parse(newest).latest
    ages: Counter[str] = Counter()
    for located in facts:
        day = located.as_of.latest if located.as_of else None
        if day is None or now is None:
            ages[_UNDATED] += 1
        else:
            years = (now - day).days / 365.25
            ages[next((words for limit, words in _AGES if years <= limit), _OLDER)] += 1
    return ages


def _undated(facts: Iterable[LocatedFact]) -> Iterator[str]:
    """Yield for each fact without a date of its source what that leaves unknown."""
    for located in facts:
        if located.as_of is None:
            yield _without_date(located.fact)


def _without_date(fact: Fact) -> str:
    if set(fact.slots()) & _DATES[fact.kind]:
        return "tells a date of its own"
    if fact.status in _OVER:
        return "is over"
    return "does not change" if isinstance(fact, Model | Alias) else "day unknown"


def _plants(folder: DataFolder) -> Counter[str]:
    plants = [entry for entry in folder.gazetteer.entries if entry.type is EntityType.PLANT]
    towns = {(e.name, e.country) for e in folder.gazetteer.entries if e.type is EntityType.PLACE and e.geonames}
    return Counter("with coordinates" if (plant.place, plant.country) in towns else "without" for plant in plants)
