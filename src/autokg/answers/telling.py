"""Facts → sentences: the number or yes first, then what holds, then what is planned, was, or was dropped.

Every sentence is built from the form and the facts with the words of one language; nothing is told that no fact holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from autokg.answers.claims_told import claim_of
from autokg.answers.fact_clauses import after, clauses, figure, period, subject_of
from autokg.answers.facts import PHASES, Fact, by_phase, ordered
from autokg.answers.form import Condition, Form, Mode, View
from autokg.answers.grammar import contract
from autokg.answers.words import Words

_MOST_CLAUSES = 6
_MOST_ITEMS = 15
_FEW_ITEMS = 5  # of each phase, if they are not what was asked
_MOST_NOTES = 3  # things told in brackets behind an item
_FIGURES = ("capacity", "employees", "volume")
Ranking = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Findings:
    """What the base gave for a form.

    Attributes:
        facts: the facts that meet all conditions.
        number: the count of what is asked for, if it was counted.
        ranking: for a superlative, things with their number, the greatest first; `ever`: the same at any time.
        wider: the form with the weakest condition dropped; `nearby`: its facts,
            if `facts` is empty; `ties`: those of builder and client.

    """

    facts: Sequence[Fact] = ()
    number: int | None = None
    ranking: Ranking = ()
    ever: Ranking = ()
    wider: Form | None = None
    nearby: Sequence[Fact] = field(default=())
    ties: Sequence[Fact] = field(default=())


def tell(form: Form, found: Findings, words: Words) -> str:
    """Return the answer in words."""
    if form.mode is Mode.SUPERLATIVE:
        return words.begun(_tell_superlative(form, found, words))
    if not found.facts:
        return _tell_nothing(form, found, words)
    return words.begun(_TELLERS.get(form.mode, _tell_list)(form, found, words))


def _tell_nothing(form: Form, found: Findings, words: Words) -> str:
    """Return that no source says what is asked, with what sources say of the wider question."""
    if form.mode is Mode.COUNT:
        first = words.say("count_none", noun=noun_of(form, words, 0), what=claim_of(form, words))
    else:
        first = words.say("no_source", claim=claim_of(form, words))
    if not found.wider or not found.nearby:
        return first
    told = _listed(replace(found.wider, mode=Mode.LIST), found.nearby, words, _FEW_ITEMS)
    if found.ties:
        told += words.phrase("join", "semicolon") + clauses(View.TIE, found.ties, words)
    return f"{first} {words.say('nearby', facts=words.after_colon(told))}"


def main_slot(form: Form) -> str:
    """Return the slot that is asked for first, else the one that the view is about."""
    by_view = {View.PRODUCTION: "model", View.PLANT: "plant", View.TIE: "tie", View.OWNERSHIP: "owner",
               View.ROLE: "person", View.SUPPLY: "product", View.INVESTMENT: "target", View.MODEL: "sibling",
               View.CHANGE: "change", View.CONFLICT: "conflict", View.SOURCE: "source"}  # fmt: skip
    return form.targets[0] if form.targets else by_view.get(form.view, "thing")


def noun_of(form: Form, words: Words, number: int) -> str:
    """Return what is asked for, for one or several; a tie of one kind by its kind."""
    kinds = {"JointVenture": "venture", "Agreement": "agreement"}
    slot = main_slot(form)
    return words.noun(
        kinds[form.kinds[0]] if slot == "tie" and len(form.kinds) == 1 and form.kinds[0] in kinds else slot, number
    )


def describe(form: Form, words: Words) -> str:
    """Return a form in words, as `models · brand Volvo · in China`."""
    noun = noun_of(form, words, 2)
    key = "when_end" if form.mode is Mode.WHEN and form.date in _ENDS else _MODE_KEYS.get(form.mode)
    parts = [words.phrase("reading", key).format(noun=noun) if key else noun]
    if form.mode is Mode.SUPERLATIVE and form.by:
        key = "superlative_least" if form.least else "superlative"
        parts = [words.phrase("reading", key).format(noun=noun, by=words.noun(form.by, 2))]
    parts += [_read(condition, words) for condition in form.conditions]
    if form.window:
        first, last = form.window.first, form.window.last
        text = _span(first, last)
        if form.window.event.value != "holds":
            text = words.phrase("reading", form.window.event.value).format(text)
        parts.append(words.phrase("reading", form.window.relation.value).format(text))
    parts += [words.phrase("reading", state) for state in form.states if words.has("reading", state)]
    parts += [words.phrase("reading", word) for word in form.modality if words.has("reading", word)]
    return contract(" · ".join(parts), words.language)


_ENDS = ("end", "closed")
_MODE_KEYS = {Mode.COUNT: "count", Mode.WHEN: "when", Mode.COMMON: "common", Mode.DESCRIBE: "describe"}


def _span(first: str | None, last: str | None) -> str:
    """Return a span of time as years where it is one of whole years."""
    if first and last and first[:4] == last[:4] and first.endswith("01-01") and last.endswith("12-31"):
        return first[:4]
    ends = [day[:4] if day.endswith(("01-01", "12-31")) else day for day in (first, last) if day]
    return "–".join(ends)


def _read(condition: Condition, words: Words) -> str:
    names = words.joined(list(dict.fromkeys(words.region(name.iri, name.label) for name in condition.names))[:3])
    text = words.phrase("reading", condition.slot).format(names)
    return words.phrase("reading", "not").format(text) if condition.negated else text


def _named_slots(form: Form) -> set[str]:
    """Return the slots that the question fixes, so that an item need not repeat them."""
    fixed = {condition.slot for condition in form.conditions if not condition.negated}
    sites = [name for condition in form.on("site") for name in condition.names]
    if sites and all("Country" in name.kinds for name in sites) and len(sites) == 1:
        fixed.add("country")
    return fixed


def _tell_list(form: Form, found: Findings, words: Words) -> str:
    return _capital(_listed(form, found.facts, words)) + "."


def _listed(form: Form, facts: Sequence[Fact], words: Words, most: int = _MOST_ITEMS) -> str:
    """Return facts as clauses if they are few, else as groups of at most some items."""
    subjects = {subject_of(form.view, fact, words) for fact in facts}
    whole = form.view in (View.OWNERSHIP, View.ROLE, View.SUPPLY, View.INVESTMENT, View.MODEL)
    few = len(facts) <= _MOST_CLAUSES and (len(subjects) == 1 or len(facts) <= _MOST_NOTES or whole)
    few = few and not (form.view is View.TIE and "party" in form.targets)
    if (few and form.view is not View.CHANGE) or (whole and len(facts) <= _MOST_ITEMS):
        return clauses(form.view, _most_telling(form, facts), words)
    return _tell_groups(form, facts, words, most)


def _most_telling(form: Form, facts: Sequence[Fact]) -> Sequence[Fact]:
    """Leave out products beside models, and what holds of a country alone if a plant in it is told."""
    if form.view is not View.PRODUCTION:
        return facts
    if any(fact.label("model") for fact in facts):
        facts = [fact for fact in facts if fact.label("model")]
    placed = {(fact.label("model"), fact.label("country")) for fact in facts if fact.label("plant")}
    return [fact for fact in facts if fact.label("plant") or (fact.label("model"), fact.label("country")) not in placed]


def _tell_groups(form: Form, facts: Sequence[Fact], words: Words, most: int = _MOST_ITEMS) -> str:
    """Return the things asked for, grouped by phase; a thing is told once, in its first phase."""
    slot = main_slot(form)
    told: set[str] = set()
    parts = []
    for phase, group in by_phase(facts):
        items = {label: held for label, held in _by_label(group, slot).items() if label not in told}
        told |= set(items)
        if items:
            listed = words.joined([_item(form, label, held, words) for label, held in items.items()], most)
            parts.append(words.say("group", phase=words.phrase("group", phase), items=listed))
    head = words.say("head", n=len(told), noun=noun_of(form, words, len(told)), groups="").rstrip(". ")
    return f"{head}. {_capital(words.phrase('join', 'semicolon').join(parts))}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _by_label(facts: Sequence[Fact], slot: str) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    # A product, such as "cars", is told only if no model is.
    models = any(fact.label("model") for fact in facts)
    products = {} if models else {fact.node: fact.labels.get("product", ()) for fact in facts}
    for fact in facts:
        for label in fact.labels.get(slot, ()) or (products if slot == "model" else {}).get(fact.node, ()):
            found.setdefault(label, []).append(fact)
    return dict(sorted(found.items(), key=lambda pair: pair[0].casefold()))


_BESIDE = {
    "model": ("builder", "plant", "country"),
    "builder": ("model",),
    "brand": ("model",),
    "plant": ("country", "model"),
    "country": ("model",),
    "place": ("plant",),
    "market": ("model",),
    "party": ("tie",),
    "client": ("model",),
}


def _item(form: Form, label: str, facts: Sequence[Fact], words: Words) -> str:
    """Return a thing with what tells it apart: where, or which models, and its dates if there is one fact."""
    fixed = _named_slots(form)
    notes: list[str] = []
    for slot in _BESIDE.get(main_slot(form), ()):
        if slot in fixed or (slot == "country" and any(fact.label("plant") for fact in facts)):
            continue
        names = sorted({name for fact in facts for name in _names(fact, slot, words)})
        if names:
            notes.append(words.joined(names, _MOST_NOTES))
    dates = period(facts[0], words).strip() if len(facts) == 1 else ""
    notes = [*notes[:2], *([dates] if dates else [])]
    return f"{label} ({words.phrase('join', 'comma').join(notes)})" if notes else label


def _names(fact: Fact, slot: str, words: Words) -> list[str]:
    pairs = zip(fact.labels.get(slot, ()), fact.iris.get(slot, ()), strict=False)
    return [words.region(iri, label) if slot == "country" else label for label, iri in pairs]


def _tell_count(form: Form, found: Findings, words: Words) -> str:
    slot = main_slot(form)
    counted = set(_by_label([f for f in found.facts if f.phase in ("current", "last_known")], slot))
    now = not form.states and not form.window and "ever" not in form.modality
    all_labels = _by_label(found.facts, slot)
    shown = [label for label in all_labels if not now or label in counted]
    number = found.number if found.number is not None else len(shown)
    first = words.say("count", n=number, noun=noun_of(form, words, number), items=words.joined(shown, _MOST_ITEMS))
    if not number:
        first = words.say("count_none", noun=noun_of(form, words, 0), what=describe(form, words))
    rest = [fact for fact in found.facts if fact.label(slot) and not set(fact.labels[slot]) & set(shown)]
    if not rest:
        return first
    groups = _tell_groups(form, rest, words).partition(". ")[2]
    return f"{first} {words.say('count_formerly', items=groups[:1].lower() + groups[1:])}"


def _tell_yes_no(form: Form, found: Findings, words: Words) -> str:
    """Return yes, or what holds instead, by the first phase; then the clauses of the facts."""
    facts = ordered(_most_telling(form, found.facts))
    phase = _phase_now(facts) if "still" in form.modality else facts[0].phase
    asked = {"planned": "planned", "ended": "ended"}
    yes = any(asked.get(state) == phase for state in form.states) or (
        phase in ("ended", "last_known")
        and ("past" in form.modality or form.window is not None or "ever" in form.modality)
    )
    verdict = words.phrase("verdict", "yes" if yes else phase)
    if "no_longer" in form.modality and phase == "ended":
        verdict = words.phrase("verdict", "yes")
    told = _listed(replace(form, mode=Mode.LIST), facts, words)
    return words.say("verdict", verdict=verdict, fact=words.after_colon(told))


def _phase_now(facts: Sequence[Fact]) -> str:
    """Return the first phase; what was last reported before another fact ended has most likely ended as well."""
    phase = facts[0].phase
    ends = [fact.value("endLast") or fact.value("reported") for fact in facts if fact.phase == "ended"]
    reports = [fact.value("reported") for fact in facts if fact.phase == "last_known"]
    return "ended" if phase == "last_known" and max(ends, default="") > max(reports) else phase


def _tell_when(form: Form, found: Findings, words: Words) -> str:
    side = "end" if form.date in _ENDS else "start"
    dated = [fact for fact in found.facts if _is_dated(fact, side)]
    told = clauses(form.view, _most_telling(form, dated or found.facts)[:_MOST_CLAUSES], words)
    if not dated:
        return words.say("not_dated", facts=words.after_colon(told))
    first = min(dated, key=lambda fact: (PHASES.index(fact.phase), fact.value(f"{side}First") or fact.value(side)))
    date = words.when(first.value(side))
    return words.say("dated", date=_capital(date), facts=words.after_colon(told))


def _is_dated(fact: Fact, side: str) -> bool:
    value = fact.value(side)
    return bool(value) and not (value.endswith("/..") if side == "end" else value.startswith("../"))


def _tell_how_much(form: Form, found: Findings, words: Words) -> str:
    """Return the figures that are known of the things asked about."""
    slot = next((target for target in form.targets if target in (*_FIGURES, "share", "amount")), "")
    if slot not in _FIGURES:
        return _tell_list(form, found, words)
    parts = []
    for fact in ordered(found.facts):
        for name in (slot, f"planned{slot.capitalize()}"):
            if fact.value(name):
                key = slot if name == slot else f"planned_{slot}"
                parts.append(
                    words.say(
                        key,
                        subject=subject_of(form.view, fact, words),
                        n=figure(fact, name, words),
                        parts=after(fact, words),
                    )
                )
    if not parts:
        thing = words.joined([name.label for name in form.names[:2]])
        return words.say(f"no_figure_{slot}", thing=thing)
    return words.phrase("join", "semicolon").join(dict.fromkeys(parts[:_MOST_CLAUSES])) + "."


def _tell_superlative(form: Form, found: Findings, words: Words) -> str:
    if not found.ranking:
        if form.by in ("capacity", "employees"):
            first = words.say(f"no_figure_{form.by}", thing=describe(replace(form, mode=Mode.LIST), words))
            rest = _tell_list(form, Findings(found.facts), words) if found.facts else ""
            return f"{first} {rest}".strip()
        return words.say("nothing", what=describe(replace(form, mode=Mode.LIST), words))
    sentence = _rank(form, found.ranking, words)
    tops = {label for label, n in found.ever if n == found.ever[0][1]} if found.ever else set()
    if found.ever and found.ever[0] != found.ranking[0]:
        n = found.ever[0][1]
        noun = words.noun(form.by or "model", int(float(n)))
        sentence += " " + words.say("ever", items=words.joined(sorted(tops), _MOST_NOTES), n=n, noun=noun)
    return sentence


def _rank(form: Form, ranking: Ranking, words: Words) -> str:
    by = form.by or "model"
    best = ranking[0][1]
    first = [label for label, n in ranking if n == best]
    second = next(((label, n) for label, n in ranking if n != best), None)
    if by == "start":
        names = words.joined(first, _MOST_NOTES)
        told = [words.date(n[:10]) for _, n in (ranking[0], second or ranking[0])]
        if not second:
            return words.say("greatest_alone", first=names, n=told[0])
        return words.say("newest", first=names, n=told[0], second=second[0], m=told[1])
    number, noun = words.number(best), words.noun(by, int(float(best)))
    if len(first) > 1:
        return words.say("tied", items=words.joined(first, _MOST_ITEMS), n=number, noun=noun)
    if second is None:
        alone = words.say("superlative_alone", first=first[0], n=number, noun=noun)
        return f"{alone} {words.say('only_figure')}" if by in _FIGURES else alone
    return words.say("superlative", first=first[0], n=number, noun=noun, second=second[0], m=words.number(second[1]))


_TELLERS: Mapping[Mode, Callable[[Form, Findings, Words], str]] = {
    Mode.COUNT: _tell_count,
    Mode.YES_NO: _tell_yes_no,
    Mode.WHEN: _tell_when,
    Mode.HOW_MUCH: _tell_how_much,
}
