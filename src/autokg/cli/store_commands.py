"""Commands that ask a store: ask, query, queries, sources, conflicts, export, validate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autokg.cli.options import (
    AsOfOption,
    FailEmptyOption,
    FormatOption,
    KnownByOption,
    OutputOption,
    QuietOption,
    StoreOption,
    app,
    open_knowledge,
)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help='For example "Who builds the Polestar 4?", in English or French.')],
    store: StoreOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="The answer as JSON.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Why each triple behind the answer holds.")] = False,
    sparql: Annotated[bool, typer.Option("--sparql", help="Show the query too.")] = False,
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """Answer a question, with the evidence."""
    from autokg import answers
    from autokg.cli import display
    from autokg.query import results

    with display.progress_on(display.note_console(), quiet=quiet) as progress:
        opened = open_knowledge(store, progress, as_of=as_of, known_by=known_by, quiet=quiet)
    answer = answers.ask(question, opened)
    reasons = []
    if why:
        from autokg.explaining.why import explain_rows

        reasons = explain_rows(opened, answer.sparql)
    if as_json:
        record = answer.to_dict() | ({"why": [reason.to_json() for reason in reasons]} if why else {})
        typer.echo(display.to_json(record), nl=False)
    else:
        rows = results.tabulate_rows(answer.rows)
        display.show_answer(answer, rows, display.data_console(), sparql=sparql)
        for reason in reasons:
            typer.echo(f"\n{reason}")
    if fail_empty and not answer.rows:
        raise typer.Exit(1)


@app.command()
def query(
    query: Annotated[str | None, typer.Argument(help="The name of a saved query, a file, or `-`.")] = None,
    text: Annotated[str | None, typer.Option("--execute", "-e", help="SPARQL, as it stands.")] = None,
    parameters: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", help="`name=value`: a name, a date or an IRI."),
    ] = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """Run SPARQL: a saved query, a file, standard input, or text. `autokg queries` lists the saved ones."""
    from autokg.cli import display
    from autokg.core.files import write_output
    from autokg.query import results
    from autokg.query.saved import find_query, parse_arguments

    saved = find_query(query, text)
    with display.progress_on(display.note_console(), quiet=quiet) as progress:
        opened = open_knowledge(store, progress, as_of=as_of, known_by=known_by, quiet=quiet)
    arguments = parse_arguments(parameters or [])
    rendered = results.render(saved.run(opened, arguments), format_, output)
    if isinstance(rendered, results.Table):
        display.show_table(rendered, display.data_console())
    else:
        write_output(rendered, output)
    if fail_empty and results.is_empty(saved.run(opened, arguments)):
        raise typer.Exit(1)


@app.command()
def queries(
    name: Annotated[str | None, typer.Argument(help="A saved query, to see it whole.")] = None,
) -> None:
    """List the saved queries, or show one."""
    from autokg.cli import display
    from autokg.query.saved import get_query, load_queries

    if name:
        typer.echo(get_query(name).text, nl=False)
    else:
        display.show_queries(load_queries().values(), display.data_console())


@app.command()
def sources(
    format_: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    quiet: QuietOption = False,
) -> None:
    """List the documents that the facts come from, with counts."""
    query("documents", format_=format_, output=output, store=store, quiet=quiet)


@app.command()
def conflicts(
    about: Annotated[str | None, typer.Argument(help="A thing that the conflicts are about.")] = None,
    store: StoreOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="The conflicts as JSON.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Exit 1 where there is a conflict.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Show where sources contradict each other, which side is accepted, and by which rule."""
    from autokg.answers.conflicts import find_conflicts
    from autokg.cli import display

    with display.progress_on(display.note_console(), quiet=quiet) as progress:
        opened = open_knowledge(store, progress, as_of=as_of, known_by=known_by, quiet=quiet)
    found = find_conflicts(opened, about)
    if as_json:
        typer.echo(display.to_json(found), nl=False)
    elif found:
        display.show_conflicts(found, display.data_console())
    elif not quiet:
        display.note_console().print("no conflicts")
    if check and found:
        raise typer.Exit(1)


@app.command()
def export(
    view: Annotated[
        str, typer.Argument(help="production, partners, ownership, agreements, all; or timeline, sankey, map.")
    ],
    output: OutputOption = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", "-f", help="By default the one of the file's ending."),
    ] = None,
    around: Annotated[str | None, typer.Option(help="Only what is near a thing of this name.")] = None,
    hops: Annotated[int, typer.Option(min=0, help="How many steps from it.")] = 1,
    weight: Annotated[
        str | None, typer.Option("--weight", "-w", help="For sankey: models (by default) or volume.")
    ] = None,
    store: StoreOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """Write a view as a picture or a page or for other tools (Gephi, Neo4j, RDF …), or a timeline, Sankey or map."""
    from autokg import exports
    from autokg.cli import display

    console = display.note_console()
    with display.progress_on(console, quiet=quiet) as progress:
        opened = open_knowledge(store, progress, as_of=as_of, known_by=known_by, quiet=quiet)
        done = exports.export(view, opened, output, format_, around=around, hops=hops, weight=weight)
    if not quiet:
        console.print(done.size)
    for remark in done.remarks:
        console.print(remark, markup=False)
    if fail_empty and done.is_empty:
        raise typer.Exit(1)


@app.command()
def validate(
    store: StoreOption = None,
    shapes: Annotated[
        list[Path] | None, typer.Option("--shapes", help="A file of SHACL shapes to check beside the bundled ones.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The findings as JSON.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Exit 1 where something is found.")] = False,
    language: Annotated[str, typer.Option(help="The language of the rules: en or fr.")] = "en",
    quiet: QuietOption = False,
) -> None:
    """Check the graph against its shapes (SHACL)."""
    from dataclasses import asdict

    from autokg import validation
    from autokg.cli import display

    console = display.note_console()
    compiled = validation.load_shapes_with(shapes or [])
    for handed in () if quiet else compiled.handed_on:
        console.print(str(handed))
    with display.progress_on(console, quiet=quiet) as progress:
        opened = open_knowledge(store, progress)
        progress("validating")
        findings = validation.validate(opened, language, shapes=compiled)
    if as_json:
        typer.echo(display.to_json([asdict(finding) for finding in findings]), nl=False)
    else:
        for finding in findings:
            typer.echo(str(finding))
    if not quiet:
        console.print(f"{len(findings)} findings")
    if check and findings:
        raise typer.Exit(1)
