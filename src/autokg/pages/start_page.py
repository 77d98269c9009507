"""The start page: a question box, examples, and figures of the base."""

from __future__ import annotations

from dataclasses import dataclass

from autokg.answers.evidence import solutions
from autokg.pages.frame import Frame
from autokg.stores import Store

KINDS = (
    "Brand",
    "Organization",
    "Plant",
    "VehicleModel",
    "Agreement",
    "JointVenture",
    "Country",
    "Person",
    "Document",
    "Conflict",
)
_COUNT = "SELECT (COUNT(DISTINCT ?thing) AS ?n) WHERE {{ ?thing a akg:{} }}"
# The thing of a kind that most productions name, by the property that names it.
_MOST_NAMED = """
SELECT ?thing (MIN(STR(?label)) AS ?name) (COUNT(DISTINCT ?production) AS ?n) WHERE {{
  ?production a akg:Production ; {} ?thing . ?thing rdfs:label ?label
}} GROUP BY ?thing ORDER BY DESC(?n) ?name LIMIT 1
"""
_PATHS = {
    "model": "akg:ofModel",
    "brand": "akg:ofModel/akg:modelBrand",
    "plant": "akg:atPlant",
    "country": "akg:atPlant/akg:inCountry",
}


@dataclass(frozen=True)
class StartPage:
    """The start page.

    Attributes:
        examples: questions that the base answers.
        figures: numbers of things by kind.

    """

    examples: tuple[str, ...]
    figures: dict[str, int]


def start_page(store: Store, frame: Frame) -> StartPage:
    """Return the start page of a base."""
    figures = {kind: int(solutions(store, _COUNT.format(kind))[0]["n"]) for kind in KINDS}
    return StartPage(tuple(_examples(store, frame)), {kind: number for kind, number in figures.items() if number})


def _examples(store: Store, frame: Frame) -> list[str]:
    words = frame.texts.words
    found = {key: solutions(store, _MOST_NAMED.format(path)) for key, path in _PATHS.items()}
    return [
        frame.texts(
            f"example_{key}",
            name=words.plant(row["name"]) if key == "plant" else words.region(row["thing"], row["name"]),
        )
        for key, rows in found.items()
        for row in rows
        if row.get("name")
    ]
