"""Read annotated texts with a language model, and with the rules beside it, and print the tables of `tables.py`.

    AUTOKG_LLM_URL=http://127.0.0.1:8080/v1 AUTOKG_LLM_MODEL=name python benchmarks/reading/llm.py [FOLDER [THIRD…]]

AUTOKG_LLM_TOKENS bounds the tokens of the whole run. Answers are kept in the user's cache, so that a run that stopped
goes on where it was. Nothing here runs in tests or in continuous integration: the figures depend on the model.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from annotated import THIRDS  # the file beside this one
from tables import load_parts, print_tables  # the file beside this one

from autokg.errors import AutokgError
from autokg.reading.files import make_readers
from autokg.reading.llm.settings import Options

_READERS = (("llm",), ("rules", "llm"))


def main(folder: str | None = None, *thirds: str) -> None:
    """Measure the model alone, and both readers behind one gate."""
    budget = os.environ.get("AUTOKG_LLM_TOKENS")
    options = Options.from_environment(os.environ, max_tokens=int(budget) if budget else None)
    parts = load_parts(Path(folder) if folder else None, [int(third) for third in thirds] or range(THIRDS))
    for names in _READERS:
        readers = make_readers(names, options)
        sys.stdout.write(f"{' and '.join(names)}, {options.model}\n\n")
        print_tables(parts, readers)
        sys.stdout.writelines(f"{reader.summary()}\n\n" for reader in readers if hasattr(reader, "summary"))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except AutokgError as error:
        sys.exit(f"llm.py: {error}")
