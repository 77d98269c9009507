"""What autokg takes: `ours.py build FACTS STORE`, `ours.py ask STORE disk|memory`, `ours.py dump STORE FOLDER`."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path

from measured import Watch, tell  # the file beside this one
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, serialize

from autokg.answers.evidence import find_evidence, solutions
from autokg.building.build import build
from autokg.core.ontology import load_ontology
from autokg.core.terms import GRAPH, OWL
from autokg.facts.corpus import load_corpus
from autokg.query.saved import get_query
from autokg.stores import OxigraphStore, open_store, replacing_store
from autokg.stores.base import Store

ASKED = 200
CHECKED = (GRAPH.reference, GRAPH.accepted, GRAPH.inferred)
_REASONED = (GRAPH.reference, GRAPH.accepted)


def measure_build(facts: Path, path: Path) -> Watch:
    """Time each stage of a build onto disk, as `autokg build` does it."""
    watch = Watch()
    corpus = load_corpus([facts])
    stages = ["read"]

    def begin(stage: str) -> None:
        watch.lap(stages[-1])
        stages.append(stage)

    with replacing_store(path) as store:
        built = build(corpus, progress=begin, store=store)
        begin("compacting the store")
    watch.lap(stages[-1])
    claims, quads = built.counts["claims"], len(open_store(path))
    watch.lap("counting", quads, f"{claims:,} claims, {built.counts['conflicts']:,} conflicts")
    return watch


def measure_asking(path: Path, where: str) -> Watch:
    """Time who builds a model, with the evidence, for some models, each by itself."""
    store = open_store(path)
    if where == "memory":
        on_disk, store = store, OxigraphStore()
        store.load(on_disk.quads())
    return time_questions(sample_models(store), lambda model: ask(model, store), where)


def sample_models(store: Store, most: int = ASKED) -> list[NamedNode]:
    """Return some of the models that are built somewhere, the same each time."""
    rows = store.query("SELECT DISTINCT ?model WHERE { GRAPH graph:accepted { ?made akg:ofModel ?model } }")
    assert isinstance(rows, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    models = sorted((row["model"] for row in rows), key=str)
    return random.Random(0).sample(models, min(most, len(models)))  # noqa: S311 (a benchmark, no secret)


def ask(model: NamedNode, store: Store) -> int:
    """Run the saved query for who builds a model, and find what each row rests on; return how much was found."""
    rows = solutions(store, get_query("who-builds").bind({"model": [model]}))
    return len(find_evidence(store, [row["production"] for row in rows]))


def time_questions(models: list[NamedNode], question: Callable[[NamedNode], int], where: str) -> Watch:
    """Time a question on each model; a lap each."""
    watch = Watch()
    for model in models:
        watch.skip()
        found = question(model)
        watch.lap(f"who builds it, with evidence, {where}", note=f"{found}")
    return watch


def dump(path: Path, folder: Path) -> None:
    """Write a store as the others take it: all of it, what shapes check, and what reasoning starts from."""
    store = open_store(path)
    axioms = [axiom for axiom in load_ontology().axioms() if axiom.predicate != OWL.disjointWith]
    triples = [quad.triple for layer in _REASONED for quad in store.quads(layer)]
    serialize(store.quads(), str(folder / "all.nq"), RdfFormat.N_QUADS)
    serialize(
        (q.triple for layer in CHECKED for q in store.quads(layer)), str(folder / "checked.nt"), RdfFormat.N_TRIPLES
    )
    serialize([*axioms, *triples], str(folder / "given.ttl"), RdfFormat.TURTLE)
    models = sample_models(store)
    (folder / "models.txt").write_text("\n".join(model.value for model in models), encoding="utf-8")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["build", facts, path]:
            tell(measure_build(Path(facts), Path(path)))
        case ["ask", path, where]:
            tell(measure_asking(Path(path), where))
        case ["dump", path, folder]:
            dump(Path(path), Path(folder))
            tell(Watch())
