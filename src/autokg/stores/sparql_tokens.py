"""SPARQL text → tokens: what a query asks for without running it, and where its words stand.

>>> [(token.kind, token.text) for token in tokenize('SELECT ?x FROM <a> # {') if token.kind != "space"]
[('word', 'SELECT'), ('variable', '?x'), ('word', 'FROM'), ('iri', '<a>')]
>>> names_dataset("SELECT ?from { ?from ?p 'FROM' }"), names_dataset("ASK FROM graph:accepted { ?s ?p ?o }")
(False, True)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pyoxigraph import NamedNode

from autokg.core.terms import PREFIXES

_IRI = re.compile(r"""<[^<>"{}|^`\\\x00-\x20]*>""")
_TOKEN = re.compile(
    r"""
    (?P<space>\s+|\#[^\n]*)
  | (?P<iri>"""
    + _IRI.pattern
    + r""")
  | (?P<string>\"{3}(?:(?!\"{3})(?:[^\\]|\\.))*\"{3}|'{3}(?:(?!'{3})(?:[^\\]|\\.))*'{3}
      |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<language>@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*)
  | (?P<blank>_:[\w.-]*\w|\[\s*\])
  | (?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w:%-]|\\.|\.(?=[\w:%\\-]))*))
  | (?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<word>[^\W\d]\w*)
  | (?P<mark>\^\^|&&|\|\||!=|<=|>=|.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: its kind, its text and where that starts."""

    kind: str
    text: str
    start: int

    @property
    def word(self) -> str:
        """The keyword that it is, in capitals; empty for any other token."""
        return self.text.upper() if self.kind == "word" else ""

    def place(self, text: str) -> tuple[int, int]:
        """Return line and column, counted from 1."""
        before = text[: self.start]
        return before.count("\n") + 1, self.start - (before.rfind("\n") + 1) + 1


def tokenize(text: str) -> Iterator[Token]:
    """Yield the tokens of a query, spaces and comments too: their texts in a row are the query."""
    return (Token(match.lastgroup or "", match[0], match.start()) for match in _TOKEN.finditer(text))


def read_tokens(text: str) -> list[Token]:
    """Return the tokens of a query without spaces and comments."""
    return [token for token in tokenize(text) if token.kind != "space"]


def without_iris(text: str) -> str:
    """Return a query without its IRIs, of which one with values for thousands of things mostly consists."""
    return _IRI.sub("", text)


def after_prologue(tokens: Sequence[Token]) -> Token | None:
    """Return the first token after PREFIX and BASE declarations."""
    place = 0
    while place < len(tokens) and tokens[place].word in ("PREFIX", "BASE"):
        place += 3 if tokens[place].word == "PREFIX" else 2
    return tokens[place] if place < len(tokens) else None


def read_prefixes(tokens: Sequence[Token]) -> dict[str, str]:
    """Return the namespaces by prefix: those that all stores know, and those that a query declares."""
    declared = {a.text[:-1]: b.text[1:-1] for a, b in pairwise(tokens) if a.text.endswith(":") and b.kind == "iri"}
    return PREFIXES | declared


def iri_of(token: Token, prefixes: Mapping[str, str]) -> NamedNode | None:
    """Return the node that a token names; None for any other token, and for an IRI that is not whole."""
    if token.kind == "iri":
        return NamedNode(token.text[1:-1]) if ":" in token.text else None
    prefix, _, local = token.text.partition(":")
    return NamedNode(prefixes[prefix] + local) if token.kind == "name" and prefix in prefixes else None


def form_of(text: str) -> str:
    """Return the word that a query begins with after its prologue, such as SELECT, in capitals; empty if none.

    >>> form_of("PREFIX e: <https://e.org/> ask { ?s ?p ?o }"), form_of("# nothing")
    ('ASK', '')
    """
    first = after_prologue(read_tokens(text))
    return first.word if first else ""


def names_dataset(text: str) -> bool:
    """Whether a query says with FROM which graphs it is about."""
    return _find_keyword(text, "FROM") is not None


def find_service(text: str) -> Token | None:
    """Return where a query calls another server, None if it does not."""
    return _find_keyword(text, "SERVICE")


def _find_keyword(text: str, keyword: str) -> Token | None:
    """Return the first token that is a keyword; a text without its letters, as most are, is not parsed."""
    if keyword not in without_iris(text).upper():
        return None
    return next((token for token in tokenize(text) if token.word == keyword), None)
