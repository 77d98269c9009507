"""The bundled base names its version and its newest source."""

import re
from pathlib import Path

from autokg.core.bundled_base import describe_base


def test_the_version_and_the_day_of_the_newest_source_are_told() -> None:
    assert re.fullmatch(r"base \d{4}\.\d{2}, sources to \d{4}-\d{2}-\d{2}", describe_base())


def test_the_readme_tells_them_too() -> None:
    assert describe_base() in (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
