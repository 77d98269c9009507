"""The parts of pages that need no store: links, tables, neighbourhoods, evidence."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from autokg.answers.evidence import Evidence
from autokg.answers.facts import Fact
from autokg.answers.words import load_words
from autokg.pages.evidence_lists import list_evidence
from autokg.pages.fact_tables import Part, Row, split_table, tabulate
from autokg.pages.frame import Frame
from autokg.pages.interface_texts import load_texts
from autokg.pages.links import Links
from autokg.pages.ties_picture import draw_ties, gather_ties

BASE = "https://e.org/id/"
TEXTS = load_texts("en")
FRAME = Frame(Links(BASE), "en", "2026-01-01")


def production(model: str, phase: str = "current", builder: str = "Maker", product: str = "") -> Fact:
    labels: dict[str, tuple[str, ...]] = {
        slot: (name,) for slot, name in (("model", model), ("product", product), ("builder", builder)) if name
    }
    iris = {slot: tuple(f"{BASE}{slot}/{label}" for label in held) for slot, held in labels.items()}
    return Fact(f"{BASE}production/{model}{product}", phase, labels, iris)


def text(table_rows: tuple[Row, ...]) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table_rows]


def test_what_holds_comes_first_and_cars_of_no_known_model_last() -> None:
    facts = [production("Old", "ended"), production("", product="cars"), production("New")]
    table = tabulate(facts, TEXTS, 10)
    assert [row[0] for row in text(table.rows)] == ["New", "cars", "Old"]


def test_a_column_of_nothing_but_the_thing_itself_is_left_out() -> None:
    facts = [production("One"), production("Two")]
    assert tabulate(facts, TEXTS, 10).heads == ("Model", "Builder", "Status")
    assert tabulate(facts, TEXTS, 10, f"{BASE}builder/Maker").heads == ("Model", "Status")


@pytest.mark.parametrize(("number", "shown"), [(40, 40), (50, 50), (51, 40)])
def test_many_rows_are_hidden_but_not_a_few(number: int, shown: int) -> None:
    table = split_table(("name",), [Row(())] * number, 40)
    assert (len(table.rows), len(table.all_rows)) == (shown, number)


def test_a_neighbour_stands_once_by_what_holds() -> None:
    facts = [production("One", "ended"), production("One"), production("Two", "planned")]
    ties = gather_ties(Part("Maker", f"{BASE}builder/Maker"), facts, TEXTS)
    assert ties.left == ()
    assert [(tie.thing.text, tie.phase) for tie in ties.right[0].ties] == [("One", "current"), ("Two", "planned")]


def test_many_neighbours_are_counted() -> None:
    facts = [production(f"Model {number}") for number in range(12)]
    (group,) = gather_ties(Part("Maker", f"{BASE}builder/Maker"), facts, TEXTS).right
    assert (len(group.ties), group.others) == (9, 3)


def test_the_picture_is_xml_whatever_the_names_and_links_to_pages() -> None:
    ties = gather_ties(Part('<b>"&', f"{BASE}x"), [production("<script>")], TEXTS)
    picture = ET.fromstring(draw_ties(ties, FRAME))
    assert not picture.findall(".//{*}script")
    assert "<script>" in "".join(picture.itertext())
    assert {node.attrib["href"] for node in picture.iter("{http://www.w3.org/2000/svg}a")} == {
        "/thing/builder/Maker",
        "/thing/model/%3Cscript%3E",
    }


def evidence(words: str, url: str | None) -> Evidence:
    return Evidence(
        subject="s", properties=(), outcome="accepted", status="actual", quote=None, summary=words, position=None,
        document=f"{BASE}document/d", title="A title", publisher="Paper", published="2025-01-01", url=url, speaker=None,
    )  # fmt: skip


def test_names_are_marked_in_the_words_of_sources() -> None:
    (cited,) = list_evidence([evidence("Acme builds ACMEs, and Acme.", None)] * 2, {"Acme", "A"}, load_words("en"))
    assert [piece.text for piece in cited.pieces if piece.is_marked] == ["Acme", "Acme"]
    assert "".join(piece.text for piece in cited.pieces) == "Acme builds ACMEs, and Acme."


@pytest.mark.parametrize(
    ("url", "linked"), [("https://e.org/", "https://e.org/"), ("javascript:alert(1)", ""), ("//e.org", ""), (None, "")]
)
def test_only_addresses_of_the_web_are_linked_to(url: str | None, linked: str) -> None:
    (cited,) = list_evidence([evidence("Words", url)], (), load_words("en"))
    assert cited.url == linked
