"""What docs/notebook.md shows runs as it says, block by block."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
from sybil.document import Document
from sybil.parsers.markdown import PythonCodeBlockParser

pytestmark = pytest.mark.slow


def test_the_page_runs_from_top_to_bottom(root: Path) -> None:
    parser = PythonCodeBlockParser(doctest_optionflags=doctest.ELLIPSIS)
    document = Document.parse(str(root / "docs" / "notebook.md"), parser)
    examples = list(document.examples())
    assert len(examples) > 20
    for example in examples:
        example.evaluate()
