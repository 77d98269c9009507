"""Check a knowledge base against shapes in SHACL.

The bundled shapes are compiled to SPARQL queries; pySHACL checks every other shape. Reference, accepted, inferred
and users' own triples are checked. Claims are not, because they may contradict each other.
"""

from autokg.validation.breaches import Breach
from autokg.validation.checking import find_breaches
from autokg.validation.findings import Finding, validate
from autokg.validation.shape_compiler import CompiledShapes, compile_shapes
from autokg.validation.shapes import load_shapes, load_shapes_with

__all__ = [
    "Breach",
    "CompiledShapes",
    "Finding",
    "compile_shapes",
    "find_breaches",
    "load_shapes",
    "load_shapes_with",
    "validate",
]
