"""`sh:sparql`: a query that selects what breaks a shape, asked once for all nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions

from autokg.core.terms import PREFIXES, shorten
from autokg.validation.graph import Values, WholeGraph
from autokg.validation.prebinding import QueryPlan, focus_node
from autokg.validation.shape import Hit

_BLANK = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True, slots=True)
class Sparql:
    """A query finds nothing.

    Attributes:
        messages: what a row means; `{?value}` in them stands for what the row has.
        on_node: whether it is a node shape's, so that the node is the value where the query gives none.

    """

    plan: QueryPlan
    messages: tuple[Literal, ...]
    on_node: bool
    component = "SPARQL"

    def __str__(self) -> str:
        return "no row of its query"

    def hits(self, graph: WholeGraph, values: Values) -> Iterator[Hit]:
        """Yield what the query selects for the nodes."""
        if not values:
            return
        among = values.keys() if self.plan.of_nodes else None
        copied, focus = graph.copy(self.plan.predicates, among), focus_node()
        copied.extend(Quad(focus, focus, node, focus) for node in values)
        result = copied.query(self.plan.text, prefixes=PREFIXES)
        assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
        names = [variable.value for variable in result.variables]
        for row in result:
            yield self._hit({name: row[name] for name in names if row[name] is not None})

    def _hit(self, row: dict[str, NamedNode | Literal]) -> Hit:
        node, path = row["this"], row.get("path")
        if self.on_node:
            row.setdefault("value", node)
        said = tuple(_fill(message, row) for message in self.messages)
        return Hit(node, row.get("value"), shorten(path) if isinstance(path, NamedNode) else None, said or None)


def _fill(message: Literal, row: dict[str, NamedNode | Literal]) -> Literal:
    """Put what a row has into the blanks of a message."""
    text = _BLANK.sub(lambda blank: row[blank[1]].value if blank[1] in row else blank[0], message.value)
    return Literal(text, language=message.language) if message.language else Literal(text)
