"""What a person says in a review holds in the next build."""

from __future__ import annotations

import pytest

from autokg.building.build import KnowledgeBuild, build
from autokg.claims.decisions import Decision, Decisions
from autokg.core.terms import AKG
from autokg.names.gazetteer import Alias, EntityType, Entry, Gazetteer
from autokg.reading.gate import MISQUOTE
from autokg.stores import OxigraphStore
from builders import GAZETTEER, corpus, document, fact

from .bench import RECORDS, REJECTED, Bench, labels

ZENITH, ZENIT = "organization/zenith-wagons-73c70dde", "organization/zenit-wagon-works-9f53ed83"
BASE = "https://w3id.org/autokg/id/"


def rows(built: KnowledgeBuild, pattern: str) -> set[str]:
    result = built.store.query(f"SELECT DISTINCT ?x WHERE {{ {pattern} }}")
    return {row["x"].value.removeprefix(BASE) for row in result}  # type: ignore[union-attr]


def parties(built: KnowledgeBuild) -> set[str]:
    return rows(built, "?deal akg:party ?x")


class TestNames:
    def test_accepted_it_is_a_new_thing_and_open_no_more(self, bench: Bench, store: OxigraphStore) -> None:
        bench.walk("accept", store=store)
        built = bench.build()
        assert labels(built) == ["Zenit Wagon Works"]
        assert ZENITH in parties(built)
        assert built.unheeded == []

    def test_new_gives_it_the_type_that_was_told(self, bench: Bench, store: OxigraphStore) -> None:
        bench.walk("new company", store=store)
        built = bench.build()
        assert labels(built) == ["Zenit Wagon Works"]
        kinds = built.store.query(f"SELECT ?kind WHERE {{ GRAPH graph:reference {{ <{BASE}{ZENITH}> a ?kind }} }}")
        assert [row["kind"] for row in kinds] == [AKG.Company]  # type: ignore[union-attr]

    @pytest.mark.parametrize("answer", ["1", "same 1", "same zenit wagon works", f"s {ZENIT}", f"s {BASE}{ZENIT}"])
    def test_the_same_as_another_open_name_it_becomes_that(
        self, bench: Bench, store: OxigraphStore, answer: str
    ) -> None:
        bench.walk(answer, store=store)
        built = bench.build()
        assert labels(built) == ["Zenit Wagon Works"]
        assert ZENIT in parties(built)
        assert ZENITH not in parties(built)
        assert rows(built, f"<{BASE}{ZENIT}> skos:hiddenLabel ?x") == {"zenit wagon works", "zenith wagons"}
        assert rows(built, f"<{BASE}{ZENIT}> rdfs:label ?x") == {"Zenit Wagon Works"}

    def test_the_same_as_a_known_thing_it_keeps_that_things_label(self, bench: Bench, store: OxigraphStore) -> None:
        bench.walk("same Exemple Automobile # bought in 2019", store=store)
        built = bench.build()
        example = f"<{BASE}organization/example-motors>"
        assert parties(built) == {"organization/example-motors", "organization/sample-group"}
        assert rows(built, f"{example} rdfs:label ?x") == {"Example Motors"}
        assert "zenith wagons" in rows(built, f"{example} skos:hiddenLabel ?x")
        assert rows(built, "?decision akg:reason ?x") == {"bought in 2019"}

    def test_a_chain_of_same_ends_at_its_last(self, bench: Bench, store: OxigraphStore) -> None:
        bench.walk("same Zenit Wagon Works", "same Example Motors", store=store)
        built = bench.build()
        assert labels(built) == []
        assert parties(built) == {"organization/example-motors", "organization/sample-group"}

    def test_dropped_nothing_that_is_claimed_of_it_holds(self, bench: Bench, store: OxigraphStore) -> None:
        bench.walk("drop", store=store)
        built = bench.build()
        assert bench.verdicts() == ["deprecates"] * 2
        assert ZENITH not in parties(built)
        assert bench.walk(store=built.store).left == 3

    def test_a_claim_of_an_absorbed_thing_makes_no_second_label(self, bench: Bench, store: OxigraphStore) -> None:
        bench.walk("skip", "same Zenith Wagons", store=store)
        assert rows(bench.build(), f"<{BASE}{ZENITH}> rdfs:label ?x") == {"Zenith Wagons"}


class TestNeverMerge:
    """A gazetteer that has grown since the review knows a name a slip away."""

    GROWN = Gazetteer([*GAZETTEER.entries, Entry(id="zenith-wagon", type=EntityType.COMPANY, name="Zenith Wagon")])

    def built(self, *decisions: dict[str, object], gazetteer: Gazetteer = GROWN) -> KnowledgeBuild:
        signed = [
            Decision.model_validate({"by": "A. Editor", "on": "2026-01-31", "reason": "looked it up", **one})
            for one in decisions
        ]
        return build(corpus(*RECORDS), gazetteer=gazetteer, decisions=Decisions.of(signed))

    def test_without_a_word_the_slip_is_taken(self) -> None:
        assert "organization/zenith-wagon" in parties(self.built())

    @pytest.mark.parametrize(
        "decision",
        [
            {"decision": "different", "things": [ZENITH, "organization/zenith-wagon"]},
            {"decision": "different", "things": ["organization/zenith-wagon", ZENITH]},
            {"decision": "new", "thing": ZENITH},
        ],
    )
    def test_a_persons_word_goes_before_a_guess(self, decision: dict[str, object]) -> None:
        built = self.built(decision)
        assert ZENITH in parties(built)
        assert "organization/zenith-wagon" not in parties(built)
        assert built.unheeded == []

    def test_a_name_that_is_said_to_be_another_thing_is_no_slip(self) -> None:
        built = self.built({"decision": "same", "things": ["organization/sample-group", ZENITH]})
        assert parties(built) == {"organization/example-motors", "organization/sample-group"}

    def test_what_is_different_is_not_one_by_an_exact_name_either(self) -> None:
        entry = Entry(id="zw", type=EntityType.COMPANY, name="ZW", aliases=(Alias(name="Zenith Wagons"),))
        grown = Gazetteer([*GAZETTEER.entries, entry])
        assert "organization/zw" in parties(self.built(gazetteer=grown))
        built = self.built({"decision": "different", "things": [ZENITH, "organization/zw"]}, gazetteer=grown)
        assert ZENITH in parties(built)

    def test_what_became_known_by_its_very_name_needs_no_word(self) -> None:
        grown = Gazetteer([*GAZETTEER.entries, Entry(id="zenith", type=EntityType.COMPANY, name="Zenith Wagons")])
        built = self.built({"decision": "new", "thing": ZENITH}, gazetteer=grown)
        assert "organization/zenith" in parties(built)
        assert built.unheeded == [f"2026-01-31 new {ZENITH} (A. Editor): applies to nothing in this build"]

    def test_in_a_review_the_name_stays_open_and_the_offer_goes(self, bench: Bench, store: OxigraphStore) -> None:
        outcome = bench.walk("never 1", "same 1", store=store)
        assert bench.verdicts() == ["different"]
        assert bench.screen.count("1. Zenit Wagon Works") == 1
        assert "no thing named '1'" in bench.screen
        assert outcome.left == 4


class TestRejects:
    def test_accepted_the_fact_holds(self, bench: Bench, store: OxigraphStore) -> None:
        bench.walk("skip", "skip", "accept # page 12 has it", store=store)
        built = bench.build()
        assert rows(built, "?stake akg:stakeIn ?organization ; akg:sharePercent ?x") == {"30"}
        assert built.counts["facts"] == 6
        assert rows(built, '?decision akg:verdict "accepts" ; akg:decides ?x') <= rows(built, "?x a akg:PressFact")
        assert bench.walk(store=built.store).left == 3

    def test_refused_it_does_not_and_is_asked_about_no_more(self, bench: Bench, store: OxigraphStore) -> None:
        assert bench.walk("skip", "skip", "drop", store=store).left == 3
        built = bench.build()
        assert rows(built, "?stake akg:sharePercent ?x") == set()
        assert built.unheeded == []

    def test_a_misquote_holds_by_nobodys_word(self, bench: Bench, store: OxigraphStore) -> None:
        line = bench.rejects.read_text(encoding="utf-8")
        bench.rejects.write_text(
            line.replace("share_percent 30.0 is not in the quote", f"{MISQUOTE} 17"), encoding="utf-8"
        )
        bench.walk("skip", "skip", "accept", store=store)
        assert "the quote is not in the text" in bench.screen
        assert bench.verdicts() == []

    def test_a_later_word_takes_an_accepted_fact_back(self, bench: Bench) -> None:
        word = {"by": "A. Editor", "reason": "read again", "fact": REJECTED.model_dump(exclude_none=True)}
        lines = [
            {"decision": "rejects", "on": "2026-02-01", **word},
            {"decision": "accepts", "on": "2026-01-31", **word},
        ]
        decisions = Decisions.of(Decision.model_validate(line) for line in lines)
        assert decisions.admit(corpus(*RECORDS)).facts == corpus(*RECORDS).facts

    def test_a_fact_of_a_document_that_is_not_there_is_reported(self, bench: Bench, store: OxigraphStore) -> None:
        bench.walk("skip", "skip", "accept", store=store)
        decided = Decisions.of(Decision.model_validate_json(line) for line in bench.lines())
        built = build(
            corpus(document("d9"), fact("stake", documents=("d9",), owner="EM", owned="Sample Group")),
            gazetteer=GAZETTEER,
            decisions=decided,
        )
        assert built.counts["facts"] == 1
        assert built.unheeded == ["2026-01-31 accepts stake fact (A. Editor): applies to nothing in this build"]


class TestConflicts:
    @pytest.mark.parametrize(
        ("answer", "start", "conflicts"), [("accept", "2026", 1), ("other", "2025", 1), ("drop", "2026", 0)]
    )
    def test_the_word_holds(self, bench: Bench, store: OxigraphStore, answer: str, start: str, conflicts: int) -> None:
        bench.walk("skip", "skip", "skip", answer, store=store)
        built = bench.build()
        assert rows(built, "GRAPH graph:accepted { ?production akg:productionStart ?x }") == {start}
        assert built.counts["conflicts"] == conflicts
        assert bench.walk(store=built.store).left == 3

    def test_the_rule_is_a_persons_decision(self, bench: Bench, store: OxigraphStore) -> None:
        bench.walk("skip", "skip", "skip", "accept", store=store)
        assert bench.build().judgement.conflicts[0].rule == AKG.byDecision
