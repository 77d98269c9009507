"""Verbs of editors: review open cases, and list states that may be out of date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from autokg.api.arguments import Day, as_names, to_day
from autokg.api.path_arguments import StrPath, as_path
from autokg.api.rows import Rows
from autokg.api.store_actions import open as open_base
from autokg.core.checked import checked
from autokg.core.files import require_writable
from autokg.errors import UnknownNameError

if TYPE_CHECKING:
    from autokg.review import Outcome


@checked()
def review(
    decisions: StrPath,
    *,
    store: StrPath | None = None,
    rejects: StrPath | None = None,
    only: str | Sequence[str] = ("names", "rejects", "conflicts"),
    by: str | None = None,
    on: Day | None = None,
    csv: StrPath | None = None,
    from_csv: StrPath | None = None,
    unread: StrPath | None = None,
) -> Outcome:
    """Go through open cases on the terminal or in a spreadsheet, and write the decisions to a file.

    Parameters
    ----------
    decisions : path
        JSONL file to which decisions are added.
    store : path, optional
        Folder of a store; the bundled base if omitted.
    rejects : path, optional
        Rejected facts that `read` wrote.
    only : str or sequence of str
        `names`, `rejects`, `conflicts`.
    by : str, optional
        Name of the editor; the user of this computer if omitted.
    on : str or datetime.date, optional
        Day of the decisions; today if omitted.
    csv, from_csv : path, optional
        Write the cases to a spreadsheet, or take decisions from one.
    unread : path, optional
        List of sentences that gave no fact, which `read` wrote; they are counted.

    Returns
    -------
    Outcome
        How many decisions were written, how many cases are still open, and how many sentences were not read.

    """
    import getpass  # noqa: PLC0415

    from autokg.review import Kind, Signature  # noqa: PLC0415
    from autokg.review import review as walk  # noqa: PLC0415

    require_writable(Path(decisions))
    kinds = {"names": Kind.NAME, "rejects": Kind.REJECT, "conflicts": Kind.CONFLICT}
    names = as_names(only)
    for name in names:
        if name not in kinds:
            raise UnknownNameError("part of a review", name, kinds)
    return walk(
        open_base(store).store,
        Path(decisions),
        Signature(by or getpass.getuser(), dt.date.today() if on is None else to_day("on", on)),
        rejects=as_path(rejects),
        kinds=tuple(kinds[name] for name in names),
        csv=as_path(csv),
        from_csv=as_path(from_csv),
        unread=as_path(unread),
    )


@checked()
def review_due(store: StrPath | None = None, *, today: Day | None = None) -> Rows:
    """List the states that time has passed over: what an editor should look up, then confirm or end.

    Parameters
    ----------
    store : path, optional
        Folder of a store; the bundled base if omitted.
    today : str or datetime.date, optional
        Day on which states are looked at; today if omitted.

    Returns
    -------
    Rows
        `why`, `state`, `label`, `status`, `date` and `words` of each.

    """
    from dataclasses import astuple, fields  # noqa: PLC0415

    from autokg.review.due import DueState, find_due  # noqa: PLC0415

    found = find_due(open_base(store).store, dt.date.today() if today is None else to_day("today", today))
    columns = [field.name for field in fields(DueState)]
    return Rows(columns, ([Literal(str(value)) for value in astuple(due)] for due in found))


@checked()
def list_unread(unread: StrPath) -> Rows:
    """List the sentences that name two known things and gave no fact, with the reason.

    Parameters
    ----------
    unread : path
        List of such sentences, which `read` wrote.

    Returns
    -------
    Rows
        `document`, `article`, `start`, `end`, `names`, `why` and `sentence` of each.

    """
    from autokg.facts.corpus import read_lines  # noqa: PLC0415
    from autokg.reading.unread import COLUMNS, read_rows  # noqa: PLC0415

    rows = read_rows(read_lines(Path(unread)), str(unread))
    return Rows(COLUMNS, (list(map(Literal, row)) for row in rows))
