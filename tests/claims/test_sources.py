"""What people find a document by in the store: the best that its record has."""

from __future__ import annotations

from typing import Any

import pytest

from autokg.claims.sources import document_nquads
from autokg.facts import Document


@pytest.mark.parametrize(
    ("more", "label"),
    [
        ({}, "d1"),
        ({"published": "2030-05-01"}, "d1"),
        ({"publisher": "A Paper"}, "A Paper"),
        ({"publisher": "A Paper", "published": "2030-05-01"}, "A Paper, 2030-05-01"),
        ({"publisher": "A Paper", "url": "https://example.org/a"}, "https://example.org/a"),
        ({"publisher": "A Paper", "title": "News"}, "News"),
    ],
)
def test_a_document_without_a_title_is_called_by_what_is_known(more: dict[str, Any], label: str) -> None:
    told = document_nquads(Document(kind="document", id="d1", **more))
    assert f'rdf-schema#label> "{label}"' in told
