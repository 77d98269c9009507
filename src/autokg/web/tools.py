"""Tools for language models, by the Model Context Protocol: questions, things, queries, evidence and changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations

from autokg.api import serving, tool_answers
from autokg.api.sparql_serving import Wanted, run_query
from autokg.core.version import __version__
from autokg.web.jobs import Job, JobError
from autokg.web.server import PATIENCE_FOR_PAST, Settings
from autokg.web.workers import Workers

_INSTRUCTIONS = """\
Facts from press articles on who builds whose cars: companies, brands, plants, models, joint ventures, agreements.
Start with ask for a plain question, or find_entity for the exact name of a thing. Each fact has sources: cite them, and
say if sources disagree. Dates follow EDTF: 2025-41 is the second half of 2025. Names work in any script.
"""
_MOST_ROWS = 500
_MOST_NAMES = 50


class Tools:
    """The tools over the workers of a server; the docstring of each is what a model reads."""

    def __init__(self, workers: Workers, base: str) -> None:
        """Answer by workers; things have IRIs that begin with a base."""
        self._workers, self._base = workers, base

    async def find_entity(self, name: str, type: str | None = None, limit: int = 10) -> list[dict[str, Any]]:  # noqa: A002 (what a model calls it)
        """Find companies, brands, plants, models, people and places by a name or its beginning, in any script.

        `type` is one of Company, Brand, Plant, VehicleModel, Group, JointVenture, Platform, Product, Person, Country,
        Region, Place. Returns IRI, label, kind and score; 100 is an exact name.
        """
        found: list[dict[str, Any]] = await self._run(
            serving.search_names, name, kind=type, limit=min(max(limit, 1), _MOST_NAMES)
        )
        return found

    async def entity(self, name: str, as_of: str | None = None) -> dict[str, Any]:
        """Describe a thing: its names, what holds of it, and its productions, agreements, stakes and posts with dates.

        `name` is a name or an IRI. With `as_of`, a date such as 2024-06-30, only sources published by then count; this
        takes some seconds.
        """
        return await self._run_dict(
            tool_answers.describe_briefly, name, as_of, self._base, patience=PATIENCE_FOR_PAST if as_of else 1
        )

    async def ask(self, question: str, today: str | None = None) -> dict[str, Any]:
        """Answer a question in English, French, German, Spanish, Italian or Portuguese, with evidence and conflicts.

        For example: Who builds the Polestar 4? Which plants in South Korea build cars for other companies? `today` is
        the day that the answer is true of. A question of an unknown kind is refused with a hint.
        """
        return await self._run_dict(tool_answers.ask_briefly, question, today)

    async def run_query(self, name: str, parameters: dict[str, str] | None = None, limit: int = 50) -> dict[str, Any]:
        """Run a saved query; the resource autokg://queries lists them with their parameters.

        For example: name who-builds with parameters {"model": "Polestar 4"}.
        """
        return await self._run_dict(
            tool_answers.query_briefly, name, parameters or {}, min(max(limit, 1), _MOST_ROWS), self._base
        )

    async def sparql(self, query: str) -> str:
        """Run a SPARQL 1.1 query that only reads; the resource autokg://ontology has the terms.

        Returns CSV for SELECT, Turtle for CONSTRUCT and DESCRIBE. The prefixes akg, rdfs, skos, model, brand, plant,
        org, country and others are known. A result of more than 500 rows is refused: use LIMIT.
        """
        wanted = Wanted(rows="text/csv", boolean="application/sparql-results+json", graph="text/turtle")
        content = await self._run(run_query, query, wanted=wanted, limit=_MOST_ROWS)
        return str(content.body.decode())

    async def evidence(self, name: str, properties: list[str] | None = None, limit: int = 20) -> dict[str, Any]:
        """Return quotes and summaries of sources about a thing and its relations, with publisher, date and URL.

        `properties` narrows them to claims on these, for example productionStart, shareholder, operatedBy.
        """
        return await self._run_dict(
            tool_answers.list_evidence, name, properties or [], min(max(limit, 1), _MOST_ROWS), self._base
        )

    async def why(self, subject: str, property: str, value: str) -> str:  # noqa: A002 (what a model calls it)
        """Explain why a statement holds or not, down to quotes: for example Polestar 4, builder, Renault Korea."""
        return str(await self._run(tool_answers.explain_statement, subject, property, value))

    async def diff(self, old: str, new: str, about: str | None = None) -> dict[str, Any]:
        """Return what was learned or revised between two dates, for all or about one thing; takes some seconds."""
        return await self._run_dict(tool_answers.compare_days, old, new, about, patience=2 * PATIENCE_FOR_PAST)

    async def sources(self, text: str = "", limit: int = 20) -> dict[str, Any]:
        """Return documents that facts come from, newest first; `text` is part of a publisher, a title or a URL."""
        return await self._run_dict(tool_answers.list_sources, text, min(max(limit, 1), _MOST_ROWS))

    async def ontology(self) -> str:
        """List the classes and properties of the graph, as Turtle."""
        return str(await self._run(tool_answers.read_layer, "ontology"))

    async def queries(self) -> str:
        """List the saved queries with the question that each answers, and parameters."""
        return str(await self._run(tool_answers.write_catalogue))

    async def data(self) -> str:
        """Describe the data set and its layers, as Turtle (VoID and DCAT)."""
        return str(await self._run(tool_answers.read_layer, "description"))

    async def _run(self, function: Callable[..., Any], *arguments: Any, patience: int = 1, **options: Any) -> Any:
        try:
            return (await self._workers.run(Job(function, arguments, options, patience))).value
        except JobError as error:
            raise ToolError(error.failure.message) from error

    async def _run_dict(self, function: Callable[..., Any], *arguments: Any, patience: int = 1) -> dict[str, Any]:
        result: dict[str, Any] = await self._run(function, *arguments, patience=patience)
        return result


_READ_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_TOOLS = ("find_entity", "entity", "ask", "run_query", "sparql", "evidence", "why", "diff", "sources")
_RESOURCES = {"ontology": "text/turtle", "queries": "application/json", "data": "text/turtle"}


def create_tools(workers: Workers, base: str) -> MCPServer[Any]:
    """Return a server of the protocol with all tools and resources."""
    server: MCPServer[Any] = MCPServer(
        "autokg", title="Who builds whose cars", instructions=_INSTRUCTIONS, version=__version__, log_level="ERROR"
    )
    tools = Tools(workers, base)
    for name in _TOOLS:
        server.add_tool(getattr(tools, name), annotations=_READ_ONLY)
    for name, media in _RESOURCES.items():
        server.resource(f"autokg://{name}", name=name, mime_type=media)(getattr(tools, name))
    return server


def serve_standard_streams(settings: Settings) -> None:
    """Serve the tools over standard input and output, until the input ends."""

    async def run() -> None:
        workers = Workers(settings.store, settings.workers, settings.timeout)
        await workers.start()
        try:
            await create_tools(workers, settings.base).run_stdio_async()
        finally:
            await workers.stop()

    asyncio.run(run())
