"""Commands that make: read, import, build, evaluate; and the form and folder of what they take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autokg.cli.options import OutputOption, QuietOption, StoreOption, app, language_model, open_knowledge, split_names
from autokg.errors import UsageError


@app.command()
def read(
    files: Annotated[
        list[Path], typer.Argument(help="Articles: text, Markdown, HTML, PDF; folders and patterns; `-` is stdin.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A file, or a folder for a file an article: a stopped run then goes on."),
    ] = None,
    rejects: Annotated[Path | None, typer.Option(help="Where to write what the gate turned away.")] = None,
    known_names: Annotated[
        Path | None, typer.Option(help="Where to list known names and numbers of texts in a language without rules.")
    ] = None,
    reader: Annotated[str, typer.Option(help="What reads; several parted by commas.")] = "rules",
    published: Annotated[str | None, typer.Option(help="The day of publication (EDTF).")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published.")] = None,
    title: Annotated[str | None, typer.Option(help="The title.")] = None,
    url: Annotated[str | None, typer.Option(help="The address.")] = None,
    language: Annotated[str | None, typer.Option(help="The language, where it is not to be told.")] = None,
    retrieved: Annotated[str | None, typer.Option(help="When the text was fetched, for the record.")] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="How many articles are read at a time.")] = 2,
    max_tokens: Annotated[int | None, typer.Option(help="The most that the reader llm may use in all.")] = None,
    price_in: Annotated[float | None, typer.Option(help="What a million tokens asked cost.")] = None,
    price_out: Annotated[float | None, typer.Option(help="What a million tokens answered cost.")] = None,
    quiet: QuietOption = False,
) -> None:
    """Read press text into press facts (JSONL)."""
    from autokg.cli import display
    from autokg.reading import files as intake
    from autokg.reading.output import deliver

    console = display.note_console()
    source = {
        "published": published, "publisher": publisher, "title": title,
        "url": url, "language": language, "retrieved": retrieved,
    }  # fmt: skip
    names = split_names(reader, intake.READERS, "reader")
    model = language_model(max_tokens, price_in, price_out) if "llm" in names else None
    readers = intake.make_readers(names, model) if model else None
    with display.progress_on(console, quiet=quiet) as progress:
        articles = intake.find_articles(files)
        tally = deliver(
            articles, source, readers=readers, jobs=jobs, output=output, rejects=rejects, known_names=known_names,
            progress=progress,
        )  # fmt: skip
    if not quiet and (tally.documents or tally.skipped):
        console.print(tally.summary())
        display.show_unresolved(sorted(tally.unresolved), console)
    for told in [*tally.notes, *display.reader_notes(readers or ())]:
        console.print(told, markup=False)
    for error in tally.errors:
        typer.echo(f"autokg: {error}", err=True)
    if tally.errors:
        raise typer.Exit(3)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A CSV, TSV, JSONL or xlsx table, or what another importer takes.")],
    mapping: Annotated[
        Path | None, typer.Option("--mapping", "-m", help="How columns become slots (TOML); see docs/importing.md.")
    ] = None,
    importer: Annotated[str, typer.Option("--as", help="table, nhtsa-aala, vpic or wikidata.")] = "table",
    output: OutputOption = None,
    rejects: Annotated[Path | None, typer.Option(help="Where to write rejected rows, each with its reason.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the first facts and every rejected row only.")
    ] = False,
    retrieved: Annotated[str | None, typer.Option(help="When the file was fetched, for the record.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    published: Annotated[str | None, typer.Option(help="When (EDTF).")] = None,
    title: Annotated[str | None, typer.Option(help="Its title.")] = None,
    url: Annotated[str | None, typer.Option(help="Its address.")] = None,
    licence: Annotated[str | None, typer.Option(help="Its licence.")] = None,
    model_year: Annotated[int | None, typer.Option(help="The year of label filings that do not say it.")] = None,
    quiet: QuietOption = False,
) -> None:
    """Turn a table of one's own, label filings, decoded VINs or Wikidata results into press facts."""
    from autokg.cli import display
    from autokg.core.files import write_output
    from autokg.importing import Source, import_file
    from autokg.query.results import Table

    source = Source(
        title=title, publisher=publisher, published=published, url=url, retrieved=retrieved, licence=licence
    )
    done = import_file(file, importer=importer, mapping=mapping, source=source, model_year=model_year)
    console = display.note_console()
    if dry_run:
        preview = done.preview(10)
        display.show_table(Table(preview.columns, preview.rows), display.data_console())
    else:
        write_output(done.facts_jsonl(), output)
    if rejects:
        write_output(done.rejects_jsonl(), rejects)
    elif not quiet:
        for reject in done.rejects:
            console.print(str(reject), markup=False)
    if not quiet:
        console.print(done.summary())


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
        Path | None,
        typer.Option(help="A file of decisions (JSONL), as `autokg review` writes it; beside the bundled data's own."),
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option(help="A layer of the bundled data to leave out: facts or filings.")
    ] = None,
    base: Annotated[str, typer.Option(help="What the IRIs of things start with.")] = "https://w3id.org/autokg/id/",
    reasoner: Annotated[
        str,
        typer.Option(help="Reasoner: memory (compiled rules), store (SPARQL updates) or owlrl (independent and slow)."),
    ] = "memory",
    quiet: QuietOption = False,
) -> None:
    """Build a knowledge base: map, judge, reason, validate."""
    from autokg.building import build as pipeline
    from autokg.building import bundled
    from autokg.claims.decisions import Decisions, read_decisions
    from autokg.cli import display
    from autokg.facts.corpus import load_corpus, read_lines
    from autokg.reasoning import find_reasoner
    from autokg.stores import replacing_store

    if store is None:
        raise UsageError("name the store to build: -s FOLDER")
    chosen = find_reasoner(reasoner)
    console = display.note_console()
    if facts and without:
        raise UsageError("--without leaves out layers of the bundled data; leave it or the files out")
    corpus = load_corpus(facts) if facts else bundled.bundled_corpus(without or ())
    word = Decisions(base=base) if facts else bundled.bundled_decisions(base)
    if decisions:
        word = word.and_those(read_decisions(read_lines(decisions), str(decisions), base))
    if documents:
        checked = word.admit(corpus).check_quotes(documents)
        if not quiet:
            console.print(f"quotes checked against {checked} of {len(corpus.documents)} documents")
    with display.progress_on(console, quiet=quiet) as progress, replacing_store(store) as new:
        built = pipeline.build(corpus, decisions=word, base=base, progress=progress, store=new, reasoner=chosen)
    if not quiet:
        display.show_build(built, console)
        display.show_unresolved([thing.label for thing in built.unresolved], console)


@app.command()
def review(
    decisions: Annotated[Path, typer.Argument(help="The file that decisions are added to (JSONL).")],
    store: StoreOption = None,
    rejects: Annotated[
        Path | None, typer.Option(help="What the gate turned away, as `read --rejects` wrote it.")
    ] = None,
    only: Annotated[str, typer.Option(help="What to go through, parted by commas.")] = "names,rejects,conflicts",
    by: Annotated[str | None, typer.Option(help="Who decides; by default the user of this machine.")] = None,
    csv: Annotated[Path | None, typer.Option(help="Write the list for a spreadsheet, and decide nothing.")] = None,
    from_csv: Annotated[Path | None, typer.Option(help="Take decisions from such a list.")] = None,
) -> None:
    """Go through unresolved names, rejects and conflicts, and write decisions that the next build honours."""
    import datetime
    import getpass

    from autokg.cli import display
    from autokg.review import Kind, Signature
    from autokg.review import review as walk

    kinds = {"names": Kind.NAME, "rejects": Kind.REJECT, "conflicts": Kind.CONFLICT}
    chosen = tuple(kinds[name] for name in split_names(only, kinds, "part of a review"))
    signature = Signature(by or getpass.getuser(), datetime.date.today())
    outcome = walk(
        open_knowledge(store), decisions, signature, rejects=rejects, kinds=chosen, csv=csv, from_csv=from_csv
    )
    display.note_console().print(str(outcome), markup=False)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="A folder of annotated facts, NAME.jsonl.")],
    facts: Annotated[Path, typer.Argument(help="A folder of read facts of the same names.")],
    texts: Annotated[Path | None, typer.Option(help="A folder of the texts, NAME.txt, to check quotes.")] = None,
    errors: Annotated[bool, typer.Option("--errors", help="Each missed and each wrong claim with its quote.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Require whole names of organisations.")] = False,
) -> None:
    """Measure read facts against annotated ones, claim by claim."""
    from autokg.cli import display
    from autokg.reading import scoring as evaluation

    display.show_evaluation(
        evaluation.evaluate(gold, facts, texts, strict=strict), display.data_console(), errors=errors
    )


@app.command()
def data() -> None:
    """Print the folder of the bundled facts, to be built beside one's own."""
    from autokg.core.resources import find_resource

    typer.echo(find_resource("data", "facts"))


@app.command()
def schema() -> None:
    """Print the JSON Schema of a line of press facts."""
    from autokg import facts
    from autokg.cli import display

    typer.echo(display.to_json(facts.json_schema()), nl=False)
