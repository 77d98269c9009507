"""A candidate of a reader that the record form refuses, such as a stake of 120 per cent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Refusal:
    """Keys of a record with the errors of the record form."""

    record: Mapping[str, Any]
    reason: str
