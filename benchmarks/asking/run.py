"""Ask the questions of this folder and count the grades of their answers.

    python benchmarks/asking/run.py ask [--part N]      answers into graded.jsonl, then the counts
    python benchmarks/asking/run.py cases FOLDER        cases kept elsewhere, by the word checks of their check.py

Answers are of the bundled base on one day, so that runs can be compared. A grade is given by hand in graded.jsonl:
right, wrong, rightly refused or refused. `ask` keeps the grade of an answer that is the same as before and empties it
where the answer changed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import autokg
from autokg.errors import NoAnswerError

_HERE = Path(__file__).parent
_GRADES = ("right", "wrong", "rightly refused", "refused")
_CASES_LINE = re.compile(r"^all (\d+) / (\d+)$", re.MULTILINE)
Record = dict[str, Any]


def read_records(name: str) -> list[Record]:
    """Read a JSONL file of this folder; an absent file has no records."""
    path = _HERE / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line] if path.exists() else []


def answer_questions(questions: list[Record], today: dt.date) -> Iterator[Record]:
    """Yield the answer or refusal of each question, with its reading."""
    base = autokg.open()
    for question in questions:
        try:
            answer = base.ask(question["question"], today=today)
        except NoAnswerError as error:
            yield {"id": question["id"], "reading": "refused", "answer": str(error)}
        except Exception as error:  # a crash is an answer to be graded, and no reason to stop
            yield {"id": question["id"], "reading": "crashed", "answer": repr(error)}
        else:
            yield {"id": question["id"], "reading": answer.reading, "answer": str(answer)}


def run_cases(folder: Path) -> str:
    """Return how many of the cases kept outside pass their word checks, or why they are left out."""
    if not (folder / "check.py").is_file():
        return f"The cases are left out: {folder} has no check.py; give the folder that has it."
    command = [sys.executable, str(folder / "check.py"), str(folder / "cases.jsonl"), "-v"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (our own command)
    passed = _CASES_LINE.search(done.stdout)
    return f"{done.stdout}\nCases: {passed[1]} of {passed[2]}" if passed else f"The cases failed: {done.stderr}"


def grade_anew(questions: list[Record], today: dt.date) -> None:
    """Ask the questions and write their answers, with the grades of those that are as before."""
    graded = {record["id"]: record for record in read_records("graded.jsonl")}
    for record in answer_questions(questions, today):
        before = graded.get(record["id"], {})
        same = before.get("answer") == record["answer"]
        graded[record["id"]] = {"id": record["id"], "grade": before["grade"] if same else "", **record}
    lines = (json.dumps(graded[key], ensure_ascii=False) + "\n" for key in sorted(graded))
    (_HERE / "graded.jsonl").write_text("".join(lines), encoding="utf-8")


def count_grades(questions: list[Record], by: str) -> Iterator[str]:
    """Yield a Markdown table of grades by a key of the questions."""
    grades = {record["id"]: record["grade"] for record in read_records("graded.jsonl")}
    counts: dict[str, Counter[str]] = {}
    for question in questions:
        for row in (question[by], "all"):
            counts.setdefault(row, Counter())[grades[question["id"]] or "not graded"] += 1
    columns = (*_GRADES, *(["not graded"] if counts["all"]["not graded"] else []))
    yield f"| {by} | questions | {' | '.join(columns)} |"
    yield f"|---|--:|{'--:|' * len(columns)}"
    for row in (*sorted(counts.keys() - {"all"}), "all"):
        cells = " | ".join(str(counts[row][grade]) for grade in columns)
        yield f"| {row} | {counts[row].total()} | {cells} |"


def main() -> None:
    """Ask the questions, or run the cases."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("ask", "cases"))
    parser.add_argument("folder", type=Path, nargs="?", default=_HERE, help="folder of check.py and cases.jsonl")
    parser.add_argument("--part", type=int, choices=range(1, 24), help="the questions of one round")
    parser.add_argument("--today", type=dt.date.fromisoformat, default=dt.date(2026, 7, 1))
    given = parser.parse_args()
    if given.what == "cases":
        sys.stdout.write(run_cases(given.folder) + "\n")
        return
    questions = [question for question in read_records("questions.jsonl") if given.part in (None, question["part"])]
    grade_anew(questions, given.today)
    for by in ("language", "kind"):
        sys.stdout.writelines(f"{line}\n" for line in (*count_grades(questions, by), ""))


if __name__ == "__main__":
    main()
