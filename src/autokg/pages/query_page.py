"""The page of the query editor: a text, the saved queries as examples, and the result."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from autokg.core.files import split_lines
from autokg.core.ids import DEFAULT_BASE
from autokg.core.terms import PREFIXES
from autokg.errors import AutokgError, InputError
from autokg.names.lookup import Names
from autokg.pages.frame import Frame
from autokg.pages.query_result import QueryResult, show_result
from autokg.query.saved import SavedQuery, get_query, load_queries
from autokg.query.silent_mistakes import find_silent_mistakes
from autokg.query.unknown_terms import find_unknown_terms
from autokg.stores import Store

_EXAMPLE = """# Who builds how many models?
SELECT ?builder ?builderLabel (COUNT(DISTINCT ?model) AS ?models)
WHERE {
  ?model akg:builder ?builder .
  ?builder rdfs:label ?builderLabel
}
GROUP BY ?builder ?builderLabel
ORDER BY DESC(?models)
LIMIT 20
"""
_ROWS = ("csv", "json", "tsv", "xml")
_GRAPHS = ("ttl", "nt", "jsonld", "rdf")


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why a query has no result, and where in its text, counted from 1."""

    message: str
    line: int | None = None
    column: int | None = None

    @classmethod
    def of(cls, error: AutokgError) -> Mistake:
        """Return the mistake that an error tells of."""
        line, column = (error.line, error.column) if isinstance(error, InputError) else (None, None)
        return cls(str(error), line, column)


@dataclass(frozen=True, slots=True)
class QueryPage:
    """The editor.

    Attributes:
        text: the query.
        saved: the saved query that the text is of, None if it is the user's own.
        values: the values of its parameters.
        result: None if the query was not run, or has a mistake.
        notes: on terms that do not exist, and on comparisons that never hold.

    """

    text: str
    saved: SavedQuery | None = None
    values: Mapping[str, str] | None = None
    result: QueryResult | None = None
    mistake: Mistake | None = None
    notes: tuple[str, ...] = ()

    @property
    def catalogue(self) -> Mapping[str, SavedQuery]:
        """The saved queries."""
        return load_queries()

    @property
    def prefixes(self) -> str:
        """The prefixes that need not be declared, as JSON."""
        return json.dumps(PREFIXES)

    @property
    def endings(self) -> tuple[str, ...]:
        """The formats of a download."""
        return _GRAPHS if self.result and self.result.form == "graph" else _ROWS


def query_page(store: Store, frame: Frame, *, fields: Mapping[str, str], problem: str = "") -> QueryPage:
    """Return the editor with the query that the fields of its form hold; not run if there was a problem with it."""
    saved, values, text = None, dict[str, str](), fields.get("query", "")
    try:
        if name := fields.get("saved"):
            saved = get_query(name)
            values = {name: fields.get(name, slot.example) for name, slot in saved.parameters.items()}
            given = {name: value for name, value in values.items() if value.strip()}
            text = _without_matter(saved.fill(given, Names(store), frame.links.base or DEFAULT_BASE))
        if problem or not text.strip():
            return QueryPage(text or _EXAMPLE, saved, values, mistake=Mistake(problem) if problem else None)
        result = show_result(store, text, fields.get("view", "table"), frame)
    except AutokgError as error:
        text = text or (_without_matter(saved.text) if saved else _EXAMPLE)
        return QueryPage(text, saved, values, mistake=Mistake.of(error))
    notes = (*find_silent_mistakes(text), *find_unknown_terms(text, store))
    return QueryPage(text, saved, values, result, notes=notes)


def _without_matter(text: str) -> str:
    """Return a saved query without its front matter, which its own heading has."""
    return "\n".join(line for line in split_lines(text) if not line.startswith("#+")).strip() + "\n"
