"""Items of a question → its logical form: which view, what is asked for, how each name is attached, which time.

The form is chosen by what words mean, not by their order. Words that nothing used are kept in `unknown`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from autokg.answers.attachment import conditions_of
from autokg.answers.coverage import lacking_of, missing_of, unused
from autokg.answers.form import Form, Mode, View
from autokg.answers.marking import mark
from autokg.answers.mending import mend
from autokg.answers.question import Question
from autokg.answers.view_choice import date_of, kinds_of, measure_of, mode_of, targets_of, view_of
from autokg.answers.windows import states_of, window_of
from autokg.stores.base import Store


def understand(question: str, store: Store, today: dt.date, language: str | None = None) -> Form:
    """Return the logical form of a question asked on a day; what it could not use stands in `unknown` and `lacking`."""
    code, items = mark(question, store, language)
    items = mend(items, store) if any(item.is_unknown or item.is_a("attribute") for item in items) else items
    return form_of(Question(items, code, today, question), store)


def form_of(asked: Question, store: Store) -> Form:
    """Return the logical form of a question whose items are known."""
    if asked.has("question", "source") and not asked.has("noun", "conflict"):
        about = form_of(asked.without("question"), store)
        return replace(about, view=View.SOURCE, mode=Mode.LIST, about=about.view)
    view = view_of(asked)
    targets = targets_of(asked, view)
    mode = mode_of(asked, view, targets)
    form = Form(
        view=view,
        mode=mode,
        targets=targets,
        conditions=conditions_of(asked, view, targets, store),
        window=window_of(asked, view),
        states=tuple(states_of(asked, mode)),
        by=measure_of(asked, view, targets),
        least=asked.has("aggregate", "least", "smallest", "oldest"),
        drives=tuple(_drives(asked)),
        kinds=tuple(kinds_of(asked)),
        date=date_of(asked, view),
        modality=tuple(asked.concepts("modality")) + tuple(_scope(asked)),
        language=asked.language,
        lacking=tuple(lacking_of(asked)),
        words=tuple(item.text for item in asked.items),
    )
    form = replace(form, missing=tuple(missing_of(asked, form)))
    return replace(_compared(form, asked), unknown=tuple(unused(asked, form)))


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
        yield from dict.fromkeys(asked.concepts("attribute"))


def _scope(asked: Question) -> Iterator[str]:
    if asked.has("question", "for_whom"):
        yield "for_whom"
    if asked.opens("past"):
        yield "past"
    yield from (concept for concept in asked.concepts("mark") if concept in ("other", "own_maker", "itself", "both"))
