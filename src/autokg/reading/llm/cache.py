"""Cache paid answers on disk, by request: the same request is not sent twice."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from autokg.core.files import write_files
from autokg.core.ids import digest
from autokg.errors import OutputError
from autokg.reading.llm.answers import Answer
from autokg.reading.llm.prompt import Prompt, prompt_hash

_HASH = 64


@dataclass(frozen=True, slots=True)
class AnswerCache:
    """A folder with one file an answer."""

    folder: Path

    @classmethod
    def open(cls, folder: Path | None) -> AnswerCache:
        """Open a folder of answers, the user's own for None; raise `OutputError` before anything is asked."""
        folder = folder or default_folder()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{folder}: answers cannot be kept there ({error.strerror})") from error
        return cls(folder)

    def find(self, prompt: Prompt, model: str) -> Answer | None:
        """Return the answer that was given to a prompt; a file that is not whole counts as none."""
        try:
            held = json.loads(self._path(prompt, model).read_text(encoding="utf-8"))
            return Answer(**held["answer"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, prompt: Prompt, model: str, answer: Answer) -> None:
        """Write an answer aside and rename it into place."""
        held = {"model": model, "prompt": prompt_hash(), "answer": asdict(answer)}
        path = self._path(prompt, model)
        write_files({path: json.dumps(held, ensure_ascii=False, indent=1).encode()})

    def _path(self, prompt: Prompt, model: str) -> Path:
        return self.folder / f"{digest(prompt.user, prompt.system, prompt_hash(), model, length=_HASH)}.json"


def default_folder() -> Path:
    """Return where the user's system keeps what can be made again."""
    from platformdirs import user_cache_path  # noqa: PLC0415 (only where no folder is given)

    return Path(user_cache_path("autokg")) / "llm"
