import pytest

from autokg.core.counting import count_of


@pytest.mark.parametrize(("number", "text"), [(0, "0 facts"), (1, "1 fact"), (2, "2 facts"), (1000, "1,000 facts")])
def test_one_is_singular_and_all_else_plural(number: int, text: str) -> None:
    assert count_of(number, "fact") == text
