"""What a user may write against the public API; type-checked with mypy's strict rules by `test_public.py`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import autokg


def read_and_build(article: Path, store: Path) -> autokg.KnowledgeBase:
    result: autokg.ReadResult = autokg.read(article, published="2024-01-15", publisher="A press")
    print(len(result.documents), len(result.facts), [reject.reason for reject in result.rejects])
    plants = [fact.plant for fact in result.facts if isinstance(fact, autokg.Production)]
    print(plants, [evidence.quote for fact in result.facts for evidence in fact.evidence])
    result.write(article.with_suffix(".jsonl"))
    return autokg.build([article.with_suffix(".jsonl"), result], store, texts=article.parent)


def write_facts(store: Path) -> None:
    evidence = (autokg.Evidence(document="d1", summary="A press says so."),)
    stake = autokg.Stake(status="actual", owner="A", owned="B", evidence=evidence)
    status: autokg.facts.Status = stake.status
    deal = autokg.Agreement(status=status, type="supply", parties=("A", "B"), evidence=evidence)
    made = autokg.Production(status="planned", model="Sample 4", method="CKD", evidence=evidence)
    print(deal.type.value, made.method.value if made.method else "")
    kb = autokg.build([autokg.Document(id="d1"), stake, deal, made], store)
    if kb.report:
        print(kb.report.counts)


def change(store: Path, table: Path, mapping: Path) -> None:
    imported = autokg.import_table(table, mapping=mapping, publisher="A press")
    added = autokg.add(store, imported, replace=True)
    print(added.added, added.conflicts)
    print(autokg.remove(store, list(added.added)).claims)


def use(kb: autokg.KnowledgeBase) -> str:
    answer: autokg.Answer = kb.ask("Who builds the Sample 4?")
    rows: autokg.Rows = kb.query("changed-since", since=dt.date(2024, 1, 1), limit=10, timeout=2.5)
    conflicts: autokg.Conflicts = kb.conflicts("Sample 4")
    reasons: autokg.Reasons = kb.why("Sample 4", "builder", "Example Motors", all_derivations=True)
    past = kb.as_of("2024")
    print(rows.columns, len(conflicts), reasons.hold, past.diff(kb).summary, kb.validate().to_json())
    print(kb.network.central(by="degree").sentence, kb.sources().column("title"))
    return answer.sentence


def compare(store: Path) -> None:
    print(autokg.validate(store), autokg.diff("2023", "2024", store=store), autokg.__version__)
    print(autokg.export("partners", "partners.graphml", store=store, format="graphml").files)
    print(autokg.why("Sample 4", "builder", "Example Motors", store=store))
    try:
        with autokg.open(store, as_of="2024-06-30") as kb:
            print(use(kb))
    except autokg.NoAnswerError as error:
        print(error, error.exit_code)
    except autokg.InputError as error:
        print(error.source, error.line, error.column)
