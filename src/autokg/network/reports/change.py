"""Report what changed between two days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from autokg.errors import UsageError
from autokg.network.comparison import Change, Comparison, Link, compare
from autokg.network.reports.figure import Cell, Figure
from autokg.network.reports.scope import Scope, count
from autokg.query.results import in_words

if TYPE_CHECKING:
    import networkx as nx


def compare_days(scope: Scope, first: dt.date, second: dt.date) -> Figure:
    """Return what joined, left and changed from one day to another, by the dates between which a tie holds."""
    figure = compare_scopes(replace(scope, on=first), replace(scope, on=second), f"from {first} to {second}")
    return replace(figure, notes=("Ties without a date count from their first publication: they may be older.",))


def compare_scopes(earlier: Scope, later: Scope, span: str) -> Figure:
    """Return what joined, left and changed from one scope to another, of one store or of a store as it was."""
    before, after = earlier.project(), later.project()
    comparison = compare(before, after)
    labels = {**_through_labels(before), **_through_labels(after)}
    return Figure(
        "compare",
        _say_change(comparison, later, span),
        ("change", "name", "tie", "other", "through", "says", "node", "otherNode", "throughNode"),
        tuple(_changes(comparison, labels)),
        aside=frozenset({"throughNode"}),
        summary={name: len(part) for name, part in _parts(comparison)},
        queries=later.queries,
    )


def require_order(first: dt.date, second: dt.date) -> None:
    """Raise `UsageError` where one day is not before another."""
    if first >= second:
        raise UsageError(f"{first} is not before {second}; name the earlier day first")


def _parts(comparison: Comparison) -> list[tuple[str, Sequence[object]]]:
    return [(name, getattr(comparison, name)) for name in ("joined", "left", "new", "reported", "gone", "changed")]


def _say_change(comparison: Comparison, scope: Scope, span: str) -> str:
    if not any(part for _, part in _parts(comparison)):
        return f"Nothing changed in {scope.name} {span}."
    nodes = f"{count(len(comparison.joined), 'node')} joined and {len(comparison.left):,} left"
    sizes = {name: len(part) for name, part in _parts(comparison)}
    came = f"{count(sizes['new'], 'tie')} came, {sizes['reported']:,} more of unknown date first reported"
    ties = f"{came}, {sizes['gone']:,} went, {sizes['changed']:,} changed"
    return f"In {scope.name} {span}: {nodes}; {ties}."


def _through_labels(network: nx.MultiDiGraph) -> dict[str, str]:
    return {data["through"]: data.get("throughLabel", "") for *_, data in network.edges(data=True) if "through" in data}


def _changes(comparison: Comparison, labels: dict[str, str]) -> Iterator[tuple[Cell, ...]]:
    for name, link, says in _links(comparison):
        yield (
            name, link.source_label, in_words(link.type), link.target_label, labels.get(link.through, ""), says,
            link.source, link.target, link.through,
        )  # fmt: skip
    for name, nodes in (("joined", comparison.joined), ("left", comparison.left)):
        for label in nodes:
            yield name, label, "", "", "", "", "", "", ""


def _links(comparison: Comparison) -> Iterable[tuple[str, Link, str]]:
    changed = (("changed", change.link, _says(change)) for change in comparison.changed)
    new = (("new", link, "") for link in comparison.new)
    reported = (("first reported", link, "") for link in comparison.reported)
    return chain(changed, new, reported, (("gone", link, "") for link in comparison.gone))


def _says(change: Change) -> str:
    return ", ".join(f"{name}: {old or 'none'} → {now or 'none'}" for name, (old, now) in change.changes.items())
