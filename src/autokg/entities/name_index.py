"""Search the names of a store's things while they are typed: whole names, beginnings, words, and slips.

>>> from autokg.stores import OxigraphStore
>>> from autokg.names.entity import Thing
>>> store = OxigraphStore()
>>> store.load(Thing(NamedNode("https://e.org/m/one"), AKG.VehicleModel, "Acme One").quads())
>>> index = NameIndex(store)
>>> [index.search(text)[0].label for text in ("ACME one", "acm", "one", "Acmee One")]
['Acme One', 'Acme One', 'Acme One', 'Acme One']
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from pyoxigraph import Literal, NamedNode

from autokg.core.ids import fold
from autokg.core.terms import AKG, RDF, RDFS, SKOS
from autokg.names.lookup import Found
from autokg.stores import Store

# Classes of things that people name, the most specific of a thing's classes first.
NAMED = (
    *(AKG.JointVenture, AKG.Group, AKG.Company, AKG.Brand, AKG.Plant, AKG.VehicleModel, AKG.Platform, AKG.Product),
    *(AKG.Person, AKG.Country, AKG.Region, AKG.Place, AKG.Organization),
)
WHOLE, _START, _WORD, _SLIP = 100.0, 80.0, 60.0, 0.75  # scores, and the factor of a likeness of 0 to 100
_BY_LENGTH = 15.0  # more for the share of a name that was typed
_LEAST_LIKENESS = 82  # of 100: `bursa` is not near `busan`


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing: its label, its classes, the most specific first, and all its names, folded."""

    iri: NamedNode
    label: str
    kinds: tuple[NamedNode, ...]
    keys: tuple[str, ...]


class NameIndex:
    """The names of a store's things, in memory."""

    def __init__(self, store: Store) -> None:
        """Read the names of a store."""
        self._kinds = dict(_kinds(store))
        self._labels = {
            quad.subject: quad.object.value
            for quad in store.match(None, RDFS.label, None, None)
            if quad.subject in self._kinds and isinstance(quad.object, Literal)
        }
        self._keys = sorted(
            (quad.object.value, quad.subject)
            for quad in store.match(None, SKOS.hiddenLabel, None, None)
            if isinstance(quad.subject, NamedNode) and quad.subject in self._labels and isinstance(quad.object, Literal)
        )

    def search(self, text: str, kinds: Collection[NamedNode] = (), limit: int = 10) -> list[Found]:
        """Return the things of some classes, or of any, that a text names or begins to name, best first."""
        query = fold(text)
        if not query:
            return []
        best = self._rank(self._matches(query), kinds)
        if len(best) < limit:
            best = best | {
                thing: found for thing, found in self._rank(self._slips(query), kinds).items() if thing not in best
            }
        return sorted(best.values(), key=lambda found: (-found.score, found.label, found.iri.value))[:limit]

    def kinds_of(self, thing: NamedNode) -> tuple[NamedNode, ...]:
        """Return the classes of a thing that people name, the most specific first."""
        return self._kinds.get(thing, ())

    def entries(self) -> Iterator[Entry]:
        """Yield each thing with its names, sorted by label."""
        keys: dict[NamedNode, list[str]] = {}
        for key, thing in self._keys:
            keys.setdefault(thing, []).append(key)
        named = ((self._labels[thing], thing) for thing in self._kinds if thing in self._labels)
        for label, thing in sorted(named, key=lambda pair: (pair[0], pair[1].value)):
            yield Entry(thing, label, self._kinds[thing], tuple(dict.fromkeys(keys.get(thing, ()))))

    def labels(self) -> Collection[str]:
        """Return the labels of all things."""
        return set(self._labels.values())

    def _matches(self, query: str) -> Iterator[tuple[str, NamedNode, float]]:
        for key, thing in self._keys:
            if query in key and (score := _score(query, key)):
                yield key, thing, score

    def _slips(self, query: str) -> Iterator[tuple[str, NamedNode, float]]:
        from rapidfuzz import fuzz, process  # noqa: PLC0415 (only if too few names match)

        names = [key for key, _ in self._keys]
        for key, likeness, place in process.extract(query, names, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS):
            yield key, self._keys[place][1], likeness * _SLIP

    def _rank(
        self, matches: Iterator[tuple[str, NamedNode, float]], kinds: Collection[NamedNode]
    ) -> dict[NamedNode, Found]:
        """Return the best match of each thing of some classes."""
        best: dict[NamedNode, Found] = {}
        for key, thing, score in matches:
            own = self._kinds[thing]
            if (not kinds or set(kinds) & set(own)) and (thing not in best or score > best[thing].score):
                best[thing] = Found(thing, own[0], self._labels[thing], key, score)
        return best


def _score(query: str, key: str) -> float:
    """Return how well a text fits a name that contains it; 0 if it begins amid a word."""
    if query == key:
        return WHOLE
    share = _BY_LENGTH * len(query) / len(key)
    if key.startswith(query):
        return _START + share
    return _WORD + share if f" {query}" in key else 0


def _kinds(store: Store) -> Iterator[tuple[NamedNode, tuple[NamedNode, ...]]]:
    of: dict[NamedNode, list[NamedNode]] = {}
    for kind in NAMED:
        for quad in store.match(None, RDF.type, kind, None):
            if isinstance(quad.subject, NamedNode):
                of.setdefault(quad.subject, []).append(kind)
    return ((thing, tuple(kinds)) for thing, kinds in of.items())


_INDICES: WeakKeyDictionary[Store, NameIndex] = WeakKeyDictionary()


def index_of(store: Store) -> NameIndex:
    """Return the index of a store that does not change, made once."""
    if store not in _INDICES:
        _INDICES[store] = NameIndex(store)
    return _INDICES[store]
