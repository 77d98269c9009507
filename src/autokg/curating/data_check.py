"""`python -m autokg.curating.data_check [FOLDER]`: check curated data and count it; exit with 1 if a rule is broken."""

from __future__ import annotations

import sys
from pathlib import Path

from autokg.core.resources import find_resource
from autokg.curating.curated_folder import DataFolder
from autokg.curating.data_counts import make_report
from autokg.curating.data_rules import check
from autokg.errors import AutokgError


def main(arguments: list[str]) -> int:
    """Check a folder, by default the bundled one; return the exit code."""
    try:
        folder = DataFolder(Path(arguments[0]) if arguments else find_resource("data"))
        violations = check(folder)
        report = make_report(folder)
    except AutokgError as error:
        sys.stderr.write(f"{error}\n")
        return 3
    sys.stdout.write(f"{report}\n")
    sys.stderr.writelines(f"{violation}\n" for violation in violations)
    sys.stderr.write(f"{len(violations)} violations\n")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
