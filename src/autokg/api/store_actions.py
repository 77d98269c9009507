"""Verbs on stores: open, build, add, remove, validate, export, why, diff."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from autokg.api.arguments import Day, as_names, day_text
from autokg.api.knowledge_base import KnowledgeBase, open_base
from autokg.api.path_arguments import StrPath, as_paths, to_path
from autokg.core.checked import checked
from autokg.core.dates import ImpreciseDate
from autokg.core.files import Progress
from autokg.core.ids import DEFAULT_BASE
from autokg.errors import DateError, InputError, UsageError
from autokg.stores import as_url, to_address

if TYPE_CHECKING:
    from autokg.api.inputs import Facts
    from autokg.api.listings import Differences, Findings, Reasons
    from autokg.api.reports import UpdateReport
    from autokg.claims.decisions import Decisions
    from autokg.exports import Exported


@checked()
def open(  # noqa: A001 (as in gzip.open, read with its module)
    store: StrPath | None = None,
    *,
    as_of: Day | None = None,
    known_by: Day | None = None,
    without: str | Collection[str] = (),
    progress: Progress = lambda _: None,
) -> KnowledgeBase:
    """Open the bundled knowledge base, or the store in a folder, for reading.

    Parameters
    ----------
    store : path or URL, optional
        A folder that `build` wrote, or the address of a SPARQL endpoint with such a base. If omitted, the bundled
        base, which is built on first use and then cached.
    as_of, known_by : str or datetime.date, optional
        Open the base as of a day; see `KnowledgeBase.as_of`.
    without : str or collection of str
        `filings`: open the base as it would be without filings by model year.
    progress : callable, optional
        Called with a description of the current step.

    Returns
    -------
    KnowledgeBase
        Open for reading.

    Raises
    ------
    StoreError
        If there is no store, or one of another version.

    Examples
    --------
    >>> import autokg
    >>> autokg.open("no-such-folder")
    Traceback (most recent call last):
    autokg.errors.StoreError: no-such-folder: there is no store here; make one with autokg build -s no-such-folder

    """
    if store is not None:
        kb = open_base(store)
    else:
        from autokg.building.bundled import bundled_folder, kept_pasts, open_bundled  # noqa: PLC0415 (only if no store is given)

        kb = KnowledgeBase(open_bundled(progress), "the bundled base", pasts=kept_pasts(bundled_folder()))
    if as_of is None and known_by is None and not without:
        return kb
    progress("recomputing the base")
    return kb.as_of(as_of, known_by=known_by, without=without)


@checked()
def build(
    facts: Facts | None = None,
    store: StrPath | None = None,
    *,
    texts: StrPath | None = None,
    decisions: StrPath | None = None,
    without: str | Collection[str] = (),
    rdf: StrPath | Sequence[StrPath] = (),
    base: str = DEFAULT_BASE,
    reasoner: str = "memory",
    progress: Progress = lambda _: None,
) -> KnowledgeBase:
    """Build a knowledge base from facts: map, judge, reason, validate.

    Parameters
    ----------
    facts : path, result of `read` or `import_table`, records, or an iterable of these, optional
        Files and folders of JSONL, or facts in memory with their documents. If omitted, the bundled data.
    store : path, optional
        Folder, or address of a SPARQL endpoint, to write; an old base there is replaced when the new one is complete.
        In memory if omitted.
    texts : path, optional
        Folder of the article texts; every quote is checked against them.
    decisions : path, optional
        File of editors' decisions; for the bundled data in addition to its own.
    without : str or collection of str
        Layers of the bundled data to leave out: `facts` or `filings`.
    rdf : path or sequence of paths
        Files of RDF of your own, for the layer `graph:own`. Queries see them; nothing is inferred from them. Terms of
        this ontology in them are checked by its shapes.
    base : str
        Start of the IRIs of things.
    reasoner : str
        `memory` (compiled rules), `store` (SPARQL updates) or `owlrl` (independent and slow).
    progress : callable, optional
        Called with a description of the current step.

    Returns
    -------
    KnowledgeBase
        Open for reading; `report` holds counts, findings and unresolved names.

    Raises
    ------
    UsageError
        If `base` cannot start an IRI, or layers are left out of facts of your own.
    InputError
        If a record is not a fact, cites an unknown document, or misquotes its text.
    StoreError
        If the folder is not a store, or it or the server cannot be written.

    """
    from autokg.api.inputs import gather_facts  # noqa: PLC0415 (0.3 s that reading a store does without)
    from autokg.api.reports import BuildReport  # noqa: PLC0415
    from autokg.building import bundled  # noqa: PLC0415
    from autokg.building.build import build as build_store  # noqa: PLC0415
    from autokg.building.own_layer import read_rdf  # noqa: PLC0415
    from autokg.reasoning import find_reasoner  # noqa: PLC0415
    from autokg.stores.opening import replacing_any  # noqa: PLC0415

    if facts is not None and without:
        raise UsageError("only layers of the bundled data can be left out; give either facts or layers to leave out")
    check_base(base)
    own = [triple for path in as_paths(rdf) for triple in read_rdf(path)]
    chosen = find_reasoner(reasoner)
    corpus = bundled.bundled_corpus(as_names(without)) if facts is None else gather_facts(facts)
    decided = gather_decisions(decisions, base, is_bundled=facts is None)
    checked = None if texts is None else decided.admit(corpus).check_quotes(Path(texts))
    if store is not None and not (corpus.facts or corpus.documents):
        raise InputError("no facts in the input", hint=f"{store} was left as it is")
    if store is None:
        built = build_store(corpus, decisions=decided, base=base, reasoner=chosen, progress=progress, own=own)
        return KnowledgeBase(built.store, "a base in memory", report=BuildReport.of(built, checked))
    with replacing_any(store) as new:
        report = BuildReport.of(
            build_store(corpus, decisions=decided, base=base, reasoner=chosen, progress=progress, store=new, own=own),
            checked,
        )
    del new  # while it is open it may merge files that a reader uses
    kb = open_base(store)
    kb.report = report
    return kb


def gather_decisions(file: StrPath | None, base: str, *, is_bundled: bool) -> Decisions:
    """Return the decisions of a file, and those of the bundled data if that is built."""
    from autokg.building.bundled import bundled_decisions  # noqa: PLC0415 (what reading a store does without)
    from autokg.claims.decisions import Decisions, read_decisions  # noqa: PLC0415
    from autokg.facts.corpus import read_lines  # noqa: PLC0415

    decided = bundled_decisions(base) if is_bundled else Decisions(base=base)
    return decided if file is None else decided.and_those(read_decisions(read_lines(Path(file)), str(file), base))


def check_base(base: str) -> None:
    """Raise `UsageError` if a base cannot start an IRI."""
    try:
        NamedNode(base)
    except ValueError as error:
        raise UsageError(f"{base!r} cannot start an IRI ({error}); expected such as {DEFAULT_BASE}") from error


@checked()
def add(
    store: StrPath,
    facts: Facts,
    *,
    texts: StrPath | None = None,
    replace: bool = False,
    progress: Progress = lambda _: None,
) -> UpdateReport:
    """Add documents with their facts to a store; only affected parts are recomputed.

    Parameters
    ----------
    store : path
        Folder of the store; changed completely or not at all.
    facts
        As for `build`.
    texts : path, optional
        Folder of the article texts; every quote is checked against them.
    replace : bool
        Replace documents whose content differs from the store's.
    progress : callable, optional
        Called with a description of the current step.

    Returns
    -------
    UpdateReport
        Documents, claims and conflicts that changed.

    Raises
    ------
    InputError
        If the store has a document with other content, and `replace` is false.
    StoreError
        If the store cannot be written, or another process is writing to it.

    """
    from autokg.api.inputs import gather_facts  # noqa: PLC0415
    from autokg.api.reports import UpdateReport  # noqa: PLC0415
    from autokg.building.updating import add_to_store  # noqa: PLC0415

    corpus = gather_facts(facts)
    checked = None if texts is None else corpus.check_quotes(Path(texts))
    made = add_to_store(to_address(store), corpus, replace=replace, progress=progress)
    return UpdateReport.of(made, len(corpus.documents), checked)


@checked()
def remove(store: StrPath, documents: str | Sequence[str], *, progress: Progress = lambda _: None) -> UpdateReport:
    """Remove documents, and everything that depends only on them, from a store.

    Parameters
    ----------
    store : path
        Folder of the store; changed completely or not at all.
    documents : str or sequence of str
        Ids of documents; `KnowledgeBase.sources` lists them.
    progress : callable, optional
        Called with a description of the current step.

    Returns
    -------
    UpdateReport
        Documents, claims and conflicts that changed.

    Raises
    ------
    UnknownNameError
        If the store has no such document.
    StoreError
        If the store cannot be written, or another process is writing to it.

    """
    from autokg.api.reports import UpdateReport  # noqa: PLC0415
    from autokg.building.updating import remove_from_store  # noqa: PLC0415

    return UpdateReport.of(remove_from_store(to_address(store), as_names(documents), progress=progress))


@checked()
def validate(
    store: StrPath | None = None,
    *,
    shapes: StrPath | Sequence[StrPath] = (),
    language: str = "en",
    progress: Progress = lambda _: None,
) -> Findings:
    """Check a store against its SHACL shapes; the bundled base if no store is given.

    Parameters
    ----------
    store : path, optional
        Folder of a store.
    shapes, language
        As for `KnowledgeBase.validate`.
    progress : callable, optional
        Called with a description of the current step.

    Returns
    -------
    Findings
        Breaches of shapes, violations first.

    """
    kb = open(store, progress=progress)
    progress("validating")
    return kb.validate(shapes=shapes, language=language)


@checked(hops=0)
def export(
    view: str,
    output: StrPath | None = None,
    *,
    store: StrPath | None = None,
    format: str | None = None,  # noqa: A002 (the word that users expect)
    around: str | None = None,
    hops: int = 1,
    weight: str | None = None,
    measures: str | Collection[str] = (),
    bom: bool = False,
    language: str | None = None,
    as_of: Day | None = None,
) -> Exported:
    """Write a network, a chart or a part of a store to a file; of the bundled base if no store is given.

    Parameters
    ----------
    view, output, format, around, hops, weight, measures, bom, language
        As for `KnowledgeBase.export`.
    store : path, optional
        Folder of a store.
    as_of : str or datetime.date, optional
        Use only sources published by this day.

    Returns
    -------
    Exported
        Numbers of nodes and edges or rows, the files, and remarks.

    """
    kb = open(store, as_of=as_of)
    return kb.export(
        view,
        output,
        format=format,
        around=around,
        hops=hops,
        weight=weight,
        measures=measures,
        bom=bom,
        language=language,
    )


@checked()
def why(
    subject: str, property_: str, value: str, *, store: StrPath | None = None, all_derivations: bool = False
) -> Reasons:
    """Explain why a statement holds, or why it does not; in the bundled base if no store is given.

    Parameters
    ----------
    subject, property_, value : str
        Names, prefixed names or IRIs.
    store : path, optional
        Folder of a store.
    all_derivations : bool
        Return every derivation instead of only the shortest.

    Returns
    -------
    Reasons
        One explanation for each triple that the names may mean.

    """
    return open(store).why(subject, property_, value, all_derivations=all_derivations)


@checked()
def diff(
    old: StrPath | Day,
    new: StrPath | Day,
    *,
    store: StrPath | None = None,
    about: str | None = None,
    by_retrieval: bool = False,
    inferred: bool = False,
    progress: Progress = lambda _: None,
) -> Differences:
    """List statements that appeared, disappeared or changed between two dates of a store, or two stores.

    Parameters
    ----------
    old, new : path, str, int or datetime.date
        Two folders of stores, or two days (or months, or years) of one store.
    store : path, optional
        The store whose days are compared; the bundled base if omitted.
    about : str, optional
        Compare only what concerns a thing of this name.
    by_retrieval : bool
        Take days as days of retrieval instead of publication.
    inferred : bool
        Compare inferred statements too.
    progress : callable, optional
        Called with a description of the current step.

    Returns
    -------
    Differences
        The changes with their sources, and a `summary`.

    Raises
    ------
    UsageError
        If only one of the two is a store, or a day is not a date.

    """
    old, new = (day_text(side) if isinstance(side, int | dt.date) else side for side in (old, new))
    folders = [bool(as_url(to_path(name))) or to_path(name).exists() for name in (old, new)]
    if any(folders) != all(folders):
        no_store = (old, new)[folders.index(False)]
        raise UsageError(f"{no_store} is not a store, but the other argument is; give two stores or two dates")
    if all(folders):
        before, after = (open(name, progress=progress) for name in (old, new))
    else:
        days = (str(old), str(new))
        _require_order(*days)
        kb = open(store, progress=progress)
        progress("recomputing the base as of two days")
        before, after = (kb.as_of(known_by=day) if by_retrieval else kb.as_of(day) for day in days)
    progress("comparing")
    return before.diff(after, about=about, inferred=inferred)


def _require_order(old: str, new: str) -> None:
    """Raise `UsageError` if one of them is not a date, or if the first day is after the second."""
    first, second = _last_day(old), _last_day(new)
    if first and second and first > second:
        raise UsageError(f"{old} is not before {new}; name the earlier date first")


def _last_day(text: str) -> dt.date | None:
    try:
        return ImpreciseDate.parse(text).latest
    except DateError as error:
        expected = "a date such as 2024-06-30 or 2024, or a folder"
        raise UsageError(f"{text!r} is neither a date nor the folder of a store; expected {expected}") from error


def data_folder() -> Path:
    """Return the folder of the bundled facts, to build them together with your own."""
    from autokg.core.resources import find_resource  # noqa: PLC0415

    return find_resource("data", "facts")
