"""A form as a claim in words, to say that no source makes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from autokg.answers.form import Condition, Event, Form, Name, Relation, View
from autokg.answers.named_days import as_edtf
from autokg.answers.words import Words
from autokg.core.ids import fold


def claim_of(form: Form, words: Words) -> str:
    """Return what the question would have a source say, as a clause."""
    return _CLAIMS.get(form.view, _model)(form, words)


def _names(form: Form, slot: str, words: Words) -> str:
    return words.joined([words.joined(_labels(condition, words)[:3], last="or") for condition in form.on(slot)])


def _labels(condition: Condition, words: Words) -> list[str]:
    """Return the labels of a condition; of a firm and the brand of one name the one that is written alike."""
    by_text: dict[str, list[Name]] = {}
    for name in condition.names:
        by_text.setdefault(name.text or name.label, []).append(name)
    return list(dict.fromkeys(_told_name(text, names, words) for text, names in by_text.items()))


def _told_name(text: str, names: Sequence[Name], words: Words) -> str:
    """Return what words name: the thing called so, or the words themselves where several things share them."""
    called = next((name for name in names if fold(name.label) == fold(text)), names[0])
    several = len({name.label for name in names}) > 1 and fold(called.label) != fold(text)
    return text if several and not text.islower() else words.region(called.iri, called.label)


def _parts(form: Form, words: Words) -> str:
    """Return the pieces of all conditions beside the subject, with the time."""
    parts = ""
    if maker := _names(form, "builder", words):
        parts += words.piece("by", maker)
    if operator := _names(form, "operator", words):
        parts += words.piece("operated", operator)
    if plant := _names(form, "plant", words):
        parts += words.at_plant(plant)
    parts += _sites(form, words)
    markets = [words.the_country(name.iri, name.label) for condition in form.on("market") for name in condition.names]
    if target := _names(form, "client", words) or words.joined(markets):
        parts += words.piece("markets", target)
    return parts + _time(form, words)


def _sites(form: Form, words: Words) -> str:
    """Return the pieces of all places; several where something is are joined by "and"."""
    within, others = [], ""
    for condition in form.on("site"):
        name = condition.names[0]
        piece = words.in_country(name.iri, name.label)
        if condition.outside:
            others += words.piece("outside", words.the_country(name.iri, name.label))
        elif condition.negated:
            others += words.piece("except", piece.strip())
        else:
            within.append(piece.strip())
    return (f" {words.joined(within)}" if within else "") + others


def _time(form: Form, words: Words) -> str:
    if not form.window:
        return ""
    first, last = form.window.first, form.window.last
    if form.window.relation is Relation.BEFORE and last:
        return words.piece("until", words.date(as_edtf(None, last)[1]))
    if form.window.relation is Relation.SINCE and first:
        return words.piece("since", words.date(as_edtf(first, None)[0]))
    begins, ends = as_edtf(first, last)
    if begins == ends:
        return words.piece("on_date", words.when(begins))
    return words.piece("from", words.date(begins)) + words.piece("until", words.date(ends))


def _production(form: Form, words: Words) -> str:
    models = [words.the_model(label) for condition in form.on("model") for label in _labels(condition, words)[:3]]
    what = words.joined(models, last="or") or _names(form, "product", words)
    if not what:
        brand = _names(form, "brand", words)
        what = words.phrase("claim", "any_brand_model").format(brand) if brand else words.phrase("claim", "any_model")
    key = "production"
    if event := _event(form):
        told = _parts(replace(form, window=None), words)
        return words.phrase("claim", f"production_{event}").format(what=what, parts=told, time=_time(form, words))
    if "no_longer" in form.modality and "ended" in form.states and not form.window:
        key = "production_over"
    elif "planned" in form.states or (form.window and form.window.is_ahead):
        key = "production_planned"
    elif _is_past(form):
        key = "production_past"
    return words.phrase("claim", key).format(what=what, parts=_parts(form, words))


def _event(form: Form) -> str:
    """Return whether a start or an end in a window is asked for; a start that is planned is none yet."""
    if not form.window or "planned" in form.states:
        return ""
    return {Event.STARTS: "starts", Event.ENDS: "ends"}.get(form.window.event, "")


def _is_past(form: Form) -> bool:
    return "ended" in form.states or bool({"past", "ever", "no_longer"} & set(form.modality)) or _is_closed(form)


def _is_closed(form: Form) -> bool:
    """Return whether a time with an end is asked about; one that is open reaches the present."""
    return form.window is not None and form.window.last is not None


def _plant(form: Form, words: Words) -> str:
    product = _names(form, "product", words)
    if event := _event(form):
        told = _parts(replace(form, window=None), words)
        return words.phrase("claim", f"plant_{event}").format(parts=told, time=_time(form, words))
    ahead = "planned" in form.states or (form.window and form.window.is_ahead)
    key = "plant_planned" if ahead else "plant_past" if _is_past(form) else "plant"
    return words.phrase("claim", key).format(parts=(f" ({product})" if product else "") + _parts(form, words))


def _tie(form: Form, words: Words) -> str:
    what = _names(form, "party", words) or words.noun("builder", 2)
    key = "venture" if form.kinds == ("JointVenture",) else "tie"
    return words.phrase("claim", key).format(what=what, parts=_parts(form, words))


def _ownership(form: Form, words: Words) -> str:
    owner, owned = _names(form, "owner", words), _names(form, "owned", words)
    if form.neighbour and form.neighbour.names and owned:
        others = words.joined(_labels(Condition("owner", form.neighbour.names), words))
        return words.phrase("claim", f"ownership_{form.neighbour.relation}").format(what=owned, owner=others)
    key = "ownership" if owner and owned else "ownership_open" if owned else "owns_open"
    return words.phrase("claim", key).format(what=owned, owner=owner)


def _role(form: Form, words: Words) -> str:
    person, what = _names(form, "person", words), _names(form, "organization", words)
    return words.phrase("claim", "role" if person and what else "role_open").format(person=person, what=what or person)


def _supply(form: Form, words: Words) -> str:
    if supplier := _names(form, "supplier", words):
        product = _names(form, "product", words) or words.noun("product", 2)
        return words.phrase("claim", "supplies").format(what=supplier, product=product)
    what = _names(form, "customer", words) or _names(form, "model", words)
    return words.phrase("claim", "supply").format(what=what)


def _investment(form: Form, words: Words) -> str:
    what = _names(form, "investor", words) or _names(form, "target", words)
    return words.phrase("claim", "investment").format(what=what, parts=_parts(form, words))


def _model(form: Form, words: Words) -> str:
    return words.phrase("claim", "model").format(what=_names(form, "model", words) or _names(form, "platform", words))


_CLAIMS: dict[View, Callable[[Form, Words], str]] = {
    View.PRODUCTION: _production,
    View.PLANT: _plant,
    View.TIE: _tie,
    View.OWNERSHIP: _ownership,
    View.ROLE: _role,
    View.SUPPLY: _supply,
    View.INVESTMENT: _investment,
}
