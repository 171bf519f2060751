"""How years are printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji_rules.facts.year_forms import Form, number, printed_years


@pytest.mark.parametrize(
    ("text", "printed", "form", "years"),
    [
        ("2020年", "2020年", Form.YEAR, (2020, 2020)),
        ("2020 年", "2020 年", Form.YEAR, (2020, 2020)),
        ("2020　年度", "2020　年度", Form.YEAR, (2020, 2020)),
        ("二〇二〇年", "二〇二〇年", Form.YEAR, (2020, 2020)),
        ("二零二零年度", "二零二零年度", Form.YEAR, (2020, 2020)),
        ("二○二一年", "二○二一年", Form.YEAR, (2021, 2021)),
        ("一九九八年", "一九九八年", Form.YEAR, (1998, 1998)),
        ("２０２０年", "２０２０年", Form.YEAR, (2020, 2020)),
        ("2020年底", "2020年底", Form.YEAR, (2020, 2020)),
        ("2020年初步", "2020年", Form.YEAR, (2020, 2020)),
        ("2021度", "2021度", Form.YEAR, (2021, 2021)),
        ("2020年3月5日", "2020年3月5日", Form.DATE, (2020, 2020)),
        ("2020 年 3 月", "2020 年 3 月", Form.DATE, (2020, 2020)),
        ("二〇二二年一月二十日", "二〇二二年一月二十日", Form.DATE, (2022, 2022)),
        ("2020-03-05", "2020-03-05", Form.NUMERIC, (2020, 2020)),
        ("2020/3/5", "2020/3/5", Form.NUMERIC, (2020, 2020)),
        ("2020.3.5", "2020.3.5", Form.NUMERIC, (2020, 2020)),
        ("2018—2020年", "2018—2020年", Form.RANGE, (2018, 2020)),
        ("2018-2020年", "2018-2020年", Form.RANGE, (2018, 2020)),
        ("2018年至2020年", "2018年至2020年", Form.RANGE, (2018, 2020)),
        ("二〇一八年至二〇二〇年", "二〇一八年至二〇二〇年", Form.RANGE, (2018, 2020)),
        ("2019年11月至2020年3月", "2019年11月至2020年3月", Form.RANGE, (2019, 2020)),
        ("2020-2021学年", "2020-2021学年", Form.RANGE, (2020, 2021)),
        ("2023.1.1—2023.12.31", "2023.1.1—2023.12.31", Form.RANGE, (2023, 2023)),
        ("〔2020〕", "〔2020〕", Form.BRACKETED, (2020, 2020)),
        ("[2020]", "[2020]", Form.BRACKETED, (2020, 2020)),
        ("【2020】", "【2020】", Form.BRACKETED, (2020, 2020)),
        ("﹝2020﹞", "﹝2020﹞", Form.BRACKETED, (2020, 2020)),
        ("2017条", "2017", Form.BARE, (2017, 2017)),
        ("21年全年", "21年", Form.YEAR, (2021, 2021)),
        ("我局21年度", "21年度", Form.YEAR, (2021, 2021)),
    ],
)
def test_form(text: str, printed: str, form: Form, years: tuple[int, int]) -> None:
    [found] = printed_years(text, 2022)
    assert text[found.start : found.end] == printed
    assert (found.form, (found.year, found.last)) == (form, years)


@pytest.mark.parametrize(
    "text",
    [
        "20211月1日",
        "202112月31日",
        "2017210日",
        "3,329,525",
        "电话2019766",
        "12年来",
        "满20年",
        "近21年全年",
        "第21年度",
        "1234年",
        "2100年",
        "二〇年",
    ],
)
def test_no_year(text: str) -> None:
    assert printed_years(text, 2022) == []


def test_a_two_digit_year_is_one_near_the_reports_own() -> None:
    assert printed_years("08年全年", 2022) == []
    assert printed_years("21年全年", None) == []


def test_a_date_inside_an_address_is_none() -> None:
    assert {found.form for found in printed_years("http://www.example.cn/art/2021-11-05/2024.html", 2022)} == {
        Form.BARE
    }


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("7", 7),
        ("１２", 12),
        ("七", 7),
        ("十", 10),
        ("十二", 12),
        ("三十一", 31),
        ("二十", 20),
        ("十十", 0),
        ("二三", 0),
    ],
)
def test_number(digits: str, value: int) -> None:
    assert number(digits) == value


@given(st.text(alphabet="0123456789０２〇零一二十年月日度底初学至到-—./〔〕（）[]《》 　，。", max_size=80))
def test_any_text_gives_mentions_in_order_that_do_not_overlap(text: str) -> None:
    end = 0
    for found in printed_years(text, 2022):
        assert end <= found.start < found.end <= len(text)
        assert 1949 <= found.year <= found.last <= 2299
        end = found.end
