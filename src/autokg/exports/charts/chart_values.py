"""What charts are drawn from: things with their values and labels, read by three plain queries.

Joins are made here, not in the queries: they take a tenth of the time.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pyoxigraph import Literal, NamedNode, QuerySolutions

from autokg.claims.state import Phase, phase_on
from autokg.core.resources import find_resource
from autokg.exports.network_view import printable
from autokg.exports.picture_texts import Wording, load_wording
from autokg.network.phases import find_day
from autokg.query.saved import SavedQuery, load_folder
from autokg.stores.base import Store
from autokg.stores.kept import kept

LIVE = frozenset({"actual", "planned"})
# Of a plant the first of these it has, as answers tell it: by a source, by the reference data, then or yet to come.
OPERATORS = ("operatedBy", "listedOperator", "plannedOperator", "formerOperator")

# What tells the phase of a node.
_DATES = {
    "status": ("status",),
    "start": ("productionStart", "since", "signedOn"),
    "end": ("productionEnd", "until"),
    "reported": ("lastReported",),
}
_LANGUAGES = 3  # of labels kept
_STEPS = 12  # owners above a brand, at most: two may own each other


@cache
def load_chart_query(name: str) -> SavedQuery:
    """Return one of the queries that charts are drawn from (`queries/charts/`)."""
    return load_folder(find_resource("queries", "charts"))[name]


def select(store: Store, text: str) -> QuerySolutions:
    """Return the rows of a query."""
    result = store.query(text)
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    return result


def with_plants_in(things: Iterable[NamedNode], store: Store) -> frozenset[str]:
    """Return the IRIs of some things, and of the plants in those of them that are places."""
    named = list(things)
    inside = select(store, load_chart_query("within").bind({"place": named}))
    return frozenset({*(thing.value for thing in named), *(row["plant"].value for row in inside)})


@dataclass(frozen=True, slots=True)
class Values:
    """Things with their values.

    Attributes:
        values: by thing and the local name of a property; IRIs and literals alike as text.
        labels: by thing.
        parents: of joint ventures.
        makers: the organisations that build something or own a brand.
        source: what all is drawn from, as a line under a picture.
        store: where all was read.
        language: of the labels.
        day: of the latest source, on which phases are told.

    """

    values: Mapping[str, Mapping[str, tuple[str, ...]]]
    labels: Mapping[str, str]
    parents: Mapping[str, frozenset[str]]
    makers: frozenset[str]
    source: str
    store: Store
    language: str = "en"
    day: dt.date = field(default_factory=dt.date.today)

    @property
    def text(self) -> Wording:
        """The texts of a picture of these values."""
        return load_wording(self.language)

    def all(self, thing: str | None, *properties: str) -> tuple[str, ...]:
        """Return the values of the first of some properties that a thing has."""
        known = self.values.get(thing or "", {})
        return next((known[name] for name in properties if name in known), ())

    def first(self, thing: str | None, *properties: str) -> str | None:
        """Return one value of the first of some properties that a thing has, None if it has none."""
        return next(iter(self.all(thing, *properties)), None)

    def label(self, thing: str) -> str:
        """Return what a thing is called, without characters that cannot be drawn."""
        return str(printable(self.labels.get(thing) or thing.rpartition("/")[2]))

    def in_text(self, country: str) -> str:
        """Return a country as it stands in running text, such as "the United States"."""
        article = _with_articles().get(country.rpartition("/")[2]) if self.language == "en" else None
        return article or self.label(country)

    def of_class(self, name: str) -> list[str]:
        """Return the things of a class, sorted by IRI."""
        return sorted(thing for thing, known in self.values.items() if name in known.get("type", ()))

    def status(self, node: str) -> str:
        """Return the status of a production, stake, joint venture or agreement."""
        return self.first(node, "status") or ""

    def phase(self, node: str) -> Phase:
        """Return the phase of a production, stake, joint venture or agreement, as answers tell it."""
        told = {name: max(known) for name, of in _DATES.items() if (known := self.all(node, *of))}
        return phase_on(self.day, told)

    def group(self, organization: str | None) -> str | None:
        """Return the group that an organisation belongs to: the topmost owner that builds or has a brand.

        One above that, a holding or a state, is an investor. Above a group as listed is only another that builds.
        """
        top = above = organization
        for _ in range(_STEPS):
            parent = self.first(above, "directParent")
            is_part = "Group" in self.all(parent, "type") and parent in self.makers
            if "Group" in self.all(above, "type") and not is_part:
                return above
            above = parent
            if above is None:
                break
            top = above if above in self.makers else top
        return top

    def brand(self, production: str) -> str | None:
        """Return the brand of the model of a production."""
        return self.first(self.first(production, "ofModel"), "modelBrand")

    def owner(self, brand: str | None) -> str | None:
        """Return who owns a brand: as claimed, else as listed."""
        return self.first(brand, "brandOwner", "listedOwner")

    def builders(self, production: str) -> tuple[str, ...]:
        """Return who builds: as stated, else who runs the plant."""
        return self.all(production, "productionBuilder") or self.all(self.first(production, "atPlant"), *OPERATORS)

    def markets(self, production: str) -> tuple[str, ...]:
        """Return the markets of a production; of one that is planned or over those that it is to serve or served."""
        others = () if self.status(production) == "actual" else ("plannedForMarket", "formerlyForMarket")
        return self.all(production, "forMarket", *others)

    def country(self, production: str) -> str | None:
        """Return where a production is: the country of its plant, else its own."""
        return self.first(self.first(production, "atPlant"), "inCountry") or self.first(production, "inCountry")

    def around(self, production: str) -> Iterable[str]:
        """Return all that a production has to do with."""
        plant, brand = self.first(production, "atPlant"), self.brand(production)
        owner = self.owner(brand)
        builders = self.builders(production)
        yield production
        for name in ("ofModel", "ofProduct", "atPlant", "inCountry", "locatedIn"):
            yield from self.all(production, name)
        yield from self.markets(production)
        yield from self.all(plant, *OPERATORS)
        for name in ("locatedIn", "inCountry"):
            yield from self.all(plant, name)
        yield from builders
        yield from filter(None, (brand, owner, self.group(owner), *map(self.group, builders)))


@cache
def _with_articles() -> dict[str, str]:
    """Return by code the countries that have an article in English."""
    wording = find_resource("queries", "wording", "en.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(wording)["the_country"])


def load_values(store: Store, language: str = "en") -> Values:
    """Return all that charts need of a store, with labels in a language where it has them."""
    fields = kept(store, "values of charts", None, lambda: _read_values(store), most=1)
    if language != "en":
        named = kept(store, "labels of charts", language, lambda: load_labels(store, language), most=_LANGUAGES)
        fields = fields | {"labels": fields["labels"] | named}
    # Made again: what is kept must not keep its store.
    return Values(**fields, source=load_source(store, language), store=store, language=language)


def load_labels(store: Store, language: str) -> dict[str, str]:
    """Return what things are called in a language: countries, regions and terms."""
    rows = select(store, load_chart_query("labels-in").bind({"language": [Literal(language)]}))
    return {row["thing"].value: row["label"].value for row in rows}


def _read_values(store: Store) -> dict[str, Any]:
    values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name in ("states", "surroundings"):
        for row in select(store, load_chart_query(name).text):
            property_, value = _local(row["property"].value), row["value"].value
            values[row["thing"].value][property_].add(_local(value) if property_ in _TERMS else value)
    # Sorted here: a query that sorts takes six times as long.
    fixed = {thing: {name: tuple(sorted(known)) for name, known in of.items()} for thing, of in values.items()}
    labels: dict[str, str] = {}
    for row in select(store, load_chart_query("labels").text):
        thing, label = row["thing"].value, row["label"].value
        labels[thing] = min(labels.get(thing, label), label)
    makers = frozenset(
        value
        for known in fixed.values()
        for name in ("productionBuilder", "brandOwner", "listedOwner")
        for value in known.get(name, ())
    )
    parents = {
        thing: frozenset(known["jointVentureOf"])
        for thing, known in fixed.items()
        if "jointVentureOf" in known and "actual" in known.get("status", ())
    }
    return {"values": fixed, "labels": labels, "parents": parents, "makers": makers, "day": find_day(store)}


_TERMS = frozenset({"type", "status", "agreementType"})  # whose values are terms of the ontology


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]


def load_source(store: Store, language: str = "en") -> str:
    """Return what a store is made of, as a line under a picture."""
    # Counting all documents takes longer than drawing a chart of one thing.
    count, latest = kept(store, "documents of charts", None, lambda: _count_documents(store), most=1)
    text = load_wording(language)
    documents = text("documents", count)
    if not latest:
        return text("source", documents=documents)
    return text("source_until", documents=documents, date=text.words.date(latest))


def _count_documents(store: Store) -> tuple[int, str]:
    """Return how many documents a store rests on, and the latest day of one, empty without any."""
    (row,) = select(store, load_chart_query("documents").text)
    latest = row["latest"]
    return int(row["documents"].value), latest.value if latest else ""
