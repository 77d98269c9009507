"""Forms → facts: what meets a form, its count or ranking, and what is known nearby if nothing does."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from autokg.answers.comparators import with_comparators
from autokg.answers.compiling import (
    MOST_RANKED,
    can_restrict,
    compile_comparison,
    compile_count,
    compile_form,
    compile_ranking,
)
from autokg.answers.evidence import solutions
from autokg.answers.facts import Fact, gather
from autokg.answers.figures_then import (
    FIGURES,
    asks_plan,
    figures_query,
    figures_within,
    is_past,
    planned_name,
    shares_then,
)
from autokg.answers.form import Condition, Event, Form, Mode, Name, Neighbour, View
from autokg.answers.form_conditions import holders_in
from autokg.answers.form_rows import count_things, find_rows, rank_things
from autokg.answers.form_words import main_slot
from autokg.answers.holders import forms_of_others, held_by_others, holder_asked, holder_slot
from autokg.answers.name_scope import companies_of
from autokg.answers.naming import in_words
from autokg.answers.pairs import apart, is_paired, told_together, weaker_sides
from autokg.answers.patterns import PATTERNS
from autokg.answers.telling import Findings
from autokg.answers.then import holding_then
from autokg.answers.within import beside, lacks_period, split_by_window
from autokg.answers.words import Words
from autokg.stores.base import Store

# Conditions in the order in which they may be dropped to say what is known nearby; what is left out here never is.
_WEAKEST = ("method", "product", "market", "site", "client", "builder", "operator", "brand", "party", "owner")
_GOING = ("current", "last_known")
_FEW = (View.OWNERSHIP, View.ROLE)  # views with so few facts on a thing that all of them are told beside


def _of_post(form: Form, facts: Sequence[Fact]) -> list[Fact]:
    """Return posts, that of the head first; it alone where the question names it and a source tells it."""
    heads = [fact for fact in facts if fact.value("head")]
    if "head" in form.modality and heads:
        return heads
    return sorted(facts, key=lambda fact: not fact.value("head"))


class Asker:
    """Runs forms on a store as of a day."""

    def __init__(self, store: Store, today: str, words: Words) -> None:
        """Take the store, the day (ISO 8601) and the words in which facts are named."""
        self.store, self.today, self.words = store, today, words

    def facts(self, form: Form) -> tuple[list[Fact], str]:
        """Return the facts of a form and the query that gave them."""
        sparql = compile_form(form, self.store, self.today)
        pattern = PATTERNS[form.view]
        found = gather(find_rows(form, self.store, self.today), tuple(pattern.things), self.today, pattern.key)
        if form.view is View.TIE and "party" in form.targets:
            found = self._others(form, found)
        if form.view in (View.OWNERSHIP, View.TIE):
            found = shares_then(self.store, found, form, self.today)
        asked = holder_asked(form)
        scope = holders_in(asked, self.store) if asked else ()
        found = holding_then(form, found, self.store, self.today, scope)
        found += [fact for fact in self._held_by_others(form, scope) if fact not in found]
        if form.view in (View.OWNERSHIP, View.TIE, View.PLANT, View.PRODUCTION):
            found = with_comparators(found, self.store)
        if form.view is View.ROLE:
            found = _of_post(form, found)
        return [in_words(fact, self.words) for fact in found], sparql

    def _held_by_others(self, form: Form, scope: Collection[str]) -> Iterator[Fact]:
        """Yield what was built or run by those before the present maker or operator, or is to be by the next."""
        slots = tuple(PATTERNS[form.view].things)
        for which, other in forms_of_others(form):
            nodes = gather(find_rows(other, self.store, self.today), slots, self.today)
            for fact in held_by_others(form, which, nodes, self.store, self.today):
                if not scope or set(scope) & set(fact.iris[holder_slot(form)]):
                    yield fact

    def _without_going(self, form: Form, facts: Sequence[Fact]) -> list[Fact]:
        """Leave out what goes on elsewhere under the same conditions, where "no longer" is asked."""
        slot = main_slot(form)
        others, _ = self.facts(replace(form, states=(), window=None))
        going = {iri for fact in others if fact.phase in _GOING for iri in fact.iris.get(slot, ())}
        return [fact for fact in facts if going.isdisjoint(fact.iris.get(slot, ()))]

    def _scope(self, neighbour: Neighbour) -> set[str]:
        scope = companies_of(neighbour.names, self.store)
        return {*scope.companies, *scope.brands, *(name.iri for name in neighbour.names)}

    def _beside(self, facts: Sequence[Fact], slot: str, neighbour: Neighbour) -> list[Fact]:
        """Return what came next to some things first; their own count only where they are not told themselves."""
        now = {iri for fact in facts if fact.phase == "current" for iri in fact.iris.get(slot, ())}
        named = {name.iri for name in neighbour.names} or now
        is_told = any(named & set(fact.iris.get(slot, ())) for fact in facts)
        found = beside(facts, slot, named if is_told else self._scope(neighbour), neighbour.relation)
        return sorted(found, key=lambda fact: fact.value("startFirst"), reverse=neighbour.relation == "before")

    def _others(self, form: Form, facts: Sequence[Fact]) -> list[Fact]:
        """Leave the organisations asked about out of the parties of ties; ties of the rest alone are dropped."""
        scope = [companies_of(condition.names, self.store) for condition in form.on("party")]
        own = {iri for part in scope for iri in (*part.companies, *part.brands)}
        kept = []
        for fact in facts:
            pairs = [pair for pair in zip(fact.labels["party"], fact.iris["party"], strict=False) if pair[1] not in own]
            labels, iris = tuple(label for label, _ in pairs), tuple(iri for _, iri in pairs)
            if pairs:
                kept.append(replace(fact, labels=fact.labels | {"party": labels}, iris=fact.iris | {"party": iris}))
        return kept

    def find(self, form: Form) -> tuple[Findings, str]:
        """Return what the base gives for a form, with the nearest it has if that is nothing."""
        finders = (
            (self._rank, form.mode is Mode.SUPERLATIVE),
            (self._compare, form.mode is Mode.COMPARE),
            (self._pair, is_paired(form)),
        )
        for finder, applies in finders:
            if applies:
                return finder(form)
        counts = form.window is None or form.window.event is not Event.HOLDS
        if form.mode is Mode.COUNT and counts and not _asks_what_is_over(form):
            return self._count(form)
        if form.mode is Mode.HOW_MUCH and is_past(form.window, self.today) and set(form.targets) & set(FIGURES):
            return self._figures_of_then(form)
        if form.mode is Mode.HOW_MUCH and asks_plan(form) and (found := self._figures_to_come(form)):
            return found
        return self._list(form)

    def _list(self, form: Form) -> tuple[Findings, str]:
        """Return the facts of a form, those that may belong to them, or what is known nearby."""
        facts, sparql = self.facts(form)
        if _asks_what_is_over(form):
            facts = self._without_going(form, facts)
        if form.neighbour:
            facts = self._beside(facts, main_slot(form), form.neighbour)
        certain, possible = split_by_window(facts, form.window)
        if form.neighbour and not facts:
            nearby = self.facts(replace(form, neighbour=None))[0]
            return Findings(
                (), wider=form, nearby=nearby, is_undated=bool(nearby) and form.view is not View.OWNERSHIP
            ), sparql
        if certain:
            told = {label for fact in certain for label in fact.labels.get("owned", ())}
            return Findings(certain, possible=[fact for fact in possible if fact.label("owned") not in told]), sparql
        few = form.view in _FEW or "operator" in form.targets
        wider, nearby = self.nearby(form) if not possible or few else (None, [])
        if is_past(form.window, self.today) and (known := _undated(form, possible, wider, nearby)):
            return Findings((), wider=form, nearby=known, is_undated=True), sparql
        ties = self._ties(form) if wider and wider.view is View.PRODUCTION else []
        return Findings((), possible=possible, wider=wider, nearby=nearby, ties=ties), sparql

    def _pair(self, form: Form) -> tuple[Findings, str]:
        """Return what meets several conditions at a time, else what meets one of them."""
        facts, _ = self.facts(replace(form, states=()))
        sparql = compile_form(form, self.store, self.today)
        slot = main_slot(form)
        phases = weaker_sides(form, facts, slot, self.store, self.today)
        if form.mode is Mode.COUNT and not form.states:
            phases = {label: phase for label, phase in phases.items() if phase in _GOING}
        together = told_together(facts, slot, phases)
        if together:
            return Findings([fact for fact in facts if set(phases) & set(fact.labels[slot])], together=together), sparql
        wider = apart(form)
        return Findings((), number=0, wider=wider, nearby=self.facts(wider)[0]), sparql

    def _figures_to_come(self, form: Form) -> tuple[Findings, str] | None:
        """Return the planned figures of what goes on; None if there are none, as of what is planned itself."""
        facts, sparql = self.facts(replace(form, window=None, states=()))
        slots = [target for target in form.targets if target in FIGURES]
        planned = [fact for fact in facts if any(fact.value(planned_name(slot)) for slot in slots)]
        alone = [replace(fact, values={k: v for k, v in fact.values.items() if k not in FIGURES}) for fact in planned]
        return (Findings(alone), sparql) if alone else None

    def _figures_of_then(self, form: Form) -> tuple[Findings, str]:
        """Return the figures told for the time asked about, with those told for other times if there is none."""
        assert form.window is not None  # noqa: S101 (asked only of a past window)
        facts, _ = self.facts(replace(form, window=None))
        slots = [target for target in form.targets if target in FIGURES]
        within, beside = figures_within(self.store, facts, slots, form.window)
        return Findings(within, wider=form, nearby=beside), figures_query(fact.node for fact in facts)

    def _compare(self, form: Form) -> tuple[Findings, str]:
        """Count what is asked for with each of the things compared."""
        now = form if form.states or form.window else replace(form, states=("current",))
        parts = dict(_sides(now))
        sparql = compile_comparison(parts, self.store, self.today, form.by or "model")
        rows = solutions(self.store, sparql)
        called = {name.label: self.words.region(name.iri, name.label) for name in form.names}
        counted = ((called[row["name"]], row["n"]) for row in rows)
        ranking = sorted(counted, key=lambda pair: (-int(pair[1]), pair[0]))
        facts = [fact for part in parts.values() for fact in self.facts(part)[0]]
        return Findings(facts, ranking=ranking), sparql

    def _ties(self, form: Form) -> list[Fact]:
        """Return what ties the builder of a form to its client."""
        both = tuple(replace(condition, slot="party") for slot in ("builder", "client") for condition in form.on(slot))
        if len(both) < 2:  # noqa: PLR2004 (a tie has two sides)
            return []
        return self.facts(
            replace(form, view=View.TIE, mode=Mode.LIST, targets=(), conditions=both, window=None, states=())
        )[0]

    def _count(self, form: Form) -> tuple[Findings, str]:
        """Count what holds now unless another time or status is asked; the facts are those of any time."""
        facts, _ = self.facts(replace(form, states=tuple(state for state in form.states if state != "current")))
        now = form if form.states or form.window or "ever" in form.modality else replace(form, states=("current",))
        sparql = compile_count(now, self.store, self.today, main_slot(form))
        number = count_things(now, self.store, self.today, main_slot(form))
        if facts:
            return Findings(facts, number=number), sparql
        wider, nearby = self.nearby(form)
        return Findings((), number=0, wider=wider, nearby=nearby), sparql

    def _rank(self, form: Form) -> tuple[Findings, str]:
        target, by = main_slot(form), form.by or "model"
        now = form if form.states or form.window else replace(form, states=("current",))
        sparql = compile_ranking(now, self.store, self.today, target, by)
        if form.window and form.window.event is Event.HOLDS and by in PATTERNS[form.view].things:
            return self._rank_then(form, target, by)
        ranking = self._ranked(now, target, by)
        if not ranking and now is not form:  # of what is over, the last and the first are asked for as well
            sparql = compile_ranking(form, self.store, self.today, target, by)
            ranking = self._ranked(form, target, by)
        ever: list[Name] = []
        if now is not form and by not in ("capacity", "employees", "start", "share"):
            ever = self._ranked(form, target, by)
        tops = tuple(name for name in ranking if name.text == ranking[0].text)
        facts = self._of_the_best(form, target, tops)
        pairs = [[(name.label, name.text) for name in names] for names in (ranking, ever)]
        return Findings(facts, ranking=pairs[0], ever=pairs[1], unranked=self._unranked(now, ranking)), sparql

    def _unranked(self, form: Form, ranking: Sequence[Name]) -> int:
        """Return how many of the things asked for have no date or figure to be ranked by."""
        if form.by not in (*FIGURES, "start", "end") or not ranking or form.view is View.OWNERSHIP:
            return 0
        counted = compile_count(form, self.store, self.today, main_slot(form))
        return max(0, int(solutions(self.store, counted)[0]["n"]) - len(ranking)) if len(ranking) < MOST_RANKED else 0

    def _rank_then(self, form: Form, target: str, by: str) -> tuple[Findings, str]:
        """Rank by what holds in a window for certain; what only may, because a date is not known, is not counted."""
        facts, sparql = self.facts(form)
        held: dict[str, set[str]] = {}
        for fact in split_by_window(facts, form.window)[0]:
            for label in fact.labels.get(target, ()):
                held.setdefault(label, set()).update(fact.iris.get(by, ()))
        sign = 1 if form.least else -1
        numbers = ((label, len(things)) for label, things in held.items() if things)
        counted = sorted(numbers, key=lambda pair: (sign * pair[1], pair[0]))
        best = {label for label, n in counted if n == counted[0][1]}
        told = [fact for fact in facts if best & set(fact.labels.get(target, ()))]
        return Findings(told, ranking=[(label, str(n)) for label, n in counted]), sparql

    def _of_the_best(self, form: Form, target: str, names: tuple[Name, ...]) -> list[Fact]:
        """Return the facts on the things that rank first; without a ranking, all facts of the form."""
        if not names:
            return self.facts(form)[0] if form.conditions else []
        slot = {"country": "site", "place": "site"}.get(target, target)
        if not can_restrict(form, slot):
            return [fact for fact in self.facts(form)[0] if {n.iri for n in names} & set(fact.iris.get(target, ()))]
        best = replace(form, targets=(), conditions=(*form.conditions, Condition(slot, names, itself=True)))
        facts = self.facts(best)[0]
        wanted = {name.iri for name in names}
        return [fact for fact in facts if wanted & set(fact.iris.get(target, ()))]

    def _ranked(self, form: Form, target: str, by: str) -> list[Name]:
        """Return the things of a ranking, each with its number as text."""
        kind = {"country": "Country", "plant": "Plant", "model": "VehicleModel", "brand": "Brand"}.get(
            target, "Company"
        )
        return [
            Name(self._called(row, target), row[target], (kind,), row["n"])
            for row in rank_things(form, self.store, self.today, target, by)
            if row.get("n") and row.get(f"{target}Label")
        ]

    def _called(self, row: Mapping[str, str], target: str) -> str:
        """Return what a thing of a ranking is called in the language of the answer."""
        label = row[f"{target}Label"]
        return self.words.region(row[target], label) if target == "country" else label

    def nearby(self, form: Form) -> tuple[Form | None, list[Fact]]:
        """Return what is known if the time, or the weakest condition, is dropped; the main thing never is."""
        for wider in self._wider(form):
            if wider.conditions and (facts := self.facts(wider)[0]):
                return wider, facts
        return None, []

    def _wider(self, form: Form) -> Iterator[Form]:
        plain = replace(form, mode=Mode.LIST, window=None, states=(), kinds=(), bounds=())
        if form.window and form.window.event is Event.ENDS:
            yield replace(plain, states=("ended",))
        if plain != replace(form, mode=Mode.LIST):
            yield plain
        slots = {condition.slot for condition in plain.conditions}
        if {"builder", "client"} <= slots:
            yield from _reversed(plain)
            return
        kept = list(plain.conditions)
        if form.view is View.PLANT and "operator" in slots:
            yield replace(plain, conditions=tuple(map(_as_former_operator, kept)))
        if "builder" in slots and "model" not in slots:
            yield replace(plain, conditions=tuple(map(_as_brand, kept)))
        if form.view is View.PRODUCTION and slots <= {"builder", "brand", "site"} and {"site"} < slots:
            yield from _plants_there(plain)
        for slot in _WEAKEST:
            if slot == "product" and form.view is not View.SUPPLY:
                continue  # who builds cars tells nothing of who builds batteries
            if any(condition.slot == slot for condition in kept) and len(kept) > 1:
                kept = [condition for condition in kept if condition.slot != slot]
                yield replace(plain, conditions=tuple(kept))


def _sides(form: Form) -> Iterator[tuple[str, Form]]:
    """Yield each of the things compared by its label, with the form that asks of it alone."""
    for text in form.sides:
        others = set(form.sides) - {text}
        narrowed = (
            replace(condition, names=tuple(name for name in condition.names if name.text not in others))
            for condition in form.conditions
        )
        conditions = tuple(condition for condition in narrowed if condition.names)
        label = next(name.label for condition in conditions for name in condition.names if name.text == text)
        yield label, replace(form, conditions=conditions)


def _plants_there(form: Form) -> Iterator[Form]:
    """Yield the plants that a maker runs, or ran, in the place asked about, where no model is known to be built."""
    run = tuple(
        replace(condition, slot="operator") if condition.slot in ("builder", "brand") else condition
        for condition in form.conditions
    )
    plants = replace(form, view=View.PLANT, targets=(), conditions=run, drives=(), styles=())
    yield plants
    yield replace(plants, conditions=tuple(map(_as_former_operator, run)))


def _asks_what_is_over(form: Form) -> bool:
    """Return whether things are asked for that no longer meet the conditions at all."""
    listed = form.mode in (Mode.LIST, Mode.COUNT) and form.view in (View.PRODUCTION, View.PLANT)
    return listed and "no_longer" in form.modality and "ended" in form.states


def _undated(form: Form, possible: Sequence[Fact], wider: Form | None, nearby: Sequence[Fact]) -> Sequence[Fact]:
    """Return what is known of other times where it may hold at the one asked about, of which no source tells."""
    if possible:
        return possible if "operator" in form.targets and all(lacks_period(f, form.window) for f in possible) else ()
    is_same = wider is not None and wider.conditions == form.conditions
    return nearby if is_same and any(lacks_period(fact, form.window) for fact in nearby) else ()


def _as_former_operator(condition: Condition) -> Condition:
    """Return a condition on who runs a plant as one on who ran it, or takes part in the firm that runs it."""
    return replace(condition, slot="former_operator") if condition.slot == "operator" else condition


def _as_brand(condition: Condition) -> Condition:
    """Return a condition on the builder as one on the brand of the same name."""
    if condition.slot != "builder":
        return condition
    return replace(condition, slot="brand", names=condition.brands or condition.names)


def _reversed(form: Form) -> Iterator[Form]:
    """Yield the form with builder and client exchanged, then the ties between the two."""
    other = {"builder": "client", "client": "builder"}
    kept = tuple(condition for condition in form.conditions if condition.slot in other)
    yield replace(form, conditions=tuple(replace(condition, slot=other[condition.slot]) for condition in kept))
    parties = tuple(replace(condition, slot="party") for condition in kept)
    yield replace(form, view=View.TIE, targets=(), conditions=parties)
