"""A view of the store as a networkx graph: things are nodes, rows of the view are edges.

>>> from pyoxigraph import Quad
>>> from autokg.stores import OxigraphStore
>>> store = OxigraphStore()
>>> acme, ajax = NamedNode("https://e.org/acme"), NamedNode("https://e.org/ajax")
>>> store.load([Quad(ajax, AKG.directParent, acme)])
>>> parents = SavedQuery("parents", "SELECT (?owned AS ?source) (?owner AS ?target) { ?owned akg:directParent ?owner }")
>>> list(project(store, parents).edges(data="type"))
[('https://e.org/ajax', 'https://e.org/acme', 'related')]
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions

from autokg.core.dates import ImpreciseDate
from autokg.core.terms import AKG, XSD
from autokg.errors import QueryError, StoreError
from autokg.network.periods import add_periods
from autokg.network.views import VIEWS, get_view, load_values
from autokg.query.saved import SavedQuery
from autokg.stores import OxigraphStore
from autokg.stores.base import Store
from autokg.stores.copying import embedded

if TYPE_CHECKING:
    import networkx as nx

Value = str | int | float
Row = dict[str, Value]

_TRUTHS = {"directed"}
_ENDS = ("source", "target")
_COLUMNS = {"label": "Label", "type": "Type"}
_OF_ENDS = {end + part for end in _ENDS for part in ("", *_COLUMNS.values())}
_NAMELESS = "related"


def project(
    store: Store,
    view: str | SavedQuery,
    *,
    status: Collection[str] | None = None,
    kinds: Collection[str] | None = None,
    as_of: dt.date | None = None,
    on: dt.date | None = None,
    periods: bool = True,
) -> nx.MultiDiGraph:
    """Return the network of a view.

    Parameters
    ----------
    store : Store
        The store the view is answered from.
    view : str or SavedQuery
        The name of a view, or any query that returns `?source` and `?target`, both IRIs. Labels, types, `?relation`
        and `?through` are understood where they are there; any other column becomes an attribute of the edge.
    status : collection of str, optional
        Keep the edges of these statuses only (`planned`, `actual`, …).
    kinds : collection of str, optional
        Keep the nodes of these types only (`Company`, `Plant`, …).
    as_of : datetime.date, optional
        Keep the edges that a document published by this day states; what is undated is left out. The statuses and
        dates are those of the store: for what one would have judged then, build a store as of then.
    on : datetime.date, optional
        Keep the edges that may hold on this day: those that surely begin later, were over before or were given up
        are left out.
    periods : bool
        Whether edges have times of their own; without, those of the production, agreement … that they lead through,
        until `correct_periods` is called.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are keyed by IRI, with `label` and `type`. Edges are keyed by their type and what they lead through,
        with `type`, `property` (an IRI, where a property states the edge), `status`, `start`, `end` and `over` (EDTF),
        `sources`, and what else the view says. What is not known is left out. Nodes and edges are sorted.

    Raises
    ------
    UnknownNameError
        Where there is no such view; near names are offered.
    QueryError
        Where the query has a mistake, or no columns `?source` and `?target`.

    Examples
    --------
    >>> from pyoxigraph import Quad
    >>> from autokg.stores import OxigraphStore
    >>> store, firm = OxigraphStore(), "https://e.org/{}".format
    >>> store.load([Quad(NamedNode(firm("ajax")), AKG.directParent, NamedNode(firm("acme")))])
    >>> text = "SELECT ?source ?target (akg:directParent AS ?relation) { ?source akg:directParent ?target }"
    >>> network = project(store, SavedQuery("parents", text))
    >>> network.nodes[firm("ajax")], network.edges[firm("ajax"), firm("acme"), "directParent"]["type"]
    ({'label': 'ajax', 'type': 'Thing'}, 'directParent')
    >>> project(store, "partner")
    Traceback (most recent call last):
    autokg.errors.UnknownNameError: no view named 'partner'; did you mean partners?

    """
    import networkx as nx  # noqa: PLC0415 (0.2 s, and most commands draw no network)

    query = get_view(view) if isinstance(view, str) else view
    rows = _rows(store, query)
    if periods:
        add_periods(rows, store)
    rows = [row for row in rows if status is None or row.get("status") in status]
    nodes = _nodes(rows, store)
    if kinds is not None:
        rows = [row for row in rows if all(nodes[str(row[end])]["type"] in kinds for end in _ENDS)]
    if as_of is not None:
        rows = [row for row in rows if (day := _first_published(row)) and day <= as_of]
    if on is not None:
        rows = [row for row in rows if may_hold(row, on)]
    network = nx.MultiDiGraph(name=query.name)
    network.add_nodes_from((iri, nodes[iri]) for iri in sorted({str(row[end]) for row in rows for end in _ENDS}))
    network.add_edges_from(sorted(map(_edge, rows), key=lambda edge: (*edge[:3], str(edge[3]))))
    return network


def correct_periods(network: nx.MultiDiGraph, store: Store) -> None:
    """Give the edges of a network without `periods` times of their own."""
    edges = [(edge, {**edge, "source": source, "target": target}) for source, target, edge in network.edges(data=True)]
    add_periods((row for _, row in edges), store)
    for edge, row in edges:
        for name in ("start", "end", "over"):
            edge.pop(name, None)
            if name in row:
                edge[name] = row[name]


def project_layers(store: Store, views: Sequence[str], **filters: Any) -> nx.MultiDiGraph:
    """Return the networks of several views as one, each edge with the `layer` it stands in.

    Parameters
    ----------
    store : Store
        The store the views are answered from.
    views : sequence of str
        The names of views.
    **filters
        As `project` takes them.

    Returns
    -------
    networkx.MultiDiGraph
        As `project` gives it; an edge that several views have stands in the first of them.

    """
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    union = nx.MultiDiGraph(name="+".join(views))
    layers = [project(store, view, **filters) for view in views]
    union.add_nodes_from(
        sorted((node for layer in layers for node in layer.nodes(data=True)), key=lambda node: node[0])
    )
    edges: dict[tuple[str, str, str], Row] = {}
    for layer in layers:
        for source, target, key, data in layer.edges(keys=True, data=True):
            edges.setdefault((source, target, key), {**data, "layer": layer.name})
    union.add_edges_from((*ends, edges[ends]) for ends in sorted(edges))
    return union


def may_hold(edge: Mapping[str, Value], day: dt.date) -> bool:
    """Whether an edge may hold on a day; one that is over, nobody says since when, was so when that was first told.

    >>> may_hold({"status": "planned", "start": "2025-41"}, dt.date(2025, 6, 30))
    False
    >>> may_hold({"status": "ended", "end": "2020"}, dt.date(2020, 6, 30))
    True
    """
    if edge.get("status") == "cancelled":
        return False
    first, last = days_of(edge)
    return (first is None or first <= day) and (last is None or day <= last)


def days_of(edge: Mapping[str, Value]) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day on which an edge may hold, None where that side is open.

    An imprecise date stands for its outermost day: a start in "the second half of 2025" is the first of July. An edge
    without any date begins when it was first published; what is over without an end was so when that was first told.

    >>> days_of({"status": "actual", "start": "2025-41", "end": "2030"})
    (datetime.date(2025, 7, 1), datetime.date(2030, 12, 31))
    >>> days_of({"status": "actual", "published": "2024-05"})
    (datetime.date(2024, 5, 1), None)
    """
    first = ImpreciseDate.parse(str(edge["start"])).earliest if "start" in edge else None
    last = ImpreciseDate.parse(str(edge["end"])).latest if "end" in edge else None
    published = _first_published(edge)
    if last is None and edge.get("status") == "ended":
        last = ImpreciseDate.parse(str(edge["over"])).latest if "over" in edge else published
    if not edge.keys() & {"start", "end"} and published and (last is None or published < last):
        first = published
    return first, last


def _first_published(edge: Mapping[str, Value]) -> dt.date | None:
    """Return the first day on which an edge may have been published, None if no document of it bears a date."""
    return ImpreciseDate.parse(str(edge["published"])).earliest if "published" in edge else None


def _rows(store: Store, query: SavedQuery) -> list[Row]:
    """Return the rows of a view; from a copy of the store if its server cannot run a bundled one, as Virtuoso may."""
    try:
        return _read_rows(store, query)
    except (QueryError, StoreError):
        if query.name not in VIEWS or isinstance(store, OxigraphStore):
            raise
        with embedded(store) as near:
            return _read_rows(near, query)


def _read_rows(store: Store, query: SavedQuery) -> list[Row]:
    result = store.query(query.text)
    columns = {variable.value for variable in result.variables} if isinstance(result, QuerySolutions) else set()
    if not isinstance(result, QuerySolutions) or not columns.issuperset(_ENDS):
        raise QueryError("the query returns no edges", source=query.name, expected="the columns ?source and ?target")
    names = sorted(columns)
    rows = [row for row in (_row(solution, names) for solution in result) if row.keys() >= set(_ENDS)]
    for column in columns:
        _unify_numbers(rows, column)
    for row in rows:
        row |= {name: bool(row[name]) for name in _TRUTHS & row.keys()}  # Virtuoso computes 1 and 0
    return rows


def _row(solution: QuerySolution, columns: Sequence[str]) -> Row:
    """Return what a row says; an empty text says nothing."""
    row: Row = {}
    for column in columns:
        value = _value(solution[column])
        if value is not None and value != "":
            row[column] = value
    return row


def _unify_numbers(rows: list[Row], column: str) -> None:
    """Make all numbers of a column floats where one is; formats with typed attributes know one type for each."""
    if any(isinstance(row.get(column), float) for row in rows):
        for row in rows:
            value = row.get(column)
            if isinstance(value, int):
                row[column] = float(value)


def _value(term: object) -> Value | None:
    match term:
        case NamedNode(value=value):
            return value
        case Literal(value=value, datatype=datatype) if datatype == XSD.integer:
            return int(value)
        case Literal(value=value, datatype=datatype) if datatype == XSD.decimal:
            return float(value)
        case Literal(value=value, datatype=datatype) if datatype == XSD.boolean:
            return value in ("true", "1")
        case Literal(value=value):
            return value
        case _:
            return None


def _nodes(rows: list[Row], store: Store) -> dict[str, Row]:
    """Return the label and type of each node: as the query gives them, else as the store does."""
    given: dict[str, Row] = {}
    for row in rows:
        for end in _ENDS:
            given.setdefault(str(row[end]), {}).update(
                {name: row[end + column] for name, column in _COLUMNS.items() if end + column in row}
            )
    unknown = sorted(iri for iri, data in given.items() if len(data) < len(_COLUMNS))
    known = load_names(store, unknown)
    return {
        iri: {"label": _local_name(iri), "type": "Thing"}
        | known.get(iri, {})
        | {name: _local_name(str(value)) if name == "type" else value for name, value in data.items()}
        for iri, data in given.items()
    }


def load_names(store: Store, iris: Collection[str]) -> dict[str, Row]:
    """Return the `label` and `type` of things, where the store has them."""
    names: dict[str, Row] = {}
    for node, name, value in load_values(store, "nodes", iris):
        names.setdefault(node, {}).setdefault(name, value)
    return names


def _edge(row: Row) -> tuple[str, str, str, Row]:
    relation = str(row.get("relation", _NAMELESS))
    attributes: Row = {"type": _local_name(relation)}
    if relation.startswith(AKG.namespace):
        attributes["property"] = relation
    attributes |= {name: row[name] for name in row if name not in _OF_ENDS and name != "relation"}
    key = " ".join(filter(None, (str(attributes["type"]), str(row.get("through", "")))))
    return str(row["source"]), str(row["target"]), key, attributes


def _local_name(name: str) -> str:
    return re.split(r"[#/]", name)[-1] if "://" in name else name
