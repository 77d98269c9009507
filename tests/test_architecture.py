"""The floors of docs/design.md hold, and there are no loops."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "autokg"


def floors(root: Path) -> dict[str, int]:
    table = (root / "docs" / "design.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (.+) \|$", table, re.MULTILINE)
    return {unit: int(floor) for floor, units in rows for unit in units.split(", ")}


def units() -> list[str]:
    files = [path.stem for path in SOURCE.glob("*.py") if path.stem != "__init__"]
    folders = [path.parent.name for path in SOURCE.glob("*/__init__.py")]
    return sorted([*files, *folders])


def imports_of(unit: str) -> Iterator[tuple[Path, str]]:
    folder = SOURCE / unit
    for path in folder.rglob("*.py") if folder.is_dir() else [SOURCE / f"{unit}.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "autokg":
                yield from ((path, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("autokg."):
                yield path, str(node.module).split(".")[1]


def test_every_unit_has_a_floor(root: Path) -> None:
    assert sorted(floors(root)) == units()


@pytest.mark.parametrize("unit", units())
def test_a_unit_imports_only_from_floors_below(unit: str, root: Path) -> None:
    floor = floors(root)
    upward = [
        f"{path.name} imports {other}"
        for path, other in imports_of(unit)
        if other != unit and floor[other] >= floor[unit]
    ]
    assert upward == []


@pytest.mark.parametrize("path", sorted((SOURCE / "cli").glob("*.py")), ids=lambda path: path.stem)
def test_the_command_line_only_parses_calls_and_prints(path: Path) -> None:
    heavy = {"rdflib", "networkx", "owlrl", "pyshacl", "pyoxigraph", "pydantic"}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not heavy & {module.split(".")[0] for module in modules}
