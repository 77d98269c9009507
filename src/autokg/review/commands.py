"""Parse an editor's input: a choice or a move.

>>> parse_move("b"), parse_move("same Acme") is None
(<Move.BACK: 'back'>, True)
>>> split_reason("same Acme Motors # its old name")
('same Acme Motors', 'its old name')
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from autokg.claims.decisions import types_of
from autokg.errors import UnknownNameError, UsageError
from autokg.names.gazetteer import EntityType
from autokg.review.candidates import Known, KnownThings
from autokg.review.choices import OFFERS, Action, Choice
from autokg.review.items import Item, OpenName


class Move(StrEnum):
    """A step that decides nothing."""

    SKIP = "skip"
    BACK = "back"
    QUIT = "quit"
    HELP = "?"


_SHORT: dict[str, str] = {
    "a": Action.ACCEPT,
    "s": Action.SAME,
    "n": Action.NEW,
    "x": Action.NEVER,
    "o": Action.OTHER,
    "d": Action.DROP,
    "": Move.SKIP,
    "k": Move.SKIP,
    "b": Move.BACK,
    "q": Move.QUIT,
    "help": Move.HELP,
}
KEYS = {word: key for key, word in _SHORT.items() if len(key) == 1}
_REASON = " # "


def parse_move(line: str) -> Move | None:
    """Return the move of a line, or None if it is not a move."""
    word = _SHORT.get(line.strip().casefold(), line.strip().casefold())
    return Move(word) if word in {move.value for move in Move} else None


def parse_choice(line: str, item: Item, near: Sequence[Known], known: KnownThings) -> Choice:
    """Return the choice of a line; raise `UsageError` if it is not a choice."""
    choice_text, reason = split_reason(line)
    if choice_text.isdecimal() and isinstance(item, OpenName):
        choice_text = f"{Action.SAME.value} {choice_text}"
    word, _, rest = choice_text.partition(" ")
    return make_choice(parse_action(word), item, near, known, target=rest.strip(), reason=reason)


def make_choice(
    action: Action, item: Item, near: Sequence[Known], known: KnownThings, *, target: str, reason: str | None
) -> Choice:
    """Return the choice of an action and its argument: a thing, a type, or nothing."""
    if action not in OFFERS[type(item)]:
        raise UsageError(f"{action.value!r} is not an action for this case; expected: {', '.join(OFFERS[type(item)])}")
    if isinstance(item, OpenName) and action in (Action.SAME, Action.NEVER):
        return Choice(action, target=_find_target(target, item, near, known), reason=reason)
    if isinstance(item, OpenName) and action is Action.NEW:
        return Choice(action, type=_find_type(target, item), reason=reason)
    if target:
        raise UsageError(f"{action.value!r} accepts no argument; got {target!r}")
    return Choice(action, reason=reason)


def parse_action(word: str) -> Action:
    """Return the action of a word or its letter."""
    text = _SHORT.get(word.casefold(), word.casefold())
    if text not in {action.value for action in Action}:
        raise UnknownNameError("action", word, [action.value for action in Action])
    return Action(text)


def split_reason(line: str) -> tuple[str, str | None]:
    """Split a line into the action and the reason after ` # `."""
    choice_text, _, reason = f"{line} ".partition(_REASON)
    return choice_text.strip(), reason.strip() or None


def _find_target(text: str, item: OpenName, near: Sequence[Known], known: KnownThings) -> Known:
    if not text:
        raise UsageError("name a thing by the number of a similar name, its name or its id")
    if text.isdecimal() and 1 <= int(text) <= len(near):
        return near[int(text) - 1]
    return known.get(text, item)


def _find_type(text: str, item: OpenName) -> EntityType:
    """Return the type that a word names, or the only one that the item may be of."""
    types = types_of(item.id)
    if not text and len(types) == 1:
        return types[0]
    if text.casefold() not in {type_.value for type_ in types}:
        raise UsageError(f"{item.label!r} may be a new {' or '.join(types) or 'thing of no other type: accept it'}")
    return EntityType(text.casefold())
