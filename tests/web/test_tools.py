"""Tools for language models, as the client of the protocol's own package calls them."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from web.served import Served

pytestmark = pytest.mark.slow
TOOLS = {"find_entity", "entity", "ask", "run_query", "sparql", "evidence", "why", "diff", "sources"}


def call(target: Any, tool: str, **arguments: Any) -> Any:
    """Return the result of a tool, or the text of its error."""

    async def ask() -> Any:
        async with Client(target) as client:
            result = await client.call_tool(tool, arguments)
            if result.is_error:
                return getattr(result.content[0], "text", "")
            content = result.structured_content
            return content["result"] if content and content.keys() == {"result"} else content

    return asyncio.run(ask())


@pytest.fixture(scope="module")
def tools(server: Served) -> str:
    return f"{server.url}/mcp"


def test_a_thing_is_found_and_described(tools: str) -> None:
    found = call(tools, "find_entity", name="폴스타 4", limit=1)
    assert [(one["label"], one["kind"], one["score"]) for one in found] == [("Polestar 4", "VehicleModel", 100)]
    described = call(tools, "entity", name=found[0]["iri"])
    assert {"Production", "Agreement"} & {relation["kind"] for relation in described["relations"]}
    past = call(tools, "entity", name="Polestar 4", as_of="2024-06-01")
    assert "Geely Holding" in json.dumps(described)
    assert "Geely Holding" not in json.dumps(past)


def test_a_question_is_answered_with_evidence(tools: str) -> None:
    answer = call(tools, "ask", question="Who builds the Polestar 4?")
    assert "Renault Korea" in answer["answer"]
    assert answer["evidence"][0]["publisher"]
    assert "form" not in answer


def test_queries_are_run(tools: str) -> None:
    result = call(tools, "run_query", name="who-builds", parameters={"model": "Polestar 4"}, limit=1)
    assert len(result["rows"]) == 1
    assert result["further_rows"] == 1
    table = call(
        tools,
        "sparql",
        query='SELECT ?name { ?m rdfs:label "Polestar 4"@en ; akg:builder/rdfs:label ?name } ORDER BY ?name',
    )
    assert table.splitlines() == ["name", "Geely Holding", "Renault Korea"]


def test_statements_are_explained_and_shown_with_their_sources(tools: str) -> None:
    evidence = call(tools, "evidence", name="Polestar 4", limit=50)["evidence"]
    assert {item["publisher"] for item in evidence} == {"d1 press", "The Daily Sample"}
    narrowed = call(tools, "evidence", name="Polestar 4", properties=["powertrain"])["evidence"]
    assert {name for item in narrowed for name in item["properties"]} == {"powertrain"}
    assert "The Daily Sample" in call(tools, "why", subject="Polestar 4", property="builder", value="Geely Holding")
    assert call(tools, "sources", text="daily")["sources"][0]["publisher"] == "The Daily Sample"
    assert call(tools, "sources", text="no such paper")["sources"] == []


def test_what_was_learned_between_two_days_is_listed(tools: str) -> None:
    changes = call(tools, "diff", old="2024-06-01", new="2025-06-01", about="Polestar 4")
    assert any("Geely Holding" in change for change in changes["changes"])
    assert "appeared" in changes["summary"]


@pytest.mark.parametrize(
    ("tool", "arguments", "message"),
    [
        ("entity", {"name": "Zorblax"}, "no thing named 'Zorblax'"),
        ("ask", {"question": "Who builds the Zorblax 9?"}, "Zorblax 9"),
        ("sparql", {"query": "SELECT * { ?s ?p ?o"}, "1:10: this { is not closed"),
        ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}, "is refused"),
        ("sparql", {"query": "DROP ALL"}, "1:1: DROP is an update, and is refused"),
        ("sparql", {"query": "SELECT * { ?s ?p ?o }"}, "more than 500 rows"),
        (
            "run_query",
            {"name": "who-builds", "parameters": {"allow_service": "yes"}},
            "has no parameter 'allow_service'",
        ),
        ("run_query", {"name": "SELECT * { ?s ?p ?o }"}, "no saved query named"),
        ("find_entity", {"name": "x", "type": "Planet"}, "no type named 'Planet'"),
        ("diff", {"old": "soon", "new": "2025"}, "'soon'"),
    ],
)
def test_a_mistake_is_told_to_the_model(tool: str, arguments: dict[str, Any], message: str, tools: str) -> None:
    assert message in call(tools, tool, **arguments)


def test_the_resources_tell_what_there_is(tools: str) -> None:
    async def read() -> dict[str, str]:
        async with Client(tools) as client:
            listed = (await client.list_resources()).resources
            contents = {str(one.uri): (await client.read_resource(one.uri)).contents[0] for one in listed}
            return {uri: getattr(content, "text", "") for uri, content in contents.items()}

    texts = asyncio.run(read())
    assert "akg:Production" in texts["autokg://ontology"]
    assert "who-builds" in {query["name"] for query in json.loads(texts["autokg://queries"])}
    assert "void#Dataset" in texts["autokg://data"]


def test_the_same_tools_are_served_over_standard_streams(small_store: Path) -> None:
    async def ask() -> tuple[set[str], set[Any], Any]:
        parameters = StdioServerParameters(
            command=sys.executable, args=["-m", "autokg", "mcp", "-s", str(small_store)], env=dict(os.environ)
        )
        async with Client(parameters) as client:
            listed = (await client.list_tools()).tools
            answer = await client.call_tool("ask", {"question": "Wer baut den Polestar 4?"})
            return (
                {tool.name for tool in listed},
                {tool.annotations and tool.annotations.read_only_hint for tool in listed},
                answer.structured_content,
            )

    names, read_only, answer = asyncio.run(ask())
    assert names == TOOLS
    assert read_only == {True}
    assert "Renault Korea" in answer["answer"]
