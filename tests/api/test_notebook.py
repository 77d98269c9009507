"""What docs/notebook.md shows runs as it says, block by block; docs/polestar.ipynb runs in a kernel of its own."""

from __future__ import annotations

import doctest
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
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


def test_the_notebook_runs_and_shows_answers_tables_and_pictures(root: Path) -> None:
    notebook = nbformat.read(root / "docs" / "polestar.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not any(cell.outputs for cell in cells)  # outputs in a file grow old unseen
    NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(root)}}).execute()
    shown = {cell.source.splitlines()[-1]: cell.outputs for cell in cells}
    pictures = [outputs[0].data["image/svg+xml"] for line, outputs in shown.items() if line.startswith("kb.draw")]
    assert len(pictures) == 2
    assert all(picture.startswith("<svg") and "Polestar" in picture for picture in pictures)
    assert "Renault Korea" in shown["answer"][0].data["text/html"]
    assert "accepted" in shown["kb.explain(answer)"][0].data["text/html"]
    assert "No source here says" in shown['before.ask("Who builds the Polestar 4?")'][0].data["text/html"]
    assert "sources" in "".join(output.text for output in cells[-1].outputs)
