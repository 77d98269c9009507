"""Descriptions: all that is known of one thing by view, and what two things share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from autokg.answers.fact_clauses import clauses, is_minor
from autokg.answers.facts import Fact
from autokg.answers.form import Condition, Form, Mode, Name, View
from autokg.answers.name_scope import variants_of
from autokg.answers.pairs import first_phases, weakest
from autokg.answers.special import Runner, Told
from autokg.answers.telling import Findings, tell
from autokg.answers.words import Words

_MOST_APART = 8  # facts told of two things that share nothing
_MOST_SHARED = 20
ORGANIZATIONS = ("Company", "Group", "JointVenture", "Organization", "Carmaker")
# Classes of things, key of the section, and of its facts: the view, the slot of the thing and the slots asked for.
SectionKind = tuple[tuple[str, ...], str, View, str, tuple[str, ...]]
SECTIONS: tuple[SectionKind, ...] = (
    (("VehicleModel",), "production", View.PRODUCTION, "model", ()),
    (("VehicleModel",), "model", View.MODEL, "model", ()),
    (("Plant",), "plant", View.PLANT, "plant", ()),
    (("Plant",), "builds", View.PRODUCTION, "plant", ("model",)),
    (("Brand", *ORGANIZATIONS), "ownership", View.OWNERSHIP, "owned", ()),
    (("Brand",), "production", View.PRODUCTION, "brand", ("model",)),
    (ORGANIZATIONS, "builds", View.PRODUCTION, "builder", ("model",)),
    (ORGANIZATIONS, "plants", View.PLANT, "operator", ("plant",)),
    (("Brand", *ORGANIZATIONS), "tie", View.TIE, "party", ("tie",)),
    (ORGANIZATIONS, "role", View.ROLE, "organization", ()),
    (("Person",), "role", View.ROLE, "person", ()),
    (("Country", "Region", "Place"), "plants", View.PLANT, "site", ("plant",)),
    (("Country", "Region", "Place"), "builds", View.PRODUCTION, "site", ("model",)),
    (("Platform",), "model", View.MODEL, "platform", ()),
    (ORGANIZATIONS, "investment", View.INVESTMENT, "investor", ()),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """What is known of things in one view: its facts, the query that gave them, and the sentence that tells them."""

    key: str
    facts: Sequence[Fact]
    sparql: str
    told: str


def profile(form: Form, asker: Runner, words: Words, kinds: Sequence[SectionKind] = SECTIONS) -> Iterator[Section]:
    """Yield all that is known of the things named, view by view; what adds no fact is left out."""
    known: set[tuple[str, str]] = set()
    for section, part in _profile_forms(form, kinds):
        found, sparql = asker.facts(part)
        if part.view is View.MODEL:
            found = [fact for fact in found if any(fact.label(slot) for slot in ("platform", "sibling", "source"))]
        if found and not set(map(_key, found)) <= known:
            known |= set(map(_key, found))
            yield Section(section, found, sparql, tell(part, Findings(found), words))


def tell_profile(form: Form, asker: Runner, words: Words) -> Told:
    """Return all that is known of the things named, one sentence for each view."""
    sections = list(profile(form, asker, words))
    if not sections:
        what = words.joined([name.label for name in form.names[:2]])
        return words.say("no_source_known", what=what), [], ""
    colon = words.phrase("join", "colon")
    parts = [f"{words.phrase('section', section.key)}{colon}{section.told}" for section in sections]
    return "\n".join(parts), [fact for section in sections for fact in section.facts], sections[0].sparql


def _key(fact: Fact) -> tuple[str, str]:
    return fact.node, fact.label("owner")


def _profile_forms(form: Form, sections: Sequence[SectionKind]) -> Iterator[tuple[str, Form]]:
    names = form.names
    kinds = {kind for name in names for kind in name.kinds}
    for wanted, section, view, slot, targets in sections:
        fitting = tuple(name for name in names if set(name.kinds) & set(wanted))
        if fitting and kinds & set(wanted):
            yield (
                section,
                replace(
                    form, view=view, mode=Mode.LIST, targets=targets, conditions=(Condition(slot, fitting),), kinds=()
                ),
            )


def tell_common(form: Form, asker: Runner, words: Words) -> Told:
    """Return what two things share: ties between them, platforms, plants, builders; or the one slot asked for."""
    groups = [condition.names for condition in form.conditions]
    if len(groups) < 2:  # noqa: PLR2004 (one thing shares nothing with itself)
        return tell_profile(form, asker, words)
    first, second = (variants_of(names, asker.store) for names in groups[:2])
    of_models = any("VehicleModel" in name.kinds for name in (*first, *second))
    wanted = [_COMMON_SLOTS[target] for target in form.targets if target in _COMMON_SLOTS]
    parts: list[str] = []
    facts: list[Fact] = []
    for slot in wanted or ("platform", "plant", "builder" if of_models else "owner"):
        text, found = _shared(slot, (first, second), form, asker, words)
        if text or wanted:
            parts += [text] if text else []
            facts += found
    ties, sparql = _ties(first, second, form, asker)
    if ties and not wanted:
        parts.append(clauses(View.TIE, ties, words))
        facts += ties
    if wanted:
        sparql = asker.facts(_common_form(wanted[0], (*first, *second), form))[1]
    names = words.joined([first[0].label]), words.joined([second[0].label])
    if not parts:
        return _no_common(names, wanted, facts, form, words), facts, sparql
    told = words.phrase("join", "semicolon").join(parts)
    sentence = words.say("common", first=names[0], second=names[1], facts=told)
    if "whether" in form.modality:
        verdict = words.phrase("verdict", "yes")
        sentence = words.say("verdict", verdict=verdict, fact=words.after_colon(sentence.rstrip(".")))
    return sentence, facts, sparql


_COMMON_SLOTS = {
    "platform": "platform", "plant": "plant", "operator": "builder", "builder": "builder", "country": "country",
    "party": "party", "sibling": "platform", "place": "plant",
    "owner": "owner",
}  # fmt: skip


def _no_common(names: tuple[str, str], wanted: Sequence[str], facts: Sequence[Fact], form: Form, words: Words) -> str:
    """Return that nothing is shared, with what is known of both if one slot was asked for."""
    if not wanted or not facts or len(facts) > _MOST_APART:
        return words.say("no_common", first=names[0], second=names[1])
    told = clauses(facts_view(wanted[0]), facts, words)
    if "whether" in form.modality:
        return words.say("verdict", verdict=words.phrase("verdict", "denied"), fact=words.after_colon(told))
    nothing = words.say("no_common", first=names[0], second=names[1])
    return f"{nothing} {words.say('nearby', facts=words.after_colon(told))}"


def facts_view(slot: str) -> View:
    """Return the view that has a slot which two things may share."""
    return {"platform": View.MODEL, "party": View.TIE, "owner": View.OWNERSHIP}.get(slot, View.PRODUCTION)


def _ties(first: Sequence[Name], second: Sequence[Name], form: Form, asker: Runner) -> tuple[list[Fact], str]:
    both = tuple(Condition("party", tuple(names)) for names in (first, second))
    return asker.facts(replace(form, view=View.TIE, mode=Mode.LIST, targets=(), conditions=both, kinds=()))


def _shared(
    slot: str, sides: tuple[Sequence[Name], Sequence[Name]], form: Form, asker: Runner, words: Words
) -> tuple[str, list[Fact]]:
    """Return what both things have in one slot, in words, with the facts of both; if nothing, all facts of both."""
    found = [asker.facts(_common_form(slot, side, form))[0] for side in sides]
    if slot == "owner":
        found = [[fact for fact in side if not is_minor(fact)] for side in found]
    sides_named = [_named_phases(side, slot, words) for side in found]
    both = weakest(sides_named)
    if not both:
        return "", [fact for side in found for fact in side]
    facts = [fact for side in found for fact in side if {name for name, _ in _named(fact, slot, words)} & set(both)]
    now = [name for name, phase in both.items() if phase not in _PAST]
    past = [name for name in both if name not in now]
    told = words.phrase("sentence", f"common_{slot}", len(now or past)).format(
        items=words.joined(now or past, _MOST_SHARED)
    )
    if past:
        formerly = words.phrase("group", "ended")
        colon = words.phrase("join", "colon")
        told += f" ({formerly}{colon}{words.joined(past, _MOST_SHARED)})" if now else f" ({formerly})"
    return told, facts


_PAST = ("end_due", "ended")


def _named_phases(facts: Sequence[Fact], slot: str, words: Words) -> dict[str, str]:
    """Return what stands in a slot, by its name in the answer, with the best phase that some facts give it."""
    named = (replace(fact, labels={slot: tuple(name for name, _ in _named(fact, slot, words))}) for fact in facts)
    return first_phases(list(named), slot)


def _common_form(slot: str, names: Sequence[Name], form: Form) -> Form:
    """Return the form that asks for a slot of one of two things, or of both."""
    of_models = any("VehicleModel" in name.kinds for name in names)
    condition = {"party": "party", "owner": "owned"}.get(slot, "model" if of_models else "brand")
    return replace(
        form, view=facts_view(slot), mode=Mode.LIST, targets=(slot,), kinds=(),
        conditions=(Condition(condition, tuple(names)),),
    )  # fmt: skip


def _named(fact: Fact, slot: str, words: Words) -> list[tuple[str, str]]:
    """Return what stands in a slot by its name in the answer."""
    pairs = zip(fact.labels.get(slot, ()), fact.iris.get(slot, ()), strict=False)
    return [(words.region(iri, label) if slot == "country" else label, iri) for label, iri in pairs]
