"""The verbs as functions, `KnowledgeBase`, and the results they return. Public.

The command line and any other front end call these and nothing below them. A name loads its module when it is first
used, so that a short command loads only what it needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autokg.answers import Answer
    from autokg.api.conflict_list import Conflicts
    from autokg.api.doctor_actions import examine, forget_damaged
    from autokg.api.drawings import Drawing
    from autokg.api.fact_actions import evaluate, explain_reading, import_table, json_schema, read, read_to_files
    from autokg.api.knowledge_base import KnowledgeBase, query_text, saved_queries
    from autokg.api.listings import Differences, Findings, Reasons
    from autokg.api.measures import Figure, Measures
    from autokg.api.query_output import QueryOutput
    from autokg.api.read_result import ReadResult, Rejected
    from autokg.api.reports import BuildReport, UpdateReport
    from autokg.api.review_actions import list_unread, review, review_due
    from autokg.api.rows import Rows
    from autokg.api.spark_actions import build_shards, read_with_spark
    from autokg.api.store_actions import (
        add,
        build,
        data_folder,
        diff,
        export,
        open,  # noqa: A004 (as in gzip.open, read with its module)
        remove,
        validate,
        why,
    )
    from autokg.exports import Exported
    from autokg.importing import Imported
    from autokg.reading.files import Tally
    from autokg.reading.scoring import Evaluation
    from autokg.review import Outcome

__all__ = [
    "Answer",
    "BuildReport",
    "Conflicts",
    "Differences",
    "Drawing",
    "Evaluation",
    "Exported",
    "Figure",
    "Findings",
    "Imported",
    "KnowledgeBase",
    "Measures",
    "Outcome",
    "QueryOutput",
    "ReadResult",
    "Reasons",
    "Rejected",
    "Rows",
    "Tally",
    "UpdateReport",
    "add",
    "build",
    "build_shards",
    "data_folder",
    "diff",
    "evaluate",
    "examine",
    "explain_reading",
    "export",
    "forget_damaged",
    "import_table",
    "json_schema",
    "list_unread",
    "open",
    "query_text",
    "read",
    "read_to_files",
    "read_with_spark",
    "remove",
    "review",
    "review_due",
    "saved_queries",
    "validate",
    "why",
]

_MODULES = {
    "Answer": "autokg.answers",
    "Evaluation": "autokg.reading.scoring",
    "Exported": "autokg.exports",
    "Imported": "autokg.importing",
    "Outcome": "autokg.review",
    "Tally": "autokg.reading.files",
    "Conflicts": "autokg.api.conflict_list",
    "Drawing": "autokg.api.drawings",
    **dict.fromkeys(("KnowledgeBase", "query_text", "saved_queries"), "autokg.api.knowledge_base"),
    "QueryOutput": "autokg.api.query_output",
    "Rows": "autokg.api.rows",
    **dict.fromkeys(("Differences", "Findings", "Reasons"), "autokg.api.listings"),
    **dict.fromkeys(("Figure", "Measures"), "autokg.api.measures"),
    **dict.fromkeys(("ReadResult", "Rejected"), "autokg.api.read_result"),
    **dict.fromkeys(("BuildReport", "UpdateReport"), "autokg.api.reports"),
    **dict.fromkeys(("build_shards", "read_with_spark"), "autokg.api.spark_actions"),
    **dict.fromkeys(("examine", "forget_damaged"), "autokg.api.doctor_actions"),
    **dict.fromkeys(("list_unread", "review", "review_due"), "autokg.api.review_actions"),
    **dict.fromkeys(
        ("evaluate", "explain_reading", "import_table", "json_schema", "read", "read_to_files"),
        "autokg.api.fact_actions",
    ),
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    if name not in __all__:
        raise AttributeError(f"module 'autokg.api' has no attribute {name!r}")
    return getattr(import_module(_MODULES.get(name, "autokg.api.store_actions")), name)


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})
