"""A person's word on what the claims leave open: dated, signed, with a reason.

    {"decision": "prefers", "claim": "1f0c…", "by": "A. Editor", "on": "2026-01-31", "reason": "the later release"}
    {"decision": "deprecates", "claim": "…", …}      the claim drops out
    {"decision": "same", "things": ["model/…", "model/…"], …}      the second is the first
    {"decision": "different", "things": ["…", "…"], …}      never merged, whatever their names say

Claims and things are named by IRI, or by the part of it after the base, as reports print them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pyoxigraph import Literal, NamedNode, Quad

from autokg.errors import InputError
from autokg.ids import DEFAULT_BASE, digest
from autokg.vocab import AKG, GRAPH, RDF, RDFS, XSD


class Verdict(StrEnum):
    """What a decision says of what it names."""

    PREFERS = "prefers"
    DEPRECATES = "deprecates"
    SAME = "same"
    DIFFERENT = "different"


_ON_CLAIMS = frozenset({Verdict.PREFERS, Verdict.DEPRECATES})


class Decision(BaseModel):
    """One decision: on a claim, or on two things."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    decision: Verdict
    claim: str | None = None
    things: tuple[str, str] | None = None
    by: Annotated[str, Field(min_length=1)]
    on: dt.date
    reason: Annotated[str, Field(min_length=1)]

    @model_validator(mode="after")
    def _names_what_it_decides(self) -> Decision:
        wanted = "claim" if self.decision in _ON_CLAIMS else "things"
        if getattr(self, wanted) is None or (self.claim is not None) == (self.things is not None):
            raise ValueError(f"a decision that {self.decision.value} needs {wanted}, and only that")
        return self


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions of a build, by what they name; a later one overrules an earlier one on the same thing."""

    all: tuple[Decision, ...] = ()
    base: str = DEFAULT_BASE

    @classmethod
    def of(cls, decisions: Iterable[Decision], base: str = DEFAULT_BASE) -> Decisions:
        """Sort decisions by day."""
        return cls(tuple(sorted(decisions, key=lambda d: (d.on, d.model_dump_json()))), base)

    def on_claims(self) -> dict[str, Decision]:
        """Return the decision that counts for each claim it names, by claim IRI."""
        return {_iri(d.claim, "claim/", self.base): d for d in self.all if d.claim}

    def same(self) -> dict[str, str]:
        """Return which thing is to be taken for which other (IRI → IRI)."""
        pairs = {
            (_iri(d.things[0], "", self.base), _iri(d.things[1], "", self.base)): d.decision
            for d in self.all
            if d.things
        }
        return {second: first for (first, second), verdict in pairs.items() if verdict is Verdict.SAME}

    def quads(self) -> Iterator[Quad]:
        """Yield the `decisions` layer."""
        for decision in self.all:
            iri = NamedNode(f"{self.base}decision/{digest(decision.model_dump_json())}")
            named = [_iri(decision.claim, "claim/", self.base)] if decision.claim else []
            named += [_iri(thing, "", self.base) for thing in decision.things or ()]
            yield Quad(iri, RDF.type, AKG.Decision, GRAPH.decisions)
            yield Quad(iri, RDFS.label, Literal(f"{decision.decision.value}: {decision.reason}"), GRAPH.decisions)
            yield Quad(iri, AKG.verdict, Literal(decision.decision.value), GRAPH.decisions)
            yield Quad(iri, AKG.reason, Literal(decision.reason), GRAPH.decisions)
            yield Quad(iri, AKG.decidedBy, Literal(decision.by), GRAPH.decisions)
            yield Quad(iri, AKG.decidedOn, Literal(decision.on.isoformat(), datatype=XSD.date), GRAPH.decisions)
            for name in named:
                yield Quad(iri, AKG.decides, NamedNode(name), GRAPH.decisions)


def read_decisions(lines: Iterable[str], source: str, base: str = DEFAULT_BASE) -> Decisions:
    """Read a decision file (JSONL); raise `InputError` with file and line at the first mistake."""
    return Decisions.of(_decisions(lines, source), base)


def _decisions(lines: Iterable[str], source: str) -> Iterator[Decision]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield Decision.model_validate_json(line)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(map(str, first["loc"]))
            problem = ": ".join(filter(None, (where, first["msg"].removeprefix("Value error, "))))
            raise InputError(problem, source=source, line=number, expected="a decision a line") from error


def _iri(name: str | None, folder: str, base: str) -> str:
    """Return the IRI of a claim or thing given by IRI or by the part after the base."""
    text = (name or "").removeprefix(base).removeprefix("id:")
    if ":" in text:
        return text
    return f"{base}{text}" if text.startswith(folder) else f"{base}{folder}{text}"
