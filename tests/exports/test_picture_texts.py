"""The words of pictures are there in each language, with the same fields."""

from __future__ import annotations

import re
from pathlib import Path

import networkx as nx
import pytest

from autokg.building.build import build
from autokg.errors import UnknownNameError, UsageError
from autokg.exports import CHARTS, export
from autokg.exports.charts import Scope
from autokg.exports.picture_texts import LANGUAGES, load_wording, read_wording
from autokg.exports.pictures import MOST_LINES, keep_strongest
from autokg.network import VIEWS
from autokg.stores.base import Store
from builders import GAZETTEER, corpus, document, fact
from corpus import build_example

ALL_OF_KOREA = frozenset({"https://w3id.org/autokg/id/country/KR"})


@pytest.fixture(scope="module")
def store() -> Store:
    return build_example().store


def test_each_text_is_there_in_each_language_with_the_same_fields() -> None:
    for key, texts in read_wording().items():
        assert list(texts) == list(LANGUAGES), key
        fields = {frozenset(re.findall(r"{(\w+)}", form)) for text in texts.values() for form in text.split(" | ")}
        assert len({known - {"are", "brands", "of_brands", "n"} for known in fields}) == 1, key


@pytest.mark.parametrize(
    ("language", "counts"),
    [
        ("en", ["0 plants", "1 plant", "2 plants", "1,200 plants"]),
        ("fr", ["0 usine", "1 usine", "2 usines", "1\xa0200 usines"]),
        ("de", ["0 Werke", "1 Werk", "2 Werke", "1.200 Werke"]),
    ],
)
def test_numbers_and_plurals_are_those_of_the_language(language: str, counts: list[str]) -> None:
    assert [load_wording(language)("plants", number) for number in (0, 1, 2, 1200)] == counts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(CHARTS))
def test_a_chart_is_told_in_each_language(store: Store, name: str, language: str) -> None:
    chart = CHARTS[name](store, Scope(language=language))
    texts = [chart.title, chart.subtitle, *chart.notes, *(entry.words for entry in chart.picture().legend)]
    other = CHARTS[name](store, Scope(language="fr" if language == "en" else "en"))
    assert chart.subtitle != other.subtitle
    assert all(text and "{" not in text for text in texts)
    assert [list(row) for row in chart.rows] == [list(row) for row in other.rows]


def test_countries_have_their_names_in_the_language_of_a_chart() -> None:
    facts = [fact("production", model="Sample 4", country="KR")]
    korean = build(corpus(document(), *facts), gazetteer=GAZETTEER).store
    labels = {
        mark.label
        for language in LANGUAGES
        for mark in CHARTS["who-builds"](korean, Scope(around=ALL_OF_KOREA, language=language)).picture().marks
    }
    assert {"South Korea", "Corée du Sud", "Südkorea"} <= labels


@pytest.mark.parametrize("view", VIEWS)
def test_a_network_is_told_in_german(store: Store, view: str, tmp_path: Path) -> None:
    export(view, store, tmp_path / "a.svg", language="de")
    written = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "Quelle: autokg" in written
    assert "Source:" not in written


@pytest.mark.parametrize(("view", "format_"), [("map", "csv"), ("partners", "html"), ("facts", "nt"), ("all", "csv")])
def test_a_language_of_what_is_no_picture_is_refused(store: Store, view: str, format_: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="only pictures"):
        export(view, store, tmp_path / f"a.{format_}", format_, language="de")


def test_a_language_without_pictures_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="language of pictures"):
        export("map", store, tmp_path / "a.svg", language="it")


@pytest.mark.parametrize("more", [0, 1])
def test_more_lines_than_can_be_followed_are_cut_to_the_strongest(more: int) -> None:
    network = nx.MultiDiGraph()
    for number in range(MOST_LINES + more):
        network.add_edge("hub", f"n{number:03}", type="supplies", sources=1 + (number > 0))
    drawn, notes = keep_strongest(network, load_wording("en"))
    assert drawn.number_of_edges() == MOST_LINES
    assert bool(notes) == bool(more) == ("n000" not in drawn)
