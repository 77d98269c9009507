"""The commands of `autokg network`: measures of the graph as a network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autokg.cli.options import (
    AsOfOption,
    FailEmptyOption,
    Function,
    OutputOption,
    QuietOption,
    StoreOption,
    TodayOption,
    WithoutOption,
    app,
    command,
    opened,
)

if TYPE_CHECKING:
    from autokg.api import Figure

network_app = typer.Typer(
    no_args_is_help=True,
    help="Measure the graph as a network: who is central, which companies form groups, what depends on what.",
)
app.add_typer(network_app, name="network")

ViewOption = Annotated[
    str,
    typer.Option("--view", help="Views, comma-separated: production, partners, ownership, agreements, all."),
]
StatusOption = Annotated[
    str,
    typer.Option(
        help="Statuses to include, comma-separated: actual, planned, ended, cancelled, reported, denied; or all."
    ),
]
OnOption = Annotated[str | None, typer.Option("--on", help="Include only ties that may be valid on this date.")]
WeightOption = Annotated[
    str | None, typer.Option("--weight", "-w", help="Weight of a tie: ties, sources, or a number of the view.")
]
TypeOption = Annotated[str | None, typer.Option("--type", help="List only nodes of this type, such as Company.")]
FormatOption = Annotated[
    str | None,
    typer.Option("--format", "-f", help="table, md, csv or json. By default a table on a terminal, else CSV."),
]
LimitOption = Annotated[
    int | None,
    typer.Option("--limit", "-n", min=0, help="Maximum number of rows, 0 for all; by default 20 in a table."),
]
EngineOption = Annotated[
    str | None,
    typer.Option(help="networkx, igraph or a networkx backend; by default chosen by the size of the network."),
]
SparqlOption = Annotated[bool, typer.Option("--sparql", help="Print the SPARQL queries too.")]
_CURRENT = "actual,planned"


def _command(*examples: str) -> Callable[[Function], Function]:
    return command(*examples, group=network_app)


@_command("autokg network central --by betweenness")
def central(
    by: Annotated[str, typer.Option(help="Measure: degree, strength, betweenness, pagerank or constraint.")] = "degree",
    view: ViewOption = "partners",
    weight: WeightOption = None,
    type_: TypeOption = None,
    pivots: Annotated[
        int | None,
        typer.Option(
            min=10, help="Sample betweenness from this many nodes; by default in networks of more than 2,000 nodes."
        ),
    ] = None,
    engine: EngineOption = None,
    status: StatusOption = _CURRENT,
    on: OnOption = None,
    as_of: AsOfOption = None,
    without: WithoutOption = None,
    limit: LimitOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    sparql: SparqlOption = False,
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """Rank nodes by how central they are."""
    with opened(store, as_of=as_of, without=without, quiet=quiet) as kb:
        figure = kb.network.central(
            by, view=view, weight=weight, type=type_, pivots=pivots, engine=engine, status=status, on=on
        )
    _give(figure, format_, output, limit, sparql=sparql, fail_empty=fail_empty)


@_command("autokg network communities --view partners,ownership")
def communities(
    view: ViewOption = "partners",
    weight: WeightOption = None,
    method: Annotated[str, typer.Option(help="louvain, or leiden (needs igraph).")] = "louvain",
    resolution: Annotated[float, typer.Option(min=0.01, help="Values above 1 give smaller communities.")] = 1.0,
    engine: EngineOption = None,
    status: StatusOption = _CURRENT,
    on: OnOption = None,
    as_of: AsOfOption = None,
    without: WithoutOption = None,
    limit: LimitOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    sparql: SparqlOption = False,
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """Group nodes into communities, with the modularity of the whole."""
    with opened(store, as_of=as_of, without=without, quiet=quiet) as kb:
        figure = kb.network.communities(
            method, view=view, weight=weight, resolution=resolution, engine=engine, status=status, on=on
        )
    _give(figure, format_, output, limit, sparql=sparql, fail_empty=fail_empty)


@_command('autokg network path "Renault Korea" "Volvo Cars"')
def path(
    source: Annotated[str, typer.Argument(help="Name or IRI of a thing.")],
    target: Annotated[str, typer.Argument(help="Name or IRI of another thing.")],
    view: ViewOption = "partners,ownership",
    weight: Annotated[str, typer.Option("--weight", "-w", help="Weight that makes a tie strong.")] = "sources",
    chains: Annotated[int, typer.Option(min=1, help="Maximum number of chains of the same length.")] = 3,
    status: StatusOption = _CURRENT,
    on: OnOption = None,
    as_of: AsOfOption = None,
    without: WithoutOption = None,
    limit: LimitOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    sparql: SparqlOption = False,
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """Find the shortest and the strongest chains between two things, with the evidence of each step."""
    with opened(store, as_of=as_of, without=without, quiet=quiet) as kb:
        figure = kb.network.path(source, target, view=view, weight=weight, chains=chains, status=status, on=on)
    _give(figure, format_, output, limit, sparql=sparql, fail_empty=fail_empty)


@_command("autokg network bridges --ties")
def bridges(
    view: ViewOption = "partners",
    ties: Annotated[bool, typer.Option("--ties", help="List ties instead of nodes.")] = False,
    type_: TypeOption = None,
    status: StatusOption = _CURRENT,
    on: OnOption = None,
    as_of: AsOfOption = None,
    without: WithoutOption = None,
    limit: LimitOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    sparql: SparqlOption = False,
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """Find the nodes, or the ties, whose removal splits the network."""
    with opened(store, as_of=as_of, without=without, quiet=quiet) as kb:
        figure = kb.network.bridges(ties=ties, view=view, type=type_, status=status, on=on)
    _give(figure, format_, output, limit, sparql=sparql, fail_empty=fail_empty)


@_command("autokg network concentration --of plant --per brand,country")
def concentration(
    of: Annotated[
        str, typer.Option(help="Things to count: plant, brand, model, market, builder or country.")
    ] = "plant",
    per: Annotated[
        str, typer.Option(help="Groups to compare, comma-separated: brand, plant, country and so on.")
    ] = "brand",
    weight: Annotated[str, typer.Option("--weight", "-w", help="Weight: models or volume.")] = "models",
    status: StatusOption = _CURRENT,
    as_of: AsOfOption = None,
    without: WithoutOption = None,
    limit: LimitOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    sparql: SparqlOption = False,
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """Measure how concentrated production is, for example in plants per brand or brands per country."""
    with opened(store, as_of=as_of, without=without, quiet=quiet) as kb:
        figure = kb.network.concentration(of, per, weight=weight, status=status)
    _give(figure, format_, output, limit, sparql=sparql, fail_empty=fail_empty)


@_command('autokg network exposure "South Korea"')
def exposure(
    name: Annotated[str, typer.Argument(help="A plant, an organisation, a country, or a place with plants.")],
    status: StatusOption = _CURRENT,
    as_of: AsOfOption = None,
    without: WithoutOption = None,
    limit: LimitOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    sparql: SparqlOption = False,
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """Find the models, brands, markets and yearly volume that depend on a plant, organisation, country or place."""
    with opened(store, as_of=as_of, without=without, quiet=quiet) as kb:
        figure = kb.network.exposure(name, status=status)
    _give(figure, format_, output, limit, sparql=sparql, fail_empty=fail_empty)


@_command("autokg network gaps", 'autokg network gaps --only "overdue plan" --limit 0')
def gaps(
    only: Annotated[
        str,
        typer.Option(
            help="Kinds of gaps, comma-separated: no owner, no operator, one source, overdue plan, not reported lately."
        ),
    ] = "",
    view: ViewOption = "partners,ownership",
    status: StatusOption = _CURRENT,
    today: TodayOption = None,
    as_of: AsOfOption = None,
    without: WithoutOption = None,
    limit: LimitOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    sparql: SparqlOption = False,
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """List what the base does not know, or not any more: where to look for sources next."""
    with opened(store, as_of=as_of, without=without, quiet=quiet) as kb:
        figure = kb.network.gaps(only, view=view, status=status, today=today or as_of)
    _give(figure, format_, output, limit, sparql=sparql, fail_empty=fail_empty)


@_command("autokg network compare 2023 2025")
def compare(
    first: Annotated[str, typer.Argument(help="A date; a month or a year means its first day.")],
    second: Annotated[str, typer.Argument(help="A later date.")],
    view: ViewOption = "partners,ownership",
    published: Annotated[
        bool,
        typer.Option(
            "--published", help="Compare the sources published by each date, instead of the ties valid on it."
        ),
    ] = False,
    status: StatusOption = "all",
    limit: LimitOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    sparql: SparqlOption = False,
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """List nodes and ties that appeared, disappeared or changed between two dates."""
    with opened(store, quiet=quiet) as kb:
        figure = kb.network.compare(first, second, view=view, published=published, status=status)
    _give(figure, format_, output, limit, sparql=sparql, fail_empty=fail_empty)


def _give(
    figure: Figure, format_: str | None, output: Path | None, limit: int | None, *, sparql: bool, fail_empty: bool
) -> None:
    """Print or write a figure; what a format has no room for goes to standard error."""
    from autokg.api.measures import render_figure
    from autokg.cli import display
    from autokg.cli.figures import show_figure

    rendered = render_figure(figure, format_, output, limit)
    if rendered is None:
        show_figure(figure, display.data_console(), limit=limit)
    else:
        display.put(rendered, output)
    for name, text in figure.queries.items() if sparql else ():
        typer.echo(f"# {name}\n{text}", err=rendered is not None)
    if rendered is not None and figure.sentence.encode() not in rendered and not figure.rows:
        typer.echo(figure.sentence, err=True)
    if fail_empty and not figure.rows:
        raise typer.Exit(1)
