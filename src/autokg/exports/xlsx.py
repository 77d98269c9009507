"""An Excel workbook: a sheet each of nodes, edges, evidence and sources (the extra `autokg[xlsx]`).

All texts are text cells, so none is a formula. Two runs write the same bytes: nothing in the file tells when it was
written.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from types import ModuleType
from typing import Any

from autokg.core.extras import require_extra
from autokg.exports.graph_records import EDGE_COLUMNS, NODE_COLUMNS, Record, columns_of, edge_records, node_records
from autokg.exports.network_view import NetworkView, printable
from autokg.network.edge_evidence import EdgeEvidence, load_all_evidence

_LONGEST = 32_767  # characters in a cell
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that a ZIP file can hold
_WRITTEN = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_EVIDENCE = ("source", "target", "sourceLabel", "targetLabel", *(field.name for field in fields(EdgeEvidence)))
_SOURCES = ("document", "title", "publisher", "published", "url", "edges")


def require_library() -> ModuleType:
    """Import openpyxl; raise `UsageError` if it is not installed."""
    return require_extra("openpyxl", extra="xlsx", purpose="XLSX")


def write(view: NetworkView) -> bytes:
    """Write a network as a workbook."""
    book = require_library().Workbook(write_only=True)
    edges, evidence = list(edge_records(view)), list(_evidence(view))
    _add(book, "nodes", NODE_COLUMNS, list(node_records(view)))
    _add(book, "edges", EDGE_COLUMNS, edges)
    _add(book, "evidence", _EVIDENCE, evidence)
    _add(book, "sources", _SOURCES, _sources(evidence))
    written = io.BytesIO()
    book.save(written)
    return _undated(written.getvalue())


def _evidence(view: NetworkView) -> Iterator[Record]:
    label = view.network.nodes(data="label")
    for (source, target, _), pieces in load_all_evidence(view.store, view.network).items():
        ends = {"source": source, "target": target, "sourceLabel": label[source], "targetLabel": label[target]}
        yield from (ends | asdict(piece) for piece in pieces)


def _sources(evidence: Iterable[Record]) -> list[Record]:
    sources: dict[str, Record] = {}
    for piece in evidence:
        source = sources.setdefault(piece["document"], {name: piece[name] for name in _SOURCES[:-1]} | {"edges": 0})
        source["edges"] += 1
    return [sources[document] for document in sorted(sources)]


def _add(book: Any, title: str, leading: tuple[str, ...], records: Sequence[Record]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    columns = columns_of(records, leading)
    sheet.append(columns)
    for record in records:
        sheet.append([_cell(sheet, record.get(name)) for name in columns])


def _cell(sheet: Any, value: Any) -> Any:
    """Return a cell; a text is one of the type text, whatever it starts with."""
    if not isinstance(value, str):
        return value
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 (an extra)

    cell = WriteOnlyCell(sheet, value=printable(value)[:_LONGEST])
    cell.data_type = "s"
    return cell


def _undated(content: bytes) -> bytes:
    """Return a workbook without the time of writing."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(
                zipfile.ZipInfo(name, _EPOCH), _WRITTEN.sub(b"", data) if name == "docProps/core.xml" else data
            )
    return written.getvalue()
