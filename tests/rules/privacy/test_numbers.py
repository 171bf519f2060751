"""Numbers of persons, and what merely looks like one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.report import Report
from gouji.testing import registry, sample
from gouji_rules.facts.personal_numbers import (
    CHECKS,
    WEIGHTS,
    card_numbers,
    identity_numbers,
    is_identity,
    luhn,
    mobile_numbers,
    printed_digits,
)


def report_of(text: str) -> Report:
    data = sample(2023)
    data["content"][0]["content"] = [text]
    return Report(data, registry().formats)


def identity(region: str, born: str, order: str) -> str:
    digits = region + born + order
    return digits + CHECKS[sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % 11]


@given(st.dates(), st.integers(0, 999), st.integers(0, 9))
def test_one_check_digit_of_ten_is_right(born: object, order: int, other: int) -> None:
    number = identity("110199", str(born).replace("-", ""), f"{order:03}")
    year = int(number[6:10])
    assert is_identity(number) == (1900 <= year <= 2100)
    if number[17] != str(other):
        assert not is_identity(number[:17] + str(other))


@given(st.text(alphabet="0123456789Xx -一，", max_size=60))
def test_any_digits_are_read_without_fault(text: str) -> None:
    report = report_of(text)
    for found in report.fact(printed_digits):
        assert found.span.text.replace(" ", "").replace("-", "").upper() == found.digits
    report.fact(identity_numbers)
    report.fact(mobile_numbers)
    report.fact(card_numbers)


@pytest.mark.parametrize(
    "text",
    [
        "91350203M0001QAY9B", "11341702003256079T", "11620403013912770D/2026-206793", "000014349/2020-00031", "0562-5111009",
        "0379-63308051-8021", "http://www.example.cn/a/11010519491231002X", "x11010519491231002X", "110105194912310020", "2023-01-01 12:00:00",
        "14 0 0 0 0 0 14 12 0 0 0 0 0 12 1 0 0 0", "2019 2020 2021 2022 2023", "13912345678.5", "13912345678元", "a_13912345678",
    ],
)  # fmt: skip
def test_what_is_no_number_of_a_person(text: str) -> None:
    report = report_of(text)
    assert not report.fact(identity_numbers)
    assert not report.fact(mobile_numbers)
    assert not report.fact(card_numbers)


def test_luhn() -> None:
    assert luhn("4111111111111111")
    assert not luhn("4111111111111112")


@pytest.mark.parametrize(
    "text", ["1391234567" * 100_000, "1 " * 500_000, "1-" * 500_000, "１" * 500_000, "11010519491231002x" * 50_000]
)
def test_a_million_digits_cost_little(text: str) -> None:
    report = report_of(text)
    started = time.perf_counter()
    report.fact(identity_numbers)
    report.fact(mobile_numbers)
    report.fact(card_numbers)
    assert time.perf_counter() - started < 1.5
