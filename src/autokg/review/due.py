"""List states to check: plans past their date, ends that passed, states without a report for two years, wrong dates.

The graph is not wrong, it gives the last report. An editor looks the state up and confirms or ends it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from autokg.answers.evidence import solutions
from autokg.claims.state import Phase, state_on
from autokg.core.dates import ImpreciseDate
from autokg.core.enums import Status
from autokg.review.items import local_id
from autokg.stores.base import Store

_WHOLE = 100  # per cent of an organisation


class Due(StrEnum):
    """Why a state is to be looked up."""

    AHEAD = "stated for a day to come"
    PLAN = "plan past its date"
    END = "end has passed"
    HEAD = "head not confirmed for two years"
    STAKE = "stake with a later rival"
    UNREPORTED = "not reported for two years"
    UNDATED = "no source has a date"


@dataclass(frozen=True, slots=True)
class DueState:
    """A state to be looked up.

    Attributes:
        state: target of a decision that confirms or ends it: `collection/local`.
        date: when it was due, ended, or was last reported.
        words: why it needs a check.

    """

    why: Due
    state: str
    label: str
    status: str
    date: str
    words: str


_STATES = """
SELECT DISTINCT ?node ?label ?status ?start ?end ?reported ?post ?owned ?owner ?share WHERE {
  ?node akg:status ?status ; rdfs:label ?label .
  FILTER(?status IN (akg:planned, akg:actual))
  FILTER NOT EXISTS { ?node a akg:PressFact }
  OPTIONAL { ?node akg:productionStart|akg:opened|akg:since|akg:signedOn|akg:investedOn ?start }
  OPTIONAL { ?node akg:productionEnd|akg:closed|akg:until ?end }
  OPTIONAL { ?node akg:lastReported ?reported }
  OPTIONAL { ?node a akg:HeadPost . BIND(true AS ?post) }
  OPTIONAL { ?node akg:stakeIn ?owned ; akg:stakeOwner ?owner ; akg:sharePercent ?share }
} ORDER BY ?node"""
_DATED = "SELECT DISTINCT ?node WHERE { VALUES ?node { %s } ?node ^rdf:subject/akg:saying/akg:publishedOn ?day }"
_Row = dict[str, str]


def find_due(store: Store, today: dt.date) -> list[DueState]:
    """Return the states to be looked up on a day, by the reason and then the oldest first."""
    rows = {row["node"]: row for row in solutions(store, _STATES)}
    # A later rival says more than the age of the report.
    due_states = {due.state: due for due in _rivalled(rows.values())}
    due_states |= {due.state: due for due in _ahead(store, rows.values(), today)}
    for row in rows.values():
        due = _passed(row, today)
        if due and (due.state not in due_states or due.why is not Due.UNREPORTED):
            due_states[due.state] = due
    order = list(Due)
    return sorted(due_states.values(), key=lambda due: (order.index(due.why), due.date, due.label, due.state))


def _passed(row: _Row, today: dt.date) -> DueState | None:
    """Return a state that needs a check, None if it is up to date."""
    status = Status(row["status"].rpartition("#")[2])
    start, end, reported = (_date(row.get(name)) for name in ("start", "end", "reported"))
    state = state_on(today, status, start, end, reported)
    match state.phase:
        case Phase.CURRENT if reported is None:
            why = Due.UNDATED
        case Phase.OVERDUE:
            why = Due.PLAN
        case Phase.END_DUE | Phase.ENDED:
            why = Due.END
        case Phase.LAST_KNOWN:
            why = Due.HEAD if "post" in row else Due.UNREPORTED
        case _:
            return None
    words = (
        f"last reported {state.date.in_words()}" if state.phase is Phase.LAST_KNOWN and state.date else state.in_words()
    )
    return _due(row, why, state.date, words)


def _ahead(store: Store, rows: Iterable[_Row], today: dt.date) -> Iterator[DueState]:
    """Yield states that are told for a time after a day, by sources that have no date themselves."""
    ahead = {
        row["node"]: row for row in rows if (date := _date(row.get("reported"))) and (date.earliest or today) > today
    }
    nodes = " ".join(f"<{node}>" for node in sorted(ahead))
    dated = {row["node"] for row in solutions(store, _DATED % nodes)} if nodes else set()
    for node, row in ahead.items():
        if node not in dated and (date := _date(row["reported"])):
            yield _due(row, Due.AHEAD, date, f"stated for {date.in_words()}")


def _rivalled(rows: Iterable[_Row]) -> Iterator[DueState]:
    """Yield stakes that contradict a later reported stake of another owner."""
    stakes_by_owned = defaultdict(list)
    for row in rows:
        if "share" in row and row["status"].endswith("#actual"):
            stakes_by_owned[row["owned"]].append(row)
    for stakes in stakes_by_owned.values():
        for earlier, later in combinations(sorted(stakes, key=_reported), 2):
            is_more = float(earlier["share"]) + float(later["share"]) > _WHOLE
            if is_more and earlier["owner"] != later["owner"] and _reported(earlier) < _reported(later):
                yield _due(earlier, Due.STAKE, _date(earlier.get("reported")), f"later: {later['label']}")


def _due(row: _Row, why: Due, date: ImpreciseDate | None, words: str) -> DueState:
    status = row["status"].rpartition("#")[2]
    return DueState(why, local_id(row["node"]), row["label"], status, str(date or ""), words)


def _reported(row: _Row) -> dt.date:
    reported = _date(row.get("reported"))
    return (reported.latest if reported else None) or dt.date.min


def _date(edtf: str | None) -> ImpreciseDate | None:
    return ImpreciseDate.parse(edtf) if edtf else None
