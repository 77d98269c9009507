"""Texts as attachment sees them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autokg.articles.article import read_article
from autokg.names.gazetteer import Gazetteer
from autokg.reading.attachment.pairing import Layout
from autokg.reading.frames.reader import FramesReader, tag_sentences
from autokg.reading.frames.word_classes import load_lexicon

LayoutOf = Callable[[str], Layout]


@pytest.fixture
def layout_of(gazetteer: Gazetteer) -> LayoutOf:
    """Return the layout of an English text."""

    def lay_out(words: str) -> Layout:
        article = read_article(words.encode(), language="en")
        text, lexicon = FramesReader(gazetteer).prepare(article), load_lexicon("en")
        assert text is not None
        assert lexicon is not None
        return Layout.of(text, tag_sentences(text, lexicon))

    return lay_out
