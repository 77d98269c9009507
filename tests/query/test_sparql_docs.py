"""The queries of docs/sparql.md run as they stand on the base that ships, and find something."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions

from autokg.building.bundled import open_bundled
from autokg.query.results import is_empty
from autokg.query.unknown_terms import find_unknown_terms
from autokg.stores import OxigraphStore

pytestmark = pytest.mark.slow  # every query runs in several engines

PAGE = Path(__file__).resolve().parents[2] / "docs" / "sparql.md"
QUERIES = [
    textwrap.dedent(text)
    for text in re.findall(r"```sparql\n(.+?)^ *```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
]


@pytest.fixture(scope="module")
def bundled() -> OxigraphStore:
    return open_bundled()


@pytest.mark.parametrize("text", QUERIES, ids=range(1, len(QUERIES) + 1))
def test_every_column_of_a_query_has_a_value(text: str, bundled: OxigraphStore) -> None:
    result = bundled.query(text)
    if isinstance(result, QuerySolutions):
        rows = list(result)
        assert [name.value for name in result.variables if all(row[name] is None for row in rows)] == []


def test_there_are_twenty() -> None:
    assert len(QUERIES) == 20


@pytest.mark.parametrize("text", QUERIES, ids=range(1, len(QUERIES) + 1))
def test_a_query_finds_something(text: str, bundled: OxigraphStore) -> None:
    assert not is_empty(bundled.query(text))
    assert [note for note in find_unknown_terms(text, bundled) if "akg:saying" not in note] == []
