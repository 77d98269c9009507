"""Facts that are stated for a time after all documents that state them."""

from __future__ import annotations

from typing import Any

import pytest

from autokg.building.build import build
from autokg.validation import validate
from builders import GAZETTEER, corpus, document, fact

TWO = ("d1", "d2")


@pytest.mark.parametrize(
    ("as_of", "dates", "found"),
    [
        ("2024-01-15", [{}], None),
        ("2024-01-16", [{}], "2024-01-15"),
        ("2024-01", [{}], None),
        ("2024-02", [{}], "2024-01-15"),
        ("2024-12", [{"published": "2024"}], None),
        ("2025", [{"published": "2024"}], "2024"),
        ("2025", [{"published": None}], None),
        ("2025", [{"published": None, "retrieved": "2024-06-01"}], "2024-06-01"),
        ("2025", [{"published": None, "retrieved": "2025-06-01"}], None),
        ("2025", [{}, {"published": "2025-03"}], None),
        ("2025", [{}, {"published": None}], None),
        ("2025", [{}, {"published": "2024-06"}], "2024-06"),
    ],
)
def test_a_fact_stated_for_a_time_after_its_documents_is_a_finding(
    as_of: str, dates: list[dict[str, Any]], found: str | None
) -> None:
    papers = [document(id_, **about) for id_, about in zip(TWO, dates, strict=False)]
    stated = fact("production", documents=TWO[: len(papers)], model="Sample 4", plant="Northport", as_of=as_of)
    findings = build(corpus(*papers, stated), gazetteer=GAZETTEER).findings
    assert [(finding.severity, finding.value) for finding in findings] == ([("Warning", as_of)] if found else [])
    assert all(f"stated for {as_of}, but was public by {found};" in finding.message for finding in findings)


def test_an_end_after_the_publication_is_no_wrong_date_of_the_statement() -> None:
    ended = fact("production", status="ended", model="Sample 4", plant="Northport", end="2025")
    assert build(corpus(document(), ended), gazetteer=GAZETTEER).findings == []


def test_only_facts_near_the_focus_are_found() -> None:
    stated = fact("production", model="Sample 4", plant="Northport", as_of="2025")
    built = build(corpus(document(), stated), gazetteer=GAZETTEER)
    assert len(validate(built.store, "fr", focus=[claim.subject for claim in _claims(built)])) == 1
    assert validate(built.store, focus=[]) == []


def _claims(built: Any) -> list[Any]:
    return list(built.judgement.accepted)
