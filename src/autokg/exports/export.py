"""A view of a store, written to a file whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autokg.errors import UsageError
from autokg.exports.drawing import Drawing
from autokg.exports.formats import get_format
from autokg.names import Names
from autokg.network import get_view, project
from autokg.network.neighbourhood import cut_around
from autokg.output import write_files, write_output
from autokg.queries import find_terms
from autokg.stores.base import Store


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: how many nodes and edges, into which files (none: to standard output), and remarks on it."""

    nodes: int
    edges: int
    files: tuple[Path, ...] = ()
    remarks: tuple[str, ...] = ()


def export(
    view: str,
    store: Store,
    path: Path | None = None,
    format_: str | None = None,
    *,
    around: str | None = None,
    hops: int = 1,
) -> Exported:
    """Write a view in a format, by default that of the file's ending; None and `-` stand for standard output.

    Where a name is given that it is to be around, only what is within some steps of the thing is written. CSV is two
    files: `cars.csv` stands for `cars.nodes.csv` and `cars.edges.csv`.
    """
    target = None if path is None or str(path) == "-" else path
    query, chosen = get_view(view), get_format(format_, target)
    if target is None and len(chosen.parts) > 1:
        raise UsageError("this format is more than one file; name one with -o")
    network = project(store, query)
    title = view
    if around is not None:
        network = cut_around(network, [term.value for term in find_terms(around, "thing", Names(store))], hops)
        title = f"{view} around {around}"  # no longer the whole store, whatever the view
    drawing = Drawing(title, network, store)
    if not network:
        drawing.remarks.append(f"{title}: nothing there" if around is None else f"{view}: nothing is near {around}")
    contents = {part: write(drawing) for part, write in chosen.parts.items()}
    size = network.number_of_nodes(), network.number_of_edges()
    if target is None:
        write_output(b"".join(contents.values()), None)
        return Exported(*size, remarks=tuple(drawing.remarks))
    files = {_part_path(target, part): content for part, content in contents.items()}
    write_files(files)
    return Exported(*size, tuple(files), tuple(drawing.remarks))


def _part_path(path: Path, part: str) -> Path:
    return path.with_name(f"{path.stem}.{part}{path.suffix}") if part else path
