"""Constraint components of the bundled shapes → SPARQL expressions that are true if a value or a node breaks them.

No expression raises an error, for SPARQL drops a row whose filter has an error, and the finding with it.

>>> from pyoxigraph import Literal
>>> VALUE_CONDITIONS["maxInclusive"](Literal(3))("?this", "?value")
'!COALESCE(?value <= "3"^^<http://www.w3.org/2001/XMLSchema#integer>, false)'
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

from autokg.core.terms import RDF, RDFS
from autokg.validation.breaches import Term

# From the variables of the focus node and of one of its values to an expression.
Condition = Callable[[str, str], str]

_INSTANCE_OF = f"{RDF.type}/{RDFS.subClassOf}*"
_MOST_COUNTED = 4  # a count compares each value with each other


class NotCompiledError(Exception):
    """A constraint that cannot be compiled, by name."""


def instances_of(node: str, cls: Term) -> str:
    """Return the pattern of the instances of a class and of its subclasses."""
    return f"{node} {_INSTANCE_OF} {cls} ."


def fewer_than(number: int, path: str) -> Condition:
    """Return the condition of a node with fewer values."""
    if number == 0:
        return lambda *_: "false"
    enough = has_values(number, path)
    return lambda node, value: f"!{enough(node, value)}"


def has_values(number: int, path: str) -> Condition:
    """Return the condition of a node with so many values or more, all different."""
    if number > _MOST_COUNTED:
        raise NotCompiledError(f"a count above {_MOST_COUNTED}")

    def condition(node: str, _: str) -> str:
        values = [f"{node}v{index}" for index in range(number)]
        patterns = " . ".join(f"{node} {path} {value}" for value in values)
        different = " && ".join(f"!sameTerm({first}, {second})" for first, second in combinations(values, 2))
        return f"EXISTS {{ {patterns} FILTER({different or 'true'}) }}"

    return condition


def _is_no_instance(cls: Term) -> Condition:
    return lambda _, value: f"isLiteral({value}) || !EXISTS {{ {instances_of(value, cls)} }}"


def _fails(operator: str) -> Callable[[Term], Condition]:
    """Return the condition of a value that does not compare with a bound, or not as it should."""
    return lambda bound: lambda _, value: f"!COALESCE({value} {operator} {bound}, false)"


def _is_value_of(other: Term) -> Condition:
    return lambda node, value: f"EXISTS {{ {node} {other} {value} }}"


# By the local name of the parameter: from its value to the condition of each value.
VALUE_CONDITIONS: dict[str, Callable[[Term], Condition]] = {
    "class": _is_no_instance,
    "minExclusive": _fails(">"),
    "minInclusive": _fails(">="),
    "maxExclusive": _fails("<"),
    "maxInclusive": _fails("<="),
    "disjoint": _is_value_of,
}
