"""Who owns whom: a tree from owners to what they own, with percentages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from autokg.claims.state import Phase
from autokg.exports.charts.chart import Chart, Picture, Scope, find_leader
from autokg.exports.charts.chart_values import LIVE, OPERATORS, Values, load_values
from autokg.exports.charts.columns import Columns, Link, Name, box_entry, line_entry
from autokg.exports.drawing.lines import Line, line_of
from autokg.exports.drawing.palette import INK
from autokg.exports.picture_texts import Wording
from autokg.stores.base import Store

COLUMNS = ("owner", "owned", "share", "kind", "status", "since", "until", "node")
MOST = 56  # names of the picture's last column that can be read on A4
MOST_BESIDE = 9  # things drawn of one owner, if not all fit

_SHOWN = LIVE | {"reported"}


@dataclass(frozen=True, slots=True)
class Stake:
    """That an owner has a share in something.

    Attributes:
        share: in per cent, as text; None if no source states it.
        node: the stake or joint venture that states it; the brand, if it is a brand's owner.

    """

    owner: str
    owned: str
    share: str | None
    kind: str
    status: str
    node: str


Stakes = Mapping[str, Sequence[Stake]]


def draw(store: Store, scope: Scope) -> Chart:
    """Return who owns whom in a store."""
    values, text = load_values(store, scope.language), scope.text
    stakes = [*_stakes(values)]
    if scope.around:
        stakes, scope = _around(stakes, scope, values)
    by_owner = _by_owner(stakes)
    kept, left = _keep_nearest(stakes) if scope.around else _keep(by_owner, stakes)
    rows = [_row(stake, values) for stake in stakes]
    notes = [*_notes(stakes, kept, scope)]

    def picture() -> Picture:
        return _columns(kept, left, values).draw()

    title = _message(stakes, by_owner, values, scope)
    subtitle, is_cut = scope.titled(text("owners_subtitle")), len(kept) < len(stakes)
    return Chart(title, subtitle, COLUMNS, rows, picture, values, notes if stakes else (), is_cut=is_cut)


def _stakes(values: Values) -> Iterator[Stake]:
    """Yield what is owned: stakes, then the parents of joint ventures and owners of brands that no stake states."""
    pairs = set()
    for node in values.of_class("Stake"):
        owner, owned = values.first(node, "stakeOwner"), values.first(node, "stakeIn")
        if owner and owned and owner != owned and _is_shown(node, values):
            pairs.add((owner, owned))
            yield Stake(owner, owned, values.first(node, "sharePercent"), "stake", values.status(node), node)
    for node in values.of_class("JointVenture"):
        for owner in values.all(node, "jointVentureOf"):
            if (owner, node) not in pairs and _is_shown(node, values):
                yield Stake(owner, node, None, "joint venture", values.status(node), node)
    for node in values.of_class("Brand"):
        if owner := values.owner(node):
            yield Stake(owner, node, None, "brand", "actual", node)


def _is_shown(node: str, values: Values) -> bool:
    """Whether a stake goes on, is planned or reported; one whose end has passed is over, whatever its status."""
    return values.status(node) in _SHOWN and values.phase(node) is not Phase.ENDED


def _by_owner(stakes: Iterable[Stake]) -> dict[str, list[Stake]]:
    by_owner: dict[str, list[Stake]] = defaultdict(list)
    for stake in stakes:
        by_owner[stake.owner].append(stake)
    return by_owner


def _around(stakes: Sequence[Stake], scope: Scope, values: Values) -> tuple[list[Stake], Scope]:
    """Return the stakes around things, and the things: who runs a plant in its place, which has no owner of its own."""
    if reached := _reached(stakes, scope.around):
        return reached, scope
    operators = {operator for plant in scope.around for operator in values.all(plant, *OPERATORS)}
    names = ", ".join(sorted(map(values.label, operators)))
    return _reached(stakes, operators), replace(
        scope, around=frozenset(operators) or scope.around, name=names or scope.name
    )


def _reached(stakes: Sequence[Stake], around: Collection[str]) -> list[Stake]:
    """Return stakes, the nearest first: in some things, of them, above, below, and of other owners below."""
    below, above = _closure(stakes, around, up=False), _closure(stakes, around, up=True)
    circles: tuple[Callable[[Stake], bool], ...] = (
        lambda stake: stake.owned in around,
        lambda stake: stake.owner in around,
        lambda stake: stake.owned in above,
        lambda stake: stake.owner in below,
        lambda stake: stake.owned in below,
    )
    left, reached = list(stakes), list[Stake]()
    for is_in in circles:
        reached += sorted(filter(is_in, left), key=lambda stake: stake.kind == "brand")
        left = [stake for stake in left if not is_in(stake)]
    return reached


def _closure(stakes: Sequence[Stake], start: Iterable[str], *, up: bool) -> set[str]:
    step: dict[str, set[str]] = defaultdict(set)
    for stake in stakes:
        near, far = (stake.owned, stake.owner) if up else (stake.owner, stake.owned)
        step[near].add(far)
    reached, front = set(start), set(start)
    while front:
        front = {far for near in front for far in step[near]} - reached
        reached |= front
    return reached


def _keep(by_owner: Stakes, stakes: Sequence[Stake]) -> tuple[list[Stake], dict[str, int]]:
    """Return the stakes to be drawn, and how many others each owner has: if not all fit, of those who own most."""
    if len({stake.owned for stake in stakes}) <= MOST:
        return list(stakes), {}
    ranked = sorted(by_owner, key=lambda owner: (-len(by_owner[owner]), owner))[: MOST // (MOST_BESIDE + 1)]
    kept: list[Stake] = []
    for owner in ranked:
        best = sorted(by_owner[owner], key=lambda s: (s.kind == "brand", -len(by_owner.get(s.owned, ())), s.owned))
        kept += best[:MOST_BESIDE]
    left = {owner: len(by_owner[owner]) - MOST_BESIDE for owner in ranked if len(by_owner[owner]) > MOST_BESIDE}
    return kept, left


def _keep_nearest(stakes: Sequence[Stake]) -> tuple[list[Stake], dict[str, int]]:
    """Return the stakes to be drawn, and how many others each owner has, of stakes of which the nearest come first."""
    owned = list(dict.fromkeys(stake.owned for stake in stakes))[:MOST]
    drawn = {*owned, *(stake.owner for stake in stakes if stake.owned in owned)}
    left = Counter(stake.owner for stake in stakes if stake.owned not in owned and stake.owner in drawn)
    kept = [stake for stake in stakes if stake.owned in owned or left[stake.owner] == 1]  # "1 more" takes as much room
    return kept, {owner: size for owner, size in left.items() if size > 1}


def _notes(stakes: Sequence[Stake], kept: Sequence[Stake], scope: Scope) -> Iterator[str]:
    text = scope.text
    if len(kept) < len(stakes):
        key = "owners_nearest" if scope.around else "owners_drawn"
        yield text(key, drawn=len(kept), ties=text("ties", len(stakes)))
    if unknown := sum(stake.share is None and stake.kind != "brand" for stake in kept):
        yield text("no_share", stakes=text("stakes", unknown))


def _row(stake: Stake, values: Values) -> dict[str, Any]:
    row: dict[str, Any] = {
        "owner": values.label(stake.owner), "owned": values.label(stake.owned), "kind": stake.kind,
        "status": stake.status, "node": stake.node,
    }  # fmt: skip
    if stake.share:
        row["share"] = float(stake.share)
    for name in ("since", "until"):
        if date := values.first(stake.node, name):
            row[name] = date
    return row


def _message(stakes: Sequence[Stake], by_owner: Stakes, values: Values, scope: Scope) -> str:
    text = scope.text
    if not stakes:
        return text("no_owner_of", name=scope.name) if scope.name else text("no_owner")
    if scope.around:
        owners = {stake.owner for stake in stakes if stake.owned in scope.around}
        owned = {stake.owned for stake in stakes if stake.owner in scope.around}
        key, above = _RELATIONS[bool(owners), bool(owned)], _named(owners, "owners", values)
        return text(key, name=scope.name, owners=above, holdings=_named(owned, "holdings", values))
    top = find_leader({owner: len(held) for owner, held in by_owner.items()})
    if top is None:
        return text("owners_known", len(by_owner))
    return text("most_holdings", name=values.label(top), holdings=text("holdings", len(by_owner[top])))


# By whether there are owners, and whether there are holdings.
_RELATIONS = {
    (True, True): "belongs_and_has_shares", (True, False): "belongs", (False, True): "has_shares",
    (False, False): "no_direct_owner",
}  # fmt: skip
_FEW = 3


def _named(things: Collection[str], kind: str, values: Values) -> str:
    names = sorted(map(values.label, things))
    return values.text(kind, len(names)) if len(names) > _FEW else values.text.joined(names) if names else ""


def _columns(stakes: Sequence[Stake], left: Mapping[str, int], values: Values) -> Columns:
    forward, again = _without_cycles(stakes)
    levels = _levels(forward)
    drawn = dict.fromkeys([*(stake.owner for stake in stakes), *(stake.owned for stake in forward)])
    names = {thing: _name(thing, levels[thing], values) for thing in drawn if thing in levels}
    links = [_link(stake, stake.owned, values.text) for stake in forward]
    for stake in again:
        key = f"again {stake.owner} {stake.owned}"
        level = levels[stake.owner] + 1
        names[key] = Name(
            key,
            level,
            values.label(stake.owned),
            _type(stake.owned, values),
            values.text("see_left"),
            about=(stake.owned,),
        )
        links.append(_link(stake, key, values.text))
    for owner in sorted(left):
        if owner in names:
            key = f"more {owner}"
            names[key] = Name(key, levels[owner] + 1, values.text("more", left[owner]), "Organization")
            links.append(Link(owner, key, INK, tag="more"))
    return Columns((), list(names.values()), links, arrows=True, legend=_legend(names.values(), links, values.text))


def _without_cycles(stakes: Sequence[Stake]) -> tuple[list[Stake], list[Stake]]:
    """Return the stakes that lead down, and those that lead back up: two companies may own parts of each other."""
    forward: list[Stake] = []
    again: list[Stake] = []
    below: dict[str, set[str]] = defaultdict(set)
    for stake in sorted(stakes, key=lambda s: (-float(s.share or 0), s.owner, s.owned)):
        if stake.owner in below[stake.owned] or stake.owner == stake.owned:
            again.append(stake)
            continue
        forward.append(stake)
        reached = below[stake.owned] | {stake.owned}
        for thing in [stake.owner, *(above for above in below if stake.owner in below[above])]:
            below[thing] |= reached
    return forward, again


def _levels(stakes: Sequence[Stake]) -> dict[str, int]:
    """Return the column of each thing: one further to the right than its owner who is furthest to the right."""
    owners: dict[str, set[str]] = defaultdict(set)
    for stake in stakes:
        owners[stake.owned].add(stake.owner)
    levels: dict[str, int] = {}

    def level(thing: str) -> int:
        if thing not in levels:
            levels[thing] = max((level(owner) + 1 for owner in sorted(owners[thing])), default=0)
        return levels[thing]

    for stake in stakes:
        level(stake.owned)
    # An owner of nothing above stands just left of what it owns.
    for stake in stakes:
        if not owners[stake.owner]:
            levels[stake.owner] = min(levels[s.owned] for s in stakes if s.owner == stake.owner) - 1
    return levels


def _name(thing: str, level: int, values: Values) -> Name:
    return Name(thing, level, values.label(thing), _type(thing, values), about=(thing,))


def _type(thing: str, values: Values) -> str:
    types = values.all(thing, "type")
    return next((type_ for type_ in ("Brand", "JointVenture", "Group") if type_ in types), "Company")


_KINDS = {"stake": "type_Stake", "joint venture": "box_venture", "brand": "box_brand"}


def _link(stake: Stake, target: str, text: Wording) -> Link:
    share = f"{text.decimal(float(stake.share))} %" if stake.share else ""
    words = (f"{text(_KINDS[stake.kind])}{': ' + share if share else ''}, {text(stake.status)}",)
    nodes = (stake.node,)
    return Link(stake.owner, target, INK, line_of({"status": stake.status}), label=share, words=words, nodes=nodes)


def _legend(names: Iterable[Name], links: Sequence[Link], text: Wording) -> list[Any]:
    types = {name.type for name in names}
    boxes = {"Group": "box_group", "Company": "box_company", "JointVenture": "box_venture", "Brand": "box_brand"}
    lines = {Line.SOLID: "owns", Line.DASHED: "planned", Line.DASH_DOTTED: "reported"}
    styles = {link.line for link in links}
    return [
        *(box_entry(text(key), type_) for type_, key in boxes.items() if type_ in types),
        *(line_entry(text(key), INK, line) for line, key in lines.items() if line in styles),
    ]
