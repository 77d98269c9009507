"""Every command speaks of the same state of one production, on each of several days."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from autokg.building.build import build
from autokg.stores import replace_store
from builders import corpus, document, fact
from command_line import Command

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_reference_data")]  # each test runs whole commands or builds

MADE: dict[str, Any] = {"model": "Sample 4", "brand": "Sample", "builder": "Example Motors", "plant": "Northport plant"}
PAPERS = (
    document("d1", published="2019-05-01", retrieved="2019-05-02"),
    document("d2", published="2023-03-01", retrieved="2023-03-02"),
    document("d3", published="2024-06-01", retrieved="2024-06-02"),
)
FACTS = (
    fact("production", status="planned", start="2021", **MADE),
    fact("production", documents=("d2",), start="2021-11", **MADE),
    fact("production", status="ended", documents=("d3",), end="2024-05", **MADE),
)
STATES = "SELECT ?status WHERE { ?production a akg:Production ; akg:status ?status }"
# Day → status in the graph, words of an answer, relation of the model to its plant.
DAYS = {
    "2020-01-01": ("planned", "is to be built", "plannedProductionAt"),
    "2021-12-31": ("planned", "is to be built", "plannedProductionAt"),
    "2022-01-01": ("planned", "was to be built", "plannedProductionAt"),
    "2023-06-01": ("actual", "has been built", "producedAt"),
    "2024-06-30": ("ended", "was built", "formerlyProducedAt"),
}
RELATION_OF_BUILDER = {"planned": "plannedBuilder", "actual": "builder", "ended": "formerBuilder"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stores") / "kb"
    replace_store(path, build(corpus(*PAPERS, *FACTS)).store.quads())
    return path


def column(text: str, name: str) -> set[str]:
    return {row[name].rpartition("#")[2] for row in csv.DictReader(io.StringIO(text))}


@pytest.mark.parametrize("limit", ["--as-of", "--known-by"])
@pytest.mark.parametrize("day", DAYS)
def test_commands_agree_on_the_state_on_a_day(
    autokg: Command, store: Path, tmp_path: Path, day: str, limit: str
) -> None:
    status, words, site = DAYS[day]
    on = (limit, day, "-s", store, "-q")
    assert words in autokg("ask", "Who builds the Sample 4?", *on).out.partition("\n\n")[0]
    assert column(autokg("query", "-e", STATES, "-f", "csv", *on).out, "status") == {status}
    autokg("export", "production", "-o", tmp_path / "e.csv", *on)
    edges = (tmp_path / "e.edges.csv").read_text(encoding="utf-8")
    assert site in column(edges, "relation")
    assert column(edges, "status") - {""} == {status}
    for other in RELATION_OF_BUILDER.values():
        (why,) = json.loads(autokg("why", "Sample 4", other, "Example Motors", "--json", *on).out)
        assert why["holds"] is (other == RELATION_OF_BUILDER[status])
    assert column(autokg("conflicts", "-f", "csv", *on).out, "subject") == set()


@pytest.mark.parametrize("day", DAYS)
def test_a_past_and_the_store_of_that_time_agree(autokg: Command, store: Path, tmp_path: Path, day: str) -> None:
    known = [paper for paper in PAPERS if (paper.published or "") <= day]
    replace_store(tmp_path / "then", build(corpus(*known, *FACTS[: len(known)])).store.quads())
    now = autokg("ask", "Who builds the Sample 4?", "-s", tmp_path / "then", "-q", "--today", day)
    past = autokg("ask", "Who builds the Sample 4?", "-s", store, "-q", "--as-of", day)
    assert now.out == past.out


def test_diff_tells_the_change_between_two_days(autokg: Command, store: Path) -> None:
    for before, after in (("2020-01-01", "2023-06-01"), ("2023-06-01", "2024-06-30"), ("2020-01-01", "2021-12-31")):
        told = autokg("diff", before, after, "-s", store, "-q").out
        change = f"{DAYS[before][0]} → {DAYS[after][0]}"
        assert (change in told) is (DAYS[before][0] != DAYS[after][0])
