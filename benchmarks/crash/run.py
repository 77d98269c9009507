"""Kill writers at random moments, and print a Markdown table of what they left.

    python benchmarks/crash/run.py            50 kills
    python benchmarks/crash/run.py 200 7      200 kills, by another seed

A writer (a build over the store, an add, a remove) runs in a process of its own and is killed with SIGKILL at a moment
drawn from the time that it takes when it is left alone. What can be opened then is compared, quad by quad, with the
state before and the state after, and the store is opened for a change, which shows that no lock is left.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from writers import WRITERS  # the file beside this one

from autokg.errors import StoreError
from autokg.facts import to_jsonl
from autokg.facts.corpus import Corpus, load_corpus
from autokg.stores import changing_store, open_store

_FACTS = 200
_PROCESSES = multiprocessing.get_context("forkserver")  # forks of a process that has loaded the writers and no store
_GENERATOR = Path(__file__).parent.parent / "building" / "generate.py"


class Trial:
    """One writer and the store that it starts from."""

    def __init__(self, writer: str, folder: Path, given: Path, facts: Path) -> None:
        """Let the writer run to its end once: how long it takes, and what it leaves."""
        self.writer, self._given, self._facts, self._store = writer, given, facts, folder / writer
        self._before = digest(given)
        self.seconds = self._run(None)
        self._after = digest(self._store)

    def kill(self, moment: float) -> str:
        """Kill the writer after some seconds; return the state that is left."""
        self._run(moment)
        left = digest(self._store)
        try:
            with changing_store(self._store):
                pass
        except StoreError:
            return "locked"
        return {self._before: "before", self._after: "after"}.get(left, "between")

    def _run(self, moment: float | None) -> float:
        """Run the writer on a fresh copy, to its end where no moment is given; return how long it ran."""
        shutil.rmtree(self._store, ignore_errors=True)
        shutil.copytree(self._given, self._store)
        process = _PROCESSES.Process(target=WRITERS[self.writer], args=(self._store, self._facts))
        start = time.monotonic()
        process.start()
        process.join(moment)
        process.kill()
        process.join()
        return time.monotonic() - start


def digest(store: Path) -> str:
    """Return a hash of what a store holds."""
    lines = "\n".join(sorted(map(str, open_store(store).quads())))
    return hashlib.sha256(lines.encode()).hexdigest()


def prepare(folder: Path) -> tuple[Path, Path, Path, Path]:
    """Write a store of generated facts, one with an article more, and the facts of both and of the article."""
    facts = folder / "all.jsonl"
    with facts.open("wb") as file:
        subprocess.run([sys.executable, _GENERATOR, str(_FACTS)], stdout=file, check=True)  # noqa: S603
    whole = load_corpus([facts])
    last = max(id_ for id_ in whole.documents if sum(cites(fact, id_) for fact in whole.facts) > 1)
    article = Corpus({last: whole.documents[last]}, [fact for fact in whole.facts if cites(fact, last)])
    rest = Corpus(
        {id_: one for id_, one in whole.documents.items() if id_ != last},
        [fact for fact in whole.facts if not cites(fact, last)],
    )
    for name, corpus in (("article", article), ("rest", rest)):
        records = [*corpus.documents.values(), *corpus.facts]
        (folder / f"{name}.jsonl").write_text("".join(f"{to_jsonl(record)}\n" for record in records), encoding="utf-8")
    WRITERS["build"](folder / "without", folder / "rest.jsonl")
    WRITERS["build"](folder / "with", facts)
    return folder / "without", folder / "with", folder / "article.jsonl", facts


def cites(fact: object, document: str) -> bool:
    """Whether a fact rests on a document."""
    return document in {evidence.document for evidence in getattr(fact, "evidence", ())}


def main(arguments: list[str]) -> None:
    """Kill as often as asked, and print what was left."""
    _PROCESSES.set_forkserver_preload(["writers"])
    kills, seed = int(arguments[0]) if arguments else 50, int(arguments[1]) if len(arguments) > 1 else 1
    moments = random.Random(seed)  # noqa: S311
    with tempfile.TemporaryDirectory() as name:
        without, whole, article, facts = prepare(Path(name))
        given = {"build": (without, facts), "add": (without, article), "remove": (whole, article)}
        trials = [Trial(writer, Path(name), *given[writer]) for writer in WRITERS]
        left: dict[str, Counter[str]] = {writer: Counter() for writer in WRITERS}
        for number in range(kills):
            trial = trials[number % len(trials)]
            left[trial.writer][trial.kill(moments.uniform(0, trial.seconds * 1.1))] += 1
    sys.stdout.write("| writer | seconds | kills | state before | state after | between | locked |\n")
    sys.stdout.write("|---|--:|--:|--:|--:|--:|--:|\n")
    for trial in trials:
        counts = left[trial.writer]
        states = " | ".join(str(counts[state]) for state in ("before", "after", "between", "locked"))
        sys.stdout.write(f"| {trial.writer} | {trial.seconds:.1f} | {counts.total()} | {states} |\n")
    sys.exit(any(counts["between"] + counts["locked"] for counts in left.values()))


if __name__ == "__main__":
    main(sys.argv[1:])
