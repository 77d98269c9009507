"""`autokg network` on the invented corpus: what it says, its formats, its exit codes and its words for bad input."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from autokg.exports import export
from autokg.stores import open_store, replace_store
from command_line import Command
from corpus import build_example

pytestmark = pytest.mark.slow

MEASURES = {
    "central": (),
    "communities": (),
    "path": ("Example Motors", "Placeholder Cars"),
    "bridges": (),
    "concentration": (),
    "exposure": ("Exampleville",),
    "compare": ("2020", "2025"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base") / "store"
    replace_store(folder, build_example().store.quads())
    return folder


@pytest.fixture
def network(autokg: Command, store: Path) -> Command:
    return lambda *arguments: autokg("network", *arguments, "-q", "-s", store)


@pytest.mark.parametrize("measure", MEASURES)
def test_every_figure_is_csv_in_a_pipe_with_the_rows_that_json_has(network: Command, measure: str) -> None:
    table, whole = network(measure, *MEASURES[measure]), network(measure, *MEASURES[measure], "-f", "json")
    figure = json.loads(whole.out)
    assert (table.code, whole.code, figure["measure"]) == (0, 0, measure)
    assert len(table.rows) == len(figure["rows"]) > 0
    assert list(table.rows[0]) == list(figure["rows"][0])


@pytest.mark.parametrize("measure", MEASURES)
def test_every_figure_has_the_query_behind_it(network: Command, measure: str) -> None:
    figure = json.loads(network(measure, *MEASURES[measure], "-f", "json").out)
    assert figure["sparql"]
    shown = network(measure, *MEASURES[measure], "--sparql").err
    assert all(text in shown for text in figure["sparql"].values())


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("format_", ["table", "md"])
def test_every_figure_reads_without_identifiers(network: Command, measure: str, format_: str) -> None:
    run = network(measure, *MEASURES[measure], "-f", format_)
    sentence = json.loads(network(measure, *MEASURES[measure], "-f", "json").out)["sentence"]
    assert " ".join(run.out.split()).startswith(sentence)
    assert "https://w3id.org" not in run.out


def test_who_is_central_in_the_order_of_a_measure(network: Command) -> None:
    rows = network("central").rows
    assert [(row["rank"], row["name"], row["degree"]) for row in rows[:2]] == [
        ("1", "Example Motors", "3"),
        ("2", "Fictif Auto", "2"),
    ]
    assert network("central", "--by", "betweenness").rows[0]["name"] == "Example Motors"


def test_a_type_lists_only_its_nodes_and_a_limit_only_the_first(network: Command) -> None:
    plants = network("central", "--view", "production", "--type", "Plant").rows
    assert {row["type"] for row in plants} == {"Plant"}
    assert network("central", "-n", "2").rows == network("central").rows[:2]


def test_strength_counts_ties_unless_another_weight_is_given(network: Command) -> None:
    command = ("central", "--by", "strength", "--view", "ownership")
    plain, ties, shares = (network(*command, *weight).rows for weight in ((), ("-w", "ties"), ("-w", "share")))
    assert [row["strength"] for row in plain] == [row["strength"] for row in ties]
    assert [row["strength"] for row in plain] != [row["strength"] for row in shares]


def test_gaps_are_listed_by_kind(network: Command) -> None:
    rows = network("gaps", "--only", "one source", "--today", "2026-01-01").rows
    assert {row["gap"] for row in rows} == {"one source"}
    assert "no gap named 'sources'" in network("gaps", "--only", "sources").err


def test_a_figure_ends_with_what_it_means_and_covers(network: Command) -> None:
    page = network("central", "-f", "md").out
    assert "Degree is the number of neighbours" in page
    assert " organisations of the base." in page


def test_two_views_make_one_network(network: Command) -> None:
    counts = [
        json.loads(network("central", "--view", view, "-f", "json").out)["summary"]["nodes"]
        for view in ("partners", "partners,ownership")
    ]
    assert counts[0] < counts[1]


def test_statuses_choose_the_ties(network: Command) -> None:
    ended = {row["name"] for row in network("central", "--status", "cancelled").rows}
    assert ended == {"Fictif Auto", "Placeholder Cars"}


def test_communities_name_their_members(network: Command) -> None:
    rows = network("communities").rows
    assert [row["members"] for row in rows] == [
        "Example Motors; Muster Werke; Sample Automotive",
        "Fictif Auto; Placeholder Cars",
    ]


@pytest.mark.parametrize("engine", ["networkx", "igraph"])
@pytest.mark.parametrize("measure", [("central", "--by", "pagerank"), ("communities",)])
def test_the_engine_that_is_asked_for_is_told(network: Command, measure: tuple[str, ...], engine: str) -> None:
    assert json.loads(network(*measure, "--engine", engine, "-f", "json").out)["engine"] == engine
    assert network(*measure, "--engine", engine, "-f", "table").out.rstrip().endswith(f"Computed by {engine}.")


def test_a_sample_is_told_with_its_size_its_seed_and_its_error(network: Command) -> None:
    asked = ("central", "--by", "betweenness", "--view", "all", "--pivots", "10")
    figure = json.loads(network(*asked, "-f", "json").out)
    assert (figure["summary"]["pivots"], figure["summary"]["seed"]) == (10, 0)
    assert figure["rows"][0]["error"] > 0
    page = " ".join(network(*asked, "-f", "table").out.split())
    assert f"Sampled from 10 of {figure['summary']['nodes']} nodes (seed 0)." in page
    assert f"off by more than {figure['summary']['bound']:.2g}, in 95 of 100 samples." in page


def test_an_engine_that_is_not_there_is_a_usage_error_with_near_names(network: Command) -> None:
    run = network("central", "--by", "pagerank", "--engine", "rustwork")
    assert (run.code, run.out) == (2, "")
    assert "no engine named 'rustwork'; did you mean rustworkx?" in run.err


def test_leidens_communities_are_told_with_their_quality(network: Command) -> None:
    figure = json.loads(network("communities", "--method", "leiden", "-f", "json").out)
    assert figure["engine"] == "igraph"
    assert f"by leiden, modularity {figure['summary']['modularity']:.2f}" in figure["sentence"]


def test_a_path_tells_each_step_with_agreement_and_evidence(network: Command) -> None:
    run = network("path", "Example Motors", "Fictif Auto", "--view", "partners")
    (row,) = run.rows
    assert (row["chain"], row["through"], row["tie"]) == ("shortest, strongest", "XPL pact", "partnerOf")
    page = network("path", "Example Motors", "Fictif Auto", "--view", "partners", "-f", "table").out
    assert "Example Motors and Fictif Auto are 1 step apart" in page
    assert "1. Example Motors – Fictif Auto" in page
    assert "Evidence" in page
    assert row["evidence"].split(" (")[0].strip("“”")[:40] in page.replace("\n    ", " ")


def test_two_things_that_nothing_connects_are_said_to_be_so(network: Command) -> None:
    ends = ("Example Motors", "Specimen Batteries")
    run = network("path", *ends)
    assert run.code == 0
    assert "No chain: Specimen Batteries has no tie in partners and ownership." in run.err
    assert network("path", *ends, "--fail-empty").code == 1


def test_a_path_to_itself_has_no_steps(network: Command) -> None:
    assert "are the same" in network("path", "Example Motors", "Example Motors", "-f", "md").out


def test_bridges_are_nodes_or_ties(network: Command) -> None:
    assert [(row["name"], row["pieces"]) for row in network("bridges").rows] == [
        ("Example Motors", "2; 2"),
        ("Fictif Auto", "3; 1"),
    ]
    ties = network("bridges", "--ties").rows
    assert (ties[0]["one"], ties[0]["other"], ties[0]["through"]) == (
        "Example Motors",
        "Fictif Auto",
        "XPL pact",
    )


def test_a_place_stands_for_what_is_built_there(network: Command) -> None:
    page = network("exposure", "Exampleville", "-f", "md").out
    assert page.startswith(
        "If production in Exampleville stops, 2 productions would stop, and 1 model and 3 markets would have nothing else known."
        " Known volume: 90,000 cars a year, of 1 of the 2 productions.\n"
    )
    assert network("exposure", "Exampleville").rows == network("exposure", "Exampleville plant").rows


def test_exposure_of_a_country_speaks_of_what_is_built_there(network: Command) -> None:
    assert network("exposure", "Austria", "-f", "md").out.startswith("If production in Austria stops, ")


def test_exposure_of_what_builds_nothing_says_so(network: Command) -> None:
    run = network("exposure", "Specimen Batteries", "--fail-empty")
    assert (run.code, run.rows) == (1, [])
    assert "Nothing that is known to be built hangs on Specimen Batteries." in run.err


def test_exposure_of_a_model_tells_what_it_takes(network: Command) -> None:
    run = network("exposure", "Example One")
    assert run.code == 2
    assert "Example One is a VehicleModel; exposure needs a plant" in run.err


def test_concentration_by_brand_and_by_plant_and_country(network: Command) -> None:
    rows = {row["brand"]: row for row in network("concentration").rows}
    assert (rows["Example"]["plants"], rows["Example"]["hhi"][:6]) == ("3", "0.3888")
    found = {(row["plant"], row["country"]): row["hhi"] for row in network("concentration", "--of", "brand", "--per", "plant,country").rows}  # fmt: skip
    assert found["Musterstadt plant", "Austria"] == "0.5"


def test_compare_by_what_holds_on_two_days(network: Command) -> None:
    rows = network("compare", "2020", "2025").rows
    changes = [(row["change"], row["name"], row["other"]) for row in rows]
    assert {change for change, *_ in changes} == {"new", "first reported", "joined"}
    dated = {
        ("new", "Example Motors", "Muster Werke"),
        ("new", "Example Motors", "Sample Automotive"),
        ("new", "Muster Werke", "Sample Automotive"),
    }
    undated = ("first reported", "Démo", "Example Motors")  # first published after 2020
    assert {*dated, undated} <= set(changes)
    assert len(changes) == 12


def test_compare_by_what_was_published_tells_what_joined(network: Command) -> None:
    rows = network("compare", "2022", "2025", "--published").rows
    assert {"Example Motors", "Fictif Auto"} <= {row["name"] for row in rows if row["change"] == "joined"}


def test_compare_says_where_nothing_changed(network: Command) -> None:
    run = network("compare", "2024-12-30", "2024-12-31", "--fail-empty")
    assert run.code == 1
    assert "Nothing changed in partners and ownership from 2024-12-30 to 2024-12-31." in run.err


def test_a_day_leaves_out_what_begins_later(network: Command) -> None:
    before, after = (len(network("central", "--on", day).rows) for day in ("2000", "2025"))
    assert before <= after
    assert network("bridges", "--ties", "--on", "2020").rows != network("bridges", "--ties", "--on", "2025").rows


def test_as_of_a_day_nothing_was_published(network: Command) -> None:
    run = network("central", "--as-of", "1990", "--fail-empty")
    assert run.code == 1
    assert "the network partners is empty" in run.err


def test_a_figure_is_written_in_the_format_of_the_ending(network: Command, tmp_path: Path) -> None:
    for ending, start in (("csv", "rank,"), ("json", "{"), ("md", "Example Motors has the highest degree")):
        path = tmp_path / f"figure.{ending}"
        assert network("central", "-o", path).out == ""
        assert path.read_text(encoding="utf-8").startswith(start)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("central", "--view", "partner"), "no view named 'partner'; did you mean partners"),
        (("central", "--by", "degre"), "no measure named 'degre'; did you mean degree"),
        (("central", "--type", "Compny"), "no type named 'Compny'; did you mean Company"),
        (("central", "--weight", "source"), "no weight named 'source'; did you mean sources"),
        (("central", "--status", "actuel"), "no status named 'actuel'; did you mean actual"),
        (("central", "--status", ","), "name at least one status"),
        (("central", "--view", ","), "name at least one view"),
        (("central", "--on", "yesterday"), "--on: 'yesterday' is not a date"),
        (("central", "-f", "cvs"), "no format named 'cvs'; did you mean csv"),
        (("communities", "--method", "luvain"), "no method named 'luvain'; did you mean louvain"),
        (("concentration", "--of", "plants"), "no dimension named 'plants'; did you mean plant"),
        (("concentration", "--per", "brands"), "no dimension named 'brands'; did you mean brand"),
        (("path", "Exmple Motors", "Fictif Auto"), "no thing named 'Exmple Motors'; did you mean Example Motors"),
        (("exposure", "Exmpleville"), "no thing named 'Exmpleville'; did you mean Exampleville"),
        (("compare", "2025", "2020"), "2025-01-01 is not before 2020-01-01"),
    ],
)
def test_what_is_not_known_is_told_with_near_names(network: Command, arguments: tuple[str, ...], message: str) -> None:
    run = network(*arguments)
    assert (run.code, run.out) == (2, "")
    assert message in run.err


def test_a_file_that_cannot_be_written(network: Command, tmp_path: Path) -> None:
    run = network("central", "-o", tmp_path / "nowhere" / "figure.csv")
    assert run.code == 3
    assert "cannot be written" in run.err


@pytest.mark.parametrize(
    ("hops", "names"), [(0, {"Placeholder Cars"}), (1, {"Placeholder Cars", "Fictif Auto", "Muster Werke"})]
)
def test_a_view_can_be_cut_to_what_is_near(store: Path, tmp_path: Path, hops: int, names: set[str]) -> None:
    export("partners", open_store(store), tmp_path / "cut.csv", around="Placeholder Cars", hops=hops)
    nodes = csv.DictReader(io.StringIO((tmp_path / "cut.nodes.csv").read_text(encoding="utf-8")))
    assert {row["label"] for row in nodes} == names


def test_the_whole_store_cut_is_no_longer_the_whole_store(store: Path, tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole.ttl", tmp_path / "cut.ttl"
    export("all", open_store(store), whole)
    export("all", open_store(store), cut, around="Placeholder Cars")
    assert len(cut.read_bytes()) < len(whole.read_bytes()) / 10
