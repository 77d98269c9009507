"""A small base with something of every kind to review: two unknown names, a rejected fact, a conflict."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console

from autokg.building.build import KnowledgeBuild, build
from autokg.claims.decisions import read_decisions
from autokg.facts import to_jsonl
from autokg.review import Outcome, Signature, review
from autokg.review.walk import Ask
from autokg.stores import OxigraphStore
from builders import GAZETTEER, corpus, document, fact

SIGNED = Signature("A. Editor", dt.date(2026, 1, 31))
REJECTED = fact("stake", owner="Sample Group", owned="Example Motors", share_percent=30)
RECORDS = (
    document("d1"),
    document("d2", published="2024-01-20"),
    fact("agreement", parties=["EM", "Zenith Wagons"], signed="2023"),
    fact("agreement", documents=("d2",), parties=["Sample Group", "Zenith Wagons"]),
    fact("stake", documents=("d2",), owner="Zenit Wagon Works", owned="Example Motors"),
    fact("production", status="planned", model="Sample 4", plant="Northport", start="2025"),
    fact(
        "production",
        status="planned",
        documents=("d2",),
        model="Sample 4",
        plant="Northport",
        start="2026",
        confidence=0.9,
    ),
)


class Bench:
    """The base, its rejects file, and the decision file that reviews write to."""

    def __init__(self, folder: Path) -> None:
        self.decisions, self.rejects = folder / "decisions.jsonl", folder / "rejects.jsonl"
        self.list = folder / "list.csv"
        line = {"reason": "share_percent 30.0 is not in the quote", "fact": json.loads(to_jsonl(REJECTED))}
        self.rejects.write_text(json.dumps(line) + "\n", encoding="utf-8")
        self.screen = ""

    def build(self) -> KnowledgeBuild:
        """Build the base with what was decided so far."""
        lines = self.lines()
        return build(corpus(*RECORDS), gazetteer=GAZETTEER, decisions=read_decisions(lines, str(self.decisions)))

    def lines(self) -> list[str]:
        return self.decisions.read_text(encoding="utf-8").splitlines() if self.decisions.exists() else []

    def verdicts(self) -> list[str]:
        return [json.loads(line)["decision"] for line in self.lines()]

    def walk(self, *answers: str, store: OxigraphStore | None = None, signature: Signature = SIGNED) -> Outcome:
        """Review in a terminal in which somebody types these answers and then leaves."""
        screen = io.StringIO()
        console = Console(file=screen, width=200, highlight=False)
        base = store or self.build().store
        outcome = review(base, self.decisions, signature, rejects=self.rejects, console=console, ask=_typing(answers))
        self.screen = screen.getvalue()
        return outcome

    def export(self) -> Outcome:
        return review(self.build().store, self.decisions, SIGNED, rejects=self.rejects, csv=self.list)

    def take_in(self) -> Outcome:
        return review(self.build().store, self.decisions, SIGNED, rejects=self.rejects, from_csv=self.list)


def _typing(answers: Iterable[str]) -> Ask:
    lines = iter(answers)

    def ask(prompt: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    return ask


def labels(built: KnowledgeBuild) -> list[str]:
    return [thing.label for thing in built.unresolved]
