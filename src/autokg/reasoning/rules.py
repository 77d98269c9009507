"""The SPARQL rules beside the ontology: CONSTRUCT queries that say what OWL cannot without harm."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pyoxigraph
from pyoxigraph import Quad, QueryTriples, Triple

from autokg.core.resources import find_resource
from autokg.query.saved import SavedQuery, load_folder
from autokg.stores import OxigraphStore


@cache
def load_rules() -> tuple[SavedQuery, ...]:
    """Return the bundled rules, by stratum and name."""
    rules = load_folder(find_resource("ontology", "rules")).values()
    return tuple(sorted(rules, key=lambda rule: (rule.stratum, rule.name)))


def apply_rules(rules: Iterable[SavedQuery], triples: Iterable[Triple]) -> set[Triple]:
    """Return what some rules construct from triples in one round."""
    store = pyoxigraph.Store()
    store.bulk_extend(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    found: set[Triple] = set()
    for rule in rules:
        result = OxigraphStore(store).query(rule.text)
        assert isinstance(result, QueryTriples)  # noqa: S101 (a CONSTRUCT gives triples)
        found.update(result)
    return found
