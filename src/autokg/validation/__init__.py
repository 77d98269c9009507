"""SHACL → findings: which thing breaks which rule, and which sources say so.

The shapes of `ontology/shapes.ttl`, and any of a user's own, are compiled once and checked over reference, accepted and
inferred triples, a constraint at a time for all its nodes. Claims are not checked, for a contradiction among them is
what they are there to show. What is not compiled goes to pySHACL, which is also the referee of what is.
"""

from autokg.validation.findings import Finding, find_breaches, validate
from autokg.validation.shape import Breach
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
