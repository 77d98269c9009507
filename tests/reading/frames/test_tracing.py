"""What `read --explain` tells of each sentence."""

from __future__ import annotations

from pathlib import Path

from autokg.reading.files import explain_file

TEXT = "Renault builds the Clio in Lyon.\nIt rained.\nRenault was there with Volvo."


def test_each_sentence_is_explained(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(TEXT, encoding="utf-8")
    told = "\n".join(explain_file(article, {"language": "en"}))
    assert "[Renault = organization] builds/make" in told
    assert "production, actual" in told
    assert [line.strip() for line in told.split("\n") if "fact" in line] == [
        "facts: 1",
        "no fact: it names nothing",
        "no fact: no frame fits",
    ]


def test_a_language_without_rules_is_named(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(TEXT, encoding="utf-8")
    assert "no rules for the language 'nl'" in list(explain_file(article, {"language": "nl"}))
