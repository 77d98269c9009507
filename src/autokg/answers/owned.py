"""Which side of an ownership a question asks for: who owns a firm, or what a firm owns.

"Which company owns X" and "which companies does X own" have the same words; their order, number and case tell.
"""

from __future__ import annotations

from autokg.answers.marking import Item
from autokg.answers.question import ORGANIZATIONS, Question, of_kinds


def asks_owned(asked: Question) -> bool:
    """Return whether a question asks what the one firm that it names owns."""
    # Italian "controllate" are subsidiaries, and firms that are controlled.
    verbs = [at for at, item in enumerate(asked.items) if item.is_a("verb", "own") or item.is_a("noun", "subsidiary")]
    firms = [at for at, item in enumerate(asked.items) if item.names]
    if len(firms) != 1 or not verbs:
        return False
    if any(asked.means("belong", asked.items[at]) for at in verbs):
        return _is_owner_of_subject(asked, verbs[0], firms[0])
    return _is_subject(asked, verbs[0], firms[0])


def asks_for_all(asked: Question) -> bool:
    """Return whether a question without a verb asks for the firms of one, as in "¿Qué empresas tiene X?"."""
    firms = asked.names
    is_one = len(firms) == 1 and bool(of_kinds(firms[0].names, ORGANIZATIONS | {"Brand"}))
    return is_one and asked.has("question", "several") and asked.nouns == ["company"] and not asked.has("verb")


def _is_owner_of_subject(asked: Question, verb: int, firm: int) -> bool:
    """Return whether something belongs to a firm, as in "which companies belong to X"."""
    asking = _asking(asked, verb)
    before = asked.items[max(0, (asking or 0) - 1) : asking or 0]
    if asking is not None and (asked.means("dative", asked.items[asking]) or any(map(_is_to, before))):
        return False
    if asked.items[firm - 1].is_a("mark", "to"):
        return True
    return asking is not None and firm > verb and bool(asked.items[asking].nouns)


def _is_to(item: Item) -> bool:
    return item.is_a("mark", "to", "in")


def _is_subject(asked: Question, verb: int, firm: int) -> bool:
    """Return whether a firm is the owner: before an active verb, or beside a plural that the verb does not fit.

    What is asked for as "what" is owned in any case.
    """
    asking = _asking(asked, verb)
    if asking is None or firm < asking or _is_agent(asked, asking):
        return False
    if asked.items[firm - 1].is_a("mark", "by", "from"):
        return True  # "which companies are owned by X"
    if asked.has("mark", "by"):
        return False
    if asked.items[asking].is_a("question", "which") and not asked.nouns:
        return True
    if firm < verb:
        return asked.means("singular")
    return asked.means("singular", asked.items[verb]) and asked.items[asking].is_a("question", "several")


def _is_agent(asked: Question, asking: int) -> bool:
    """Return whether a question word stands for who does something to a firm, as in "von wem", "by which company"."""
    before = asked.items[max(0, asking - 1) : asking]
    return asked.means("dative", asked.items[asking]) or any(item.is_a("mark", "by", "from") for item in before)


def _asking(asked: Question, verb: int) -> int | None:
    """Return the place of the question word before a verb; None if there is none."""
    return next((at for at, item in enumerate(asked.items[:verb]) if _asks(item)), None)


def _asks(item: Item) -> bool:
    return item.is_a("question", "who", "which", "several", "describe")
