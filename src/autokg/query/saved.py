"""Saved queries: a `.rq` file with front matter, runnable as it stands anywhere, and how parameters are filled in.

    #+ title = "Who builds a model"
    #+ question = "Who builds the Polestar 4?"
    #+ [parameters.model]
    #+ type = "model"
    #+ example = "Polestar 4"

    SELECT … WHERE { VALUES ?model { UNDEF } … }

Lines that start with `#+` are TOML. A parameter is a `VALUES ?name { UNDEF }` slot that is filled with serialised
terms; as it stands the slot binds nothing and the query answers for everything. A parameter given as a name is looked
up among the names of the store's things of its type.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from autokg.core.enums import Status
from autokg.core.files import is_file, split_lines
from autokg.core.ids import DEFAULT_BASE, NOT_IN_IRI
from autokg.core.input_files import read_text_input
from autokg.core.resources import find_resource
from autokg.core.terms import AKG, PREFIXES, XSD
from autokg.errors import QueryError, UnknownNameError, UsageError
from autokg.names.lookup import Names
from autokg.query.limits import limit_rows
from autokg.stores.base import Result, Store

if TYPE_CHECKING:
    from autokg.claims.claim import Value  # at run time it would bring all that a claim is made of with it

# What a parameter of a type may name: classes of things, None for any thing.
THING_TYPES: dict[str, tuple[NamedNode, ...] | None] = {
    "organization": (AKG.Company, AKG.Group, AKG.JointVenture, AKG.Organization),
    "brand": (AKG.Brand,),
    "plant": (AKG.Plant,),
    "model": (AKG.VehicleModel,),
    "country": (AKG.Country,),
    "place": (AKG.Country, AKG.Region, AKG.Place),
    "document": (AKG.Document,),
    "claim": (AKG.Claim,),
    "thing": None,
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A slot of a query: its type, and a value to show how it is used."""

    name: str
    type: str
    example: str


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with what its front matter says of it."""

    name: str
    text: str
    title: str = ""
    question: str = ""
    stratum: int = 1
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str, name: str = "query") -> SavedQuery:
        """Read a query with or without front matter."""
        front = "\n".join(line[2:] for line in split_lines(text) if line.startswith("#+"))
        try:
            matter = tomllib.loads(front)
            parameters = {
                key: Parameter(key, str(slot["type"]), str(slot.get("example", "")))
                for key, slot in matter.get("parameters", {}).items()
            }
        except (tomllib.TOMLDecodeError, KeyError, AttributeError, TypeError) as error:
            raise QueryError(f"the front matter is not as expected ({error})", source=name) from error
        for key in parameters:
            if not _slot(key).search(text):
                raise QueryError(f"the parameter {key} has no slot", source=name, expected=f"VALUES ?{key} {{ UNDEF }}")
        title, question = str(matter.get("title", "")), str(matter.get("question", ""))
        return cls(name, text, title, question, int(matter.get("stratum", 1)), parameters)

    def bind(self, values: Mapping[str, Iterable[Value]]) -> str:
        """Return the query text with terms in its slots."""
        text = self.text
        for name, terms in values.items():
            filled = f"VALUES ?{name} {{ {' '.join(str(term) for term in terms)} }}"
            text = filled.join(_slot(name).split(text))  # not sub(): a term may hold what re takes for a group
        return text

    def run(
        self,
        store: Store,
        arguments: Mapping[str, str],
        base: str = DEFAULT_BASE,
        *,
        limit: int | None = None,
        allow_service: bool = False,
    ) -> Result:
        """Run the query with parameters as a person gives them; a mistake is told with the query's name.

        Raise `QueryError` for SERVICE, which calls another server, unless that is allowed.
        """
        text = self.fill(arguments, Names(store), base)
        try:
            return store.query(text if limit is None else limit_rows(text, limit), allow_service=allow_service)
        except QueryError as error:
            raise error.at(self.name) from error

    def fill(self, arguments: Mapping[str, str], names: Names, base: str = DEFAULT_BASE) -> str:
        """Return the query text with parameters filled in from names, dates or IRIs as a person gives them."""
        for name in arguments:
            if name not in self.parameters:
                takes = ", ".join(f"{p.name} ({p.type})" for p in self.parameters.values()) or "none"
                raise UsageError(f"{self.name} has no parameter {name!r}; its parameters: {takes}")
        return self.bind({n: _terms(self.parameters[n], text, names, base) for n, text in arguments.items()})


def _slot(name: str) -> re.Pattern[str]:
    return re.compile(rf"VALUES\s+\?{re.escape(name)}\s*\{{\s*UNDEF\s*\}}")


def _terms(parameter: Parameter, text: str, names: Names, base: str) -> list[Value]:
    """Turn what a person gave for a parameter into terms."""
    if parameter.type == "date":
        return [_date(parameter, text)]
    if parameter.type == "status":
        known = {status.value: NamedNode(AKG.namespace + status.value) for status in Status}
        if text not in known:
            raise UnknownNameError("status", text, [status.value for status in Status])
        return [known[text]]
    if parameter.type == "text":
        return [Literal(text)]
    if parameter.type not in THING_TYPES:
        raise QueryError(f"parameter {parameter.name} has the unknown type {parameter.type!r}")
    return list(find_terms(text, parameter.type, names, base))


def find_terms(text: str, type_: str, names: Names, base: str = DEFAULT_BASE) -> list[NamedNode]:
    """Return the things of a type that an IRI, a prefixed name, the part after the base or a name stands for."""
    if iri := as_iri(text, base):
        return [iri]
    if type_ in _PRINTED and re.fullmatch(_PRINTED[type_], text):
        return [NamedNode(f"{base}{type_}/{text}")]
    found = names.find(text, THING_TYPES[type_])
    if not found:
        near = [thing.label for thing in names.near(text, THING_TYPES[type_])]
        raise UnknownNameError(type_, text, names.labels(THING_TYPES[type_]), near)
    return [thing.iri for thing in found]


# Things that reports print by the last part of their IRI.
_PRINTED = {"document": r"[\w.-]+", "claim": r"[0-9a-f]{16}"}


_LOCAL = r"[\w./@+-]+"


def as_iri(text: str, base: str = DEFAULT_BASE) -> NamedNode | None:
    """Return the IRI that a text is: whole, with a prefix, or the part after the base; None for any other text."""
    if re.match(rf"<?https?://[^{NOT_IN_IRI}]+>?$", text):
        try:
            return NamedNode(text.strip("<>"))
        except ValueError as error:
            raise UsageError(f"{text!r} is no IRI: {str(error).lower()}") from error
    prefix, colon, local = text.partition(":")
    if colon and prefix == "id":
        if not re.fullmatch(_LOCAL, local):
            raise UsageError(f"{text!r} is no IRI; expected one such as id:brand/polestar")
        return NamedNode(base + local)
    if colon and prefix in PREFIXES and re.fullmatch(_LOCAL, local):
        return NamedNode(PREFIXES[prefix] + local)
    return NamedNode(base + text) if re.fullmatch(r"[a-z]+/[\w.@+-]+", text) else None


def _date(parameter: Parameter, text: str) -> Literal:
    try:
        return Literal(dt.date.fromisoformat(text).isoformat(), datatype=XSD.date)
    except ValueError as error:
        raise UsageError(f"{parameter.name}: {text!r} is not a day; expected a date such as 2025-01-31") from error


@cache
def load_queries() -> dict[str, SavedQuery]:
    """Return the bundled queries by name."""
    return load_folder(find_resource("queries"))


def load_folder(folder: Path) -> dict[str, SavedQuery]:
    """Return the `.rq` files of a folder by their names, sorted."""
    return {path.stem: _load(path) for path in sorted(folder.glob("*.rq"))}


@cache
def get_query(name: str) -> SavedQuery:
    """Return a bundled query; raise `UnknownNameError` with near names where there is none."""
    path = find_resource("queries") / f"{name}.rq"
    if not re.fullmatch(r"[\w-]{1,100}", name) or not path.is_file():
        raise UnknownNameError("saved query", name, load_queries())
    return _load(path)


def _load(path: Path) -> SavedQuery:
    return SavedQuery.parse(path.read_text(encoding="utf-8"), path.stem)


_MOST_BYTES = 10_000_000
_FORMS = ("select", "ask", "construct", "describe", "prefix", "base")


def is_sparql(text: str) -> bool:
    """Return whether a text is SPARQL and no name of a query or file: it has a pattern, or begins as a query does."""
    first, *more = text.lower().split(maxsplit=1) or [""]
    return "{" in text or (first in _FORMS and bool(more))


def find_query(source: str | None, text: str | None) -> SavedQuery:
    """Return the query a person names: SPARQL as it stands, a saved name, a file, or `-` for standard input."""
    if source is not None and text is not None:
        raise UsageError("give a saved query or a file, or SPARQL as `text`, not both")
    if source is None and text is None:
        raise UsageError("give a query: the name of a saved one, a file, - for standard input, or SPARQL as `text`")
    if text is not None:
        return SavedQuery.parse(text, "-e")
    if source == "-":
        return _read_query(Path(source))
    if is_sparql(source or ""):
        return SavedQuery.parse(source or "", "-e")
    path = Path(source or "")
    if path.suffix in (".rq", ".sparql") or is_file(path):
        return _read_query(path)
    return get_query(source or "")


def _read_query(path: Path) -> SavedQuery:
    return SavedQuery.parse(read_text_input(path, _MOST_BYTES, QueryError, "the query"), str(path))


def parse_arguments(pairs: Iterable[str]) -> dict[str, str]:
    """Read `name=value` pairs."""
    arguments = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise UsageError(f"{pair!r} is not a parameter; expected name=value")
        arguments[name] = value
    return arguments
