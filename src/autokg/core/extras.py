"""Optional dependencies: the packages that only some formats and readers need, each behind an extra of autokg.

>>> require_extra("json", extra="documents", purpose="reading pages").__name__
'json'
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from autokg.errors import UsageError


def require_extra(module: str, *, extra: str, purpose: str) -> ModuleType:
    """Import an optional package; raise `UsageError` with the pip command if it is not installed.

    Call it before any work starts, so that a missing extra does not cost a finished result.
    """
    try:
        return import_module(module)
    except ImportError as error:
        message = f'{purpose} needs the package {module.partition(".")[0]}: pip install "autokg[{extra}]"'
        raise UsageError(message) from error
