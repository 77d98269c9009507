"""The logical form of a question: what is asked for, of which things, under which conditions.

Every question in every language becomes one `Form`, which is compiled to SPARQL and told in words.

>>> form = Form(View.PRODUCTION, Mode.COUNT, ("model",), (Condition("country", (Name("Mexico", "region/MX"),)),))
>>> form.condition("country").names[0].label
'Mexico'
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class View(StrEnum):
    """The kind of fact that answers: each view is a set of slots joined around one node."""

    PRODUCTION = "production"
    PLANT = "plant"
    TIE = "tie"
    OWNERSHIP = "ownership"
    MODEL = "model"
    ROLE = "role"
    SUPPLY = "supply"
    INVESTMENT = "investment"
    CHANGE = "change"
    CONFLICT = "conflict"
    SOURCE = "source"
    THING = "thing"


class Mode(StrEnum):
    """What the answer is: rows, yes or no, a number, a date, the greatest, what two things share, a description."""

    LIST = "list"
    YES_NO = "yes-no"
    COUNT = "count"
    WHEN = "when"
    HOW_MUCH = "how-much"
    SUPERLATIVE = "superlative"
    COMPARE = "compare"
    COMMON = "common"
    DESCRIBE = "describe"


@dataclass(frozen=True, slots=True)
class Name:
    """A thing that the question names.

    Attributes:
        label: what the base calls it.
        iri: its IRI.
        kinds: local names of its classes, such as `Brand` and `Company`.
        text: the words of the question.
        corrected: whether the words are a near spelling, not a name of the thing.
        others: labels of other things that the same words may mean.
        shortened: whether the words leave out the ending of its name, such as "Cars".

    """

    label: str
    iri: str
    kinds: tuple[str, ...] = ()
    text: str = ""
    corrected: bool = False
    others: tuple[str, ...] = ()
    shortened: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on a slot of the view: it is one of some things, or, if negated, none of them.

    Attributes:
        outside: the slot is something else; unlike a negated condition, the same model may also meet it elsewhere.
        only: what is asked for meets the condition and is nowhere else, as in "built only in China".
        itself: a company stands for itself alone, without its brands and subsidiaries.
        brands: the brands that the name of a firm may also mean.

    """

    slot: str
    names: tuple[Name, ...] = ()
    negated: bool = False
    outside: bool = False
    only: bool = False
    itself: bool = False
    brands: tuple[Name, ...] = ()


class Relation(StrEnum):
    """How a date in the question bounds the facts."""

    WITHIN = "within"
    SINCE = "since"
    BEFORE = "before"


class Event(StrEnum):
    """What happens in the window of time: it holds, starts, ends, or anything changes."""

    HOLDS = "holds"
    STARTS = "starts"
    ENDS = "ends"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Window:
    """A time that the question names: first and last day (ISO 8601, inclusive; None if open) and what happens then.

    `is_ahead` tells that it begins after the day asked.
    """

    first: str | None
    last: str | None
    relation: Relation = Relation.WITHIN
    event: Event = Event.HOLDS
    is_ahead: bool = field(default=False, compare=False)


class Comparator(StrEnum):
    """How a number in the question bounds a figure, as the operator of SPARQL."""

    OVER = ">"
    AT_LEAST = ">="
    UNDER = "<"
    AT_MOST = "<="


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound on a figure, such as a capacity, or on how many things fill a slot, such as `model`."""

    slot: str
    comparator: Comparator
    number: float


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What came before or after something in time, as in "who owned X before Y": `relation` is before or after.

    Without names it is what holds now, as in "who built X before that".
    """

    relation: str
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A question as the base understands it.

    Attributes:
        targets: the slots asked for, the main one first.
        states: local names of the statuses asked for; empty if any.
        by: for a superlative, the slot that is counted or measured; `least` asks for the smallest.
        top: for a superlative, how many of the greatest are asked for; 0 if no number is said.
        sides: for a comparison, the words of the question for each of the things compared.
        drives: drives asked for, such as `electric`; models for which none is recorded are listed separately.
        styles: kinds of body asked for, in the words of the question; the base does not hold them.
        missing: slots that no source may give, as in "plants with no known operator".
        kinds: kinds of tie or of thing owned asked for, such as `JointVenture` and `Brand`.
        about: for SOURCE, the view of the facts whose sources are asked for.
        chain: the form that gave a name which the question describes, as in "who owns the maker of X".
        dangling: whether the form is only the description of a name that no source gives, as "the plant that makes X".
        date: for WHEN, which date: start, end, opened, closed, since, signed.
        modality: still, already, ever, other, own: a word that changes what is asked.
        bounds: bounds on figures and counts, as in "plants with more than 300,000 cars a year".
        neighbour: what the things asked for came before or after.
        unjoined: two places of which the question does not tell how they belong together.
        lacking: what the base does not hold but the question asks for, such as `sales`.
        unknown: words that are not understood and names that are not known, in the order of the question.

    """

    view: View
    mode: Mode
    targets: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    window: Window | None = None
    states: tuple[str, ...] = ()
    by: str | None = None
    least: bool = False
    top: int = 0
    sides: tuple[str, ...] = ()
    drives: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    about: View | None = None
    chain: Form | None = None
    dangling: bool = False
    date: str | None = None
    modality: tuple[str, ...] = ()
    bounds: tuple[Bound, ...] = ()
    neighbour: Neighbour | None = None
    language: str = "en"
    lacking: tuple[str, ...] = ()
    unjoined: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    words: tuple[str, ...] = field(default=(), compare=False)

    def condition(self, slot: str) -> Condition:
        """Return the condition on a slot; an empty one if there is none."""
        return next(self.on(slot), Condition(slot))

    def needs(self, slot: str) -> bool:
        """Return whether the form asks for a slot or restricts it."""
        return slot in self.targets or slot == self.by or any(condition.slot == slot for condition in self.conditions)

    def on(self, slot: str) -> Iterator[Condition]:
        """Yield the conditions on a slot."""
        return (condition for condition in self.conditions if condition.slot == slot)

    @property
    def asks_end(self) -> bool:
        """Whether the date asked for is that of an end or a closure."""
        return self.date in ("end", "closed")

    @property
    def asks_before(self) -> bool:
        """Whether what was before a plan counts: asked in the past tense, or with ever, still or no longer."""
        return not {"past", "ever", "still", "no_longer"}.isdisjoint(self.modality)

    @property
    def names(self) -> tuple[Name, ...]:
        """All things that the question names."""
        return tuple(name for condition in self.conditions for name in condition.names)
