"""The floors of docs/design.md hold, no two files import each other, and each file name means one thing."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "autokg"

# Names that several packages use because these files play the same part in each.
SHARED_NAMES = {"__init__", "base", "files", "reader"}


def floors(root: Path) -> dict[str, int]:
    table = (root / "docs" / "design.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| ([\w, ]+) \|", table, re.MULTILINE)
    return {unit: int(floor) for floor, units in rows for unit in units.split(", ")}


def units() -> list[str]:
    files = [path.stem for path in SOURCE.glob("*.py") if path.stem != "__init__"]
    folders = [path.parent.name for path in SOURCE.glob("*/__init__.py")]
    return sorted([*files, *folders])


def imported_modules(path: Path) -> Iterator[str]:
    """Yield the modules of autokg that a file imports, also those imported inside functions or for types only."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "autokg":
            for alias in node.names:
                is_module = bool(module_file(f"{node.module}.{alias.name}"))
                yield f"{node.module}.{alias.name}" if is_module else str(node.module)


def module_file(module: str) -> Path | None:
    path = SOURCE.joinpath(*module.split(".")[1:])
    candidates = [path.with_suffix(".py"), path / "__init__.py"] if path != SOURCE else [SOURCE / "__init__.py"]
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def unit_of(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


def test_every_unit_has_a_floor(root: Path) -> None:
    assert sorted(floors(root)) == units()


@pytest.mark.parametrize("unit", units())
def test_a_unit_imports_only_from_floors_below(unit: str, root: Path) -> None:
    floor = floors(root)
    folder = SOURCE / unit
    paths = folder.rglob("*.py") if folder.is_dir() else [SOURCE / f"{unit}.py"]
    upward = [
        f"{path.name} imports {other}"
        for path in paths
        for other in map(unit_of, imported_modules(path))
        if other != unit and floor[other] >= floor[unit]
    ]
    assert upward == []


def test_no_files_import_each_other_in_a_circle() -> None:
    graph = nx.DiGraph()
    for path in SOURCE.rglob("*.py"):
        for module in imported_modules(path):
            target = module_file(module)
            if target and target != path:
                graph.add_edge(path.relative_to(SOURCE).as_posix(), target.relative_to(SOURCE).as_posix())
    circles = [sorted(circle) for circle in nx.strongly_connected_components(graph) if len(circle) > 1]
    assert circles == []


def test_a_module_name_stands_for_one_thing() -> None:
    names = Counter(path.stem for path in SOURCE.rglob("*.py") if path.stem not in SHARED_NAMES)
    assert [name for name, count in names.items() if count > 1] == []


FRONT_ENDS = sorted(path for unit in ("cli", "web") for path in (SOURCE / unit).glob("*.py"))


@pytest.mark.parametrize("path", FRONT_ENDS, ids=lambda path: f"{path.parent.stem}/{path.stem}")
def test_a_front_end_knows_only_the_api(path: Path) -> None:
    known = {"api", "core", "errors", "web"} | ({"cli"} if path.parent.name == "cli" else set())
    assert {unit_of(module) for module in imported_modules(path)} <= known


@pytest.mark.parametrize("path", FRONT_ENDS, ids=lambda path: f"{path.parent.stem}/{path.stem}")
def test_a_front_end_only_parses_calls_and_prints(path: Path) -> None:
    heavy = {"rdflib", "networkx", "owlrl", "pyshacl", "pyoxigraph", "pydantic"}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not heavy & {module.split(".")[0] for module in modules}
