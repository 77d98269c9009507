"""What is fuzzed: each target takes bytes and may raise an `AutokgError` (or an HTTP refusal), nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.exceptions import HTTPException

from autokg.answers.asking import ask
from autokg.articles.article import read_all_articles
from autokg.claims.decisions import read_decisions
from autokg.core.dates import ImpreciseDate
from autokg.core.files import split_lines
from autokg.errors import AutokgError
from autokg.facts.corpus import Corpus
from autokg.facts.jsonl import number_records
from autokg.importing import import_file
from autokg.names.gazetteer import load_gazetteer
from autokg.query.results import date_in_words
from autokg.query.saved import SavedQuery, as_iri, parse_arguments
from autokg.query.unknown_terms import find_unknown_terms
from autokg.reading.base import read_facts
from autokg.reading.frames.reader import FramesReader
from autokg.stores import OxigraphStore
from autokg.web.negotiation import choose
from autokg.web.sparql import Operation

LANGUAGES = ("en", "fr", "de", "es", "it", "pt")
Target = Callable[[bytes], object]
_MAPPING = """
[document]
title = "T"
[[facts]]
kind = "production"
constants = { status = "actual" }
columns = { model = "model", builder = "builder", country = "country", start = "start" }
"""


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


@cache
def _reader() -> FramesReader:
    return FramesReader(load_gazetteer())


def _reading(language: str) -> Target:
    def read(data: bytes) -> None:
        for article in read_all_articles(data, name="fuzz", language=language):
            read_facts(article, [_reader()])

    return read


def jsonl(data: bytes) -> None:
    """Parse records and check their citations."""
    corpus = Corpus()
    for line, record in number_records(split_lines(_text(data)), "fuzz"):
        corpus.add(record, "fuzz", line)
    corpus.check_citations()


def edtf(data: bytes) -> None:
    """Parse a date; what is parsed has bounds and words."""
    date = ImpreciseDate.parse(_text(data))
    assert date.earliest is None or date.latest is None or date.earliest <= date.latest  # noqa: S101 (a law)
    date_in_words(_text(data), is_date=True)


def parameter(data: bytes) -> None:
    """Parse parameters of a saved query."""
    for value in parse_arguments([_text(data)]).values():
        as_iri(value)


def question(data: bytes) -> None:
    """Ask an empty base."""
    ask(_text(data), OxigraphStore())


def _importing(importer: str, ending: str, mapping: str | None = None) -> Target:
    def run(data: bytes) -> None:
        with TemporaryDirectory() as folder:
            table, form = Path(folder) / f"f{ending}", Path(folder) / "m.toml"
            table.write_bytes(data)
            form.write_text(mapping or "", encoding="utf-8")
            import_file(table, importer=importer, mapping=form if mapping else None)

    return run


def mapping(data: bytes) -> None:
    """Read a table with a fuzzed mapping."""
    with TemporaryDirectory() as folder:
        table, form = Path(folder) / "f.csv", Path(folder) / "m.toml"
        table.write_text("model,builder,country,start\nNova,Example Motors,KR,2024\n", encoding="utf-8")
        form.write_bytes(data)
        import_file(table, mapping=form)


def decisions(data: bytes) -> None:
    """Read a file of decisions."""
    read_decisions(split_lines(_text(data)), "fuzz")


def query(data: bytes) -> None:
    """Parse a saved query and its front matter, and run it on an empty base."""
    saved, store = SavedQuery.parse(_text(data), "fuzz"), OxigraphStore()
    list(find_unknown_terms(saved.text, store))
    result = saved.run(store, {}, limit=10)
    with suppress(TypeError):  # a yes or no is no list
        list(result)  # type: ignore[arg-type]


def http(data: bytes) -> None:
    """Read what a request names: lines of `name=value`, the first line an Accept header."""
    accept, *lines = _text(data).split("\n")
    choose(accept, ["text/turtle", "application/json"])
    Operation.of([(name, value) for name, _, value in (line.partition("=") for line in lines)])
    json.dumps(accept)


TARGETS: dict[str, Target] = {
    **{f"read-{language}": _reading(language) for language in LANGUAGES},
    "jsonl": jsonl,
    "edtf": edtf,
    "parameter": parameter,
    "question": question,
    "table": _importing("table", ".csv", _MAPPING),
    "vpic": _importing("vpic", ".json"),
    "wikidata": _importing("wikidata", ".json"),
    "aala": _importing("nhtsa-aala", ".csv"),
    "mapping": mapping,
    "decisions": decisions,
    "query": query,
    "http": http,
}


def run(name: str, data: bytes) -> None:
    """Run a target; whatever it raises that is no refusal is a finding."""
    with suppress(AutokgError, HTTPException):
        TARGETS[name](data)
