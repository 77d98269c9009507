"""Find the name in the reference data that another name misspells."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from autokg.names.gazetteer import EntityType, Entry, Gazetteer

_SHORTEST_FUZZY = 5  # letters of the misspelled word; a shorter one is as likely another name


@lru_cache(maxsize=8192)
def nearest(gazetteer: Gazetteer, key: str, types: frozenset[EntityType]) -> Entry | None:
    """Return the one entry whose name is a slip away."""
    if len(key) < _SHORTEST_FUZZY:
        return None
    near = {
        entry.id: entry
        for other, entry in gazetteer.names_near(key, 1)
        if entry.type in types and _is_slip(key, other, is_model=entry.type is EntityType.MODEL)
    }
    return next(iter(near.values())) if len(near) == 1 else None


def _is_slip(key: str, other: str, *, is_model: bool) -> bool:
    """Return whether two names differ by a slip in one long word: no figure, letter code or other first letter.

    For a model only letters swapped, left out or doubled within the word count: with another letter in it the word
    may well be a new name.
    """
    words, other_words = key.split(), other.split()
    if len(words) != len(other_words):
        return False
    pairs = [(first, second) for first, second in zip(words, other_words, strict=True) if first != second]
    if len(pairs) != 1:
        return False
    first, second = pairs[0]
    if min(len(first), len(second)) < _SHORTEST_FUZZY or first[0] != second[0] or not (first + second).isalpha():
        return False
    if DamerauLevenshtein.distance(first, second, score_cutoff=1) > 1:
        return False
    return not is_model or (first[-1] == second[-1] and (len(first) != len(second) or sorted(first) == sorted(second)))
