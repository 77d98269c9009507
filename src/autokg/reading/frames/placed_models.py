"""Models beside a site, without a verb of building: "the Nova and its one home, Lyon".

A sentence that names models and one site of production says that they are built there, unless its words are of
selling, showing, supplying, owning, driving or accidents. A town is such a site if it is well known or the article
builds there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from autokg.core.ids import fold
from autokg.facts import Status
from autokg.reading.frames.building_frame import find_dates, is_compared, is_past, make_production
from autokg.reading.frames.named_sites import find_sites, site_slots
from autokg.reading.frames.reduction import Clause
from autokg.reading.frames.status import find_status
from autokg.reading.frames.tagging import VERBS, Item
from autokg.reading.rules.mentions import Kind, Mention, countries_of
from autokg.reading.rules.slot_values import Finding
from autokg.reading.rules.templates import Slots, to_value
from autokg.reading.rules.text import Text

_OTHER = (
    "market", "supply", "source", "sign", "deal", "venture", "invest", "hold", "buy", "sell", "show", "said", "not",
    "move", "close", "private",
)  # fmt: skip
_GOODS = (None, "of", "for", "with")


def find_placed(findings: Sequence[Finding], text: Text, tagged: Mapping[int, list[Item]]) -> Iterator[Finding]:
    """Yield the productions of models that sentences without one name beside a site."""
    told = {finding.clause.sentence.start for finding in findings if finding.kind == "production"}
    sites = {fold(str(v.value)) for finding in findings for slot, v in finding.values() if slot == "place"}
    for sentence in text.sentences:
        if sentence.start not in told:
            clause = Clause(sentence, "main", tagged[sentence.start])
            clause.kinds = frozenset(item.kind for item in clause.items)
            yield from _of_sentence(clause, text, sites)


def _of_sentence(clause: Clause, text: Text, known: set[str]) -> Iterator[Finding]:
    models = find_goods(clause)
    if not models:
        return
    sites = find_sites(clause, text)
    if len(sites) != 1 or not _is_site(sites[0], known):
        return
    status = find_status(clause, text)
    if status is None:
        return
    if status is Status.ACTUAL and (clause.has("end") or is_past(clause)):
        status = Status.ENDED
    slots = {**_subject(clause, text), **find_dates(clause, text, status), **site_slots(sites[0], clause, text)}
    for model in models:
        yield from make_production(model, slots, status, clause, text, frame="placed")


def _subject(clause: Clause, text: Text) -> Slots:
    """Return the builder of a sentence that leaves out its verb ("Acme builds the A in Lyon. Bolt the B in Metz.")."""
    first = [item for item in clause.items if item.kind != "det"][:2]
    if len(first) < 2 or not first[0].is_a(Kind.ORG) or not first[1].is_a(Kind.MODEL) or clause.has(*VERBS):  # noqa: PLR2004
        return {}
    value = to_value("builder", first[0].mention, text) if first[0].mention else None
    return {"builder": value} if value else {}


def find_goods(clause: Clause) -> list[Mention]:
    """Return the models that a sentence may say to be built; none if its words are of something else."""
    if clause.has(*_OTHER):
        return []
    return [
        item.mention
        for at, item in enumerate(clause.items)
        if item.mention and item.is_a(Kind.MODEL)
        if clause.preposition(item.mention) in _GOODS and not is_compared(clause, at)
    ]


def _is_site(site: Mention, known: set[str]) -> bool:
    """Return whether a site is a plant, a town of the reference data or one where the article has cars built."""
    if site.kind is Kind.PLACE:
        return bool(countries_of(site)) or bool(site.entries) or fold(site.name) in known
    return site.kind is Kind.PLANT
