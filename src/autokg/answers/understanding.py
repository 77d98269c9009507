"""Items of a question → its logical form: which view, what is asked for, how each name is attached, which time.

The form is chosen by what words mean, not by their order. Words that nothing used are kept in `unknown`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from autokg.answers.attachment import conditions_of
from autokg.answers.compared_sides import asks_more, counted_of, sides_of
from autokg.answers.compiling import can_restrict
from autokg.answers.coverage import lacking_of, missing_of, unused
from autokg.answers.described_names import resolve_chain
from autokg.answers.figures_then import FIGURES, is_past
from autokg.answers.form import Condition, Event, Form, Mode, Neighbour, View
from autokg.answers.lexicon import Term, load_lexicon
from autokg.answers.marking import Item, mark
from autokg.answers.mending import mend
from autokg.answers.name_scope import places_of
from autokg.answers.patterns import PATTERNS
from autokg.answers.question import ORGANIZATIONS, Question, of_kinds
from autokg.answers.rewording import (
    of_deals,
    of_existence,
    with_like_names,
    with_models_of_idle_brands,
    with_parts_of_firms,
    without_kinds_of_firms,
    without_owners_of_brands,
)
from autokg.answers.transfers import as_former_owner
from autokg.answers.view_choice import bounds_of, date_of, kinds_of, measure_of, mode_of, targets_of, view_of
from autokg.answers.windows import states_of, window_of
from autokg.claims.posts import is_head
from autokg.core.ids import fold
from autokg.stores.base import Store


def understand(question: str, store: Store, today: dt.date, language: str | None = None) -> Form:
    """Return the logical form of a question asked on a day; what it could not use stands in `unknown` and `lacking`."""
    code, items = mark(question, store, language, today)
    items = mend(items, store, code) if any(item.is_unknown or item.is_a("attribute") for item in items) else items
    asked, chain = resolve_chain(Question(items, code, today, question), store, form_of)
    return chain if chain and chain.dangling else replace(form_of(asked, store), chain=chain)


def form_of(asked: Question, store: Store) -> Form:
    """Return the logical form of a question whose items are known."""
    if asked.has("question", "source", "known_since") and not asked.has("noun", "conflict"):
        plain = asked.without("question").without("state", "reported", "planned")
        about = form_of(plain, store)
        if about.view is View.THING:  # of a thing alone, who says what is built; of a firm that is not all
            about = form_of(replace(plain, items=(*plain.items, Item("", term=Term("verb", "build")))), store)
            if not asked.kinds() & {"VehicleModel", "Plant", "Brand"}:
                about = replace(
                    about, unknown=tuple(item.text.lower() for item in asked.items if item.is_a("question"))
                )
        mode = Mode.WHEN if asked.has("question", "known_since") else Mode.LIST
        form = replace(about, view=View.SOURCE, mode=mode, about=about.view)
        return replace(form, unknown=tuple(dict.fromkeys((*form.unknown, *unused(plain, form)))))
    asked = with_parts_of_firms(asked)
    asked = of_deals(of_existence(without_owners_of_brands(without_kinds_of_firms(asked), store)))
    asked = with_models_of_idle_brands(_without_towns_of_brands(with_like_names(asked)), store)
    asked, neighbour = _without_neighbour(as_former_owner(_without_brands_of_models(_without_plants_of_firms(asked))))
    view = view_of(asked)
    targets = targets_of(asked, view)
    mode = mode_of(asked, view, targets)
    form = Form(
        view=view,
        mode=mode,
        targets=targets,
        conditions=conditions_of(asked, view, targets, store),
        window=window_of(asked, view),
        states=() if neighbour else tuple(states_of(asked, mode)),
        by=measure_of(asked, view, targets),
        least=asked.has("aggregate", "least", "smallest", "oldest"),
        top=next(_tops(asked), 0),
        drives=tuple(_drives(asked)),
        styles=tuple(_styles(asked)),
        kinds=tuple(kinds_of(asked, view, targets)),
        date=date_of(asked, view),
        modality=(
            *asked.concepts("modality"),
            *(told for told in _scope(asked) if told != "other" or view is View.PRODUCTION),
        ),
        bounds=tuple(bounds_of(asked, view, targets)),
        neighbour=neighbour,
        language=asked.language,
        lacking=tuple(lacking_of(asked, view)),
        words=tuple(item.text for item in asked.items),
    )
    if form.window and form.window.is_ahead and form.window.event is Event.HOLDS and asked.has("verb", "build"):
        form = replace(form, states=tuple(state for state in form.states if state != "planned"))  # what goes on, too
    if form.window and form.window.event is Event.ENDS and "planned" in form.states:
        first = max(form.window.first or "", asked.today.isoformat())  # an end to come, of what goes on
        rest = tuple(state for state in form.states if state != "planned")
        form = replace(form, window=replace(form.window, first=first), states=rest)
    if form.by in FIGURES and is_past(form.window, asked.today.isoformat()):
        form = replace(form, lacking=(*form.lacking, "past_figures"))
    if missing := tuple(missing_of(asked, form)):
        form = replace(form, missing=missing, mode=Mode.LIST, targets=form.targets[:1])
    if all(item.is_a("question") and not item.nouns for item in asked.items):
        form = replace(form, targets=(), date=None)
    if form.mode is Mode.COUNT and form.view is View.PLANT and asked.has("verb", "close", "end", "leave"):
        form = replace(form, mode=Mode.LIST)  # also those that their maker gave to another one before
    form = _of_brands(_of_clients(_without_only(_compared(form, asked))), asked)
    usable = tuple(condition for condition in form.conditions if _is_usable(form, condition))
    left = [name.text for c in form.conditions if c not in usable for name in c.names[:1]]
    apart = _unjoined_places(asked, form, store)
    if form.mode is Mode.COMMON and left:  # a place of what two firms share
        apart, left = (*left[:1], form.conditions[0].names[0].text), []
    return replace(form, conditions=usable, unknown=(*unused(asked, form), *left), unjoined=apart)


def _of_clients(form: Form) -> Form:
    """Return "which maker has cars built by X" as the question for which brands X builds: X is no answer to it."""
    makers = [c for c in form.on("builder") if not (c.negated or c.outside)]
    asks_maker = form.view is View.PRODUCTION and form.targets[:1] == ("builder",) and form.mode is not Mode.COMPARE
    one_maker = len({name.text for maker in makers for name in maker.names}) == 1  # of several, one may be the answer
    if not (asks_maker and one_maker) or "other" in form.modality:
        return form
    return replace(form, targets=("brand", *form.targets[1:]), modality=(*form.modality, "for_whom"))


def _of_brands(form: Form, asked: Question) -> Form:
    """Return which plants a brand has as the question where its models are built: a brand runs no plant itself."""
    plain = form.mode in _OF_BRANDS and set(form.targets) <= {"plant", "country", "place"}
    if form.view is not View.PLANT or not any(form.on("brand")) or not plain or form.bounds:
        return form
    if form.window or asked.has("verb", "open", "close"):
        return form
    return replace(form, view=View.PRODUCTION, targets=form.targets or ("plant",))


_OF_BRANDS = (Mode.LIST, Mode.COUNT, Mode.YES_NO, Mode.COMPARE)


def _unjoined_places(asked: Question, form: Form, store: Store) -> tuple[str, ...]:
    """Return two places that nothing joins, of which none lies in the other."""
    sites = [c for c in form.on("site") if c.names and not (c.negated or c.outside)]
    joined = (
        asked.has("mark", "and", "both", "or", "between") or asked.compares or form.mode in (Mode.COMPARE, Mode.COMMON)
    )
    if len(sites) < 2 or joined:  # noqa: PLR2004 (a pair)
        return ()
    first, last = (places_of(condition.names, store) for condition in sites[-2:])
    nested = first & {name.iri for name in sites[-1].names} or last & {name.iri for name in sites[-2].names}
    return () if nested else tuple(condition.names[0].text for condition in sites[-2:])


def _is_usable(form: Form, condition: Condition) -> bool:
    """Return whether the view of a form can be restricted by a condition; other kinds of answer take any name."""
    if form.mode is Mode.COMMON:  # what two firms share is not told of one place alone
        return condition.slot != "site" or all(c.slot == "site" for c in form.conditions)
    return form.view not in PATTERNS or can_restrict(form, condition.slot)


def _without_plants_of_firms(asked: Question) -> Question:
    """Return a question without plants that bear the name of a firm, if it asks what only firms do, or the reverse."""
    firms = asked.has("verb", "own", "buy", "partner", "lead", "agree") or asked.has("noun", *_NOUNS_OF_FIRMS)
    if "plant" in asked.nouns:
        return replace(asked, items=tuple(_only(item, {"Plant"}) for item in asked.items))
    return replace(asked, items=tuple(_only(item, ORGANIZATIONS) for item in asked.items)) if firms else asked


_NOUNS_OF_FIRMS = ("stake", "owner", "joint_venture", "agreement", "subsidiary")


def _without_towns_of_brands(asked: Question) -> Question:
    """Return a question without towns and plants that bear the name of a brand, unless they are placed in it."""
    if "plant" in asked.nouns:
        return asked
    items = [
        replace(item, names=of_kinds(item.names, {"Brand", *ORGANIZATIONS}) or item.names)
        if of_kinds(item.names, {"Brand"}) and not (at and asked.items[at - 1].is_a("mark", "in", "at", "from"))
        else item
        for at, item in enumerate(asked.items)
    ]
    return replace(asked, items=tuple(items))


def _only(item: Item, kinds: AbstractSet[str]) -> Item:
    """Return an item that names both a firm and a plant with the names of the kinds wanted alone."""
    both = of_kinds(item.names, {"Plant"}) and of_kinds(item.names, ORGANIZATIONS)
    return replace(item, names=of_kinds(item.names, kinds)) if both else item


def _without_brands_of_models(asked: Question) -> Question:
    """Return a question without brands that only complete the name of the model after them, as in "VW ID.4"."""
    items = asked.items
    kept = [item for item, after in zip(items, (*items[1:], None), strict=False) if not _is_brand_of(item, after)]
    return replace(asked, items=tuple(kept))


def _is_brand_of(item: Item, after: Item | None) -> bool:
    models = of_kinds(after.names, {"VehicleModel"}) if after else ()
    brands = [fold(name.label) for name in of_kinds(item.names, {"Brand"})]
    return any(fold(model.label).startswith(f"{brand} ") for model in models for brand in brands)


def _without_neighbour(asked: Question) -> tuple[Question, Neighbour | None]:
    """Return a question without "before X" or "after X" of a firm or person, and what that says."""
    items = asked.items
    asks_what = asked.has("question", "which") and not (asked.has("question", "who") or asked.has("noun", "owner"))
    kinds = {"VehicleModel"} if asks_what else {"Brand", *ORGANIZATIONS, "Person"}
    for at, item in enumerate(items[:-1]):
        names = of_kinds(items[at + 1].names, kinds)
        relation = "before" if item.is_a("time", "before") else "after" if item.is_a("time", "after") else ""
        if names and relation:
            rest = replace(asked, items=(*items[:at], *items[at + 2 :]))
            return rest, Neighbour(relation, names)
    earlier = next((at for at, item in enumerate(items) if _is_earlier(asked, at)), None)
    if earlier is None:
        return asked, None
    if asked.has("question", "who"):
        return replace(asked, items=(*items[:earlier], *items[earlier + 1 :])), Neighbour("before", ())
    over = replace(items[earlier], term=Term("modality", "no_longer"), also=())
    return replace(asked, items=(*items[:earlier], over, *items[earlier + 1 :])), None


def _is_earlier(asked: Question, at: int) -> bool:
    """Return whether a word says "before that", alone or as a "before" that nothing follows."""
    item = asked.items[at]
    return item.is_a("time", "earlier") or (item.is_a("time", "before") and at == len(asked.items) - 1)


def _compared(form: Form, asked: Question) -> Form:
    """Return "more models, X or Y" as a comparison of the two."""
    counts = sum(item.is_a("question", "how_many") for item in asked.items)
    if not asks_more(asked) and counts < 2:  # noqa: PLR2004 ("how many in X and how many in Y")
        return form
    sides = sides_of(asked) or _named_alike(form)
    return replace(form, mode=Mode.COMPARE, by=counted_of(asked, form, sides), sides=sides) if sides else form


def _named_alike(form: Form) -> tuple[str, ...]:
    """Return the words for the things that one slot is asked to be, if there are several."""
    for slot in dict.fromkeys(condition.slot for condition in form.conditions):
        texts = dict.fromkeys(name.text for condition in form.on(slot) for name in condition.names)
        if len(texts) > 1:
            return tuple(texts)
    return ()


def _without_only(form: Form) -> Form:
    """Return "is X built only in Y" as the question where X is built, whose answer shows it."""
    only = [condition for condition in form.conditions if condition.only]
    if form.mode is not Mode.YES_NO or not only or not (form.condition("model").names or form.condition("brand").names):
        return form
    rest = tuple(condition for condition in form.conditions if condition not in only)
    return replace(form, mode=Mode.LIST, targets=("plant",), conditions=rest)


def _tops(asked: Question) -> Iterator[int]:
    """Yield the small numbers that are said in words, as in "which five plants"."""
    numbers = (load_lexicon(asked.language).number(word) or 0 for word in fold(asked.text).split())
    yield from (number for number in numbers if number in range(2, _MOST_TOPS))


_MOST_TOPS = 31


def _drives(asked: Question) -> Iterator[str]:
    """Yield the drives asked for; a model named by its electric version has met the condition already."""
    if "VehicleModel" not in asked.kinds():
        yield from dict.fromkeys(concept for concept in asked.concepts("attribute") if concept != "body")


def _styles(asked: Question) -> Iterator[str]:
    """Yield the kinds of body asked for; beside a model they only describe it."""
    if "VehicleModel" not in asked.kinds():
        yield from dict.fromkeys(item.text for item in asked.items if item.is_a("attribute", "body"))


_TOLD_MARKS = ("other", "own_maker", "itself", "both", "or")


def _scope(asked: Question) -> Iterator[str]:
    for_others = asked.has("mark", "for") and asked.has("mark", "other") and asked.has("noun", "brand", "company")
    if asked.has("question", "for_whom") or (for_others and asked.has("verb", "build")):
        yield "for_whom"
    if any(asked.means("contract", item) for item in asked.items if "company" in item.nouns):
        yield from ("own_maker", "contract")
    if any(asked.means("carmaker", item) for item in asked.items if "company" in item.nouns):
        yield "carmaker"
    if asked.has("verb", "leave"):
        yield "no_longer"
    if any(is_head(item.text) for item in asked.items if item.is_a("verb", "lead")):
        yield "head"
    if asked.has("noun", "gap") and asked.names:
        yield "gap"
    amount = asked.has("question", "how_much") or (asked.has("verb", "own") and asked.has("question", "how_many"))
    if asked.has("noun", "stake") or amount or asked.bounds:
        yield "stake"
    if asked.has("verb", "share") and not asked.has("question"):
        yield "whether"
    if asked.opens("past"):
        yield "past"
    marks = (concept for concept in asked.concepts("mark") if concept in _TOLD_MARKS)
    yield from (mark for mark in marks if mark != "other" or asked.has("noun", "brand", "company") or _for_whom(asked))


def _for_whom(asked: Question) -> bool:
    """Return whether others are meant for whom something is built, and no other models."""
    return asked.has("question", "for_whom", "who") or asked.has("mark", "for", "by")
