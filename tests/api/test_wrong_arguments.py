"""Each public function and method refuses arguments of a wrong type, before any work starts."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import autokg
from autokg import api
from autokg.stores import OxigraphStore, replace_store
from corpus import build_example

WRONG_FOR_ALL = (object(), b"x", [object()])
WRONG = {
    "str": (5, ["text"], "\ud800"),
    "StrPath": (5, "a\0b"),
    "int": ("1", 1.5, True),
    "float": ("1", True, float("nan"), 10**400),
    "bool": ("yes", 1),
    "Day": (1.5, True),
    "Words": (5, [5]),
    "Mapping[str, str]": ({"a": 1},),
}
UNCHECKED = {"Facts", "object"}  # `Facts` is refused while its items are gathered
RIGHT = {"facts": (), "answer": None}
OBJECTS: dict[str, Any] = {
    "KnowledgeBase": api.KnowledgeBase(OxigraphStore(), "an empty base"),
    "Measures": api.Measures(OxigraphStore()),
    "Rows": api.Rows(("plant",), ()),
    "Conflicts": api.Conflicts(()),
    "Figure": api.Figure("central", "Nothing.", ("name",), ()),
    "ReadResult": api.ReadResult((), (), (), (), (), ()),
    "Reasons": api.Reasons(()),
    "Differences": api.Differences(()),
    "Findings": api.Findings(()),
}


def callables() -> Iterator[tuple[str, Callable[..., object]]]:
    """Yield the public functions, and the public methods of the objects."""
    for name in api.__all__:
        member = getattr(api, name)
        if not inspect.isclass(member):
            yield name, member
    for name, thing in OBJECTS.items():
        # Not by inspect.getmembers, which fails at a class with slots in Python 3.11.2.
        for method in (member for member in dir(thing) if not member.startswith("_")):
            function = getattr(thing, method)
            own = inspect.ismethod(function) and function.__module__.startswith("autokg")
            if own and not isinstance(function.__self__, type):
                yield f"{name}.{method}", function


def cases() -> Iterator[tuple[str, Callable[..., object], str, object]]:
    """Yield each callable with each of its parameters and each value that is wrong for it."""
    for name, function in callables():
        for parameter in inspect.signature(function).parameters.values():
            kinds = [kind for kind in str(parameter.annotation).split(" | ") if kind != "None"]
            if parameter.kind is parameter.VAR_KEYWORD or UNCHECKED & {*kinds}:
                continue
            none = () if "None" in str(parameter.annotation) else (None,)
            special = WRONG.get(kinds[0], ()) if len(kinds) == 1 else ()
            for value in (*WRONG_FOR_ALL, *none, *special):
                yield name, function, parameter.name, value


def call(function: Callable[..., object], argument: str, value: object) -> None:
    """Call a function with a value for one argument, and text for the others that it needs."""
    positional, named = [], {}
    for parameter in inspect.signature(function).parameters.values():
        chosen = value if parameter.name == argument else RIGHT.get(parameter.name, "x")
        if parameter.kind is parameter.POSITIONAL_ONLY:
            positional.append(chosen)
        elif parameter.name == argument or parameter.default is parameter.empty:
            named[parameter.name] = chosen
    function(*positional, **named)


@pytest.mark.parametrize(
    ("name", "function", "argument", "value"), list(cases()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_value_of_a_wrong_type_is_a_usage_error(
    name: str, function: Callable[..., object], argument: str, value: object
) -> None:
    with pytest.raises(autokg.UsageError) as caught:
        call(function, argument, value)
    assert str(caught.value).startswith(f"`{argument}`: expected ")


def test_there_are_cases_for_each_public_verb_and_method() -> None:
    tested = {name for name, *_ in cases()}
    assert tested >= {"open", "build", "read", "diff", "KnowledgeBase.ask", "Measures.path", "Rows.column"}
    without = {name for name, function in callables() if inspect.signature(function).parameters} - tested
    assert without == set()


WRONG_FACTS: Any = 5
KB: Any = OBJECTS["KnowledgeBase"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: KB.ask("Who?", today="2026"), "`today`: '2026' is not a single day"),
        (lambda: KB.ask("Who?", today="soon"), "`today`: 'soon' is not a date"),
        (lambda: KB.ask("Who?", language="xx"), "no language named 'xx'; known: de, en, es, fr, it, pt"),
        (lambda: KB.as_of("soon"), "`as_of`: 'soon' is not a date"),
        (lambda: KB.as_of(known_by="2024/.."), "`known_by`: '2024/..' has no last day"),
        (lambda: KB.graph(on="soon"), "`on`: 'soon' is not a date"),
        (lambda: KB.query("documents", limit=-1), "`limit`: expected 0 or more, not -1"),
        (lambda: KB.query("documents", timeout=-0.1), "`timeout`: expected 0 or more, not -0.1"),
        (lambda: KB.query("plants-in", country=None), "`country`: expected text, a whole number or a date, not None"),
        (lambda: KB.export("partners", hops=-1), "`hops`: expected 0 or more, not -1"),
        (lambda: KB.network.communities(resolution=0.009), "`resolution`: expected 0.01 or more, not 0.009"),
        (lambda: KB.network.central(pivots=9), "`pivots`: expected 10 or more, not 9"),
        (lambda: KB.network.path("A", "B", chains=0), "`chains`: expected 1 or more, not 0"),
        (lambda: KB.network.central(on="soon"), "`on`: 'soon' is not a date"),
        (lambda: KB.network.central(view=iter([5])), "no view named '5'"),
        (lambda: KB.query("documents").column("nope"), "no column named 'nope'; known: "),
        (lambda: OBJECTS["Figure"].is_number("nam"), "no column named 'nam'; did you mean name?"),
        (lambda: autokg.read("a.txt", jobs=0), "`jobs`: expected 1 or more, not 0"),
        (lambda: autokg.build(WRONG_FACTS), "facts: 5 is neither a path"),
    ],
)
def test_a_wrong_value_is_a_usage_error(wrong: Callable[[], object], message: str) -> None:
    with pytest.raises(autokg.UsageError) as caught:
        wrong()
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "right",
    [
        lambda: KB.query("SELECT ?x { VALUES ?x { 1 } }", limit=0, timeout=1e20),
        lambda: KB.network.communities(resolution=0.01),
        lambda: KB.network.central(view=iter(["partners"])),
        lambda: KB.graph(on="2024", kinds="Company"),
        lambda: KB.query("SELECT ?x { VALUES ?x { 1 } }", allow_service=True),
    ],
)
def test_a_value_at_the_limit_is_taken(right: Callable[[], object]) -> None:
    assert right() is not None


def test_a_day_is_a_date_a_year_or_text() -> None:
    base = autokg.KnowledgeBase(build_example().store, "a base")
    for day in ("2025-01-31", dt.date(2025, 1, 31), dt.datetime(2025, 1, 31, 12, tzinfo=dt.UTC)):
        assert base.as_of(day).name == "a base, public by 2025-01-31"
    assert base.as_of(2025).name == base.as_of("2025").name == "a base, public by 2025-12-31"


def test_a_base_is_compared_with_the_folder_of_another(tmp_path: Path) -> None:
    replace_store(tmp_path / "store", build_example().store.quads())
    with autokg.open(tmp_path / "store") as later:
        assert list(KB.diff(tmp_path / "store")) == list(KB.diff(later)) != []
    with pytest.raises(autokg.StoreError, match="there is no store here"):
        KB.diff(tmp_path / "nothing")
