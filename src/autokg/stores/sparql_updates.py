"""SPARQL updates: refuse what reaches other servers, and apply the dataset that a request names.

>>> from pyoxigraph import NamedNode
>>> text = "DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }"
>>> prepare_update(text, Dataset(default=(NamedNode("https://e.org/g"),)))
'DELETE { ?s ?p 1 } USING <https://e.org/g> WHERE { ?s ?p 1 }'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from autokg.errors import QueryError
from autokg.stores.base import Dataset
from autokg.stores.sparql_tokens import Token, read_tokens

_PARSED = re.compile(r"error at (?P<line>\d+):(?P<column>\d+)")
_CALLS = {
    "LOAD": "LOAD reads a document from another server, and is refused",
    "SERVICE": "SERVICE sends a part of the update to another server, and is refused",
}


def prepare_update(text: str, dataset: Dataset | None) -> str:
    """Return an update over a dataset; raise `QueryError` if it calls other servers or names a dataset itself."""
    tokens = read_tokens(text)
    for token in tokens:
        if token.word in _CALLS:
            raise _at(token, text, _CALLS[token.word])
        if dataset is not None and token.word in ("USING", "WITH"):
            raise _at(token, text, f"{token.word} contradicts the dataset of the request; give one of them")
    return text if dataset is None else _with_dataset(text, tokens, dataset)


def explain_update(error: Exception) -> QueryError:
    """Return the error of an update that the engine refuses."""
    parsed = _PARSED.search(str(error))
    if not parsed:
        return QueryError(f"the update cannot be done: {error}")
    problem = "the update has a mistake here or just before"
    return QueryError(problem, line=int(parsed["line"]), column=int(parsed["column"]))


def _with_dataset(text: str, tokens: Sequence[Token], dataset: Dataset) -> str:
    """Put USING before each WHERE; the short form DELETE WHERE { … } becomes DELETE { … } WHERE { … } for this."""
    using = "".join(f"USING {graph} " for graph in dataset.default)
    using += "".join(f"USING NAMED {graph} " for graph in dataset.named)
    parts, done = [], 0
    for place, token in enumerate(tokens):
        if token.word == "WHERE":
            is_short = place > 0 and tokens[place - 1].word == "DELETE"
            pattern = _braced(text, tokens[place + 1 :]) if is_short else ""
            parts += [text[done : token.start], f"{pattern} " * is_short, using]
            done = token.start
    return "".join([*parts, text[done:]])


def _braced(text: str, tokens: Sequence[Token]) -> str:
    """Return the group in braces that tokens begin with; all the rest if it does not end."""
    depth = 0
    for token in tokens:
        depth += (token.text == "{") - (token.text == "}")
        if not depth:
            return text[tokens[0].start : token.start + 1]
    return text[tokens[0].start :] if tokens else ""


def _at(token: Token, text: str, problem: str) -> QueryError:
    line, column = token.place(text)
    return QueryError(problem, line=line, column=column)
