"""Facts go where they are wanted, and no article's facts take the place of another's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autokg.facts.corpus import load_corpus
from autokg.reading.files import find_articles
from autokg.reading.output import deliver

TEXT = "Geely holds {} percent of Volvo. It is the largest owner of the company."


def write(path: Path, share: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXT.format(share), encoding="utf-8")
    return path


def shares(folder: Path) -> list[float]:
    return sorted(fact.slots()["share_percent"] for fact in load_corpus([folder]).facts)


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.jsonl"))


def test_articles_of_one_name_keep_their_paths(tmp_path: Path) -> None:
    for number, name in enumerate(["p1/story.txt", "p1/story.md", "p2/story.txt", "p2/Other.txt"]):
        write(tmp_path / name, 10 + number)
    out = tmp_path / "out"
    tally = deliver(find_articles([tmp_path / "p1", tmp_path / "p2"]), {"language": "en"}, output=out)
    assert (tally.documents, tally.facts) == (4, 4)
    assert names(out) == ["Other.jsonl", "p1/story.md.jsonl", "p1/story.txt.jsonl", "p2/story.txt.jsonl"]
    assert shares(out) == [10, 11, 12, 13]
    again = deliver(find_articles([tmp_path / "p1", tmp_path / "p2"]), {"language": "en"}, output=out)
    assert (again.documents, again.skipped) == (0, 4)


@pytest.mark.parametrize(
    ("articles", "expected"),
    [
        (["story.txt", "other.txt"], ["other.jsonl", "story.jsonl"]),
        (["story.txt", "STORY.md"], ["STORY.md.jsonl", "story.txt.jsonl"]),
        (
            ["story.txt", "p/story.md", "p/story.txt.md"],
            ["p/story.md.jsonl", "p/story.txt.md.jsonl", "story.txt.jsonl"],
        ),
    ],
)
def test_no_two_articles_share_a_file(tmp_path: Path, articles: list[str], expected: list[str]) -> None:
    paths = [write(tmp_path / "in" / name, 10 + number) for number, name in enumerate(articles)]
    deliver(paths, {"language": "en"}, output=tmp_path / "out")
    assert names(tmp_path / "out") == expected
    assert len(shares(tmp_path / "out")) == len(articles)


def test_a_changed_article_is_read_again(tmp_path: Path) -> None:
    article, out = write(tmp_path / "story.txt", 10), tmp_path / "out"
    deliver([article], {"language": "en"}, output=out)
    write(article, 20)
    assert deliver([article], {"language": "en"}, output=out).skipped == 0
    assert shares(out) == [20]


def test_a_device_is_no_folder(tmp_path: Path) -> None:
    assert deliver([write(tmp_path / "a.txt", 10)], {"language": "en"}, output=Path(os.devnull)).facts == 1
