"""A person's word on what the claims leave open: dated, signed, with a reason.

    {"decision": "prefers", "claim": "1f0c…", "by": "A. Editor", "on": "2026-01-31", "reason": "the later release"}
    {"decision": "deprecates", "claim": "…", …}      the claim drops out
    {"decision": "same", "things": ["model/…", "model/…"], …}      the second is the first
    {"decision": "different", "things": ["…", "…"], …}      never merged, whatever their names say
    {"decision": "new", "thing": "organization/…", "type": "company", …}      a thing of its own; its type if told
    {"decision": "accepts", "fact": {…}, …}      a press fact holds though a reader's gate turned it away
    {"decision": "rejects", "fact": {…}, …}      it does not, and is not to be asked about again
    {"decision": "confirms", "state": "production/…", "as_of": "2026-01", …}      it still was so then
    {"decision": "ends", "state": "stake/…", "as_of": "2025-06", …}      it ended then (default: that day)

States are named by their thing or by a claim on them; a source that is later than the decision may tell otherwise.

A later decision overrules an earlier one on the same thing; on one day, the line further down. Claims and things are
named by IRI, or by the part of it after the base, as reports print them.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pyoxigraph import Literal, NamedNode, Quad

from autokg.claims.sources import fact_iri
from autokg.core.dates import ImpreciseDate
from autokg.core.ids import DEFAULT_BASE, NOT_IN_IRI, digest
from autokg.core.terms import AKG, EDTF, GRAPH, RDF, RDFS, XSD
from autokg.errors import InputError
from autokg.facts import Edtf, PressFact, to_jsonl
from autokg.facts.corpus import Corpus
from autokg.facts.messages import describe_finding
from autokg.names.gazetteer import EntityType, collection_of
from autokg.names.identity import Merges


class Verdict(StrEnum):
    """What a decision says of what it names."""

    PREFERS = "prefers"
    DEPRECATES = "deprecates"
    SAME = "same"
    DIFFERENT = "different"
    NEW = "new"
    ACCEPTS = "accepts"
    REJECTS = "rejects"
    CONFIRMS = "confirms"
    ENDS = "ends"


# What a decision of each verdict names: one of some keys, and only that.
_NAMES: dict[Verdict, tuple[str, ...]] = {
    Verdict.PREFERS: ("claim",),
    Verdict.DEPRECATES: ("claim",),
    Verdict.SAME: ("things",),
    Verdict.DIFFERENT: ("things",),
    Verdict.NEW: ("thing",),
    Verdict.ACCEPTS: ("fact",),
    Verdict.REJECTS: ("fact",),
    Verdict.CONFIRMS: ("state", "claim"),
    Verdict.ENDS: ("state", "claim"),
}
_NOT_IN_NAME = re.compile(rf"[%{NOT_IN_IRI}]")
_KEYS = ("claim", "things", "thing", "fact", "state")
ON_CLAIMS, ON_STATES = (Verdict.PREFERS, Verdict.DEPRECATES), (Verdict.CONFIRMS, Verdict.ENDS)
_UNTYPED = "thing"  # the collection of things whose type no record tells: they may be declared to be of any


class Decision(BaseModel):
    """One decision: on a claim, on one or two things, on a fact, or on a state.

    Attributes:
        as_of: the time for which a state is confirmed, or at which it ended; not after `on`.
        source: where that can be read.

    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    decision: Verdict
    claim: str | None = None
    things: tuple[str, str] | None = None
    thing: str | None = None
    type: EntityType | None = None
    fact: PressFact | None = None
    state: str | None = None
    as_of: Edtf | None = None
    source: str | None = None
    by: Annotated[str, Field(min_length=1)]
    on: dt.date
    reason: Annotated[str, Field(min_length=1)]

    @model_validator(mode="after")
    def _names_what_it_decides(self) -> Decision:
        wanted = _NAMES[self.decision]
        filled = [key for key in _KEYS if getattr(self, key) is not None]
        if len(filled) != 1 or filled[0] not in wanted:
            raise ValueError(f"a decision that {self.decision.value} needs {' or '.join(wanted)}, and only that")
        if self.as_of and self.decision not in ON_STATES:
            raise ValueError(f"a decision that {self.decision.value} has no as_of")
        if self.things and len(set(self.things)) == 1:
            raise ValueError(f"{self.things[0]} is given twice; expected two different things")
        if self.day.is_after(ImpreciseDate.parse(self.on.isoformat())):
            raise ValueError(
                f"as_of {self.as_of} lies after the day of the decision, {self.on}; expected a time before"
            )
        for name in filter(None, (self.claim, *(self.things or ()), self.thing, self.state)):
            if _NOT_IN_NAME.search(name):
                raise ValueError(f"{name!r} is not an IRI; expected one such as brand/polestar")
        if self.type and self.type not in types_of(self.thing or ""):
            raise ValueError(f"{self.thing or 'nothing'} cannot be declared a {self.type.value}")
        return self

    @property
    def day(self) -> ImpreciseDate:
        """The time for which a state is decided on: that it names, else the day of the decision."""
        return ImpreciseDate.parse(self.as_of or self.on.isoformat())

    def __str__(self) -> str:
        fact = f"{self.fact.kind} fact" if self.fact is not None else None
        named = ", ".join(filter(None, (self.claim, *(self.things or ()), self.thing, self.state, fact)))
        return f"{self.on} {self.decision.value} {named} ({self.by})"

    def to_jsonl(self) -> str:
        """Write the decision as one line, keys in the order of the form, what is not filled left out."""
        data: dict[str, Any] = self.model_dump(mode="json", exclude_none=True, exclude={"fact"})
        if self.fact is not None:
            data = {"decision": data.pop("decision"), "fact": json.loads(to_jsonl(self.fact)), **data}
        return json.dumps(data, ensure_ascii=False)


def types_of(thing: str) -> tuple[EntityType, ...]:
    """Return the types that a thing may be declared to be of, by the collection in its IRI."""
    collection = thing.rpartition("/")[0].rpartition("/")[2]
    return tuple(type_ for type_ in EntityType if collection in (_UNTYPED, collection_of(type_)))


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions of a build, by what they name; a later one overrules an earlier one on the same thing."""

    all: tuple[Decision, ...] = ()
    base: str = DEFAULT_BASE

    @classmethod
    def of(cls, decisions: Iterable[Decision], base: str = DEFAULT_BASE) -> Decisions:
        """Sort decisions by day, those of one day in the order they came."""
        return cls(tuple(sorted(decisions, key=lambda decision: decision.on)), base)

    def and_those(self, others: Decisions) -> Decisions:
        """Return these decisions and some others."""
        return Decisions.of([*self.all, *others.all], self.base)

    def on_claims(self) -> dict[str, Decision]:
        """Return the decision that counts for each claim it names, by claim IRI."""
        return {_iri(d.claim, "claim/", self.base): d for d in self.all if d.claim and d.decision in ON_CLAIMS}

    def on_states(self) -> dict[str, list[Decision]]:
        """Return what counts of each state's decisions, by the IRI of its thing or of a claim on it, earliest first."""
        states: dict[str, list[Decision]] = {}
        for decision in self.all:
            if decision.decision in ON_STATES:
                before = states.get(self.state_of(decision), [])
                kept = [earlier for earlier in before if not _contradicts(decision, earlier)]
                states[self.state_of(decision)] = [*kept, decision]
        return states

    def overruled(self) -> list[tuple[Decision, Decision]]:
        """Return the decisions that a later one on the same thing contradicts, each with that one."""
        targets: dict[str, list[Decision]] = {}
        found: dict[Decision, Decision] = {}
        for later in self.all:
            if target := self.target(later):
                before = targets.setdefault(target, [])
                found |= {earlier: later for earlier in before if _contradicts(later, earlier)}
                before.append(later)
        return [*found.items(), *self._merge()[2]]

    def target(self, decision: Decision) -> str | None:
        """Return the IRI of what a decision is on, if it is a claim, a fact or a state."""
        if decision.fact is not None:
            return fact_iri(decision.fact, self.base).value
        if decision.decision in ON_STATES:
            return self.state_of(decision)
        return _iri(decision.claim, "claim/", self.base) if decision.claim else None

    def state_of(self, decision: Decision) -> str:
        """Return the IRI by which a decision names a state: that of a thing, or of a claim."""
        return _iri(decision.state, "", self.base) if decision.state else _iri(decision.claim, "claim/", self.base)

    def on_facts(self) -> dict[str, Decision]:
        """Return the decision that counts for each fact it holds, by fact IRI."""
        return {fact_iri(d.fact, self.base).value: d for d in self.all if d.fact is not None}

    def on_things(self) -> Merges:
        """Return what the decisions on things come to together."""
        return self._merge()[0]

    def _merge(self) -> tuple[Merges, list[Decision], list[tuple[Decision, Decision]]]:
        """Tell the words on things, the latest first.

        Return also those refused because of later words on other things, and those that a later one on the same
        things overrules.
        """
        merges, refused, overruled = Merges(), list[Decision](), list[tuple[Decision, Decision]]()
        told: dict[frozenset[str], Decision] = {}
        for decision in reversed(self.all):
            named = self.things_of(decision)
            if not named:
                continue
            settled = [frozenset(named)]
            if decision.decision is Verdict.SAME:
                settled.append(frozenset(named[1:]))  # a word on what the second is, whatever it was taken for before
            taken = _TELL[decision.decision](merges, decision, *named)
            later = next((told[things] for things in settled if things in told), None)
            if not taken and later is None:
                refused.append(decision)
            elif not taken and later and not _agree_on_things(later, decision):
                overruled.append((decision, later))
            told = dict.fromkeys(settled, decision) | told
        return merges, refused[::-1], overruled[::-1]

    def things_of(self, decision: Decision) -> tuple[str, ...]:
        """Return the IRIs of the things that a decision names."""
        names = decision.things or ((decision.thing,) if decision.thing else ())
        return tuple(_iri(name, "", self.base) for name in names)

    def admit(self, corpus: Corpus) -> Corpus:
        """Return a corpus with the facts that were accepted beside its own, where it has their documents."""
        there = {fact_iri(fact, self.base).value for fact in corpus.facts}
        accepted = [
            decision.fact
            for iri, decision in self.on_facts().items()
            if decision.decision is Verdict.ACCEPTS and decision.fact is not None and iri not in there
        ]
        facts = [fact for fact in accepted if {e.document for e in fact.evidence} <= corpus.documents.keys()]
        return Corpus(corpus.documents, [*corpus.facts, *facts]) if facts else corpus

    def unheeded(self, named: Collection[str], corpus: Corpus, rivals: Mapping[str, str] | None = None) -> list[str]:
        """Say which decisions a build could not follow, given the IRIs of all claims and things that it has.

        `rivals` are preferred claims, each with another of its slot that a later decision prefers.

        One names a claim, thing or document that is not there; or later ones on other things leave it no room: two
        later words, that b is a and that c is not b, stand against an earlier one that c is a.
        """
        idle = [decision for decision in self.all if not self._is_met(decision, named, corpus)]
        refused = self._merge()[1]
        return [
            *(f"{decision}: applies to nothing in this build" for decision in idle),
            *(f"{decision}: contradicted by later decisions" for decision in refused),
            *(f"{made}: overruled by a later one: {later}" for made, later in self.overruled()),
            *(f"{made}: overruled by a later one: {later}" for made, later in self._rivals(rivals or {})),
        ]

    def _rivals(self, rivals: Mapping[str, str]) -> Iterator[tuple[Decision, Decision]]:
        """Yield decisions that prefer a claim, each with the later one that prefers a rival."""
        on_claims = self.on_claims()
        yield from ((on_claims[iri], on_claims[rival]) for iri, rival in sorted(rivals.items()))

    def _is_met(self, decision: Decision, named: Collection[str], corpus: Corpus) -> bool:
        if decision.fact is not None:
            documents = {evidence.document for evidence in decision.fact.evidence}
            return decision.decision is Verdict.REJECTS or documents <= corpus.documents.keys()
        claim = (_iri(decision.claim, "claim/", self.base),) if decision.claim else ()
        state = (self.state_of(decision),) if decision.state else ()
        return all(iri in named for iri in (*claim, *state, *self.things_of(decision)))

    def quads(self) -> Iterator[Quad]:
        """Yield the `decisions` layer."""
        for decision in self.all:
            iri = NamedNode(f"{self.base}decision/{digest(decision.to_jsonl())}")
            named = [_iri(decision.claim, "claim/", self.base)] if decision.claim else []
            named += [fact_iri(decision.fact, self.base).value] if decision.fact is not None else []
            named += [self.state_of(decision)] if decision.state else []
            named += self.things_of(decision)
            yield Quad(iri, RDF.type, AKG.Decision, GRAPH.decisions)
            yield Quad(iri, RDFS.label, Literal(f"{decision.decision.value}: {decision.reason}"), GRAPH.decisions)
            yield Quad(iri, AKG.verdict, Literal(decision.decision.value), GRAPH.decisions)
            yield Quad(iri, AKG.reason, Literal(decision.reason), GRAPH.decisions)
            yield Quad(iri, AKG.decidedBy, Literal(decision.by), GRAPH.decisions)
            yield Quad(iri, AKG.decidedOn, Literal(decision.on.isoformat(), datatype=XSD.date), GRAPH.decisions)
            if decision.as_of:
                yield Quad(iri, AKG.asOf, Literal(decision.as_of, datatype=EDTF.EDTF), GRAPH.decisions)
            for name in named:
                yield Quad(iri, AKG.decides, NamedNode(name), GRAPH.decisions)


def _agree_on_things(one: Decision, other: Decision) -> bool:
    """Whether two decisions on things say the same."""
    return one.decision is other.decision and set(one.things or ()) == set(other.things or ())


def _contradicts(later: Decision, earlier: Decision) -> bool:
    """Whether two decisions on one claim, fact or state cannot both count.

    A state may be confirmed for several times, and may end after it was confirmed.
    """
    if earlier.decision not in ON_STATES or later.decision not in ON_STATES:
        return later.decision is not earlier.decision and (later.decision in ON_STATES) is (
            earlier.decision in ON_STATES
        )
    if later.decision is earlier.decision:
        return later.decision is Verdict.ENDS and later.day != earlier.day
    confirmed, ended = (earlier, later) if later.decision is Verdict.ENDS else (later, earlier)
    return not ended.day.is_after(confirmed.day)


_TELL: dict[Verdict, Callable[..., bool]] = {
    Verdict.SAME: lambda merges, _, first, second: merges.same(first, second),
    Verdict.DIFFERENT: lambda merges, _, one, other: merges.different(one, other),
    Verdict.NEW: lambda merges, decision, thing: merges.new(thing, decision.type),
}


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
            problem = ": ".join(filter(None, (where, describe_finding(first))))
            raise InputError(problem, source=source, line=number, expected="one decision per line") from error


def _iri(name: str | None, folder: str, base: str) -> str:
    """Return the IRI of a claim or thing given by IRI or by the part after the base."""
    text = (name or "").removeprefix(base).removeprefix("id:")
    if ":" in text:
        return text
    return f"{base}{text}" if text.startswith(folder) else f"{base}{folder}{text}"
