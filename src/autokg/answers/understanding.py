"""Items of a question → its logical form: which view, what is asked for, how each name is attached, which time.

The form is chosen by what words mean, not by their order. Words that nothing used are kept in `unknown`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from autokg.answers.attachment import conditions_of
from autokg.answers.coverage import lacking_of, missing_of, unused
from autokg.answers.described_names import resolve_chain
from autokg.answers.form import Form, Mode, View
from autokg.answers.marking import Item, mark
from autokg.answers.mending import mend
from autokg.answers.question import ORGANIZATIONS, Question, of_kinds
from autokg.answers.view_choice import date_of, kinds_of, measure_of, mode_of, targets_of, view_of
from autokg.answers.windows import states_of, window_of
from autokg.core.ids import fold
from autokg.stores.base import Store


def understand(question: str, store: Store, today: dt.date, language: str | None = None) -> Form:
    """Return the logical form of a question asked on a day; what it could not use stands in `unknown` and `lacking`."""
    code, items = mark(question, store, language)
    items = mend(items, store) if any(item.is_unknown or item.is_a("attribute") for item in items) else items
    asked, chain = resolve_chain(Question(items, code, today, question), store, form_of)
    return replace(form_of(asked, store), chain=chain)


def form_of(asked: Question, store: Store) -> Form:
    """Return the logical form of a question whose items are known."""
    if asked.has("question", "source") and not asked.has("noun", "conflict"):
        about = form_of(asked.without("question"), store)
        return replace(about, view=View.SOURCE, mode=Mode.LIST, about=about.view)
    asked, replaced = _without_successor(_without_brands_of_models(asked))
    view = view_of(asked)
    targets = targets_of(asked, view)
    mode = mode_of(asked, view, targets)
    form = Form(
        view=view,
        mode=mode,
        targets=targets,
        conditions=conditions_of(asked, view, targets, store),
        window=window_of(asked, view),
        states=("ended",) if replaced else tuple(states_of(asked, mode)),
        by=measure_of(asked, view, targets),
        least=asked.has("aggregate", "least", "smallest", "oldest"),
        drives=tuple(_drives(asked)),
        styles=tuple(_styles(asked)),
        kinds=tuple(kinds_of(asked, view, targets)),
        date=date_of(asked, view),
        modality=tuple(asked.concepts("modality")) + tuple(_scope(asked)),
        language=asked.language,
        lacking=tuple(lacking_of(asked)),
        words=tuple(item.text for item in asked.items),
    )
    if missing := tuple(missing_of(asked, form)):
        form = replace(form, missing=missing, mode=Mode.LIST, targets=form.targets[:1])
    return replace(_compared(form, asked), unknown=tuple(unused(asked, form)))


def _without_brands_of_models(asked: Question) -> Question:
    """Return a question without brands that only complete the name of the model after them, as in "VW ID.4"."""
    items = asked.items
    kept = [item for item, after in zip(items, (*items[1:], None), strict=False) if not _is_brand_of(item, after)]
    return replace(asked, items=tuple(kept))


def _is_brand_of(item: Item, after: Item | None) -> bool:
    models = of_kinds(after.names, {"VehicleModel"}) if after else ()
    brands = [fold(name.label) for name in of_kinds(item.names, {"Brand"})]
    return any(fold(model.label).startswith(f"{brand} ") for model in models for brand in brands)


def _without_successor(asked: Question) -> tuple[Question, bool]:
    """Return "before X" of a firm without it, and whether it was there: what was before X is over."""
    items = asked.items
    for at, item in enumerate(items[:-1]):
        if item.is_a("time", "before") and of_kinds(items[at + 1].names, {"Brand", *ORGANIZATIONS, "Person"}):
            return replace(asked, items=(*items[:at], *items[at + 2 :])), True
    return asked, False


def _compared(form: Form, asked: Question) -> Form:
    """Return "more models, X or Y" as a comparison of the two."""
    if not asked.has("aggregate", "more"):
        return form
    held = next((condition for condition in form.conditions if len(condition.names) > 1), None)
    both = [c for c in form.conditions if sum(other.slot == c.slot for other in form.conditions) > 1]
    counted = next((target for target in form.targets if not held or target != held.slot), "model")
    return replace(form, mode=Mode.COMPARE, by=counted) if held or both else form


def _drives(asked: Question) -> Iterator[str]:
    """Yield the drives asked for; a model named by its electric version has met the condition already."""
    if "VehicleModel" not in asked.kinds():
        yield from dict.fromkeys(concept for concept in asked.concepts("attribute") if concept != "body")


def _styles(asked: Question) -> Iterator[str]:
    """Yield the kinds of body asked for; beside a model they only describe it."""
    if "VehicleModel" not in asked.kinds():
        yield from dict.fromkeys(item.text for item in asked.items if item.is_a("attribute", "body"))


def _scope(asked: Question) -> Iterator[str]:
    if asked.has("question", "for_whom"):
        yield "for_whom"
    if asked.has("noun", "gap") and asked.names:
        yield "gap"
    if asked.opens("past"):
        yield "past"
    yield from (concept for concept in asked.concepts("mark") if concept in ("other", "own_maker", "itself", "both"))
