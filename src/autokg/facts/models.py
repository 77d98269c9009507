"""The forms of records: a document, and each kind of press fact with its slots."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeInt,
    PositiveFloat,
    model_validator,
)

from autokg.core.dates import ImpreciseDate
from autokg.core.enums import AgreementType, Comparator, Method, Position, Status
from autokg.core.ids import digest
from autokg.errors import DateError


def _edtf(text: str) -> str:
    try:
        ImpreciseDate.parse(text)
    except DateError as error:
        raise ValueError(str(error)) from error
    return text


Name = Annotated[str, Field(min_length=1, max_length=300)]
Edtf = Annotated[str, AfterValidator(_edtf), Field(description="EDTF (ISO 8601-2) date", examples=["2025-41"])]
Country = Annotated[str, Field(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2")]
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$", description="ISO 4217")]
Percent = Annotated[float, Field(ge=0, le=100)]
Identifier = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=120)]


class _Record(BaseModel):
    """Frozen and closed: what the form does not know is an error, never dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Span(_Record):
    """Code-point offsets into the stored text, end excluded."""

    start: NonNegativeInt
    end: NonNegativeInt

    @model_validator(mode="after")
    def _ordered(self) -> Span:
        if self.end <= self.start:
            raise ValueError(f"the span ends at {self.end}, not after its start at {self.start}")
        return self


class Evidence(_Record):
    """What a fact rests on: the words of a document at their offsets, or a curator's summary of a source.

    `slots` cites, by slot name, the spans from which values outside the quote were taken over.
    """

    document: Identifier
    quote: Annotated[str, Field(min_length=1)] | None = None
    start: NonNegativeInt | None = None
    end: NonNegativeInt | None = None
    position: Position = Position.BODY
    slots: dict[str, Span] = Field(default_factory=dict)
    summary: Annotated[str, Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Evidence:
        if (self.quote is None) == (self.summary is None):
            raise ValueError("give either a quote with its offsets or a summary")
        if self.quote is None:
            if self.start is not None or self.end is not None or self.slots:
                raise ValueError("a summary has no offsets")
        elif self.start is None or self.end is None:
            raise ValueError("a quote needs start and end")
        elif self.end - self.start != len(self.quote):
            raise ValueError(f"the quote has {len(self.quote)} characters, its span {self.end - self.start}")
        return self


class Finder(_Record):
    """What found a fact: a reader with its version, and the rule or the hash of the prompt."""

    reader: str
    version: str
    rule: str | None = None


class Document(_Record):
    """A source. `sha256` is that of the bytes as they came; `retrieved` is when they were read."""

    kind: Literal["document"]
    id: Identifier
    title: str | None = None
    publisher: str | None = None
    published: Edtf | None = None
    language: str | None = None
    url: str | None = None
    retrieved: str | None = Field(default=None, pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$")
    sha256: str | None = Field(default=None, pattern="^[0-9a-f]{64}$")
    licence: str | None = None


class Fact(_Record):
    """What all kinds of fact have in common.

    `requires` names groups of slots; of each group at least one must be filled.
    """

    requires: ClassVar[tuple[tuple[str, ...], ...]] = ()

    kind: str
    status: Status
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    speaker: Name | None = None
    confidence: float | None = Field(default=None, ge=0, le=1)
    id: Identifier | None = None
    note: str | None = None
    found_by: Finder | None = None

    @model_validator(mode="after")
    def _complete(self) -> Fact:
        for group in self.requires:
            if not any(getattr(self, slot) for slot in group):
                raise ValueError(f"a {self.kind} needs {' or '.join(group)}")
        for evidence in self.evidence:
            if unknown := sorted(set(evidence.slots) - set(self.slots())):
                raise ValueError(f"evidence cites {', '.join(unknown)}, which the fact does not fill")
        return self

    @cached_property
    def said(self) -> str:
        """A hash of what the fact says and rests on, not of its id, its note or what found it."""
        return digest(self.model_dump_json(exclude={"id", "note", "found_by"}, exclude_defaults=True))

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy, some slots filled otherwise; what it says is hashed anew."""
        copied = super().model_copy(update=update, deep=deep)
        copied.__dict__.pop("said", None)
        return copied

    def slots(self) -> dict[str, Any]:
        """Return the filled slots of this kind, in the order of the form, common keys left out."""
        return {name: value for name in _slot_names(type(self)) if (value := getattr(self, name)) not in (None, (), {})}


@cache
def _slot_names(kind: type[Fact]) -> tuple[str, ...]:
    """Return the slots of a kind, in the order of the form."""
    return tuple(name for name in kind.model_fields if name not in Fact.model_fields)


class Production(Fact):
    """Somebody builds a model or product somewhere."""

    requires = (("model", "product"),)

    kind: Literal["production"]
    model: Name | None = None
    product: Name | None = None
    brand: Name | None = None
    builder: Name | None = None
    plant: Name | None = None
    place: Name | None = None
    country: Country | None = None
    markets: tuple[Name, ...] = ()
    start: Edtf | None = None
    end: Edtf | None = None
    volume_per_year: PositiveFloat | None = None
    volume_per_year_comparator: Comparator | None = None
    method: Method | None = None


class Agreement(Fact):
    """Organisations agreed on something; a deal of three is one fact with three parties."""

    requires = (("parties",),)

    kind: Literal["agreement"]
    type: AgreementType = AgreementType.PARTNERSHIP
    parties: tuple[Name, ...] = ()
    signed: Edtf | None = None
    model: Name | None = None
    plant: Name | None = None
    markets: tuple[Name, ...] = ()
    name: Name | None = None


class JointVenture(Fact):
    """A company that others own together."""

    requires = (("name", "parents"),)

    kind: Literal["joint_venture"]
    name: Name | None = None
    parents: tuple[Name, ...] = ()
    shares: dict[str, Percent] = Field(default_factory=dict)
    formed: Edtf | None = None
    place: Name | None = None
    country: Country | None = None


class Stake(Fact):
    """An owner holds a share of an organisation."""

    requires = (("owner",), ("owned",))

    kind: Literal["stake"]
    owner: Name | None = None
    owned: Name | None = None
    share_percent: Percent | None = None
    share_percent_comparator: Comparator | None = None
    share_min: Percent | None = None
    share_max: Percent | None = None
    since: Edtf | None = None
    until: Edtf | None = None


class Brand(Fact):
    """A badge belongs to an organisation."""

    requires = (("brand",), ("owner",))

    kind: Literal["brand"]
    brand: Name | None = None
    owner: Name | None = None


class Plant(Fact):
    """What is said of a plant."""

    requires = (("plant", "place"),)

    kind: Literal["plant"]
    plant: Name | None = None
    operator: Name | None = None
    place: Name | None = None
    country: Country | None = None
    opened: Edtf | None = None
    closed: Edtf | None = None
    employees: NonNegativeInt | None = None
    employees_comparator: Comparator | None = None
    capacity_per_year: PositiveFloat | None = None
    capacity_per_year_comparator: Comparator | None = None


class Model(Fact):
    """What is said of a vehicle model."""

    requires = (("model",), ("brand", "powertrain", "body", "segment", "platform", "derived_from"))

    kind: Literal["model"]
    model: Name | None = None
    brand: Name | None = None
    powertrain: Name | None = None
    body: Name | None = None
    segment: Name | None = None
    platform: Name | None = None
    derived_from: Name | None = None


class Role(Fact):
    """A person holds a post in an organisation."""

    requires = (("person",), ("organization",), ("title",))

    kind: Literal["role"]
    person: Name | None = None
    organization: Name | None = None
    title: Name | None = None
    since: Edtf | None = None
    until: Edtf | None = None


class Supply(Fact):
    """A supplier delivers to a customer."""

    requires = (("supplier",), ("customer", "product", "model"))

    kind: Literal["supply"]
    supplier: Name | None = None
    customer: Name | None = None
    product: Name | None = None
    model: Name | None = None


class Investment(Fact):
    """An investor puts an amount into a target or place."""

    requires = (("investor",), ("amount",))

    kind: Literal["investment"]
    investor: Name | None = None
    amount: PositiveFloat | None = None
    amount_comparator: Comparator | None = None
    currency: Currency | None = None
    target: Name | None = None
    place: Name | None = None
    date: Edtf | None = None


class Alias(Fact):
    """Another name of something."""

    requires = (("alias",), ("of",))

    kind: Literal["alias"]
    alias: Name | None = None
    of: Name | None = None


PressFact = Annotated[
    Production
    | Agreement
    | JointVenture
    | Stake
    | Brand
    | Plant
    | Model
    | Role
    | Supply
    | Investment
    | Alias,
    Field(discriminator="kind"),
]  # fmt: skip
Record = Annotated[Document | PressFact, Field(discriminator="kind")]

KINDS: dict[str, type[Fact]] = {
    "production": Production,
    "agreement": Agreement,
    "joint_venture": JointVenture,
    "stake": Stake,
    "brand": Brand,
    "plant": Plant,
    "model": Model,
    "role": Role,
    "supply": Supply,
    "investment": Investment,
    "alias": Alias,
}
