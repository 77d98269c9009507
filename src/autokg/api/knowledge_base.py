"""A knowledge base to ask, query, explain, compare, measure and export from Python.

kb = autokg.open()
kb.ask("Who builds the Polestar 4?")
kb.query("plants-in", country="South Korea").to_pandas()
kb.network.central(by="betweenness")
kb.as_of("2024").conflicts()
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from pyoxigraph import Literal, QueryBoolean, QuerySolutions

from autokg.api.analysis import Analysis
from autokg.api.arguments import Day, as_names, day_text, to_day, to_query
from autokg.api.path_arguments import as_path, as_paths, check_path
from autokg.api.rows import Rows
from autokg.core.checked import checked
from autokg.errors import StoreError, UnknownNameError, UsageError
from autokg.query.saved import find_query, get_query, load_queries
from autokg.stores import OxigraphStore, Result, Store, describe_address, open_any

if TYPE_CHECKING:
    from autokg.answers import Answer
    from autokg.api.conflict_list import Conflicts
    from autokg.api.listings import Differences, Findings, Reasons
    from autokg.api.path_arguments import StrPath
    from autokg.api.query_output import QueryOutput
    from autokg.api.reports import BuildReport

Argument = str | int | dt.date
QUESTION_READERS = ("lexicon", "llm")
SOURCES_TO_LEAVE_OUT = ("filings",)
_MODEL_ATTEMPTS, _MODEL_SECONDS = 2, 60  # for one question somebody waits
_LANGUAGES = ("en", "fr")  # of the messages of shapes


class KnowledgeBase(Analysis):
    """Who builds whose cars according to press articles, with judged claims and inferred statements.

    Parameters
    ----------
    store : Store
        The store to read.
    name : str
        Name of the base in messages.
    notes : collection of str
        Remarks, for example on what a past base leaves out.
    report : BuildReport, optional
        What `autokg.build` counted and found; None for a base that was opened.

    Notes
    -----
    A knowledge base is read-only and does not change while it is open. At the end of a `with` statement it is closed;
    results remain usable.

    Examples
    --------
    >>> from autokg.stores import OxigraphStore
    >>> with KnowledgeBase(OxigraphStore(), "an empty base") as kb:
    ...     kb.query("SELECT ?s WHERE { ?s ?p ?o }")[:1]
    ...     len(kb.graph("partners"))
    s
    0

    """

    @checked()
    def __init__(
        self,
        store: Store,
        name: str,
        notes: Collection[str] = (),
        *,
        report: BuildReport | None = None,
        pasts: Path | None = None,
    ) -> None:
        self._store: Store | None = store
        self._near: Store | None = None  # what questions are asked of
        self.name = name
        self.notes = tuple(notes)
        self.report: BuildReport | None = report
        self._pasts = pasts
        self._day: dt.date | None = None  # the day that a view of the past is of

    @property
    def store(self) -> Store:
        """The store; raise `StoreError` if the base is closed."""
        if self._store is None:
            raise StoreError(f"{self.name} is closed; open it again")
        return self._store

    @checked()
    def ask(
        self, question: str, *, today: Day | None = None, language: str | None = None, reader: str = "lexicon"
    ) -> Answer:
        """Answer a question in English, French, German, Spanish, Italian or Portuguese.

        Parameters
        ----------
        question : str
            For example "Who builds the Polestar 4?".
        today : str or datetime.date, optional
            The day that the answer is true of; the current day if omitted, or the day of a view of the past (`as_of`).
        language : str, optional
            ISO 639-1 code of the language of the question; detected if omitted.
        reader : str, optional
            `lexicon`, or `llm`: a language model, set up in the environment, proposes the form of the question.

        Returns
        -------
        Answer
            With `sentence`, `rows`, `evidence`, `conflicts` and the `sparql` behind it.

        Raises
        ------
        NoAnswerError
            If a word or name is not understood, or the base does not hold what is asked.

        """
        from autokg.answers import ask  # noqa: PLC0415 (a query alone does without)
        from autokg.answers.lexicon import LANGUAGES  # noqa: PLC0415

        if language is not None and language not in LANGUAGES:
            raise UnknownNameError("language", language, LANGUAGES)
        if reader not in QUESTION_READERS:
            raise UnknownNameError("reader", reader, QUESTION_READERS)
        day = self._day if today is None else to_day("today", today)
        if reader == "lexicon":
            return ask(question, self._asked_store(), day, language)
        from autokg.answers.model_reader import ModelReader  # noqa: PLC0415 (an extra, asked for by name only)
        from autokg.reading.llm.settings import Options  # noqa: PLC0415

        options = Options.from_environment(os.environ, attempts=_MODEL_ATTEMPTS, timeout=_MODEL_SECONDS)
        with ModelReader(options) as model:
            return ask(question, self._asked_store(), day, language, model.understand)

    def _asked_store(self) -> Store:
        """Return the store for questions: of one on a server with a copy of its facts near."""
        if isinstance(self.store, OxigraphStore):
            return self.store
        if self._near is None:
            from autokg.stores.facts_copy import with_facts_near  # noqa: PLC0415 (most stores are folders)

            self._near = with_facts_near(self.store)
        return self._near

    @checked()
    def explain(self, answer: Answer) -> Reasons:
        """Explain each triple that an answer rests on.

        Parameters
        ----------
        answer : Answer
            An answer of this base.

        Returns
        -------
        Reasons
            Inferred triples first, then accepted ones.

        """
        from autokg.api.listings import Reasons  # noqa: PLC0415 (it compiles the rules)
        from autokg.explaining.why import explain_rows  # noqa: PLC0415

        return Reasons(explain_rows(self.store, answer.sparql))

    @checked(limit=0, timeout=0)
    def query(
        self,
        query: str | Path,
        /,
        *,
        limit: int | None = None,
        timeout: float | None = None,
        allow_service: bool = False,
        **arguments: Argument,
    ) -> Any:
        """Run a saved query, a file or SPARQL.

        Parameters
        ----------
        query : str or pathlib.Path
            The name of a saved query (`queries` lists them), SPARQL text, or the path of a file.
        limit : int, optional
            The maximum number of rows.
        timeout : float, optional
            The maximum run time in seconds. The engine cannot be interrupted: an abandoned query goes on in the
            background until it ends, or the process does.
        allow_service : bool
            Whether SERVICE may send parts of the query to other servers.
        **arguments
            The parameters of a saved query: names, dates or IRIs.

        Returns
        -------
        Rows, rdflib.Graph or bool
            The `Rows` of a SELECT in order, the graph of a CONSTRUCT or DESCRIBE, whether an ASK is true.

        Raises
        ------
        UnknownNameError
            If there is no query, or no thing, of this name; similar names are offered.
        QueryError
            If the SPARQL has a mistake, with line and column.
        UsageError
            If the query has no such parameter.
        OutOfTimeError
            If the query takes longer than `timeout`.

        """
        from autokg.query.limits import calling_servers, finish_within  # noqa: PLC0415 (most uses do without)

        values = {name: day_text(value) for name, value in arguments.items()}
        found, store = to_query(query), self.store

        def run() -> Any:
            with calling_servers(found.name):
                return _as_python(found.run(store, values, limit=limit, allow_service=allow_service))

        return run() if timeout is None else finish_within(timeout, run)

    @checked(limit=0)
    def render_query(
        self,
        query: str | None = None,
        *,
        text: str | None = None,
        arguments: Mapping[str, str] | Sequence[str] = (),
        format: str | None = None,  # noqa: A002 (the word that users expect)
        output: StrPath | None = None,
        limit: int | None = None,
        allow_service: bool = False,
    ) -> QueryOutput:
        """Run a query and return its result in a format.

        Parameters
        ----------
        query : str, optional
            The name of a saved query, the path of a file, or `-` for standard input.
        text : str, optional
            SPARQL text, instead of `query`.
        arguments : mapping, or sequence of `name=value`
            The parameters of a saved query.
        format : str, optional
            `table`, `md`, `csv`, `tsv`, `json` or `xml`; for a graph `ttl`, `nt` or `jsonld`. If omitted, chosen by
            the ending of `output`; else a table on a terminal, and CSV or Turtle elsewhere.
        output : path, optional
            The file for which the format is chosen; nothing is written.
        limit : int, optional
            The maximum number of rows.
        allow_service : bool
            Whether SERVICE may send parts of the query to other servers.

        Returns
        -------
        QueryOutput
            A table or bytes, and notes on what the query names and that does not exist.

        """
        from autokg.api.query_output import QueryOutput  # noqa: PLC0415 (rows do without)
        from autokg.query.limits import calling_servers  # noqa: PLC0415
        from autokg.query.results import render  # noqa: PLC0415
        from autokg.query.saved import parse_arguments  # noqa: PLC0415
        from autokg.query.silent_mistakes import find_silent_mistakes  # noqa: PLC0415
        from autokg.query.unknown_terms import find_unknown_terms  # noqa: PLC0415

        found = find_query(query, text)
        values = arguments if isinstance(arguments, Mapping) else parse_arguments(arguments)

        def run() -> Result:
            return found.run(self.store, values, limit=limit, allow_service=allow_service)

        with calling_servers(found.name):
            content = render(run(), format, as_path(output))
        found_notes = (*find_unknown_terms(found.text, self.store), *find_silent_mistakes(found.text))
        notes = (f"{found.name}:{note}" for note in found_notes)
        return QueryOutput(content, run, tuple(notes))

    def queries(self) -> Rows:
        """Return the saved queries with the question that each answers, and its parameters."""
        return saved_queries()

    @checked()
    def validate(self, *, shapes: StrPath | Sequence[StrPath] = (), language: str = "en") -> Findings:
        """Check the graph against its SHACL shapes.

        Parameters
        ----------
        shapes : path or sequence of paths
            Files of shapes to check in addition to the bundled ones.
        language : str
            Language of the messages: `en` or `fr`.

        Returns
        -------
        Findings
            Breaches of shapes, violations first.

        Raises
        ------
        ShapeError
            If a file of shapes has a mistake, with line and column.

        """
        from autokg import validation  # noqa: PLC0415 (a query alone does without)
        from autokg.api.listings import Findings  # noqa: PLC0415

        if language not in _LANGUAGES:
            raise UnknownNameError("language of messages", language, _LANGUAGES)
        compiled = validation.load_shapes_with(as_paths(shapes))
        notes = compiled.notes()
        return Findings(validation.validate(self.store, language, shapes=compiled), notes)

    @checked()
    def as_of(
        self, day: Day | None = None, *, known_by: Day | None = None, without: str | Collection[str] = ()
    ) -> KnowledgeBase:
        """Return the base recomputed from the sources of a day, or without some of its sources.

        Parameters
        ----------
        day : str or datetime.date, optional
            Use only sources published by this day; a month or a year means its last day.
        known_by : str or datetime.date, optional
            Use only sources retrieved by this day.
        without : str or collection of str
            `filings`: leave out documents of filings by model year, which tell only of cars sold in one country.

        Returns
        -------
        KnowledgeBase
            With `notes` on what was left out. A past of the bundled base is cached; any other is in memory.

        Raises
        ------
        UsageError
            If a day is not a date, or nothing is given.

        """
        from autokg.building.moment import Moment  # noqa: PLC0415 (most uses do without)
        from autokg.building.pasts import recall_once  # noqa: PLC0415

        names = as_names(without)
        for name in names:
            if name not in SOURCES_TO_LEAVE_OUT:
                raise UnknownNameError("kind of sources", name, SOURCES_TO_LEAVE_OUT)
        if day is None and known_by is None and not names:
            raise UsageError("name a day: as_of('2024-06-30'), or as_of(known_by='2024-06-30')")
        dates = (None if date is None else day_text(date) for date in (day, known_by))
        moment = Moment.of(*dates, filings=not names)
        past, notes = recall_once(self.store, moment, self._pasts)
        view = KnowledgeBase(past, f"{self.name}, {moment}", notes)
        view._day = None if day is None and known_by is None else min(moment.last, dt.date.today())
        return view

    @checked()
    def diff(self, other: KnowledgeBase | StrPath, *, about: str | None = None, inferred: bool = False) -> Differences:
        """List the statements that appeared, disappeared or changed in another base.

        Parameters
        ----------
        other : KnowledgeBase, path or URL
            The later base, or the folder or address of its store.
        about : str, optional
            Compare only what concerns a thing of this name.
        inferred : bool
            Compare inferred statements too.

        Returns
        -------
        Differences
            The changes with their sources, and a `summary`.

        """
        from autokg.api.listings import Differences  # noqa: PLC0415 (a query alone does without)
        from autokg.explaining.diff import compare  # noqa: PLC0415

        later = other if isinstance(other, KnowledgeBase) else open_base(other)
        changes = compare(self.store, later.store, about, inferred=inferred)
        return Differences(changes, (*self.notes, *later.notes))

    @checked()
    def conflicts(self, about: str | None = None) -> Conflicts:
        """Return contradictions between sources, with both sides and the rule that settled each.

        Parameters
        ----------
        about : str, optional
            A name or an IRI; all conflicts if omitted.

        Returns
        -------
        Conflicts
            Rows with `subjectLabel`, `propertyLabel`, `acceptedValue`, `rejectedValue`, `rule`, and quote and source
            of both sides.

        """
        from autokg.answers.conflicts import find_conflicts  # noqa: PLC0415 (a query alone does without)
        from autokg.api.conflict_list import Conflicts  # noqa: PLC0415

        return Conflicts(find_conflicts(self.store, about))

    @checked()
    def why(self, subject: str, property_: str, value: str, *, all_derivations: bool = False) -> Reasons:
        """Explain why a statement holds, with quotes and sources; or why it does not.

        Parameters
        ----------
        subject, property_, value : str
            Names, prefixed names or IRIs.
        all_derivations : bool
            Return every derivation instead of only the shortest.

        Returns
        -------
        Reasons
            One explanation for each triple that the names may mean.

        """
        from autokg.api.listings import Reasons  # noqa: PLC0415 (it compiles the rules)
        from autokg.explaining.why import why  # noqa: PLC0415

        return Reasons(why(self.store, subject, property_, value, every=all_derivations))

    def close(self) -> None:
        """Close the store."""
        self._store = self._near = None

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
        from autokg.query.markup import table  # noqa: PLC0415 (in notebooks only)
        from autokg.query.results import Table  # noqa: PLC0415

        if self._store is None:
            return table(Table((self.name,), (("closed",),)))
        counts = Rows.of(self.store.query(_COUNTS))
        rows = tuple((str(row["of"]), f"{row['number']:,}") for row in counts)
        return table(Table((self.name, ""), rows), "; ".join(self.notes))


def open_base(store: StrPath) -> KnowledgeBase:
    """Open the base in a folder, or behind a SPARQL endpoint, with notes on what a server lacks."""
    check_path(store)
    opened = open_any(store)
    notes = () if isinstance(opened, OxigraphStore) else tuple(opened.notes())
    return KnowledgeBase(opened, describe_address(store), notes)


def _as_python(result: Result) -> Any:
    """Return a result as Python has it: rows, a graph, or a truth value."""
    if isinstance(result, QueryBoolean):
        return bool(result)
    if isinstance(result, QuerySolutions):
        return Rows.of(result)
    from autokg.stores.rdflib_bridge import to_rdflib  # noqa: PLC0415 (rdflib takes 0.3 s)

    return to_rdflib(result)


def saved_queries() -> Rows:
    """Return the saved queries with the question that each answers, and its parameters."""
    rows = ((query.name, query.question, ", ".join(query.parameters)) for query in load_queries().values())
    return Rows(("query", "answers", "parameters"), (tuple(map(Literal, row)) for row in rows))


@checked()
def query_text(name: str) -> str:
    """Return the SPARQL of a saved query; raise `UnknownNameError` if there is none of this name."""
    return get_query(name).text


_COUNTS = """
SELECT ?of (COUNT(DISTINCT ?thing) AS ?number) WHERE {
  VALUES (?of ?class) {
    ("documents" akg:Document) ("claims" akg:Claim) ("conflicts" akg:Conflict) ("companies" akg:Company)
    ("brands" akg:Brand) ("plants" akg:Plant) ("models" akg:VehicleModel) ("agreements" akg:Agreement)
  }
  OPTIONAL { ?thing a ?class }
} GROUP BY ?of ORDER BY ?of
"""
