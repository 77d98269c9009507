"""A knowledge base as an object, on the invented corpus."""

from __future__ import annotations

import datetime as dt
import html
from pathlib import Path

import networkx as nx
import pytest

import autokg
from autokg.api import KnowledgeBase
from autokg.errors import NoAnswerError, OutOfTimeError, QueryError, StoreError, UnknownNameError, UsageError
from autokg.stores import replace_store
from corpus import BASE, build_example


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return KnowledgeBase(build_example().store, "the example")


def test_a_store_is_opened_by_its_folder(tmp_path: Path) -> None:
    replace_store(tmp_path / "store", build_example().store.quads())
    with autokg.open(tmp_path / "store") as kb, autokg.open(str(tmp_path / "store")) as same:
        assert kb.ask("Who builds the Sample One?").rows == same.ask("Who builds the Sample One?").rows
        assert repr(kb).startswith(f"<KnowledgeBase {tmp_path}/store: ")


def test_a_query_has_a_limit_of_time_and_of_rows(kb: KnowledgeBase) -> None:
    assert len(kb.query("SELECT ?s { ?s a akg:Claim }", limit=3, timeout=60)) == 3
    with pytest.raises(QueryError):
        kb.query("SELECT ?s { ?s", timeout=60)
    with pytest.raises(OutOfTimeError):
        kb.query("SELECT (COUNT(*) AS ?n) { ?a a akg:Claim . ?b a akg:Claim }", timeout=1e-6)


def test_a_folder_without_a_store_is_named() -> None:
    with pytest.raises(StoreError, match="nowhere: there is no store here; make one with autokg build -s nowhere"):
        autokg.open("nowhere")


def test_a_closed_base_says_so_and_what_it_gave_still_works() -> None:
    with KnowledgeBase(build_example().store, "the example") as kb:
        rows = kb.query("carmakers")
    assert len(rows) > 0
    assert "closed" in repr(kb)
    assert "closed" in kb._repr_html_()
    with pytest.raises(StoreError, match="the example is closed; open it again"):
        kb.query("carmakers")


def test_a_question_is_answered_as_on_the_command_line(kb: KnowledgeBase) -> None:
    answer = kb.ask("Who are the partners of Example Motors?", today=dt.date(2025, 5, 31))
    assert str(answer).startswith(
        "2 partners. Now: Muster Werke (Example Motors, Muster Werke and Sample Automotive on "
    )
    assert len(answer.rows) == 3
    assert answer.evidence
    with pytest.raises(NoAnswerError):
        kb.ask("What is the weather?")


def test_a_saved_query_takes_names_dates_and_numbers(kb: KnowledgeBase) -> None:
    by_name = kb.query("agreements-of", organization="Example Motors")
    by_iri = kb.query("agreements-of", organization=f"{BASE}organization/example-motors")
    assert by_name == by_iri
    assert by_name != kb.query("agreements-of")
    assert len(kb.query("changed-since", since=dt.date(2100, 1, 1))) == 0 < len(kb.query("changed-since"))


def test_sparql_a_file_and_each_form_of_query_give_rows(kb: KnowledgeBase, tmp_path: Path) -> None:
    text = "SELECT ?brand { ?brand a akg:Brand } ORDER BY ?brand"
    (tmp_path / "brands.rq").write_text(text, encoding="utf-8")
    assert kb.query(text) == kb.query(tmp_path / "brands.rq")
    assert kb.query("ASK { ?brand a akg:Brand }") is True
    assert kb.query("ASK { akg:Brand a akg:Brand }") is False
    triples = kb.query("CONSTRUCT WHERE { ?brand a akg:Brand }")
    assert sorted(map(str, triples.subjects())) == kb.query(text).column("brand")


def test_a_mistake_in_a_query_is_told_in_words(kb: KnowledgeBase) -> None:
    with pytest.raises(UnknownNameError, match=r"no saved query named 'plants-inn'; did you mean plants-in"):
        kb.query("plants-inn")
    with pytest.raises(UsageError, match="plants-in has no parameter 'nation'; its parameters: country"):
        kb.query("plants-in", nation="South Korea")
    with pytest.raises(QueryError, match="query:1:"):
        kb.query("SELECT ?x { ?x }")


def test_every_saved_query_is_listed_with_what_it_answers(kb: KnowledgeBase) -> None:
    listed = {row["query"]: row for row in kb.queries()}
    assert listed["plants-in"]["parameters"] == "country"
    assert str(listed["plants-in"]["answers"]).endswith("?")


def test_a_view_is_a_graph_and_so_is_a_query_that_returns_edges(kb: KnowledgeBase) -> None:
    partners = kb.graph("partners", status={"actual"}, kinds={"Company"})
    assert isinstance(partners, nx.MultiDiGraph)
    assert {data["status"] for *_, data in partners.edges(data=True)} == {"actual"}
    parents = kb.graph("SELECT (?a AS ?source) (?b AS ?target) { ?a akg:directParent ?b }")
    expected = kb.query("SELECT ?a ?b { ?a akg:directParent ?b }")
    assert sorted(parents.edges()) == sorted(zip(expected.column("a"), expected.column("b"), strict=True))


def test_what_is_no_graph_is_refused(kb: KnowledgeBase) -> None:
    with pytest.raises(UnknownNameError, match=r"no view named 'partner'; did you mean partners"):
        kb.graph("partner")
    with pytest.raises(
        QueryError, match=r"carmakers: the query returns no edges; expected the columns \?source and \?target"
    ):
        kb.graph("carmakers")


def test_the_past_is_a_base_of_its_own_that_tells_what_it_leaves_out(kb: KnowledgeBase) -> None:
    past = kb.as_of("2023")
    assert past.as_of(dt.date(2023, 12, 31)).name == "the example, public by 2023-12-31, public by 2023-12-31"
    assert 0 < len(past.query("documents")) < len(kb.query("documents"))
    assert "public by 2023-12-31" in past.notes[0]
    assert "public by 2023-12-31" in past._repr_html_()
    with pytest.raises(UsageError, match=r"name a day: as_of\('2024-06-30'\)"):
        kb.as_of()
    with pytest.raises(UsageError, match="soon"):
        kb.as_of("soon")


def test_conflicts_have_both_sides_and_the_rule(kb: KnowledgeBase) -> None:
    found = kb.conflicts()
    assert len(found) > 0
    assert all(row["acceptedValue"] != row["rejectedValue"] and row["rule"] for row in found)
    about = str(found[0]["subjectLabel"])
    assert about in kb.conflicts(str(found[0]["subject"])).column("subjectLabel")
    assert len(kb.as_of("1900").conflicts()) == 0
    assert "quote" not in repr(found)
    shown = html.unescape(found._repr_html_())
    assert all(str(row[f"{side}Quote"]) in shown for row in found for side in ("accepted", "rejected"))


def test_reasons_tell_what_holds_and_what_does_not(kb: KnowledgeBase) -> None:
    edge = kb.query("SELECT ?a ?b { ?a akg:directParent ?b } ORDER BY ?a ?b LIMIT 1")[0]
    why = kb.why(str(edge["a"]), "direct parent", str(edge["b"]))
    assert why.hold
    assert len(why) == len(list(why)) == 1
    assert str(why) == repr(why) == str(why[0])
    assert not kb.why(str(edge["b"]), "direct parent", str(edge["a"])).hold
