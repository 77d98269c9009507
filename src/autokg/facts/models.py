"""The record forms: a document, and each kind of press fact with its slots.

This module is the only list of kinds and slots. A slot's type states its role (`SlotRole`), the property by which the
graph holds it, and whether it dates the start or the end (`Side`); a slot without a default is required. Mapping,
readers, importers, the evaluation, JSON Schema and the docs derive their tables from it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache, cached_property
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    NonNegativeInt,
    PositiveFloat,
    model_validator,
)
from pydantic_core import CoreSchema

from autokg.core.counting import with_article
from autokg.core.dates import ImpreciseDate
from autokg.core.enums import Comparator, Position
from autokg.core.ids import digest
from autokg.core.terms import AKG, SKOS
from autokg.core.visible import without_controls
from autokg.errors import DateError
from autokg.facts.closed_lists import AgreementTypeWord, MethodWord, StatusWord
from autokg.facts.slot_roles import Side, SlotRole


def _edtf(text: str) -> str:
    try:
        ImpreciseDate.parse(text)
    except DateError as error:
        raise ValueError(str(error)) from error
    return text


def _name(text: str) -> str:
    if not text.strip():
        raise ValueError("contains only spaces")
    return without_controls(text)


def _country(code: str) -> str:
    from autokg.core.geography import is_country  # noqa: PLC0415 (loads CLDR, which most records do without)

    if not is_country(code):
        raise ValueError(f"no country has the code {code!r} (ISO 3166-1 alpha-2)")
    return code


Text = Annotated[str, AfterValidator(without_controls)]
Name = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_name)]
Organization = Annotated[Name, SlotRole.ORGANIZATION]
Person = Annotated[Name, SlotRole.PERSON]
ModelName = Annotated[Name, SlotRole.MODEL]
BrandName = Annotated[Name, SlotRole.BRAND]
Platform = Annotated[Name, SlotRole.PLATFORM]
Product = Annotated[Name, SlotRole.PRODUCT]
PlantName = Annotated[Name, SlotRole.PLANT]
Place = Annotated[Name, SlotRole.PLACE]
Site = Annotated[Name, SlotRole.SITE]
Anything = Annotated[Name, SlotRole.ANYTHING]
Words = Annotated[Name, SlotRole.WORDS]
Attribute = Annotated[Name, SlotRole.ATTRIBUTE]
Market = Annotated[Name, SlotRole.MARKET]
Edtf = Annotated[
    str, SlotRole.DATE, AfterValidator(_edtf), Field(description="EDTF (ISO 8601-2) date", examples=["2025-41"])
]
Start = Annotated[Edtf, Side.START]
End = Annotated[Edtf, Side.END]
Country = Annotated[
    str,
    SlotRole.COUNTRY,
    Field(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2"),
    AfterValidator(_country),
]
Currency = Annotated[str, SlotRole.CURRENCY, Field(pattern="^[A-Z]{3}$", description="ISO 4217")]
Percent = Annotated[float, SlotRole.PERCENT, Field(ge=0, le=100)]
# Bounds that no true number reaches: a row of digits without end is no count.
People = Annotated[NonNegativeInt, SlotRole.PEOPLE, Field(lt=10**9)]
Vehicles = Annotated[PositiveFloat, SlotRole.VEHICLES, Field(lt=1e9)]
Money = Annotated[PositiveFloat, SlotRole.MONEY, Field(lt=1e15)]
Bound = Annotated[Comparator, SlotRole.COMPARATOR]
Identifier = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=120)]


class _Record(BaseModel):
    """A frozen, closed record: unknown keys are errors, never dropped."""

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
    """Evidence of a fact: the words of a document at their offsets, or a curator's summary of a source.

    `slots` cites, by slot name, the spans of values that are not in the quote.
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
    """The reader that found a fact, with its version and the rule or the hash of the prompt."""

    reader: str
    version: str
    rule: str | None = None


class Document(_Record):
    """A source. `sha256` is the hash of the original bytes; `retrieved` is when they were fetched."""

    kind: Literal["document"] = "document"
    id: Identifier
    title: Text | None = None
    publisher: Text | None = None
    published: Edtf | None = None
    language: str | None = None
    url: str | None = None
    retrieved: str | None = Field(default=None, pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$")
    sha256: str | None = Field(default=None, pattern="^[0-9a-f]{64}$")
    licence: str | None = None


class Fact(_Record):
    """Keys that all kinds of fact share.

    Attributes:
        one_of: slots of which at least one must be filled, beside those that are required one by one.
        as_of: the day, month or year for which the source states this; None for the document's publication date.

    """

    one_of: ClassVar[tuple[str, ...]] = ()

    kind: str
    status: StatusWord
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    speaker: Words | None = None
    as_of: Edtf | None = None
    confidence: Annotated[float, SlotRole.CONFIDENCE, Field(ge=0, le=1)] | None = None
    id: Identifier | None = None
    note: Annotated[Text, SlotRole.WORDS] | None = None
    found_by: Finder | None = None

    @model_validator(mode="after")
    def _complete(self) -> Fact:
        if self.one_of and not any(getattr(self, slot) for slot in self.one_of):
            raise ValueError(f"{with_article(self.kind)} needs {' or '.join(self.one_of)}")
        for evidence in self.evidence:
            if unknown := sorted(set(evidence.slots) - set(self.slots())):
                raise ValueError(f"evidence cites {', '.join(unknown)}, which the fact does not fill")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler, /) -> dict[str, Any]:
        """Return the JSON Schema of a kind, with an `anyOf` that asks for one of `one_of`."""
        schema = handler.resolve_ref_schema(handler(core))
        schema["required"] = ["kind", *(name for name in schema.get("required", ()) if name != "kind")]
        schema["properties"]["kind"].pop("default", None)
        if cls.one_of:
            schema["anyOf"] = [_filled(slot, schema["properties"][slot]) for slot in cls.one_of]
        return schema

    @classmethod
    def requires(cls) -> tuple[tuple[str, ...], ...]:
        """Return groups of slots, of each of which at least one must be filled."""
        single = tuple((name,) for name in _slot_names(cls) if cls.model_fields[name].is_required())
        return (*single, cls.one_of) if cls.one_of else single

    @cached_property
    def content_hash(self) -> str:
        """A hash of the slots and evidence of the fact, without its id, its note and its reader."""
        return digest(compact_json(self, {"id", "note", "found_by"}))

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with some slots changed; its content is hashed again."""
        copied = super().model_copy(update=update, deep=deep)
        copied.__dict__.pop("content_hash", None)
        return copied

    def slots(self) -> dict[str, Any]:
        """Return the filled slots of this kind, in the order of the form, common keys left out."""
        return {name: value for name in _slot_names(type(self)) if (value := getattr(self, name)) not in (None, (), {})}


def compact_json(record: Document | Fact, exclude: Collection[str] = ()) -> str:
    """Return a record as JSON, its kind first, without the slots in `exclude` and those at their default."""
    rest = record.model_dump_json(exclude={"kind", *exclude}, exclude_defaults=True)
    return f'{{"kind":"{record.kind}",{rest[1:]}'


def _filled(slot: str, form: dict[str, Any]) -> dict[str, Any]:
    """Return a JSON Schema that a record meets if a slot is filled."""
    filled = {"minItems": 1} if form.get("type") == "array" else {"not": {"type": "null"}}
    return {"required": [slot], "properties": {slot: filled}}


@cache
def _slot_names(kind: type[Fact]) -> tuple[str, ...]:
    """Return the slots of a kind, in the order of the form."""
    return tuple(name for name in kind.model_fields if name not in Fact.model_fields)


class Production(Fact):
    """A model or product is built at a place by an organisation."""

    one_of = ("model", "product")

    kind: Literal["production"] = "production"
    model: Annotated[ModelName | None, AKG.ofModel] = None
    product: Annotated[Product | None, AKG.ofProduct] = None
    brand: Annotated[BrandName | None, AKG.modelBrand] = None
    builder: Annotated[Organization | None, AKG.productionBuilder] = None
    plant: Annotated[PlantName | None, AKG.atPlant] = None
    place: Annotated[Place | None, AKG.locatedIn] = None
    country: Annotated[Country | None, AKG.inCountry] = None
    markets: Annotated[tuple[Market, ...], AKG.forMarket] = ()
    start: Annotated[Start | None, AKG.productionStart] = None
    end: Annotated[End | None, AKG.productionEnd] = None
    volume_per_year: Annotated[Vehicles | None, AKG.volumePerYear] = None
    volume_per_year_comparator: Bound | None = None
    method: Annotated[MethodWord, AKG.productionMethod] = Field(default=None, validate_default=True)


class Agreement(Fact):
    """An agreement of organisations; a deal of three is one fact with three parties."""

    kind: Literal["agreement"] = "agreement"
    type: Annotated[AgreementTypeWord, AKG.agreementType] = Field(default="partnership", validate_default=True)
    parties: Annotated[tuple[Organization, ...], Field(min_length=1), AKG.party]
    signed: Annotated[Edtf | None, AKG.signedOn] = None
    ended: Annotated[End | None, AKG.until] = None
    model: Annotated[ModelName | None, AKG.concernsModel] = None
    plant: Annotated[PlantName | None, AKG.concernsPlant] = None
    markets: Annotated[tuple[Market, ...], AKG.forMarket] = ()
    name: Words | None = None


class JointVenture(Fact):
    """A company that other organisations own together."""

    one_of = ("name", "parents")

    kind: Literal["joint_venture"] = "joint_venture"
    name: Organization | None = None
    parents: Annotated[tuple[Organization, ...], AKG.jointVentureOf] = ()
    shares: Annotated[dict[str, Percent], SlotRole.SHARES, AKG.sharePercent] = Field(default_factory=dict)
    formed: Annotated[Start | None, AKG.since] = None
    dissolved: Annotated[End | None, AKG.until] = None
    place: Annotated[Place | None, AKG.locatedIn] = None
    country: Annotated[Country | None, AKG.inCountry] = None


class Stake(Fact):
    """An owner holds a share of an organisation."""

    kind: Literal["stake"] = "stake"
    owner: Annotated[Organization, AKG.stakeOwner]
    owned: Annotated[Organization, AKG.stakeIn]
    share_percent: Annotated[Percent | None, AKG.sharePercent] = None
    share_percent_comparator: Bound | None = None
    share_min: Annotated[Percent | None, AKG.shareMinimum] = None
    share_max: Annotated[Percent | None, AKG.shareMaximum] = None
    since: Annotated[Start | None, AKG.since] = None
    until: Annotated[End | None, AKG.until] = None


class Brand(Fact):
    """A badge belongs to an organisation."""

    kind: Literal["brand"] = "brand"
    brand: BrandName
    owner: Annotated[Organization, AKG.brandOwner]
    since: Start | None = None
    until: End | None = None


class Plant(Fact):
    """A plant: its operator, place, age and size."""

    one_of = ("plant", "place")

    kind: Literal["plant"] = "plant"
    plant: PlantName | None = None
    operator: Annotated[Organization | None, AKG.operatedBy] = None
    place: Annotated[Place | None, AKG.locatedIn] = None
    country: Annotated[Country | None, AKG.inCountry] = None
    opened: Annotated[Start | None, AKG.opened] = None
    closed: Annotated[End | None, AKG.closed] = None
    employees: Annotated[People | None, AKG.employees] = None
    employees_comparator: Bound | None = None
    capacity_per_year: Annotated[Vehicles | None, AKG.capacityPerYear] = None
    capacity_per_year_comparator: Bound | None = None


class Model(Fact):
    """A vehicle model: its brand, powertrain, body, segment, platform and origin."""

    one_of = ("brand", "powertrain", "body", "segment", "platform", "derived_from")

    kind: Literal["model"] = "model"
    model: ModelName
    brand: Annotated[BrandName | None, AKG.modelBrand] = None
    powertrain: Annotated[Attribute | None, AKG.powertrain] = None
    body: Annotated[Attribute | None, AKG.bodyStyle] = None
    segment: Annotated[Attribute | None, AKG.segment] = None
    platform: Annotated[Platform | None, AKG.onPlatform] = None
    derived_from: Annotated[ModelName | None, AKG.derivedFrom] = None


class Role(Fact):
    """A person holds a post in an organisation."""

    kind: Literal["role"] = "role"
    person: Annotated[Person, AKG.holder]
    organization: Annotated[Organization, AKG.postIn]
    title: Annotated[Words, AKG.jobTitle]
    since: Annotated[Start | None, AKG.since] = None
    until: Annotated[End | None, AKG.until] = None


class Supply(Fact):
    """A supplier delivers to a customer."""

    one_of = ("customer", "product", "model")

    kind: Literal["supply"] = "supply"
    supplier: Annotated[Organization, AKG.supplier]
    customer: Annotated[Organization | None, AKG.customer] = None
    product: Annotated[Product | None, AKG.ofProduct] = None
    model: Annotated[ModelName | None, AKG.concernsModel] = None
    since: Annotated[Start | None, AKG.since] = None
    until: Annotated[End | None, AKG.until] = None


class Investment(Fact):
    """An investor puts an amount into a target or place."""

    kind: Literal["investment"] = "investment"
    investor: Annotated[Organization, AKG.investor]
    amount: Annotated[Money, AKG.amount]
    amount_comparator: Bound | None = None
    currency: Annotated[Currency | None, AKG.currency] = None
    target: Annotated[Site | None, AKG.investedIn] = None
    place: Annotated[Place | None, AKG.locatedIn] = None
    country: Annotated[Country | None, AKG.inCountry] = None
    date: Annotated[Edtf | None, AKG.investedOn] = None


class Alias(Fact):
    """Another name of something."""

    kind: Literal["alias"] = "alias"
    alias: Annotated[Words, SKOS.altLabel]
    of: Anything


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
    get_args(form.model_fields["kind"].annotation)[0]: form for form in get_args(get_args(PressFact)[0])
}
