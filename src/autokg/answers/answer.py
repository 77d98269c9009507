"""The answer to a question: what was read, the sentence, the rows, what they rest on, and where sources disagree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from autokg.answers.answer_tables import fit_table, tabulate_facts
from autokg.answers.citations import Citation, cite
from autokg.answers.evidence import Evidence
from autokg.answers.form import Form
from autokg.answers.naming import ToldConflict, told_conflicts
from autokg.answers.words import Words, load_words
from autokg.core.checked import checked
from autokg.query.results import Table

# The phase whose word stands for the status of a source; what is actual needs none.


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with the form it was read as, the query that gave it and the evidence for it.

    Attributes:
        question: as it was asked.
        form: the logical form; `reading` says it in words.
        language: ISO 639-1 code of the language of question and answer.
        sentence: the answer in words.
        notes: what is to be known of the reading: near spellings, other meanings.
        rows: one per fact, with IRIs, labels (`…Label`), dates (EDTF) and the phase on the day asked.
        evidence: the claims that the rows rest on, the deciding ones first.
        conflicts: where sources contradict each other about the rows.
        sparql: the query, complete, to be run again.

    """

    question: str
    form: Form
    language: str
    reading: str
    sentence: str
    notes: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    evidence: tuple[Evidence, ...]
    conflicts: tuple[Mapping[str, str], ...]
    sparql: str

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as JSON."""
        evidence = [{key: value for key, value in asdict(item).items() if value is not None} for item in self.evidence]
        return {
            "question": self.question,
            "language": self.language,
            "form": asdict(self.form),
            "reading": self.reading,
            "answer": self.sentence,
            "notes": list(self.notes),
            "rows": [dict(row) for row in self.rows],
            "evidence": evidence,
            "conflicts": [dict(row) for row in self.conflicts],
            "sparql": self.sparql,
        }

    @property
    def words(self) -> Words:
        """The words of the language of the answer."""
        return load_words(self.language)

    def citations(self) -> list[Citation]:
        """Return the evidence as it is cited, each quote or summary once, what decides first."""
        return cite(self.evidence, self.words)

    def told_conflicts(self) -> list[ToldConflict]:
        """Return the conflicts with both sides in the answer's language."""
        return told_conflicts(self.conflicts, self.words)

    @checked()
    def write(self, format_: str) -> str:
        """Return the answer as a report: md, html, csv (its rows) or json."""
        from autokg.answers.answer_reports import write_report  # noqa: PLC0415 (a sentence alone does without)

        return write_report(self, format_)

    def table(self, *, whole: bool = False) -> Table:
        """Return the rows with heads and values in the answer's language, by default the columns that differ."""
        return tabulate_facts(self.rows, self.words, whole=whole)

    def fitted_table(self, fits: Callable[[Table], bool]) -> Table:
        """Return the table without the columns that matter least, as many as must go for it to fit."""
        return fit_table(self.table(), fits, self.words)

    def __str__(self) -> str:
        return "\n".join((self.sentence, *self.notes))

    def _repr_html_(self) -> str:
        from autokg.answers.page import write_page  # noqa: PLC0415 (in notebooks only)

        return write_page(self)
