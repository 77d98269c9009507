from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from autokg.errors import InputError
from autokg.review import Worklist, write_csv
from autokg.review.items import OpenName
from autokg.stores import OxigraphStore

from .bench import Bench, labels

Row = dict[str, str]


def rows_of(bench: Bench) -> list[Row]:
    return list(csv.DictReader(io.StringIO(bench.list.read_text(encoding="utf-8-sig"), newline="")))


def fill(bench: Bench, change: Callable[[list[Row]], list[Row]], separator: str = ",") -> None:
    """Do with the list what a person does in a spreadsheet."""
    rows = change(rows_of(bench))
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    bench.list.write_bytes(text.getvalue().encode("utf-8-sig"))


def acting(*actions: tuple[str, str]) -> Callable[[list[Row]], list[Row]]:
    """Fill action and target of the first rows."""
    return lambda rows: [
        {**row, "action": action, "target": target}
        for row, (action, target) in zip(rows, [*actions, *[("", "")] * 9], strict=False)
    ]


def test_the_list_has_a_row_for_each_open_item(bench: Bench) -> None:
    outcome = bench.export()
    rows = rows_of(bench)
    assert [row["kind"] for row in rows] == ["name", "name", "reject", "conflict"]
    assert (rows[0]["name"], rows[0]["facts"], rows[0]["claims"]) == ("Zenith Wagons", "2", "2")
    assert rows[0]["near"].startswith("Zenit Wagon Works (organization/zenit-wagon-works-")
    assert (outcome.decisions, outcome.left, bench.verdicts()) == (0, 4, [])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_is_filled_in_holds_in_the_next_build(bench: Bench, separator: str) -> None:
    bench.export()
    fill(bench, acting(("new", "company"), ("Same", "1"), ("", ""), ("other", "")), separator)
    assert bench.take_in().left == 1
    built = bench.build()
    assert bench.verdicts() == ["new", "same", "prefers"]
    assert (labels(built), built.unheeded) == ([], [])


def test_a_list_may_be_read_twice(bench: Bench) -> None:
    bench.export()
    fill(bench, acting(("accept", ""), ("skip", ""), ("drop", "")))
    assert bench.take_in().decisions == 2
    assert bench.take_in().decisions == 0
    assert bench.verdicts() == ["new", "rejects"]


def test_a_list_left_as_it_was_decides_nothing(bench: Bench) -> None:
    bench.export()
    assert bench.take_in().decisions == 0
    assert not bench.decisions.exists()


def test_a_copied_row_says_a_second_thing_of_a_name(bench: Bench) -> None:
    bench.export()
    fill(
        bench, lambda rows: [{**rows[0], "action": "never", "target": "1"}, {**rows[0], "action": "accept"}, *rows[1:]]
    )
    assert bench.take_in().decisions == 2
    assert bench.verdicts() == ["different", "new"]


def test_every_bad_row_is_named_and_nothing_is_taken(bench: Bench) -> None:
    bench.export()

    def spoil(rows: list[Row]) -> list[Row]:
        first, second, third, fourth = rows
        return [
            {**first, "action": "accept"},
            {**first, "action": "new", "target": "group"},
            {**second, "action": "merge"},
            {**second, "action": "same", "target": "Nobody & Sons"},
            {**third, "action": "other"},
            {**fourth, "target": "2025"},
            {**fourth, "id": "claim/1 claim/2", "action": "accept"},
        ]

    fill(bench, spoil)
    with pytest.raises(InputError) as caught:
        bench.take_in()
    told = str(caught.value).splitlines()
    assert told[0] == f"{bench.list}: 6 bad rows, no decision was written"
    assert [line.split(":")[0].strip() for line in told[1:]] == [f"line {number}" for number in range(3, 9)]
    for line, words in zip(
        told[1:],
        [
            "already decided in line 2",
            "no action named",
            "no thing named",
            "not an action for this case",
            "has no action",
            "no open item has the id",
        ],
        strict=True,
    ):
        assert words in line
    assert not bench.decisions.exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no column action and no id"),
        (b"action;name\naccept;Zenith", "no column id"),
        ("action,id\nÜbernehmen,x".encode("cp1252"), "not UTF-8 text"),
        (b'action,id\n"' + b"x" * 200_000, "the list cannot be read"),
    ],
)
def test_a_file_that_is_no_list_is_told(bench: Bench, content: bytes, told: str) -> None:
    bench.list.write_bytes(content)
    with pytest.raises(InputError, match=told):
        bench.take_in()


def test_words_of_a_text_are_no_formula(store: OxigraphStore) -> None:
    worklist = Worklist.of(store)
    name = OpenName(
        "organization/x-1", "=HYPERLINK(1)", "Organization", ("stake",), ("claim/1",), "- one\n line", "+d1"
    )
    row = next(csv.DictReader(io.StringIO(write_csv(Worklist((name,), worklist.known)).removeprefix("\ufeff"))))
    assert (row["name"], row["words"], row["source"]) == ("'=HYPERLINK(1)", "'- one line", "'+d1")
