r"""An answer as a report: Markdown, a page of HTML, CSV of its rows, or JSON.

>>> print(escape_markdown("A|B *x* <i>"))
A\|B \*x\* \<i>
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping

from autokg.answers.citations import Citation
from autokg.answers.naming import tell_conflict
from autokg.answers.page import Reported, write_document
from autokg.core.csv_text import write_csv
from autokg.query.results import Table, to_markdown

_SPECIAL = re.compile(r"([\\`*_\[\]<|])")


def write_report(answer: Reported, format_: str) -> str:
    """Return an answer in one of `FORMATS`."""
    return _WRITERS[format_](answer)


def escape_markdown(text: str) -> str:
    """Return a text that Markdown shows as it stands."""
    return _SPECIAL.sub(r"\\\1", text)


def _write_markdown(answer: Reported) -> str:
    return "\n\n".join(_sections(answer)) + "\n"


def _sections(answer: Reported) -> Iterator[str]:
    words = answer.words
    yield f"# {escape_markdown(answer.question)}"
    yield from map(escape_markdown, answer.notes)
    yield from (f"**{escape_markdown(line)}**" for line in answer.sentence.split("\n"))
    yield escape_markdown(answer.reading)
    table = answer.table()
    if len(table.rows) > 1:
        cells = tuple(tuple(_without_bars(cell) for cell in row) for row in table.rows)
        yield to_markdown(Table(table.columns, cells)).rstrip()
    if citations := answer.citations():
        yield f"## {words.say('evidence_head')}"
        yield "\n".join(f"{number}. {_cite(item)}" for number, item in enumerate(citations, 1))
    if answer.conflicts:
        yield f"## {words.say('conflicts_head')}"
        yield "\n".join(f"- {escape_markdown(tell_conflict(row, words))}" for row in answer.conflicts)


def _without_bars(cell: str) -> str:
    """Return a cell with all escaped but bars, which the table escapes."""
    return escape_markdown(cell).replace("\\|", "|")


def _cite(item: Citation) -> str:
    text, source = (escape_markdown(" ".join(part.split())) for part in (item.text, item.source))
    is_web = (item.url or "").startswith(("http://", "https://"))
    return f"{text} ({f'[{source}](<{item.url}>)' if is_web else source})"


def _write_csv(answer: Reported) -> str:
    """Return the rows with all columns that any of them fills, the heads and values in the answer's language."""
    table = answer.table(whole=True)
    return write_csv(table.columns, table.rows)


def _write_json(answer: Reported) -> str:
    return json.dumps(answer.to_dict(), ensure_ascii=False, indent=2) + "\n"


_WRITERS: Mapping[str, Callable[[Reported], str]] = {
    "md": _write_markdown,
    "html": write_document,
    "csv": _write_csv,
    "json": _write_json,
}
FORMATS = tuple(_WRITERS)
