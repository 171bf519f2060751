from __future__ import annotations

import pytest

from gouji.equations import EquationError, parse_equation, read_unit

KEYS = ("first", "second", "third", "total")


def read(text, units=None):
    return parse_equation("CN201", "row", text, KEYS, units)


def test_a_sum_runs_over_the_keys_in_order() -> None:
    equation = read("total = sum(first..third)")
    assert [(term.factor, term.key, term.at) for term in equation.terms] == [
        (1, "total", 3),
        (1, "first", 0),
        (1, "second", 1),
        (1, "third", 2),
    ]
    assert (equation.added, equation.subtracted) == ((3,), (0, 1, 2))


def test_signs_and_operators() -> None:
    equation = read("total - first <= second+third")
    assert equation.operator == "<="
    assert (equation.added, equation.subtracted) == ((3,), (0, 1, 2))
    assert read("total >= first").operator == ">="
    assert read(" total - sum(first..second) = third ").added == (3,)


def test_a_key_may_be_called_sum() -> None:
    assert parse_equation("CN201", "row", "sum = first", ("sum", "first")).left[0].key == "sum"


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("total == first", 7, "expected the key"),
        ("total = frist", 8, "did you mean 'first'"),
        ("total = first second", 14, "after the equation"),
        ("total = first * 2", 14, "unexpected character"),
        ("total", 5, "expected =, <= or >="),
        ("total = ", 7, "expected the key"),
        ("total = sum(third..first)", 19, "does not come after"),
        ("total = sum(first, third)", 17, "unexpected character"),
        ("total = sum(first third)", 18, "expected .."),
        ("total = sum(first..third", 24, "expected )"),
        ("", 0, "expected the key"),
    ],
)
def test_an_error_points_at_the_character(text: str, position: int, message: str) -> None:
    with pytest.raises(
        EquationError, match=message.replace(".", r"\.").replace("(", r"\(").replace(")", r"\)")
    ) as error:
        read(text)
    assert error.value.position == position
    _, shown, caret = str(error.value).split("\n")
    assert shown == f"  {text}"
    assert caret == f"  {' ' * position}^"


def test_units() -> None:
    assert read_unit("万元") == (10_000, "元")
    assert read_unit("件") == (1, "件")
    assert read_unit("亿") == (100_000_000, "")
    assert read("total = first + second", ("元", "万元", None, "亿元")).rule == "CN201"
    with pytest.raises(EquationError, match="'second' is in 件 and 'total' in 元") as error:
        read("total = sum(first..third)", ("元", "件", "元", "万元"))
    assert error.value.position == 19
