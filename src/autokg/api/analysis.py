"""What an analyst takes away from a knowledge base: tables, graphs, measures, pictures and files.

kb.table("productions").to_pandas()
kb.graph("partners", around="Polestar")
kb.network.central(by="betweenness")
kb.export("who-builds", "polestar.svg", around="Polestar")
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from autokg.api.arguments import Day, as_names, is_query, to_first_day, to_query
from autokg.api.path_arguments import as_path
from autokg.api.rows import Rows
from autokg.core.checked import checked
from autokg.core.enums import Status
from autokg.errors import UnknownNameError
from autokg.query.saved import get_query
from autokg.stores import Store

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from autokg.api.drawings import Drawing
    from autokg.api.measures import Measures
    from autokg.api.path_arguments import StrPath
    from autokg.exports import Exported


class Analysis(ABC):
    """Tables, graphs, measures, pictures and files of a store."""

    @property
    @abstractmethod
    def store(self) -> Store:
        """The store."""

    @property
    def network(self) -> Measures:
        """Measures of the graph as a network, for example `kb.network.central()`."""
        from autokg.api.measures import Measures  # noqa: PLC0415 (a query alone does without)

        return Measures(self.store)

    def sources(self) -> Rows:
        """Return the documents that the facts come from, with the numbers of facts and claims."""
        return Rows.of(get_query("documents").run(self.store, {}))

    @checked()
    def table(self, name: str) -> Rows:
        """Return a table for analysis: labels first, dates and numbers as such, IRIs last.

        Parameters
        ----------
        name : str
            `productions`, `plants`, `models`, `brands`, `stakes`, `ventures` or `agreements`.

        Returns
        -------
        Rows
            Also as a frame, by `to_pandas`, `to_polars` and `to_arrow`. `startEarliest` and similar columns are the
            days that an imprecise date may mean. `status` is as last reported; `phase` tells what is to be said of it
            on the day of the latest source: `current`, `last_known` (reported more than two years before), `end_due`,
            `ended`, `planned`, `overdue`, `cancelled`, `rumoured` or `denied`.

        """
        from autokg.api.analyst_tables import read_table  # noqa: PLC0415 (a query alone does without)

        return read_table(self.store, name)

    @checked()
    def find(self, name: str, *, type: str = "thing") -> Rows:  # noqa: A002 (the word that users expect)
        """Return the things of a name, whatever its case and accents; if there are none, those of similar names.

        Parameters
        ----------
        name : str
            Any name or former name.
        type : str
            `organization`, `brand`, `plant`, `model`, `country`, `place`; any thing if omitted.

        Returns
        -------
        Rows
            With `label`, `type`, `name` (the key that was found), `score` (100 for the name itself) and `thing`.

        """
        from autokg.api.analyst_tables import find_things  # noqa: PLC0415 (a query alone does without)

        return find_things(self.store, name, type)

    @checked()
    def rdf(self, part: str = "facts", *, layers: bool = False, lazy: bool = False) -> rdflib.Graph:
        """Return the base, or a part of it, as an rdflib graph.

        Parameters
        ----------
        part : str
            `facts` (what is accepted or inferred, with types and labels), `claims` or `all`.
        layers : bool
            Return an `rdflib.Dataset` with the layers as named graphs.
        lazy : bool
            Read from the store when the graph is asked, instead of copying everything first; for `all` only. Needs
            oxrdflib (`pip install "autokg[rdflib]"`).

        Returns
        -------
        rdflib.Graph or rdflib.Dataset

        """
        from autokg.api.rdf_graphs import to_graph  # noqa: PLC0415 (a query alone does without)

        return to_graph(self.store, part, layers=layers, lazy=lazy)

    @checked(hops=0)
    def draw(
        self, view: str = "partners", *, around: str | None = None, hops: int = 1, language: str | None = None
    ) -> Drawing:
        """Draw a network or a chart, to show it in a notebook.

        Parameters
        ----------
        view, around, hops, language
            As for `export`.

        Returns
        -------
        Drawing
            With `svg`; a notebook shows it as a picture.

        """
        from autokg.api.drawings import Drawing  # noqa: PLC0415 (a query alone does without)

        return Drawing.by(lambda path: self.export(view, path, around=around, hops=hops, language=language))

    @checked(hops=0)
    def graph(
        self,
        view: str | Path = "partners",
        *,
        status: str | Collection[str] | None = None,
        kinds: str | Collection[str] | None = None,
        on: Day | None = None,
        around: str | None = None,
        hops: int = 1,
    ) -> nx.MultiDiGraph:
        """Return a view as a networkx graph.

        Parameters
        ----------
        view : str or pathlib.Path
            `production`, `partners`, `ownership`, `agreements` or `all`; or any query, as `query` takes it, that
            returns the columns `source` and `target`.
        status : str or collection of str, optional
            Keep only edges of these statuses, for example `{"actual", "planned"}`.
        kinds : str or collection of str, optional
            Keep only nodes of these types, for example `{"Company"}`.
        on : str or datetime.date, optional
            Keep only edges that may hold on this day; a month or a year means its first day.
        around : str, optional
            Keep only nodes near the thing of this name, as `export` does.
        hops : int
            Number of steps that count as near.

        Returns
        -------
        networkx.MultiDiGraph
            Nodes are keyed by IRI, with `label` and `type`; edges have `type`, `status`, `start`, `end`, `sources`.

        Raises
        ------
        UnknownNameError
            If there is no such view, query or thing.
        QueryError
            If a query returns no edges.

        """
        from autokg.network import VIEWS, get_view, project  # noqa: PLC0415 (a query alone does without)
        from autokg.network.neighbourhood import cut_around_name  # noqa: PLC0415

        statuses, types = (None if names is None else as_names(names) for names in (status, kinds))
        for name in statuses or ():
            if name not in set(Status):
                raise UnknownNameError("status", name, [known.value for known in Status])
        is_view = view in VIEWS or not is_query(view)
        chosen = get_view(str(view)) if is_view else to_query(view)
        day = None if on is None else to_first_day("on", on)
        network = project(self.store, chosen, status=statuses, kinds=types, on=day)
        return network if around is None else cut_around_name(network, around, self.store, hops)

    @checked(hops=0)
    def export(
        self,
        view: str,
        output: StrPath | None = None,
        *,
        format: str | None = None,  # noqa: A002 (the word that users expect)
        around: str | None = None,
        hops: int = 1,
        weight: str | None = None,
        measures: str | Collection[str] = (),
        bom: bool = False,
        language: str | None = None,
    ) -> Exported:
        """Write a network, a chart or a part of the base to a file.

        Parameters
        ----------
        view : str
            A network, `production`, `partners`, `ownership`, `agreements` or `all`; a chart, `who-builds`, `owners`,
            `timeline`, `sankey`, `matrix` or `map`; or a part of the base: `facts`, `claims` or `sources`.
        output : path, optional
            The file to write; standard output if omitted.
        format : str, optional
            By default chosen by the ending of the file.
        around : str, optional
            Keep only things near the thing of this name.
        hops : int
            Number of steps that count as near.
        weight : str, optional
            Widths of `sankey`: `models` or `volume`.
        measures : str or collection of str
            Measures of the nodes of a network to write: `community`, `degree`, `betweenness` and so on.
        bom : bool
            Start CSV with a byte order mark, by which Excel knows that it is UTF-8.
        language : str, optional
            Language of the words of a picture (SVG, PNG, PDF): `en`, `fr` or `de`.

        Returns
        -------
        Exported
            Numbers of nodes and edges or rows, the files, and remarks.

        Raises
        ------
        UnknownNameError
            If there is no such view, format or thing.
        OutputError
            If the file cannot be written.

        """
        from autokg.exports import export  # noqa: PLC0415 (a query alone does without)

        return export(
            view,
            self.store,
            as_path(output),
            format,
            around=around,
            hops=hops,
            weight=weight,
            measures=as_names(measures),
            bom=bom,
            language=language,
        )
