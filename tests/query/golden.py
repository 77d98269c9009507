"""Golden cases: what each saved query must answer from the invented corpus.

[[case]]
parameters = { model = "Example Two" }
columns = ["builderLabel", "status"]
rows = [["Muster Werke", "planned"]]        all rows, in order
includes = [["Muster Werke", "planned"]]    or some of them
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from autokg.core.terms import PREFIXES
from corpus import BASE

FOLDER = Path(__file__).parent / "cases"
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """Parameters of a query and the rows it must give."""

    query: str
    number: int
    columns: tuple[str, ...]
    parameters: dict[str, str] = field(default_factory=dict)
    rows: tuple[Row, ...] | None = None
    includes: tuple[Row, ...] = ()

    def __str__(self) -> str:
        return f"{self.query}-{self.number}"


def load_cases() -> list[Case]:
    return [case for path in sorted(FOLDER.glob("*.toml")) for case in _cases(path)]


def _cases(path: Path) -> Iterator[Case]:
    for number, table in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1):
        rows = table.get("rows")
        yield Case(
            query=path.stem,
            number=number,
            columns=tuple(table["columns"]),
            parameters=table.get("parameters", {}),
            rows=None if rows is None else tuple(map(tuple, rows)),
            includes=tuple(map(tuple, table.get("includes", ()))),
        )


def shorten(term: NamedNode | BlankNode | Literal | Triple | None) -> str:
    """Write a term as a case does: a literal by its value, an IRI by what follows the base or a prefix."""
    if term is None:
        return ""
    if not isinstance(term, NamedNode):
        return term.value if isinstance(term, Literal) else str(term)
    for namespace, prefix in ((BASE, ""), *((namespace, f"{name}:") for name, namespace in PREFIXES.items())):
        if term.value.startswith(namespace):
            return prefix + term.value.removeprefix(namespace)
    return term.value
