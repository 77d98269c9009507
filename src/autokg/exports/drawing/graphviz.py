"""Places of nodes by Graphviz, where its programs are on the PATH.

neato seeks distances on paper that are those along the edges, and moves boxes apart by their nearest neighbours
(Gansner and Hu's PRISM), which keeps the shape of what it found.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Sequence

import numpy as np

from autokg.exports.drawing.label_lines import Room
from autokg.exports.drawing.spacing import Places

_PROGRAM = "neato"
_INCH = 72.0  # points
_SECONDS = 120


def find_program() -> str | None:
    """Return where Graphviz' neato is, None where it is not installed."""
    return shutil.which(_PROGRAM)


def place(program: str, edges: Iterable[tuple[int, int]], rooms: Sequence[Room]) -> Places | None:
    """Return the places of nodes, in points, y upwards; None where Graphviz fails.

    Parameters
    ----------
    program : str
        The path of neato.
    edges : iterable of (int, int)
        Pairs of numbers of nodes; all nodes are connected by them.
    rooms : sequence of Room
        The box of each node.

    """
    command = [program, "-Tplain"]
    try:
        done = subprocess.run(  # noqa: S603 (a program of the system, on a text of numbers)
            command, input=_dot(edges, rooms), capture_output=True, encoding="utf-8", timeout=_SECONDS, check=True
        )
        return _read_plain(done.stdout, len(rooms))
    except (OSError, subprocess.SubprocessError, ValueError):
        return None


def _dot(edges: Iterable[tuple[int, int]], rooms: Sequence[Room]) -> str:
    lines = ["graph {", "graph [overlap=prism, start=1]", 'node [shape=box, fixedsize=true, label=""]']
    for number, room in enumerate(rooms):
        lines.append(f"{number} [width={room.width / _INCH:.4f}, height={room.height / _INCH:.4f}]")
    for one, other in edges:
        length = sum(room.width + room.height for room in (rooms[one], rooms[other])) / 4 / _INCH
        lines.append(f"{one} -- {other} [len={length:.4f}]")
    return "\n".join([*lines, "}", ""])


def _read_plain(text: str, count: int) -> Places:
    """Read lines `node NAME X Y …`, in inches; raise `ValueError` where one is missing."""
    nodes = [line.split() for line in text.splitlines() if line.startswith("node ")]
    if len(nodes) != count:
        raise ValueError(f"{len(nodes)} places for {count} nodes")
    places = np.zeros((count, 2))
    for _, name, x, y, *_ in nodes:
        places[int(name)] = float(x) * _INCH, float(y) * _INCH
    return places
