"""Press facts on who builds whose cars, as an RDF knowledge graph with evidence.

    import autokg

    kb = autokg.open()
    kb.ask("Who builds the Polestar 4?")

    result = autokg.read("article.txt")
    autokg.build(result, store="my-store")

These names, `autokg.facts` and `autokg.api` are public; every other module is internal. Importing the package loads
no other module: a name loads its module when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from autokg.core.version import __version__

if TYPE_CHECKING:
    from autokg.api import (
        Answer,
        Conflicts,
        KnowledgeBase,
        ReadResult,
        Reasons,
        Rows,
        add,
        build,
        diff,
        export,
        import_table,
        open,  # noqa: A004 (as in gzip.open, read with its module)
        read,
        remove,
        validate,
        why,
    )
    from autokg.errors import (
        AutokgError,
        BudgetError,
        DateError,
        DocumentError,
        EvidenceError,
        FactError,
        InputError,
        NoAnswerError,
        OutOfTimeError,
        OutputError,
        QueryError,
        ReaderError,
        ShapeError,
        StoreError,
        UnknownNameError,
        UsageError,
    )
    from autokg.facts import (
        Agreement,
        Alias,
        Brand,
        Document,
        Evidence,
        Fact,
        Investment,
        JointVenture,
        Model,
        Plant,
        Production,
        Role,
        Stake,
        Supply,
    )

__all__ = [
    "Agreement",
    "Alias",
    "Answer",
    "AutokgError",
    "Brand",
    "BudgetError",
    "Conflicts",
    "DateError",
    "Document",
    "DocumentError",
    "Evidence",
    "EvidenceError",
    "Fact",
    "FactError",
    "InputError",
    "Investment",
    "JointVenture",
    "KnowledgeBase",
    "Model",
    "NoAnswerError",
    "OutOfTimeError",
    "OutputError",
    "Plant",
    "Production",
    "QueryError",
    "ReadResult",
    "ReaderError",
    "Reasons",
    "Role",
    "Rows",
    "ShapeError",
    "Stake",
    "StoreError",
    "Supply",
    "UnknownNameError",
    "UsageError",
    "__version__",
    "add",
    "build",
    "diff",
    "export",
    "import_table",
    "open",
    "read",
    "remove",
    "validate",
    "why",
]

_FROM_FACTS = frozenset(
    {
        "Agreement", "Alias", "Brand", "Document", "Evidence", "Fact", "Investment", "JointVenture", "Model", "Plant",
        "Production", "Role", "Stake", "Supply",
    }
)  # fmt: skip


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    if name not in __all__:
        raise AttributeError(f"module 'autokg' has no attribute {name!r}")
    part = "facts" if name in _FROM_FACTS else "errors" if name.endswith("Error") else "api"
    return getattr(import_module(f"autokg.{part}"), name)


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})
