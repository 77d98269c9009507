"""What changed between two days, and which ties are likely next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from autokg.core.dates import ImpreciseDate
from autokg.errors import UsageError
from autokg.network.comparison import Change, Comparison, Link, compare
from autokg.network.prediction import Backtest, backtest, predict
from autokg.network.reports.figure import Cell, Figure
from autokg.network.reports.scope import Scope, count
from autokg.query.results import in_words

if TYPE_CHECKING:
    import networkx as nx

_YEARS = 5


def compare_days(scope: Scope, first: dt.date, second: dt.date) -> Figure:
    """Return what joined, left and changed from one day to another, by the dates between which a tie holds."""
    figure = compare_scopes(replace(scope, on=first), replace(scope, on=second), f"from {first} to {second}")
    return replace(figure, notes=("A tie that nobody says since when is taken to have been there.",))


def compare_scopes(earlier: Scope, later: Scope, span: str) -> Figure:
    """Return what joined, left and changed from one scope to another, of one store or of a store as it was."""
    before, after = earlier.project(), later.project()
    found = compare(before, after)
    labels = {**_through_labels(before), **_through_labels(after)}
    return Figure(
        "compare",
        _say_change(found, later, span),
        ("change", "name", "tie", "other", "through", "says", "node", "otherNode", "throughNode"),
        tuple(_changes(found, labels)),
        aside=frozenset({"throughNode"}),
        summary={name: len(part) for name, part in _parts(found)},
        queries=later.queries,
    )


def require_order(first: dt.date, second: dt.date) -> None:
    """Raise `UsageError` where one day is not before another."""
    if first >= second:
        raise UsageError(f"{first} is not before {second}; name the earlier day first")


def _parts(found: Comparison) -> list[tuple[str, Sequence[object]]]:
    return [(name, getattr(found, name)) for name in ("joined", "left", "new", "gone", "changed")]


def _say_change(found: Comparison, scope: Scope, span: str) -> str:
    if not any(part for _, part in _parts(found)):
        return f"Nothing changed in {scope.name} {span}."
    nodes = f"{count(len(found.joined), 'node')} joined and {len(found.left):,} left"
    ties = f"{count(len(found.new), 'tie')} came, {len(found.gone):,} went, {len(found.changed):,} changed"
    return f"In {scope.name} {span}: {nodes}; {ties}."


def _through_labels(network: nx.MultiDiGraph) -> dict[str, str]:
    return {data["through"]: data.get("throughLabel", "") for *_, data in network.edges(data=True) if "through" in data}


def _changes(found: Comparison, labels: dict[str, str]) -> Iterator[tuple[Cell, ...]]:
    for name, link, says in _links(found):
        yield (
            name, link.source_label, in_words(link.type), link.target_label, labels.get(link.through, ""), says,
            link.source, link.target, link.through,
        )  # fmt: skip
    for name, nodes in (("joined", found.joined), ("left", found.left)):
        for label in nodes:
            yield name, label, "", "", "", "", "", "", ""


def _links(found: Comparison) -> Iterable[tuple[str, Link, str]]:
    changed = (("changed", change.link, _says(change)) for change in found.changed)
    new = (("new", link, "") for link in found.new)
    return chain(changed, new, (("gone", link, "") for link in found.gone))


def _says(change: Change) -> str:
    return ", ".join(f"{name}: {old or 'none'} → {now or 'none'}" for name, (old, now) in change.changes.items())


def predict_ties(
    scope: Scope, method: str = "resource-allocation", *, limit: int = 10, days: Sequence[dt.date] = ()
) -> Figure:
    """Return likely next ties, each with how often the method was right on earlier days."""
    network = scope.project()
    found = predict(network, method, limit=limit)
    tests = backtest(network, days or _days(network), method, limit=limit)
    total = _worth(tests)
    rows = tuple(
        (number, row.source_label, row.target_label, row.score, row.common, total.hit_rate if total else None,
         total.chance if total else None, row.source, row.target)
        for number, row in enumerate(found, 1)
    )  # fmt: skip
    return Figure(
        "predict",
        f"{_say_next(len(rows), method, scope)} {_say_worth(total)}",
        ("rank", "one", "other", "score", "common", "hitRate", "chance", "source", "target"),
        rows,
        aside=frozenset({"hitRate", "chance"}),
        summary={f"{name} {test.day}": value for test in tests for name, value in _numbers(test).items()},
        notes=(*map(_say_test, tests), _CAUTION),
        queries=scope.queries,
    )


_CAUTION = (
    "A tie dates from its start, else from its first known publication. Ties that the base lacks count as misses, "
    "and agreements of three or more tie all their parties at once."
)


def _days(network: nx.MultiDiGraph) -> list[dt.date]:
    """Return the first days of the five years before the last in which a tie began or was published."""
    told = (data.get("start") or data.get("published") for *_, data in network.edges(data=True))
    days = [day for text in told if text and (day := ImpreciseDate.parse(text).earliest)]
    last = max((day.year for day in days), default=None)
    return [] if last is None else [dt.date(year, 1, 1) for year in range(last - _YEARS + 1, last + 1)]


@dataclass(frozen=True, slots=True)
class _Worth:
    """What a method was worth over all tests; chance is what a blind guess had been worth on the same days."""

    predicted: int
    hits: int
    chance: float

    @property
    def hit_rate(self) -> float:
        return self.hits / self.predicted


def _worth(tests: Sequence[Backtest]) -> _Worth | None:
    """Return what a method was worth; None where no test made a prediction."""
    predicted = sum(test.predicted for test in tests)
    if not predicted:
        return None
    blind = sum(test.predicted * test.chance for test in tests)
    return _Worth(predicted, sum(test.hits for test in tests), blind / predicted)


def _numbers(test: Backtest) -> dict[str, float]:
    return {"predicted": test.predicted, "hits": test.hits, "hitRate": test.hit_rate, "chance": test.chance}


def _say_next(number: int, method: str, scope: Scope) -> str:
    if not number:
        return f"By {method} no tie is to be expected in {scope.name}."
    return f"The next {count(number, 'tie')} in {scope.name} that {method} expects."


def _say_worth(total: _Worth | None) -> str:
    if total is None:
        return "They could not be tested: too few ties have dates."
    better = "better than" if total.hit_rate > total.chance else "no better than"
    return (
        f"Of {total.predicted} such predictions on earlier days {total.hits} came true ({total.hit_rate:.0%}), "
        f"{better} a blind guess ({total.chance:.1%})."
    )


def _say_test(test: Backtest) -> str:
    tied = f"{test.new} of {test.candidates:,} open pairs were tied since ({test.chance:.1%})"
    if not test.predicted:
        return f"From {test.day}: nothing was to be expected; {tied}."
    return f"From {test.day}: {test.hits} of {test.predicted} came true ({test.hit_rate:.0%}); {tied}."
