"""Facts as tables of a page: the columns that differ, each thing with its IRI, so that it can be linked to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from autokg.answers.answer_tables import COLUMNS, tabulate_columns
from autokg.answers.asking import row_of
from autokg.answers.facts import PHASES, Fact, ordered
from autokg.answers.words import Words
from autokg.pages.interface_texts import Texts

_SHOWN = (*COLUMNS[:-1], "market", "plannedMarket", COLUMNS[-1])


@dataclass(frozen=True)
class Part:
    """A text, with the IRI of the thing that it names; empty if it names none."""

    text: str
    iri: str = ""


@dataclass(frozen=True)
class Cell:
    """A value of a table: its parts, and the phase that it tells."""

    parts: tuple[Part, ...]
    phase: str = ""

    @property
    def text(self) -> str:
        """The value without links."""
        return ", ".join(part.text for part in self.parts)

    @classmethod
    def of(cls, text: str, iri: str = "") -> Cell:
        """Return the cell of one text, empty if the text is."""
        return cls((Part(text, iri),) if text else ())


@dataclass(frozen=True)
class Row:
    """A row, and the IRI of what it tells: a production, a stake and so on, which has a page with the evidence."""

    cells: tuple[Cell, ...]
    node: str = ""


@dataclass(frozen=True)
class PageTable:
    """A table of a page; `rest` are the rows that are shown on demand."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    rest: tuple[Row, ...] = ()

    @property
    def all_rows(self) -> tuple[Row, ...]:
        """The rows that are shown at once and those that are shown on demand."""
        return self.rows + self.rest


@dataclass(frozen=True)
class PageSection:
    """A section of a page: its anchor and title, a table, sentences before it, and the query that gave the rows."""

    key: str
    title: str
    table: PageTable
    sentences: tuple[str, ...] = ()
    sparql: str = ""


def split_table(heads: Iterable[str], rows: Sequence[Row], most: int) -> PageTable:
    """Return a table that shows some rows at once; few more are not worth hiding."""
    shown = most if len(rows) > most + most // 4 else len(rows)
    return PageTable(tuple(heads), tuple(rows[:shown]), tuple(rows[shown:]))


def tabulate(facts: Sequence[Fact], texts: Texts, most: int, about: str = "") -> PageTable:
    """Return facts as a table, what holds first; a column that has nothing but the thing of the page is left out."""
    words = texts.words
    told = sorted(ordered(facts), key=lambda fact: (PHASES.index(fact.phase), _is_vague(fact)))
    columns = tabulate_columns([row_of(fact, words) for fact in told], words, columns=_SHOWN, whole=True)
    if "plant" in columns:
        columns.pop("place", None)  # a plant is named after its town
    cells = {
        column: [_cell(fact, column, text, words) for fact, text in zip(told, held, strict=True)]
        for column, held in columns.items()
    }
    shown = {column: held for column, held in cells.items() if not all(_is_of(cell, about) for cell in held)}
    rows = [Row(row, fact.node) for fact, row in zip(told, zip(*shown.values(), strict=True), strict=True)]
    return split_table((head_of(column, texts) for column in shown), rows, most)


def _is_vague(fact: Fact) -> bool:
    """Return whether a production is one of cars of no known model, which is told after those of models."""
    return bool(fact.label("product") and not fact.label("model"))


def _is_of(cell: Cell, thing: str) -> bool:
    return bool(thing) and [part.iri for part in cell.parts] == [thing]


def head_of(column: str, texts: Texts) -> str:
    """Return the head of a column."""
    key = f"column_{column}"
    head = texts(key) if texts.has(key) else texts.words.phrase("column", column)
    return f"{head[:1].upper()}{head[1:]}"


def _cell(fact: Fact, column: str, text: str, words: Words) -> Cell:
    if column == "status":
        return Cell((Part(text),), phase=fact.phase)
    slot = "product" if column == "model" and not fact.label("model") else column
    labels, iris = fact.labels.get(slot, ()), fact.iris.get(slot, ())
    if len(labels) == 1:
        return Cell((Part(text, iris[0]),))
    if labels:
        pairs = zip_longest(labels, iris, fillvalue="")
        return Cell(tuple(Part(words.region(iri, label), iri) for label, iri in pairs if label))
    return Cell.of(text)
