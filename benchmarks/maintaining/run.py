"""Add articles to stores of several sizes and remove them again, and print a Markdown table.

    python benchmarks/maintaining/run.py                 1,000, 10,000 and 100,000 facts
    python benchmarks/maintaining/run.py 1000000         another size

Each article says again, under a document of its own, what one of the base says, so that all its names and slots are
there already: it touches more than one of news does. The first article warms up what is loaded once (tables of
country names, rules, reference data) and is not counted.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from autokg.building.build import build
from autokg.building.updating import add_to_store, remove_from_store
from autokg.facts import parse_record
from autokg.facts.corpus import Corpus, load_corpus
from autokg.stores import replacing_store

_GENERATOR = Path(__file__).parent.parent / "building" / "generate.py"
_ARTICLES = 11


def measure(size: int) -> str:
    """Return the row of a size: facts of an article, quads it changes, seconds to add and to remove it."""
    with tempfile.TemporaryDirectory() as name:
        facts, store = Path(name) / "facts.jsonl", Path(name) / "store"
        with facts.open("wb") as file:
            subprocess.run([sys.executable, _GENERATOR, str(size)], stdout=file, check=True)  # noqa: S603
        with replacing_store(store) as new:
            build(load_corpus([facts]), store=new)
        rows = [_measure_article(store, article) for article in articles(facts)][1:]
    columns = list(zip(*rows, strict=True))
    medians = [statistics.median(column) for column in columns]
    return "| {:,} | {:.0f} | {:.0f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} |\n".format(
        size, *medians, max(columns[2]), max(columns[3])
    )


def _measure_article(store: Path, article: Corpus) -> tuple[int, int, float, float]:
    start = time.process_time()
    made = add_to_store(store, article)
    added = time.process_time()
    remove_from_store(store, list(article.documents))
    quads = len(made.delta.gained) + len(made.delta.dropped)
    return len(article.facts), quads, added - start, time.process_time() - added


def articles(facts: Path) -> Iterator[Corpus]:
    """Yield the first documents of a file with all that they alone say, under other ids."""
    said: dict[str, list[str]] = defaultdict(list)
    documents: dict[str, str] = {}
    with facts.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["kind"] == "document":
                documents[record["id"]] = line
            elif len({evidence["document"] for evidence in record["evidence"]}) == 1:
                said[record["evidence"][0]["document"]].append(line)
    for id_ in sorted(said)[:_ARTICLES]:
        article = Corpus()
        for line in (documents[id_], *said[id_]):
            article.add(parse_record(line.replace(f'"{id_}"', f'"again-{id_}"')), "an article")
        yield article


def main(arguments: list[str]) -> None:
    """Measure each size."""
    sys.stdout.write(
        "| facts in the base | facts added | quads changed | add s | remove s | longest add s | longest remove s |\n"
    )
    sys.stdout.write("|--:|--:|--:|--:|--:|--:|--:|\n")
    for size in map(int, arguments or ["1000", "10000", "100000"]):
        sys.stdout.write(measure(size))
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
