"""Descriptions: all that is known of one thing by view, and what two things share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from autokg.answers.fact_clauses import clauses
from autokg.answers.facts import Fact
from autokg.answers.form import Condition, Form, Mode, Name, View
from autokg.answers.name_scope import variants_of
from autokg.answers.special import Runner, Told
from autokg.answers.telling import Findings, tell
from autokg.answers.words import Words

_ORGANIZATIONS = ("Company", "Group", "JointVenture", "Organization", "Carmaker")
_SECTIONS: tuple[tuple[tuple[str, ...], str, View, str, tuple[str, ...]], ...] = (
    (("VehicleModel",), "production", View.PRODUCTION, "model", ()),
    (("VehicleModel",), "model", View.MODEL, "model", ()),
    (("Plant",), "plant", View.PLANT, "plant", ()),
    (("Plant",), "builds", View.PRODUCTION, "plant", ("model",)),
    (("Brand", *_ORGANIZATIONS), "ownership", View.OWNERSHIP, "owned", ()),
    (("Brand",), "production", View.PRODUCTION, "brand", ("model",)),
    (_ORGANIZATIONS, "builds", View.PRODUCTION, "builder", ("model",)),
    (_ORGANIZATIONS, "plants", View.PLANT, "operator", ("plant",)),
    (("Brand", *_ORGANIZATIONS), "tie", View.TIE, "party", ("tie",)),
    (_ORGANIZATIONS, "role", View.ROLE, "organization", ()),
    (("Person",), "role", View.ROLE, "person", ()),
    (("Country", "Region", "Place"), "plants", View.PLANT, "site", ("plant",)),
    (("Country", "Region", "Place"), "builds", View.PRODUCTION, "site", ("model",)),
    (("Platform",), "model", View.MODEL, "platform", ()),
    (_ORGANIZATIONS, "investment", View.INVESTMENT, "investor", ()),
)  # fmt: skip


def tell_profile(form: Form, asker: Runner, words: Words) -> Told:
    """Return all that is known of the things named, one sentence for each view."""
    parts: list[str] = []
    facts: list[Fact] = []
    queries: list[str] = []
    for section, part in _profile_forms(form):
        found, sparql = asker.facts(part)
        if part.view is View.MODEL:
            found = [fact for fact in found if any(fact.label(slot) for slot in ("platform", "sibling", "source"))]
        if found and not set(map(_key, found)) <= set(map(_key, facts)):
            title = words.phrase("section", section)
            parts.append(f"{title}{words.phrase('join', 'colon')}{tell(part, Findings(found), words)}")
            facts += found
            queries.append(sparql)
    if not parts:
        what = words.joined([name.label for name in form.names[:2]])
        return words.say("no_source_known", what=what), [], ""
    return "\n".join(parts), facts, queries[0]


def _key(fact: Fact) -> tuple[str, str]:
    return fact.node, fact.label("owner")


def _profile_forms(form: Form) -> Iterator[tuple[str, Form]]:
    names = form.names
    kinds = {kind for name in names for kind in name.kinds}
    for wanted, section, view, slot, targets in _SECTIONS:
        fitting = tuple(name for name in names if set(name.kinds) & set(wanted))
        if fitting and kinds & set(wanted):
            yield (
                section,
                replace(
                    form, view=view, mode=Mode.LIST, targets=targets, conditions=(Condition(slot, fitting),), kinds=()
                ),
            )


def tell_common(form: Form, asker: Runner, words: Words) -> Told:
    """Return what two things share: ties between them, platforms, plants, builders, owners."""
    groups = [condition.names for condition in form.conditions]
    if len(groups) < 2:  # noqa: PLR2004 (one thing shares nothing with itself)
        return tell_profile(form, asker, words)
    first, second = (variants_of(names, asker.store) for names in groups[:2])
    shared = [*_shared(first, second, form, asker, words)]
    ties, sparql = _ties(first, second, form, asker)
    names = words.joined([first[0].label]), words.joined([second[0].label])
    facts = [fact for _, found in shared for fact in found]
    parts = [text for text, _ in shared]
    if ties:
        parts.append(clauses(View.TIE, ties, words))
        facts += ties
    if not parts:
        return words.say("no_common", first=names[0], second=names[1]), [], sparql
    told = words.phrase("join", "semicolon").join(parts)
    return words.say("common", first=names[0], second=names[1], facts=told), facts, sparql


def _ties(first: Sequence[Name], second: Sequence[Name], form: Form, asker: Runner) -> tuple[list[Fact], str]:
    both = tuple(Condition("party", tuple(names)) for names in (first, second))
    return asker.facts(replace(form, view=View.TIE, mode=Mode.LIST, targets=(), conditions=both, kinds=()))


def _shared(
    first: Sequence[Name], second: Sequence[Name], form: Form, asker: Runner, words: Words
) -> Iterator[tuple[str, list[Fact]]]:
    """Yield what both things have in one slot, in words, with the facts of both."""
    of_models = any("VehicleModel" in name.kinds for name in (*first, *second))
    slot = "model" if of_models else "brand"
    for view, shared in ((View.MODEL, "platform"), (View.PRODUCTION, "plant"), (View.PRODUCTION, "builder")):
        if shared == "builder" and not of_models:
            continue
        sides = [
            asker.facts(
                replace(
                    form,
                    view=view,
                    mode=Mode.LIST,
                    targets=(shared,),
                    kinds=(),
                    conditions=(Condition(slot, tuple(n)),),
                )
            )[0]
            for n in (first, second)
        ]
        labels = [{label for fact in side for label in fact.labels.get(shared, ())} for side in sides]
        if both := sorted(labels[0] & labels[1]):
            facts = [fact for side in sides for fact in side if set(fact.labels.get(shared, ())) & set(both)]
            phrase = words.phrase("sentence", f"common_{shared}", len(both))
            yield phrase.format(items=words.joined(both, 8)), facts
