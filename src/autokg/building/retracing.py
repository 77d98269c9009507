"""Read a past from the history of a store: what the layers held on a day, and what followed from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from pyoxigraph import Literal

from autokg.building.history_file import History
from autokg.building.moment import Moment, Timing
from autokg.building.past import Past, count_claims, undated_documents
from autokg.core.ontology import Ontology, load_ontology
from autokg.core.terms import AKG, GRAPH
from autokg.reasoning import infer
from autokg.stores import OxigraphStore
from autokg.stores.base import Store
from autokg.stores.nquads import lines_of, parse_quads


def retrace(store: Store, history: History, day: dt.date, into: OxigraphStore) -> Past:
    """Return a store as of a day of publication, in an empty store; it is what a build of that day would be."""
    ontology = load_ontology()
    into.load(ontology.quads())  # not as text, which gives blank nodes other names
    with ThreadPoolExecutor(max_workers=1) as background:  # the store parses without holding up Python
        loading = background.submit(lambda: into.load_nquads([history.lines(day, "sources")]))
        judgements = history.lines(day, "judgements")
        into.load_nquads([*_statements(history, day, ontology), judgements])
        loading.result()
    into.compact()
    known, undated = judgements.count(f" {AKG.outcome} "), count_claims(store, undated_documents(store))
    claims = {Timing.KNOWN: known, Timing.UNDATED: undated, Timing.LATER: count_claims(store) - known - undated}
    return Past(into, Moment(public=day), claims, namings=_count_later(into, day))


def _count_later(store: OxigraphStore, day: dt.date) -> int:
    """Count the decisions after a day."""
    decided = (quad.object for quad in store.match(None, AKG.decidedOn, None, GRAPH.decisions))
    return sum(isinstance(on, Literal) and on.value > day.isoformat() for on in decided)


def _statements(history: History, day: dt.date, ontology: Ontology) -> Iterator[str]:
    """Yield the layers that tell what holds; a triple is in one of them alone."""
    fixed, reference = history.lines(day, "fixed"), history.lines(day, "reference")
    listed = {_triple(line) for line in reference.split("\n")}
    accepted = "".join(
        f"{line}\n" for line in history.lines(day, "accepted").split("\n") if _triple(line) not in listed
    )
    triples = [quad.triple for quad in parse_quads(reference + accepted)]
    closure = infer(ontology, triples)
    yield from (fixed, reference, accepted, lines_of(closure.quads()))


def _triple(line: str) -> str:
    """Return a line of N-Quads without its graph."""
    return line.rpartition(" <")[0]
