"""Conditions of a form as SPARQL: one function for each view and slot, each returning patterns that bind `?node`.

Helper variables end in `_`; the compiler numbers them, so that two conditions of one kind do not meet in one variable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode

from autokg.answers.form import Condition, Name, View
from autokg.answers.lexicon import load_lexicon
from autokg.answers.name_scope import column, companies_of, countries_of, owners_of, values, ventures_of
from autokg.answers.patterns import market_as
from autokg.stores.base import Store

Maker = Callable[[Condition, Store], str]
_REGIONS = frozenset({"Country", "Region"})


def one_of(variable: str, iris: Iterable[str]) -> str:
    """Return a VALUES block."""
    return f"VALUES ?{variable} {{ {values(sorted(iris))} }}"


def _iris(condition: Condition) -> list[str]:
    return [name.iri for name in condition.names]


def _direct(path: str) -> Maker:
    """Return the maker of a condition whose things are reached by one path."""
    return lambda condition, _: f"{one_of('thing_', _iris(condition))} ?node {path} ?thing_ ."


def _itself(condition: Condition, _: Store) -> str:
    return one_of("node", _iris(condition))


def _brand(condition: Condition, store: Store) -> str:
    brands = companies_of(condition.names, store, itself=condition.itself).brands
    return f"{one_of('brand_', brands)} ?node akg:ofModel/akg:modelBrand ?brand_ ."


def _builder(condition: Condition, store: Store) -> str:
    """Match the named builder, else who runs the plant, else the owner of the brand."""
    scope = companies_of(condition.names, store, itself=condition.itself)
    makers = one_of("maker_", scope.companies or _makers_of(scope.brands, store) or scope.brands)
    unnamed = "FILTER NOT EXISTS { ?node akg:productionBuilder ?named_ }"
    parts = [
        f"{{ {makers} ?node akg:productionBuilder ?maker_ }}",
        f"{{ {makers} ?node akg:atPlant ?works_ . ?works_ akg:operatedBy ?maker_ {unnamed} }}",
        f"{{ {makers} ?node akg:atPlant ?works_ . ?works_ akg:listedOperator ?maker_ "
        f"{unnamed} FILTER NOT EXISTS {{ ?works_ akg:operatedBy ?run_ }} }}",
    ]
    if scope.brands:
        parts.append(
            f"{{ {one_of('brand_', scope.brands)} ?node akg:ofModel/akg:modelBrand ?brand_ . {unnamed} "
            "FILTER NOT EXISTS { ?node akg:atPlant/akg:operatedBy ?run_ } "
            "FILTER NOT EXISTS { ?node akg:atPlant/akg:listedOperator ?run_ } }"
        )
    if condition.brands and not condition.itself:
        own = [name.iri for name in condition.brands]
        # What the group of a brand's firm builds of the brand counts as built by the firm.
        parts.append(
            f"{{ {one_of('brand_', own)} ?node akg:ofModel/akg:modelBrand ?brand_ . "
            f"{one_of('maker_', _group_of(scope.companies, store))} ?node akg:productionBuilder ?maker_ }}"
        )
    return " UNION ".join(parts)


def _group_of(firms: Sequence[str], store: Store) -> tuple[str, ...]:
    """Return the companies above some firms, with their subsidiaries."""
    above = column(
        store, f"SELECT ?top WHERE {{ VALUES ?firm {{ {values(firms)} }} ?firm akg:ancestorOrganization ?top }}"
    )
    return companies_of([Name("", iri, ("Company",)) for iri in above], store).companies if above else ()


def _makers_of(brands: Sequence[str], store: Store) -> tuple[str, ...]:
    """Return the owners of brands with their subsidiaries."""
    owners = [Name("", iri, ("Company",)) for iri in owners_of(brands, store)]
    return companies_of(owners, store).companies if owners else ()


def _client(condition: Condition, store: Store) -> str:
    """Match what others build of the client's brand: named builders that are not of its owner, or have own brands."""
    scope = companies_of(condition.names, store)
    owners = {*owners_of(scope.brands, store), *scope.companies, *scope.brands}
    family = {*_makers_of(scope.brands, store), *owners}
    return (
        f"{one_of('brand_', scope.brands)} ?node akg:ofModel/akg:modelBrand ?brand_ . {NAMED_MAKER} "
        f"FILTER(?maker_ NOT IN ({_listed(owners)})) "
        f"FILTER(?maker_ NOT IN ({_listed(family)}) || EXISTS {{ {_HAS_BRAND} }})"
    )


def _listed(iris: Iterable[str]) -> str:
    return ", ".join(values(sorted(iris)).split())


def built_by_others(condition: Condition, store: Store) -> str:
    """Match what is built by a named builder, none of whose is of the firms of a condition."""
    scope = companies_of(condition.names, store)
    own = _listed({*scope.companies, *owners_of(scope.brands, store)})
    return (
        f"{NAMED_MAKER} FILTER(?maker_ NOT IN ({own})) "
        f"FILTER NOT EXISTS {{ ?node akg:productionBuilder ?also_ FILTER(?also_ IN ({own})) }}"
    )


_HAS_BRAND = "?mark_ akg:brandOwner|akg:listedOwner ?maker_"
NAMED_MAKER = (
    "{ ?node akg:productionBuilder ?maker_ } UNION { ?node akg:atPlant/akg:operatedBy ?maker_ "
    "FILTER NOT EXISTS { ?node akg:productionBuilder ?named_ } }"
)
# Built by a maker that shares no owner with the brand; the parents of a joint venture are its owners. A firm whose name
# has that of the brand in it, or begins with that of its owner, is of it even if no source says so: Toyota Argentina.
BY_OTHERS = (
    f"{NAMED_MAKER} ?node akg:ofModel/akg:modelBrand ?brand_ . ?brand_ akg:brandOwner|akg:listedOwner ?owned_ . "
    "?maker_ rdfs:label ?called_ . ?brand_ rdfs:label ?brandName_ . ?owned_ rdfs:label ?ownerName_ "
    'FILTER(!CONTAINS(LCASE(CONCAT(" ", STR(?called_), " ")), LCASE(CONCAT(" ", STR(?brandName_), " ")))) '
    'FILTER(!STRSTARTS(LCASE(STR(?called_)), LCASE(CONCAT(STR(?ownerName_), " ")))) '
    "MINUS { SELECT DISTINCT ?brand_ ?maker_ WHERE { ?brand_ akg:brandOwner|akg:listedOwner ?holder_ . "
    "?holder_ (akg:ancestorOrganization|akg:jointVentureOf)* ?top_ . "
    "?top_ ^(akg:ancestorOrganization|akg:jointVentureOf)* ?maker_ } }"
)
# What a maker builds for others: also for a sister or parent, if it has a brand of its own, as Daihatsu for Toyota.
FOR_OTHERS = (
    f"{{ {BY_OTHERS} }} UNION {{ {NAMED_MAKER} ?node akg:ofModel/akg:modelBrand ?brand_ . {_HAS_BRAND} "
    "FILTER NOT EXISTS { ?brand_ akg:brandOwner|akg:listedOwner ?maker_ } }"
)


def _regions(condition: Condition) -> tuple[list[Name], list[Name]]:
    regions = [name for name in condition.names if _REGIONS & set(name.kinds)]
    return regions, [name for name in condition.names if name not in regions]


def _site(condition: Condition, store: Store) -> str:
    """Match a site in a country, region or town: of the node itself, or of its plant."""
    regions, towns = _regions(condition)
    parts = []
    if regions:
        area = one_of("area_", countries_of(regions, store))
        parts.append(f"{{ {area} ?node akg:inCountry|(akg:atPlant/akg:inCountry) ?area_ }}")
    if towns:
        town = one_of("town_", [name.iri for name in towns])
        parts.append(f"{{ {town} ?node akg:locatedIn|(akg:atPlant/akg:locatedIn) ?town_ }}")
        parts += _named_after(towns)
    return " UNION ".join(parts)


def _site_of_investment(condition: Condition, store: Store) -> str:
    """Match where an investment goes: its own place, or that of the plant, or of a plant that bears the name."""
    plants = _site(condition, store).replace("?node", "?aim_")
    return f"{{ {_site(condition, store)} }} UNION {{ {{ {plants} }} ?node akg:investedIn ?aim_ }}"


def _site_of_tie(condition: Condition, store: Store) -> str:
    """Match where a joint venture is, the plant that an agreement is about, or one of the firm that a stake is in."""
    plants = _site(condition, store).replace("?node", "?works_")
    return (
        f"{{ {_site(condition, store)} }} UNION {{ {{ {plants} }} ?node akg:concernsPlant ?works_ }} "
        f"UNION {{ {{ {plants} }} ?node akg:stakeIn/^akg:operatedBy ?works_ }}"
    )


def _named_after(places: Sequence[Name]) -> Iterator[str]:
    """Yield the plants of the country of a place that bear its name.

    A plant may be called after a town beside its own; states, such as Georgia, stand in names alone.
    """
    for place in places:
        called = Literal(f" {place.label} ")
        for works, link in (("?works_", "?node akg:atPlant ?works_ . "), ("?node", "")):
            yield (
                f"{{ {link}{NamedNode(place.iri)} akg:inCountry ?land_ . {works} akg:inCountry ?land_ ; "
                "a akg:Plant ; rdfs:label ?called_ "
                f'FILTER(CONTAINS(CONCAT(" ", STR(?called_), " "), {called})) }}'
            )


def _market(condition: Condition, store: Store) -> str:
    return f"{one_of('sold_', countries_of(condition.names, store))} {market_as('sold_')}"


def _plants_of_model(condition: Condition, _: Store) -> str:
    return f"{one_of('model_', _iris(condition))} ?making_ akg:ofModel ?model_ ; akg:atPlant ?node ."


def _plants_of_brand(condition: Condition, store: Store) -> str:
    brands = companies_of(condition.names, store).brands
    return f"{one_of('brand_', brands)} ?making_ akg:ofModel/akg:modelBrand ?brand_ ; akg:atPlant ?node ."


def _product(*paths: str) -> Maker:
    """Return the maker of a condition on a product, or on a kind of product by the English words for it."""

    def make(condition: Condition, _: Store) -> str:
        if condition.names[0].iri:
            things = one_of("product_", _iris(condition))
            return " UNION ".join(f"{{ {things} {path} ?product_ }}" for path in paths)
        stems = load_lexicon("en").stems("product", condition.names[0].text)
        words = Literal(f"(^|[^a-z])({'|'.join(stems)})")
        called = f"?product_ rdfs:label ?called_ FILTER(REGEX(LCASE(STR(?called_)), {words}))"
        return " UNION ".join(f"{{ {path} ?product_ . {called} }}" for path in paths)

    return make


# A plant that a source says another firm runs is no longer run by the one that the reference data lists, unless that
# is a group of the other firm, or the plant bears its name.
_NOT_HANDED_ON = (
    "FILTER NOT EXISTS { ?node akg:operatedBy ?runner_ ; rdfs:label ?called_ . ?firm_ rdfs:label ?listed_ "
    'FILTER(?runner_ != ?firm_ && !STRSTARTS(STR(?called_), CONCAT(STR(?listed_), " "))) '
    "FILTER NOT EXISTS { ?runner_ akg:ancestorOrganization|akg:jointVentureOf ?firm_ } }"
)


def _operator(condition: Condition, store: Store) -> str:
    """Match a plant by who runs it, by sources or the reference data; one without a known operator by its name.

    Sources often name the unit that runs a plant where the reference data names the group. "Not run by X" leaves out
    the joint ventures of X too.
    """
    scope = companies_of(condition.names, store, itself=condition.itself)
    makers = scope.companies or owners_of(scope.brands, store) or scope.brands
    firms = one_of("firm_", {*makers, *ventures_of(makers, store)} if condition.negated else makers)
    return (
        f"{{ {firms} ?node akg:operatedBy ?firm_ }} UNION "
        f"{{ {firms} ?node akg:listedOperator ?firm_ {_NOT_HANDED_ON} "
        "FILTER NOT EXISTS { ?node akg:formerOperator ?firm_ ; akg:operatedBy ?next_ } } UNION "
        f"{{ {firms} ?node akg:status akg:planned ; akg:plannedOperator ?firm_ }} UNION "
        # The few plants without an operator first: each firm would be compared with every plant. Names are read of
        # these alone, and MINUS takes a tenth of the time of FILTER NOT EXISTS.
        "{ { SELECT DISTINCT ?node ?name_ WHERE { { SELECT DISTINCT ?node WHERE { ?node a akg:Plant "
        "MINUS { ?node akg:operatedBy|akg:listedOperator ?run_ } } } ?node rdfs:label ?name_ } } "
        f"{firms} ?firm_ rdfs:label ?firmName_ "
        'FILTER(STRSTARTS(STR(?name_), CONCAT(STR(?firmName_), " "))) }'
    )


def _former_operator(condition: Condition, store: Store) -> str:
    """Match a plant that a firm ran, or that a joint venture of it runs."""
    scope = companies_of(condition.names, store)
    firms = one_of("firm_", scope.companies or scope.brands)
    return (
        f"{{ {firms} ?node akg:formerOperator ?firm_ }} UNION "
        f"{{ {firms} ?venture_ akg:jointVentureOf ?firm_ . ?node akg:operatedBy|akg:listedOperator ?venture_ }}"
    )


def _other_holder(*patterns: str) -> Maker:
    """Return the maker of a condition on one who held a thing before or is to hold it; without a name, on anyone."""

    def make(condition: Condition, store: Store) -> str:
        firms = one_of("firm_", holders_in(condition, store)) if condition.names else ""
        return " UNION ".join(f"{{ {firms} {pattern} }}" for pattern in patterns)

    return make


# What is over names all who built it at some time.
_BUILT_BEFORE = (
    "?node akg:formerProductionBuilder ?firm_",
    "?node akg:productionBuilder ?firm_, ?other_ ; akg:status akg:ended FILTER(?other_ != ?firm_)",
)


def holders_in(condition: Condition, store: Store) -> tuple[str, ...]:
    """Return the firms that a condition on a builder or operator stands for."""
    scope = companies_of(condition.names, store, itself=condition.itself)
    return scope.companies or _makers_of(scope.brands, store) or scope.brands


def _party(condition: Condition, store: Store) -> str:
    scope = companies_of(condition.names, store, itself=condition.itself)
    owners = () if scope.companies else owners_of(scope.brands, store)
    parties = one_of("party_", scope.companies if condition.itself else {*scope.companies, *scope.brands, *owners})
    venture = f"{one_of('node', scope.companies)} ?node akg:jointVentureOf ?parent_" if scope.companies else ""
    ties = f"{parties} ?node akg:party|akg:jointVentureOf|akg:stakeOwner|akg:stakeIn ?party_ ."
    return f"{{ {ties} }} UNION {{ {venture} }}" if venture else ties


def _owned(condition: Condition, _: Store) -> str:
    return one_of("owned", _iris(condition))


def _brand_of_model(condition: Condition, _: Store) -> str:
    return f"{one_of('model_', _iris(condition))} ?model_ akg:modelBrand ?owned ."


def _owner(condition: Condition, _: Store) -> str:
    return one_of("owner", _iris(condition))


def brand_owner(condition: Condition, store: Store) -> str:
    """Match the owner of a brand: a firm or one of its subsidiaries, as SEAT S.A. is of Volkswagen."""
    return one_of("owner", companies_of(condition.names, store, itself=condition.itself).companies or _iris(condition))


def _organisation(path: str) -> Maker:
    def make(condition: Condition, store: Store) -> str:
        scope = companies_of(condition.names, store, itself=condition.itself)
        return f"{one_of('firm_', {*scope.companies, *scope.brands})} ?node {path} ?firm_ ."

    return make


def _change(condition: Condition, store: Store) -> str:
    """Match what a thing takes part in, by any property or as the brand of a model."""
    scope = companies_of(condition.names, store)
    things = one_of("thing_", {*scope.companies, *scope.brands, *_iris(condition)})
    return f"{things} {{ ?node ?link_ ?thing_ }} UNION {{ {things} ?node akg:ofModel/akg:modelBrand ?thing_ }}"


CONDITIONS: dict[tuple[View, str], Maker] = {
    (View.PRODUCTION, "model"): _direct("akg:ofModel"),
    (View.PRODUCTION, "product"): _product("?node akg:ofProduct"),
    (View.PRODUCTION, "brand"): _brand,
    (View.PRODUCTION, "builder"): _builder,
    (View.PRODUCTION, "builder_before"): _other_holder(*_BUILT_BEFORE),
    (View.PRODUCTION, "builder_next"): _other_holder("?node akg:plannedProductionBuilder ?firm_ ."),
    (View.PRODUCTION, "client"): _client,
    (View.PRODUCTION, "plant"): _direct("akg:atPlant"),
    (View.PRODUCTION, "market"): _market,
    (View.PRODUCTION, "method"): _direct("akg:productionMethod"),
    **dict.fromkeys(((View.PRODUCTION, "site"), (View.PLANT, "site"), (View.CHANGE, "site")), _site),
    (View.TIE, "site"): _site_of_tie,
    (View.INVESTMENT, "site"): _site_of_investment,
    (View.PLANT, "plant"): _itself,
    (View.PLANT, "product"): _product(
        "?making_ akg:atPlant ?node ; akg:ofProduct",
        "?node akg:operatedBy|akg:listedOperator ?maker_ . FILTER NOT EXISTS { ?maker_ a akg:Carmaker } "
        "?deal_ akg:supplier ?maker_ ; akg:ofProduct",
    ),
    (View.SUPPLY, "product"): _product("?node akg:ofProduct"),
    (View.PLANT, "model"): _plants_of_model,
    (View.PLANT, "brand"): _plants_of_brand,
    (View.PLANT, "operator"): _operator,
    (View.PLANT, "former_operator"): _former_operator,
    (View.PLANT, "operator_before"): _other_holder("?node akg:formerOperator ?firm_ ."),
    (View.PLANT, "operator_next"): _other_holder("?node akg:plannedOperator ?firm_ ."),
    (View.TIE, "party"): _party,
    (View.TIE, "model"): _direct("akg:concernsModel"),
    (View.TIE, "type"): _direct("akg:agreementType"),
    (View.TIE, "plant"): _direct("akg:concernsPlant"),
    (View.OWNERSHIP, "owned"): _owned,
    (View.OWNERSHIP, "model"): _brand_of_model,
    (View.OWNERSHIP, "owner"): _owner,
    (View.ROLE, "organization"): _organisation("akg:postIn"),
    (View.ROLE, "person"): _direct("akg:holder"),
    (View.SUPPLY, "supplier"): _organisation("akg:supplier"),
    (View.SUPPLY, "customer"): _organisation("akg:customer"),
    (View.SUPPLY, "model"): _direct("akg:ofModel"),
    (View.INVESTMENT, "investor"): _organisation("akg:investor"),
    (View.INVESTMENT, "target"): _organisation("akg:investedIn|(akg:investedIn/akg:operatedBy)"),
    (View.INVESTMENT, "plant"): _direct("akg:investedIn"),
    (View.MODEL, "model"): _itself,
    (View.MODEL, "platform"): _direct("akg:onPlatform"),
    (View.MODEL, "brand"): _direct("akg:modelBrand"),
    (View.CHANGE, "party"): _change,
    (View.CHANGE, "model"): _direct("akg:ofModel|akg:concernsModel"),
    (View.CHANGE, "plant"): _direct("akg:atPlant|akg:concernsPlant|akg:investedIn"),
}
