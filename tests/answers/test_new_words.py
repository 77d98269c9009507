"""What CONTRIBUTING promises: a verb is one phrase in one line, and a property is one entry in each lexicon."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autokg.answers import ask, lexicon, view_choice
from autokg.answers.form import View
from autokg.core.resources import find_resource
from autokg.errors import NoAnswerError
from autokg.stores import OxigraphStore

TODAY = dt.date(2025, 6, 1)
Adding = Callable[[str, str, str], None]
VERBS = {
    "en": "Who zorps the Example Two?",
    "fr": "Qui zorpe la Example Two ?",
    "de": "Wer zorpt den Example Two?",
    "es": "¿Quién zorpa el Example Two?",
    "it": "Chi zorpa la Example Two?",
    "pt": "Quem zorpa o Example Two?",
}
PROPERTIES = {
    "en": "How many zorps have the plants in Exampleville?",
    "fr": "Combien de zorps comptent les usines à Exampleville ?",
    "de": "Wie viele Zorps hat das Werk Exampleville?",
    "es": "¿Cuántos zorps tiene la planta de Exampleville?",
    "it": "Quanti zorps ha lo stabilimento di Exampleville?",
    "pt": "Quantos zorps tem a fábrica de Exampleville?",
}


@pytest.fixture
def adding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Adding]:
    """Change copies of the lexicons: put a line into a table, or a phrase into the line of a concept."""
    folder = tmp_path / "lexicon"
    folder.mkdir()
    for path in find_resource("queries", "lexicon").glob("*.toml"):
        (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(lexicon, "find_resource", lambda *_: folder)
    lexicon.load_lexicon.cache_clear()

    def add(language: str, line: str, phrase: str) -> None:
        path = folder / f"{language}.toml"
        text = path.read_text(encoding="utf-8")
        changed = re.sub(line, lambda match: f"{match[0]}{phrase}", text, count=1, flags=re.MULTILINE)
        assert changed != text
        path.write_text(changed, encoding="utf-8")
        lexicon.load_lexicon.cache_clear()

    yield add
    lexicon.load_lexicon.cache_clear()


@pytest.mark.parametrize("language", VERBS)
def test_a_verb_is_one_phrase_in_one_line(language: str, adding: Adding, store: OxigraphStore) -> None:
    with pytest.raises(NoAnswerError):
        ask(VERBS[language], store, TODAY, language)
    adding(language, '^build = "', "zorp*, ")
    assert ask(VERBS[language], store, TODAY, language).rows[0]["builderLabel"] == "Muster Werke"


@pytest.mark.parametrize("language", PROPERTIES)
def test_a_property_is_one_entry_in_each_lexicon(
    language: str, adding: Adding, store: OxigraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NoAnswerError):
        ask(PROPERTIES[language], store, TODAY, language)
    monkeypatch.setitem(view_choice.TARGETS[View.PLANT], "crew", "employees")
    adding(language, r"^\[noun\]\n", 'crew = "zorp*"\n')
    answer = ask(PROPERTIES[language], store, TODAY, language)
    assert answer.form.targets[0] == "employees"
    assert re.search("1.?500", answer.sentence)
