"""What is sold but has no market: of a plant, share, brand or firm a sale is a change of owner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from autokg.answers.lexicon import Term
from autokg.answers.marking import Item
from autokg.answers.question import ORGANIZATIONS, REGIONS, Question, of_kinds

_FIRMS = frozenset({"Brand", *ORGANIZATIONS})


def is_transfer(asked: Question) -> bool:
    """Return whether a question asks for the sale of a plant, a share or, of what is past, a brand or firm."""
    sales = [item for item in asked.items if item.is_a("verb", "sell") and asked.means("transfer", item)]
    nouns, kinds = set(asked.nouns), asked.kinds()
    if not sales or asked.has("verb", "build") or nouns & {"model", "market"} or "VehicleModel" in kinds:
        return False
    if "Plant" in kinds or nouns & {"plant", "stake"}:
        return True
    firms = kinds & _FIRMS or nouns & {"brand", "company", "group", "subsidiary"}
    return bool(firms) and not kinds & REGIONS and asked.means("past") and not asked.means("present")


def as_former_owner(asked: Question) -> Question:
    """Return the sale of a named brand or firm as what is known of its owners.

    Who bought it, and what else a firm sold, is left as it is asked: owners alone do not tell that.
    """
    firms = [at for at, item in enumerate(asked.items) if of_kinds(item.names, _FIRMS)]
    sellers = 0 if asked.has("question", "who") else 1
    others = asked.has("question", "to_whom", "where") or asked.has("mark", "to") or asked.nouns or asked.has("state")
    if not is_transfer(asked) or "Plant" in asked.kinds() or others or len(firms) != sellers + 1:
        return asked
    return replace(asked, items=tuple(_as_former(asked)))


def _as_former(asked: Question) -> Iterator[Item]:
    if asked.has("question", "who"):
        yield _item("modality", "no_longer")
    elif not asked.has("question", "when"):
        yield _item("question", "which")
    for item in asked.items:
        if item.is_a("verb", "sell"):
            yield _item("verb", "own", item.text)
        else:
            yield _item("question", "until_when", item.text) if item.is_a("question", "when") else item


def _item(table: str, concept: str, text: str = "") -> Item:
    return Item(text, term=Term(table, concept))
