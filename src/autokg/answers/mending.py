"""Words that are no name as they stand: a model without its brand, a translated class, a typing error.

Every guess must be the only one; numbers and short words are never taken for each other. What is corrected is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from pyoxigraph import Literal, QuerySolution, QuerySolutions

from autokg.answers.form import Name
from autokg.answers.lexicon import Lexicon, load_lexicon
from autokg.answers.linking import NAMED, look_up, slips
from autokg.answers.marking import Item
from autokg.core.ids import fold
from autokg.names.lookup import Names
from autokg.stores.base import Store

_CLASS = re.compile(r"\b(klasse|classe|clase)\b")
_ELECTRIC = ("e", " e", " electric", " e tech", " ev", " electrique", " elektro", "e electric")
_SHORTEST = 3  # characters; two letters are no name that is written in another way
_LONG_WORD = 5  # letters; in a word of eight a second edit is admitted
_FIRMS = "akg:Organization akg:Company akg:Group akg:JointVenture"
_KINDS = ("VehicleModel", "Brand", "Company", "Group", "JointVenture", "Plant", "Place", "Person", "Country", "Region")


def mend(items: Sequence[Item], store: Store, language: str = "en") -> tuple[Item, ...]:
    """Return the items with unknown words replaced by the word or name that they must mean; other items unchanged."""
    known = Names(store)
    mended = list(_without_slips(items, known, store, load_lexicon(language)))
    items = tuple(mended)
    for first, last in reversed(list(_unknown_runs(items))):
        found = _find(mended, first, last, store, known)
        if found:
            start, end, item = found
            mended[start:end] = [item]
    return tuple(_electric(mended, store))


def _without_slips(items: Sequence[Item], known: Names, store: Store, lexicon: Lexicon) -> Iterator[Item]:
    """Yield the items with slips in words of the lexicon mended; a word that ends the name of a model is none."""
    for at, item in enumerate(items):
        is_word = item.is_unknown and (at == 0 or item.text.islower() or lexicon.language == "de")
        term = lexicon.nearest(fold(item.text)) if is_word else None
        if term is None or _called(item.text, store, known):
            yield item
        elif term.table != "words":
            yield Item(item.text, term=term, nouns=(term.concept,) if term.table == "noun" else ())


def _unknown_runs(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    first = None
    for number, item in enumerate([*items, Item("", days=("", ""))]):
        if item.is_unknown and first is None:
            first = number
        elif not item.is_unknown and first is not None:
            yield first, number
            first = None


def _find(items: Sequence[Item], first: int, last: int, store: Store, known: Names) -> tuple[int, int, Item] | None:
    """Return the name of a run, with its bounds: exact with a brand of the question, else a near spelling."""
    brands = list(dict.fromkeys(text for item in items for name in item.names for text in (item.text, name.label)))
    for start in (first, first - 1):
        if start < 0 or (start < first and items[start].names and not items[start].names[0].kinds):
            continue
        text = " ".join(item.text for item in items[start:last])
        keys = [fold(f"{brand} {text}") for brand in brands] + [fold(text)]
        keys += [_CLASS.sub("class", key) for key in keys if _CLASS.search(key)]
        found = look_up((key for key in keys if len(key) >= _SHORTEST), store)
        for key in keys:
            if key in found:
                names = tuple(replace(name, text=text) for name in found[key])
                return start, last, Item(text, names=names)
    text = " ".join(item.text for item in items[first:last])
    if model := _called(text, store, known):
        return first, last, Item(text, names=(model,))
    if firm := _firm_called(text, store, known):
        return first, last, Item(text, names=(firm,))
    return _near(items, first, last, known)


def _called(text: str, store: Store, known: Names) -> Name | None:
    """Return the one model or person whose name ends in some words: without its brand, or by the surname.

    "Panda" is the Fiat Panda, although the Fiat Grande Panda ends in it too.
    """
    key = fold(text)
    if not any(map(str.isalpha, key)):
        return None
    ends = [name for name in known.keys_of(NAMED) if name.endswith(f" {key}")]
    things: dict[Name, bool] = {}
    for row in _things_called(ends, store, "akg:VehicleModel akg:Person"):
        name = Name(
            row["label"].value, row["thing"].value, (row["kind"].value.rpartition("#")[2],), text, corrected=True
        )
        whole = row["brand"] is not None and fold(name.label) == f"{fold(row['brand'].value)} {key}"
        things[name] = things.get(name, False) or whole
    called = [name for name, whole in things.items() if whole] or list(things)
    return called[0] if len(called) == 1 else None


def _things_called(keys: Sequence[str], store: Store, kinds: str) -> QuerySolutions | list[QuerySolution]:
    if not keys:
        return []
    values = " ".join(str(Literal(key)) for key in keys)
    result = store.query(
        f"SELECT DISTINCT ?thing ?label ?kind ?brand WHERE {{ VALUES ?key {{ {values} }} VALUES ?kind {{ {kinds} }} "
        "?thing skos:hiddenLabel ?key ; a ?kind ; rdfs:label ?label "
        "OPTIONAL { ?thing akg:modelBrand/rdfs:label ?brand } }"
    )
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    return result


def _firm_called(text: str, store: Store, known: Names) -> Name | None:
    """Return the one firm whose name goes on from some words, as "Horse" for "Horse Powertrain"."""
    key = fold(text)
    if len(key) < _LONG_WORD or any(map(str.isdigit, key)):
        return None
    starts = [name for name in known.keys_of(NAMED) if name.startswith(f"{key} ")]
    found = _things_called(starts, store, _FIRMS)
    rows = [(row["thing"].value, row["label"].value, row["kind"].value.rpartition("#")[2]) for row in found]
    if len({iri for iri, _, _ in rows}) != 1:
        return None
    return Name(rows[0][1], rows[0][0], tuple(sorted({kind for _, _, kind in rows})), text, corrected=True)


def _near(items: Sequence[Item], first: int, last: int, known: Names) -> tuple[int, int, Item] | None:
    """Return the one near spelling of a run, alone or with a word before or after it."""
    for start, end in ((first, last + 1), (first - 1, last), (first, last)):
        if start < 0 or end > len(items):
            continue
        text = " ".join(item.text for item in items[start:end])
        close = [name for name in slips(text, known) if set(name.kinds) & set(_KINDS) and is_slip(text, name)]
        if len({fold(name.label) for name in close}) == 1:
            return start, end, Item(text, names=tuple(replace(name, text=text, corrected=True) for name in close))
    return None


def is_slip(text: str, name: Name) -> bool:
    """Return whether words are a typing error of a name: few edits in long words, no number or short word changed."""
    from rapidfuzz.distance.DamerauLevenshtein import distance  # noqa: PLC0415 (only where a name is not known)

    asked, known = fold(text).split(), fold(name.label).split()
    if len(asked) != len(known):
        return False
    pairs = [(one, other) for one, other in zip(asked, known, strict=True) if one != other]
    if any(len(one) < _LONG_WORD or any(map(str.isdigit, one + other)) for one, other in pairs):
        return False
    if all(sorted(one) == sorted(other) and len(one) > _LONG_WORD for one, other in pairs):
        return True  # all letters are there, in another order: "Totoya"
    return sum(distance(one, other) for one, other in pairs) <= 1 + (max(map(len, asked)) >= 2 * _LONG_WORD - 2)


def _electric(items: Sequence[Item], store: Store) -> Iterator[Item]:
    """Take a model that is asked for as electric for its electric version, if that has a name of its own."""
    wanted = any(item.is_a("attribute", "electric") for item in items)
    for item in items:
        models = [name for name in item.names if "VehicleModel" in name.kinds]
        if not wanted or not models:
            yield item
            continue
        keys = [fold(f"{name.label}{ending}") for name, ending in product(models, _ELECTRIC)]
        found = look_up(keys, store)
        names = tuple(dict.fromkeys(name for key in keys for name in found.get(key, ())))
        yield replace(item, names=names) if names else item
