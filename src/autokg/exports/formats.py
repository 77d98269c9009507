"""The formats that a view, or a chart, can be written in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from autokg.errors import UnknownNameError, UsageError
from autokg.exports import (
    bibliography,
    csv_tables,
    cypher,
    cytoscape,
    dot,
    gexf,
    graphml,
    mermaid,
    nanopublications,
    neo4j,
    node_link,
    parquet,
    pictures,
    quickstatements,
    rdf,
    reifiers,
    xlsx,
)
from autokg.exports.charts import Chart, rendering
from autokg.exports.drawing.svg import require_converter
from autokg.exports.network_view import NetworkView
from autokg.exports.store_data import StoreData

Drawn = TypeVar("Drawn")


@dataclass(frozen=True, slots=True)
class Format(Generic[Drawn]):
    """A format of what is drawn, a view or a chart.

    Attributes:
        endings: of files in the format; each is a name for it too.
        parts: what it consists of, by what stands before the ending: "" for the one file of most formats. Each gives
            all bytes, or yields them where they may be too many to hold.
        require: raises `UsageError` if a library that the format needs is not installed.
        is_data: whether it has room for all that is known of nodes and edges; a picture has not.
        most: how many nodes it has room for; a larger network is gathered. None for any number.

    """

    endings: tuple[str, ...]
    parts: Mapping[str, Callable[[Drawn], bytes | Iterator[bytes]]]
    require: Callable[[], object] = lambda: None
    is_data: bool = True
    most: int | None = None


FORMATS: dict[str, Format[NetworkView]] = {
    "graphml": Format(("graphml",), {"": graphml.write}),
    "gexf": Format(("gexf",), {"": gexf.write}),
    "dot": Format(("dot", "gv"), {"": dot.write}),
    "cytoscape": Format(("cyjs", "json"), {"": cytoscape.write}),
    "node-link": Format(("node-link.json",), {"": node_link.write}),
    "mermaid": Format(("mmd",), {"": mermaid.write}, is_data=False),
    "csv": Format(("csv",), {"nodes": csv_tables.write_nodes, "edges": csv_tables.write_edges}),
    "parquet": Format(
        ("parquet",), {"nodes": parquet.write_nodes, "edges": parquet.write_edges}, parquet.require_library
    ),
    "cypher": Format(("cypher", "cql"), {"": cypher.write}),
    "neo4j": Format(("neo4j.csv",), {"nodes": neo4j.write_nodes, "relationships": neo4j.write_relationships}),
    "svg": Format(("svg",), {"": pictures.write_svg}, is_data=False, most=pictures.MOST_ON_PAPER),
    "png": Format(("png",), {"": pictures.write_png}, require_converter, is_data=False, most=pictures.MOST_ON_PAPER),
    "pdf": Format(("pdf",), {"": pictures.write_pdf}, require_converter, is_data=False, most=pictures.MOST_ON_PAPER),
    "html": Format(("html", "htm"), {"": pictures.write_page}, is_data=False, most=pictures.MOST_ON_A_PAGE),
    "xlsx": Format(("xlsx",), {"": xlsx.write}, xlsx.require_library),
    **{
        name: Format(endings, {"": partial(rdf.write_view, name)}, is_data=False)
        for name, (endings, _) in rdf.SYNTAXES.items()
    },
}
# Parts of a store that are no networks; everything (`all`) too in RDF.
_RDF_FORMATS: dict[str, Format[StoreData]] = {
    name: Format(endings, {"": partial(rdf.write_data, name)}) for name, (endings, _) in rdf.SYNTAXES.items()
}
DATA_FORMATS: dict[str, dict[str, Format[StoreData]]] = {
    "all": _RDF_FORMATS,
    "facts": _RDF_FORMATS | {"quickstatements": Format(("qs",), {"": quickstatements.write})},
    "claims": _RDF_FORMATS
    | {
        "reifiers": Format(("reifiers.ttl",), {"": reifiers.write}),
        "nanopublications": Format(("nanopub.trig",), {"": nanopublications.write}),
    },
    "sources": {
        "bibtex": Format(("bib",), {"": bibliography.write_bibtex}),
        "ris": Format(("ris",), {"": bibliography.write_ris}),
        "csl": Format(("csl.json", "json"), {"": bibliography.write_csl}),
        "csv": Format(("csv",), {"": bibliography.write_sources_csv}),
    },
}
DATA = ("facts", "claims", "sources")
CHART_FORMATS: dict[str, Format[Chart]] = {
    "svg": Format(("svg",), {"": rendering.write_svg}),
    "png": Format(("png",), {"": rendering.write_png}, require_converter),
    "pdf": Format(("pdf",), {"": rendering.write_pdf}, require_converter),
    "html": Format(("html", "htm"), {"": rendering.write_html}),
    "csv": Format(("csv",), {"": rendering.write_csv}),
    "json": Format(("json",), {"": rendering.write_json}),
}


def get_format(
    name: str | None, path: Path | None, formats: Mapping[str, Format[Drawn]], default: str
) -> Format[Drawn]:
    """Return a format by name or ending, else by the longest ending of a file, the default where neither is given."""
    known = {ending: format_ for format_ in formats.values() for ending in format_.endings} | dict(formats)
    wanted = name or (_ending_of(path, known) if path else default)
    if not wanted:
        names = ", ".join(formats)
        raise UsageError(f"{path}: no known extension; give the file one, or pass a format: {names}")
    if wanted not in known:
        raise UnknownNameError("format", wanted, known)
    ending = _ending_of(path, known) if path else ""
    # `cars.csv` may well hold the CSV of Neo4j: an ending contradicts only a format that has no part of it.
    fits = wanted.startswith(ending) or (ending in known and _share_ending(known[ending], known[wanted]))
    if ending in known and not fits:
        raise UsageError(f"{path}: the extension contradicts `format={name}`; change one of them")
    return known[wanted]


def _share_ending(one: Format[Drawn], other: Format[Drawn]) -> bool:
    return bool({e.split(".")[-1] for e in one.endings} & {e.split(".")[-1] for e in other.endings})


def _ending_of(path: Path, known: Collection[str]) -> str:
    """Return the longest ending of a file that is known, else all that stands after its last dot.

    >>> _ending_of(Path("deals.Neo4j.csv"), ["csv", "neo4j.csv"]), _ending_of(Path("v1.2.ttl"), ["csv"])
    ('neo4j.csv', 'ttl')
    """
    endings = path.name.lower().split(".")[1:]
    longer = (".".join(endings[first:]) for first in range(len(endings)))
    return next((ending for ending in longer if ending in known), endings[-1] if endings else "")
