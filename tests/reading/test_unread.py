"""Sentences that name two known things and gave no fact are counted and written out."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from autokg.errors import InputError
from autokg.reading.output import deliver
from autokg.reading.unread import Unread, read_rows, to_csv

TEXT = "Renault and Volvo share a long history of talks.\nIn Lyon it rained.\nGeely holds 30 percent of Volvo."


def test_only_sentences_with_two_known_names_and_no_fact_are_unread(tmp_path: Path) -> None:
    article, unread = tmp_path / "a.txt", tmp_path / "unread.csv"
    article.write_text(TEXT, encoding="utf-8")
    tally = deliver([article], {"language": "en"}, output=tmp_path / "f.jsonl", unread=unread)
    with unread.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["sentence"] for row in rows] == ["Renault and Volvo share a long history of talks."]
    assert (tally.unread, rows[0]["names"], rows[0]["article"]) == (
        1,
        "Renault; Volvo",
        TEXT.split("\n", maxsplit=1)[0],
    )
    assert rows[0]["why"].startswith("nearest is ")
    assert "1 sentence with two known names gave no fact" in tally.summary()


def test_a_feed_counts_its_articles(tmp_path: Path) -> None:
    item = "<item><title>News</title><description>Geely holds {} percent of Volvo.</description></item>"
    feed = tmp_path / "a.xml"
    feed.write_text(f"<rss><channel>{item.format(30)}{item.format(40)}</channel></rss>", encoding="utf-8")
    tally = deliver([feed], {"language": "en"}, output=tmp_path / "f.jsonl")
    assert (tally.documents, tally.facts) == (2, 2)


def test_a_list_of_unread_sentences_is_read_back() -> None:
    lines = to_csv(
        [Unread("d", "t", 0, 9, ("Renault", "Volvo"), "Renault,\nVolvo"), Unread("d", "t", 9, 12, ("A", "B"), "A B.")]
    )
    assert [row[-1] for row in read_rows(lines.splitlines(), "unread.csv")] == ["Renault,\nVolvo", "A B."]


@pytest.mark.parametrize("lines", [[], ["name,type"]])
def test_another_file_is_no_list_of_unread_sentences(lines: list[str]) -> None:
    with pytest.raises(InputError, match="not a list of unread sentences"):
        read_rows(lines, "names.csv")
