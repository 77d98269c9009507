"""Reading time grows with the length of a text, not with its square."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from autokg.articles.article import read_article
from autokg.names.gazetteer import Gazetteer
from autokg.reading.base import read_facts
from autokg.reading.frames.reader import FramesReader
from autokg.reading.rules.known_names import known_names_of
from autokg.reading.unread import find_unread

_DENSE = "Alpha builds the Nova {0} at its plant in Graz, Austria. Borealis builds the Luna {0} in Metz.\n\n"


def _digits(size: int) -> str:
    return f"Alpha invests {'9' * size} euros. Alpha will build {'1,000,' * (size // 6)}000 Novas in Graz from 2{'2' * size}."


def _dots(size: int) -> str:
    return f"{'.' * size}Alpha builds the Nova in Graz. {', ' * size}Alpha builds the Luna in Metz."


def _nested(size: int) -> str:
    return f"Alpha {'(' * size}builds the Nova{')' * size} in Graz. {'Alpha (' * (size // 40)}builds{')' * (size // 40)} it."


def _in_words(size: int) -> str:
    return f"Alpha employs {'twenty-' * (size // 7)}two thousand, or {'half a million of ' * (size // 17)}people."


def _one_sentence(size: int) -> str:
    return f"Alpha says that {'the car and ' * (size // 12)}it builds the Nova in Graz."


def _pictured(size: int) -> str:
    return "🚗 Alpha builds the \u202eNova\u202c 🏭 in Graz! 👩🏽‍🏭 " * (size // 45)


def _dense(size: int) -> str:
    return "".join(map(_DENSE.format, range(size // len(_DENSE))))


def _seconds(text: str, gazetteer: Gazetteer) -> float:
    article = read_article(text.encode(), language="en")
    start = time.process_time()
    reading = read_facts(article, [FramesReader(gazetteer)], gazetteer)
    list(find_unread(article, reading.facts, known_names_of(gazetteer, "en"), "a.txt"))
    return time.process_time() - start


@pytest.mark.parametrize(
    ("text", "size"),
    [
        (_digits, 10_000),
        (_dots, 10_000),
        (_in_words, 10_000),
        (_one_sentence, 10_000),
        pytest.param(_nested, 20_000, marks=pytest.mark.slow),
        pytest.param(_pictured, 20_000, marks=pytest.mark.slow),
        pytest.param(_dense, 15_000, marks=pytest.mark.slow),
    ],
)
def test_eight_times_the_text_takes_at_most_sixteen_times_as_long(
    text: Callable[[int], str], size: int, gazetteer: Gazetteer
) -> None:
    _seconds(text(100), gazetteer)  # tables are compiled once
    assert _seconds(text(8 * size), gazetteer) < 16 * _seconds(text(size), gazetteer)
