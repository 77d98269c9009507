"""Facts → sentences: the number or yes first, then what holds, then what is planned, was, or was dropped.

Every sentence is built from the form and the facts with the words of one language; nothing is told that no fact holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from autokg.answers.claims_told import claim_of
from autokg.answers.compiling import shared_slots
from autokg.answers.fact_clauses import after, clauses, figure, is_minor, subject_of
from autokg.answers.facts import MISSED, PHASES, Fact, ordered
from autokg.answers.figures_then import FIGURES, planned_name
from autokg.answers.form import Condition, Form, Mode, Name, View
from autokg.answers.form_words import RANKED_BY, describe, main_slot, noun_of, ranked_noun
from autokg.answers.listing import by_label, capital, name_items, overtakes, tell_groups
from autokg.answers.pairs import is_paired
from autokg.answers.words import Words

_MOST_CLAUSES = 6
_MOST_ITEMS = 15
_MOST_TIES = 12
_MOST_UNKNOWN = 40
_MOST_NOTES = 3
# How a drive is recorded, by its concept in questions.
DRIVES = {"electric": "battery electric", "hybrid": "hybrid", "combustion": "combustion"}
Ranking = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Findings:
    """What the base gave for a form.

    Attributes:
        facts: the facts that meet all conditions; `possible`: those whose dates are not known well enough to tell.
        number: the count of what is asked for, if it was counted.
        ranking: for a superlative, things with their number, the greatest first; `ever`: the same at any time.
        wider: the form with the weakest condition dropped; `nearby`: its facts,
            if `facts` is empty; `ties`: those of builder and client.
        unranked: how many things have no date or figure to be ranked by.
        together: for things that meet several conditions at a time, the facts in the phase of their weakest side.
        is_undated: whether `nearby` may hold at the time asked about, of which no source tells.

    """

    facts: Sequence[Fact] = ()
    possible: Sequence[Fact] = ()
    number: int | None = None
    ranking: Ranking = ()
    ever: Ranking = ()
    wider: Form | None = None
    nearby: Sequence[Fact] = field(default=())
    ties: Sequence[Fact] = field(default=())
    unranked: int = 0
    together: Sequence[Fact] = field(default=())
    is_undated: bool = False


def tell(form: Form, found: Findings, words: Words) -> str:
    """Return the answer in words."""
    if form.mode in (Mode.SUPERLATIVE, Mode.COMPARE):
        return words.begun(_tell_superlative(form, found, words))
    if not found.facts and form.missing:
        return words.say("head", n=0, noun=noun_of(form, words, 0), groups="").rstrip(" .") + "."
    if not found.facts and form.targets[:1] == ("volume",) and not any(fact.value("told") for fact in found.nearby):
        return _tell_how_much(form, found, words)
    if not found.facts and any(fact.value("told") for fact in found.nearby):
        return words.say("not_dated", facts=words.after_colon(_all_figures(form, found.nearby, words)))
    if not found.facts:
        return _tell_nothing(form, found, words)
    teller = _teller(form, found)
    sentence = words.begun(teller(form, found, words))
    if form.styles:
        styles = words.joined([words.quoted(style) for style in form.styles])
        sentence = f"{words.say('attribute_unknown', attribute=styles)} {sentence}"
    return f"{sentence} {_tell_possible(form, found.possible, words)}".strip()


def _teller(form: Form, found: Findings) -> Callable[[Form, Findings, Words], str]:
    """Return what tells the facts that were found."""
    if found.together:
        return _tell_together
    return _tell_drives if form.drives else _TELLERS.get(form.mode, _tell_list)


def _tell_together(form: Form, found: Findings, words: Words) -> str:
    return capital(_tell_groups(form, found.together, words)) + "."


def _tell_possible(form: Form, facts: Sequence[Fact], words: Words) -> str:
    """Return what may fall in the window asked for; empty if nothing is left open."""
    items = by_label(facts, main_slot(form))
    return words.say("possible", items=name_items(items, main_slot(form), words)) if items else ""


def _tell_nothing(form: Form, found: Findings, words: Words) -> str:
    """Return that no source says what is asked, with what sources say of the wider question."""
    if found.is_undated:
        told = _listed(replace(form, mode=Mode.LIST), found.nearby, words)
        return words.say("not_dated", facts=words.after_colon(told))
    if form.mode is Mode.COUNT and found.possible:
        return _tell_possible(form, found.possible, words)
    if form.mode is Mode.COUNT:
        first = words.say("count_none", noun=noun_of(form, words, 0), what=claim_of(form, words))
    else:
        subject = any(c.slot != "site" for c in form.conditions) or form.view in (View.PRODUCTION, View.PLANT)
        denied = any(c.negated and c.slot != "site" for c in form.conditions)
        of_product = form.view is View.SUPPLY and any(form.on("product")) and not any(form.on("supplier"))
        alone = form.view is View.TIE and len(list(form.on("party"))) < 2  # noqa: PLR2004 (a tie has two sides)
        of_plans = not {"cancelled", "overdue", "reported", "denied"}.isdisjoint(form.states)
        of_ends = form.view is View.PLANT and "ended" in form.states
        subject = subject and not (denied or of_product or alone or of_plans or of_ends)
        named = subject and form.names and not form.bounds
        first = words.say("no_source", claim=claim_of(form, words)) if named else _no_such(form, words)
    if found.possible and found.wider:
        return words.say("maybe", facts=words.after_colon(_listed(found.wider, found.possible, words)))
    if possible := _tell_possible(form, found.possible, words):
        return f"{first} {possible}"
    if not found.wider or not found.nearby:
        return first
    if found.number == 0 and is_paired(form):
        first = _no_pair(form, words)
    told = _tell_nearby(replace(found.wider, mode=Mode.LIST), found.nearby, words)
    if found.ties:
        told += words.phrase("join", "semicolon") + clauses(View.TIE, found.ties, words)
    return f"{first} {words.say('nearby', facts=words.after_colon(told))}"


def _no_pair(form: Form, words: Words) -> str:
    """Return that nothing meets several conditions on one slot at a time."""
    shared = shared_slots(form)
    names = [words.region(c.names[0].iri, c.names[0].label) for c in form.conditions if c.slot in shared]
    return words.say("no_pair", n=0, noun=noun_of(form, words, 0), first=names[0], second=words.joined(names[1:]))


def _tell_nearby(form: Form, facts: Sequence[Fact], words: Words) -> str:
    """Return facts that are no answer; of many, their number with what they have in common."""
    number = len(by_label(facts, main_slot(form)))
    return f"{number} {describe(form, words)}" if number > _MOST_ITEMS else _listed(form, facts, words)


def _no_such(form: Form, words: Words) -> str:
    return words.say("nothing", what=describe(replace(form, mode=Mode.LIST), words))


def _tell_drives(form: Form, found: Findings, words: Words) -> str:
    """Return which models are recorded with a drive, and for which none is recorded."""
    drive = words.phrase("attribute", form.drives[0])
    recorded = [fact for fact in found.facts if DRIVES[form.drives[0]] in fact.value("drive")]
    if recorded and form.mode is Mode.WHEN:
        return _tell_when(form, Findings(recorded), words)
    rest = [fact for fact in found.facts if not fact.value("drive")]
    if recorded and main_slot(form) != "model":
        models = name_items(by_label(recorded, "model"), "model", words)
        told = words.say("attribute_known", attribute=drive, items=models)
        return f"{told} {_tell_list(form, Findings(recorded), words)}"
    if not recorded:
        first = words.say("attribute_unknown", attribute=drive)
        facts = rest if main_slot(form) == "model" else found.facts
        return f"{first} {_tell_list(form, Findings(facts), words)}" if facts else first
    unknown = by_label(rest, "model")
    told = name_items(unknown, "model", words)
    if len(unknown) > _MOST_UNKNOWN:
        told = f"{len(unknown)} {words.noun('model', len(unknown))}"
    named = name_items(by_label(recorded, "model"), "model", words)
    return words.say("attribute_some", attribute=drive, items=named, rest=told or "–")


_ENDS_AND_STARTS = ("start", "end")


def _tell_list(form: Form, found: Findings, words: Words) -> str:
    told = _listed(form, found.facts, words)
    slot = main_slot(form)
    if slot in _NAMED_BY_SOURCES and not any(fact.label(slot) for fact in found.facts):
        return f"{_no_such(form, words)} {words.say('nearby', facts=words.after_colon(told))}"
    return capital(told) + "."


# What may be asked for although no source names it.
_NAMED_BY_SOURCES = ("market", "builder", "operator")


def _listed(form: Form, facts: Sequence[Fact], words: Words) -> str:
    """Return facts as clauses if they are few, else as groups; without a full stop."""
    subjects = {subject_of(form.view, fact, words) for fact in facts}
    whole = form.view in (View.OWNERSHIP, View.ROLE, View.SUPPLY, View.INVESTMENT, View.MODEL)
    few = len(facts) <= _MOST_CLAUSES and (len(subjects) == 1 or len(facts) <= _MOST_NOTES or whole)
    if form.view is View.OWNERSHIP and main_slot(form) == "owned" and len(facts) > _MOST_NOTES:
        return _tell_groups(form, facts, words)
    if form.view is View.TIE:
        few = "party" not in form.targets and len(facts) <= _MOST_TIES
    if main_slot(form) == "brand" and form.view is View.PRODUCTION and "for_whom" not in form.modality:
        return _tell_groups(form, facts, words)
    if (few and form.view is not View.CHANGE) or (whole and len(facts) <= _MOST_ITEMS):
        return clauses(form.view, _most_telling(form, facts), words)
    return _tell_groups(form, facts, words)


def _most_telling(form: Form, facts: Sequence[Fact]) -> Sequence[Fact]:
    """Leave out products beside models, and what holds of a country alone if a plant in it is told."""
    if form.view is not View.PRODUCTION:
        return facts
    if any(fact.label("model") for fact in facts):
        facts = [fact for fact in facts if fact.label("model") or overtakes(fact, facts)]
    placed = {(fact.label("model"), fact.label("country")) for fact in facts if fact.label("plant")}
    return [fact for fact in facts if fact.label("plant") or (fact.label("model"), fact.label("country")) not in placed]


def _tell_groups(form: Form, facts: Sequence[Fact], words: Words) -> str:
    """Return the number of the things asked for, and their groups by phase; small shares are no ownership."""
    if form.view is View.OWNERSHIP and main_slot(form) == "owned" and "stake" not in form.modality:
        minor = [fact for fact in facts if is_minor(fact)]
        facts = [fact for fact in facts if fact not in minor]
        if facts and minor:
            shares = clauses(View.OWNERSHIP, minor, words)
            return f"{_tell_groups(form, facts, words)}. {words.say('minor', items=shares)}".rstrip(".")
        facts = facts or minor
    return _grouped(form, *tell_groups(form, facts, main_slot(form), words), words)


def _grouped(form: Form, number: int, groups: str, words: Words) -> str:
    """Return a number of things with their groups, without a full stop; several groups stand on lines of their own."""
    head = words.say("head", n=number, noun=noun_of(form, words, number), groups="").rstrip(". ")
    return (f"{head}.\n{groups}" if "\n" in groups else f"{head}. {groups}").rstrip(".")


def _tell_count(form: Form, found: Findings, words: Words) -> str:
    slot = main_slot(form)
    now = set(form.states) <= {"current"} and not form.window and "ever" not in form.modality
    holding = [fact for fact in found.facts if not now or fact.phase in ("current", "last_known")]
    shown = by_label(holding, slot)
    number = found.number if found.number is not None else len(shown)
    noun = noun_of(form, words, number)
    first = words.say("count", n=number, noun=noun, items=name_items(shown, slot, words))
    if len({fact.phase for fact in holding}) > 1:
        first = _grouped(form, number, tell_groups(form, holding, slot, words)[1], words) + "."
    if not number:
        first = words.say("count_none", noun=noun, what=claim_of(form, words))
    rest = [fact for fact in found.facts if fact.label(slot) and not set(fact.labels[slot]) & set(shown)]
    if not rest:
        return first
    groups = tell_groups(form, rest, slot, words)[1].rstrip(".")
    return f"{first} {words.say('count_formerly', items=groups[:1].lower() + groups[1:])}"


def _tell_yes_no(form: Form, found: Findings, words: Words) -> str:
    """Return yes, or what holds instead, by the first phase; then the clauses of the facts.

    Of several things joined by "and" each has to hold; those of which no source tells are named.
    """
    facts = ordered(_most_telling(form, found.facts))
    told = words.after_colon(_lead_first(form, facts, words))
    parts = list(_apart(form, facts))
    verdicts = {_verdict(form, of_part, words) for _, of_part in parts if of_part}
    lacking = tuple(name for name, of_part in parts if not of_part)
    if not parts or (len(verdicts) == 1 and not lacking):
        return words.say("verdict", verdict=_verdict(form, facts, words), fact=told)
    sentence = words.say("verdict", verdict=words.phrase("verdict", "partly"), fact=told)
    if not lacking:
        return sentence
    slot = next(condition.slot for condition in form.conditions if set(lacking) & set(condition.names))
    rest = tuple(condition for condition in form.conditions if condition.slot != slot)
    claim = claim_of(replace(form, conditions=(*rest, Condition(slot, lacking))), words)
    return f"{sentence} {words.say('no_source', claim=claim)}"


def _lead_first(form: Form, facts: Sequence[Fact], words: Words) -> str:
    """Return facts as clauses; what ended leads before a plan that is listed before it, if that is asked about."""
    plain = replace(form, mode=Mode.LIST)
    lead = _phase_asked(form, facts)
    plans = [fact for fact in facts if fact.phase in _PLANS]
    if lead in _PLANS or facts[0] not in plans:
        return _listed(plain, facts, words)
    rest = [fact for fact in facts if fact not in plans]
    return words.phrase("join", "semicolon").join(_listed(plain, part, words) for part in (rest, plans))


def _apart(form: Form, facts: Sequence[Fact]) -> Iterator[tuple[Name, list[Fact]]]:
    """Yield each of several things asked about at once with the facts on it; nothing if one of them is enough."""
    for slot in ("model", "plant"):
        by_text: dict[str, list[Name]] = {}
        for name in (name for condition in form.on(slot) if not condition.negated for name in condition.names):
            by_text.setdefault(name.text, []).append(name)
        if len(by_text) < 2 or "" in by_text or "or" in form.modality:  # noqa: PLR2004 (several things)
            continue
        for names in by_text.values():
            iris = {name.iri for name in names}
            yield names[0], [fact for fact in facts if iris & set(fact.iris.get(slot, ()))]


def _verdict(form: Form, facts: Sequence[Fact], words: Words) -> str:
    """Return yes or what holds instead, by the first phase of some facts."""
    phase = _phase_asked(form, facts)
    first = [fact for fact in facts if fact.phase == phase]
    if form.view is View.OWNERSHIP and "stake" not in form.modality and all(map(is_minor, first)):
        phase = "denied"
    if form.view is View.ROLE and "head" in form.modality and not any(fact.value("head") for fact in facts):
        phase = "rumoured"  # another post tells neither yes nor no
    asked = {"planned": "planned", "ended": "ended"}
    yes = any(asked.get(state) == phase for state in form.states) or (
        phase in ("ended", "last_known", "end_due")
        and ("past" in form.modality or form.window is not None or "ever" in form.modality)
    )
    if "no_longer" in form.modality:
        return words.phrase("verdict", _NO_LONGER.get(phase, phase))
    return words.phrase("verdict", "yes" if yes else phase)


# The phase whose verdict answers "no longer?": over is a yes, going on a no, not told lately is not confirmed.
_NO_LONGER = {"ended": "yes", "current": "denied", "last_known": "rumoured"}


_PLANS = ("planned", "overdue")


def _phase_asked(form: Form, facts: Sequence[Fact]) -> str:
    """Return the first phase; of what is planned again the one before, if that is asked about."""
    was = next((fact.phase for fact in facts if fact.phase in ("ended", "last_known")), "")
    if was and facts[0].phase in _PLANS and form.asks_before:
        return was
    return _phase_now(facts) if "still" in form.modality else facts[0].phase


def _phase_now(facts: Sequence[Fact]) -> str:
    """Return the first phase; what was last reported before another fact ended has most likely ended as well."""
    phase = facts[0].phase
    ends = [fact.value("endLast") or fact.value("reported") for fact in facts if fact.phase == "ended"]
    reports = [fact.value("reported") for fact in facts if fact.phase == "last_known"]
    return "ended" if phase == "last_known" and max(ends, default="") > max(reports) else phase


def _tell_when(form: Form, found: Findings, words: Words) -> str:
    side = "end" if form.asks_end else "start"
    dated = [fact for fact in found.facts if fact.value(side) and fact.value(side) != ".."]
    holding = [fact for fact in found.facts if fact.phase in ("current", "last_known")]
    if side == "start" and holding and not any(fact in dated for fact in holding):
        dated = []  # the date of a plan elsewhere is not the start of what is built
    facts = _most_telling(form, dated or found.facts)
    if dated and _telling_date(facts, side) != _telling_date(dated, side):
        # A product without a model is the first; its date is told with it.
        told = words.after_colon(clauses(form.view, dated[:_MOST_CLAUSES], words))
        return words.say("dated", date=capital(words.when(_telling_date(dated, side))), facts=told)
    if not dated and side == "start" and (missed := [_as_missed(fact) for fact in facts if fact.value(MISSED)]):
        facts = dated = missed
    told = words.after_colon(_listed(replace(form, mode=Mode.LIST), facts, words))
    if not dated:
        return words.say("not_dated", facts=told)
    return _led_by_date(told, _telling_date(facts, side), words)


def _led_by_date(told: str, edtf: str, words: Words) -> str:
    """Return clauses behind the date asked for, unless they are one that has it in it."""
    if words.bare_date(words.date(edtf)) in told and words.phrase("join", "semicolon") not in told:
        return capital(told) + "."
    return words.say("dated", date=capital(words.when(edtf)), facts=told)


def _as_missed(fact: Fact) -> Fact:
    """Return a plan with the start that it missed, as one that no later source confirms for that time."""
    return replace(fact, phase="overdue", values=fact.values | {"start": fact.value(MISSED)})


def _telling_date(facts: Sequence[Fact], side: str) -> str:
    """Return the first start of what holds, if anything does, or the last end of all."""
    if side == "end":
        return max(facts, key=lambda fact: fact.value("endLast") or fact.value("endFirst")).value("end")
    first = min(facts, key=lambda fact: (PHASES.index(fact.phase), fact.value("startFirst") or fact.value("startLast")))
    return first.value("start")


def _tell_how_much(form: Form, found: Findings, words: Words) -> str:
    """Return the figures that are known of the things asked about."""
    slots = [target for target in form.targets if target in FIGURES]
    if not slots:
        return _tell_list(form, found, words)
    facts = ordered(found.facts)
    told = {slot: [text for fact in facts for text in _figures(form, fact, slot, words)] for slot in slots}
    parts = list(dict.fromkeys(text for texts in told.values() for text in texts[:_MOST_CLAUSES]))
    thing = words.joined([name.label for name in form.names[:2]])
    lacking = [words.say(f"no_figure_{slot}", thing=thing) for slot, texts in told.items() if not texts]
    sentence = [capital(words.phrase("join", "semicolon").join(parts)) + "."] if parts else []
    return " ".join([*sentence, *lacking])


def _all_figures(form: Form, facts: Sequence[Fact], words: Words) -> str:
    """Return the dated figures of some facts in one sentence."""
    slots = [target for target in form.targets if target in FIGURES]
    told = [text for fact in facts for slot in slots for text in _figures(form, fact, slot, words)]
    return words.phrase("join", "semicolon").join(told[:_MOST_CLAUSES])


def _figures(form: Form, fact: Fact, slot: str, words: Words) -> list[str]:
    """Return the figure of a fact, now and as planned; of what is over, the figure is told as a former one."""
    subject = subject_of(form.view, fact, words)
    told = fact.value("told")
    parts = f" {words.when(told)}" if told else after(fact, words)
    over = fact.phase == "ended" and words.has("sentence", f"former_{slot}")
    names = {f"former_{slot}" if over else slot: slot, f"planned_{slot}": planned_name(slot)}
    return [
        words.say(key, subject=subject, n=figure(fact, name, words), parts=parts)
        for key, name in names.items()
        if fact.value(name)
    ]


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
        noun = ranked_noun(form, words, int(float(n)))
        sentence += " " + words.say("ever", items=words.joined(sorted(tops), _MOST_NOTES), n=n, noun=noun)
    if found.unranked:
        key = "unranked_date" if form.by in _ENDS_AND_STARTS else "unranked"
        sentence += " " + words.phrase("sentence", key, found.unranked).format(n=found.unranked)
    return sentence


def _rank(form: Form, ranking: Ranking, words: Words) -> str:
    by = form.by or "model"
    best = ranking[0][1]
    first = [label for label, n in ranking if n == best]
    second = next(((label, n) for label, n in ranking if n != best), None)
    if by in RANKED_BY:
        names = words.joined(first, _MOST_NOTES)
        told = [_rank_figure(by, n, words) for _, n in (ranking[0], second or ranking[0])]
        if not second:
            return words.say("greatest_alone", first=names, n=told[0])
        key = "followed" if by == "share" or form.least else "newest"
        return words.say(key, first=names, n=told[0], second=second[0], m=told[1])
    number, noun = words.number(best), ranked_noun(form, words, int(float(best)))
    if form.top:
        told = [
            f"{label} ({words.number(n)} {ranked_noun(form, words, int(float(n)))})" for label, n in ranking[: form.top]
        ]
        return f"{words.joined(told)}."
    if len(first) > 1:
        return words.say("tied", items=words.joined(first, _MOST_ITEMS), n=number, noun=noun)
    if second is None:
        alone = words.say("superlative_alone", first=first[0], n=number, noun=noun)
        return f"{alone} {words.say('only_figure')}" if by in FIGURES else alone
    return words.say("superlative", first=first[0], n=number, noun=noun, second=second[0], m=words.number(second[1]))


def _rank_figure(by: str, value: str, words: Words) -> str:
    """Return what a thing is ranked by: a share in per cent, else a date."""
    if by == "share":
        return words.phrase("piece", "share").format(words.number(value))
    return words.date(_day_as_known(value[:10]))


def _day_as_known(day: str) -> str:
    """Return the first day of a year or month as that year or month, which is what a source names."""
    return day[:4] if day.endswith("-01-01") else day[:7] if day.endswith("-01") else day


_TELLERS: Mapping[Mode, Callable[[Form, Findings, Words], str]] = {
    Mode.COUNT: _tell_count,
    Mode.YES_NO: _tell_yes_no,
    Mode.WHEN: _tell_when,
    Mode.HOW_MUCH: _tell_how_much,
}
