"""Report what a base does not know: where to look for sources next."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator

from pyoxigraph import Literal

from autokg.claims.state import oldest_current
from autokg.core.terms import XSD
from autokg.errors import UnknownNameError
from autokg.network.reports.figure import Cell, Figure
from autokg.network.reports.scope import Scope, count, listed
from autokg.network.views import load_measure_query, run_measure_query
from autokg.query.results import in_words

# The kinds of gaps, each with its words for one and for several.
GAPS = {
    "no owner": ("brand without an owner", "brands without an owner"),
    "no operator": ("plant without an operator", "plants without an operator"),
    "one source": ("tie with one source", "ties with one source"),
    "overdue plan": ("overdue plan", "overdue plans"),
    "not reported lately": ("state not reported for two years", "states not reported for two years"),
}


def find_gaps(scope: Scope, today: dt.date, only: Collection[str] = ()) -> Figure:
    """Return brands without owner, plants without operator, ties with one source, overdue plans and old states."""
    for name in only:
        if name not in GAPS:
            raise UnknownNameError("gap", name, GAPS)
    kinds = [kind for kind in GAPS if not only or kind in only]
    found = [*_of_things(scope, today), *(_of_ties(scope) if "one source" in kinds else ())]
    rows = sorted((row for row in found if row[0] in kinds), key=lambda row: (kinds.index(str(row[0])), *map(str, row)))
    numbers = Counter(str(row[0]) for row in rows)
    sentence = listed([count(numbers[kind], *GAPS[kind]) for kind in kinds])
    return Figure(
        "gaps",
        f"{sentence[:1].upper()}{sentence[1:]} on {today}.",
        ("gap", "name", "type", "other", "since", "node", "otherNode"),
        tuple(rows),
        summary={kind: numbers[kind] for kind in kinds},
        notes=("A gap is where to look for sources next. Since: the last day that a plan was due, or of a report.",),
        queries={**scope.queries, "gaps": load_measure_query("gaps").text},
    )


def _of_things(scope: Scope, today: dt.date) -> Iterator[tuple[Cell, ...]]:
    named = {"today": today, "stale": oldest_current(today)}
    days = {name: [Literal(day.isoformat(), datatype=XSD.date)] for name, day in named.items()}
    for row in run_measure_query(scope.store, "gaps", **days):
        since = "" if row["since"] is None else row["since"].value
        yield row["gap"].value, row["name"].value, in_words(row["type"].value), "", since, row["node"].value, ""


def _of_ties(scope: Scope) -> Iterator[tuple[Cell, ...]]:
    network = scope.project()
    label = network.nodes(data="label")
    for source, target, edge in network.edges(data=True):
        if edge.get("sources") == 1:
            words, since = in_words(edge["type"]), edge.get("published", "")
            yield "one source", label[source], words, label[target], since, source, target
