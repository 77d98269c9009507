"""Commands keep the files that they read, and say in one line why an output cannot be written."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autokg.core.files import growing_output, refuse_overwriting, write_files, write_output
from autokg.errors import UsageError
from command_line import Command

TEXT = "Example Motors will build the Sample 4 in Busan.\n"
MAPPING = '[[facts]]\nkind = "stake"\ncolumns = {owner = "a", owned = "b"}\nconstants = {status = "actual"}\n'
FILES = {"a.txt": TEXT, "t.csv": "a,b\nOne,Two\n", "m.toml": MAPPING, "q.rq": "ASK {}", "d.jsonl": "", "r.csv": ""}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "link").symlink_to("a.txt")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "call",
    [
        "read a.txt -o a.txt",
        "read a.txt -o ./a.txt",
        "read *.txt --rejects a.txt",
        "read a.txt -o link",
        "import t.csv -m m.toml --title T -o t.csv",
        "import t.csv -m m.toml --title T -o facts.jsonl --rejects m.toml",
        "query q.rq -o q.rq",
        "review d.jsonl --csv d.jsonl",
        "review d.jsonl --rejects d.jsonl",
        "review --unread d.jsonl --csv d.jsonl",
    ],
)
def test_an_input_is_not_overwritten(autokg: Command, folder: Path, call: str) -> None:
    run = autokg(*call.split())
    assert (run.code, run.err.count("\n")) == (2, 1)
    assert "would replace an input" in run.err or "two outputs" in run.err
    assert {name: (folder / name).read_text(encoding="utf-8") for name in FILES} == FILES


@pytest.mark.parametrize("call", ["read a.txt -o x --rejects x", "import t.csv -m m.toml -o x --rejects ./x"])
def test_two_outputs_need_two_files(autokg: Command, folder: Path, call: str) -> None:
    run = autokg(*call.split())
    assert run.code == 2
    assert "two outputs have the same file" in run.err
    assert not (folder / "x").exists()


def test_other_files_folders_devices_and_standard_output_may_be_written(folder: Path) -> None:
    outputs = [Path("new"), Path("-"), Path("-"), None, folder, folder, Path("/dev/null"), Path("/dev/null")]
    refuse_overwriting(outputs, [Path("a.txt"), None, Path("missing")])
    with pytest.raises(UsageError, match=r"^a\.txt: the output would replace an input"):
        refuse_overwriting([Path("a.txt")], [Path("link")])


@pytest.mark.parametrize(
    "write",
    [
        lambda path: write_output("text", path),
        lambda path: write_files({path: b"text"}),
        lambda path: _grow(path, "text"),
    ],
    ids=["whole", "together", "growing"],
)
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path, write: Callable[[Path], None]) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write(pipe)
    assert os.read(reader, 100) == b"text"
    os.close(reader)
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


def _grow(path: Path, text: str) -> None:
    with growing_output(path) as add:
        add(text)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("review d.jsonl --csv x --from-csv r.csv", "give one of them"),
        ("conflicts --json -f csv", "give one of them"),
        ("build d.jsonl -s kb --base not-an-iri", "'not-an-iri' cannot start an IRI"),
        ("build d.jsonl -s kb --base http://a<b/", "cannot start an IRI"),
    ],
)
def test_a_call_that_cannot_be_meant_is_one_line(autokg: Command, folder: Path, call: str, message: str) -> None:
    run = autokg(*call.split())
    assert (run.code, run.err.count("\n")) == (2, 1)
    assert message in run.err
    assert not (folder / "kb").exists()


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="a device that is always full is needed")
def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "autokg", "schema"]
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, encoding="utf-8")
    assert (run.returncode, run.stderr.count("\n")) == (3, 1)
    assert run.stderr.startswith("autokg: standard output: ")


@pytest.mark.parametrize("facts", ["d.jsonl", "-"])
def test_no_facts_do_not_replace_a_store(autokg: Command, folder: Path, facts: str) -> None:
    run = autokg("build", facts, "-s", "store", stdin=b"")
    assert (run.code, run.err.count("\n"), run.err.startswith("autokg: no facts in the input")) == (3, 1, True)
    assert not (folder / "store").exists()
