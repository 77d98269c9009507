"""Small worlds of papers, each with what holds and what does not, in worlds.txt."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from autokg.building.build import KnowledgeBuild, build
from autokg.core.ids import DEFAULT_BASE
from autokg.core.terms import GRAPH
from autokg.facts import parse_record
from builders import GAZETTEER, corpus, document, local

SLOTS: dict[str, dict[str, Any]] = {
    "production": {
        "model": "Zephyr Z1",
        "brand": "Zephyr",
        "builder": "Zephyr Motors",
        "plant": "Zephyr Graz plant",
        "country": "AT",
    },
    "plant": {"plant": "Zephyr Graz plant", "country": "AT"},
    "stake": {"owned": "Zephyr Motors"},
    "brand": {"brand": "Zephyr"},
    "agreement": {"type": "alliance", "parties": ["Old Motors", "Nova Cars"]},
    "joint_venture": {"name": "TwoCo", "parents": ["Old Motors", "Nova Cars"]},
    "role": {"title": "chief executive officer", "organization": "Zephyr Motors"},
    "supply": {"customer": "Zephyr Motors", "product": "batteries"},
    "alias": {},
}
TEXTS = frozenset({"start", "end", "opened", "closed", "since", "until", "formed", "dissolved", "as_of"})


@dataclass
class World:
    name: str
    documents: dict[str, str] = field(default_factory=dict)
    facts: list[str] = field(default_factory=list)
    expected: list[tuple[int | None, str]] = field(default_factory=list)
    conflicts: int | None = 0

    def take(self, line: str) -> None:
        """Take one line of the file."""
        first, _, rest = line.partition(" ")
        if first == "conflicts":
            self.conflicts = None if rest == "?" else int(rest)
        elif first == "#":
            count, _, pattern = rest.partition(" ")
            self.expected.append((int(count), pattern))
        elif first in "+-" and "=" not in rest:
            self.expected.append((None if first == "+" else 0, rest))
        else:
            self.facts.append(self._fact(first, *shlex.split(rest)))

    def _fact(self, paper: str, kind: str, status: str, *slots: str) -> str:
        self.documents.setdefault(paper, f"paper{paper}".replace("/", "-"))
        content = SLOTS[kind] | {name: _value(name, text) for name, _, text in (slot.partition("=") for slot in slots)}
        evidence = [{"document": self.documents[paper], "summary": " ".join((paper, kind, status, *slots))}]
        known = {name: value for name, value in content.items() if value != ""}
        return json.dumps({"kind": kind, "status": status, "evidence": evidence, "confidence": 0.8} | known)

    def build(self) -> KnowledgeBuild:
        papers = [document(id_, published=_day(paper)) for paper, id_ in self.documents.items()]
        return build(corpus(*papers, *map(parse_record, self.facts)), gazetteer=GAZETTEER)


def _day(paper: str) -> str | None:
    day = paper.partition("/")[0]
    return None if day == "-" else day


def _value(name: str, text: str) -> Any:
    if text.startswith("{") or (name not in TEXTS and re.fullmatch(r"[\d.]+", text)):
        return json.loads(text)
    return text


def worlds() -> Iterator[World]:
    world = None
    for line in Path(__file__).with_name("worlds.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            if world:
                yield world
            world = World(line.removeprefix("== "))
        elif world and line:
            world.take(line)
    if world:
        yield world


@pytest.mark.parametrize("world", [pytest.param(world, id=world.name) for world in worlds()])
def test_what_papers_say_gives_what_holds(world: World) -> None:
    built = world.build()
    triples = [
        (str(getattr(quad.subject, "value", "")).removeprefix(DEFAULT_BASE), local(quad.predicate), local(quad.object))
        for layer in (GRAPH.accepted, GRAPH.inferred)
        for quad in built.store.quads(layer)
    ]
    failures = []
    for count, pattern in world.expected:
        subject, predicate, value = pattern.split(" ", 2)
        matches = [
            triple
            for triple in triples
            if re.search(subject, triple[0]) and re.fullmatch(predicate, triple[1]) and re.match(value, triple[2])
        ]
        if len(matches) != count and not (count is None and matches):
            failures.append((pattern, count, matches))
    assert failures == []
    assert world.conflicts in (None, len(built.judgement.conflicts))
