"""Whatever ends a command becomes one message and an exit code; a traceback only with `--debug`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autokg import api
from command_line import Command


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (TypeError("of ours"), 70, "autokg: unexpected error: TypeError: of ours; please report it"),
        (RecursionError("deep"), 3, "autokg: the input is nested too deep"),
        (MemoryError(), 3, "autokg: not enough memory"),
        (OSError(28, "No space left on device", "f"), 3, "autokg: f: No space left on device; free space"),
        (ValueError("Invalid IRI character ' '"), 2, "autokg: not an IRI"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_each_error_is_one_line_and_a_code(
    autokg: Command, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, words: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(api, "saved_queries", fail)
    run = autokg("queries")
    assert (run.code, run.out) == (code, "")
    assert run.err.startswith(words)
    assert run.err.count("\n") == (1 if words else 0)


@pytest.mark.parametrize("arguments", [("--debug", "queries"), ("queries", "--debug")])
def test_the_traceback_is_printed_on_demand(
    autokg: Command, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    def fail(*_: object) -> None:
        raise TypeError("of ours")

    monkeypatch.setattr(api, "saved_queries", fail)
    run = autokg(*arguments)
    assert run.code == 70
    assert "Traceback" in run.err


def test_debug_after_two_dashes_is_an_argument(autokg: Command) -> None:
    run = autokg("queries", "--", "--debug")
    assert (run.code, "no saved query named '--debug'" in run.err) == (2, True)


def test_a_message_obeys_no_control_characters_and_is_cut(autokg: Command) -> None:
    run = autokg("queries", "\x1b[2J")
    assert (run.code, "\x1b" in run.err) == (2, False)
    assert len(autokg("queries", "x" * 100_000).err) < 3_000


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_end_a_command_without_litter(tmp_path: Path, number: signal.Signals, code: int) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Renault builds the Clio at its plant in Flins. " * 20_000, encoding="utf-8")
    command = [sys.executable, "-m", "autokg", "read", str(article), "-o", str(tmp_path / "o.jsonl")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        time.sleep(2)
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, b"Traceback" in err) == (code, False)
    assert os.listdir(tmp_path) == ["a.txt"]  # noqa: PTH208 (names only)
