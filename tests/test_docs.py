"""The documentation tells what is there, and what it tells is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

import autokg
import autokg.api
from autokg.cli import app


def commands_of(group: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the commands of a group, and of the groups in it, by their full names."""
    for name, command in group.commands.items():
        yield f"{prefix}{name}", command
        if hasattr(command, "commands"):
            yield from commands_of(command, f"{prefix}{name} ")


COMMANDS = dict(commands_of(get_command(app)))
ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        ROOT / "ontology/README.md",
        ROOT / "data/README.md",
    ]
)


def section_of(page: str, command: str) -> str:
    """Return what the page says of a command, and before it what holds for all commands of its group."""
    group = command.rpartition(" ")[0]
    own = re.split(r"\n#{2,3} ", page.split(f"#{'##' if group else '#'} autokg {command}\n")[1])[0]
    return section_of(page, group) + own if group else own


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_documented(command: str, root: Path) -> None:
    assert f"## autokg {command}\n" in (root / "docs" / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_option_is_documented(command: str, root: Path) -> None:
    section = section_of((root / "docs" / "commands.md").read_text(encoding="utf-8"), command)
    options = {option for parameter in COMMANDS[command].params for option in parameter.opts if option.startswith("--")}
    assert {option for option in options if f"`{option}`" not in section} == {"--help"} & options


def texts_of_users(root: Path) -> list[Path]:
    """Return the pages for users; decisions and design are for developers and may name internal modules."""
    pages = [page for page in (root / "docs").glob("*.md") if page.name != "design.md"]
    return sorted([root / "README.md", *pages])


def test_every_option_that_a_page_gives_to_a_command_exists(root: Path) -> None:
    missing = []
    for path in texts_of_users(root):
        for match in re.finditer(r"\bautokg ((?:network )?[a-z]+)\b([^\n`]*)", path.read_text(encoding="utf-8")):
            command = COMMANDS.get(match[1])
            options = re.findall(r"(?<!\S)(--[a-z][a-z-]*|-[a-z])(?![\w-])", match[2])
            known = {option for parameter in command.params for option in parameter.opts} if command else set(options)
            missing += [f"{path.name}: {match[0]}" for option in options if option not in known | {"--help", "-h"}]
    assert missing == []


def test_the_table_of_verbs_has_every_command_and_every_verb(root: Path) -> None:
    page = (root / "docs" / "commands.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `autokg ((?:network )?[a-z]+)[^`]*` \| (`.*`) \|$", page, re.MULTILINE)
    without_verb = {"network", "serve", "mcp", "site"}  # a group, and what serves or writes pages
    assert sorted(command for command, _ in rows) == sorted(COMMANDS.keys() - without_verb)
    python = "".join(calls for _, calls in rows) + "`autokg.open(`"
    for owner, names in (
        (autokg, re.findall(r"`autokg\.(\w+)\(", python)),
        (autokg.api, re.findall(r"`autokg\.api\.(\w+)\(", python)),
        (autokg.api.KnowledgeBase, re.findall(r"`kb\.(\w+)\(", python)),
        (autokg.api.Measures, re.findall(r"`kb\.network\.(\w+)\(", python)),
    ):
        assert [name for name in names if not callable(getattr(owner, name, None))] == []
    verbs = {name for name in autokg.__all__ if name.islower() and name.isidentifier()} - {"__version__"}
    assert verbs == set(re.findall(r"`autokg\.(\w+)\(", python))


def test_every_long_option_that_a_page_names_exists(root: Path) -> None:
    known = {option for command in COMMANDS.values() for parameter in command.params for option in parameter.opts}
    known |= {"--debug", "--help", "--version"}
    named = {
        option: path.name
        for path in texts_of_users(root)
        for option in re.findall(r"`(--[a-z][a-z-]*)[^`]*`", path.read_text(encoding="utf-8"))
    }
    assert {option: page for option, page in named.items() if option not in known} == {}


def test_pages_for_users_name_nothing_internal(root: Path) -> None:
    public = {f"autokg.{name}" for name in autokg.__all__} | {"autokg.facts", "autokg.api", "autokg.errors"}
    named = {
        (path.name, name)
        for path in texts_of_users(root)
        for name in re.findall(r"(?<![\w/.])autokg\.[A-Za-z_]+(?!\w*/)", path.read_text(encoding="utf-8"))
    }
    assert sorted((page, name) for page, name in named if name not in public) == []


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str, root: Path) -> None:
    path = root / page
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_the_citation_names_the_version_of_the_package(root: Path) -> None:
    assert f"\nversion: {autokg.__version__}\n" in (root / "CITATION.cff").read_text(encoding="utf-8")


def test_every_page_is_in_the_navigation_of_the_site(root: Path) -> None:
    navigation = (root / "mkdocs.yml").read_text(encoding="utf-8").split("\nnav:\n")[1]
    pages = {path.relative_to(root / "docs").as_posix() for path in (root / "docs").rglob("*.md")}
    pages.add("terms.md")  # written when the site is built, by mkdocs_hooks.py
    assert pages == set(re.findall(r"[\w/.-]+\.md", navigation))


def test_the_readme_opens_with_what_it_answers_and_the_two_commands(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    order = [
        text.index(mark)
        for mark in (
            "Who builds the Polestar 4?",
            "make run",
            "make test",
            "## The five verbs",
            "```mermaid",
            "## Add an article of your own",
        )
    ]
    assert order == sorted(order)


TEXTS = {".cff", ".jsonl", ".md", ".py", ".rq", ".toml", ".ttl", ".txt", ".yaml"}


def test_nothing_speaks_of_the_place_it_was_made_in(root: Path) -> None:
    words = re.compile(r"/work/|\.library|/tmp/bash|helper-\d|pypi-more")
    folders = ("src", "docs", "ontology", "queries", "data", "benchmarks")
    files = [*root.glob("*"), *(path for folder in folders for path in (root / folder).rglob("*"))]
    texts = [path for path in files if path.suffix in TEXTS]
    assert [str(path) for path in texts if words.search(path.read_text(encoding="utf-8"))] == []
