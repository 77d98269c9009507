"""Read input files whole, with errors for missing, empty or broken ones."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from autokg.core.input_files import read_input
from autokg.errors import InputError
from autokg.facts.messages import describe_json

MAX_BYTES = 200_000_000


def read_content(path: Path, most: int = MAX_BYTES) -> bytes:
    """Return the bytes of a file; raise `InputError` if it is missing, empty or too long."""
    content = read_input(path, most)
    if not content.strip():
        raise InputError("the file is empty", source=str(path))
    return content


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, as the document record keeps it."""
    return hashlib.sha256(read_content(path)).hexdigest()


def read_json(path: Path) -> Any:
    """Return the content of a JSON file; raise `InputError` with line and column if it is none."""
    try:
        return json.loads(read_content(path).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(
            "not UTF-8 text", source=str(path), expected="JSON", hint="save the file in the encoding UTF-8"
        ) from error
    except json.JSONDecodeError as error:
        raise InputError(
            f"invalid JSON: {describe_json(error.msg)}", source=str(path), line=error.lineno, column=error.colno
        ) from error
    except RecursionError as error:
        raise InputError("the JSON is nested too deep", source=str(path)) from error
