"""Findings of the frames: a clause, a kind, a status and slots, before registers complete them."""

from __future__ import annotations

from autokg.facts import Status
from autokg.reading.frames.reduction import Clause
from autokg.reading.rules import clauses as rules_clauses
from autokg.reading.rules.slot_values import Finding
from autokg.reading.rules.templates import Slots
from autokg.reading.rules.text import Text


def make_finding(kind: str, frame: str, clause: Clause, status: Status, slots: Slots, *, text: Text) -> Finding:
    """Return a finding of a frame in a clause."""
    span = rules_clauses.Clause(clause.start, clause.end, clause.link, clause.sentence)
    return Finding(kind, f"{text.language.code}.frame.{frame}", span, clause.start, clause.end, status, slots)
