"""Status of a clause: tense, modal words, negation and words of reporting; a question states nothing."""

from __future__ import annotations

from autokg.facts import Status
from autokg.reading.frames.reduction import Clause
from autokg.reading.rules.statuses import tell_status
from autokg.reading.rules.text import Text


def find_status(clause: Clause, text: Text) -> Status | None:
    """Return the status that the words of a clause give; None for a question or a doubt."""
    if clause.has("doubt") or _is_asked(clause, text):
        return None
    words = " ".join(text.masked[item.start : item.end] for item in clause.items)
    told = tell_status(words, text.language)
    signs = (
        (Status.DENIED, clause.has("deny")),
        (Status.CANCELLED, clause.has("cancel")),
        (Status.DENIED, told is Status.DENIED),
        (Status.REPORTED, clause.is_told("could")),
        (Status.ENDED, told is Status.ENDED or clause.has("former")),
        (Status.PLANNED, clause.has("plan") or clause.is_told("will") or _is_future(clause)),
    )
    return next((status for status, holds in signs if holds), told)


def _is_asked(clause: Clause, text: Text) -> bool:
    sentence = text.masked[clause.sentence.start : clause.sentence.end]
    return sentence.rstrip().endswith("?") or text.masked[clause.end : clause.end + 2].lstrip().startswith("?")


def _is_future(clause: Clause) -> bool:
    """Whether an auxiliary goes with an infinitive at the end, as German "wird … bauen" does."""
    words = [item for item in clause.items if item.kind != "."]
    return clause.has("be") and bool(words) and words[-1].kind == "make"
