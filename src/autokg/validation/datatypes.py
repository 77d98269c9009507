"""Which literals are written as their datatype has it; of a datatype that is not known here, all are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from autokg.core.terms import XSD
from autokg.validation.batch_queries import satisfying
from autokg.validation.graph import Term

_DECIMAL = r"[+-]?(\d+(\.\d*)?|\.\d+)"
_FLOAT = rf"{_DECIMAL}([eE][+-]?\d+)?|[+-]?INF|NaN"
_FORMS = {
    "boolean": re.compile("true|false|0|1"),
    "decimal": re.compile(_DECIMAL, re.ASCII),
    "double": re.compile(_FLOAT, re.ASCII),
    "float": re.compile(_FLOAT, re.ASCII),
}
_INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
_CAST = frozenset({"date", "dateTime", "time"})  # months have lengths, which no pattern knows

_BITS = {"Byte": 8, "Short": 16, "Int": 32, "Long": 64}

# The least and the greatest integer of each datatype; None where there is none.
_INTEGERS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    **{name.lower(): (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for name, bits in _BITS.items()},
    **{f"unsigned{name}": (0, 2**bits - 1) for name, bits in _BITS.items()},
}


def well_formed(values: Iterable[Term], datatype: NamedNode) -> set[Term]:
    """Return the values that are literals of a datatype and mean something.

    >>> right, wrong = Literal("7", datatype=XSD.integer), Literal("seven", datatype=XSD.integer)
    >>> well_formed([right, wrong], XSD.integer) == {right}
    True
    """
    typed = {value for value in values if isinstance(value, Literal) and value.datatype == datatype}
    local = datatype.value.removeprefix(XSD.namespace)
    if local in _CAST:
        return satisfying(typed, f'STR(xsd:{local}(STR(?one))) != ""')
    if local in _INTEGERS:
        return {value for value in typed if _is_integer(value.value, *_INTEGERS[local])}
    if local in _FORMS:
        return {value for value in typed if _FORMS[local].fullmatch(value.value)}
    return set(typed)


def _is_integer(text: str, least: int | None, greatest: int | None) -> bool:
    if not _INTEGER.fullmatch(text):
        return False
    number = int(text)
    return (least is None or number >= least) and (greatest is None or number <= greatest)
