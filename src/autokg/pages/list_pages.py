"""Pages that list: the things of a kind, sources, conflicts, changes, gaps."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from autokg.answers.conflicts import find_conflicts
from autokg.answers.evidence import solutions
from autokg.answers.facts import Fact
from autokg.answers.form import Event, Form, Mode, Relation, View, Window
from autokg.answers.naming import ToldConflict, name_node, told_conflicts
from autokg.answers.retrieval import Asker
from autokg.answers.special import CHANGES, changes_of
from autokg.core.ids import fold
from autokg.errors import UnknownNameError, UsageError
from autokg.pages.fact_tables import Cell, PageSection, PageTable, Part, Row, head_of, split_table
from autokg.pages.frame import Frame
from autokg.pages.links import web_address
from autokg.review.due import Due, find_due
from autokg.stores import Store

_NUMBER = "#"  # the section of names that begin with no letter
_MOST_ROWS = 60
_BEFORE = 180  # days before the newest source, since when changes are listed if no day is asked for


@dataclass(frozen=True)
class ListPage:
    """A page of tables.

    Attributes:
        key: which page it is; the key of its title.
        lead: what it lists, in words.
        since: the day that the page begins with; None if it lists all.
        number, pages: which part of how many it is; number 0 for all of it.

    """

    key: str
    title: str
    lead: str
    sections: tuple[PageSection, ...]
    conflicts: tuple[ToldConflict, ...] = ()
    since: str | None = None
    number: int = 1
    pages: int = 1


# Columns beside the name, by kind of thing: the head in `texts.toml`, and the path to the values.
LISTED: dict[str, dict[str, str]] = {
    "Brand": {"owner": "akg:brandOwner|akg:listedOwner"},
    "Organization": {"parent": "akg:directParent|akg:jointVentureOf"},
    "Plant": {"operator": "akg:operatedBy|akg:listedOperator", "country": "akg:inCountry"},
    "VehicleModel": {"brand": "akg:modelBrand", "country": "akg:builtInCountry"},
    "Agreement": {"party": "akg:party", "model": "akg:concernsModel"},
    "JointVenture": {"parent": "akg:jointVentureOf", "country": "akg:inCountry"},
    "Country": {"region": "akg:inRegion"},
    "Person": {"organization": "^akg:holder/akg:postIn"},
}
_THINGS = (
    'SELECT DISTINCT ?thing ?label WHERE {{ ?thing a akg:{} ; rdfs:label ?label FILTER(LANG(?label) IN ("en", "")) }}'
)
_VALUES = (
    "SELECT DISTINCT ?thing ?value ?label WHERE {{ ?thing a akg:{} ; {} ?value . "
    '?value rdfs:label ?label FILTER(LANG(?label) IN ("en", "")) }}'
)


def things_page(store: Store, frame: Frame, kind: str) -> ListPage:
    """Return all things of a kind, by their initials."""
    if kind not in LISTED:
        raise UnknownNameError("kind of thing", kind, LISTED)
    texts = frame.texts
    names = {row["thing"]: _name(row, frame) for row in solutions(store, _THINGS.format(kind))}
    columns = [_values(store, kind, path, frame) for path in LISTED[kind].values()]
    heads = [head_of(column, texts) for column in ("name", *LISTED[kind])]
    by_initial: dict[str, list[Row]] = defaultdict(list)
    for iri, name in sorted(names.items(), key=lambda item: (fold(item[1]), item[0])):
        cells = (Cell.of(name, iri), *(Cell(tuple(column.get(iri, ()))) for column in columns))
        by_initial[_initial(name)].append(Row(cells))
    sections = [
        PageSection(f"initial-{initial}", initial, PageTable(tuple(heads), tuple(rows)))
        for initial, rows in sorted(by_initial.items())
    ]
    return ListPage("things", texts(f"kind_{kind}"), texts("things_lead", n=len(names)), tuple(sections))


def _name(row: Mapping[str, str], frame: Frame) -> str:
    words = frame.texts.words
    return words.region(row["thing"], name_node(row["label"], row["thing"], words))


def _values(store: Store, kind: str, path: str, frame: Frame) -> dict[str, list[Part]]:
    """Return the values of a column by thing, sorted."""
    values: dict[str, list[Part]] = defaultdict(list)
    for row in sorted(solutions(store, _VALUES.format(kind, path)), key=lambda row: (row["label"], row["value"])):
        name = _name({"thing": row["value"], "label": row["label"]}, frame)
        values[row["thing"]].append(Part(name, row["value"]))
    return values


def _initial(name: str) -> str:
    first = fold(name)[:1].upper()
    return first if first.isalpha() else _NUMBER


_SOURCES = """
SELECT ?document (SAMPLE(?label) AS ?title) (SAMPLE(?by) AS ?publisher) (SAMPLE(?on) AS ?published)
       (SAMPLE(?in) AS ?language) (SAMPLE(?at) AS ?url) WHERE {
  ?document a akg:Document ; rdfs:label ?label .
  OPTIONAL { ?document schema:publisher ?by }
  OPTIONAL { ?document schema:datePublished ?on }
  OPTIONAL { ?document schema:inLanguage ?in }
  OPTIONAL { ?document schema:url ?at }
} GROUP BY ?document
"""


def sources_page(store: Store, frame: Frame) -> ListPage:
    """Return all sources, the newest year first."""
    texts = frame.texts
    rows = sorted(solutions(store, _SOURCES), key=lambda row: (row["title"], row["document"]))
    rows.sort(key=lambda row: row.get("published", ""), reverse=True)
    by_year: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_year[row.get("published", "")[:4] or texts("undated")].append(_source_row(row, frame))
    heads = [head_of(name, texts) for name in ("published", "publisher", "title", "language")]
    sections = [
        PageSection(f"year-{year}", year, split_table(heads, listed, _MOST_ROWS)) for year, listed in by_year.items()
    ]
    return ListPage("sources", texts("kind_Document"), texts("sources_lead", n=len(rows)), tuple(sections))


def _source_row(row: Mapping[str, str], frame: Frame) -> Row:
    language = row.get("language", "")
    title = (Part(row["title"], row["document"]),)
    address = web_address(row.get("url"))
    return Row(
        (
            Cell.of(frame.texts.date(row.get("published", ""))),
            Cell.of(row.get("publisher", "")),
            Cell((*title, Part(frame.texts("open_source"), address)) if address else title),
            Cell.of(frame.texts.words.language_name(language[:2]) if language else ""),
        )
    )


def conflicts_page(store: Store, frame: Frame) -> ListPage:
    """Return where sources contradict each other."""
    told = tuple(told_conflicts(find_conflicts(store), frame.texts.words))
    texts = frame.texts
    return ListPage("conflicts", texts("conflicts_here"), texts("conflicts_lead", n=len(told)), (), told)


def changes_page(store: Store, frame: Frame, since: str = "") -> ListPage:
    """Return what began, ended, opened, closed or was agreed since a day, by kind of change."""
    day = _parse_day(since) if since else dt.date.fromisoformat(frame.newest or frame.today) - dt.timedelta(_BEFORE)
    texts, words = frame.texts, frame.texts.words
    window = Window(day.isoformat(), frame.today, Relation.SINCE, Event.CHANGES)
    form = Form(View.CHANGE, Mode.LIST, window=window, language=frame.language)
    facts, _ = Asker(store, frame.today, words).facts(form)
    by_kind: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        for key in changes_of(fact, form):
            by_kind[key].append(fact)
    sections = [_change_section(key, by_kind[key], frame) for key in CHANGES if key in by_kind]
    lead = texts("changes_lead", day=words.date(day.isoformat()))
    return ListPage("changes", texts("menu_changes"), lead, tuple(sections), since=day.isoformat())


def _parse_day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"since is {text!r}; expected a day such as 2025-01-31") from error


def _change_section(key: str, facts: Sequence[Fact], frame: Frame) -> PageSection:
    texts, words = frame.texts, frame.texts.words
    side = "end" if key in ("end", "closed", "dissolved", "stake_end") else "start"
    listed = sorted(facts, key=lambda fact: (fact.value(f"{side}First"), fact.label("thing")), reverse=True)
    rows = [Row((Cell.of(texts.date(fact.value(side))), Cell.of(fact.label("thing"), fact.node))) for fact in listed]
    title = words.phrase("change", key)
    heads = (head_of("date", texts), head_of("what", texts))
    return PageSection(f"change-{key}", f"{title[:1].upper()}{title[1:]}", split_table(heads, rows, _MOST_ROWS))


_LACKING = {
    "builder": "?thing a akg:Production ; akg:ofModel ?model FILTER NOT EXISTS { ?thing akg:productionBuilder ?a } "
    "FILTER NOT EXISTS { ?thing akg:atPlant/(akg:operatedBy|akg:listedOperator) ?b }",
    "plant": "?thing a akg:Production ; akg:ofModel ?model FILTER NOT EXISTS { ?thing akg:atPlant ?a }",
    "operator": "?thing a akg:Plant FILTER NOT EXISTS { "
    "?thing akg:operatedBy|akg:formerOperator|akg:plannedOperator|akg:listedOperator ?a }",
    "owner": "?thing a akg:Brand FILTER NOT EXISTS { ?thing akg:brandOwner|akg:listedOwner ?a }",
}
_GAP = (
    "SELECT DISTINCT ?thing ?label WHERE {{ {} ?thing rdfs:label ?label "
    'FILTER(LANG(?label) IN ("en", "")) }} ORDER BY ?label ?thing'
)


def gaps_page(store: Store, frame: Frame) -> ListPage:
    """Return what no source gives, and the states that are due to be looked up."""
    sections = [*_lacking(store, frame), *_due(store, frame)]
    return ListPage("gaps", frame.texts("gaps_title"), frame.texts("gaps_lead"), tuple(sections))


def _lacking(store: Store, frame: Frame) -> Iterator[PageSection]:
    head = head_of("name", frame.texts)
    for key, pattern in _LACKING.items():
        sparql = _GAP.format(f"{{ {pattern} }}")
        rows = [Row((Cell.of(_name(row, frame), row["thing"]),)) for row in solutions(store, sparql)]
        if rows:
            yield _counted(f"lacking_{key}", (head,), rows, frame, sparql)


def _due(store: Store, frame: Frame) -> Iterator[PageSection]:
    texts = frame.texts
    due = find_due(store, dt.date.fromisoformat(frame.today))
    heads = (head_of("what", texts), head_of("date", texts))
    for why in Due:
        rows = [
            Row((Cell.of(item.label, f"{frame.links.base}{item.state}"), Cell.of(texts.date(item.date))))
            for item in due
            if item.why is why
        ]
        if rows:
            yield _counted(f"due_{why.name.lower()}", heads, rows, frame)


def _counted(key: str, heads: Iterable[str], rows: Sequence[Row], frame: Frame, sparql: str = "") -> PageSection:
    title = f"{frame.texts(key)} ({frame.texts.number(len(rows))})"
    return PageSection(key, title, split_table(heads, rows, _MOST_ROWS // 3), sparql=sparql)
