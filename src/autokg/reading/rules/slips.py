"""Names with a slip in them: "Polstar 4" beside "Polestar 4" is another way to write it, never another model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import DamerauLevenshtein

from autokg.core.ids import fold
from autokg.facts import Status
from autokg.reading.rules.clauses import Clause
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.text import Text

_SHORTEST = 6
_SHORTEST_WORD = 4


def find_slips(text: Text, clauses: Sequence[Clause]) -> Iterator[Finding]:
    """Yield an alias for each bare name that is one letter away from a model or organisation of the text."""
    sound: dict[str, Mention] = {}
    for mention in text.mentions:
        if mention.kind in (Kind.MODEL, Kind.ORG):
            sound.setdefault(mention.name, mention)
    for mention in text.mentions:
        if mention.kind is not Kind.NAME:
            continue
        corrected = next((other for other in sound.values() if is_slip(mention.name, other.name)), None)
        clause = corrected and next((c for c in clauses if c.start <= mention.start < c.end), None)
        if corrected and clause:
            slots = {
                "alias": Value(mention.name, mention.start, mention.end),
                "of": Value(corrected.name, corrected.start, corrected.end),
            }
            rule = f"{text.language.code}.alias.slip"
            yield Finding("alias", rule, clause, mention.start, mention.end, Status.ACTUAL, slots)


def group_by_figures(names: Iterable[str]) -> Iterable[list[str]]:
    """Group names by their figures, in which a name and a slip of it agree; names of one group keep their order."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        groups["".join(filter(str.isdigit, fold(name)))].append(name)
    return groups.values()


def is_slip(written: str, known: str) -> bool:
    """Return whether two names are one letter apart in a word that is long enough, and agree in every figure.

    "A-Class" and "C-Class" are two models.
    """
    first, second = fold(written), fold(known)
    if first == second or min(len(first), len(second)) < _SHORTEST:
        return False
    figures = [[c for c in name if c.isdigit()] for name in (first, second)]
    if figures[0] != figures[1] or DamerauLevenshtein.distance(first, second, score_cutoff=1) > 1:
        return False
    words, others = first.split(), second.split()
    apart = [pair for pair in zip(words, others, strict=False) if pair[0] != pair[1]]
    return len(words) != len(others) or all(min(map(len, pair)) >= _SHORTEST_WORD for pair in apart)
