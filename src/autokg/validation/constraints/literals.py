"""What a literal says: how great it is, how long, in which words and which language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal

from autokg.validation.batch_queries import is_error, satisfying
from autokg.validation.graph import Term, Values, WholeGraph
from autokg.validation.shape import Hit, ValueConstraint

_COMPARED = {"MinExclusive": ">", "MinInclusive": ">=", "MaxExclusive": "<", "MaxInclusive": "<="}


@dataclass(frozen=True, slots=True)
class Bound(ValueConstraint):
    """Each value lies on one side of a bound, as SPARQL compares."""

    component: str
    bound: Literal

    def __str__(self) -> str:
        return f"values {_COMPARED[self.component]} {self.bound.value}"

    def failing(self, graph: WholeGraph, values: set[Term]) -> set[Term]:  # noqa: ARG002
        """Return the values that do not, or cannot be compared with it."""
        return values - satisfying(values, f"?one {_COMPARED[self.component]} {self.bound}")


@dataclass(frozen=True, slots=True)
class Pattern(ValueConstraint):
    """Each value has a part that a regular expression of SPARQL fits."""

    pattern: Literal
    flags: str = ""
    component = "Pattern"

    def __str__(self) -> str:
        return f"values like /{self.pattern.value}/{self.flags}"

    def is_readable(self) -> bool:
        """Whether SPARQL can read the pattern."""
        return not is_error(self._condition('""'))

    def failing(self, graph: WholeGraph, values: set[Term]) -> set[Term]:  # noqa: ARG002
        """Return the values that it does not fit, and blank nodes."""
        return values - satisfying(values, self._condition("STR(?one)"))

    def _condition(self, text: str) -> str:
        return f"REGEX({text}, {Literal(self.pattern.value)}, {Literal(self.flags)})"


@dataclass(frozen=True, slots=True)
class MinLength(ValueConstraint):
    """The text of each value has so many characters or more."""

    least: int
    component = "MinLength"

    def __str__(self) -> str:
        return f"values of {self.least} characters or more"

    def failing(self, graph: WholeGraph, values: set[Term]) -> set[Term]:  # noqa: ARG002
        """Return the values that are shorter; a blank node has no text."""
        return {value for value in values if isinstance(value, BlankNode) or len(value.value) < self.least}


@dataclass(frozen=True, slots=True)
class MaxLength(ValueConstraint):
    """The text of each value has so many characters or fewer."""

    most: int
    component = "MaxLength"

    def __str__(self) -> str:
        return f"values of {self.most} characters or fewer"

    def failing(self, graph: WholeGraph, values: set[Term]) -> set[Term]:  # noqa: ARG002
        """Return the values that are longer; a blank node has no text."""
        return {value for value in values if isinstance(value, BlankNode) or len(value.value) > self.most}


@dataclass(frozen=True, slots=True)
class LanguageIn(ValueConstraint):
    """Each value is in a language of a list; `en` stands for `en-GB` too."""

    languages: tuple[str, ...]
    component = "LanguageIn"

    def __str__(self) -> str:
        return f"texts in {', '.join(self.languages)}"

    def failing(self, graph: WholeGraph, values: set[Term]) -> set[Term]:  # noqa: ARG002
        """Return the values in another language or none."""
        return {value for value in values if not self._takes(value)}

    def _takes(self, value: Term) -> bool:
        language = value.language if isinstance(value, Literal) else None
        return bool(language) and any(
            r == "*" or f"{language}-".lower().startswith(f"{r}-".lower()) for r in self.languages
        )


@dataclass(frozen=True, slots=True)
class UniqueLang:
    """A node has one value in each language."""

    component = "UniqueLang"

    def __str__(self) -> str:
        return "one value in each language"

    def hits(self, graph: WholeGraph, values: Values) -> Iterator[Hit]:  # noqa: ARG002
        """Yield the nodes that have two in one."""
        for node, own in values.items():
            tags = [value.language.lower() for value in own if isinstance(value, Literal) and value.language]
            if len(tags) > len(set(tags)):
                yield Hit(node)
