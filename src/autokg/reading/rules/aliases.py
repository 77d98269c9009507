"""Whether one name in parentheses after another abbreviates it: "Acme Motors (AM)", never "Ada Lys (SPD)".

>>> abbreviates("ACC", "Automotive Cells Company"), abbreviates("SPD", "Ada Lys")
(True, False)
"""

from __future__ import annotations

from autokg.core.ids import fold
from autokg.reading.rules.mentions import Mention


def may_be_one(first: Mention, second: Mention) -> bool:
    """Return whether two names may be of one thing: known ones if they share an entry, others by their letters."""
    ids = [{entry.id for entry in mention.entries} for mention in (first, second)]
    return not ids[0].isdisjoint(ids[1]) if all(ids) else abbreviates(first.name, second.name)


def abbreviates(first: str, second: str) -> bool:
    """Return whether two names share a word, or one is in capitals that the words of the other start with."""
    if not set(fold(first).split()).isdisjoint(fold(second).split()):
        return True
    pairs = ((first, second), (second, first))
    return any(short[1:].upper() == short[1:] and _is_spelt_by(fold(short), fold(full)) for short, full in pairs)


def _is_spelt_by(short: str, full: str) -> bool:
    """Return whether letters are the initials of words in their order, or stand so in a name of one word."""
    letters, words = short.replace(" ", ""), full.split()
    text = words[0] if len(words) == 1 and full[:1] == letters[:1] else "".join(word[0] for word in words)
    rest = iter(text)
    return len(letters) > 1 and all(letter in rest for letter in letters)
