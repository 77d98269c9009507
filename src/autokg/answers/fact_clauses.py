"""One fact → one clause, by view: the subject, the verb by the phase on the day asked, and what is known beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from autokg.answers.facts import Fact, ordered
from autokg.answers.form import View
from autokg.answers.naming import name_post
from autokg.answers.words import Words

_HALF = 50  # per cent


def subject_of(view: View, fact: Fact, words: Words) -> str:
    """Return what a clause on a fact is about."""
    if view is View.TIE:
        return _tie_subject(fact, words)
    if view is View.OWNERSHIP and is_minor(fact):
        return fact.label("owner")
    slots = {
        View.PRODUCTION: ("model", "product"), View.PLANT: ("plant",),
        View.OWNERSHIP: ("owned",),
        View.ROLE: ("person",), View.SUPPLY: ("supplier",), View.INVESTMENT: ("investor",),
        View.MODEL: ("model",), View.CHANGE: ("thing",),
    }[view]  # fmt: skip
    if slots == ("plant",):
        return words.plant(fact.label("plant"), fact.label("place"))
    slot = next((slot for slot in slots if fact.label(slot)), "")
    return _made(slot, fact.label(slot), words) if view is View.PRODUCTION else fact.label(slot)


def _made(slot: str, label: str, words: Words) -> str:
    """Return a model as a model, any other product in quotes, since its name is English."""
    return words.phrase("piece", f"the_{slot}").format(label) if label else ""


def _tie_subject(fact: Fact, words: Words) -> str:
    if fact.value("kind") == "Agreement":
        return words.joined(list(fact.labels.get("party", ())))
    return fact.label("owner") if fact.value("kind") == "Stake" else words.bare_venture(fact.label("tie"))


def clause(view: View, fact: Fact, words: Words, subject: str, skip: Collection[str] = ()) -> str:
    """Return the clause of a fact; slots in `skip` are left out because the question names them."""
    return _CLAUSES[view](fact, words, subject, skip) + after(fact, words)


def clauses(view: View, facts: Sequence[Fact], words: Words, skip: Collection[str] = ()) -> str:
    """Return the clauses of some facts; a subject is not repeated in the clause that follows."""
    parts: list[str] = []
    last = ""
    for fact in most_precise(view, ordered(facts)):
        subject = subject_of(view, fact, words)
        text = clause(view, fact, words, "" if subject == last else subject, skip)
        if text not in parts:
            parts.append(text)
        last = subject
    return words.phrase("join", "semicolon").join(parts)


# The slots that tell whose post, stake or belonging a fact is about.
_HOLDERS = {View.ROLE: ("person", "organization"), View.OWNERSHIP: ("owner", "owned")}


def most_precise(view: View, facts: Sequence[Fact]) -> list[Fact]:
    """Leave out posts, stakes and belongings of which another fact says all that they say, and as finely."""
    if view not in _HOLDERS:
        return list(facts)
    kept: list[Fact] = []
    for fact in facts:
        if not any(_says_all_of(other, fact, _HOLDERS[view]) for other in kept):
            kept = [other for other in kept if not _says_all_of(fact, other, _HOLDERS[view])] + [fact]
    return kept


def _says_all_of(fact: Fact, other: Fact, slots: Sequence[str]) -> bool:
    """Return whether a fact is on the same state as another one, with each date within that of the other."""
    is_same = (fact.phase, fact.value("title")) == (other.phase, other.value("title"))
    is_same = is_same and all(fact.labels.get(slot) == other.labels.get(slot) for slot in slots)
    shares = all(other.value(name) in ("", fact.value(name)) for name in ("share", "least"))
    return is_same and shares and all(_is_within(fact, other, side) for side in ("start", "end"))


def _is_within(fact: Fact, other: Fact, side: str) -> bool:
    """Return whether a date of a fact lies within that of another one, which may be open to a side or unknown."""
    first, last = other.value(f"{side}First"), other.value(f"{side}Last")
    return (not first or fact.value(f"{side}First") >= first) and (not last or "" < fact.value(f"{side}Last") <= last)


def after(fact: Fact, words: Words) -> str:
    """Return what is to be known of the phase: unconfirmed, last reported when, dropped."""
    if fact.value("basis") == "listed":
        return words.phrase("after", "listed")
    if fact.phase == "last_known" and fact.filed:
        return words.phrase("after", "filed").format(year=fact.filed)
    if fact.phase == "ended" and not fact.value("endLast") and fact.value("reported"):
        return words.phrase("after", "ended_open").format(when=words.when(fact.value("reported")))
    phase = "last_known" if fact.value("aged") else fact.phase
    if not words.has("after", phase):
        return ""
    date = fact.value("end" if phase == "end_due" else "reported")
    if not date and words.has("after", f"{phase}_undated"):
        return words.phrase("after", f"{phase}_undated")
    return words.phrase("after", phase).format(when=words.when(date) if date else "")


def period(fact: Fact, words: Words) -> str:
    """Return since or from when and until when, as far as it is known."""
    start, end = fact.value("start"), fact.value("end")
    parts = ""
    if is_open_start(fact):
        parts += words.piece("since", words.date(start))
    elif start and not start.endswith("/.."):
        parts += words.piece("from", words.date(start))
    is_told_after = fact.phase == "end_due"
    if end and end != ".." and not is_told_after and (fact.phase == "ended" or not end.endswith("/..")):
        goes_on = fact.phase == "current" and words.has("piece", "to_end")
        parts += words.piece("to_end", words.when(end)) if goes_on else words.piece("until", words.date(end))
    return parts


def is_open_start(fact: Fact) -> bool:
    """Return whether a fact is told as going on since its start."""
    start = fact.value("start")
    return fact.phase == "current" and bool(start) and not start.endswith("/..")


def _clause(table: str, fact: Fact, words: Words, subject: str, **fields: str) -> str:
    """Return a clause by the phase of its fact, with the tense of what has gone on since a day if that is another."""
    phase = fact.phase
    if is_open_start(fact) and words.has(table, f"{phase}_since"):
        phase = f"{phase}_since"
    return words.clause(table, phase, subject, **fields)


def in_country(fact: Fact, words: Words) -> str:
    """Return the piece that says in which country; empty if it is not known."""
    iris = fact.iris.get("country", ())
    return words.in_country(iris[0], fact.label("country")) if iris else ""


def figure(fact: Fact, name: str, words: Words) -> str:
    """Return a number with its comparator."""
    text = words.number(fact.value(name))
    bound = fact.value(f"{name}Bound").rpartition("#")[2]
    return words.phrase("bound", bound).format(text) if words.has("bound", bound) else text


def _production(fact: Fact, words: Words, subject: str, skip: Collection[str]) -> str:
    parts = ""
    if "builder" not in skip:
        parts += words.piece("by", words.joined(list(fact.labels["builder"]))) if fact.label("builder") else ""
    if "plant" not in skip and fact.label("plant"):
        parts += words.at_plant(fact.label("plant"), fact.label("place"), fact.label("builder"))
    if "country" not in skip:
        parts += in_country(fact, words)
    parts += period(fact, words) + _markets(fact, words)
    return _clause("production", fact, words, subject, parts=parts)


def _markets(fact: Fact, words: Words) -> str:
    return _sold_in("market", "markets", fact, words) + _sold_in("plannedMarket", "planned_markets", fact, words)


def _sold_in(slot: str, piece: str, fact: Fact, words: Words) -> str:
    pairs = zip(fact.labels.get(slot, ()), fact.iris.get(slot, ()), strict=False)
    names = [words.the_country(iri, label) for label, iri in pairs]
    return words.piece(piece, words.joined(names, 6)) if names else ""


def _plant(fact: Fact, words: Words, subject: str, skip: Collection[str]) -> str:
    if fact.value("handed") and fact.label("operator"):  # the operator of now did not open it
        fact = replace(
            fact, values={name: value for name, value in fact.values.items() if not name.startswith("start")}
        )
    parts = words.piece("operated", words.joined(list(fact.labels["operator"]))) if fact.label("operator") else ""
    if "country" not in skip:
        parts += in_country(fact, words)
    parts += period(fact, words)
    if capacity := fact.value("capacity"):
        parts += words.piece("capacity", figure(fact, "capacity", words)) if capacity else ""
    if fact.value("basis") == "next" and words.has("plant", f"next_{fact.phase}"):
        return words.clause("plant", f"next_{fact.phase}", subject, parts=parts)
    return _clause("plant", fact, words, subject, parts=parts)


def _tie(fact: Fact, words: Words, subject: str, skip: Collection[str]) -> str:
    kind = fact.value("kind")
    if kind == "JointVenture":
        parents = words.joined(list(fact.labels.get("party", ())))
        parts = ("" if "country" in skip else in_country(fact, words)) + period(fact, words)
        return _clause("venture", fact, words, subject, parents=parents, parts=parts)
    if kind == "Stake":
        return _clause(
            "stake",
            fact,
            words,
            subject,
            share=share(fact, words),
            owned=fact.label("owned"),
            parts=period(fact, words),
        )
    about = [*fact.labels.get("model", ()), *map(words.the_plant, fact.labels.get("plant", ()))]
    parts = words.piece("about", words.joined(about, 5)) if about else ""
    start = fact.value("start")
    parts += words.piece("signed", words.when(start)) if start else ""
    type_ = fact.value("type").rpartition("#")[2]
    name = words.phrase("type", type_ if words.has("type", type_) else "other")
    return words.clause("agreement", fact.phase, subject, type=name, parts=parts)


def share(fact: Fact, words: Words) -> str:
    """Return the share of a stake in words; `a share` if no source gives it."""
    if fact.value("share"):
        return words.piece("share", figure(fact, "share", words))
    if value := fact.value("least"):
        return words.phrase("bound", "atLeast").format(words.piece("share", words.number(value)))
    return words.phrase("piece", "some_share")


def is_minor(fact: Fact) -> bool:
    """Return whether a share is too small to own: less than half, or of unknown size and no parent's."""
    if share := fact.value("share") or fact.value("least"):
        return float(share) < _HALF
    held = fact.value("basis") == "stake" and fact.phase in ("current", "last_known")
    return held and not fact.value("whole")


def _ownership(fact: Fact, words: Words, subject: str, skip: Collection[str]) -> str:  # noqa: ARG001 (one signature for all views)
    owner = fact.label("owner")
    if is_minor(fact):
        told = {"share": share(fact, words), "owned": fact.label("owned"), "parts": period(fact, words)}
        return _clause("stake", fact, words, subject and owner, **told)
    if fact.value("share"):
        owner = words.phrase("piece", "parent_share").format(name=owner, share=figure(fact, "share", words))
    return _clause("ownership", fact, words, subject, owner=owner, parts=period(fact, words))


def _role(fact: Fact, words: Words, subject: str, skip: Collection[str]) -> str:  # noqa: ARG001 (one signature for all views)
    return _clause(
        "role", fact, words, subject, title=name_post(fact.value("title"), words),
        organization=fact.label("organization"), parts=period(fact, words),
    )  # fmt: skip


def _supply(fact: Fact, words: Words, subject: str, skip: Collection[str]) -> str:  # noqa: ARG001 (one signature for all views)
    product = words.joined([words.product(label) for label in fact.labels.get("product", ())]) or words.phrase(
        "piece", "some_product"
    )
    return _clause(
        "supply", fact, words, subject, customer=words.joined(list(fact.labels.get("customer", ()))), product=product,
        parts=period(fact, words),
    )  # fmt: skip


def _investment(fact: Fact, words: Words, subject: str, skip: Collection[str]) -> str:  # noqa: ARG001 (one signature for all views)
    amount = words.money(fact.value("amount"), fact.value("currency"))
    target = words.joined([words.the_plant(label) for label in fact.labels.get("target", ())]) or fact.label("country")
    start = fact.value("start")
    parts = words.piece("on_date", words.when(start)) if start else ""
    return words.clause("investment", fact.phase, subject, amount=amount, target=target, parts=parts)


def _model(fact: Fact, words: Words, subject: str, skip: Collection[str]) -> str:  # noqa: ARG001 (one signature for all views)
    subject = subject or fact.label("model")
    platform, models = (words.joined(list(fact.labels.get(slot, ())), 12) for slot in ("platform", "sibling"))
    if platform and models:
        return words.say("twins", model=subject, platform=platform, models=models)
    if models:
        return words.say("twin", model=subject, models=models)
    if source := words.joined(list(fact.labels.get("source", ()))):
        return words.say("derived", model=subject, models=source)
    return words.say("on_platform", model=subject, platform=platform)


def _change(fact: Fact, words: Words, subject: str, skip: Collection[str]) -> str:  # noqa: ARG001 (one signature for all views)
    return subject + period(fact, words)


_CLAUSES: dict[View, Callable[[Fact, Words, str, Collection[str]], str]] = {
    View.PRODUCTION: _production,
    View.PLANT: _plant,
    View.TIE: _tie,
    View.OWNERSHIP: _ownership,
    View.ROLE: _role,
    View.SUPPLY: _supply,
    View.INVESTMENT: _investment,
    View.MODEL: _model,
    View.CHANGE: _change,
}
