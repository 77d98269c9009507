"""What changed between two states of a network: what joined, what left, what is told otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

_TOLD = ("type", "status", "start", "end", "share", "volume")

Attributes = dict[str, Any]
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """An edge by its ends and what it leads through."""

    source: str
    source_label: str
    target: str
    target_label: str
    type: str
    through: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What an edge that was there before and after says otherwise: attribute → what it said, what it says."""

    link: Link
    changes: dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The difference between two states of a network, each part sorted by label.

    Attributes:
        new: edges that begin in the meantime. reported: new ones without a date, of which it is only known that they
            were first published in the meantime: they may be old.

    """

    joined: tuple[str, ...]
    left: tuple[str, ...]
    new: tuple[Link, ...]
    reported: tuple[Link, ...]
    gone: tuple[Link, ...]
    changed: tuple[Change, ...]


def compare(before: nx.MultiDiGraph, after: nx.MultiDiGraph) -> Comparison:
    """Return how a network differs from an earlier state of it.

    Parameters
    ----------
    before, after : networkx.MultiDiGraph
        Two networks as `project` gives them, on or as of two days, or of two stores.

    Returns
    -------
    Comparison
        The nodes that joined and left, the edges that are new, first reported and gone, and those that changed. An edge
        is the same in both where its ends are and the slot that states it is, whatever its status: a plan that came
        true changed.

    Examples
    --------
    >>> import networkx as nx
    >>> before, after = nx.MultiDiGraph(), nx.MultiDiGraph()
    >>> _ = before.add_edge("car", "plant", type="plannedProductionAt", status="planned", through="deal")
    >>> _ = after.add_edge("car", "plant", type="producedAt", status="actual", through="deal")
    >>> _ = after.add_edge("firm", "plant", type="operates", status="actual", start="2024")
    >>> _ = after.add_edge("firm", "car", type="builds", status="actual")
    >>> found = compare(before, after)
    >>> found.joined, [link.type for link in (*found.new, *found.reported)], found.changed[0].changes["status"]
    (('firm',), ['operates', 'builds'], ('planned', 'actual'))

    """
    old, new = _links(before), _links(after)
    changes = [Change(new[key][0], _differences(old[key][1], new[key][1])) for key in old.keys() & new.keys()]
    came = [edge for key, edge in new.items() if key not in old]
    return Comparison(
        _labels(after, set(after) - set(before)),
        _labels(before, set(before) - set(after)),
        _sorted(link for link, data in came if _is_dated(data)),
        _sorted(link for link, data in came if not _is_dated(data)),
        _sorted(link for key, (link, _) in old.items() if key not in new),
        tuple(sorted((change for change in changes if change.changes), key=lambda change: _order(change.link))),
    )


def _links(network: nx.MultiDiGraph) -> dict[_Key, tuple[Link, Attributes]]:
    """Return the edges by what makes them the same: the slot that states them, which no change of status changes."""
    label = network.nodes(data="label")
    links = {}
    for source, target, data in network.edges(data=True):
        through = data.get("through", "")
        link = Link(source, label[source] or source, target, label[target] or target, data["type"], through)
        links[source, target, data.get("slot") or through or data["type"]] = link, data
    return links


def _is_dated(edge: Attributes) -> bool:
    return any(edge.get(name) for name in ("start", "end"))


def _differences(old: Attributes, new: Attributes) -> dict[str, tuple[Any, Any]]:
    return {name: (old.get(name), new.get(name)) for name in _TOLD if old.get(name) != new.get(name)}


def _labels(network: nx.MultiDiGraph, nodes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(network.nodes[node].get("label", node) for node in nodes))


def _order(link: Link) -> tuple[str, ...]:
    return link.source_label, link.target_label, link.type, link.through, link.source, link.target


def _sorted(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=_order))
