"""The exit code of each error, and how an error names its place."""

from __future__ import annotations

import inspect

import pytest

from autokg import errors
from autokg.errors import AutokgError, InputError, UnknownNameError

EXIT_CODES = {
    "AutokgError": 3,
    "BudgetError": 3,
    "DateError": 3,
    "DocumentError": 3,
    "EvidenceError": 3,
    "FactError": 3,
    "InputError": 3,
    "NoAnswerError": 1,
    "OutOfTimeError": 4,
    "OutputError": 3,
    "QueryError": 3,
    "ReaderError": 3,
    "ShapeError": 3,
    "StoreError": 3,
    "UnknownNameError": 2,
    "UsageError": 2,
}


def test_each_error_has_its_exit_code() -> None:
    classes = inspect.getmembers(errors, lambda item: inspect.isclass(item) and issubclass(item, AutokgError))
    assert {name: class_.exit_code for name, class_ in classes} == EXIT_CODES


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ({}, "broken; expected JSON"),
        ({"source": "f.jsonl"}, "f.jsonl: broken; expected JSON"),
        ({"source": "f.jsonl", "line": 8}, "f.jsonl:8: broken; expected JSON"),
        ({"source": "f.jsonl", "line": 8, "column": 2}, "f.jsonl:8:2: broken; expected JSON"),
    ],
)
def test_an_input_error_names_its_place(place: dict[str, object], message: str) -> None:
    error = InputError("broken", expected="JSON").at(**{"source": None, **place})  # type: ignore[arg-type]
    assert str(error) == message


def test_an_unknown_name_comes_with_similar_names_or_all_of_them() -> None:
    assert (
        str(UnknownNameError("view", "partner", ["partners", "all"]))
        == "no view named 'partner'; did you mean partners?"
    )
    assert str(UnknownNameError("view", "xyz", ["partners", "all"])) == "no view named 'xyz'; known: all, partners"


@pytest.mark.parametrize(
    ("name", "known", "hint"),
    [
        ("cvs", "csv", "did you mean csv?"),
        ("owner", "ownership", "did you mean ownership?"),
        ("rustwork", "networkx", "known: networkx"),
        ("nope", "operator", "known: operator"),
        ("de", "en", "known: en"),
        ("Atlantis", "Netherlands", "known: Netherlands"),
    ],
)
def test_only_names_that_look_like_a_slip_are_offered(name: str, known: str, hint: str) -> None:
    assert str(UnknownNameError("thing", name, [known])) == f"no thing named {name!r}; {hint}"


@pytest.mark.parametrize(("number", "hint"), [(40, "known: name-000, "), (41, "none of 41 names is similar")])
def test_many_names_are_not_listed(number: int, hint: str) -> None:
    assert hint in str(UnknownNameError("plant", "zzzz", [f"name-{index:03}" for index in range(number)]))


def test_an_unknown_query_is_sent_to_the_list_of_queries() -> None:
    error = UnknownNameError("saved query", "zzzz", [f"name-{index:03}" for index in range(41)])
    assert str(error).endswith("; `autokg queries` lists them")


def test_similar_names_are_offered_once_and_those_that_the_caller_found_come_first() -> None:
    assert str(UnknownNameError("thing", "Foo", [], ["Foton", "Foton"])).endswith("did you mean Foton?")
    assert str(UnknownNameError("format", "svgg", ["svg", "svg"])).endswith("did you mean svg?")
