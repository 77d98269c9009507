"""Which side of an ownership is asked for: "which company owns X" and "which companies does X own"."""

from __future__ import annotations

import datetime as dt

import pytest

from autokg.answers.understanding import understand
from autokg.stores import OxigraphStore

TODAY = dt.date(2025, 6, 1)


def _sides(question: str, store: OxigraphStore) -> tuple[tuple[str, ...], set[str]]:
    form = understand(question, store, TODAY)
    assert form.unknown == ()
    return form.targets, {condition.slot for condition in form.conditions}


@pytest.mark.parametrize(
    "question",
    [
        "Which companies does Example Motors own?",
        "Who does Example Motors own?",
        "What does Example Motors own?",
        "Which companies belong to Example Motors?",
        "Welche Firmen besitzt Example Motors?",
        "Welche Firmen gehören Example Motors?",
        "Was besitzt Example Motors?",
        "Quelles entreprises possède Example Motors ?",
        "Quelles entreprises appartiennent à Example Motors ?",
        "¿Qué empresas posee Example Motors?",
        "¿Qué empresas tiene Example Motors?",
        "Quali aziende possiede Example Motors?",
        "Que empresas possui a Example Motors?",
    ],
)
def test_what_a_firm_owns_is_asked_by_order_or_number(question: str, store: OxigraphStore) -> None:
    assert _sides(question, store) == (("owned",), {"owner"})


@pytest.mark.parametrize(
    "question",
    [
        "Which company owns Example Motors?",
        "Which companies own Example Motors?",
        "Which company is Example Motors owned by?",
        "Which company does Example Motors belong to?",
        "By which company is Example Motors owned?",
        "Von wem wird Example Motors kontrolliert?",
        "Welche Firma besitzt Example Motors?",
        "Welcher Firma gehört Example Motors?",
        "Zu welchem Konzern gehört Example Motors?",
        "Quelle entreprise possède Example Motors ?",
        "À quelle entreprise appartient Example Motors ?",
        "¿A qué grupo pertenece Example Motors?",
        "Quale azienda possiede Example Motors?",
        "A que grupo pertence a Example Motors?",
    ],
)
def test_who_owns_a_firm_is_asked_by_order_or_case(question: str, store: OxigraphStore) -> None:
    assert _sides(question, store) == (("owner",), {"owned"})


def test_a_firm_that_another_one_is_asked_to_belong_to_comes_last(store: OxigraphStore) -> None:
    form = understand("Gehört Muster Werke noch Example Motors?", store, TODAY)
    slots = {condition.slot: condition.names[0].label for condition in form.conditions}
    assert slots == {"owned": "Muster Werke", "owner": "Example Motors"}


def test_firms_joined_by_and_are_on_one_side(store: OxigraphStore) -> None:
    form = understand("Who owns Example Motors and Muster Werke?", store, TODAY)
    (owned,) = form.conditions
    assert owned.slot == "owned"
    assert {name.label for name in owned.names} >= {"Example Motors", "Muster Werke"}


@pytest.mark.parametrize(
    "question",
    [
        "Which companies are owned by Example Motors?",
        "Who is owned by Example Motors?",
        "Quali aziende sono controllate da Example Motors?",
        "Welche Firmen werden von Example Motors kontrolliert?",
        "Quelles entreprises sont détenues par Example Motors ?",
    ],
)
def test_what_is_owned_by_a_firm_is_asked_in_the_passive(question: str, store: OxigraphStore) -> None:
    assert _sides(question, store) == (("owned",), {"owner"})


@pytest.mark.parametrize(
    ("question", "bounds"),
    [
        ("Which companies are partly owned by Example Motors?", [("<", 100)]),
        ("Welche Firmen gehören Example Motors vollständig?", [(">=", 100)]),
        ("Which companies does Example Motors own?", []),
    ],
)
def test_a_part_or_the_whole_of_a_firm_bounds_the_share(
    question: str, bounds: list[tuple[str, float]], store: OxigraphStore
) -> None:
    form = understand(question, store, TODAY)
    assert form.unknown == ()
    assert [(bound.comparator.value, bound.number) for bound in form.bounds] == bounds


def test_partly_of_anything_else_is_not_understood(store: OxigraphStore) -> None:
    assert "partly" in understand("Which models are partly built in Austria?", store, TODAY).unknown
