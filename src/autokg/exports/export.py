"""A view or a chart of a store, written to a file whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autokg.core.counting import count_of
from autokg.core.files import write_files, write_output
from autokg.errors import UnknownNameError, UsageError
from autokg.exports.charts import CHARTS, Chart, Scope
from autokg.exports.charts.chart_values import with_plants_in
from autokg.exports.formats import CHART_FORMATS, FORMATS, Format, get_format
from autokg.exports.network_view import NetworkView
from autokg.names.lookup import Names
from autokg.network import get_view, load_views, project
from autokg.network.details import describe
from autokg.network.neighbourhood import cut_around
from autokg.query.saved import find_terms
from autokg.stores.base import Store


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: how many nodes and edges, into which files (none: to standard output), and remarks on it.

    What is no network has `rows`, the lines of the table behind it.
    """

    nodes: int = 0
    edges: int = 0
    files: tuple[Path, ...] = ()
    remarks: tuple[str, ...] = ()
    rows: int | None = None

    @property
    def size(self) -> str:
        """How much was written, in words."""
        return (
            f"{count_of(self.nodes, 'node')}, {count_of(self.edges, 'edge')}"
            if self.rows is None
            else count_of(self.rows, "row")
        )

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to write."""
        return not (self.edges or self.rows)


def export(
    view: str,
    store: Store,
    path: Path | None = None,
    format_: str | None = None,
    *,
    around: str | None = None,
    hops: int = 1,
    weight: str | None = None,
) -> Exported:
    """Write a view or a chart in a format, by default that of the file's ending.

    None and `-` stand for standard output. Where a name is given that it is to be around, only what is within some
    steps of the thing is written; of a chart, what has to do with it. Some formats are two files: `cars.csv` stands for
    `cars.nodes.csv` and `cars.edges.csv`. The weight is what the widths of a Sankey diagram are: `models` or `volume`.
    """
    target = None if path is None or str(path) == "-" else path
    if weight is not None and view != "sankey":
        raise UsageError("only sankey accepts a weight")
    if view in CHARTS:
        chart_format = get_format(format_, target, CHART_FORMATS, "csv")
        chart_format.require()
        return _write_chart(CHARTS[view](store, _scope(store, around, weight)), chart_format, target)
    if view not in load_views():
        raise UnknownNameError("view", view, [*load_views(), *CHARTS])
    query, chosen = get_view(view), get_format(format_, target, FORMATS, "turtle")
    if target is None and len(chosen.parts) > 1:
        raise UsageError("this format writes several files; name one as `output`")
    chosen.require()
    network = project(store, query)
    title = view
    if around is not None:
        network = cut_around(network, [term.value for term in find_terms(around, "thing", Names(store))], hops)
        title = f"{view} around {around}"  # no longer the whole store, whatever the view
    if chosen.is_data:
        describe(network, store)
    network_view = NetworkView(title, network, store)
    if not network:
        network_view.remarks.append(
            f"{title}: nothing there" if around is None else f"{view}: nothing is near {around}"
        )
    contents = {part: write(network_view) for part, write in chosen.parts.items()}
    size = network.number_of_nodes(), network.number_of_edges()
    if target is None:
        write_output(b"".join(contents.values()), None)
        return Exported(*size, remarks=tuple(network_view.remarks))
    files = {_part_path(target, part): content for part, content in contents.items()}
    write_files(files)
    return Exported(*size, tuple(files), tuple(network_view.remarks))


def _scope(store: Store, around: str | None, weight: str | None) -> Scope:
    if not around:
        return Scope(weight=weight or "models")
    things = with_plants_in(find_terms(around, "thing", Names(store)), store)
    return Scope(things, around, weight or "models")


def _write_chart(chart: Chart, chosen: Format[Chart], target: Path | None) -> Exported:
    (write,) = chosen.parts.values()
    write_output(write(chart), target)
    return Exported(files=(target,) if target else (), remarks=tuple(chart.notes), rows=len(chart.rows))


def _part_path(path: Path, part: str) -> Path:
    return path.with_name(f"{path.stem}.{part}{path.suffix}") if part else path
