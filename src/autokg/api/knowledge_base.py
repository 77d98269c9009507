"""A knowledge base: asked, queried, looked back on, and measured, from Python.

kb = autokg.open()
kb.ask("Who builds the Polestar 4?")
kb.query("plants-in", country="South Korea").to_pandas()
kb.graph("partners")
kb.as_of("2024").conflicts()
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pyoxigraph import Literal

from autokg.api.conflict_list import Conflicts
from autokg.api.reasons import Reasons
from autokg.api.rows import Rows
from autokg.core.files import Progress
from autokg.errors import StoreError, UsageError
from autokg.query.markup import table
from autokg.query.results import Table
from autokg.query.saved import SavedQuery, find_query, get_query, load_queries
from autokg.stores import OxigraphStore, open_store

if TYPE_CHECKING:
    import networkx as nx

    from autokg.answers import Answer

Argument = str | int | dt.date


class KnowledgeBase:
    """What press articles say of who builds whose cars, judged and closed.

    Parameters
    ----------
    store : OxigraphStore
        Where it lives.
    name : str
        What it is called.
    notes : collection of str
        What is to be known of it.

    Notes
    -----
    It is for reading. Nothing of it changes while it is open, so that answers fit together. Used in a `with`
    statement it is closed at its end; what it returned can still be used.

    Examples
    --------
    >>> from autokg.stores import OxigraphStore
    >>> with KnowledgeBase(OxigraphStore(), "an empty base") as kb:
    ...     kb.query("SELECT ?s WHERE { ?s ?p ?o }")[:1]
    ...     len(kb.graph("partners"))
    s
    0

    """

    def __init__(self, store: OxigraphStore, name: str, notes: Collection[str] = ()) -> None:
        self._store: OxigraphStore | None = store
        self.name = name
        self.notes = tuple(notes)

    @property
    def store(self) -> OxigraphStore:
        """The store, for what takes one; raise `StoreError` after it was closed."""
        if self._store is None:
            raise StoreError(f"{self.name} is closed; open it again")
        return self._store

    def ask(self, question: str) -> Answer:
        """Answer a question in English or French.

        Parameters
        ----------
        question : str
            As `autokg ask` takes it.

        Returns
        -------
        Answer
            With `sentence`, `rows`, `evidence`, `conflicts` and the `sparql` behind it.

        Raises
        ------
        NoAnswerError
            Where no family of questions takes it, or a name is not known; near ones are offered.

        """
        from autokg.answers import ask  # noqa: PLC0415 (what a query alone does without)

        return ask(question, self.store)

    def query(self, query: str | Path, /, **arguments: Argument) -> Rows:
        """Run a saved query, a file or SPARQL.

        Parameters
        ----------
        query : str or pathlib.Path
            The name of a saved query (`queries` lists them), SPARQL as it stands, or the path of a file.
        **arguments
            The parameters of a saved query: names, dates or IRIs.

        Returns
        -------
        Rows
            The rows in their order; of a CONSTRUCT its triples, of an ASK one row.

        Raises
        ------
        UnknownNameError
            Where no query, or no thing, has such a name; near ones are offered.
        QueryError
            Where the SPARQL has a mistake, with line and column.
        UsageError
            Where the query takes no such parameter.

        """
        given = {name: str(value) for name, value in arguments.items()}
        return Rows.of(_find(query).run(self.store, given))

    def queries(self) -> Rows:
        """Return the saved queries, the question each answers, and the parameters it takes."""
        said = ((one.name, one.question, ", ".join(one.parameters)) for one in load_queries().values())
        return Rows(("query", "answers", "parameters"), (tuple(map(Literal, row)) for row in said))

    def graph(
        self,
        view: str | Path = "partners",
        *,
        status: Collection[str] | None = None,
        kinds: Collection[str] | None = None,
        on: dt.date | None = None,
    ) -> nx.MultiDiGraph:
        """Return a view as a networkx graph.

        Parameters
        ----------
        view : str or pathlib.Path
            `production`, `partners`, `ownership`, `agreements` or `all`; or any query, as `query` takes it, that
            returns the columns `source` and `target`.
        status, kinds, on
            As `autokg.network.project` takes them.

        Returns
        -------
        networkx.MultiDiGraph
            Nodes are keyed by IRI, with `label` and `type`; edges have `type`, `status`, `start`, `end`, `sources`.

        Raises
        ------
        UnknownNameError
            Where there is no such view or query.
        QueryError
            Where a query returns no edges.

        """
        from autokg.network import VIEWS, get_view, project  # noqa: PLC0415 (what a query alone does without)

        is_view = view in VIEWS or not _is_query(view)
        chosen = get_view(str(view)) if is_view else _find(view)
        return project(self.store, chosen, status=status, kinds=kinds, on=on)

    def as_of(self, day: str | dt.date | None = None, *, known_by: str | dt.date | None = None) -> KnowledgeBase:
        """Return the base as it would have been, judged and closed anew.

        Parameters
        ----------
        day : str or datetime.date, optional
            What was public by this day; a month or a year stands for its last day.
        known_by : str or datetime.date, optional
            What had been read by this day. One of the two is needed, both may be given.

        Returns
        -------
        KnowledgeBase
            In memory, with `notes` on what was left out.

        Raises
        ------
        UsageError
            Where a day is not one, or none is given.

        """
        from autokg.building import as_of as asof  # noqa: PLC0415 (0.3 s that most uses do without)

        if day is None and known_by is None:
            raise UsageError("name a day: as_of('2024-06-30'), or as_of(known_by='2024-06-30')")
        days = (None if one is None else str(one) for one in (day, known_by))
        past = asof.recall(self.store, asof.Moment.of(*days))
        return KnowledgeBase(past.store, f"{self.name}, {past.moment}", tuple(past.notes()))

    def conflicts(self, about: str | None = None) -> Conflicts:
        """Return where sources contradict each other, in all or about a thing, with both sides and the rule.

        Parameters
        ----------
        about : str, optional
            A name or an IRI.

        Returns
        -------
        Conflicts
            A row for each: `subjectLabel`, `propertyLabel`, `acceptedValue`, `rejectedValue`, `rule`, and of
            both sides the words and the source.

        """
        from autokg.answers.conflicts import find_conflicts  # noqa: PLC0415 (what a query alone does without)

        return Conflicts(find_conflicts(self.store, about))

    def why(self, subject: str, property_: str, value: str, *, every: bool = False) -> Reasons:
        """Explain why something holds, down to the words and their sources; or why it does not.

        Parameters
        ----------
        subject, property_, value : str
            Names, prefixed names or IRIs, as `autokg why` takes them.
        every : bool
            Every derivation, not the shallowest alone.

        Returns
        -------
        Reasons
            An explanation for each triple that these names may mean.

        """
        from autokg.explaining.why import why  # noqa: PLC0415 (it compiles the rules)

        return Reasons(why(self.store, subject, property_, value, every=every))

    def close(self) -> None:
        """Let go of the store."""
        self._store = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        state = "closed" if self._store is None else f"{len(self._store):,} quads"
        return f"<KnowledgeBase {self.name}: {state}>"

    def _repr_html_(self) -> str:
        if self._store is None:
            return table(Table((self.name,), (("closed",),)))
        rows = tuple((str(row["of"]), f"{row['number']:,}") for row in self.query(_COUNTS))
        return table(Table((self.name, ""), rows), "; ".join(self.notes))


_COUNTS = """
SELECT ?of (COUNT(DISTINCT ?thing) AS ?number) WHERE {
  VALUES (?of ?class) {
    ("documents" akg:Document) ("claims" akg:Claim) ("conflicts" akg:Conflict) ("companies" akg:Company)
    ("brands" akg:Brand) ("plants" akg:Plant) ("models" akg:VehicleModel) ("agreements" akg:Agreement)
  }
  OPTIONAL { ?thing a ?class }
} GROUP BY ?of ORDER BY ?of
"""


def open_knowledge_base(store: str | Path | None = None, progress: Progress = lambda _: None) -> KnowledgeBase:
    """Open a knowledge base.

    Parameters
    ----------
    store : str or pathlib.Path, optional
        The folder of a store, as `autokg build -s` made it; by default the base that ships, which is built at its
        first use and then kept in the user's cache.
    progress : callable, optional
        Told what is being done.

    Returns
    -------
    KnowledgeBase
        Open for reading, as any number of them may be.

    Raises
    ------
    StoreError
        Where there is no store, or one of another version.

    """
    if store is not None:
        return KnowledgeBase(open_store(Path(store)), str(store))
    from autokg.building.bundled import open_bundled  # noqa: PLC0415 (only where no store is given)

    return KnowledgeBase(open_bundled(progress), "the bundled base")


def _is_query(text: str | Path) -> bool:
    """Whether a path, the name of a saved query or SPARQL is meant."""
    return isinstance(text, Path) or text in load_queries() or "{" in text


def _find(query: str | Path) -> SavedQuery:
    if isinstance(query, Path):
        return find_query(str(query), None)
    return SavedQuery.parse(query) if "{" in query else get_query(query)
