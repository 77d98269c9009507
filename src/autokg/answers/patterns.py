"""The views as SPARQL: what makes a node one of a view, and the pattern of each of its slots.

A slot's pattern is written once. A list joins it as optional, a count or superlative as required.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from autokg.answers.form import View

_ENGLISH = 'FILTER(LANG(?{0}Label) IN ("en", ""))'
# The first and last day that a date may be, and the day of the last report, by their variables.
DAYS = {
    "startFirst": "OPTIONAL { ?node akg:startEarliest ?startFirst }",
    "startLast": "OPTIONAL { ?node akg:startLatest ?startLast }",
    "endFirst": "OPTIONAL { ?node akg:endEarliest ?endFirst }",
    "endLast": "OPTIONAL { ?node akg:endLatest ?endLast }",
    "reported": "OPTIONAL { ?node akg:lastReported ?reported }",
}
PLANNED_SHARE = "plannedShare"  # the basis of a share that an owner is to have beside the one held
TIMES = ("status", "start", "end", *DAYS)


@dataclass(frozen=True, slots=True)
class Pattern:
    """The patterns of a view.

    Attributes:
        root: what binds `?node`, and `?state` where it has one.
        things: slots that hold things with a label, with their patterns, in the order of columns.
        values: slots that hold plain values, with their patterns.
        start: the property of the start date, or patterns with `$` for it, of which the first that is met tells it.
        end: the same of the end date.
        key: columns that tell two rows of one node apart as two facts.

    """

    root: str
    things: dict[str, str]
    values: dict[str, str] = field(default_factory=dict)
    start: str | tuple[str, ...] = ""
    end: str | tuple[str, ...] = ""
    key: tuple[str, ...] = ()

    def times(self) -> list[str]:
        """Return the optional patterns of status and dates."""
        return [
            'BIND(STRAFTER(STR(?state), "#") AS ?status)',
            *_date("start", self.start),
            *_date("end", self.end),
            *DAYS.values(),
        ]

    def lacking(self, slot: str) -> list[str]:
        """Return what a node has not that lacks a thing, a value or, for any other slot, a start date."""
        if told := self.things.get(slot) or self.values.get(slot):
            return [told]
        return [told.replace("$", "?lacking") for told in _ways(self.start)]


def _date(name: str, told: str | tuple[str, ...]) -> list[str]:
    """Return the optional patterns of a date; a union of them would not be bound by every engine."""
    ways = _ways(told)
    if len(ways) == 1:
        return [f"OPTIONAL {{ {ways[0].replace('$', f'?{name}')} }}"]
    variables = [f"?{name}{number}" for number in range(len(ways))]
    optional = [f"OPTIONAL {{ {way.replace('$', variable)} }}" for way, variable in zip(ways, variables, strict=True)]
    return [*optional, f"BIND(COALESCE({', '.join(variables)}) AS ?{name})"] if ways else []


def _ways(told: str | tuple[str, ...]) -> tuple[str, ...]:
    if isinstance(told, tuple):
        return told
    return (f"?node {told} $",) if told else ()


def labelled(slot: str, pattern: str) -> str:
    """Return an optional thing with its English label; a label outside would join every labelled thing."""
    label = f"?{slot} rdfs:label ?{slot}Label {_ENGLISH.format(slot)}"
    if not pattern or pattern.startswith("BIND"):
        return f"{pattern} OPTIONAL {{ {label} }}".strip()
    return f"OPTIONAL {{ {pattern} OPTIONAL {{ {label} }} }}"


# A stake that ended with the venture it was in is over on the day of that end.
_END_OF_STAKE = (
    "?node akg:until $",
    "?node akg:status akg:ended ; akg:lastReported $ ; akg:stakeIn/akg:until $",
)


def _of_brand(told: str) -> str:
    """Return the pattern of a date of the ownership of a brand, which is no state of its own: that of its claims."""
    return (
        "?claim rdf:predicate akg:brandOwner ; rdf:subject ?node ; rdf:object ?owner ; akg:outcome ?outcome ; "
        f"akg:saying/{told} $ FILTER(?outcome NOT IN (akg:rejected, akg:withdrawn, akg:dropped))"
    )


# A stake in a venture that goes on is told in the present, with the day on which it was last reported.
_LIVES = "?node akg:stakeIn ?venture . ?venture a akg:JointVenture ; akg:status akg:actual ; akg:lastReported ?lives ."

# The builder as a source names it, else who runs the plant by a source, else by the reference data.
_BUILDER = (
    "{ ?node akg:productionBuilder ?builder } UNION { ?node akg:atPlant/akg:operatedBy ?builder "
    "FILTER NOT EXISTS { ?node akg:productionBuilder ?named } } UNION { ?node akg:atPlant/akg:listedOperator ?builder "
    "FILTER NOT EXISTS { ?node akg:productionBuilder|(akg:atPlant/akg:operatedBy) ?named } }"
)
# A stake that makes its owner the parent: more than half, or of no known size and of an owner whom a rule names parent.
_PARENT_BY_STAKE = (
    "?stake akg:stakeIn ?node ; akg:stakeOwner ?parent ; akg:status akg:actual . "
    "?node akg:ancestorOrganization ?parent FILTER NOT EXISTS { ?stake akg:sharePercent ?part FILTER(?part < 50) }"
)
_OPERATOR = (
    "{ ?node akg:operatedBy ?operator } UNION { ?node akg:listedOperator ?operator "
    "FILTER NOT EXISTS { ?node akg:operatedBy ?run } } "
    "UNION { ?node akg:status akg:planned ; akg:plannedOperator ?operator "
    "FILTER NOT EXISTS { ?node akg:operatedBy|akg:listedOperator ?run } }"
)
_COUNTRY = (
    "{ ?node akg:inCountry ?country } UNION { ?node akg:atPlant/akg:inCountry ?country "
    "FILTER NOT EXISTS { ?node akg:inCountry ?told } }"
)


def market_as(variable: str) -> str:
    """Return the pattern of a market of a production in its state: one that it serves, is to serve or served."""
    others = "akg:plannedForMarket|akg:formerlyForMarket"
    return (
        f"?node akg:forMarket|{others} ?{variable} "
        f"FILTER NOT EXISTS {{ ?node akg:status akg:actual ; {others} ?{variable} }}"
    )


PATTERNS: dict[View, Pattern] = {
    View.PRODUCTION: Pattern(
        root="?node a akg:Production ; akg:status ?state .",
        things={
            "model": "?node akg:ofModel ?model .",
            "product": "?node akg:ofProduct ?product .",
            "brand": "?node akg:ofModel/akg:modelBrand ?brand .",
            "builder": _BUILDER,
            "plant": "?node akg:atPlant ?plant .",
            "place": "?node akg:atPlant/akg:locatedIn ?place .",
            "country": _COUNTRY,
            "market": market_as("market"),
            "plannedMarket": "?node akg:status akg:actual ; akg:plannedForMarket ?plannedMarket .",
        },
        values={
            "volume": "?node akg:volumePerYear ?volume .",
            "drive": "?node akg:ofModel/akg:powertrain ?drive .",
        },
        start="akg:productionStart",
        end="akg:productionEnd",
    ),
    View.PLANT: Pattern(
        root="?node a akg:Plant . OPTIONAL { ?node akg:status ?state }",
        things={
            "plant": "BIND(?node AS ?plant)",
            "operator": _OPERATOR,
            "place": "?node akg:locatedIn ?place .",
            "country": "?node akg:inCountry ?country .",
        },
        values={
            "capacity": "?node akg:capacityPerYear ?capacity .",
            "plannedCapacity": "?node akg:plannedCapacityPerYear ?plannedCapacity .",
            "employees": "?node akg:employees ?employees .",
            "plannedEmployees": "?node akg:plannedEmployees ?plannedEmployees .",
        },
        start="akg:opened",
        end="akg:closed",
    ),
    View.TIE: Pattern(
        root=(
            '{ ?node a akg:Agreement BIND("Agreement" AS ?kind) } UNION '
            '{ ?node akg:jointVentureOf ?parent BIND("JointVenture" AS ?kind) } UNION '
            '{ ?node a akg:Stake BIND("Stake" AS ?kind) } OPTIONAL { ?node akg:status ?state }'
        ),
        things={
            "tie": "BIND(?node AS ?tie)",
            "party": "?node akg:party|akg:jointVentureOf|akg:stakeOwner|akg:stakeIn ?party .",
            "owner": "?node akg:stakeOwner ?owner .",
            "owned": "?node akg:stakeIn ?owned .",
            "model": "?node akg:concernsModel ?model .",
            "plant": "?node akg:concernsPlant ?plant .",
            "country": "?node akg:inCountry ?country .",
        },
        values={
            "kind": "",
            "type": "?node akg:agreementType ?type .",
            "share": "?node akg:sharePercent ?share .",
            "least": "?node akg:shareMinimum ?least .",
            PLANNED_SHARE: f"?node akg:plannedSharePercent ?{PLANNED_SHARE} .",
            "lives": _LIVES,
        },
        start="(akg:signedOn|akg:since)",
        end=_END_OF_STAKE,
    ),
    View.OWNERSHIP: Pattern(
        root=(
            '{ ?node akg:stakeIn ?owned ; akg:stakeOwner ?owner ; akg:status ?state BIND("stake" AS ?basis) } UNION '
            "{ ?node akg:plannedSharePercent ?part ; akg:status akg:actual ; akg:stakeIn ?owned ; "
            f'akg:stakeOwner ?owner BIND("{PLANNED_SHARE}" AS ?basis) BIND(akg:planned AS ?state) }} UNION '
            "{ ?node akg:brandOwner ?owner BIND(?node AS ?owned) "
            'BIND("brand" AS ?basis) BIND(akg:actual AS ?state) } UNION '
            "{ ?node akg:formerBrandOwner ?owner BIND(?node AS ?owned) "
            'BIND("former" AS ?basis) BIND(akg:ended AS ?state) } '
            'UNION { ?node akg:plannedBrandOwner ?owner BIND(?node AS ?owned) BIND("planned" AS ?basis) '
            "BIND(akg:planned AS ?state) } UNION "
            "{ ?node akg:listedOwner ?owner BIND(?node AS ?owned) "
            'BIND("listed" AS ?basis) BIND(akg:actual AS ?state) '
            "FILTER NOT EXISTS { ?node akg:brandOwner ?claimed } "
            "FILTER NOT EXISTS { ?stake akg:stakeIn ?node ; akg:stakeOwner ?owner } "
            f"FILTER NOT EXISTS {{ {_PARENT_BY_STAKE} }} }} UNION "
            '{ ?node akg:jointVentureOf ?owner BIND(?node AS ?owned) BIND("venture" AS ?basis) '
            "OPTIONAL { ?node akg:status ?state } "
            "FILTER NOT EXISTS { ?stake akg:stakeIn ?node ; akg:stakeOwner ?owner } }"
        ),
        things={"owned": "", "owner": ""},
        values={
            "basis": "",
            "share": "?node akg:sharePercent ?share .",
            "least": "?node akg:shareMinimum ?least .",
            "lives": _LIVES,
            "whole": "?owned akg:ancestorOrganization ?owner BIND(true AS ?whole)",
        },
        start=("?node akg:since $", _of_brand("akg:validFrom")),
        end=(*_END_OF_STAKE, _of_brand("akg:validUntil")),
        key=("owner", "basis"),
    ),
    View.ROLE: Pattern(
        root="?node a akg:Appointment ; akg:status ?state .",
        things={"person": "?node akg:holder ?person .", "organization": "?node akg:postIn ?organization ."},
        values={"title": "?node akg:jobTitle ?title .", "head": "?node a akg:HeadPost BIND(true AS ?head)"},
        start="akg:since",
        end="akg:until",
    ),
    View.SUPPLY: Pattern(
        root="?node a akg:Supply ; akg:status ?state .",
        things={
            "supplier": "?node akg:supplier ?supplier .",
            "customer": "?node akg:customer ?customer .",
            "product": "?node akg:ofProduct ?product .",
            "model": "?node akg:ofModel|akg:concernsModel ?model .",
        },
        start="akg:since",
        end="akg:until",
    ),
    View.INVESTMENT: Pattern(
        root="?node a akg:Investment ; akg:status ?state .",
        things={
            "investor": "?node akg:investor ?investor .",
            "target": "?node akg:investedIn ?target .",
            "place": "?node akg:locatedIn ?place .",
            "country": "?node akg:inCountry ?country .",
        },
        values={"amount": "?node akg:amount ?amount .", "currency": "?node akg:currency ?currency ."},
        start="akg:investedOn",
    ),
    View.MODEL: Pattern(
        root="?node a akg:VehicleModel .",
        things={
            "model": "BIND(?node AS ?model)",
            "sibling": "?node akg:sharesPlatformWith ?sibling .",
            "platform": "?node akg:onPlatform ?platform .",
            "source": "?node akg:derivedFrom ?source .",
        },
    ),
    View.CHANGE: Pattern(
        root=(
            "?node a ?kind ; akg:status ?state . "
            "VALUES ?kind { akg:Production akg:Plant akg:Agreement akg:JointVenture akg:Stake akg:Investment }"
        ),
        things={"thing": "BIND(?node AS ?thing)"},
        values={"kind": ""},
        start="(akg:productionStart|akg:opened|akg:signedOn|akg:since|akg:investedOn)",
        end="(akg:productionEnd|akg:closed|akg:until)",
    ),
}
