"""Questions by an alias whose document tells nothing else of its thing."""

from __future__ import annotations

import datetime as dt

import pytest

from autokg.answers import ask
from autokg.building.build import build
from autokg.stores import OxigraphStore
from builders import GAZETTEER, corpus, document, fact

TODAY = dt.date(2024, 6, 1)


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    facts = [
        fact("production", model="Quill Octava", brand="Quill", builder="Quill Motors", plant="Quill Nowhere plant"),
        *(
            fact("alias", documents=("d2",), alias=alias, of=of)
            for alias, of in [("Quillokon", "Quill Motors"), ("Octavka", "Quill Octava"), ("Nadakon", "Nada")]
        ),
    ]
    return build(corpus(document("d1"), document("d2"), *facts), gazetteer=GAZETTEER).store


@pytest.mark.parametrize("question", ["Which models does Quillokon build?", "Who builds the Octavka?"])
def test_an_alias_is_asked_for_as_its_thing(question: str, store: OxigraphStore) -> None:
    assert ask(question, store, TODAY).sentence.startswith("Quill Octava is built by Quill Motors")


def test_an_alias_of_a_thing_of_which_nothing_is_told_answers_nothing(store: OxigraphStore) -> None:
    assert not ask("Which models does Nadakon build?", store, TODAY).rows
