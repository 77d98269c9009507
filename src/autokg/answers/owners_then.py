"""Who owned a brand through time: brands are no states, so that an owner ends where the claims of the next begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autokg.answers.facts import Fact, at_times
from autokg.answers.runs import Told, dated, day_of, told_of
from autokg.core.terms import AKG
from autokg.stores.base import Store

_BASES = ("brand", "former")  # of owners of brands


def owners_through_time(facts: Sequence[Fact], store: Store, today: str) -> list[Fact]:
    """Return the owners of brands with the end that the next owner's start is, and the day by which they owned it."""
    brands = [fact.node for fact in facts if fact.value("basis") in _BASES]
    told = told_of(store, brands, AKG.brandOwner) if brands else {}
    return [_owner_then(fact, told.get(fact.node, ()), today) if fact.node in brands else fact for fact in facts]


def _owner_then(fact: Fact, told: Sequence[Told], today: str) -> Fact:
    owners = fact.iris.get("owner", ())
    own = [one for one in told if one.value in owners]
    going = [one.told for one in own if not one.is_over]
    by = sorted(one.latest.isoformat() for one in going if one.latest)
    found = {} if fact.value("start") or not by else {"startLast": by[0]}
    others = [one for one in told if one.value not in owners and not one.is_over]
    known = [one for one in others if day_of(one.told) <= today or "" < day_of(one.begins) <= today]
    if fact.value("basis") == "former" and going and others and not known:
        found["status"] = "actual"  # on that day no source had told of another owner
    elif fact.value("basis") == "former" and not fact.value("end"):
        last = max([*going, *(one.begins for one in own if one.begins)], key=day_of, default=None)
        starts = [one.begins for one in others if one.begins and (last is None or one.begins.is_after(last))]
        later = [one.told for one in others if last is None or one.told.is_after(last)]
        if starts:
            found |= dated("end", min(starts, key=day_of))
        elif later:
            found["reported"] = min(later, key=day_of).edtf
    values = fact.values | found
    return at_times(replace(fact, values=values), values, today)
