"""Files of RDF that a user names: read with the place of each mistake, and without entities that grow without bound."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

from autokg.core.input_files import read_input
from autokg.core.ontology import describe_syntax
from autokg.errors import InputError


def read_rdf_file(
    path: Path, format_: RdfFormat, error: type[InputError], what: str = "", *, rename_blank_nodes: bool = False
) -> list[Quad]:
    """Return the quads of a file of RDF.

    `what` is what a message calls the file, such as "the shapes". Raises `error` with the file, line and column.
    """
    try:
        content = read_input(path, error=error, what=what)
        if format_ == RdfFormat.RDF_XML and b"<!ENTITY" in content:
            raise error(
                "declares XML entities, which can grow without bound",
                source=str(path),
                expected="RDF/XML without <!ENTITY",
            )
        return list(parse(content, format=format_, rename_blank_nodes=rename_blank_nodes))
    except SyntaxError as problem:
        message = f"not valid RDF ({describe_syntax(problem)})"
        raise error(message, source=str(path), line=problem.lineno, column=problem.offset) from problem
