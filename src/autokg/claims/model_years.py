"""Filings by model year: what a maker lists no more has ended between the last filing that lists it and the next.

A filing covers its year: the production has begun by then (`../2020`) and ends no earlier (`2020/..`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from autokg.claims.claim import Claim, Saying
from autokg.core.dates import ImpreciseDate
from autokg.core.enums import Status
from autokg.core.ids import fold

Filed = Mapping[str, set[int]]


def filed_year(saying: Saying) -> int | None:
    """Return the model year that a filing covers, None for a saying that is no filing."""
    return covered_year(saying.begins, saying.ends) if saying.speaker else None


def covered_year(begins: ImpreciseDate | None, ends: ImpreciseDate | None) -> int | None:
    """Return the year that has begun and not ended by two dates, None if they tell anything else."""
    if not (begins and ends):
        return None
    year, _, later = ends.edtf.partition("/")
    return int(year) if later == ".." and begins.edtf == f"../{year}" and year.isdigit() else None


def built_for(saying: Saying) -> ImpreciseDate | None:
    """Return the time for which a saying is stated; cars of a model year are built from the year before."""
    year = filed_year(saying)
    return saying.as_of if year is None else ImpreciseDate.parse(f"{year - 1}/{year}")


def years_filed(claims: Iterable[Claim], more: Iterable[tuple[str, int]] = ()) -> Filed:
    """Return the model years that each maker has filed for, by the key of its name."""
    years: dict[str, set[int]] = defaultdict(set)
    for saying in {id(claim.saying): claim.saying for claim in claims}.values():
        if (year := filed_year(saying)) is not None:
            years[fold(saying.speaker or "")].add(year)
    for maker, year in more:
        years[fold(maker)].add(year)
    return years


def last_filed(claims: Iterable[Claim], filed: Filed) -> tuple[int, int] | None:
    """Return the last model year that a production is filed for, and the next one that its maker filed without it.

    None if another source tells it as going on: it may do so for markets without filings.
    """
    told = [(filed_year(claim.saying), claim) for claim in claims]
    listed = [(year, claim.iri.value, claim.saying.speaker or "") for year, claim in told if year is not None]
    if not listed or any(year is None and claim.status is Status.ACTUAL for year, claim in told):
        return None
    year, _, maker = max(listed)
    later = [other for other in filed.get(fold(maker), ()) if other > year]
    return (year, min(later)) if later else None


def end_by_filing(years: tuple[int, int]) -> ImpreciseDate:
    """Return when an end is known from the next filing: by the first day of the year that it covers."""
    return ImpreciseDate.parse(f"{years[1]}-01-01")
