"""What an explanation is made of: steps, derivations, and rules that nearly gave a triple."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Triple

from autokg.reasoning.rule import Atom, Condition, Rule, write_triple


@dataclass(frozen=True, slots=True)
class Step:
    """One use of a rule.

    Attributes:
        premises: what the rule's body is here, in its order.
        absent: what does not hold here and would have kept the rule from being used.

    """

    rule: Rule
    premises: tuple[Triple, ...]
    absent: tuple[tuple[Atom, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Derivation:
    """A triple, the step that gives it (none where it is asserted) and the derivations of the step's premises."""

    triple: Triple
    step: Step | None = None
    premises: tuple[Derivation, ...] = ()

    @property
    def is_asserted(self) -> bool:
        """Whether the triple stands for itself."""
        return self.step is None

    def leaves(self) -> Iterator[Triple]:
        """Yield the asserted triples that all rests on, each once, in order."""
        found = [self.triple] if self.step is None else [leaf for part in self.premises for leaf in part.leaves()]
        yield from dict.fromkeys(found)

    def __str__(self) -> str:
        because = f": {self.step.rule.words}" if self.step else ""
        parts = (f"  {line}" for premise in self.premises for line in str(premise).splitlines())
        return "\n".join([f"{write_triple(self.triple)}{because}", *parts])


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A rule that would give a triple, and what keeps it from doing so.

    Attributes:
        present: premises that hold.
        missing: premises that do not; a variable stands for anything.
        failed: conditions that do not hold.
        barred: what holds, and the rule denies.

    """

    rule: Rule
    present: tuple[Triple, ...]
    missing: tuple[Atom, ...]
    failed: tuple[Condition, ...] = ()
    barred: tuple[tuple[Triple, ...], ...] = ()

    @property
    def distance(self) -> int:
        """Number of premises, conditions and denials that would have to change."""
        return len(self.missing) + len(self.failed) + len(self.barred)

    def to_json(self) -> dict[str, Any]:
        """Return the miss as JSON has it; terms as N-Triples writes them, variables with a question mark."""
        return {
            "rule": self.rule.name,
            "because": self.rule.words,
            "present": [_terms(Atom.of(triple)) for triple in self.present],
            "missing": [_terms(atom) for atom in self.missing],
            "failed": [str(condition) for condition in self.failed],
            "barred": [[_terms(Atom.of(triple)) for triple in group] for group in self.barred],
        }


def _terms(atom: Atom) -> list[str]:
    return [str(atom.subject), str(atom.predicate), str(atom.object)]
