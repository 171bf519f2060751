"""The JSON reader: what it takes, and how it refuses the rest."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gouji.readers.json import MAX_BYTES, MAX_DEPTH, read
from gouji.readers.json_faults import first_fault
from gouji.report import REPORT_TYPE, Report
from gouji.source import Document, Invalid, NotAReport, Unreadable
from gouji.testing import registry, sample, set_cell, tables_of

FORMATS = registry().formats


def written(data: Any, indent: int | None = 1) -> str:
    return json.dumps(data, ensure_ascii=False, indent=indent)


def reading(source: str | bytes) -> Document:
    return read(source if isinstance(source, bytes) else source.encode(), FORMATS)


def refused(source: str | bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        reading(source)
    error = caught.value
    assert re.search("[\u4e00-\u9fff]", error.zh)
    assert error.en.isprintable()
    return error


def underlined(error: Unreadable) -> str:
    """Return the characters of the source that an error stands on, all on one line."""
    place = error.place
    assert error.text is not None
    assert place.line is not None
    assert place.column is not None
    assert place.end_column is not None
    line = re.split(r"\r\n|\r|\n", error.text)[place.line - 1]
    if place.end_line != place.line:
        return line[place.column - 1 :] + "⏎"
    return line[place.column - 1 : place.end_column - 1]


def nested(levels: int) -> dict[str, Any]:
    """A valid report whose arrays and objects stand `levels` deep."""
    data = sample(2023)
    innermost: dict[str, Any] = {"heading": "节"}
    # Each section and its content are two levels; the report and its content are two more.
    for _ in range((levels - 3) // 2):
        innermost = {"heading": "节", "content": [innermost]}
    if levels % 2 == 0:
        section = innermost
        while "content" in section:
            section = section["content"][0]
        section["content"] = []
    data["content"].append(innermost)
    return data


def depth(data: Any) -> int:
    if isinstance(data, dict):
        return 1 + max(map(depth, data.values()), default=0)
    return 1 + max(map(depth, data), default=0) if isinstance(data, list) else 0


@pytest.mark.parametrize("year", range(2019, 2026))
def test_a_report_is_read_as_written(year: int) -> None:
    data = sample(year)
    for source in (written(data), written(data, None), json.dumps(data), "\ufeff" + written(data)):
        document = reading(source)
        assert document.data == data
        assert document.text == source.removeprefix("\ufeff")
        assert Report(document.data, FORMATS).year == year


def test_a_byte_order_mark_moves_no_column() -> None:
    plain = written(sample(), None)
    assert reading("\ufeff" + plain).places.locate(("year",)) == reading(plain).places.locate(("year",))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends(newline: str) -> None:
    place = reading(written(sample()).replace("\n", newline)).places.locate(("agency", "name"))
    assert (place.line, place.column) == (6, 12)


@pytest.mark.parametrize("printed", ["96171.60", "0.10", "-3.50", "14.0", "1e3", "1E+2", "123456789012345678901.5"])
def test_a_decimal_keeps_its_printed_digits(printed: str) -> None:
    data = sample()
    set_cell(data, "art20_8/admin_fee/fee_wan_yuan", "HERE")
    document = reading(written(data).replace('"HERE"', printed))
    report = Report(document.data, FORMATS)
    table = next(table for table in report.tables() if table.key == "art20_8")
    cell = table.cell("admin_fee", "fee_wan_yuan")
    assert cell is not None
    assert cell.value == cell.text == printed
    assert printed in written(document.data)
    place = document.places.locate(cell.pointer)
    assert (place.end_column or 0) - (place.column or 0) == len(printed)


def test_whole_numbers_stay_integers_beside_decimals() -> None:
    data = sample()
    next(tables_of(data))["rows"][0]["label_column"] = 0
    set_cell(data, "art20_8/admin_fee/fee_wan_yuan", "HERE")
    source = written(data).replace('"HERE"', "0.50").replace('"year": 2023', '"year": 2023.0')
    found = reading(source.replace('"label_column": 0', '"label_column": 1.0')).data
    set_cell(data, "art20_8/admin_fee/fee_wan_yuan", "0.50")
    next(tables_of(data))["rows"][0]["label_column"] = 1
    assert found == data
    assert type(found["year"]) is int
    assert type(next(tables_of(found))["rows"][0]["label_column"]) is int


def test_a_decimal_where_text_belongs_is_no_text() -> None:
    with pytest.raises(Invalid):
        reading(written(sample() | {"title": 2023.5}))


BROKEN = [
    ("", "", "空"),
    (" \n", "", "空"),
    ("[1,]", ",", "多了一个逗号"),
    ('{"a": 1,\n}', ",", "多了一个逗号"),
    ("[1 2]", "2", "漏了逗号"),
    ('{"a": 1 "b": 2}', '"', "漏了逗号"),
    ('{"a": 1, "a": 2}', "a", "写了两次（第一次在第 1 行）"),
    ('{"a": 1,\r\n "\\u0061": 2}', "\\u0061", "写了两次（第一次在第 1 行）"),
    ('[{}, {"甲": {},\n\n "甲": 2}]', "甲", "写了两次（第一次在第 1 行）"),
    ('{"": 1, "": 2}', "", "写了两次"),
    ("[NaN]", "NaN", "null"),
    ("[Infinity]", "Infinity", "null"),
    ("[-Infinity]", "-Infinity", "null"),
    ("[010]", "010", "前面不加 0"),
    ("[+1]", "+1", "前面不加 0"),
    ("[1.]", "1.", "小数点"),
    ("[.5]", ".5", "小数点"),
    ("[0x1F]", "0x1F", "不是 JSON 中的数"),
    ("[1e]", "1e", "不是 JSON 中的数"),
    ("[-]", "-", "双引号"),
    ("[1-2]", "1-2", "不是 JSON 中的数"),
    ("[True]", "True", "true"),
    ("[None]", "None", "null"),
    ("[年度]", "年度", "双引号"),
    ("{'a': 1}", "'", "双引号"),
    ("[\"a\", 'b']", "'", "双引号"),
    ("{a: 1}", "a", "双引号"),
    ("{“a”: 1}", "“", '半角的 "'),
    ('{"a"：1}', "：", "半角的 :"),
    ('{"a":1，"b":2}', "，", "半角的 ,"),
    ("［1]", "［", "半角的 ["),
    ('{"a" 1}', "1", "冒号"),
    ('{"a": }', "}", "缺少一个值"),
    ("[1,,2]", ",", "缺少一个值"),
    ("[,1]", ",", "缺少一个值"),
    ("[1}", "}", "括号不配对"),
    ('{"a": [1}', "}", "括号不配对"),
    ("[\n{]", "]", "第 2 行的 {"),
    ('{"a": ]', "]", "括号不配对"),
    ("]", "]", "不应出现"),
    ("[1]]", "]", "已经结束"),
    ('{} {"a": 1}', "{", "已经结束"),
    ("[1", "", "缺少 ]"),
    ('{"a": [{"b"', "", "缺少 }]}"),
    ('{"a": 1,', "", "缺少 }"),
    ('{"a":', "", "缺少 }"),
    ('["总体', '"', "结尾的双引号"),
    ('["总体\\', '"', "结尾的双引号"),
    ('["总体\\u4f', '"', "结尾的双引号"),
    ('["总体\n情况"]', "⏎", "换行请写 \\n"),
    ('["总体\t情况"]', "\t", "制表符"),
    ('["总体\x01情况"]', "\x01", "U+0001"),
    ('["总体\x00情况"]', "\x00", "U+0000"),
    ('["\\x41"]', "\\x", "转义"),
    ('["D:\\报告"]', "\\报", "转义"),
    ('["\\u12g4"]', "\\u12", "四位十六进制"),
    ('["年\\ud83d度"]', "\\ud83d", "半个字符"),
    ('["\\ude00"]', "\\ude00", "半个字符"),
    ('["\\ud83d\\ud83d\\ude00"]', "\\ud83d", "半个字符"),
    ('{"\\uDC00": 1}', "\\uDC00", "半个字符"),
    ("[1, // 注\n2]", "/", "注释"),
    ("/* 注 */ [1]", "/", "注释"),
    ("# 注\n[1]", "#", "注释"),
    ("[\u30001]", "\u3000", "U+3000"),
    ("[1,\xa02]", "\xa0", "U+00A0"),
    ("\ufeff\ufeff[1]", "\ufeff", "U+FEFF"),
    ("[1e999]", "1e999", "太大"),
    ("[-1E+4000]", "-1E+4000", "太大"),
    ("[" + "7" * 5000 + "]", "7" * 5000, "4300 位"),
    ("[-" + "7" * 4301 + "]", "-" + "7" * 4301, "4300 位"),
    ("[" * 100_000, "[", f"{MAX_DEPTH} 层"),
    ('{"a":' * 100_000, "{", f"{MAX_DEPTH} 层"),
    ("[" * 100_000 + "]" * 100_000, "[", f"{MAX_DEPTH} 层"),
]


@pytest.mark.parametrize(("source", "words", "said"), BROKEN, ids=[repr(case[0][:24]) for case in BROKEN])
def test_broken_json(source: str, words: str, said: str) -> None:
    error = refused(source)
    assert underlined(error) == words
    assert said in error.zh


def test_a_report_cut_off_anywhere_is_refused_at_its_place() -> None:
    whole = written(sample()).encode()
    for length in range(0, len(whole) - 1, 397):
        error = refused(whole[:length])
        assert error.place.line is not None


@pytest.mark.parametrize("levels", [MAX_DEPTH - 1, MAX_DEPTH])
def test_the_deepest_report_is_read(levels: int) -> None:
    data = nested(levels)
    assert depth(data) == levels
    assert len(list(Report(reading(written(data)).data, FORMATS).sections())) > MAX_DEPTH // 2 - 3


@pytest.mark.parametrize("levels", [MAX_DEPTH + 1, MAX_DEPTH + 2, 400])
def test_a_deeper_report_is_refused(levels: int) -> None:
    data = nested(levels)
    assert depth(data) == levels
    error = refused(written(data, None))
    assert f"{MAX_DEPTH} 层" in error.zh
    assert underlined(error) in {"[", "{"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_wide_encodings(encoding: str) -> None:
    source = written(sample())
    error = refused(source.encode(encoding))
    assert encoding[:6].upper() in error.zh
    assert "UTF-8" in error.zh
    assert error.text == source
    assert (error.place.line, error.place.column) == (1, 1)


def test_gb18030_is_named_and_shown_at_its_first_character() -> None:
    source = written(sample())
    error = refused(source.encode("gb18030"))
    assert "GB18030" in error.zh
    assert error.text == source
    assert underlined(error) == "云"
    assert error.place.line == 4


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_one_bad_byte(mark: bytes) -> None:
    raw = written(sample()).encode().replace("档".encode(), "档".encode() + b"\xff", 1)
    error = refused(mark + raw)
    assert "0xFF" in error.zh
    assert "GB18030" not in error.zh
    assert (error.place.line, error.place.column) == (4, 16)
    assert underlined(error) == "\ufffd"


def test_a_file_cut_off_inside_a_character() -> None:
    whole = written(sample()).encode()
    error = refused(whole[: whole.index("云".encode()) + 2])
    assert "不完整" in error.zh
    assert (error.place.line, error.place.column) == (4, 12)


def test_a_stray_zero_byte_is_no_wide_encoding() -> None:
    error = refused("\0" + written(sample()))
    assert "U+0000" in error.zh
    assert (error.place.line, error.place.column) == (1, 1)


def test_bytes_of_no_encoding() -> None:
    assert refused(b"\xff\x81\xff\xff\x80").place.line == 1


def test_a_file_too_great() -> None:
    assert "16 MB" in refused(b" " * (MAX_BYTES + 1)).zh
    assert reading(written(sample()).ljust(MAX_BYTES // 2)).data["year"] == 2023


@pytest.mark.parametrize("source", ["[]", "3", '"年度报告"', "null", "{}", '{"name": "site", "version": "1.0.0"}'])
def test_other_json_is_no_report(source: str) -> None:
    with pytest.raises(NotAReport) as caught:
        reading(source)
    assert REPORT_TYPE in caught.value.zh
    assert "看起来" not in caught.value.zh


@pytest.mark.parametrize("stated", [None, "annual-report", 3, {}, "cn_ogi_annual_report"])
def test_a_report_of_another_type_is_told_what_to_write(stated: Any) -> None:
    data = sample() | {"type": stated}
    if stated is None:
        del data["type"]
    with pytest.raises(NotAReport) as caught:
        reading(written(data))
    assert f'"type": "{REPORT_TYPE}"' in caught.value.zh
    assert "看起来是年度报告" in caught.value.zh
    assert stated is None or json.dumps(stated) in caught.value.zh


def test_a_slip_in_the_type_alone_is_seen() -> None:
    with pytest.raises(NotAReport, match="seems to be an annual report"):
        reading('{"type": "cn-ogi-anual-report"}')


def accepted(text: str) -> bool:
    """Whether the standard decoder, asked to be strict, takes a text, and UTF-8 can write what it gives."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) != len(pairs):
            raise ValueError(pairs)
        return dict(pairs)

    def refuse(constant: str) -> Any:
        raise ValueError(constant)

    def finite(printed: str) -> float:
        return float(printed) if abs(float(printed)) < float("inf") else refuse(printed)

    try:
        data = json.loads(text, object_pairs_hook=unique, parse_constant=refuse, parse_float=finite)
        json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return False
    return True


PIECES = st.sampled_from(
    [
        *'{}[],:" \n\t\\-+.eE0123aA年',
        *("\\u", "d83d", "de00", "\\ud83d", "\\ude00", "\\n", '""', '"a"', '"a":', "1", "-1.5e3", "true", "null"),
        *("NaN", "//", "'", "“", "\ufeff", "\x00", "\x85", "1e999"),
    ]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
@example('{"a":1,"\\u0061":2}')
@example("-")
@example('"\\u00 1"')
@example("[１]")
def test_a_fault_is_found_where_and_only_where_the_decoder_refuses(text: str) -> None:
    fault = first_fault(text, MAX_DEPTH)
    assert (fault is None) == accepted(text)
    if fault is not None:
        assert 0 <= fault.start <= fault.end <= len(text)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_report_with_one_character_changed_never_breaks_the_reader(data: st.DataObject) -> None:
    source = written(sample(), data.draw(st.sampled_from([None, 1])))
    at = data.draw(st.integers(0, len(source) - 1))
    change = data.draw(PIECES | st.just(""))
    kept = data.draw(st.integers(0, 2))
    text = source[:at] + change + source[at + kept :]
    bare = text.removeprefix("\ufeff")
    if not accepted(bare):
        error = refused(text)
        assert error.text == bare
        assert error.place.line is not None
        return
    with contextlib.suppress(NotAReport, Invalid):
        reading(text)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=40) | st.text(max_size=20).map(lambda text: text.encode("gb18030")))
def test_any_bytes_are_answered(raw: bytes) -> None:
    with pytest.raises((Unreadable, NotAReport)):
        read(raw, FORMATS)


def test_a_clean_file_needs_no_explanations() -> None:
    root = Path(__file__).parents[2]
    code = (
        "import sys\n"
        "from gouji.readers.json import read\n"
        "read(sys.stdin.buffer.read(), None)\n"
        "print([name for name in sys.modules if name in"
        " {'jsonschema', 'difflib', 'gouji.readers.json_faults', 'gouji.readers.violations'}])\n"
    )
    path = [str(root / folder) for folder in ("linter", "rules", "schemas")]
    run = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}\n{code}"],
        input=written(sample()).encode(),
        capture_output=True,
        check=True,
    )
    assert run.stdout.decode().strip() == "[]"
