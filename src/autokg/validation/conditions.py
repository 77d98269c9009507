"""Constraint components of SHACL Core → SPARQL expressions that are true if a value or a node breaks them.

No expression raises an error, for SPARQL drops a row whose filter has an error, and the finding with it.

>>> from pyoxigraph import Literal
>>> VALUE_CONDITIONS["maxLength"](Literal(3))("?this", "?value")
'isBlank(?value) || STRLEN(STR(?value)) > 3'
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from pyoxigraph import Literal, NamedNode

from autokg.core.terms import RDF, RDFS, SH, XSD, shorten
from autokg.validation.breaches import Term

# From the variables of the focus node and of one of its values to an expression.
Condition = Callable[[str, str], str]

_INSTANCE_OF = f"{RDF.type}/{RDFS.subClassOf}*"
_MOST_COUNTED = 4  # a count compares each value with each other

_NODE_KINDS = {
    "IRI": "isIRI({0})",
    "BlankNode": "isBlank({0})",
    "Literal": "isLiteral({0})",
    "BlankNodeOrIRI": "!isLiteral({0})",
    "BlankNodeOrLiteral": "!isIRI({0})",
    "IRIOrLiteral": "!isBlank({0})",
}
_NUMBER = r"[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)"
_FORMS = {
    "boolean": "true|false|0|1",
    "integer": "[+-]?[0-9]+",
    "nonNegativeInteger": "[+]?[0-9]+|-0+",
    "positiveInteger": "[+]?0*[1-9][0-9]*",
    "decimal": _NUMBER,
    "double": f"({_NUMBER}([eE][+-]?[0-9]+)?|[+-]?INF|NaN)",
    "float": f"({_NUMBER}([eE][+-]?[0-9]+)?|[+-]?INF|NaN)",
    "gYear": "-?[0-9]{4,}(Z|[+-][0-9]{2}:[0-9]{2})?",
}
_ANY_TEXT = ("string", "anyURI")


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
    """Return the condition of a node with so many values or more."""
    if number > _MOST_COUNTED:
        raise NotCompiledError(f"a count above {_MOST_COUNTED}")
    return lambda node, _: _exist(node, path, [f"{node}v{index}" for index in range(number)])


def lacks(value: Term, path: str | None) -> Condition:
    """Return the condition of a node without a certain value; without a path, of another node."""
    if path is None:
        return lambda node, _: f"!sameTerm({node}, {value})"
    return lambda node, _: f"!EXISTS {{ {node} {path} {value} }}"


def is_other_term(listed: Sequence[Term]) -> Condition:
    """Return the condition of a value that is not in a list."""
    return lambda _, value: f"!({' || '.join(f'sameTerm({value}, {term})' for term in listed) or 'false'})"


def does_not_match(pattern: Term, flags: str) -> Condition:
    """Return the condition of a value that a regular expression does not match."""
    arguments = f"{Literal(pattern.value)}, {Literal(flags)}"
    return lambda _, value: f"isBlank({value}) || !REGEX(STR({value}), {arguments})"


def _exist(node: str, path: str, values: Sequence[str]) -> str:
    """Return the expression that is true if a node has as many values, all different."""
    patterns = " . ".join(f"{node} {path} {value}" for value in values)
    different = " && ".join(f"!sameTerm({first}, {second})" for first, second in combinations(values, 2))
    return f"EXISTS {{ {patterns} FILTER({different or 'true'}) }}"


def _is_no_instance(cls: Term) -> Condition:
    return lambda _, value: f"isLiteral({value}) || !EXISTS {{ {instances_of(value, cls)} }}"


def _is_of_other_kind(kind: Term) -> Condition:
    template = _NODE_KINDS.get(kind.value.removeprefix(SH.namespace))
    if template is None:
        raise NotCompiledError(f"sh:nodeKind {kind.value}")
    return lambda _, value: f"!{template.format(value)}"


def _is_of_other_datatype(datatype: Term) -> Condition:
    """Return the condition of a value of another datatype, or whose text is not one of the datatype."""
    well_formed = _well_formed(datatype)
    return lambda _, value: (
        f'!COALESCE(STR(DATATYPE({value})) = "{datatype.value}" && {well_formed.format(f"STR({value})")}, false)'
    )


def _well_formed(datatype: Term) -> str:
    """Return a template of the expression that is true if a text is one of a datatype, as far as it is known here."""
    name = datatype.value.removeprefix(XSD.namespace)
    if name == datatype.value or name in _ANY_TEXT:
        return "true"
    if name == "dateTime":  # months have lengths, so a cast checks them, not a pattern
        return f'STR({XSD.dateTime}({{0}})) != ""'
    if name == "date":
        return f'STR({XSD.dateTime}(CONCAT(SUBSTR({{0}}, 1, 10), "T00:00:00", SUBSTR({{0}}, 11)))) != ""'
    if name not in _FORMS:
        raise NotCompiledError(f"sh:datatype {shorten(NamedNode(datatype.value))}")
    return f'REGEX({{0}}, "^({_FORMS[name].replace("{", "{{").replace("}", "}}")})$")'


def _fails(operator: str) -> Callable[[Term], Condition]:
    """Return the condition of a value that does not compare with a bound, or not as it should."""
    return lambda bound: lambda _, value: f"!COALESCE({value} {operator} {bound}, false)"


def _is_of_length(operator: str) -> Callable[[Term], Condition]:
    return lambda bound: lambda _, value: f"isBlank({value}) || STRLEN(STR({value})) {operator} {bound.value}"


def _is_value_of(other: Term) -> Condition:
    return lambda node, value: f"EXISTS {{ {node} {other} {value} }}"


def _is_not_before(operator: str) -> Callable[[Term], Condition]:
    """Return the condition of a value that is not below all values of another property."""
    return lambda other: (
        lambda node, value: (
            f"EXISTS {{ {node} {other} {value}o FILTER(!COALESCE({value} {operator} {value}o, false)) }}"
        )
    )


# By the local name of the parameter: from its value to the condition of each value.
VALUE_CONDITIONS: dict[str, Callable[[Term], Condition]] = {
    "class": _is_no_instance,
    "datatype": _is_of_other_datatype,
    "nodeKind": _is_of_other_kind,
    "minExclusive": _fails(">"),
    "minInclusive": _fails(">="),
    "maxExclusive": _fails("<"),
    "maxInclusive": _fails("<="),
    "minLength": _is_of_length("<"),
    "maxLength": _is_of_length(">"),
    "disjoint": _is_value_of,
    "lessThan": _is_not_before("<"),
    "lessThanOrEquals": _is_not_before("<="),
}
