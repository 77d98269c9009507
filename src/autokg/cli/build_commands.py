"""Commands that make facts, stores and decisions: read, import, build, review, evaluate, data, schema."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autokg.cli.options import OutputOption, QuietOption, StoreOption, TodayOption, command, path, split_names
from autokg.core.counting import count_of
from autokg.core.files import refuse_overwriting
from autokg.errors import UsageError

MasterOption = Annotated[
    str | None, typer.Option("--master", help="Where Spark runs, such as local[2] or spark://host:7077.")
]


def _is_spark(engine: str, master: str | None) -> bool:
    """Return whether an engine is Spark; raise `UsageError` for an unknown one, or options that another one lacks."""
    if engine not in ("local", "spark"):
        raise UsageError(f"--engine: no engine {engine!r}; expected local or spark")
    if master and engine != "spark":
        raise UsageError("--master needs --engine spark")
    return engine == "spark"


@command("autokg read article.txt -o facts.jsonl", "autokg read articles/ -o facts/ --rejects rejects.jsonl")
def read(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Articles (text, Markdown, HTML, PDF, DOCX, feeds, mail, JSON); folders; patterns; `-` for stdin."
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="File to write (JSONL), or a folder for one file per article: an interrupted run then continues.",
        ),
    ] = None,
    rejects: Annotated[Path | None, typer.Option(help="File to write rejected facts to, with the reasons.")] = None,
    known_names: Annotated[
        Path | None,
        typer.Option(help="File to write known names and numbers to, for texts in a language without rules."),
    ] = None,
    unread: Annotated[
        Path | None,
        typer.Option(help="File to write sentences that gave no fact to (CSV), if they name two known things."),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show how each sentence is read, and why no fact came of it.")
    ] = False,
    readers: Annotated[str, typer.Option("--reader", help="Readers to use, comma-separated: rules, llm.")] = "rules",
    published: Annotated[str | None, typer.Option(help="Date of publication (EDTF).")] = None,
    publisher: Annotated[str | None, typer.Option(help="Name of the publisher.")] = None,
    title: Annotated[str | None, typer.Option(help="Title of the article.")] = None,
    url: Annotated[str | None, typer.Option(help="URL of the article.")] = None,
    language: Annotated[str | None, typer.Option(help="Language code; detected if omitted.")] = None,
    retrieved: Annotated[str | None, typer.Option(help="Date on which the text was fetched.")] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Number of articles to read at a time.")] = 2,
    max_tokens: Annotated[int | None, typer.Option(help="Token budget of the reader llm for the whole run.")] = None,
    price_in: Annotated[float | None, typer.Option(help="Price of a million input tokens.")] = None,
    price_out: Annotated[float | None, typer.Option(help="Price of a million output tokens.")] = None,
    engine: Annotated[str, typer.Option(help="Engine: local (this machine) or spark.")] = "local",
    master: MasterOption = None,
    quiet: QuietOption = False,
) -> None:
    """Read articles and write their facts (JSONL)."""
    from autokg import api
    from autokg.cli import display

    if explain:
        if output or rejects or known_names or unread:
            raise UsageError("--explain writes no files: leave out -o, --rejects, --known-names and --unread")
        for line in api.explain_reading(files, language=language, published=published):
            display.print_text(line)
        return
    with display.progress_on(display.note_console(), quiet=quiet) as progress:
        if _is_spark(engine, master):
            if output is None or known_names or unread or readers != "rules":
                raise UsageError("--engine spark needs a folder, -o, and neither --known-names, --unread nor --reader")
            tally = api.read_with_spark(
                files, output, rejects=rejects, master=master, published=published, publisher=publisher, title=title,
                url=url, language=language, retrieved=retrieved, progress=progress,
            )  # fmt: skip
        else:
            tally = api.read_to_files(
                files, output, rejects=rejects, known_names=known_names, unread=unread, readers=split_names(readers),
                published=published, publisher=publisher, title=title, url=url, language=language,
                retrieved=retrieved, jobs=jobs,
                max_tokens=max_tokens, price_in=price_in, price_out=price_out, progress=progress,
            )  # fmt: skip
    if not quiet and (tally.documents or tally.skipped):
        display.show_notes([tally.summary()])
        display.show_unresolved(sorted(tally.unresolved), display.note_console())
    display.show_notes(tally.notes)
    for error in tally.errors:
        display.print_error(error)
    if tally.errors:
        raise typer.Exit(3)


@command(
    "autokg import plants.csv -m plants.toml -o facts.jsonl",
    "autokg import filings.csv --as nhtsa-aala --model-year 2024 -o facts.jsonl",
    name="import",
)
def import_(
    file: Annotated[Path, typer.Argument(help="A CSV, TSV, JSONL or xlsx table, or a file for another importer.")],
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", "-m", help="TOML file that assigns columns to slots; see docs/importing.md."),
    ] = None,
    importer: Annotated[
        str, typer.Option("--as", help="Importer to use: table, nhtsa-aala, vpic, vpic-tables or wikidata.")
    ] = "table",
    output: OutputOption = None,
    rejects: Annotated[Path | None, typer.Option(help="File to write rejected rows to, with the reasons.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the first facts and all rejected rows; write nothing.")
    ] = False,
    retrieved: Annotated[str | None, typer.Option(help="Date on which the file was fetched.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Name of the publisher.")] = None,
    published: Annotated[str | None, typer.Option(help="Date of publication (EDTF).")] = None,
    title: Annotated[str | None, typer.Option(help="Title of the file.")] = None,
    url: Annotated[str | None, typer.Option(help="URL of the file.")] = None,
    licence: Annotated[str | None, typer.Option(help="Licence of the file.")] = None,
    model_year: Annotated[int | None, typer.Option(help="Model year of label filings that do not state it.")] = None,
    quiet: QuietOption = False,
) -> None:
    """Turn a table, label filings, decoded VINs or Wikidata results into facts (JSONL)."""
    from autokg import api
    from autokg.cli import display

    refuse_overwriting((output, rejects), (file, mapping))
    done = api.import_table(
        file, mapping, importer=importer, title=title, publisher=publisher, published=published, url=url,
        retrieved=retrieved, licence=licence, model_year=model_year,
    )  # fmt: skip
    if dry_run:
        preview = done.preview(10)
        display.show_table(preview.columns, preview.rows, display.data_console())
    else:
        display.put(done.facts_jsonl().encode(), output)
    if rejects:
        display.put(done.rejects_jsonl().encode(), rejects)
    else:
        display.show_notes(map(str, done.rejects), quiet=quiet)
    display.show_notes([done.summary()], quiet=quiet)


@command("autokg build facts.jsonl -s my-store", 'autokg build "$(autokg data)" facts.jsonl -s my-store')
def build(
    facts: Annotated[
        list[str] | None,
        typer.Argument(help="Files of facts (JSONL), folders of them, or `-` for stdin; the bundled data if omitted."),
    ] = None,
    store: Annotated[
        str | None,
        typer.Option(
            "--store",
            "-s",
            envvar="AUTOKG_STORE",
            parser=path,
            help="Folder or URL of a SPARQL endpoint to write; an old base is replaced at the end.",
        ),
    ] = None,
    texts: Annotated[
        Path | None,
        typer.Option("--documents", help="Folder of the article texts; every quote is checked against them."),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(help="File of editors' decisions (JSONL) from `autokg review`; added to the bundled data's own."),
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option(help="Layer of the bundled data to leave out: facts or filings.")
    ] = None,
    rdf: Annotated[
        list[Path] | None,
        typer.Option("--rdf", help="File of RDF of your own, kept in a layer of its own; may be repeated."),
    ] = None,
    base: Annotated[str, typer.Option(help="Start of the IRIs of things.")] = "https://w3id.org/autokg/id/",
    reasoner: Annotated[
        str,
        typer.Option(help="Reasoner: memory (compiled rules), store (SPARQL updates) or owlrl (independent and slow)."),
    ] = "memory",
    engine: Annotated[
        str, typer.Option(help="Engine: local (this process) or spark, which writes N-Quads for a bulk loader.")
    ] = "local",
    master: MasterOption = None,
    shards: Annotated[int | None, typer.Option(min=1, help="Number of files of each large layer, with Spark.")] = None,
    compression: Annotated[str, typer.Option(help="Compression of these files: gzip or zstd.")] = "gzip",
    quiet: QuietOption = False,
) -> None:
    """Build a knowledge base from facts: map, judge, reason, validate."""
    from autokg import api
    from autokg.cli import display

    if store is None:
        raise UsageError("name the store to build: -s FOLDER")
    if _is_spark(engine, master):
        if texts or rdf:
            raise UsageError("--documents and --rdf need the engine local; load RDF of your own beside the shards")
        with display.progress_on(display.note_console(), quiet=quiet) as progress:
            report = api.build_shards(
                facts or None, store, master=master, decisions=decisions, without=without or (), base=base,
                reasoner=reasoner, shards=shards, compression=compression, progress=progress,
            )  # fmt: skip
        if not quiet:
            display.show_build(report, display.note_console())
        if report.rejects:
            left_out = count_of(report.rejects, "line was", "lines were")
            display.show_notes([f"{left_out} left out; {store}/rejects.jsonl has the reasons"])
        return
    if shards:
        raise UsageError("--shards needs --engine spark")
    with display.progress_on(display.note_console(), quiet=quiet) as progress:
        kb = api.build(
            facts or None, store, texts=texts, decisions=decisions, without=without or (), rdf=rdf or (), base=base,
            reasoner=reasoner, progress=progress,
        )  # fmt: skip
    if not quiet and kb.report:
        display.show_build(kb.report, display.note_console())


@command(
    "autokg review decisions.jsonl -s my-store --rejects rejects.jsonl",
    "autokg review --due -s my-store",
    "autokg review --unread unread.csv",
)
def review(
    decisions: Annotated[Path | None, typer.Argument(help="File that decisions are added to (JSONL).")] = None,
    store: StoreOption = None,
    rejects: Annotated[Path | None, typer.Option(help="File of rejected facts from `autokg read --rejects`.")] = None,
    only: Annotated[
        str, typer.Option(help="Cases to review, comma-separated: names, rejects, conflicts.")
    ] = "names,rejects,conflicts",
    by: Annotated[str | None, typer.Option(help="Name of the editor; your user name if omitted.")] = None,
    csv: Annotated[
        Path | None, typer.Option(help="Write the cases to this file, to edit in a spreadsheet; make no decision.")
    ] = None,
    from_csv: Annotated[Path | None, typer.Option(help="Read the decisions from such a file.")] = None,
    unread: Annotated[
        Path | None, typer.Option(help="File of sentences without a fact from `autokg read --unread`, to list them.")
    ] = None,
    due: Annotated[bool, typer.Option("--due", help="List states that may be out of date; make no decision.")] = False,
    today: TodayOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the list of --due or --unread as JSON.")] = False,
) -> None:
    """Review unresolved names, rejected facts and conflicts, and write decisions for the next build."""
    from autokg import api
    from autokg.cli import display

    if due:
        if decisions or rejects or by or from_csv or unread or (as_json and csv):
            raise UsageError(
                "--due makes no decisions; it can be combined only with --store, --today, and --json or --csv"
            )
        display.put_rows(api.review_due(store, today=today), "json" if as_json else None, csv)
        return
    if today:
        raise UsageError("--today needs --due")
    if unread and decisions is None:
        if rejects or by or from_csv or (as_json and csv):
            raise UsageError("--unread without a file of decisions only lists sentences, or writes them to --csv")
        refuse_overwriting((csv,), (unread,))
        display.put_unread(api.list_unread(unread), "json" if as_json else None, csv)
        return
    if as_json:
        raise UsageError("--json needs --due, or --unread without a file of decisions")
    if decisions is None:
        raise UsageError("name the file to add decisions to, or list what to look at with --due or --unread")
    if csv and from_csv:
        raise UsageError("--csv writes cases and --from-csv reads decisions; give one of them")
    refuse_overwriting((decisions, csv), (rejects, from_csv, unread))
    refuse_overwriting((csv,), (decisions,))
    outcome = api.review(
        decisions,
        store=store,
        rejects=rejects,
        only=split_names(only),
        by=by,
        csv=csv,
        from_csv=from_csv,
        unread=unread,
    )
    display.show_notes([str(outcome)])


@command("autokg evaluate gold/ facts/ --texts texts/ --errors")
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder of annotated facts, NAME.jsonl.")],
    facts: Annotated[Path, typer.Argument(help="Folder of extracted facts with the same file names.")],
    texts: Annotated[Path | None, typer.Option(help="Folder of the texts, NAME.txt, to check quotes.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Require whole names of organisations.")] = False,
    errors: Annotated[
        bool, typer.Option("--errors", help="Print each missed and each wrong claim with its quote.")
    ] = False,
) -> None:
    """Compare extracted facts with annotated facts: precision, recall and F1 by language and kind."""
    from autokg import api
    from autokg.cli import display

    display.show_evaluation(api.evaluate(gold, facts, texts, strict=strict), display.data_console(), errors=errors)


@command("autokg data")
def data() -> None:
    """Print the folder of the bundled facts, to build them together with your own."""
    from autokg import api

    typer.echo(api.data_folder())


@command("autokg schema > fact.schema.json")
def schema() -> None:
    """Print the JSON Schema for one line of a file of facts."""
    from autokg import api
    from autokg.cli import display

    display.print_json(api.json_schema())
