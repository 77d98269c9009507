"""Run the queries of compiled shapes on a store, and pySHACL for the other shapes."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pyoxigraph import NamedNode, QuerySolutions, Triple

from autokg.stores.base import Store
from autokg.validation.breaches import CHECKED, Breach, Term
from autokg.validation.pyshacl_fallback import check_by_pyshacl, only_handed_on
from autokg.validation.shape_compiler import Check, CompiledShapes

_DATASET = " ".join(f"FROM {graph}" for graph in CHECKED)
_FOCUS_AT_MOST = 50  # of more nodes, checking all and leaving out the others takes less time


def find_breaches(store: Store, shapes: CompiledShapes, focus: Collection[NamedNode] | None = None) -> list[Breach]:
    """Return the breaches of shapes in the checked layers of a store, of some nodes or of all."""
    if focus is not None and len(focus) > _FOCUS_AT_MOST:
        nodes = set(focus)
        return [breach for breach in find_breaches(store, shapes) if breach.focus in nodes]
    pattern = "" if focus is None else f"VALUES ?this {{ {' '.join(sorted(map(str, set(focus))))} }}"
    breaches = [breach for check in shapes.checks for breach in _run(store, check, pattern)]
    if shapes.handed_on and (focus is None or focus):
        rows = _rows(store, f"SELECT DISTINCT ?s ?p ?o {_DATASET} WHERE {{ ?s ?p ?o }}")
        data = (Triple(row["s"], row["p"], row["o"]) for row in rows)  # type: ignore[arg-type]  # a query cannot tell
        found = check_by_pyshacl(shapes.graph, only_handed_on(shapes), data)
        breaches += (breach for breach in found if focus is None or breach.focus in focus)
    return list(dict.fromkeys(breaches))


def _run(store: Store, check: Check, focus: str) -> Iterator[Breach]:
    for row in _rows(store, check.query(_DATASET, focus)):
        yield Breach(
            focus=row["this"],
            component=check.component,
            path=check.path,
            value=row.get("value", None if check.path else row["this"]),
            shape=check.shape,
            severity=check.severity,
            messages=check.messages,
        )


def _rows(store: Store, text: str) -> Iterator[dict[str, Term]]:
    result = store.query(text)
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    names = [variable.value for variable in result.variables]
    return ({name: row[name] for name in names if row[name] is not None} for row in result)
