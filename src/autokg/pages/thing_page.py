"""The page of a thing: what it is, its state today, all relations, conflicts and evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from autokg.answers.conflicts import conflicts_of
from autokg.answers.descriptions import ORGANIZATIONS, SECTIONS, SectionKind, profile
from autokg.answers.descriptions import Section as ToldSection
from autokg.answers.evidence import find_evidence
from autokg.answers.fact_index import asker_for
from autokg.answers.form import Condition, Form, Mode, Name, View
from autokg.answers.listing import capital
from autokg.answers.naming import ToldConflict, name_node, tell_value, told_conflicts, type_in_words
from autokg.answers.words import Words
from autokg.core.terms import AKG
from autokg.entities.description import Description, Statement, Value, describe_itself
from autokg.entities.name_index import index_of
from autokg.errors import UnknownNameError
from autokg.pages.evidence_lists import Cited, list_evidence
from autokg.pages.fact_tables import Cell, PageSection, Part, tabulate
from autokg.pages.frame import Frame
from autokg.pages.interface_texts import Texts
from autokg.pages.state_sentence import tell_state
from autokg.pages.ties_picture import Ties, gather_ties
from autokg.stores import Store

# Classes by which a thing is introduced, the first of its classes counts.
KINDS = (
    *("JointVenture", "Group", "Company", "Brand", "Plant", "VehicleModel", "Platform", "Product", "Person", "Country"),
    *("Region", "Place", "Agreement", "Stake", "Production", "Appointment", "Supply", "Investment", "Organization"),
)
_MORE_SECTIONS: tuple[SectionKind, ...] = (
    (("Brand", *ORGANIZATIONS), "owned", View.OWNERSHIP, "owner", ("owned",)),
    (ORGANIZATIONS, "supplies", View.SUPPLY, "supplier", ()),
    (ORGANIZATIONS, "supplied", View.SUPPLY, "customer", ()),
    (("VehicleModel",), "agreements", View.TIE, "model", ("tie",)),
    (("Country", "Region"), "market", View.PRODUCTION, "market", ("model",)),
)
_MARKETED = ("VehicleModel", *ORGANIZATIONS, "Brand", "Plant")
_MOST_ROWS, _MOST_EVIDENCE, _MOST_NODES = 40, 25, 60
_LONGEST_LEAD = 420  # characters
_CHARTS = {
    "timeline": ("VehicleModel", "Plant", "Brand", *ORGANIZATIONS),
    "map": ("VehicleModel", "Brand", *ORGANIZATIONS),
}
_HIDDEN = frozenset({"rdf:value"})


@dataclass(frozen=True)
class PropertyValues:
    """A property in words, with its values."""

    label: str
    value: Cell


@dataclass(frozen=True)
class ThingPage:
    """The page of a thing.

    Attributes:
        kind: local name of the class by which it is introduced.
        lead: its state on the day of the page, in words.
        others: its other names, each with its language, empty if unknown.
        charts: names of the charts that may show it.

    """

    iri: str
    title: str
    kind: str
    lead: str
    others: tuple[tuple[str, str], ...]
    sections: tuple[PageSection, ...]
    facts: tuple[PropertyValues, ...]
    conflicts: tuple[ToldConflict, ...]
    evidence: tuple[Cited, ...]
    more_evidence: tuple[Cited, ...]
    charts: tuple[str, ...]
    ties: Ties


def thing_page(store: Store, frame: Frame, iri: str) -> ThingPage:
    """Return the page of a thing; raise `UnknownNameError` if the store says nothing of it."""
    described = describe_itself(store, NamedNode(iri))
    if described is None:
        raise UnknownNameError("thing", iri, index_of(store).labels())
    words = frame.texts.words
    told = list(_profile(described, store, frame))
    nodes = list(dict.fromkeys([iri, *(fact.node for section in told for fact in section.facts)]))
    title = name_in_words(described.label, iri, words)
    sections = tuple(_section(section, frame.texts, iri) for section in told)
    lead, sections = _take_lead(sections)
    evidence = list_evidence(find_evidence(store, nodes[:_MOST_NODES]), _names(described, sections), words)
    return ThingPage(
        iri=iri,
        title=title,
        kind=kind_of(described.kinds),
        lead=lead or tell_state(described, store, frame),
        others=tuple((name.text, name.language or "") for name in described.names if name.text != title),
        sections=sections,
        facts=tuple(
            _fact(statement, frame.texts) for statement in described.statements if statement.property not in _HIDDEN
        ),
        conflicts=tuple(told_conflicts(conflicts_of(store, nodes), words)),
        evidence=evidence[:_MOST_EVIDENCE],
        more_evidence=evidence[_MOST_EVIDENCE:],
        ties=gather_ties(Part(title, iri), (fact for section in told for fact in section.facts), frame.texts),
        charts=tuple(name for name, kinds in _CHARTS.items() if sections and set(kinds) & set(described.kinds)),
    )


def kind_of(kinds: Sequence[str]) -> str:
    """Return the class by which a thing is introduced; `Thing` if it has none that people know."""
    return next((kind for kind in KINDS if kind in kinds), "Thing")


def name_in_words(label: str, iri: str, words: Words) -> str:
    """Return the name of a thing in a language; a name that is no phrase stands as it is."""
    region = words.region(iri, label)
    named = region if region != label else name_node(label, iri, words)
    return named if named == label else capital(named)


def _profile(described: Description, store: Store, frame: Frame) -> Iterator[ToldSection]:
    words = frame.texts.words
    name = Name(described.label, described.iri, described.kinds)
    form = Form(View.THING, Mode.DESCRIBE, conditions=(Condition("thing", (name,)),), language=frame.language)
    return profile(
        form, asker_for(store, frame.today, words), words, tuple(map(_with_markets, (*SECTIONS, *_MORE_SECTIONS)))
    )


def _with_markets(section: SectionKind) -> SectionKind:
    """Return a section on productions with the markets that they are for; what is told of first stays first."""
    kinds, key, view, slot, targets = section
    if view is not View.PRODUCTION or not set(kinds) & set(_MARKETED):
        return section
    return kinds, key, view, slot, (*(targets or ("model",)), "market")


def _section(section: ToldSection, texts: Texts, about: str) -> PageSection:
    table = tabulate(section.facts, texts, _MOST_ROWS, about)
    return PageSection(
        section.key, texts(f"section_{section.key}"), table, tuple(section.told.split("\n")), section.sparql
    )


def _take_lead(sections: tuple[PageSection, ...]) -> tuple[str, tuple[PageSection, ...]]:
    """Return the sentence that leads the page, and the sections without it."""
    if not sections:
        return "", sections
    first, *rest = sections
    sentence, *others = first.sentences
    if len(sentence) > _LONGEST_LEAD:
        return "", sections
    return sentence, (replace(first, sentences=tuple(others)), *rest)


def _names(described: Description, sections: Sequence[PageSection]) -> set[str]:
    """Return the names to be marked in evidence: those of the thing, and of the things in its tables."""
    own = {name.text for name in described.names} | {described.label}
    rows = (row for section in sections for row in section.table.rows)
    return own | {part.text for row in rows for cell in row.cells for part in cell.parts if part.iri}


def _fact(statement: Statement, texts: Texts) -> PropertyValues:
    parts = (_part(statement.property, value, texts.words) for value in statement.values)
    return PropertyValues(texts.of_property(statement.property, statement.label), Cell(tuple(parts)))


def _part(property_: str, value: Value, words: Words) -> Part:
    if property_ == "agreementType" and value.iri:
        return Part(type_in_words(value.iri, value.text, words))
    if value.iri and value.iri.startswith(AKG.namespace):
        return Part(
            tell_value(property_, value.iri.removeprefix(AKG.namespace) if property_ == "status" else value.text, words)
        )
    if value.iri:
        return Part(name_in_words(value.text, value.iri, words), value.iri)
    return Part(tell_value(property_, value.value or value.text, words))
