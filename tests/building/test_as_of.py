"""A store as of a day is what a build of the sources and decisions of that day would have been."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, Triple

from autokg.building.as_of import Past, recall
from autokg.building.build import build
from autokg.building.listed_then import listed_then
from autokg.building.moment import Moment, Timing
from autokg.claims.decisions import Decision, Decisions
from autokg.claims.sources import document_iri
from autokg.core.dates import ImpreciseDate
from autokg.core.terms import AKG, GRAPH, RDFS
from autokg.errors import StoreError, UsageError
from autokg.facts import Document, Fact
from autokg.facts.corpus import Corpus, load_corpus
from autokg.names.gazetteer import load_gazetteer
from autokg.stores import OxigraphStore
from builders import GAZETTEER, corpus, document, fact
from bundled_part import built, of_documents, part, part_store
from corpus import FOLDER, build_example

pytestmark = pytest.mark.slow  # each test builds a store twice

EXAMPLE_GAZETTEER = load_gazetteer(FOLDER / "reference")
JUDGED = (GRAPH.accepted, GRAPH.inferred, GRAPH.judgements)


def layers(store: OxigraphStore, *graphs: NamedNode) -> set[Quad]:
    return {quad for graph in graphs or (None,) for quad in store.quads(graph)}


def public_by(whole: Corpus, day: dt.date) -> list[str]:
    dates = {id_: ImpreciseDate.parse(one.published).latest for id_, one in whole.documents.items() if one.published}
    return [id_ for id_, published in dates.items() if published and published <= day]


def stood(store: OxigraphStore, documents: Iterable[str]) -> frozenset[Triple]:
    """Return the listed owners and operators of a store by some documents."""
    return listed_then(store, {document_iri(id_).value for id_ in documents})


@pytest.mark.parametrize(
    "day", ["2022-05-31", "2022-06-01", "2023-05-30", "2023-05", "2024-01-15", "2024-01-16", "2026"]
)
def test_it_is_what_a_build_of_that_day_gives(day: str) -> None:
    moment = Moment.of(day)
    assert moment.public is not None
    whole = load_corpus([FOLDER / "facts"])
    known, today = set(public_by(whole, moment.public)), build_example().store
    then = build(of_documents(whole, known), gazetteer=EXAMPLE_GAZETTEER, listed=stood(today, known)).store
    past = recall(today, moment, EXAMPLE_GAZETTEER).store
    every = (GRAPH.ontology, GRAPH.reference, GRAPH.sources, GRAPH.claims, *JUDGED)
    assert layers(past, *every) == layers(then, *every)


@pytest.mark.parametrize("day", ["2019-06", "2025-10-01"])
def test_the_past_of_real_sources_is_what_a_build_of_that_day_gives(day: str) -> None:
    moment = Moment.of(day)
    assert moment.public is not None
    known = set(public_by(part(), moment.public))
    assert 0 < len(known) < len(part().documents)
    assert layers(recall(part_store(), moment).store) == layers(
        built(of_documents(part(), known), stood(part_store(), known))
    )


RECORDS: list[tuple[Document, Fact]] = [
    (
        document(f"d{n}", published=f"2024-0{n + 1}-10", retrieved=f"2025-0{9 - n}-10"),
        fact("production", status=status, documents=(f"d{n}",), model="Sample 4", builder=builder, plant="Northport",
             start=start, speaker=speaker),
    )
    for n, (status, builder, start, speaker) in enumerate([
        ("planned", "EM", "2025", None),
        ("planned", "EM", "2025-41", "A. Person"),
        ("reported", "Zenith Wagons", "2026", None),
        ("actual", "Sample Group", "2025-11", None),
        ("denied", "EM", "2024", None),
        ("cancelled", "EM", "2027-01~", "A. Person"),
    ])
]  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(
    st.permutations(RECORDS).flatmap(lambda all_: st.integers(1, len(all_)).map(lambda n: all_[:n])),
    st.integers(1, 8),
    st.sampled_from(["public", "read"]),
)
def test_any_corpus_and_day_give_what_a_build_of_that_day_gives(
    records: list[tuple[Document, Fact]], month: int, known: str
) -> None:
    day = dt.date(2024 if known == "public" else 2025, month, 15)
    then = [r for r in records if (r[0].published if known == "public" else r[0].retrieved) <= day.isoformat()]  # type: ignore[operator]
    whole = build(corpus(*(part for record in records for part in record)), gazetteer=GAZETTEER).store
    past = recall(whole, (Moment(public=day) if known == "public" else Moment(read=day)), GAZETTEER)
    listed = stood(whole, [r[0].id for r in then]) if known == "public" else None
    expected = build(corpus(*(p for r in then for p in r)), gazetteer=GAZETTEER, listed=listed).store
    assert layers(past.store) == layers(expected)
    assert past.claims[Timing.UNDATED] == 0
    assert past.claims[Timing.LATER] == count_claims(whole) - count_claims(expected)


def count_claims(store: OxigraphStore) -> int:
    return sum(quad.object == AKG.Claim for quad in store.quads(GRAPH.claims))


def test_a_fact_rests_on_the_documents_known_then_alone() -> None:
    documents = document("d1"), document("d2", published="2024-07-01")
    past = past_of(*documents, fact("plant", documents=("d1", "d2"), plant="Northport", employees=1000))
    alone = build(
        corpus(documents[0], fact("plant", plant="Northport", employees=1000)),
        gazetteer=GAZETTEER,
        listed=stood(past.store, ["d1"]),
    ).store
    assert layers(past.store) == layers(alone)
    assert past.claims == {Timing.KNOWN: 3, Timing.LATER: 3, Timing.UNDATED: 0}


def test_a_store_without_its_input_has_no_past() -> None:
    store = OxigraphStore()
    store.load(quad for quad in build_example().store.quads() if quad.graph_name != GRAPH.records)
    with pytest.raises(StoreError, match="no record of its input; build it again"):
        recall(store, Moment.of("2024"), EXAMPLE_GAZETTEER)


def past_of(*records: Document | Fact, day: str = "2024-06-30", decisions: Decisions | None = None) -> Past:
    moment = Moment.of(day)
    return recall(build(corpus(*records), gazetteer=GAZETTEER, decisions=decisions).store, moment, GAZETTEER)


def claims_on(past: Past, predicate: NamedNode) -> list[str]:
    text = f"SELECT ?o WHERE {{ GRAPH graph:accepted {{ ?s {predicate} ?o }} }} ORDER BY ?o"
    return [row["o"].value for row in past.store.query(text)]  # type: ignore[union-attr]


def test_documents_without_a_date_are_left_out_and_counted() -> None:
    past = past_of(
        document("d1"), document("d2", published=None),
        fact("plant", plant="Northport", employees=1000), fact("plant", documents=("d2",), plant="Northport", opened="1990"),
    )  # fmt: skip
    assert claims_on(past, AKG.employees) == ["1000"]
    assert claims_on(past, AKG.opened) == []
    assert past.claims[Timing.UNDATED] == 3
    assert "3 claims left out because they have no publication date" in past.notes()


def test_a_document_of_a_year_is_public_for_certain_when_the_year_is_over() -> None:
    records = document("d1", published="2024"), fact("plant", plant="Northport", employees=1000)
    assert claims_on(past_of(*records, day="2024-12-30"), AKG.employees) == []
    assert claims_on(past_of(*records, day="2024-12-31"), AKG.employees) == ["1000"]
    assert claims_on(past_of(*records, day="2024"), AKG.employees) == ["1000"]


DISPUTE = (
    document("d1"), document("d2", published="2024-02-01"),
    fact("plant", plant="Northport", employees=1000), fact("plant", documents=("d2",), plant="Northport", employees=1500),
)  # fmt: skip


def preferring(first: str, on: str) -> Decisions:
    store = build(corpus(*DISPUTE), gazetteer=GAZETTEER).store
    text = f"SELECT ?c WHERE {{ ?c rdf:predicate akg:employees ; rdf:object {first} }}"
    (claim,) = [row["c"].value for row in store.query(text)]  # type: ignore[union-attr]
    return Decisions.of([Decision(decision="prefers", claim=claim, by="A. Tester", on=on, reason="a test")])  # type: ignore[arg-type]


def test_a_decision_counts_from_its_day_on() -> None:
    before = past_of(*DISPUTE, decisions=preferring("1000", "2024-07-01"))
    assert claims_on(before, AKG.employees) == ["1500"]
    assert layers(before.store, GRAPH.decisions) == set()
    assert "1 later decision left out" in before.notes()
    after = past_of(*DISPUTE, decisions=preferring("1000", "2024-06-30"))
    assert claims_on(after, AKG.employees) == ["1000"]
    assert len(layers(after.store, GRAPH.decisions)) == 7


def test_a_fact_that_a_later_decision_accepted_is_left_out() -> None:
    held = fact("plant", plant="Northport", opened="1990")
    accepted = Decision(decision="accepts", fact=held, by="A. Tester", on="2024-07-01", reason="a test")  # type: ignore[arg-type]
    records = document("d1"), fact("plant", plant="Northport", employees=1000)
    past = past_of(*records, decisions=Decisions.of([accepted]))
    assert claims_on(past, AKG.opened) == []
    assert claims_on(past, AKG.employees) == ["1000"]
    assert "1990" not in {getattr(quad.object, "value", "") for quad in past.store.quads()}
    assert claims_on(past_of(*records, day="2024-07-01", decisions=Decisions.of([accepted])), AKG.opened) == ["1990"]


def test_a_later_decision_on_names_counts_and_is_told() -> None:
    same = Decision(decision="same", things=("plant/a", "plant/b"), by="A. Tester", on="2024-07-01", reason="a test")  # type: ignore[arg-type]
    past = past_of(document("d1"), fact("plant", plant="Northport", employees=1000), decisions=Decisions.of([same]))
    assert any(note.startswith("1 later decision on names still applied") for note in past.notes())


def test_a_name_that_only_a_later_source_gives_is_not_known() -> None:
    records = (
        document("d1"), document("d2", published="2024-07-01"),
        fact("plant", plant="Northport", employees=1000),
        fact("plant", documents=("d2",), plant="Northport"), fact("alias", documents=("d2",), alias="The Harbour", of="Example Northport plant"),
    )  # fmt: skip
    keys = {q.object.value for q in past_of(*records).store.quads(GRAPH.reference) if q.predicate != RDFS.label}  # type: ignore[union-attr]
    assert "example northport plant" in keys
    assert "the harbour" not in keys
    assert "the harbour" in {q.object.value for q in past_of(*records, day="2024-07").store.quads(GRAPH.reference)}  # type: ignore[union-attr]


def test_both_limits_hold_together() -> None:
    whole = build(corpus(*(part for record in RECORDS for part in record)), gazetteer=GAZETTEER).store
    moment = Moment.of("2024-04", "2025-07")
    past = recall(whole, moment, GAZETTEER)
    documents = {quad.subject.value.rpartition("/")[2] for quad in past.store.quads(GRAPH.sources)}  # type: ignore[union-attr]
    assert documents == {"d2", "d3"}
    assert next(past.notes()).startswith("12 claims public by 2024-04-30 and read by 2025-07-31, 24 later")


def test_a_past_can_be_asked_as_any_store() -> None:
    moment = Moment.of("2024-01-15")
    past = recall(build_example().store, moment, EXAMPLE_GAZETTEER).store
    assert layers(recall(past, moment, EXAMPLE_GAZETTEER).store) == layers(past)


@pytest.mark.parametrize("text", ["yesterday", "2024-13", "2024-01-01/.."])
def test_a_day_that_is_none_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="expected"):
        Moment.of(text)


def test_a_moment_needs_a_day() -> None:
    with pytest.raises(ValueError, match="needs a day"):
        Moment.of()
