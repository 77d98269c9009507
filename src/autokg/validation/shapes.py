"""Read shapes: the bundled ones, and those of files of the user."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pyoxigraph import RdfFormat, Triple

from autokg.core.rdf_files import read_rdf_file
from autokg.core.resources import find_resource
from autokg.errors import ShapeError
from autokg.validation.shape_compiler import CompiledShapes, compile_shapes


@cache
def load_shapes() -> CompiledShapes:
    """Return the bundled shapes."""
    return compile_shapes(read_shapes(find_resource("ontology", "shapes.ttl")))


def load_shapes_with(files: Iterable[Path]) -> CompiledShapes:
    """Return the bundled shapes and those of some files, which may refer to each other and which pySHACL checks."""
    own = [triple for file in files for triple in read_shapes(file)]
    return compile_shapes(load_shapes().graph.triples, own) if own else load_shapes()


def read_shapes(file: Path) -> list[Triple]:
    """Return the triples of a file; raise `ShapeError` if it cannot be read or has a mistake."""
    if file.is_dir():
        raise ShapeError("a folder; give a file of shapes", source=str(file))
    format_ = RdfFormat.from_extension(file.suffix.removeprefix("."))
    if format_ is None:
        raise ShapeError("unknown file extension for shapes", source=str(file), expected=".ttl, .nt, .rdf or .jsonld")
    quads = read_rdf_file(file, format_, ShapeError, "the shapes", rename_blank_nodes=True)
    return [quad.triple for quad in quads]
