r"""Find what is in vain in SPARQL, whatever the store has: comparisons that never hold, variables without a value.

>>> list(find_silent_mistakes('SELECT ?m {\n  ?m rdfs:label "Clio" }'))
['2:17: labels have a language; write "Clio"@en, or compare STR(?label)']
>>> list(find_silent_mistakes('SELECT ?m { ?m akg:opened ?day FILTER(?day > 2020) }'))
['1:39: ?day is an EDTF date, which SPARQL does not compare; compare akg:startEarliest or akg:startLatest (xsd:date)']
>>> list(find_silent_mistakes('SELECT ?model ?yaer { ?model akg:opened ?year }'))
['1:15: ?yaer is nowhere in the pattern; its column is empty']
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from autokg.claims.derived import ENDS, STARTS
from autokg.core.terms import AKG, RDFS, SKOS, shorten
from autokg.stores.sparql_tokens import Token, read_tokens

_LABELS = {shorten(term) for term in (RDFS.label, SKOS.prefLabel, SKOS.altLabel)}
_BOUNDS = {
    **{shorten(term): "start" for term in STARTS},
    **{shorten(term): "end" for term in ENDS},
    shorten(AKG.lastReported): "lastReported",
}
_SIGNS = ("<", ">", "<=", ">=", "=", "!=")


def find_silent_mistakes(text: str) -> Iterator[str]:
    """Yield a note on each part of a query that is in vain; the prefixes are those bound by default."""
    tokens = read_tokens(text)
    for token, note in (*_untagged_labels(tokens), *_compared_dates(tokens), *_unbound_columns(tokens)):
        yield f"{':'.join(map(str, token.place(text)))}: {note}"


def _untagged_labels(tokens: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    for before, token, after in zip(tokens, tokens[1:], [*tokens[2:], None], strict=False):
        is_plain = after is None or (after.kind != "language" and after.text != "^^")
        if before.text in _LABELS and token.kind == "string" and is_plain:
            yield token, f"labels have a language; write {token.text}@en, or compare STR(?label)"


def _compared_dates(tokens: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """Yield variables that stand for an EDTF date and are compared with something else than another variable."""
    dates = {b.text: _BOUNDS[a.text] for a, b in pairwise(tokens) if a.text in _BOUNDS and b.kind == "variable"}
    for variable, sign, value in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if variable.text in dates and sign.text in _SIGNS and value.kind in ("number", "string"):
            yield (
                variable,
                f"{variable.text} is an EDTF date, which SPARQL does not compare; {_hint(dates[variable.text])}",
            )


def _unbound_columns(tokens: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """Yield variables between SELECT and the pattern that the query names nowhere else."""
    names = Counter(token.text[1:] for token in tokens if token.kind == "variable")
    in_head = False
    for before, token in pairwise(tokens):
        in_head = before.word == "SELECT" or (in_head and before.text != "{")
        if in_head and token.kind == "variable" and before.word != "AS" and names[token.text[1:]] == 1:
            yield token, f"{token.text} is nowhere in the pattern; its column is empty"


def _hint(side: str) -> str:
    if side == "lastReported":
        return "compare akg:lastReportedLatest (xsd:date)"
    return f"compare akg:{side}Earliest or akg:{side}Latest (xsd:date)"
