"""Rows of a query as values of Python, frames, text and HTML."""

from __future__ import annotations

import datetime as dt
import sys

import pytest
from pyoxigraph import Literal, NamedNode

from autokg.api import Rows
from autokg.core.terms import XSD
from autokg.errors import UsageError

PLANTS = Rows(
    ("plant", "plantLabel", "capacity", "share", "opened", "open", "note"),
    [
        (NamedNode("https://e.org/a"), Literal("A"), Literal(5), Literal("0.5", datatype=XSD.decimal),
         Literal("2020-01-31", datatype=XSD.date), Literal(True), None),
        (NamedNode("https://e.org/b"), Literal("B"), None, None, None, Literal(False), None),
    ],
)  # fmt: skip


def test_terms_are_values_of_python() -> None:
    assert PLANTS[0] == {
        "plant": "https://e.org/a", "plantLabel": "A", "capacity": 5, "share": 0.5,
        "opened": dt.date(2020, 1, 31), "open": True, "note": None,
    }  # fmt: skip
    assert PLANTS[-1]["open"] is False
    assert PLANTS.column("capacity") == [5, None]


def test_a_text_that_is_not_of_its_type_stays_text() -> None:
    assert Rows(("n",), [(Literal("many", datatype=XSD.integer),)])[0] == {"n": "many"}


def test_rows_are_a_sequence() -> None:
    assert (len(PLANTS), list(PLANTS)[1]["plantLabel"], PLANTS[1:][0]["plantLabel"]) == (2, "B", "B")
    assert PLANTS[:1] != PLANTS == Rows(PLANTS.columns, PLANTS._terms)
    with pytest.raises(IndexError):
        PLANTS[2]


def test_frames_have_every_column_and_what_is_not_known_is_missing() -> None:
    frame, other = PLANTS.to_pandas(), PLANTS.to_polars()
    assert list(frame.columns) == other.columns == list(PLANTS.columns)
    assert (frame["capacity"].iloc[0], frame["capacity"].isna().tolist()) == (5, [False, True])
    assert other["capacity"].to_list() == [5, None]
    assert other["opened"].to_list() == [dt.date(2020, 1, 31), None]


def test_frames_of_nothing_keep_the_columns() -> None:
    empty = Rows(("a", "b"), [])
    assert (list(empty.to_pandas().columns), empty.to_polars().columns) == (["a", "b"], ["a", "b"])


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_missing_is_named(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError, match=rf'frame needs the package {library}: pip install "autokg\[{library}\]"'):
        getattr(PLANTS, f"to_{library}")()


def test_printed_rows_have_labels_and_say_how_many_more_there_are() -> None:
    assert repr(PLANTS).splitlines()[0].split() == ["plant", "capacity", "share", "opened", "open"]
    many = Rows(("word",), [(Literal("x" * 50),)] * 21)
    assert repr(many).splitlines()[1] == f"{'x' * 39}…"
    assert repr(many).splitlines()[-1] == "1 more rows"
    assert "<small>1 more rows</small>" in many._repr_html_()


def test_html_shows_words_as_words() -> None:
    shown = Rows(("<b>", "x"), [(Literal("<script>alert('&')</script>"), Literal('"'))])._repr_html_()
    assert "<script" not in shown
    assert "&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;/script&gt;" in shown
    assert "&lt;b&gt;</th>" in shown
