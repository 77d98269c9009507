"""What is wrong with a SPARQL query, in words: the parser's own message often points elsewhere.

>>> print(explain_mistake("SELECT ?x WHER { ?x a akg:Plant }", {"akg": "https://e.org/"}))
1:11: unknown SPARQL keyword or function 'WHER'; did you mean WHERE?
>>> print(explain_mistake("SELECT ?x { ?x a akg:Plant ?x rdfs:label ?y }", {"akg": "", "rdfs": ""}))
1:28: a triple ends before ?x; expected `.`, `;` or `,`
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, takewhile

from autokg.errors import QueryError
from autokg.stores.sparql_tokens import Token, after_prologue, find_service, read_tokens, tokenize, without_iris

FORMS = ("SELECT", "CONSTRUCT", "ASK", "DESCRIBE")
UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
_AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
_WORDS = """
    BASE PREFIX DISTINCT REDUCED AS FROM NAMED WHERE GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET VALUES UNDEF OPTIONAL
    GRAPH SERVICE SILENT BIND UNION MINUS FILTER NOT IN A TRUE FALSE SEPARATOR LATERAL
    STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE
    ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW
    UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL
    ISNUMERIC REGEX SUBSTR REPLACE EXISTS TRIPLE SUBJECT PREDICATE OBJECT ISTRIPLE
"""
KEYWORDS = (*FORMS, *_AGGREGATES, *_WORDS.split())
_PARSED = re.compile(r"error at (?P<line>\d+):(?P<column>\d+)")
_CLOSING = {"(": ")", "{": "}", "[": "]"}
_TERMS = ("iri", "string", "variable", "blank", "name", "number")
_WANTED = {".": 3, "{": 3, "}": 3, ";": 2, ",": 1}  # terms of a triple after a mark
_TYPOGRAPHIC = "“”„‘’«»"
MOST_NESTED = 200  # the engine's parser and planner run out of stack from 500 on
MOST_CHAINED = 2_000  # here from 5,000 on
_MARKS = ("!", "^", "+", "-", "*", "/", "|", "||", "&&")
_CHAINING = ("UNION", "OPTIONAL", "MINUS", "FILTER", "BIND")
_LIST = "long lists belong into VALUES or IN"
_ALLOW = "allow it with `allow_service=True`; labels need none: they are in the graph as rdfs:label"


def refuse_service(text: str, *, hint: str = _ALLOW) -> None:
    """Raise `QueryError` for a query that calls another server."""
    if token := find_service(text):
        problem = "SERVICE sends a part of the query to another server, and is refused"
        raise _at(token, text, problem, hint=hint)


def refuse_deep(text: str) -> None:
    """Raise `QueryError` for a query nested so deep, or chained so long, that the engine would run out of stack."""
    bare = without_iris(text)
    chaining = sum(map(bare.upper().count, _CHAINING)) + sum(map(bare.count, _MARKS))
    if sum(map(bare.count, "{([")) <= MOST_NESTED and chaining <= MOST_CHAINED:
        return  # most queries: nothing to read
    depth = chained = 0
    for token in tokenize(text):
        depth += (token.text in _CLOSING) - (token.text in _CLOSING.values())
        chained += token.text in _MARKS or token.word in _CHAINING
        if depth > MOST_NESTED:
            raise _at(token, text, "the query is nested too deep", expected=f"at most {MOST_NESTED} brackets")
        if chained > MOST_CHAINED:
            raise _at(token, text, "the query has too many operators", expected=f"at most {MOST_CHAINED:,}", hint=_LIST)


def explain_mistake(text: str, prefixes: Collection[str], message: str = "") -> QueryError:
    """Return the error of a query that the parser refuses; its message serves where no mistake is recognised."""
    tokens = read_tokens(text)
    if not tokens:
        return QueryError("the query is empty", line=1, column=1, expected=", ".join(FORMS))
    for find in _FINDERS:
        error = find(tokens, text, prefixes)
        if error is not None:
            return error
    parsed = _PARSED.search(message)
    if not parsed:
        return QueryError(f"the SPARQL has a mistake: {message.partition(' expected ')[0] or message}")
    return QueryError(
        "the SPARQL has a mistake here or just before", line=int(parsed["line"]), column=int(parsed["column"])
    )


def _at(token: Token, text: str, problem: str, *, expected: str | None = None, hint: str | None = None) -> QueryError:
    line, column = token.place(text)
    return QueryError(problem, line=line, column=column, expected=expected, hint=hint)


def _nearest(word: str, known: Collection[str]) -> str | None:
    """Return a hint at the known word nearest to one, None if none is near."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else None


def _wrong_form(tokens: Sequence[Token], text: str, _: Collection[str]) -> QueryError | None:
    """Tell updates, and a first word that begins no query."""
    first = after_prologue(tokens)
    if first is None:
        return _at(tokens[-1], text, "the query ends after its prefixes", expected=", ".join(FORMS))
    if first.word in UPDATES:
        told = f"{first.word} is an update, and is refused: queries only read"
        return _at(first, text, told, hint="change a store with autokg build, add or remove")
    if first.word in FORMS:
        return None
    hint = _nearest(first.text.upper(), (*FORMS, "PREFIX", "BASE"))
    return _at(first, text, f"a query does not begin with {first.text!r}", expected=", ".join(FORMS), hint=hint)


def _open_string(tokens: Sequence[Token], text: str, _: Collection[str]) -> QueryError | None:
    for token in tokens:
        if token.kind == "mark" and token.text in _TYPOGRAPHIC:
            return _at(token, text, f"typographic quotation mark {token.text}", expected='"')
        if token.kind == "mark" and token.text in "\"'":
            return _at(token, text, f"a string that starts with {token.text} does not end in its line")
    return None


def _unknown_prefix(tokens: Sequence[Token], text: str, prefixes: Collection[str]) -> QueryError | None:
    declared = {b.text.partition(":")[0] for a, b in _pairs(tokens) if a.word == "PREFIX" and b.kind == "name"}
    known = {*declared, *prefixes}
    for token in tokens:
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in known:
            hint = _nearest(prefix, sorted(known)) or f"known without declaring: {', '.join(sorted(prefixes))}"
            return _at(token, text, f"the prefix {prefix}: is not declared", hint=hint)
    return None


def _unknown_word(tokens: Sequence[Token], text: str, _: Collection[str]) -> QueryError | None:
    variables = {token.text[1:] for token in tokens if token.kind == "variable"}
    for token in tokens:
        if token.kind == "word" and token.word not in KEYWORDS:
            near = None if token.text in variables else _nearest(token.word, KEYWORDS)
            hint = near or f"a variable is written ?{token.text}"
            return _at(token, text, f"unknown SPARQL keyword or function {token.text!r}", hint=hint)
    return None


def _unpaired(tokens: Sequence[Token], text: str, _: Collection[str]) -> QueryError | None:
    """Tell a bracket that is not closed, or closes none."""
    opened: list[Token] = []
    for token in tokens:
        if token.kind != "mark":
            continue
        if token.text in _CLOSING:
            opened.append(token)
        elif token.text in _CLOSING.values() and (not opened or _CLOSING[opened.pop().text] != token.text):
            return _at(token, text, f"this {token.text} closes no bracket")
    return _at(opened[-1], text, f"this {opened[-1].text} is not closed") if opened else None


def _bare_aggregate(tokens: Sequence[Token], text: str, _: Collection[str]) -> QueryError | None:
    for before, token in _pairs(tokens):
        if token.word in _AGGREGATES and (before.word in ("SELECT", "DISTINCT") or before.kind == "variable"):
            return _at(token, text, f"{token.word} needs brackets", expected=f"({token.word}(…) AS ?name)")
    return None


def _comma_in_head(tokens: Sequence[Token], text: str, _: Collection[str]) -> QueryError | None:
    head = list(takewhile(lambda token: token.word not in ("WHERE", "FROM") and token.text != "{", tokens))
    if any(token.word == "SELECT" for token in head):
        for token in _outside_brackets(head):
            if token.text == ",":
                return _at(token, text, "variables of SELECT are separated by spaces, not commas")
    return None


def _lone_word(tokens: Sequence[Token], text: str, _: Collection[str]) -> QueryError | None:
    """Tell ORDER and GROUP without BY, and LIMIT and OFFSET without a number."""
    for before, token in _pairs(tokens):
        if before.word in ("ORDER", "GROUP") and token.word != "BY":
            return _at(before, text, f"{before.word} needs BY", expected=f"{before.word} BY")
        if before.word in ("LIMIT", "OFFSET") and token.kind != "number":
            return _at(token, text, f"{before.word} needs a number, not {token.text}")
    return None


def _not_grouped(tokens: Sequence[Token], text: str, _: Collection[str]) -> QueryError | None:
    """Tell a variable beside an aggregate that the query does not group by."""
    words = [token.word for token in tokens]
    if "SELECT" not in words or words.count("SELECT") > 1 or not set(words) & set(_AGGREGATES):
        return None
    head = tokens[words.index("SELECT") : next((n for n, t in enumerate(tokens) if t.text == "{"), len(tokens))]
    grouped = tokens[words.index("GROUP") :] if "GROUP" in words else []
    names = {token.text[1:] for token in grouped if token.kind == "variable"}
    for token in _outside_brackets(head):
        if token.kind == "variable" and token.text[1:] not in names:
            hint = f"add it to GROUP BY, or write (SAMPLE({token.text}) AS …)"
            return _at(token, text, f"{token.text} is selected with an aggregate but not in GROUP BY", hint=hint)
    return None


def _outside_brackets(tokens: Sequence[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth += (token.text == "(") - (token.text == ")")
        if not depth:
            yield token


def _wrong_triple(tokens: Sequence[Token], text: str, _: Collection[str]) -> QueryError | None:
    """Tell a triple with too few or too many terms, where it is made of plain terms."""
    wanted, terms = 0, list[Token]()
    for token in _outside_values(tokens):
        if token.kind in _TERMS or token.word == "A":
            terms.append(token)
        elif token.text in _WANTED:
            if wanted and terms and (error := _miscounted(terms, wanted, token, text)):
                return error
            wanted, terms = _WANTED[token.text], []
        elif token.kind != "language":
            wanted = 0  # a filter, a path, a list: not judged here
    return None


def _outside_values(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens of a query without its inline data, which has rows where others have triples."""
    inside = False
    for token in tokens:
        inside = (inside or token.word == "VALUES") and token.text != "}"
        if not inside:
            yield token


def _miscounted(terms: Sequence[Token], wanted: int, end: Token, text: str) -> QueryError | None:
    if len(terms) > wanted:
        after = terms[wanted]
        return _at(after, text, f"a triple ends before {after.text}", expected="`.`, `;` or `,`")
    if len(terms) < wanted:
        told = " ".join(term.text for term in terms)
        return _at(end, text, f"the triple {told} … is not complete", expected="subject, property and value")
    return None


def _pairs(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    return pairwise(tokens)


_FINDERS = (
    _wrong_form,
    _open_string,
    _unknown_prefix,
    _lone_word,
    _unknown_word,
    _unpaired,
    _bare_aggregate,
    _comma_in_head,
    _not_grouped,
    _wrong_triple,
)
