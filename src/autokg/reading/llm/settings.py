"""Configure the llm reader: address of the model, budget and time limits.

>>> options = Options.from_environment({"AUTOKG_LLM_URL": "http://127.0.0.1:8080/v1", "AUTOKG_LLM_MODEL": "small"})
>>> options.model, options.key
('small', '')
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from autokg.errors import UsageError

URL, MODEL, KEY = "AUTOKG_LLM_URL", "AUTOKG_LLM_MODEL", "AUTOKG_LLM_KEY"
_ENDPOINT = "/chat/completions"


@dataclass(frozen=True, slots=True)
class Options:
    """Settings of the llm reader.

    Attributes:
        base_url: address before `/chat/completions`; mostly it ends in `/v1`.
        key: never shown, written or logged; a server of one's own may need none.
        max_tokens: the most that all requests together may use, prompt and answer; None for no bound.
        answer_tokens: the most that one answer may use.
        price_in, price_out: per million tokens of prompt and of answer, in whatever currency.
        timeout: seconds for one request.
        attempts: how often a request is made before it is given up.
        piece_length: the characters of text that one request carries.
        cache: the folder of answers; None for the user's own.

    """

    base_url: str
    model: str
    key: str = field(default="", repr=False)
    max_tokens: int | None = None
    answer_tokens: int = 4096
    price_in: float | None = None
    price_out: float | None = None
    timeout: float = 120.0
    attempts: int = 5
    piece_length: int = 6000
    cache: Path | None = None

    def __post_init__(self) -> None:
        parts = urlsplit(self.base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError(f"{URL} is not a URL; expected for example https://host/v1")
        if not self.model:
            raise UsageError(f"no model given; set {MODEL}")
        if not re.fullmatch(r"[\x21-\x7e]*", self.key):
            raise UsageError(f"{KEY} contains characters that are not allowed in a key")
        if self.max_tokens is not None and self.max_tokens < 1:
            raise UsageError(f"a budget of {self.max_tokens} tokens is too small; expected a number above 0")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], **more: Any) -> Options:
        """Take address, model and key from the environment; raise `UsageError` if one is missing that is needed."""
        values = {name: environment.get(name, "").strip() for name in (URL, MODEL, KEY)}
        if missing := [name for name in (URL, MODEL) if not values[name]]:
            raise UsageError(f"the llm reader needs {' and '.join(missing)} in the environment")
        return cls(base_url=values[URL], model=values[MODEL], key=values[KEY], **more)

    @property
    def endpoint(self) -> str:
        """The address that requests go to, the query of the base kept."""
        parts = urlsplit(self.base_url)
        path = parts.path.rstrip("/").removesuffix(_ENDPOINT) + _ENDPOINT
        return parts._replace(path=path).geturl()

    @property
    def host(self) -> str:
        """The service as messages name it: without a password that the address may hold."""
        parts = urlsplit(self.base_url)
        return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
