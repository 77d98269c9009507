"""What of a file or folder is not read is counted and named, and one part that fails loses no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import autokg
from autokg.api.fact_actions import read_to_files
from autokg.articles.article import Article
from autokg.reading import files
from autokg.reading.files import find_articles, note_others, read_articles
from autokg.reading.output import deliver

TEXT = "Geely holds {} percent of Volvo. It is the largest owner of the company."
ITEMS = [
    {"title": f"News {number}", "text": TEXT.format(number), "url": f"https://y.example/{number}"}
    for number in (10, 11, 12)
]


def _write(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_parts_that_are_left_out_are_counted_and_named(tmp_path: Path) -> None:
    items = [ITEMS[0], {**ITEMS[1], "text": None}, ITEMS[2]]
    rejects = tmp_path / "rejects.jsonl"
    tally = deliver([_write(tmp_path / "a.json", json.dumps(items))], {}, output=tmp_path / "o.jsonl", rejects=rejects)
    assert (tally.documents, tally.facts, tally.rejects, tally.left) == (2, 2, 0, 1)
    assert ", 1 part of files left out" in tally.summary()
    assert tally.notes == [f"{tmp_path / 'a.json'}: item 2 (News 11) has no text"]
    assert json.loads(rejects.read_text())["record"] == {"url": "https://y.example/11"}


@pytest.mark.parametrize(("broken", "notes"), [(5, 5), (6, 6)])
def test_of_many_parts_the_first_are_named(tmp_path: Path, broken: int, notes: int) -> None:
    items = [ITEMS[0], *({**ITEMS[1], "text": None} for _ in range(broken))]
    tally = deliver([_write(tmp_path / "a.json", json.dumps(items))], {}, output=tmp_path / "o.jsonl")
    assert (tally.left, len(tally.notes)) == (broken, notes)
    assert ("1 more parts left out" in tally.notes[-1]) is (broken > 5)


def test_an_article_that_cannot_be_read_loses_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = files._read_one

    def fail(path: Path, article: Article, readers: None, *, known_names: bool, reasons: bool) -> files.Taken:
        if article.title == "News 11":
            raise ZeroDivisionError("a fault")
        return read(path, article, readers, known_names=known_names, reasons=reasons)

    monkeypatch.setattr(files, "_read_one", fail)
    (taken,) = read_articles([_write(tmp_path / "a.json", json.dumps(ITEMS))], {})
    assert (taken.documents, taken.left, taken.error) == (2, 1, None)
    assert "News 11 cannot be read (ZeroDivisionError: a fault)" in taken.notes[0]


def test_equal_articles_of_a_file_are_read_once(tmp_path: Path) -> None:
    (taken,) = read_articles([_write(tmp_path / "a.json", json.dumps([ITEMS[0], ITEMS[0], ITEMS[1]]))], {})
    assert taken.documents == 2


def test_equal_files_are_read_once(tmp_path: Path) -> None:
    paths = [
        _write(tmp_path / name, TEXT.format(share)) for name, share in (("a.txt", 10), ("b.txt", 10), ("c.txt", 11))
    ]
    tally = deliver(paths, {"language": "en"}, output=tmp_path / "o.jsonl")
    assert (tally.documents, tally.repeated) == (2, 1)
    assert ", 1 equal to others" in tally.summary()
    result = autokg.read(paths, language="en")
    assert (len(result.documents), len(result.facts)) == (2, 2)
    assert result.notes == ("1 file equal to others not read",)


def test_hidden_files_are_no_articles_and_others_are_counted(tmp_path: Path) -> None:
    for name in (".hidden.txt", ".git/a.txt", "a.txt", "sub/b.md", "c.csv", "d.csv", "README", ".e.csv"):
        _write(tmp_path / name, name)
    assert [path.name for path in find_articles([tmp_path])] == ["a.txt", "b.md"]
    assert list(note_others([tmp_path, tmp_path / "a.txt"])) == [
        f"{tmp_path}: 3 files of other kinds not read (2 .csv, 1 no ending)"
    ]
    tally = read_to_files([tmp_path], tmp_path / "o.jsonl", language="en")
    assert "3 files of other kinds" in tally.notes[0]


def test_a_file_of_several_articles_is_skipped_once_all_are_read(tmp_path: Path) -> None:
    path, out = _write(tmp_path / "a.json", json.dumps(ITEMS)), tmp_path / "out"
    assert deliver([path], {}, output=out).documents == 3
    assert deliver([path], {}, output=out).skipped == 1
    _write(path, json.dumps(ITEMS[:2]))
    assert deliver([path], {}, output=out).documents == 2


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [_write(tmp_path / "in" / f"{share}.txt", TEXT.format(share)) for share in (10, 11, 12)]
    read = files._read

    def stop(path: Path, *rest: object, **more: object) -> files.Taken:
        if path == paths[1]:
            raise KeyboardInterrupt
        return read(path, *rest, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(files, "_read", stop)
        with pytest.raises(KeyboardInterrupt):
            deliver(paths, {"language": "en"}, output=tmp_path / "out")
    tally = deliver(paths, {"language": "en"}, output=tmp_path / "out")
    assert (tally.documents, tally.skipped) == (2, 1)
