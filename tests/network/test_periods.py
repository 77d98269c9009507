"""A tie holds from when to when sources tell it, whatever becomes of the thing that it is a tie of."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, QuerySolutions

from autokg.building.build import build
from autokg.claims.state import Phase, state_on
from autokg.core.dates import ImpreciseDate
from autokg.core.enums import Status
from autokg.exports.graph_records import edge_records
from autokg.exports.network_view import NetworkView
from autokg.network import correct_periods, project
from autokg.network.edge_evidence import load_edge_evidence
from autokg.network.projection import days_of
from autokg.stores.base import Store
from builders import GAZETTEER, corpus, document, fact

Telling = tuple[str, str, str, dict[str, Any]]
NORDIA, VIDAR, XYLO = "Nordia Works", "Vidar Works", "Xylo Venture"
VENTURE = {"name": XYLO, "parents": [NORDIA, VIDAR]}
DEAL = {"type": "contract-manufacturing", "parties": [NORDIA, VIDAR], "name": "The deal"}
HALVES = {"shares": {NORDIA: 50, VIDAR: 50}}


def brand(owner: str, **slots: str) -> dict[str, Any]:
    return {"brand": "Orvio", "owner": owner, **slots}


def production(builder: str, **slots: Any) -> dict[str, Any]:
    return {"model": "Sample 4", "plant": "Example Northport plant", "builder": builder, **slots}


def plant(operator: str, **slots: str) -> dict[str, Any]:
    return {"plant": "Example Northport plant", "operator": operator, **slots}


def tell(*tellings: Telling) -> Store:
    """Build what papers tell, each on its day."""
    records: list[Any] = []
    for number, (day, kind, status, slots) in enumerate(tellings):
        records += [
            document(f"d{number}", published=day),
            fact(kind, status=status, documents=(f"d{number}",), **slots),
        ]
    return build(corpus(*records), gazetteer=GAZETTEER).store


def found(store: Store, view: str, type_: str, *ends: str) -> list[tuple[Any, ...]]:
    """Return status, start, end, first and last day of the edges of a type between two things."""
    network = project(store, view)
    label = network.nodes(data="label")
    return [
        (data["status"], data.get("start"), data.get("end"), *(day and day.isoformat() for day in days_of(data)))
        for source, target, data in network.edges(data=True)
        if data["type"] == type_ and {label[source], label[target]} == set(ends)
    ]


DISSOLVED = (
    ("2016-01-01", "joint_venture", "actual", {**VENTURE, "formed": "2015"}),
    ("2024-07-01", "joint_venture", "ended", {**VENTURE, "dissolved": "2024-06"}),
)
LEFT = (
    ("2018-01-01", "joint_venture", "actual", {**VENTURE, **HALVES, "formed": "2017"}),
    ("2025-03-01", "stake", "ended", {"owner": NORDIA, "owned": XYLO, "until": "2025-02"}),
    ("2025-03-02", "stake", "actual", {"owner": VIDAR, "owned": XYLO, "share_percent": 100, "since": "2025-02"}),
)
SOLD = (
    ("2018-01-01", "brand", "actual", brand(NORDIA, since="2005")),
    ("2022-04-01", "brand", "actual", brand(VIDAR, since="2022-03")),
)
HANDED_OVER = (
    ("2021-01-01", "production", "actual", production("Example Motors", start="2020")),
    ("2024-07-02", "production", "ended", production("Example Motors", end="2024-06")),
    ("2024-07-02", "production", "actual", production("Zorg Works", start="2024-07")),
)
AGREED = ("2020-01-10", "agreement", "actual", {**DEAL, "signed": "2020-01", "markets": ["KR"]})
OVER = ("2023-06-10", "agreement", "ended", {**DEAL, "markets": ["KR"]})
BUILT = ("2021-01-01", "production", "actual", production("Example Motors", start="2020", markets=["FR"]))
STAKE = {"owner": NORDIA, "owned": VIDAR}

CASES: dict[str, tuple[tuple[Telling, ...], str, str, tuple[str, str], tuple[Any, ...] | None]] = {
    "a dissolved venture": (
        DISSOLVED, "ownership", "formerJointVentureOf", (XYLO, NORDIA),
        ("ended", "2015", "2024-06", "2015-01-01", "2024-06-30"),
    ),
    "a dissolved venture is no present one": (DISSOLVED, "ownership", "jointVentureOf", (XYLO, VIDAR), None),
    "partners in a dissolved venture": (
        DISSOLVED, "partners", "formerPartnerOf", (NORDIA, VIDAR),
        ("ended", "2015", "2024-06", "2015-01-01", "2024-06-30"),
    ),
    "a venture without dates": (
        (("2016-01-01", "joint_venture", "actual", VENTURE), ("2024-07-01", "joint_venture", "ended", VENTURE)),
        "ownership", "formerJointVentureOf", (XYLO, NORDIA), ("ended", None, None, "2016-01-01", "2024-07-01"),
    ),
    "a venture that was taken up again is over by the second end": (
        tuple((day, "joint_venture", status, VENTURE) for day, status in (
            ("2010-01-01", "actual"), ("2018-06-01", "ended"), ("2020-01-01", "actual"), ("2023-05-03", "ended"))),
        "ownership", "formerJointVentureOf", (XYLO, NORDIA), ("ended", None, None, "2010-01-01", "2023-05-03"),
    ),
    "a cancelled venture": (
        (("2020-01-01", "joint_venture", "planned", VENTURE), ("2021-01-01", "joint_venture", "cancelled", VENTURE)),
        "ownership", "plannedJointVentureOf", (XYLO, NORDIA), None,
    ),
    "a parent that left": (
        LEFT, "ownership", "formerJointVentureOf", (XYLO, NORDIA),
        ("ended", "2017", "2025-02", "2017-01-01", "2025-02-28"),
    ),
    "a parent that stayed": (
        LEFT, "ownership", "jointVentureOf", (XYLO, VIDAR), ("actual", "2017", None, "2017-01-01", None)
    ),
    "one that left and one that stayed": (
        LEFT, "partners", "formerPartnerOf", (NORDIA, VIDAR),
        ("ended", "2017", "2025-02", "2017-01-01", "2025-02-28"),
    ),
    "one that left is no partner": (LEFT, "partners", "partnerOf", (NORDIA, VIDAR), None),
    "one named as parent after its stake ended has not left": (
        (*LEFT[:2], ("2026-01-01", "joint_venture", "actual", VENTURE)),
        "ownership", "jointVentureOf", (XYLO, NORDIA), ("actual", "2017", None, "2017-01-01", None),
    ),
    "an agreement that ended": (
        (AGREED, (*OVER[:3], {**OVER[3], "ended": "2023-05"})), "partners", "formerPartnerOf", (NORDIA, VIDAR),
        ("ended", "2020-01", "2023-05", "2020-01-01", "2023-05-31"),
    ),
    "an agreement that ended nobody says when": (
        (AGREED, OVER), "agreements", "party", ("The deal", NORDIA),
        ("ended", "2020-01", None, "2020-01-01", "2023-06-10"),
    ),
    "a market of an agreement that ended": (
        (AGREED, OVER), "agreements", "formerlyForMarket", ("The deal", "South Korea"),
        ("ended", "2020-01", None, "2020-01-01", "2023-06-10"),
    ),
    "a brand that was sold": (
        SOLD, "ownership", "formerBrandOwner", ("Orvio", NORDIA),
        ("ended", "2005", "2022-03", "2005-01-01", "2022-03-31"),
    ),
    "the buyer of a brand": (
        SOLD, "ownership", "brandOwner", ("Orvio", VIDAR), ("actual", "2022-03", None, "2022-03-01", None)
    ),
    "a brand that was sold nobody says when": (
        tuple((day, kind, status, brand(slots["owner"])) for day, kind, status, slots in SOLD),
        "ownership", "formerBrandOwner", ("Orvio", NORDIA), ("ended", None, None, "2018-01-01", "2022-04-01"),
    ),
    "an end that is told, and not the beginning of the next": (
        (*SOLD, ("2022-04-02", "brand", "ended", brand(NORDIA, until="2022-02"))),
        "ownership", "formerBrandOwner", ("Orvio", NORDIA), ("ended", "2005", "2022-02", "2005-01-01", "2022-02-28"),
    ),
    "a brand that was bought back": (
        (*SOLD, ("2025-02-01", "brand", "actual", brand(NORDIA, since="2025-01"))),
        "ownership", "brandOwner", ("Orvio", NORDIA), ("actual", "2025-01", None, "2025-01-01", None),
    ),
    "a builder that handed over": (
        HANDED_OVER, "production", "formerBuilder", ("Sample 4", "Example Motors"),
        ("ended", "2020", "2024-06", "2020-01-01", "2024-06-30"),
    ),
    "a builder that took over": (
        HANDED_OVER, "production", "builder", ("Sample 4", "Zorg Works"),
        ("actual", "2024-07", None, "2024-07-01", None),
    ),
    "a hand-over nobody says when": (
        tuple((day, kind, status, production(slots["builder"])) for day, kind, status, slots in HANDED_OVER),
        "production", "formerBuilder", ("Sample 4", "Example Motors"),
        ("ended", None, None, "2021-01-01", "2024-07-02"),
    ),
    "a market of what is built no longer": (
        (BUILT, ("2024-07-02", "production", "ended", production("Example Motors", end="2024-06"))),
        "production", "formerlyForMarket", ("Sample 4", "France"),
        ("ended", "2020", "2024-06", "2020-01-01", "2024-06-30"),
    ),
    "a market that is planned beside": (
        (BUILT, ("2026-02-01", "production", "planned", production("Example Motors", markets=["DE"]))),
        "production", "plannedForMarket", ("Sample 4", "Germany"), ("planned", None, None, "2026-02-01", None),
    ),
    "an operator that another succeeded": (
        (("2021-01-01", "plant", "actual", plant(NORDIA)), ("2024-07-02", "plant", "actual", plant(VIDAR))),
        "production", "formerOperatorOf", (NORDIA, "Example Northport plant"), ("ended", None, None, "2021-01-01", "2024-07-02"),
    ),
    "the operator of a plant that closed": (
        (("2021-01-01", "plant", "actual", plant(NORDIA, opened="1990")),
         ("2024-07-02", "plant", "ended", plant(NORDIA, closed="2024-06"))),
        "production", "formerOperatorOf", (NORDIA, "Example Northport plant"), ("ended", None, "2024-06", None, "2024-06-30"),
    ),
    "a stake that ended nobody says when": (
        (("2021-01-01", "stake", "actual", {**STAKE, "since": "2019"}), ("2024-07-02", "stake", "ended", STAKE)),
        "ownership", "formerShareholder", (VIDAR, NORDIA), ("ended", "2019", None, "2019-01-01", "2024-07-02"),
    ),
    "a stake in a venture that is dissolved": (
        (("2018-01-01", "joint_venture", "actual", {**VENTURE, **HALVES}), DISSOLVED[1]),
        "ownership", "formerShareholder", (XYLO, NORDIA), ("ended", None, None, "2018-01-01", "2024-06-30"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_tie_holds_from_its_beginning_to_its_end(case: str) -> None:
    tellings, view, type_, ends, expected = CASES[case]
    assert found(tell(*tellings), view, type_, *ends) == ([expected] if expected else [])


def test_an_owner_that_another_succeeded_is_shown_with_what_was_told_of_it() -> None:
    store = tell(*SOLD)
    (edge,) = [
        (source, target, data)
        for source, target, data in project(store, "ownership").edges(data=True)
        if data["type"] == "formerBrandOwner"
    ]
    assert edge[2]["sources"] == len(load_edge_evidence(store, *edge)) == 1


DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2030, 12, 31))
KINDS: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "joint_venture": (VENTURE, "formed", "dissolved", "ownership"),
    "agreement": (DEAL, "signed", "ended", "agreements"),
    "stake": (STAKE, "since", "until", "ownership"),
}


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.tuples(DAYS, DAYS, DAYS, DAYS).map(sorted), st.booleans(), st.lists(DAYS))
def test_on_each_day_networks_exports_and_the_state_agree(
    kind: str, days: list[dt.date], has_end: bool, asked: list[dt.date]
) -> None:
    slots, begin, end, view = KINDS[kind]
    start, told, over, told_over = (day.isoformat() for day in days)
    tellings = [(told, kind, "actual", {**slots, begin: start})]
    if told < told_over:
        tellings.append((told_over, kind, "ended", {**slots, **({end: over} if has_end else {})}))
    store = tell(*tellings)
    exported = list(edge_records(NetworkView(view, project(store, view), store)))
    assert exported
    for day in [*days, *asked]:
        kept = project(store, view, on=day).number_of_edges()
        assert kept == sum(_is_within(record, day) for record in exported) in (0, len(exported))
        phase = state_on(day, *_state(store)).phase
        if (day >= days[1] and phase in (Phase.CURRENT, Phase.LAST_KNOWN)) or day < days[0]:
            assert bool(kept) == (day >= days[0])
        if phase is Phase.ENDED and day > max(days[2:] if has_end else days[3:]):
            assert not kept


def _is_within(record: dict[str, Any], day: dt.date) -> bool:
    first, last = record.get("firstDay"), record.get("lastDay")
    return (first is None or str(first) <= day.isoformat()) and (last is None or day.isoformat() <= str(last))


def _state(store: Store) -> tuple[Status, ImpreciseDate | None, ImpreciseDate | None, ImpreciseDate | None]:
    """Return the state of the one thing that has one: its status, start, end and last report."""
    rows = store.query(
        "SELECT ?status ?start ?end ?told { ?thing akg:status ?status ; akg:lastReported ?told "
        "OPTIONAL { ?thing akg:since|akg:signedOn ?start } OPTIONAL { ?thing akg:until ?end } }"
    )
    assert isinstance(rows, QuerySolutions)
    (row,) = rows
    status = Status(row["status"].value.rpartition("#")[2])
    dates = [
        ImpreciseDate.parse(term.value) if isinstance(term := row[name], Literal) else None
        for name in ("start", "end", "told")
    ]
    return status, dates[0], dates[1], dates[2]


def test_periods_that_are_corrected_later_are_those_of_the_holder() -> None:
    store = tell(*HANDED_OVER)
    network = project(store, "production", periods=False)
    ends = [edge.get("end") for *_, edge in network.edges(data=True)]
    correct_periods(network, store)
    assert ends != [edge.get("end") for *_, edge in network.edges(data=True)]
    assert dict(network.adjacency()) == dict(project(store, "production").adjacency())
