"""A walk through the open items in a terminal: one at a time, a line each, nothing lost when it breaks off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.markup import escape

from autokg.claims.decisions import Decision
from autokg.core.counting import count_of
from autokg.errors import UsageError
from autokg.review.candidates import Known
from autokg.review.choices import OFFERS, Signature, decide
from autokg.review.commands import KEYS, Move, parse_choice, parse_move
from autokg.review.decision_file import DecisionFile
from autokg.review.items import Item, OpenConflict, OpenName, OpenReject
from autokg.review.worklist import Worklist

# Asks for a line with a prompt; raises `EOFError` where no more comes.
Ask = Callable[[str], str]


@dataclass(slots=True)
class Walk:
    """The state of a walk: the current item, and the steps before it with their decisions."""

    worklist: Worklist
    file: DecisionFile
    signature: Signature
    console: Console
    position: int = 0
    steps: list[tuple[int, tuple[Decision, ...]]] = field(default_factory=list)

    def run(self, ask: Ask) -> int:
        """Ask for a word on each open item until all are seen or no more comes; return how many were taken."""
        try:
            while self._find_next():
                if self._answer(ask(self._prompt())) is Move.QUIT:
                    break
        except (EOFError, KeyboardInterrupt):
            self.console.print()
        return len(self._taken())

    def _taken(self) -> list[Decision]:
        return [decision for _, decisions in self.steps for decision in decisions]

    def _now(self) -> Worklist:
        return self.worklist.after(self._taken())

    def _find_next(self) -> bool:
        """Go to the next open item and show it; return whether there is one."""
        now = self._now()
        items = self.worklist.items
        while self.position < len(items) and not now.is_open(items[self.position]):
            self.position += 1
        if self.position == len(items):
            return False
        show_item(items[self.position], self._near(), f"{self.position + 1}/{len(items)}", self.console)
        return True

    def _near(self) -> Sequence[Known]:
        item = self.worklist.items[self.position]
        return self._now().near(item) if isinstance(item, OpenName) else ()

    def _prompt(self) -> str:
        offers = OFFERS[type(self.worklist.items[self.position])]
        words = (*offers, Move.SKIP, Move.BACK, Move.QUIT)
        return f"{', '.join(f'{word}={KEYS[word]}' for word in words)}, ?: "

    def _answer(self, line: str) -> Move | None:
        """Execute a line of input; after a mistake, print it and ask again."""
        move = parse_move(line)
        if move is Move.SKIP:
            self.steps.append((self.position, ()))
            self.position += 1
        elif move is Move.BACK:
            self._go_back()
        elif move is Move.HELP:
            show_help(self.worklist.items[self.position], self.console)
        elif move is None:
            self._choose(line)
        return move

    def _choose(self, line: str) -> None:
        item = self.worklist.items[self.position]
        try:
            decisions = decide(item, parse_choice(line, item, self._near(), self.worklist.known), self.signature)
        except UsageError as error:
            self.console.print(f"[red]{escape(str(error))}[/red]")
            return
        self.file.add(decisions)
        self.steps.append((self.position, decisions))

    def _go_back(self) -> None:
        """Return to the item before and revoke the decision on it."""
        if not self.steps:
            self.console.print("[red]this is the first case[/red]")
            return
        self.position, decisions = self.steps.pop()
        if decisions:
            self.file.remove(decisions)


def show_item(item: Item, near: Sequence[Known], place: str, console: Console) -> None:
    """Print a case with its evidence and similar names."""
    console.print(f"\n[dim]{place}[/dim] [bold]{escape(item.label)}[/bold]{escape(_about(item))}")
    for words, source in _evidence(item):
        console.print(f"  “{escape(words)}”")
        if source:
            console.print(f"  [dim]{escape(source)}[/dim]")
    for number, thing in enumerate(near, 1):
        console.print(f"  {number}. {escape(thing.label)} [dim]{escape(thing.type)}, {thing.score}, {thing.id}[/dim]")


def show_help(item: Item, console: Console) -> None:
    """Print the actions on a case."""
    for action, meaning in OFFERS[type(item)].items():
        console.print(f"  [bold]{KEYS[action]}[/bold]  {action.value}: {meaning}")
    if isinstance(item, OpenName):
        console.print(
            "  same and never need the number of a similar name, a name or an id; a number alone means same; "
            "new accepts a type"
        )
    console.print("  k or an empty line skips, b goes back and undoes, q quits; add a reason after ' # '")


def _about(item: Item) -> str:
    if isinstance(item, OpenName):
        kinds = ", ".join(f"{item.facts.count(kind)} {kind}" for kind in dict.fromkeys(item.facts))
        claims = count_of(len(item.claims), "claim")
        return f", an unresolved {item.type} in {claims}; facts: {kinds}"
    return f" was rejected: {item.reason}" if isinstance(item, OpenReject) else f": settled by {item.rule}"


def _evidence(item: Item) -> list[tuple[str, str]]:
    if isinstance(item, OpenConflict):
        sides = (("accepted", item.accepted), ("rejected", item.rejected))
        return [(side.words, f"{name}: {side.value}, {side.source}") for name, side in sides]
    return [(item.words, item.source if isinstance(item, OpenName) else "")]
