"""The formats a view can be written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autokg.errors import UnknownNameError, UsageError
from autokg.exports import cytoscape, dot, gexf, graphml, mermaid, rdf, tables
from autokg.exports.drawing import Writer


@dataclass(frozen=True, slots=True)
class Format:
    """A format.

    Attributes:
        endings: of files in the format; each is a name for it too.
        parts: what it consists of, by what stands before the ending: "" for the one file of most formats.

    """

    endings: tuple[str, ...]
    parts: Mapping[str, Writer]


FORMATS: dict[str, Format] = {
    "graphml": Format(("graphml",), {"": graphml.write}),
    "gexf": Format(("gexf",), {"": gexf.write}),
    "dot": Format(("dot", "gv"), {"": dot.write}),
    "cytoscape": Format(("cyjs", "json"), {"": cytoscape.write}),
    "mermaid": Format(("mmd",), {"": mermaid.write}),
    "csv": Format(("csv",), {"nodes": tables.write_nodes, "edges": tables.write_edges}),
    "turtle": Format(("ttl",), {"": rdf.write_turtle}),
    "trig": Format(("trig",), {"": rdf.write_trig}),
    "nquads": Format(("nq",), {"": rdf.write_nquads}),
    "jsonld": Format(("jsonld",), {"": rdf.write_jsonld}),
}
_DEFAULT = "turtle"


def get_format(name: str | None, path: Path | None) -> Format:
    """Return a format by name or ending, else by the ending of a file; Turtle where neither is given."""
    by_ending = {ending: format_ for format_ in FORMATS.values() for ending in format_.endings}
    wanted = name or (path.suffix.removeprefix(".").lower() if path else _DEFAULT)
    if not wanted:
        names = ", ".join(FORMATS)
        raise UsageError(f"{path}: no ending tells the format; give the file one or name a format: {names}")
    known = by_ending | FORMATS
    if wanted not in known:
        raise UnknownNameError("format", wanted, known)
    return known[wanted]
