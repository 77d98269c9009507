r"""Replace characters that a terminal obeys or that hide others, so that text of the sources stays text.

>>> visible("Z\x1b[2J9"), visible("\u202eevil"), visible("two\nlines")
('Z�[2J9', '�evil', 'two\nlines')
"""

from __future__ import annotations

import re

# Line breaks and tabs stay: a name may be broken over two lines of a text.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def visible(text: str) -> str:
    """Return a text for people: without control characters, overrides of direction, and halves of characters."""
    return text if text.isprintable() else _UNSEEN.sub(_REPLACEMENT, text)


def without_controls(text: str) -> str:
    """Return a text for the data: control characters are replaced, directions stay."""
    return text if text.isprintable() else _CONTROL.sub(_REPLACEMENT, text)
