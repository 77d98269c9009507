"""The things of a store by their names, for saying which of them an open name is the same as."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from autokg.answers.evidence import solutions
from autokg.core.ids import fold
from autokg.errors import UsageError
from autokg.review.items import OpenName, local_id
from autokg.stores.base import Store

# Collections whose things may turn out to be one another.
_FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"organization"}),
    frozenset({"brand"}),
    frozenset({"plant"}),
    frozenset({"model"}),
    frozenset({"platform"}),
    frozenset({"place", "country", "region"}),
)
_UNTYPED = "thing"  # what no record gives a type may be any of them, but nothing is to be taken for it
_LEAST, _MOST = 65, 5  # a score of 100, and how many near names a person takes in at a glance

_THINGS = """
SELECT DISTINCT ?thing ?label ?class ?key WHERE {
  GRAPH graph:reference { ?thing a ?class ; rdfs:label ?label ; skos:hiddenLabel ?key }
} ORDER BY ?thing ?label ?class ?key"""


@dataclass(frozen=True, slots=True)
class Known:
    """A thing of the store; `score` is the similarity of its name to the query (100: the same)."""

    id: str
    label: str
    type: str
    score: int = 100

    def __str__(self) -> str:
        return f"{self.label} ({self.id})"


class KnownThings:
    """Looks things up that an open name may be the same as."""

    def __init__(self, store: Store) -> None:
        self._things: dict[str, Known] = {}
        self._by_key: dict[frozenset[str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in solutions(store, _THINGS):
            id_ = local_id(row["thing"])
            for family in _families(id_) if id_.partition("/")[0] != _UNTYPED else ():
                self._things.setdefault(id_, Known(id_, row["label"], row["class"].rpartition("#")[2]))
                self._by_key[family][row["key"]].add(id_)

    def near(self, name: OpenName) -> list[Known]:
        """Return the few things whose names are nearest to an open one, nearest first."""
        best: dict[str, float] = {}
        for score, ids in self._extract(fold(name.label), name.id):
            for id_ in ids - {name.id}:
                best[id_] = max(best.get(id_, 0), score)
        ranked = sorted(best.items(), key=lambda pair: (-round(pair[1]), pair[0]))[:_MOST]
        return [self._scored(id_, score) for id_, score in ranked]

    def get(self, text: str, name: OpenName) -> Known:
        """Return the thing that a person names by id or name; raise `UsageError` where there is none or several."""
        wanted = text.strip()
        if (local := local_id(wanted)) in self._things and "/" in wanted:
            return self._fitting(self._things[local], name)
        ids = {id_ for family in _families(name.id) for id_ in self._by_key[family].get(fold(wanted), ())} - {name.id}
        if len(ids) == 1:
            return self._things[ids.pop()]
        if ids:
            raise UsageError(f"{wanted!r} may be any of {', '.join(sorted(ids))}; give one of these ids")
        raise UsageError(f"no thing named {wanted!r} that {name.label!r} could be{self._hint(wanted, name)}")

    def _fitting(self, thing: Known, name: OpenName) -> Known:
        if thing.id == name.id:
            raise UsageError(f"{thing} is the open name itself")
        if not set(_families(thing.id)) & set(_families(name.id)):
            raise UsageError(f"{thing} is a {thing.type}, and {name.label!r} a {name.type}: they cannot be the same")
        return thing

    def _hint(self, wanted: str, name: OpenName) -> str:
        near = {id_ for _, ids in self._extract(fold(wanted), name.id) for id_ in ids - {name.id}}
        return f"; did you mean {', '.join(str(self._things[id_]) for id_ in sorted(near)[:_MOST])}" if near else ""

    def _extract(self, key: str, id_: str) -> list[tuple[float, set[str]]]:
        candidates = []
        for family in _families(id_):
            keys = self._by_key[family]
            for near, score, _ in process.extract(
                key, keys.keys(), scorer=fuzz.token_ratio, score_cutoff=_LEAST, limit=20
            ):
                candidates.append((score, keys[near]))
        return candidates

    def _scored(self, id_: str, score: float) -> Known:
        thing = self._things[id_]
        return Known(thing.id, thing.label, thing.type, round(score))


def _families(id_: str) -> tuple[frozenset[str], ...]:
    collection = id_.partition("/")[0]
    if collection == _UNTYPED:
        return _FAMILIES
    return tuple(family for family in _FAMILIES if collection in family)
