"""What others take for the same data: `theirs.py NAME FOLDER`, over the files that `ours.py dump` wrote there.

Each does the part that it can do: rdflib loads and asks, owlrl and `reasonable` close what reasoning starts from (the
ontology's axioms without disjointness, accepted and reference triples), pySHACL checks what the shapes are for.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from measured import Watch, tell  # the file beside this one
from pyoxigraph import NamedNode, RdfFormat, Store

from autokg.core.terms import PREFIXES
from autokg.query.saved import get_query

_ASKED = 10  # of rdflib, which takes long


def load_by_oxigraph(folder: Path) -> Watch:
    """Load the finished quads by Oxigraph's bulk loader, from a file onto disk."""
    with tempfile.TemporaryDirectory(dir=folder) as target:
        watch = Watch()
        store = Store(target)
        store.bulk_load(path=str(folder / "all.nq"), format=RdfFormat.N_QUADS)
        watch.lap("Oxigraph bulk_load", len(store))
        store.optimize()
        watch.lap("Oxigraph optimize", len(store))
    return watch


def load_by_rdflib(folder: Path) -> Watch:
    """Load the finished quads into rdflib, and ask it the same questions as autokg."""
    import rdflib  # noqa: PLC0415 (each is measured without the others)

    watch = Watch()
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(folder / "all.nq", format="nquads")
    watch.lap("rdflib load", sum(map(len, dataset.graphs())))
    for model in (folder / "models.txt").read_text(encoding="utf-8").split()[:_ASKED]:
        watch.skip()
        _ask_rdflib(dataset, NamedNode(model))
        watch.lap("who builds it, with evidence, rdflib")
    return watch


def _ask_rdflib(dataset: Any, model: NamedNode) -> None:
    rows = list(dataset.query(get_query("who-builds").bind({"model": [model]}), initNs=PREFIXES))
    productions = [NamedNode(str(row.production)) for row in rows]
    list(dataset.query(get_query("evidence-for").bind({"subject": productions}), initNs=PREFIXES))


def close_by_owlrl(folder: Path) -> Watch:
    """Close by owlrl."""
    import owlrl  # noqa: PLC0415
    import rdflib  # noqa: PLC0415

    graph = rdflib.Graph().parse(folder / "given.ttl")
    watch = Watch()
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    watch.lap("owlrl", len(graph))
    return watch


def close_by_reasonable(folder: Path) -> Watch:
    """Close by `reasonable`, which knows no property chains."""
    import reasonable  # noqa: PLC0415

    reasoner = reasonable.PyReasoner()
    reasoner.load_file(str(folder / "given.ttl"))
    watch = Watch()
    found = reasoner.reason()
    watch.lap("reasonable", len(found), "without property chains")
    return watch


def check_by_pyshacl(folder: Path) -> Watch:
    """Check by pySHACL, all shapes."""
    import pyshacl  # noqa: PLC0415
    import rdflib  # noqa: PLC0415

    from autokg.core.resources import find_resource  # noqa: PLC0415

    data = rdflib.Graph().parse(folder / "checked.nt")
    shapes = rdflib.Graph().parse(find_resource("ontology", "shapes.ttl"))
    watch = Watch()
    pyshacl.validate(data, shacl_graph=shapes, inference="none")
    watch.lap("pySHACL", len(data))
    return watch


THEIRS: dict[str, Callable[[Path], Watch]] = {
    "oxigraph": load_by_oxigraph,
    "rdflib": load_by_rdflib,
    "owlrl": close_by_owlrl,
    "reasonable": close_by_reasonable,
    "pyshacl": check_by_pyshacl,
}

if __name__ == "__main__":
    tell(THEIRS[sys.argv[1]](Path(sys.argv[2])))
