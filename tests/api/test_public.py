"""The public API: its names, their types, what they load, and a program that uses them."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import typing
from collections.abc import Iterator
from pathlib import Path

import pytest
from mypy import api as mypy

import autokg
import autokg.api
import autokg.facts

VERBS = {"open", "read", "build", "add", "remove", "import_table", "validate", "export", "why", "diff"}
MODELS = {
    "Agreement", "Alias", "Brand", "Document", "Evidence", "Fact", "Investment", "JointVenture", "Model", "Plant",
    "Production", "Role", "Stake", "Supply",
}  # fmt: skip
ERRORS = {
    "AutokgError", "BudgetError", "DateError", "DocumentError", "EvidenceError", "FactError", "InputError",
    "NoAnswerError", "OutOfTimeError", "OutputError", "QueryError", "ReaderError", "ShapeError", "StoreError",
    "UnknownNameError", "UsageError",
}  # fmt: skip
RESULTS = {"Answer", "Conflicts", "KnowledgeBase", "ReadResult", "Reasons", "Rows"}


def functions() -> Iterator[tuple[str, typing.Any]]:
    """Yield the public functions, and the public methods of public classes of the API."""
    for name in autokg.api.__all__:
        member = getattr(autokg.api, name)
        if not inspect.isclass(member):
            yield name, member
        elif member.__module__.startswith("autokg.api"):
            for method, function in inspect.getmembers(member, inspect.isfunction):
                if not method.startswith("_") and function.__module__.startswith("autokg"):
                    yield f"{name}.{method}", function


def test_the_public_names() -> None:
    assert set(autokg.__all__) == VERBS | MODELS | ERRORS | RESULTS | {"__version__"}
    assert all(getattr(autokg, name) for name in autokg.__all__)


@pytest.mark.parametrize("module", [autokg, autokg.api])
def test_names_are_listed_before_they_are_loaded_and_others_are_refused(module: typing.Any) -> None:
    assert set(module.__all__) <= set(dir(module))
    with pytest.raises(AttributeError, match=f"module '{module.__name__}' has no attribute 'knowlege'"):
        module.knowlege  # noqa: B018


@pytest.mark.parametrize(
    ("name", "function"), list(functions()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_public_function_is_typed_and_described(name: str, function: typing.Any) -> None:
    signature = inspect.signature(function)
    untyped = [
        parameter.name
        for parameter in signature.parameters.values()
        if parameter.annotation is parameter.empty and parameter.name not in {"self", "cls"}
    ]
    assert (untyped, signature.return_annotation is signature.empty) == ([], False)
    assert re.match(r"[A-Z]\w+ ", function.__doc__)


@pytest.mark.slow
def test_a_program_of_a_user_passes_mypy_strict(root: Path) -> None:
    program = root / "tests" / "api" / "user_program.py"
    out, err, code = mypy.run(["--strict", "--config-file", str(root / "pyproject.toml"), str(program)])
    assert (err, code) == ("", 0), out


def test_importing_the_package_loads_none_of_its_parts() -> None:
    code = "import sys, autokg; print(sorted(name for name in sys.modules if name.startswith('autokg')))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "['autokg', 'autokg.core', 'autokg.core.version']\n"
