"""The commands of `autokg network`: measures of the graph as a network, each a figure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autokg.cli.options import AsOfOption, FailEmptyOption, OutputOption, QuietOption, StoreOption, app, open_knowledge

if TYPE_CHECKING:
    from autokg.network.reports import Figure, Scope
    from autokg.stores import OxigraphStore

network_app = typer.Typer(
    no_args_is_help=True,
    help="Measure the graph as a network: who is central, what belongs together, what production depends on.",
)
app.add_typer(network_app, name="network")

ViewOption = Annotated[
    str, typer.Option("--view", help="production, partners, ownership, agreements, all; several parted by commas.")
]
StatusOption = Annotated[
    str, typer.Option(help="The statuses that count, parted by commas, or all.", show_default=True)
]
OnOption = Annotated[str | None, typer.Option("--on", help="A day: only ties that may hold on it.")]
WeightOption = Annotated[
    str | None, typer.Option("--weight", "-w", help="What a tie weighs: ties, sources, share, volume, ….")
]
TypeOption = Annotated[str | None, typer.Option("--type", help="List nodes of this type only: Company, Plant, ….")]
FormatOption = Annotated[
    str | None, typer.Option("--format", "-f", help="table, md, csv or json; by default what suits where it goes.")
]
LimitOption = Annotated[
    int | None, typer.Option("--limit", "-n", min=0, help="The most rows; 0 for all. A table has 20 unless told so.")
]
EngineOption = Annotated[
    str | None, typer.Option(help="networkx, igraph or a backend of networkx; by default what suits the size.")
]
SparqlOption = Annotated[bool, typer.Option("--sparql", help="Show the queries behind the figure too.")]
_LIVE = "actual,planned"


@network_app.command()
def central(
    by: Annotated[str, typer.Option(help="degree, strength, betweenness, pagerank or constraint.")] = "degree",
    view: ViewOption = "partners",
    weight: WeightOption = None,
    type_: TypeOption = None,
    pivots: Annotated[
        int | None, typer.Option(min=10, help="Sample betweenness from this many nodes; by default from 2,000 on.")
    ] = None,
    engine: EngineOption = None,
    status: StatusOption = _LIVE,
    on: OnOption = None,
    as_of: AsOfOption = None,
    limit: LimitOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    sparql: SparqlOption = False,
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """Rank who is central."""
    from autokg.network import reports

    scope = _scope(_open(store, as_of, quiet=quiet), view, status, on)
    figure = reports.rank_nodes(scope, by, weight=weight, type_=type_, pivots=pivots, engine=engine)
    _give(figure, format_, output, limit, sparql=sparql, fail_empty=fail_empty)


@network_app.command()
def communities(
    view: ViewOption = "partners",
    weight: WeightOption = None,
    method: Annotated[str, typer.Option(help="louvain, or leiden, which igraph has.")] = "louvain",
    resolution: Annotated[float, typer.Option(min=0.01, help="Above 1 for smaller communities.")] = 1.0,
    engine: EngineOption = None,
    status: StatusOption = _LIVE,
    on: OnOption = None,
    as_of: AsOfOption = None,
    limit: LimitOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    sparql: SparqlOption = False,
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """Find which nodes belong together, and how well the network is parted so."""
    from autokg.network import reports

    scope = _scope(_open(store, as_of, quiet=quiet), view, status, on)
    figure = reports.group(scope, weight=weight, resolution=resolution, method=method, engine=engine)
    _give(figure, format_, output, limit, sparql=sparql, fail_empty=fail_empty)


@network_app.command()
def path(
    one: Annotated[str, typer.Argument(help="A name, or an IRI.")],
    other: Annotated[str, typer.Argument(help="Another one.")],
    view: ViewOption = "partners,ownership",
    weight: Annotated[str, typer.Option("--weight", "-w", help="What makes a tie strong.")] = "sources",
    chains: Annotated[int, typer.Option(min=1, help="The most chains of the same length.")] = 3,
    status: StatusOption = _LIVE,
    on: OnOption = None,
    as_of: AsOfOption = None,
    limit: LimitOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    sparql: SparqlOption = False,
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """Show how two things are connected: the shortest and the strongest chains, with the evidence of each step."""
    from autokg.network import reports

    scope = _scope(_open(store, as_of, quiet=quiet), view, status, on)
    figure = reports.connect(scope, one, other, weight=weight, limit=chains)
    _give(figure, format_, output, limit, sparql=sparql, fail_empty=fail_empty)


@network_app.command()
def bridges(
    view: ViewOption = "partners",
    ties: Annotated[bool, typer.Option("--ties", help="Pairs whose tie alone holds two sides together.")] = False,
    type_: TypeOption = None,
    status: StatusOption = _LIVE,
    on: OnOption = None,
    as_of: AsOfOption = None,
    limit: LimitOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    sparql: SparqlOption = False,
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """Find what holds the network together: nodes, or ties, whose loss splits it."""
    from autokg.network import reports

    scope = _scope(_open(store, as_of, quiet=quiet), view, status, on)
    figure = reports.find_bridging_ties(scope) if ties else reports.find_bridges(scope, type_=type_)
    _give(figure, format_, output, limit, sparql=sparql, fail_empty=fail_empty)


@network_app.command()
def concentration(
    of: Annotated[str, typer.Option(help="What is spread: plant, brand, model, market, builder or country.")] = "plant",
    per: Annotated[str, typer.Option(help="Over what, parted by commas: brand, or plant,country, ….")] = "brand",
    weight: Annotated[str, typer.Option("--weight", "-w", help="models or volume.")] = "models",
    status: StatusOption = _LIVE,
    as_of: AsOfOption = None,
    limit: LimitOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    sparql: SparqlOption = False,
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """Measure how concentrated production is: of plants per brand, of brands per plant, by country or market."""
    from autokg.network import reports

    live, groups = reports.parse_status(status), reports.parse_dimensions(per)
    figure = reports.concentrate(_open(store, as_of, quiet=quiet), of, groups, weight=weight, status=live)
    _give(figure, format_, output, limit, sparql=sparql, fail_empty=fail_empty)


@network_app.command()
def exposure(
    name: Annotated[str, typer.Argument(help="A plant, an organisation, a country, or a place with plants.")],
    status: StatusOption = _LIVE,
    as_of: AsOfOption = None,
    limit: LimitOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    sparql: SparqlOption = False,
    fail_empty: FailEmptyOption = False,
    quiet: QuietOption = False,
) -> None:
    """Show what if it stops: which models, brands, markets and yearly volume hang on a thing, alone or with others."""
    from autokg.network import reports

    live = reports.parse_status(status)
    figure = reports.expose(_open(store, as_of, quiet=quiet), name, status=live)
    _give(figure, format_, output, limit, sparql=sparql, fail_empty=fail_empty)


@network_app.command()
def compare(
    first: Annotated[str, typer.Argument(help="A day, or a year for its first day.")],
    second: Annotated[str, typer.Argument(help="A later one.")],
    view: ViewOption = "partners,ownership",
    published: Annotated[
        bool, typer.Option("--published", help="By what was public by each day, judged anew, not by what held on it.")
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
    """Show what joined, left and changed between two days."""
    from autokg.network import reports

    days = reports.parse_day(first), reports.parse_day(second)
    reports.require_order(*days)
    if published:
        before, after = (_scope(_open(store, day.isoformat(), quiet=quiet), view, status) for day in days)
        figure = reports.compare_scopes(before, after, f"as published by {days[0]} and by {days[1]}")
    else:
        figure = reports.compare_days(_scope(_open(store, quiet=quiet), view, status), *days)
    _give(figure, format_, output, limit, sparql=sparql, fail_empty=fail_empty)


def _open(store: Path | None, as_of: str | None = None, *, quiet: bool) -> OxigraphStore:
    from autokg.cli import display

    with display.progress_on(display.note_console(), quiet=quiet) as progress:
        return open_knowledge(store, progress, as_of=as_of, quiet=quiet)


def _scope(store: OxigraphStore, view: str, status: str, on: str | None = None) -> Scope:
    from autokg.network.reports import Scope, parse_day, parse_status, parse_views

    return Scope(store, parse_views(view), parse_status(status), parse_day(on) if on else None)


def _give(
    figure: Figure, format_: str | None, output: Path | None, limit: int | None, *, sparql: bool, fail_empty: bool
) -> None:
    """Show or write a figure; what a format has no room for goes to standard error."""
    from autokg.cli import display
    from autokg.core.files import write_output
    from autokg.network import reports
    from autokg.network.reports.shown import show_figure

    rendered = reports.render(figure, format_, output, limit)
    if rendered is None:
        show_figure(figure, display.data_console(), limit=limit)
    else:
        write_output(rendered, output)
    if sparql:
        for name, text in figure.queries.items():
            typer.echo(f"# {name}\n{text}", err=rendered is not None)
    if rendered is not None and figure.sentence.encode() not in rendered and not figure.rows:
        typer.echo(figure.sentence, err=True)
    if fail_empty and not figure.rows:
        raise typer.Exit(1)
