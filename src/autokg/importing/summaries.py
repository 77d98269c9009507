"""Write the slots of an imported fact as one English sentence, its evidence.

    >>> summarize({"kind": "stake", "status": "ended", "owner": "Sample Group", "owned": "Example Motors",
    ...     "share_percent": 34.0, "until": "2024-06"})
    'Sample Group held 34 % of Example Motors until June 2024.'

The same slots always give the same words, so that importing a file twice gives the same records.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from autokg.core import geography
from autokg.core.dates import ImpreciseDate
from autokg.errors import DateError
from autokg.facts import Status
from autokg.facts.slot_roles import SlotRole
from autokg.facts.slots import all_slots, slots_of, slots_with


@dataclass(frozen=True, slots=True)
class Wording:
    """The wording of a kind: its first part, the verb by tense, and the parts that follow.

    A part is left out unless all slots in it are filled; of `first` the first complete one is taken. A cancelled plan
    is in the past of the future ("is to" → "was to").
    """

    first: tuple[str, ...]
    present: str
    past: str
    future: str
    parts: tuple[str, ...] = ()


_OUTER = {
    Status.PLANNED: "{}",
    Status.ACTUAL: "{}",
    Status.ENDED: "{}",
    Status.CANCELLED: "{}, which was cancelled",
    Status.REPORTED: "It is reported, not confirmed: {}",
    Status.DENIED: "It is denied: {}",
}

WORDINGS: dict[str, Wording] = {
    "production": Wording(
        ("the {brand} {model}", "the {model}", "{product}"),
        "is built", "was built", "is to be built",
        ("by {builder}", "at {plant}", "in {place}", "in {country}", "for {markets}", "from {start}", "until {end}",
         ", {volume_per_year} a year", "({method})"),
    ),
    "agreement": Wording(
        ("{parties}",), "have agreed on", "had agreed on", "are to agree on",
        ("{type}", "for the {model}", "at {plant}", "for {markets}", "under the name {name}", ", signed {signed}",
         ", ended {ended}"),
    ),
    "joint_venture": Wording(
        ("{name}", "A joint venture"), "is owned jointly", "was owned jointly", "is to be owned jointly",
        ("by {parents}", "in shares of {shares}", "in {place}", "in {country}", ", formed {formed}",
         ", dissolved {dissolved}"),
    ),
    "stake": Wording(
        ("{owner}",), "holds", "held", "is to hold",
        ("{share_percent} % of {owned}", ", at least {share_min} %", ", at most {share_max} %", "from {since}",
         "until {until}"),
    ),
    "brand": Wording(
        ("The brand {brand}",), "belongs", "belonged", "is to belong", ("to {owner}", "from {since}", "until {until}")
    ),
    "plant": Wording(
        ("The plant {plant}", "A plant"), "stands", "stood", "is to stand",
        ("in {place}", "in {country}", ", operated by {operator}", ", opened {opened}", ", closed {closed}",
         ", with {employees} employees", ", able to build {capacity_per_year} a year"),
    ),
    "model": Wording(
        ("the {model}",), "is known", "was known", "is to be known",
        ("under the brand {brand}", "as {powertrain}", "with the body {body}", "in the segment {segment}",
         "on the platform {platform}", "as derived from the {derived_from}"),
    ),
    "role": Wording(
        ("{person}",), "is", "was", "is to be", ("{title}", "of {organization}", "from {since}", "until {until}")
    ),
    "supply": Wording(
        ("{supplier}",), "supplies", "supplied", "is to supply",
        ("{product}", "to {customer}", "for the {model}", "from {since}", "until {until}"),
    ),
    "investment": Wording(
        ("{investor}",), "invests", "invested", "is to invest",
        ("{amount} {currency}", "in {target}", "at {place}", "in {country}", "in {date}"),
    ),
    "alias": Wording(("{alias}",), "is another name", "was another name", "is to be another name", ("of {of}",)),
}  # fmt: skip

# Used if the fuller part has an empty slot.
_INSTEAD = {"{share_percent} % of {owned}": "a stake in {owned}", "{amount} {currency}": "{amount}"}
_SLOT = re.compile(r"\{(\w+)\}")


def summarize(slots: Mapping[str, Any]) -> str:
    """Return the sentence of a record's slots, `kind` and `status` among them."""
    wording = WORDINGS[slots["kind"]]
    status = Status(slots.get("status", Status.ACTUAL))
    roles = {name: slot.role for name, slot in all_slots(slots["kind"]).items()}
    words = {name: _say(roles.get(name), value) for name, value in slots.items() if value not in (None, "", (), [], {})}
    if _repeats_brand(words):
        del words["brand"]
    dropped = wording.future.replace("is to", "was to").replace("are to", "were to")
    verb = {Status.PLANNED: wording.future, Status.ENDED: wording.past, Status.CANCELLED: dropped}
    first = next((text for form in wording.first if (text := _fill(form, words))), slots["kind"])
    parts = [text for form in wording.parts if (text := _fill(form, words) or _fill(_INSTEAD.get(form, ""), words))]
    parts += [f", {slot.replace('_', ' ')} {words[slot]}" for slot in words if slot in _unworded(slots["kind"])]
    parts += [_fill(", as of {as_of}", words)] if "as_of" in words else []
    sentence = " ".join([first, verb.get(status, wording.present), *parts]).replace(" ,", ",")
    outer = _OUTER[status].format(sentence)
    return f"{outer[0].upper()}{outer[1:]}."


@cache
def _unworded(kind: str) -> frozenset[str]:
    """Return the slots of a kind that its wording leaves out, save the bounds of numbers."""
    wording = WORDINGS[kind]
    worded = set(_SLOT.findall(" ".join([*wording.first, *wording.parts])))
    return frozenset(slots_of(kind)) - worded - slots_with(SlotRole.COMPARATOR)


def _repeats_brand(words: Mapping[str, str]) -> bool:
    """Return whether the model's name starts with its brand already, and would say it twice."""
    return "brand" in words and words.get("model", "").casefold().startswith(words["brand"].casefold())


def _fill(form: str, words: Mapping[str, str]) -> str:
    """Return a part with its slots filled in, empty if one of them has no value."""
    named = _SLOT.findall(form)
    return form.format_map(words) if all(slot in words for slot in named) else ""


def _say(role: SlotRole | None, value: Any) -> str:
    if isinstance(value, Mapping):
        return join_words([f"{name} {_number(share)} %" for name, share in value.items()])
    if isinstance(value, list | tuple):
        return join_words([_say(role, item) for item in value])
    if isinstance(value, int | float):
        return _number(value)
    if role is SlotRole.CHOICE:
        return str(value).replace("-", " ")
    return _SAYING[role](value) if role in _SAYING else str(value)


@lru_cache(maxsize=4096)
def say_date(text: str) -> str:
    """Return a date in words; text that is not EDTF stays as it is, for the record form to turn away."""
    try:
        date = ImpreciseDate.parse(text)
    except DateError:
        return text
    return f"a time {date.in_words()}" if date.is_interval else date.in_words()


def _number(value: float) -> str:
    return f"{value:,.10g}" if isinstance(value, float) else f"{value:,}"


def _say_market(market: str) -> str:
    return say_country(market) if geography.is_country(market) else market


def say_country(code: str) -> str:
    """Return a country's English name for use in a sentence."""
    name = geography.region_name(code)
    return f"the {name}" if name.startswith("United ") or name.endswith(("lands", "ines", "Islands")) else name


_SAYING: Mapping[SlotRole | None, Callable[[str], str]] = {
    SlotRole.COUNTRY: say_country,
    SlotRole.MARKET: _say_market,
    SlotRole.DATE: say_date,
}


def join_words(items: list[str]) -> str:
    """Return a list as in a sentence: a, b and c."""
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)
