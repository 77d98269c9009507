"""A view or a chart of a store, written to a file whole or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from autokg.core.counting import count_of
from autokg.core.csv_text import BOM
from autokg.core.files import require_writable, write_files, write_output
from autokg.errors import UnknownNameError, UsageError
from autokg.exports.charts import CHARTS, Chart, Scope
from autokg.exports.charts.chart_values import with_plants_in
from autokg.exports.drawing import PAPERS
from autokg.exports.formats import CHART_FORMATS, DATA, DATA_FORMATS, FORMATS, Drawn, Format, get_format
from autokg.exports.network_view import WHOLE_STORE, NetworkView
from autokg.exports.picture_texts import load_wording
from autokg.exports.rdf import SYNTAXES
from autokg.exports.store_data import StoreData
from autokg.names.lookup import Names
from autokg.network import correct_periods, get_view, load_views, project
from autokg.network.details import add_measures, describe
from autokg.network.neighbourhood import cut_around_name
from autokg.query.saved import find_terms
from autokg.stores import Store
from autokg.stores.copying import embedded

# What is counted in a part of a store.
NOUNS = {"sources": "source"}
# Views that are drawn in columns, as charts: a network of them is a knot.
AS_CHARTS = {"production": "who-builds", "ownership": "owners"}


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: how many nodes and edges, into which files (none: to standard output), and remarks on it.

    What is no network has `rows`: the lines of the table behind it, or the items that `noun` names.
    """

    nodes: int = 0
    edges: int = 0
    files: tuple[Path, ...] = ()
    remarks: tuple[str, ...] = ()
    rows: int | None = None
    noun: str = "row"

    @property
    def size(self) -> str:
        """How much was written, in words."""
        return (
            f"{count_of(self.nodes, 'node')}, {count_of(self.edges, 'edge')}"
            if self.rows is None
            else count_of(self.rows, self.noun)
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
    measures: Collection[str] = (),
    bom: bool = False,
    language: str | None = None,
) -> Exported:
    """Write a view, a chart or a part of the store in a format, by default that of the file's ending.

    None and `-` stand for standard output. Where a name is given that it is to be around, only what is within some
    steps of the thing is written; of a chart, what has to do with it. Some formats are two files: `cars.csv` stands for
    `cars.nodes.csv` and `cars.edges.csv`. The weight is what the widths of a Sankey diagram are: `models` or `volume`.
    Measures are added to the nodes; `bom` starts CSV with a byte order mark, by which Excel knows UTF-8. The language
    is that of the words of a picture: en, fr or de.
    """
    target = None if path is None or str(path) == "-" else path
    if weight is not None and view != "sankey":
        raise UsageError("only sankey accepts a weight")
    if measures and view not in load_views():
        raise UsageError("only networks have nodes to measure")
    if around is not None and view in DATA:
        raise UsageError(f"{view} are written whole; `around` cuts networks and charts")
    if view in CHARTS:
        if hops != 1:
            raise UsageError("only networks have steps to count")
        chart_format = _choose(format_, target, CHART_FORMATS, "csv")
        _require_picture(language, chart_format, CHART_FORMATS)
        return _write_chart(CHARTS[view](store, _scope(store, around, weight, language)), chart_format, target)
    if view in DATA or (view == WHOLE_STORE and around is None and _is_rdf(format_, target)):
        formats = DATA_FORMATS[view]
        chosen_format = _choose(format_, target, formats, next(iter(formats)))
        _require_picture(language, chosen_format, {})
        with embedded(store) as near:
            return _write_data(StoreData(view, near), chosen_format, target)
    if view not in load_views():
        raise UnknownNameError("view", view, [*load_views(), *CHARTS, *DATA])
    chosen = _choose(format_, target, FORMATS, "turtle")
    _require_picture(language, chosen, FORMATS)
    if target is None and len(chosen.parts) > 1:
        raise UsageError("this format writes several files; name one as `output`")
    if view in AS_CHARTS and hops == 1 and (name := _paper_of(chosen)):
        chart = CHARTS[AS_CHARTS[view]](store, _scope(store, around, None, language))
        return _write_chart(chart, CHART_FORMATS[name], target)
    view_of = _cut(view, store, around, hops, language or "en")
    if chosen.most is None or len(view_of.network) <= chosen.most:  # else it is gathered, and no tie has a time
        correct_periods(view_of.network, store)
    add_measures(view_of.network, measures)
    if chosen.is_data:
        describe(view_of.network, store)
    contents = {part: write(view_of) for part, write in chosen.parts.items()}
    files = _write_parts(contents, target, bom=bom)
    size = view_of.network.number_of_nodes(), view_of.network.number_of_edges()
    return Exported(*size, files, tuple(view_of.remarks))


def _choose(
    format_: str | None, target: Path | None, formats: Mapping[str, Format[Drawn]], default: str
) -> Format[Drawn]:
    """Return the format; before any work, require what it needs and a place for the file."""
    chosen = get_format(format_, target, formats, default)
    chosen.require()
    if target is not None:
        require_writable(target)
    return chosen


def _require_picture(language: str | None, chosen: Format[Drawn], formats: Mapping[str, Format[Drawn]]) -> None:
    """Raise `UsageError` for a language of what is no picture for paper, or in which there are no pictures."""
    if language is None:
        return
    if not any(formats.get(name) is chosen for name in PAPERS):
        raise UsageError(f"`language`: only pictures have words of their own; formats: {', '.join(PAPERS)}")
    load_wording(language)


def _is_rdf(format_: str | None, target: Path | None) -> bool:
    return get_format(format_, target, FORMATS, "turtle") in [FORMATS[name] for name in SYNTAXES]


def _cut(view: str, store: Store, around: str | None, hops: int, language: str) -> NetworkView:
    """Return a view, or the part of it that is around a thing."""
    network = project(store, get_view(view), periods=False)
    if around is None:
        remarks = [] if network else [f"{view}: nothing there"]
        return NetworkView(view, network, store, remarks, language=language)
    cut = cut_around_name(network, around, store, hops)
    others = ", ".join(name for name in load_views() if name != view)
    advice = f"{view}: nothing is near {around}; try another view ({others}) or the name of its maker"
    return NetworkView(view, cut, store, [] if cut else [advice], around, language)


def _write_parts(
    contents: Mapping[str, bytes | Iterator[bytes]], target: Path | None, *, bom: bool = False
) -> tuple[Path, ...]:
    """Write the parts of a file, and return the files."""
    if target is None:
        for content in contents.values():
            write_output(content, None)
        return ()
    files = {_part_path(target, part): content for part, content in contents.items()}
    if bom:
        files = {path: _with_mark(path, content) for path, content in files.items()}
    write_files(files)
    return tuple(files)


def _with_mark(path: Path, content: bytes | Iterator[bytes]) -> bytes | Iterator[bytes]:
    if path.suffix.lower() != ".csv" or not isinstance(content, bytes):
        raise UsageError("`bom`: only CSV has a byte order mark")
    return BOM.encode() + content


def _write_data(data: StoreData, chosen: Format[StoreData], target: Path | None) -> Exported:
    files = _write_parts({part: write(data) for part, write in chosen.parts.items()}, target)
    return Exported(files=files, remarks=tuple(data.remarks), rows=data.count, noun=NOUNS.get(data.name, "statement"))


def _scope(store: Store, around: str | None, weight: str | None, language: str | None) -> Scope:
    scope = Scope(weight=weight or "models", language=language or "en")
    if not around:
        return scope
    return replace(scope, around=with_plants_in(find_terms(around, "thing", Names(store)), store), name=around)


def _write_chart(chart: Chart, chosen: Format[Chart], target: Path | None) -> Exported:
    (write,) = chosen.parts.values()
    write_output(write(chart), target)
    return Exported(files=(target,) if target else (), remarks=chart.remarks, rows=len(chart.rows))


def _paper_of(chosen: Format[NetworkView]) -> str | None:
    """Return the name of a format if it is one for paper."""
    return next((name for name in PAPERS if FORMATS[name] is chosen), None)


def _part_path(path: Path, part: str) -> Path:
    return path.with_name(f"{path.stem}.{part}{path.suffix}") if part else path
