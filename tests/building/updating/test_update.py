"""A store that documents were added to and removed from is what a build of the documents in it would be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autokg.building.build import build
from autokg.building.updating import Delta, Maintainer, Maintenance
from autokg.claims.decisions import Decision, Decisions
from autokg.core.terms import AKG
from autokg.errors import InputError, StoreError, UnknownNameError, UsageError
from autokg.facts import Document, Fact, parse_record, to_jsonl
from autokg.facts.corpus import cited_by
from autokg.stores import OxigraphStore
from builders import GAZETTEER, claims_of, corpus, document, fact

Records = Sequence[Document | Fact]


def store_of(*records: Document | Fact, decisions: Decisions | None = None) -> OxigraphStore:
    return build(corpus(*records), gazetteer=GAZETTEER, decisions=decisions).store


def nquads(store: OxigraphStore) -> list[str]:
    return sorted(map(str, store.quads()))


def apply(store: OxigraphStore, delta: Delta) -> OxigraphStore:
    """Return a store with a delta carried out; what is to be dropped must be there, what is gained must not."""
    quads = set(store.quads())
    assert delta.dropped <= quads
    assert not delta.gained & quads
    changed = OxigraphStore()
    changed.load((quads - delta.dropped) | delta.gained)
    assert len({quad.triple for quad in changed.quads()}) == len(changed)
    return changed


def add(store: OxigraphStore, *records: Document | Fact, replace: bool = False) -> tuple[OxigraphStore, Maintenance]:
    made = Maintainer(store, gazetteer=GAZETTEER).add(corpus(*records), replace=replace)
    return apply(store, made.delta), made


def remove(store: OxigraphStore, *documents: str) -> tuple[OxigraphStore, Maintenance]:
    made = Maintainer(store, gazetteer=GAZETTEER).remove(documents)
    return apply(store, made.delta), made


# Each document says something that others refine, contradict, name otherwise, or hang conclusions on.
LIBRARY: dict[str, list[Fact]] = {
    "d0": [
        fact("production", documents=("d0",), status="planned", model="Sample 4", brand="Sample", builder="EM",
             plant="Northport", start="2025"),
        fact("plant", documents=("d0",), plant="Northport", operator="EM", country="KR", employees=2000),
    ],
    "d1": [
        fact("production", documents=("d1",), status="actual", model="Sample 4", builder="EM", plant="Northport",
             start="2025-41", speaker="A. Person", confidence=0.7),
        fact("stake", documents=("d1",), owner="Sample Group", owned="Example Motors", share_percent=34),
        fact("alias", documents=("d1",), alias="ZW", of="Zenith Wagons"),
        fact("supply", documents=("d1",), supplier="ZW", customer="EM", product="batteries"),
    ],
    "d2": [
        fact("production", documents=("d2",), status="actual", model="Sample 4", builder="ZENITH WAGONS",
             country="KR", start="2024"),
        fact("brand", documents=("d2",), brand="Sample", owner="Sample Group"),
        fact("production", documents=("d2",), model="Sample 3", builder="Zenith Sample", plant="Westhaven works"),
        fact("stake", documents=("d2",), owner="Sample Group", owned="Example Motors", share_percent=60),
    ],
    "d3": [
        fact("agreement", documents=("d3",), parties=["EM", "Sample Group", "Zenith Wagons"], model="Sample 4"),
        fact("production", documents=("d3",), status="denied", model="Sample 4", builder="EM", plant="Northport",
             start="2025"),
        fact("role", documents=("d3",), person="A. Person", organization="Zenith wagons", title="chief"),
    ],
    "d4": [
        fact("joint_venture", documents=("d4",), name="Zenith Sample", parents=["Zenith Wagons", "Sample Group"],
             shares={"Zenith Wagons": 51, "Sample Group": 49}, country="KR"),
        fact("production", documents=("d4",), model="Zenith One", builder="Zenith Sample", place="Westhaven",
             country="KR", brand="Sample"),
        fact("model", documents=("d4",), model="Zenith One", platform="P1", derived_from="Sample 4"),
        fact("investment", documents=("d4",), investor="Zenith Wagons", amount=5e6, currency="EUR", target="Northport",
             date="2024"),
    ],
}  # fmt: skip
SHARED = [
    fact("plant", documents=("d1", "d3"), plant="Northport", operator="Example Motors", opened="1999"),
    fact("stake", documents=("d2", "d4"), owner="Zenith Wagons", owned="Zenith Sample", share_percent=55),
]
ZENITH, VENTURE = "organization/zenith-wagons-73c70dde", "organization/zenith-sample-760b3173"
WORD: list[dict[str, object]] = [
    {"decision": "same", "things": ["model/sample-zenith-one-7114a615", "model/zenith-one-5172276a"]},
    {"decision": "same", "things": ["organization/nobody-00000000", ZENITH]},
    {"decision": "new", "thing": VENTURE, "type": "company"},
    {"decision": "same", "things": ["organization/sample-group", "place/northport-891c4d40"]},
    {"decision": "accepts", "fact": {"kind": "stake", "status": "actual", "owner": "EM", "owned": "Zenith Wagons",
     "share_percent": 70,
     "evidence": [{"document": id_, "summary": "One holds a part of the other."} for id_ in ("d0", "d4")]}},
]  # fmt: skip
SIGNED = {"by": "A. Editor", "on": "2026-01-31", "reason": "asked"}


def word() -> Decisions:
    return Decisions.of(Decision.model_validate({**one, **SIGNED}) for one in WORD)


def cited_by_any(record: Document | Fact) -> set[str]:
    return cited_by(record) if isinstance(record, Fact) else set()


def resting_on(one: Fact, ids: Collection[str]) -> Fact | None:
    evidence = tuple(each for each in one.evidence if each.document in ids)
    return one.model_copy(update={"evidence": evidence}) if evidence else None


def written(ids: Collection[str], edition: str = "") -> list[Document | Fact]:
    """Return some documents, and the facts that rest on them and no others."""
    documents = [document(id_, published="2024-05-06", publisher=f"{id_} press{edition}") for id_ in sorted(ids)]
    shared = [rest for one in SHARED if (rest := resting_on(one, ids))]
    own = [one for id_ in sorted(ids) for one in LIBRARY[id_]]
    return [*documents, *(own[1:] if edition else own), *shared]


def parted(records: Records, ids: Collection[str]) -> list[Document | Fact]:
    """Return what is left of records without some documents: a fact that rests on others too stays with these."""
    kept = [one for one in records if isinstance(one, Document) and one.id not in ids]
    there = {one.id for one in kept}
    rests = (resting_on(one, there) for one in records if isinstance(one, Fact))
    return [*kept, *(one for one in rests if one)]


IDS = st.sets(st.sampled_from(sorted(LIBRARY)), min_size=1)
STEPS = st.lists(st.tuples(st.sampled_from(["add", "remove"]), IDS, st.sampled_from(["", " again"])), max_size=6)


@settings(max_examples=12, deadline=None)
@given(st.sets(st.sampled_from(sorted(LIBRARY))), STEPS, st.booleans())
@pytest.mark.slow
def test_any_sequence_of_changes_gives_what_a_build_gives(
    start: set[str], steps: list[tuple[str, set[str], str]], decided: bool
) -> None:
    decisions = word() if decided else None
    records = written(start)
    store = store_of(*records, decisions=decisions)
    for what, ids, edition in steps:
        there = {one.id for one in records if isinstance(one, Document)}
        if what == "add":
            new = written(ids, edition)
            store, made = add(store, *new, replace=True)
            if made.unchanged != sorted(ids):
                records = [*parted(records, ids - set(made.unchanged)), *parted(new, set(made.unchanged))]
        elif gone := sorted(ids & there):
            store, _ = remove(store, *gone)
            records = parted(records, gone)
        assert nquads(store) == built(tuple(sorted(map(to_jsonl, records))), decided=decided)


@cache
def built(lines: tuple[str, ...], *, decided: bool) -> list[str]:
    return nquads(store_of(*map(parse_record, lines), decisions=word() if decided else None))


def test_a_new_fact_retracts_what_a_rule_had_concluded_and_its_loss_restores_it() -> None:
    deal: list[Document | Fact] = [
        document("d1"), fact("brand", documents=("d1",), brand="Sample", owner="Sample Group"),
        fact("production", documents=("d1",), model="Sample 4", brand="Sample", builder="EM", plant="Northport"),
        *(fact("stake", documents=("d1",), owner=owner, owned=owned, share_percent=60)
          for owner, owned in (("Example Motors", "Zenith Parts"), ("Sample Group", "Sample Parts"))),
    ]  # fmt: skip
    share: list[Document | Fact] = [
        document("d2"), fact("stake", documents=("d2",), owner="Sample Group", owned="Example Motors", share_percent=60),
    ]  # fmt: skip

    def contracts(store: OxigraphStore) -> list[str]:
        return [line for line in nquads(store) if AKG.contractManufacturerFor.value in line and "inferred" in line]

    before = store_of(*deal)
    assert len(contracts(before)) == 1
    after, _ = add(before, *share)
    assert contracts(after) == []
    assert nquads(after) == nquads(store_of(*deal, *share))
    assert nquads(remove(after, "d2")[0]) == nquads(before)


def test_a_venture_told_as_over_ends_its_stakes_and_its_loss_restores_them() -> None:
    venture: dict[str, Any] = {"name": "Nova Cars", "parents": ["EM", "Zenith Parts"]}
    formed = fact("joint_venture", documents=("d1",), shares={"EM": 50, "Zenith Parts": 50}, **venture)
    more = fact("stake", documents=("d3",), owner="EM", owned="Nova Cars", share_percent=50)
    over: list[Document | Fact] = [
        document("d2", published="2025-02-01"),
        fact("joint_venture", status="ended", documents=("d2",), **venture),
    ]
    held: list[Document | Fact] = [document("d3", published="2025-03-01"), more]
    before = store_of(document("d1"), formed)
    after, _ = add(before, *over)
    assert nquads(after) == nquads(store_of(document("d1"), formed, *over)) != nquads(before)
    assert nquads(add(after, *held)[0]) == nquads(store_of(document("d1"), formed, *over, *held))
    assert nquads(remove(after, "d2")[0]) == nquads(before)


@pytest.mark.parametrize(
    "site",
    [{"name": "Nova Cars", "parents": ["EM", "Zenith Parts"]}, {"plant": "Northport", "operator": "Zenith Parts"}],
)
def test_what_is_built_later_tells_of_ventures_and_plants_and_its_loss_no_more(site: dict[str, Any]) -> None:
    kind = "joint_venture" if "name" in site else "plant"
    early: list[Document | Fact] = [
        document("d1", published="2009-02-01"), fact(kind, documents=("d1",), **site),
        fact("production", documents=("d1",), model="Sample 3", builder="Zenith Parts", plant="Northport", status="ended"),
    ]  # fmt: skip
    late: list[Document | Fact] = [
        document(id_, published=published)
        for id_, published in (("d2", "2025-02-01"), ("d3", "2025-03-01"), ("d4", "2025-04-01"))
    ]
    built = {"builder": site.get("name", "EM"), "plant": "Northport"}
    late += [fact("production", documents=("d2",), model="Sample 4", **built)]
    late += [fact("production", documents=("d3",), model="Sample 3", **built)]
    late += [fact("production", documents=("d4",), model="Sample 5", status="planned", **built)]
    before, store, records = store_of(*early), store_of(*early), list(early)
    for paper in ("d2", "d3", "d4"):
        new = [one for one in late if paper in (getattr(one, "id", ""), *cited_by_any(one))]
        records += new
        store, _ = add(store, *new)
        assert nquads(store) == nquads(store_of(*records)) != nquads(before)
    assert nquads(remove(store, "d2", "d3", "d4")[0]) == nquads(before)


def test_a_document_that_is_there_with_the_same_content_changes_nothing() -> None:
    _, made = add(store_of(*written({"d0", "d1"})), *written({"d0", "d1"}))
    assert made.unchanged == ["d0", "d1"]
    assert not made.delta


def test_a_document_that_is_there_with_other_content_is_an_error_unless_it_is_to_be_replaced() -> None:
    store = store_of(*written({"d0", "d1"}))
    with pytest.raises(InputError, match=r"the store has d0 with other content.*`replace=True`"):
        add(store, *written({"d0"}, " again"))
    replaced, made = add(store, *written({"d0"}, " again"), replace=True)
    assert (made.removed, made.added) == (["d0"], ["d0"])
    assert nquads(replaced) != nquads(store)


def test_a_document_that_is_not_there_cannot_be_removed() -> None:
    with pytest.raises(UnknownNameError, match="no document named 'd00'; did you mean d0"):
        remove(store_of(*written({"d0", "d1"})), "d00")
    with pytest.raises(UsageError, match="the store has no documents"):
        remove(store_of(), "d0")


def test_a_store_made_with_other_reference_data_is_not_changed() -> None:
    with pytest.raises(StoreError, match="another version, ontology or reference data"):
        Maintainer(store_of(*written({"d0"}))).add(corpus())


def test_a_store_without_records_is_not_changed() -> None:
    with pytest.raises(StoreError, match="the store has no record of its input; build it again"):
        Maintainer(OxigraphStore())


def test_a_contradiction_that_comes_and_goes_is_told() -> None:
    store, made = add(store_of(*written({"d0"})), *written({"d2"}), *written({"d3"}))
    assert made.conflicts == []
    same_day = document("d9", published="2024-05-06")
    store, made = add(store, same_day, fact("plant", documents=("d9",), plant="Northport", country="KR",
                                                  employees=5000))  # fmt: skip
    assert [conflict.accepted.predicate for conflict in made.conflicts] == [AKG.employees]
    _, made = remove(store, "d9")
    assert (made.conflicts, made.settled) == ([], 1)


# One plant by several wordings, in two countries and of two makers, and an alias told elsewhere.
WORDINGS: list[dict[str, Any]] = [
    {"builder": "Zenith Motors", "plant": "its plant in Viborg", "country": "DK"},
    {"builder": "Zenith Motors A/S", "plant": "Viborg factory", "place": "Viborg"},
    {"builder": "Zenith", "plant": "Zenith Viborg plant", "country": "RU"},
    {"builder": "Nova Cars", "plant": "its plant in Viborg", "place": "Viborg", "country": "DK"},
]


def wordings(number: int) -> Records:
    id_ = f"d{number}"
    if number == len(WORDINGS):
        return [document(id_), fact("alias", documents=(id_,), alias="Zenithkon", of="Zenith Motors")]
    return [document(id_), fact("production", documents=(id_,), model="Sample 4", **WORDINGS[number])]


@given(order=st.permutations(range(5)), first=st.integers(1, 4))
@settings(max_examples=10, deadline=None)
def test_wordings_meet_in_any_order(order: list[int], first: int) -> None:
    store = store_of(*(record for number in order[:first] for record in wordings(number)))
    for number in order[first:]:
        store = add(store, *wordings(number))[0]
    built = store_of(*(record for number in range(5) for record in wordings(number)))
    assert nquads(store) == nquads(built)
    assert len({quad.object for quad in built.quads() if quad.predicate == AKG.atPlant}) == 3


def test_decisions_that_name_nothing_any_more_are_told() -> None:
    store = store_of(*written({"d0", "d1", "d4"}), decisions=word())
    _, made = remove(store, "d4")
    named = [decision.thing or (decision.things or ("", ""))[1] for decision in made.unheeded]
    assert named == ["model/zenith-one-5172276a", VENTURE, ""]  # the last accepts a fact that cites the document


@pytest.mark.parametrize(("gone", "told"), [("d9", 1), ("d0", 0)])
def test_a_decision_on_a_state_that_is_gone_is_told(gone: str, told: int) -> None:
    made_there = fact("production", documents=("d9",), model="Sample 9", plant="Northport")
    state = next(
        claim.subject for claim in claims_of(made_there, documents=(document("d9"),)) if claim.predicate == AKG.status
    )
    confirms = Decision.model_validate({"decision": "confirms", "state": state.value, **SIGNED})
    store = store_of(*written({"d0"}), document("d9"), made_there, decisions=Decisions.of([confirms]))
    assert remove(store, gone)[1].unheeded == [confirms] * told


def test_names_that_are_not_known_are_told_once() -> None:
    store, made = add(store_of(*written({"d0"})), *written({"d1"}))
    assert "Zenith Wagons" in [thing.label for thing in made.unresolved]
    _, made = add(store, *written({"d3"}))
    assert "Zenith Wagons" not in [thing.label for thing in made.unresolved]
