"""The actions on an open case, and the decisions that they make."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from autokg.claims.decisions import Decision, Verdict, types_of
from autokg.errors import UsageError
from autokg.names.gazetteer import EntityType
from autokg.review.candidates import Known
from autokg.review.items import Item, OpenConflict, OpenName, OpenReject


class Action(StrEnum):
    """An action on a case."""

    ACCEPT = "accept"
    SAME = "same"
    NEW = "new"
    NEVER = "never"
    OTHER = "other"
    DROP = "drop"


# The actions on each kind of item, and their meaning there.
OFFERS: dict[type[Item], dict[Action, str]] = {
    OpenName: {
        Action.ACCEPT: "correct as read: a new thing",
        Action.SAME: "it is another thing",
        Action.NEW: "it is a new thing of this type",
        Action.NEVER: "never merge it with another thing",
        Action.DROP: "no such thing: drop all claims on it",
    },
    OpenReject: {
        Action.ACCEPT: "the fact is correct",
        Action.DROP: "the gate was right; do not ask again",
    },
    OpenConflict: {
        Action.ACCEPT: "the accepted side is right",
        Action.OTHER: "the rejected side is right",
        Action.DROP: "the rejected side is wrong: drop it",
    },
}


@dataclass(frozen=True, slots=True)
class Signature:
    """The editor, and the day of the decision."""

    by: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class Choice:
    """An editor's choice on one case."""

    action: Action
    target: Known | None = None
    type: EntityType | None = None
    reason: str | None = None


def decide(item: Item, choice: Choice, signature: Signature) -> tuple[Decision, ...]:
    """Return the decisions that a choice makes; raise `UsageError` if the case has no such action."""
    if choice.action not in OFFERS[type(item)]:
        offered = ", ".join(OFFERS[type(item)])
        raise UsageError(f"{choice.action.value!r} is not an action for {item.label!r}; expected: {offered}")
    if isinstance(item, OpenName):
        return _NAME_DECISIONS[choice.action](item, choice, signature)
    if isinstance(item, OpenReject):
        return (_on_reject(item, choice, signature),)
    return (_on_conflict(item, choice, signature),)


def _accept_name(item: OpenName, choice: Choice, signature: Signature) -> tuple[Decision, ...]:
    return (_signed(signature, choice, "reviewed: stands as read", decision=Verdict.NEW, thing=item.id),)


def _same(item: OpenName, choice: Choice, signature: Signature) -> tuple[Decision, ...]:
    target = _target(choice)
    return (_signed(signature, choice, _pair("is", item, target), decision=Verdict.SAME, things=(target.id, item.id)),)


def _never(item: OpenName, choice: Choice, signature: Signature) -> tuple[Decision, ...]:
    target, verdict = _target(choice), Verdict.DIFFERENT
    return (_signed(signature, choice, _pair("is not", item, target), decision=verdict, things=(item.id, target.id)),)


def _new(item: OpenName, choice: Choice, signature: Signature) -> tuple[Decision, ...]:
    if choice.type is None or choice.type not in types_of(item.id):
        type_ = f"a {choice.type.value}" if choice.type else "a thing without a type"
        expected = ", ".join(types_of(item.id)) or "no type: accept it as read"
        raise UsageError(f"{item.label!r} cannot be {type_}; expected: {expected}")
    words = f"reviewed: a new {choice.type.value}"
    return (_signed(signature, choice, words, decision=Verdict.NEW, thing=item.id, type=choice.type),)


def _drop_name(item: OpenName, choice: Choice, signature: Signature) -> tuple[Decision, ...]:
    words = f"reviewed: {item.label!r} is no such thing"
    return tuple(_signed(signature, choice, words, decision=Verdict.DEPRECATES, claim=claim) for claim in item.claims)


_NAME_DECISIONS: dict[Action, Callable[[OpenName, Choice, Signature], tuple[Decision, ...]]] = {
    Action.ACCEPT: _accept_name,
    Action.SAME: _same,
    Action.NEW: _new,
    Action.NEVER: _never,
    Action.DROP: _drop_name,
}


def _on_reject(item: OpenReject, choice: Choice, signature: Signature) -> Decision:
    if choice.action is Action.ACCEPT and item.is_misquote:
        raise UsageError("the quote is not in the text: correct the fact, and add it to a file of facts")
    holds = choice.action is Action.ACCEPT
    words = f"reviewed: holds, though {item.reason}" if holds else f"reviewed: {item.reason}"
    verdict = Verdict.ACCEPTS if holds else Verdict.REJECTS
    return _signed(signature, choice, words, decision=verdict, fact=item.fact)


def _on_conflict(item: OpenConflict, choice: Choice, signature: Signature) -> Decision:
    verdict = Verdict.DEPRECATES if choice.action is Action.DROP else Verdict.PREFERS
    side = item.accepted if choice.action is Action.ACCEPT else item.rejected
    words = f"reviewed: {side.value} is {'wrong' if choice.action is Action.DROP else 'right'}"
    return _signed(signature, choice, words, decision=verdict, claim=side.claim)


def _signed(signature: Signature, choice: Choice, words: str, **named: object) -> Decision:
    """Return a decision with signature and date, and the editor's reason or a description of the action."""
    return Decision.model_validate({**named, "by": signature.by, "on": signature.on, "reason": choice.reason or words})


def _pair(verb: str, item: OpenName, target: Known) -> str:
    return f"reviewed: {item.label!r} {verb} {target.label!r}"


def _target(choice: Choice) -> Known:
    if choice.target is None:
        raise UsageError(f"{choice.action.value!r} needs a thing: its name, its id, or the number of a similar one")
    return choice.target
