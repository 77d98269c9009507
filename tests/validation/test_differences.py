"""Where the compiled shapes and pySHACL part: SHACL's words, what we make of them, what pySHACL does."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from autokg.validation.breaches import Term
from validation.builders import ours, pyshacls, read, store_of


@dataclass(frozen=True)
class Difference:
    """A shape on :a, its data, and the values that break it for us and for pySHACL."""

    shape: str
    data: str
    ours: tuple[str, ...]
    pyshacls: tuple[str, ...]


DIFFERENCES = {
    # A path back through a list is that list from its end.
    "an inverse sequence": Difference(
        "sh:path [ sh:inversePath ( :p :q ) ] ; sh:nodeKind sh:Literal",
        ":c :p :b . :b :q :a .",
        ours=("https://e.org/c",),
        pyshacls=(),
    ),
    # SPARQL's < has no order of IRIs, and what cannot be compared breaks sh:lessThan.
    "an order of IRIs": Difference("sh:path :p ; sh:lessThan :q", ":a :p :b ; :q :c .", ("https://e.org/b",), ()),
    # REGEX of SPARQL has the flag s, for a dot that takes line ends too.
    "a dot for a line end": Difference(
        'sh:path :p ; sh:pattern "a.b" ; sh:flags "s"', ':a :p "a\\nb" .', (), ("a\nb",)
    ),
}  # fmt: skip


def values(found: set[tuple[Term, str, str | None, Term | None, str, str, str]]) -> tuple[str, ...]:
    return tuple(sorted(one[3].value for one in found if one[3] is not None))


@pytest.mark.parametrize("case", DIFFERENCES)
def test_a_difference_is_as_told(case: str) -> None:
    difference = DIFFERENCES[case]
    shapes = read(f":Shape sh:targetNode :a ; sh:property [ {difference.shape} ] .")
    store = store_of(read(difference.data))
    assert values(ours(shapes, store)) == difference.ours
    assert values(pyshacls(shapes, store)) == difference.pyshacls
