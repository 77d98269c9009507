"""The command line: parse, call, print."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autokg.errors import AutokgError, UsageError

if TYPE_CHECKING:
    from autokg.output import Progress
    from autokg.stores import OxigraphStore

app = typer.Typer(
    name="autokg",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    help=(
        "Who builds whose cars, where, from when, for which markets, under which agreement: press facts as a "
        "knowledge graph in which every fact keeps its words, its source and its date.\n\n"
        'Start with a question: `autokg ask "Who builds the Polestar 4?"`\n\n'
        "Bring an article of your own: `autokg read article.txt -o facts.jsonl`, then "
        "`autokg build facts.jsonl -s my-store`, then ask with `-s my-store`.\n\n"
        "Without `--store` every command answers from the knowledge base that ships with the package."
    ),
)

StoreOption = Annotated[
    Path | None,
    typer.Option("--store", "-s", envvar="AUTOKG_STORE", help="The store to answer from; by default the bundled one."),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no counts.")]
FailEmptyOption = Annotated[bool, typer.Option("--fail-empty", help="Exit 1 where nothing is found.")]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="The file to write; by default, and for `-`, standard output."),
]


FormatOption = Annotated[
    str | None, typer.Option("--format", "-f", help="table, md, csv, tsv, json, xml; for a graph ttl, nt, jsonld.")
]


class Reader(StrEnum):
    """The readers that can be asked for."""

    rules = "rules"


def _open(store: Path | None, progress: Progress = lambda _: None) -> OxigraphStore:
    from autokg.bundled import open_bundled
    from autokg.stores import open_store

    return open_store(store) if store else open_bundled(progress)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help='For example "Who builds the Polestar 4?", in English or French.')],
    store: StoreOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="The answer as JSON.")] = False,
    sparql: Annotated[bool, typer.Option("--sparql", help="Show the query too.")] = False,
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """Answer a question, with the evidence."""
    from autokg import answers, display, results

    with display.progress_on(display.note_console(), quiet=quiet) as progress:
        opened = _open(store, progress)
    answer = answers.ask(question, opened)
    if as_json:
        typer.echo(display.to_json(answer.to_dict()), nl=False)
    else:
        rows = results.tabulate_rows(answer.rows)
        display.show_answer(answer, rows, display.data_console(), sparql=sparql)
    if fail_empty and not answer.rows:
        raise typer.Exit(1)


@app.command()
def read(
    files: Annotated[list[Path], typer.Argument(help="Articles in plain text; `-` is standard input.")],
    output: OutputOption = None,
    rejects: Annotated[Path | None, typer.Option(help="Where to write what the gate turned away.")] = None,
    reader: Annotated[Reader, typer.Option(help="What reads.")] = Reader.rules,
    published: Annotated[str | None, typer.Option(help="The day of publication (EDTF).")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published.")] = None,
    title: Annotated[str | None, typer.Option(help="The title.")] = None,
    url: Annotated[str | None, typer.Option(help="The address.")] = None,
    language: Annotated[str | None, typer.Option(help="The language, where it is not to be told.")] = None,
    retrieved: Annotated[str | None, typer.Option(help="When the text was fetched, for the record.")] = None,
    quiet: QuietOption = False,
) -> None:
    """Read press text into press facts (JSONL)."""
    from autokg import display, intake
    from autokg.output import write_output

    console = display.note_console()
    source = {
        "published": published, "publisher": publisher, "title": title,
        "url": url, "language": language, "retrieved": retrieved,
    }  # fmt: skip
    with display.progress_on(console, quiet=quiet) as progress:
        taken = intake.read_files(files, source, reader=reader, progress=progress)
    write_output(taken.facts_jsonl(), output)
    if rejects:
        write_output(taken.rejects_jsonl(), rejects)
    if not quiet:
        console.print(taken.summary())
        display.show_unresolved(taken.unresolved, console)


@app.command()
def build(
    facts: Annotated[
        list[Path] | None,
        typer.Argument(help="Files of press facts, or folders of them; by default the bundled data."),
    ] = None,
    store: Annotated[
        Path | None,
        typer.Option("--store", "-s", envvar="AUTOKG_STORE", help="The folder to write; replaced whole or not at all."),
    ] = None,
    documents: Annotated[
        Path | None,
        typer.Option(help="A folder with the texts: every quote is checked against them."),
    ] = None,
    decisions: Annotated[
        Path | None, typer.Option(help="A file of decisions (JSONL); for the bundled data, its own.")
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option(help="A layer of the bundled data to leave out: facts or filings.")
    ] = None,
    base: Annotated[str, typer.Option(help="What the IRIs of things start with.")] = "https://w3id.org/autokg/id/",
    quiet: QuietOption = False,
) -> None:
    """Build a knowledge base: map, judge, reason, validate."""
    from autokg import bundled, display, pipeline
    from autokg.corpus import load_corpus, read_lines
    from autokg.decisions import read_decisions

    if store is None:
        raise UsageError("name the store to build: -s FOLDER")
    console = display.note_console()
    if facts and without:
        raise UsageError("--without leaves out layers of the bundled data; leave it or the files out")
    corpus = load_corpus(facts) if facts else bundled.bundled_corpus(without or ())
    if documents:
        checked = corpus.check_quotes(documents)
        if not quiet:
            console.print(f"quotes checked against {checked} of {len(corpus.documents)} documents")
    own = None if facts else bundled.bundled_decisions(base)
    word = read_decisions(read_lines(decisions), str(decisions), base) if decisions else own
    with display.progress_on(console, quiet=quiet) as progress:
        built = pipeline.build(corpus, decisions=word, base=base, progress=progress)
        pipeline.write_store(built, store)
    if not quiet:
        display.show_build(built, console)
        display.show_unresolved([thing.label for thing in built.unresolved], console)


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
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """Run SPARQL: a saved query, a file, standard input, or text. `autokg queries` lists the saved ones."""
    from autokg import display, results
    from autokg.output import write_output
    from autokg.queries import find_query, parse_arguments

    saved = find_query(query, text)
    with display.progress_on(display.note_console(), quiet=quiet) as progress:
        opened = _open(store, progress)
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
    from autokg import display
    from autokg.queries import get_query, load_queries

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
    as_json: Annotated[bool, typer.Option("--json", help="The conflicts as JSON.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Exit 1 where there is a conflict.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Show where sources contradict each other, which side is accepted, and by which rule."""
    from autokg import display
    from autokg.answers.conflicts import find_conflicts

    with display.progress_on(display.note_console(), quiet=quiet) as progress:
        opened = _open(store, progress)
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
    view: Annotated[str, typer.Argument(help="production, partners, ownership, agreements or all.")],
    output: OutputOption = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", "-f", help="By default the one of the file's ending."),
    ] = None,
    store: StoreOption = None,
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """Write a view of the graph for other tools: GraphML, GEXF, DOT, Cytoscape, Mermaid, CSV, RDF."""
    from autokg import display, exports

    console = display.note_console()
    with display.progress_on(console, quiet=quiet) as progress:
        opened = _open(store, progress)
        done = exports.export(view, opened, output, format_)
    if not quiet:
        console.print(f"{done.nodes:,} nodes, {done.edges:,} edges")
    if fail_empty and not done.edges:
        raise typer.Exit(1)


@app.command()
def validate(
    store: StoreOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="The findings as JSON.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Exit 1 where something is found.")] = False,
    language: Annotated[str, typer.Option(help="The language of the rules: en or fr.")] = "en",
    quiet: QuietOption = False,
) -> None:
    """Check the graph against its shapes (SHACL)."""
    from dataclasses import asdict

    from autokg import display, validation

    console = display.note_console()
    with display.progress_on(console, quiet=quiet) as progress:
        opened = _open(store, progress)
        progress("validating")
        findings = validation.validate(opened, language)
    if as_json:
        typer.echo(display.to_json([asdict(finding) for finding in findings]), nl=False)
    else:
        for finding in findings:
            typer.echo(str(finding))
    if not quiet:
        console.print(f"{len(findings)} findings")
    if check and findings:
        raise typer.Exit(1)


@app.command()
def data() -> None:
    """Print the folder of the bundled facts, to be built beside one's own."""
    from autokg.resources import find_resource

    typer.echo(find_resource("data", "facts"))


@app.command()
def schema() -> None:
    """Print the JSON Schema of a line of press facts."""
    from autokg import display, facts

    typer.echo(display.to_json(facts.json_schema()), nl=False)


@app.callback(invoke_without_command=True)
def _options(
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if version:
        from importlib.metadata import version as version_of

        typer.echo(f"autokg {version_of('autokg')}")
        raise typer.Exit


def main() -> None:
    """Run the command line; errors that are a user's to see become one message and their exit code."""
    try:
        app()
    except AutokgError as error:
        typer.echo(f"autokg: {error}", err=True)
        sys.exit(error.exit_code)
