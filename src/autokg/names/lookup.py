"""Names → things of a store: by any name exactly, else the nearest ones.

>>> from autokg.stores import OxigraphStore
>>> from autokg.names.entity import Thing
>>> store = OxigraphStore()
>>> store.load(Thing(NamedNode("https://e.org/m/one"), AKG.VehicleModel, "Acme One").quads())
>>> names = Names(store)
>>> names.find("ACME one")[0].label, names.near("Acmee One")[0].label
('Acme One', 'Acme One')
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from pyoxigraph import Literal, NamedNode, QuerySolutions

from autokg.core.ids import fold
from autokg.core.terms import AKG, OWL
from autokg.stores.base import Store
from autokg.stores.kept import kept

# Classes that are inferred beside the main class of a thing.
_GENERAL = (AKG.Organization, AKG.Carmaker, AKG.Place, OWL.Thing)
# Names read from open stores, with the number of all names then: reading them takes longer than all the rest.
_READ: WeakKeyDictionary[Store, dict[str, tuple[str, list[str]]]] = WeakKeyDictionary()
_ALIKE = 70  # of 100: `none` is not near `norge`
_NEAR = 70  # of 100; below, what rapidfuzz offers no longer looks like a slip


@dataclass(frozen=True, slots=True)
class Found:
    """A thing of a store, the name it was found by, and the similarity of that name to the query (0 to 100)."""

    iri: NamedNode
    kind: NamedNode
    label: str
    name: str
    score: float = 100.0


def _looks_like(query: str, key: str) -> bool:
    """Return whether two names share a word or most letters; matching parts alone are not enough."""
    from rapidfuzz import fuzz  # noqa: PLC0415 (only where a name is not known)

    return not set(query.split()).isdisjoint(key.split()) or fuzz.ratio(query, key) >= _ALIKE


def _with_letters_of(query: str, keys: Sequence[str]) -> list[str]:
    """Return the names that have the letters of another in a different order, as "totoya" has those of "toyota"."""
    first, length, letters = query[:1], len(query), sorted(query)
    return [key for key in keys if len(key) == length and key[:1] == first and sorted(key) == letters]


class Names:
    """The names of a store's things."""

    def __init__(self, store: Store) -> None:
        """Look names up in a store."""
        self._store = store
        self._keys: dict[str, list[str]] = {}

    def find(self, name: str, kinds: Sequence[NamedNode] | None = None) -> list[Found]:
        """Return the things of some classes with a name, ignoring case, accents and punctuation.

        If there are none, a model may be named without its brand: "Clio". An alias of a name whose type its source
        does not tell is one of the things of that name.
        """
        key = fold(name)
        found = self._select([key], kinds)
        if all(thing.kind == OWL.Thing for thing in found):
            found = self._by_alias(key, kinds) or found
        return found or self._models_without_brand(key, kinds)

    def _by_alias(self, key: str, kinds: Sequence[NamedNode] | None) -> list[Found]:
        """Return the things of a type that share a name with a thing without one."""
        text = (
            f"SELECT DISTINCT ?name WHERE {{ ?thing skos:hiddenLabel {Literal(key)}, ?name ; skos:altLabel ?alias "
            f"FILTER(?name != {Literal(key)}) FILTER NOT EXISTS {{ ?thing a ?kind FILTER(?kind != owl:Thing) }} }} "
            "ORDER BY ?name"
        )
        result = self._store.query(text)
        assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
        others = self._select([row["name"].value for row in result], kinds)
        same = [thing for thing in others if thing.kind != OWL.Thing]
        return list({thing.iri: thing for thing in same}.values())

    def _models_without_brand(self, key: str, kinds: Sequence[NamedNode] | None) -> list[Found]:
        if not key or (kinds is not None and AKG.VehicleModel not in kinds):
            return []
        names = (
            f"SELECT DISTINCT ?name WHERE {{ ?model a akg:VehicleModel ; akg:modelBrand/skos:hiddenLabel ?brand . "
            f'BIND(CONCAT(?brand, " ", {Literal(key)}) AS ?name) ?model skos:hiddenLabel ?name }} ORDER BY ?name'
        )
        result = self._store.query(names)
        assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
        found = self._select([row["name"].value for row in result], (AKG.VehicleModel,))
        return list({thing.iri: thing for thing in found}.values())

    def near(self, name: str, kinds: Sequence[NamedNode] | None = None, limit: int = 5) -> list[Found]:
        """Return the things whose names are nearest to an unknown name, nearest first."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 (only where a name is not known)
        from rapidfuzz.distance.DamerauLevenshtein import distance  # noqa: PLC0415

        query, keys = fold(name), self.keys_of(kinds)
        matches = process.extract(query, keys, scorer=fuzz.WRatio, score_cutoff=_NEAR, limit=limit * 3)
        alike = [(key, score) for key, score, _ in matches if _looks_like(query, key)]
        alike += [(key, _NEAR) for key in _with_letters_of(query, keys)]
        by_name = self._by_name([key for key, _ in alike], kinds)
        best: dict[NamedNode, Found] = {}
        for key, score in alike:
            for thing in by_name[key]:
                known = best.get(thing.iri)
                if known is None or distance(query, key) < distance(query, known.name):
                    nearest = max(score, known.score if known else 0)
                    best[thing.iri] = Found(thing.iri, thing.kind, thing.label, key, nearest)
        ranked = sorted(best.values(), key=lambda thing: (-thing.score, thing.label, thing.iri.value))
        return ranked[:limit]

    def slips(self, name: str, kinds: Sequence[NamedNode], edits: int = 2) -> list[Found]:
        """Return the things of some classes of whose names a name may be a slip: few edits, or the same letters."""
        from rapidfuzz import process  # noqa: PLC0415 (only where a name is not known)
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        query, keys = fold(name), self.keys_of(kinds)
        near = [key for key, _, _ in process.extract(query, keys, scorer=OSA.distance, score_cutoff=edits, limit=None)]
        near += _with_letters_of(query, keys)
        by_name = self._by_name(near, kinds)
        return [thing for key in dict.fromkeys(near) for thing in by_name[key]]

    def plants_in(self, place: str) -> list[Found]:
        """Return the plants that lie in a place of a name."""
        text = (
            f"SELECT DISTINCT ?plant ?label WHERE {{ VALUES ?key {{ {Literal(fold(place))} }} "
            "?place skos:hiddenLabel ?key . ?plant akg:locatedIn ?place ; a akg:Plant ; rdfs:label ?label } "
            "ORDER BY ?label ?plant"
        )
        result = self._store.query(text)
        assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
        return [Found(row["plant"], AKG.Plant, row["label"].value, fold(place)) for row in result]

    def labels(self, kinds: Sequence[NamedNode] | None = None) -> list[str]:
        """Return the labels of the things of some classes, or of all, sorted."""
        return sorted({match.label for match in self._select(None, kinds)})

    def keys(self) -> Collection[str]:
        """Return the folded names of all things."""
        return self._all_keys

    def keys_of(self, kinds: Sequence[NamedNode] | None) -> list[str]:
        """Return the folded names of the things of some classes, or of all."""
        if kinds is None:
            return self._all_keys
        typed = f"VALUES ?kind {{ {' '.join(map(str, kinds))} }} ?thing a ?kind ;"
        if typed not in self._keys:
            self._keys[typed] = self._cached(typed)
        return self._keys[typed]

    def _cached(self, typed: str) -> list[str]:
        """Return the names of some things as last read from this store, unless it has more or fewer names by now."""
        count = kept(self._store, "number of names", None, self._count, most=1)
        known = _READ.get(self._store, {}).get(typed)
        if known is None or known[0] != count:
            known = _READ.setdefault(self._store, {})[typed] = (count, self._keys_of(typed))
        return known[1]

    def _count(self) -> str:
        result = self._store.query("SELECT (COUNT(?key) AS ?n) WHERE { ?thing skos:hiddenLabel ?key }")
        assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
        return str(next(result)["n"].value)

    @cached_property
    def _all_keys(self) -> list[str]:
        return self._keys_of("?thing a ?kind ;")

    def _keys_of(self, typed: str) -> list[str]:
        """Return the names of some things alone: their labels would take ten times as long."""
        result = self._store.query(f"SELECT DISTINCT ?key WHERE {{ {typed} skos:hiddenLabel ?key }}")
        assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
        return sorted(row["key"].value for row in result)

    def _by_name(self, keys: Collection[str], kinds: Sequence[NamedNode] | None) -> dict[str, list[Found]]:
        """Return the things of each of some names."""
        found = self._select(sorted(set(keys)), kinds) if keys else []
        return {key: [thing for thing in found if thing.name == key] for key in keys}

    def _select(self, keys: Sequence[str] | None, kinds: Sequence[NamedNode] | None) -> list[Found]:
        """Return the things of some classes and of some names, or of any."""
        named = f"VALUES ?key {{ {' '.join(str(Literal(key)) for key in keys)} }}" if keys is not None else ""
        # A filter, not VALUES: an engine would join each name with each class first.
        typed = f"FILTER(?kind IN ({', '.join(map(str, kinds))}))" if kinds is not None else ""
        text = (
            f"SELECT DISTINCT ?thing ?kind ?label ?key WHERE {{ {named} "
            f"?thing skos:hiddenLabel ?key ; a ?kind ; rdfs:label ?label {typed} }} ORDER BY ?label ?thing ?kind"
        )
        result = self._store.query(text)
        assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
        by_name: dict[tuple[str, str], Found] = {}
        for row in result:
            thing, kind, label, name = row["thing"], row["kind"], row["label"], row["key"]
            known = by_name.get((thing.value, name.value))
            if known is None or known.kind in _GENERAL:
                by_name[thing.value, name.value] = Found(thing, kind, label.value, name.value)
        return list(by_name.values())
