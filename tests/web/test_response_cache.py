"""What is kept in memory stays within its bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autokg.api.sparql_serving import Content
from autokg.web.response_cache import Cache


@pytest.mark.parametrize(("size", "is_kept"), [(1_000, True), (1_001, False)])
def test_a_large_content_is_not_kept(size: int, is_kept: bool) -> None:
    cache = Cache(most_bytes=8_000)
    cache.put("a", Content(b"x" * size, "text/plain"))
    assert (cache.get("a") is not None) is is_kept


@given(uses=st.lists(st.tuples(st.sampled_from("abcdefghij"), st.integers(0, 30))))
def test_a_cache_never_holds_more_than_its_bytes_nor_another_content(uses: list[tuple[str, int]]) -> None:
    cache, made = Cache(most_bytes=3_000), dict[str, Content]()
    for tag, size in uses:
        made.setdefault(tag, Content(tag.encode() * size, "text/plain"))
        cache.put(tag, made[tag])
        kept = [content for content in map(cache.get, "abcdefghij") if content]
        assert sum(len(content.body) + 600 for content in kept) <= 3_000
        assert all(made[content.body[:1].decode()] == content for content in kept if content.body)
