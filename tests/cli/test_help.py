"""Help pages: examples that parse, plain words, and no word broken in 80 columns."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from autokg.cli import app
from command_line import Command


def commands_of(group: Any, *path: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, command in group.commands.items():
        yield (*path, name), command
        if hasattr(command, "commands"):
            yield from commands_of(command, *path, name)


COMMANDS = list(commands_of(get_command(app)))
LEAVES = [(path, command) for path, command in COMMANDS if not hasattr(command, "commands")]
# Words of the first version that readers had to read twice, and where a standard word exists.
DIALECT = re.compile(
    r"parted|judged and closed|closed anew|\bwhere (?:it|there|something|nothing)\b|\btold\b|unless told|one's own|"
    r"\bsaid\b|\bheld\b|for want of|beside|give way|down to words"
)


def text_of(command: Any) -> list[str]:
    return [command.help or "", *(getattr(parameter, "help", None) or "" for parameter in command.params)]


def words_of(text: str) -> list[str]:
    return re.sub(r"[│╭╮╰╯─]", " ", text.replace("`", "")).split()


@pytest.mark.parametrize(
    ("path", "command"), COMMANDS, ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_no_word_is_broken_in_80_columns(
    autokg: Command, monkeypatch: pytest.MonkeyPatch, path: tuple[str, ...], command: Any
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    page = autokg(*path, "--help")
    assert page.code == 0
    assert max(map(len, page.out.splitlines())) <= 80
    printed = set(words_of(page.out))
    wanted = [word for text in text_of(command) for word in words_of(text)]
    options = [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
    assert [word for word in (*wanted, *options) if word not in printed] == []


@pytest.mark.parametrize(
    ("path", "command"), LEAVES, ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_every_command_ends_with_examples_that_parse(path: tuple[str, ...], command: Any) -> None:
    examples = re.findall(r"`(autokg [^`]+)`", command.epilog or "")
    assert examples
    for example in examples:
        arguments = shlex.split(example.partition(" > ")[0])[1:]
        assert tuple(arguments[: len(path)]) == path
        command.make_context(path[-1], arguments[len(path) :])


@pytest.mark.parametrize(
    ("path", "command"), COMMANDS, ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_help_opens_with_a_verb_and_uses_plain_words(path: tuple[str, ...], command: Any) -> None:
    assert re.match(
        r"(?:Add|Answer|Build|Check|Compare|Explain|Find|Group|List|Measure|Print|Rank|Read|Remove|Review|Run|Serve|Turn|Write) ",
        command.help,
    )
    assert [text for text in text_of(command) if DIALECT.search(text)] == []
