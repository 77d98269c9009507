"""Commands that read a store: ask, query, queries, sources, conflicts, export, validate."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autokg.cli.options import (
    AsOfOption,
    FailEmptyOption,
    FormatOption,
    KnownByOption,
    ListFormatOption,
    OutputOption,
    QuietOption,
    ReportFormatOption,
    StoreOption,
    TodayOption,
    WithoutOption,
    command,
    opened,
    split_names,
)
from autokg.cli.stopping import DEFAULT_SECONDS, stoppable
from autokg.core.counting import count_of
from autokg.core.files import refuse_overwriting
from autokg.errors import NoAnswerError, UsageError

if TYPE_CHECKING:
    from autokg.api import Answer


@command(
    'autokg ask "Who builds the Polestar 4?"',
    'autokg ask "Qui dirige Polestar ?" --json',
    'autokg ask "Was baut Magna?" -o magna.html',
)
def ask(
    question: Annotated[str, typer.Argument(help='A question in one of six languages, such as "Who owns Polestar?".')],
    store: StoreOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    without: WithoutOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON, as `-f json` does.")] = False,
    format_: ReportFormatOption = None,
    output: OutputOption = None,
    why: Annotated[bool, typer.Option("--why", help="Explain each statement behind the answer.")] = False,
    sparql: Annotated[
        bool, typer.Option("--sparql", help="Print only the SPARQL query, with the reading as comments.")
    ] = False,
    evidence: Annotated[str, typer.Option("--evidence", metavar="N|all", help="Pieces of evidence to print.")] = "5",
    today: TodayOption = None,
    language: Annotated[
        str | None, typer.Option("--language", help="en, fr, de, es, it or pt; detected if omitted.")
    ] = None,
    reader: Annotated[
        str, typer.Option("--reader", help="What reads the question: lexicon, or llm, a language model.")
    ] = "lexicon",
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """Answer a question, with quotes and sources."""
    from autokg.cli import display

    _refuse_two_formats(format_, as_json=as_json)
    if evidence != "all" and not evidence.isdigit():
        raise typer.BadParameter("give a number or `all`", param_hint="--evidence")
    form = "json" if as_json else display.report_format(format_, output)
    with opened(store, as_of=as_of, known_by=known_by, without=without, quiet=quiet) as kb:
        try:
            answer = kb.ask(question, today=today, language=language, reader=reader)
        except NoAnswerError as refusal:
            if form != "json":
                raise
            display.print_json(
                {"question": question, "language": refusal.language, "refusal": str(refusal), "reason": refusal.reason}
            )
            raise typer.Exit(refusal.exit_code) from refusal
        reasons = kb.explain(answer) if why else None
    if sparql:
        display.put(_query_of(answer).encode(), output)
    elif form == "json":
        told = answer.to_dict() | ({"why": reasons.to_json()} if reasons is not None else {})
        display.print_json(told, output)
    elif form != "table":
        display.put(answer.write(form).encode(), output)
    else:
        most = None if evidence == "all" else int(evidence)
        display.show_answer(answer, display.data_console(), most=most)
        if reasons:
            display.print_text(f"\n{reasons}")
    if fail_empty and not answer.rows:
        raise typer.Exit(1)


def _query_of(answer: Answer) -> str:
    """Return the query of an answer with its reading as comments, to be run again as it stands."""
    if not answer.sparql:
        raise UsageError(f"this answer comes from several queries, none of which gives it alone ({answer.reading})")
    return "".join(f"# {line}\n" for line in answer.reading.splitlines()) + answer.sparql


def _refuse_two_formats(format_: str | None, *, as_json: bool) -> None:
    if as_json and format_ not in (None, "json"):
        raise UsageError(f"--json and --format {format_} contradict each other; give one of them")


@command(
    'autokg query plants-in -p country="South Korea"',
    "autokg query -e 'SELECT ?brand { ?brand a akg:Brand }' -o brands.csv",
)
def query(
    query: Annotated[
        str | None, typer.Argument(help="Name of a saved query, a file, SPARQL, or `-` for standard input.")
    ] = None,
    text: Annotated[str | None, typer.Option("--execute", "-e", help="SPARQL text to run.")] = None,
    parameters: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", help="Parameter as `name=value`; the value is a name, a date or an IRI."),
    ] = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    without: WithoutOption = None,
    limit: Annotated[int | None, typer.Option(min=0, help="Maximum number of rows.")] = None,
    timeout: Annotated[
        float,
        typer.Option(min=0, help="Maximum run time of the query in seconds, 0 for any; exit 4 if exceeded."),
    ] = DEFAULT_SECONDS,
    allow_service: Annotated[
        bool, typer.Option("--allow-service", help="Allow SERVICE, which sends parts of the query to other servers.")
    ] = False,
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """Run a SPARQL query: a saved one, a file, standard input, or text. `autokg queries` lists the saved ones."""
    from autokg.cli import display

    if math.isnan(timeout):
        raise UsageError("--timeout: expected a number of seconds, not nan")
    refuse_overwriting((output,), (None if query is None else Path(query),))
    with opened(store, as_of=as_of, known_by=known_by, without=without, quiet=quiet) as kb, stoppable(timeout or None):
        result = kb.render_query(
            query,
            text=text,
            arguments=parameters or (),
            format=format_,
            output=output,
            limit=limit,
            allow_service=allow_service,
        )
    for note in () if quiet else result.notes:
        display.note_console().print(note)
    display.put(result.content, output)
    if fail_empty and result.is_empty:
        raise typer.Exit(1)


@command("autokg queries", "autokg queries plants-in")
def queries(
    name: Annotated[str | None, typer.Argument(help="Name of a saved query, to print its SPARQL.")] = None,
    format_: ListFormatOption = None,
) -> None:
    """List the saved queries, or print one."""
    from autokg import api
    from autokg.cli import display

    if name:
        display.put(api.query_text(name).encode())
    else:
        display.put_rows(api.saved_queries(), format_)


@command("autokg sources", "autokg sources -o sources.csv", "autokg sources -f bibtex -o sources.bib")
def sources(
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="table, md, csv, tsv, json or xml; for reference managers bibtex, ris or csl. "
            "By default a table on a terminal, CSV in a pipe.",
        ),
    ] = None,
    output: OutputOption = None,
    store: StoreOption = None,
    quiet: QuietOption = False,
) -> None:
    """List the documents that the facts come from, with the numbers of facts and claims."""
    from autokg.cli import display

    if store is None:
        from autokg.core.bundled_base import describe_base

        display.show_notes([describe_base()], quiet=quiet)
    ending = "" if output is None else output.name.lower().partition(".")[2]
    if format_ in _REFERENCES or (format_ is None and ending in _REFERENCES.values()):
        with opened(store, quiet=quiet) as kb:
            done = kb.export("sources", output, format=format_)
        display.show_notes([done.size], quiet=quiet)
        return
    query("documents", format_=format_, output=output, store=store, quiet=quiet)


_REFERENCES = {"bibtex": "bib", "ris": "ris", "csl": "csl.json"}  # formats of reference managers, with their endings


@command('autokg conflicts "Polestar 4"', "autokg conflicts --check --quiet")
def conflicts(
    about: Annotated[str | None, typer.Argument(help="Name of a thing; all conflicts if omitted.")] = None,
    format_: ListFormatOption = None,
    store: StoreOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the conflicts as JSON.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Exit with code 1 if there is a conflict.")] = False,
    quiet: QuietOption = False,
) -> None:
    """List contradictions between sources: both sides, the accepted one, and the rule."""
    from autokg.cli import display

    _refuse_two_formats(format_, as_json=as_json)
    with opened(store, as_of=as_of, known_by=known_by, quiet=quiet) as kb:
        found = kb.conflicts(about)
    display.put_conflicts(found, "json" if as_json else format_)
    if not found:
        display.show_notes(["no conflicts"], quiet=quiet)
    if check and found:
        raise typer.Exit(1)


@command("autokg export partners -o partners.html", "autokg export who-builds -o polestar.svg --around Polestar")
def export(
    view: Annotated[
        str,
        typer.Argument(
            help="A network: production, partners, ownership, agreements or all. "
            "A chart: who-builds, owners, timeline, sankey, matrix or map. "
            "Or a part of the base: facts, claims or sources."
        ),
    ],
    output: OutputOption = None,
    format_: Annotated[
        str | None, typer.Option("--format", "-f", help="Format; by default from the file's extension.")
    ] = None,
    around: Annotated[str | None, typer.Option(help="Include only nodes near the thing of this name.")] = None,
    hops: Annotated[int | None, typer.Option(min=0, help="Maximum number of steps from it; 1 if omitted.")] = None,
    weight: Annotated[
        str | None, typer.Option("--weight", "-w", help="What the widths of sankey show: models (default) or volume.")
    ] = None,
    measures: Annotated[
        str,
        typer.Option(help="Measures of the nodes to write, comma-separated: community, degree, betweenness and so on."),
    ] = "",
    bom: Annotated[bool, typer.Option("--bom", help="Start CSV with a byte order mark, for Excel.")] = False,
    language: Annotated[
        str | None, typer.Option("--language", help="Language of pictures: en (default), fr or de.")
    ] = None,
    store: StoreOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    without: WithoutOption = None,
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """Write a network, a chart or data to a file: for people, Gephi, Neo4j, RDF tools, reference managers and others.

    If nothing is around a thing, the exit code is 1.
    """
    from autokg.cli import display

    if hops is not None and around is None:
        raise UsageError("--hops counts steps from a thing; name the thing with --around")
    with opened(store, as_of=as_of, known_by=known_by, without=without, quiet=quiet) as kb:
        near = 1 if hops is None else hops
        named = split_names(measures)
        done = kb.export(
            view,
            output,
            format=format_,
            around=around,
            hops=near,
            weight=weight,
            measures=named,
            bom=bom,
            language=language,
        )
    display.show_notes([done.size], quiet=quiet)
    display.show_notes(done.remarks)
    if done.is_empty and (fail_empty or around is not None):
        raise typer.Exit(1)


@command("autokg validate --check", "autokg validate -s my-store --shapes my-shapes.ttl --json")
def validate(
    store: StoreOption = None,
    shapes: Annotated[
        list[Path] | None, typer.Option("--shapes", help="File of SHACL shapes to check too; may be repeated.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Exit with code 1 if something is found.")] = False,
    language: Annotated[str, typer.Option(help="Language of the messages: en or fr.")] = "en",
    quiet: QuietOption = False,
) -> None:
    """Check the graph against its SHACL shapes."""
    from autokg import api
    from autokg.cli import display

    with display.progress_on(display.note_console(), quiet=quiet) as progress, stoppable():
        findings = api.validate(store, shapes=shapes or (), language=language, progress=progress)
    display.show_notes(findings.notes, quiet=quiet)
    display.put_listing(findings, as_json=as_json)
    display.show_notes([count_of(len(findings), "finding")], quiet=quiet)
    if check and findings:
        raise typer.Exit(1)
