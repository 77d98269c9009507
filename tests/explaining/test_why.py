"""Why something holds, down to words and sources; and why something does not."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, Triple

from autokg.answers import ask
from autokg.building.build import build
from autokg.claims.decisions import Decision, Decisions
from autokg.core.terms import AKG, GRAPH, RDF
from autokg.errors import UnknownNameError, UsageError
from autokg.explaining.explanation import Explanation
from autokg.explaining.grounds import find_grounds
from autokg.explaining.triples import find_properties, find_triples
from autokg.explaining.why import Explanations, explain_rows, why
from autokg.explaining.witnesses import is_claimed
from autokg.query.saved import load_queries
from autokg.stores import OxigraphStore
from builders import GAZETTEER, corpus, document, fact
from corpus import BASE, build_example

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    return build_example().store


def explain(store: OxigraphStore, *asked: str) -> Explanation:
    (found,) = why(store, *asked)
    return found


def test_what_follows_is_traced_to_words_and_sources(store: OxigraphStore) -> None:
    assert str(explain(store, "Muster Werke", "builds", "Sample Wagon")).splitlines()[:4] == [
        "Muster Werke · builds · Sample Wagon [inferred: “builds” is the inverse of “builder”]",
        "  Sample Wagon · builder · Muster Werke [inferred: A production gives its model a builder, by its status, if it is built or to be built]",
        "    Sample Wagon at Musterstadt plant · of model · Sample Wagon [accepted]",
        "        Muster Werke builds the Sample Wagon for European buyers at Musterstadt, since 2019. "
        "Muster Trade Press, 2023-05 (actual, accepted)",
    ]


def test_what_is_asserted_names_its_layer(store: OxigraphStore) -> None:
    assert "[accepted]" in str(explain(store, "Sample Muster Ventures", "a", "joint venture"))
    assert "[reference data]" in str(explain(store, "Example 3", "type", "VehicleModel"))
    assert "[ontology]" in str(explain(store, "akg:planned", "rdf:type", "akg:Status"))


def test_what_lost_a_conflict_is_told_with_the_rule_and_what_holds(store: OxigraphStore) -> None:
    found = explain(store, "Exampleville plant", "employees", "2000")
    assert not found.holds
    text = str(found)
    assert "nearly 2,000 people" in text
    assert "rejected in a conflict with 1500:" in text
    assert "What holds: Exampleville plant · employees · 1500" in text
    assert "emploie 1 500 salariés" in text


def test_the_rule_that_settled_a_conflict_is_the_one_on_record(store: OxigraphStore) -> None:
    rows = store.query(
        "SELECT ?s ?p ?o ?claim ?rule WHERE { ?x akg:rejectedClaim ?claim ; akg:settledBy/rdfs:label ?rule . "
        "?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o FILTER(LANG(?rule) = 'en') }"
    )
    assert isinstance(rows, QuerySolutions)
    checked = 0
    for row in rows:
        found = Explanations(store).explain(Triple(row["s"], row["p"], row["o"]))
        assert found.reasons[row["claim"].value].endswith(f": {row['rule'].value}")
        checked += 1
    assert checked == 3


def test_a_later_stage_and_a_finer_date_are_told() -> None:
    made = build(
        corpus(
            document("d1"), document("d2", published="2026-01-01"),
            fact("production", status="planned", model="Sample 4", builder="EM", start="2025"),
            fact("production", status="actual", documents=("d2",), model="Sample 4", builder="EM", start="2025-41"),
        ),
        gazetteer=GAZETTEER,
    ).store  # fmt: skip
    assert "superseded: a later stage, actual, holds" in str(explain(made, "Sample 4", "status", "planned"))
    assert "refined: the second half of 2025 agrees with it and is finer" in str(
        explain(made, "Sample 4", "start of production", "2025")
    )


def test_what_counts_under_another_property_or_was_given_up_is_told() -> None:
    records = (
        document("d1"), document("d2", published="2025-01-01"),
        fact("plant", plant="Northport", operator="EM"),
        fact("plant", status="ended", documents=("d2",), plant="Northport", operator="EM"),
        fact("production", status="planned", model="Sample 4", builder="EM", markets=["US"]),
        fact("production", status="actual", documents=("d2",), model="Sample 4", builder="EM"),
        fact("production", status="planned", model="Sample 3", builder="Zenith Wagons"),
        fact("production", status="cancelled", documents=("d2",), model="Sample 3", builder="Zenith Wagons"),
    )  # fmt: skip
    made = build(corpus(*records), gazetteer=GAZETTEER).store
    for asked, words in (
        (("Example Northport plant", "operator", "EM"), "it holds as “former operator”"),
        (("Sample 4", "markets", "US"), "it holds as “planned for market”"),
        (("Sample 3", "status", "planned"), "superseded: a later stage, cancelled, holds"),
    ):
        text = str(explain(made, *asked))
        assert words in text
        assert " , " not in text


@pytest.mark.parametrize(
    ("slot", "terms"),
    [
        ("start", [AKG.productionStart]),
        ("operator", [AKG.operatedBy]),
        ("owner", [AKG.stakeOwner, AKG.brandOwner]),
        ("share_percent", [AKG.sharePercent]),
        ("country", [AKG.inCountry]),
        ("builder", [AKG.builder]),  # a label of the ontology goes before a slot
    ],
)
def test_a_property_may_be_named_by_the_slot_of_a_fact(slot: str, terms: list[NamedNode]) -> None:
    assert find_properties(slot) == terms


def test_what_a_source_denies_and_what_a_person_dropped_are_told() -> None:
    records = (
        document(), fact("plant", plant="Northport", operator="EM", opened="1990"),
        fact("plant", status="denied", plant="Northport", closed="2024"),
    )  # fmt: skip
    first = build(corpus(*records), gazetteer=GAZETTEER).store
    (claim,) = [one.claim for one in explain(first, "Example Northport plant", "opened", "1990").witnesses[opened()]]
    word = Decision(decision="deprecates", claim=claim, by="A. Tester", on="2024-02-01", reason="a slip")  # type: ignore[arg-type]
    made = build(corpus(*records), gazetteer=GAZETTEER, decisions=Decisions.of([word])).store
    told = str(explain(made, "Example Northport plant", "opened", "1990"))
    assert "    dropped by a decision\n  decision: dropped: a slip (A. Tester, 2024-02-01)" in told
    assert "the source denies it" in str(explain(made, "Example Northport plant", "closed", "2024"))


def test_a_state_that_holds_is_told_with_those_before_it_and_their_times() -> None:
    made = build(
        corpus(
            document("d1"), document("d2", published="2025-01-01"), document("d3", published="2026-01-01"),
            fact("production", model="Sample 4", plant="Northport", as_of="2023-05"),
            fact("production", status="ended", documents=("d2",), model="Sample 4", plant="Northport"),
            fact("production", documents=("d3",), model="Sample 4", plant="Northport"),
        ),
        gazetteer=GAZETTEER,
    ).store  # fmt: skip
    state = explain(made, "Sample 4 at Example Northport plant", "status", "actual")
    told, _, others = str(state).partition("Told too:")
    assert "2024-01-15 (actual as of May 2023, superseded)" in told
    assert "2026-01-01 (actual, accepted)" in told
    assert "2025-01-01 (ended, superseded)" in others
    assert "superseded: a later stage, actual, holds" in others
    (other,) = state.to_json()["others"]
    assert other["words"].endswith("status · ended")
    assert "Told too" not in str(explain(made, "Sample 4 at Example Northport plant", "country", "South Korea"))


def test_what_a_person_decided_on_a_state_is_told_of_the_state_alone() -> None:
    records = corpus(document(), fact("plant", plant="Northport", operator="EM"))
    plant = explain(
        build(records, gazetteer=GAZETTEER).store, "Example Northport plant", "operator", "EM"
    ).triple.subject
    made = {"decision": "ends", "state": plant.value, "as_of": "2024-01", "by": "A. Tester", "on": "2024-02-01"}  # type: ignore[union-attr]
    decisions = Decisions.of([Decision.model_validate({**made, "reason": "a visit"})])
    store = build(records, gazetteer=GAZETTEER, decisions=decisions).store
    state = explain(store, "Example Northport plant", "status", "ended")
    assert "decision: ended January 2024: a visit (A. Tester, 2024-02-01)" in str(state)
    (decided,) = state.to_json()["derivations"][0]["decisions"]
    assert decided == {
        "verdict": "ends",
        "reason": "a visit",
        "by": "A. Tester",
        "on": "2024-02-01",
        "as_of": "2024-01",
    }
    assert "decision" not in str(explain(store, "Example Northport plant", "country", "South Korea"))


def opened() -> Triple:
    value = Literal("1990", datatype=NamedNode("http://id.loc.gov/datatypes/edtf/EDTF"))
    return Triple(NamedNode(f"{BASE}plant/example-northport"), AKG.opened, value)


def test_what_nothing_says_gets_the_premise_that_is_missing(store: OxigraphStore) -> None:
    text = str(explain(store, "Example Two", "builder", "Muster Werke"))
    assert text.splitlines()[:2] == ["Example Two · builder · Muster Werke does not hold.", "No source states it."]
    assert "missing: Example Two at Musterstadt plant · status · actual" in text
    assert "What holds: Example Two at Musterstadt plant · status · planned" in text


def test_every_derivation_is_told_where_asked_for(store: OxigraphStore) -> None:
    (one,) = why(store, "Example Motors", "a", "Carmaker")
    (all_,) = why(store, "Example Motors", "a", "Carmaker", every=True)
    assert len(one.ways) == 1
    assert len(all_.ways) > 1
    assert len(set(all_.ways)) == len(all_.ways)
    assert str(all_).startswith("1.\nExample Motors · is a · carmaker [inferred: ")


def test_all_that_holds_can_be_explained_and_written(store: OxigraphStore) -> None:
    told = Explanations(store)
    for layer in (GRAPH.accepted, GRAPH.inferred):
        for quad in sorted(store.quads(layer), key=str)[::7]:
            found = told.explain(quad.triple)
            assert found.holds
            leaves = {leaf for way in found.ways for leaf in way.leaves()}
            assert leaves == set(found.layers)
            assert all(found.witnesses[leaf] for leaf in leaves if found.layers[leaf] == "accepted")
            assert json.loads(json.dumps(found.to_json()))["holds"] is True


def test_json_has_the_claims_and_what_is_below(store: OxigraphStore) -> None:
    record = explain(store, "Muster Werke", "builds", "Example Two").to_json()
    assert record["holds"] is False
    assert record["below"][0]["words"] == "Example Two · builder · Muster Werke"
    lost = explain(store, "Exampleville plant", "employees", "2000").to_json()
    assert lost["claims"][0]["outcome"] == "rejected"
    assert lost["claims"][0]["because"].startswith("rejected in a conflict with 1500")
    assert lost["instead"][0]["claims"][0]["publisher"] == "Le Courrier fictif"


def test_properties_are_named_by_label_in_any_language_by_local_name_or_iri() -> None:
    for name in ("start of production", "productionStart", "akg:productionStart", AKG.productionStart.value):
        assert find_properties(name) == [AKG.productionStart]
    assert find_properties("is a") == [RDF.type]
    with pytest.raises(UnknownNameError, match=r"no property named 'bilder'; did you mean .*builder"):
        find_properties("bilder")
    with pytest.raises(UsageError, match="no property named 'zzz'; autokg query ontology-terms lists them"):
        find_properties("zzz")


def test_a_relation_is_found_by_what_it_relates(store: OxigraphStore) -> None:
    meant = find_triples(store, "Example Two", "start of production", "2026-01")
    (found,) = meant.around
    assert found.subject == NamedNode(f"{BASE}production/example-two@musterstadt")


def test_an_unknown_thing_gets_near_names(store: OxigraphStore) -> None:
    with pytest.raises(UnknownNameError, match="Exmaple Two"):
        why(store, "Exmaple Two", "builder", "Muster Werke")
    with pytest.raises(UnknownNameError, match="Mustre Werke"):
        why(store, "Example Two", "builder", "Mustre Werke")


@pytest.mark.parametrize(("value", "written"), [("77", "77"), ("77.5", "77.5"), ("some", "some")])
def test_a_value_that_nobody_says_is_taken_as_written(store: OxigraphStore, value: str, written: str) -> None:
    assert explain(store, "Exampleville plant", "employees", value).triple.object.value == written  # type: ignore[union-attr]


def test_an_answer_rests_on_what_its_query_matched(store: OxigraphStore) -> None:
    answer = ask("Who builds the Example Two?", store)
    held = {str(one.labels.triple(one.triple)) for one in explain_rows(store, answer.sparql)}
    assert {
        "Example Two at Musterstadt plant · builder of the production · Muster Werke",
        "Example Two at Musterstadt plant · in country · Austria",
        "Example Two at Musterstadt plant · status · planned",
    } <= held
    assert all(one.holds for one in explain_rows(store, answer.sparql))


@pytest.mark.parametrize(
    "query", [q for q in load_queries().values() if "CONSTRUCT" not in q.text], ids=lambda q: q.name
)
def test_the_grounds_of_every_saved_query_hold(query: object, store: OxigraphStore) -> None:
    holding = {quad.triple for layer in (GRAPH.accepted, GRAPH.inferred) for quad in store.quads(layer)}
    holding |= {quad.triple for quad in store.quads(GRAPH.reference) if is_claimed(store, quad.triple)}
    assert set(find_grounds(store, query.text)) <= holding  # type: ignore[attr-defined]
