"""Query results in the formats people read and programs take.

CSV, TSV, JSON and XML are the W3C's result formats, Turtle, N-Triples and JSON-LD its graph formats, all written by
Oxigraph. Tables and Markdown are for reading: a thing is shown by its label, dates and terms of the
ontology in words, and columns of bare identifiers are left out if others remain.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    serialize,
)

from autokg.core.dates import ImpreciseDate
from autokg.core.ontology import load_ontology
from autokg.core.terms import AKG, EDTF, PREFIXES, RDF, THING_PREFIXES, shorten
from autokg.core.visible import visible
from autokg.errors import DateError, UnknownNameError, UsageError
from autokg.stores.base import Result, Triples

SOLUTION_FORMATS: dict[str, QueryResultsFormat] = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
GRAPH_FORMATS: dict[str, RdfFormat] = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
}
READING_FORMATS = ("table", "md")
FORMATS = (*READING_FORMATS, *SOLUTION_FORMATS, *GRAPH_FORMATS)
_LABEL = "Label"
_PREFIX = re.compile(rb"(?<![\w<])[a-z]+:")
_WORDS = "Words"
_CODED_DATE = re.compile(r"[\d.X~-]*/[\d.X~-]*|\d{4}-(?:2[1-9]|3\d|4[01])~?")  # 2024/.., 2025-41; never 2025-03
_ELSEWHERE = ("Quote", "Source")  # shown below the table, where there is room for words


@dataclass(frozen=True, slots=True)
class Table:
    """Rows to be read: column titles and cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def render(result: Result, format_: str | None = None, output: Path | None = None) -> Table | bytes:
    """Write a result in the format asked for, else that of the file's ending, else what suits where it goes."""
    chosen = choose_format(format_, output, FORMATS) or _default_format(
        result, to_terminal=output is None and sys.stdout.isatty()
    )
    if isinstance(result, Triples):
        if chosen not in GRAPH_FORMATS:
            raise UsageError(f"a graph cannot be written as {chosen}; formats for graphs: {', '.join(GRAPH_FORMATS)}")
        return serialize_graph(result, chosen)
    if chosen in GRAPH_FORMATS:
        forms = (*READING_FORMATS, *SOLUTION_FORMATS)
        raise UsageError(f"rows cannot be written as {chosen}; formats for rows: {', '.join(forms)}")
    if chosen in SOLUTION_FORMATS:
        return _serialize_rows(result, chosen)
    table = tabulate(result)
    return table if chosen == "table" and output is None else to_markdown(table).encode()


def is_empty(result: Result) -> bool:
    """Whether a result has no rows, no triples, or is a no; uses the result up."""
    return not result if isinstance(result, QueryBoolean) else next(iter(result), None) is None


def choose_format(format_: str | None, output: Path | None, formats: Collection[str]) -> str | None:
    """Return a format by name, else by the ending of a file, None if neither is given; refuse contradictions."""
    if format_ is not None and format_ not in formats:
        raise UnknownNameError("format", format_, formats)
    ending = output.suffix.removeprefix(".").lower() if output else ""
    if format_ is None and ending and ending not in formats:
        endings = ", ".join(f".{name}" for name in formats if name != "table")
        raise UsageError(f"{output}: unknown extension; give the file one of {endings}, or name a `format`")
    if format_ and ending in formats and not format_.startswith(ending) and {format_, ending} != set(READING_FORMATS):
        raise UsageError(f"{output}: the extension contradicts `format={format_}`; change one of them")
    return format_ or ending or None


def _default_format(result: Result, *, to_terminal: bool) -> str:
    if isinstance(result, Triples):
        return "ttl"
    if to_terminal:
        return "table"
    return "csv" if isinstance(result, QuerySolutions) else "json"


def _serialize_rows(result: QuerySolutions | QueryBoolean, format_: str) -> bytes:
    if isinstance(result, QueryBoolean) and format_ in ("csv", "tsv"):
        return f"{'true' if result else 'false'}\n".encode()  # the W3C's CSV and TSV have no form for a boolean
    return result.serialize(format=SOLUTION_FORMATS[format_]) or b""


def serialize_graph(triples: Iterable[Triple], format_: str) -> bytes:
    """Write triples, sorted, in a graph format."""
    return write_rdf(sorted(triples, key=str), GRAPH_FORMATS[format_])


def write_rdf(statements: Iterable[Triple] | Iterable[Quad], format_: RdfFormat) -> bytes:
    """Write statements in their order, with the prefixes that they use, sorted: Oxigraph writes all, in any order."""
    written = serialize(statements, format=format_, prefixes=PREFIXES) or b""
    lines = written.splitlines(keepends=True)
    head = [line for line in lines if line.startswith(b"@prefix ")]
    body = b"".join(lines[len(head) :])
    used = set(_PREFIX.findall(body)) if head else set()
    return b"".join([*(line for line in sorted(head) if line.split()[1] in used), body])


def tabulate(result: QuerySolutions | QueryBoolean) -> Table:
    """Return a result as a table for reading."""
    if isinstance(result, QueryBoolean):
        return Table(("answer",), (("yes" if result else "no",),))
    names = [variable.value for variable in result.variables]
    return tabulate_terms(names, [[row[name] for name in names] for row in result])


def tabulate_terms(names: Sequence[str], rows: Sequence[Sequence[object]]) -> Table:
    """Return rows of terms as a table for reading, without identifiers beside their labels."""
    shown = _shown_columns(names, rows)
    places = [names.index(name) for name in shown]
    return _readable(shown, [[_cell(row[place]) for place in places] for row in rows])


def tabulate_rows(rows: Sequence[Mapping[str, str]]) -> Table:
    """Return rows of strings as a table, without columns of identifiers, quotes and their sources."""
    fullest_first = sorted(rows, key=len, reverse=True)  # a row leaves out what it lacks: the fullest tells the order
    names = list(dict.fromkeys(name for row in fullest_first for name in row if not name.endswith(_ELSEWHERE)))
    shown = [name for name in names if not any(row.get(name, "").startswith("http") for row in rows)]
    return _readable(shown, [[date_in_words(row.get(name, "")) for name in shown] for row in rows])


def _readable(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """Make a table of cells, without empty columns, and with what words say of a number before the number."""
    columns = {name: [row[number] for row in rows] for number, name in enumerate(names)}
    for name in [name for name in columns if name.endswith(_WORDS) and name.removesuffix(_WORDS) in columns]:
        words, number = columns.pop(name), name.removesuffix(_WORDS)
        columns[number] = [f"{in_words(w)} {value}".strip() for w, value in zip(words, columns[number], strict=True)]
    filled = {name: cells for name, cells in columns.items() if any(cells) or not rows} or columns
    return Table(tuple(name.removesuffix(_LABEL) for name in filled), tuple(zip(*filled.values(), strict=True)))


def in_words(name: str) -> str:
    """Return the name of a column, a relation or a comparator in words.

    >>> in_words("plannedProductionAt")
    'planned production at'
    """
    return re.sub(r"(?<=[a-z])[A-Z]", lambda capital: f" {capital[0].lower()}", name)


def _shown_columns(names: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """Leave out a thing beside its label, and bare identifiers where anything else is left."""
    unlabelled = [name for name in names if name + _LABEL not in names]
    readable = [name for name in unlabelled if not _is_bare(names.index(name), rows)]
    return readable or unlabelled


def _is_bare(column: int, rows: Sequence[Sequence[object]]) -> bool:
    """Whether a column holds IRIs of things only, and no terms of a vocabulary such as `akg:planned`."""
    values = [row[column] for row in rows if row[column] is not None]
    return bool(values) and all(isinstance(value, NamedNode) and _is_thing(value) for value in values)


def _is_thing(node: NamedNode) -> bool:
    written = shorten(node)
    return written.startswith("<") or written.partition(":")[0] in THING_PREFIXES


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, NamedNode):
        return _term_in_words(value)
    if isinstance(value, Literal):
        return date_in_words(value.value, is_date=value.datatype == EDTF.EDTF)
    return str(value)


def _term_in_words(term: NamedNode) -> str:
    """Return the value of a property, such as `akg:planned`, by its label; any other term by its prefix."""
    if term == RDF.type:
        return "a"
    if not term.value.startswith(AKG.namespace):  # most terms are things: only for the others is the ontology read
        return shorten(term)
    label = load_ontology().label(term)
    return label if label != term.value else shorten(term)


def date_in_words(text: str, *, is_date: bool = False) -> str:
    """Return a date in words if it is one or has a form that only dates have, else the text itself.

    >>> date_in_words("../2025"), date_in_words("2024-33"), date_in_words("2024-03"), date_in_words("a/b")
    ('until 2025', 'the first quarter of 2024', '2024-03', 'a/b')
    """
    if not is_date and not _CODED_DATE.fullmatch(text):
        return text
    try:
        return ImpreciseDate.parse(text).in_words()
    except DateError:
        return text


def to_markdown(table: Table) -> str:
    """Write a table in Markdown."""

    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(visible(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"

    return "\n".join([line(table.columns), line("---" for _ in table.columns), *map(line, table.rows)]) + "\n"
