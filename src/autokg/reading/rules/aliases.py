"""Whether one name in parentheses after another abbreviates it: "Acme Motors (AM)", never "Ada Lys (SPD)".

>>> abbreviates("ACC", "Automotive Cells Company"), abbreviates("SPD", "Ada Lys")
(True, False)
"""

from __future__ import annotations

from autokg.core.ids import fold
from autokg.reading.rules.mentions import Mention

_SURE = 4  # letters


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
    """Return whether letters are the initials of words in their order, or stand so in one word of the name.

    Three letters stand so in many words, and only in a name of one word count.
    """
    letters, words = short.replace(" ", ""), full.split()
    texts = ["".join(word[0] for word in words)]
    if len(words) == 1 or len(letters) >= _SURE:
        texts += [word for word in words if word[0] == letters[:1]]
    return len(letters) > 1 and any(_holds_in_order(text, letters) for text in texts)


def _holds_in_order(text: str, letters: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)
