"""Arguments of a wrong type or name are usage errors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal

import autokg
from autokg.api.knowledge_base import KnowledgeBase
from autokg.api.rows import Rows
from autokg.stores import OxigraphStore

WRONG: Any = 3


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        (lambda kb: autokg.open(WRONG), "`store`: expected a path, not 3"),
        (lambda kb: autokg.read(WRONG), "`files`: expected a path or several paths, not 3"),
        (lambda kb: autokg.build([WRONG]), "facts: 3 is neither a path"),
        (lambda kb: autokg.diff(2024, 2023), "2024 is not before 2023"),
        (lambda kb: Rows(("plant",), [(Literal("A"),)]).column("plan"), "no column named 'plan'; did you mean plant"),
        (lambda kb: kb.graph(status=["actul"]), "no status named 'actul'; did you mean actual"),
        (lambda kb: kb.graph(status="foo"), "no status named 'foo'"),
    ],
)
def test_a_wrong_argument_is_a_usage_error(call: Callable[[KnowledgeBase], object], problem: str) -> None:
    with pytest.raises(autokg.UsageError) as caught:
        call(KnowledgeBase(OxigraphStore(), "an empty base"))
    assert problem in str(caught.value)


def test_one_name_stands_for_a_list_of_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Example Motors will build the Sample 4 in Busan.", encoding="utf-8")
    one, several = (autokg.read(tmp_path / "a.txt", readers=readers) for readers in ("rules", ["rules"]))
    assert one.facts == several.facts
    assert len(KnowledgeBase(OxigraphStore(), "an empty base").graph(status="actual")) == 0


@pytest.mark.parametrize(("limit", "rows"), [(None, 3), (2, 2), (0, 0)])
def test_rows_are_limited(limit: int | None, rows: int) -> None:
    kb = KnowledgeBase(OxigraphStore(), "an empty base")
    assert len(kb.query("SELECT ?x { VALUES ?x { 1 2 3 } }", limit=limit)) == rows
