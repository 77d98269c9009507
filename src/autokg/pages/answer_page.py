"""The answer to a question or a name: things of that name, the answer in words, its rows, conflicts and evidence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from autokg.answers import Answer, ask
from autokg.answers.answer_tables import COLUMNS, tabulate_columns
from autokg.answers.naming import ToldConflict
from autokg.core.terms import AKG
from autokg.entities.name_index import WHOLE, index_of
from autokg.errors import NoAnswerError
from autokg.names.lookup import Found
from autokg.pages.evidence_lists import Cited, list_evidence
from autokg.pages.fact_tables import Cell, PageSection, Row, head_of, split_table
from autokg.pages.frame import Frame
from autokg.pages.thing_page import KINDS
from autokg.stores import Store

_MOST_NAMES, _MOST_ROWS, _MOST_EVIDENCE = 12, 40, 25
_OF_NAMES = ("unknown-name", "unknown-word", "language", "no-content")  # why a name alone is no question
_LONGEST_NAME = 80  # characters; a longer text is no name


@dataclass(frozen=True)
class Match:
    """A thing of a name: its label, its IRI, the local name of its class."""

    label: str
    iri: str
    kind: str


@dataclass(frozen=True)
class AnswerPage:
    """The answer to a question or a name.

    Attributes:
        language: of the answer, which is that of the question.
        names: things that the text names or begins to name, best first.
        problem: why there is no answer; empty if there is one.
        reading: how the question was understood.

    """

    question: str
    language: str
    names: tuple[Match, ...]
    problem: str = ""
    sentences: tuple[str, ...] = ()
    reading: str = ""
    notes: tuple[str, ...] = ()
    sections: tuple[PageSection, ...] = ()
    conflicts: tuple[ToldConflict, ...] = ()
    evidence: tuple[Cited, ...] = ()
    more_evidence: tuple[Cited, ...] = ()


def answer_page(store: Store, frame: Frame, question: str = "") -> AnswerPage:
    """Return what is known of a question or a name."""
    found = index_of(store).search(question, limit=_MOST_NAMES) if len(question) <= _LONGEST_NAME else []
    names = tuple(_match(match) for match in found)
    # The language of a name alone cannot be told from it.
    language = frame.language if any(match.score == WHOLE for match in found) else None
    try:
        answer = ask(question, store, dt.date.fromisoformat(frame.today), language)
    except NoAnswerError as error:
        is_name = bool(names) and error.reason in _OF_NAMES  # what is no question is one
        return AnswerPage(question, error.language or frame.language, names, problem="" if is_name else str(error))
    evidence = list_evidence(answer.evidence, {name.label for name in answer.form.names}, answer.words)
    return AnswerPage(
        question=question,
        language=answer.language,
        names=names,
        sentences=tuple(answer.sentence.split("\n")),
        reading=answer.reading,
        notes=answer.notes,
        sections=(_section(answer, frame),) if answer.rows else (),
        conflicts=tuple(answer.told_conflicts()),
        evidence=evidence[:_MOST_EVIDENCE],
        more_evidence=evidence[_MOST_EVIDENCE:],
    )


def _match(found: Found) -> Match:
    kind = found.kind.value.removeprefix(AKG.namespace)
    return Match(found.label, found.iri.value, kind if kind in KINDS else "Thing")


def _section(answer: Answer, frame: Frame) -> PageSection:
    columns = tabulate_columns(answer.rows, answer.words, columns=COLUMNS, whole=len(answer.rows) == 1)
    rows = [
        Row(
            tuple(_cell(row.get(name, ""), held[place], name, row.get("phase", "")) for name, held in columns.items()),
            row.get("node", ""),
        )
        for place, row in enumerate(answer.rows)
    ]
    heads = [head_of(column, frame.texts) for column in columns]
    return PageSection("rows", frame.texts("details"), split_table(heads, rows, _MOST_ROWS), sparql=answer.sparql)


def _cell(value: str, text: str, column: str, phase: str) -> Cell:
    """Return a value of a row, with its IRI if it is one thing."""
    if column == "status":
        return Cell(Cell.of(text).parts, phase)
    return Cell.of(text, value if value.startswith("http") and ", " not in text else "")
