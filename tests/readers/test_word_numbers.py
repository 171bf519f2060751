from __future__ import annotations

import pytest

from gouji.readers.word_numbers import counting
from readers.documents import item, levels, lists, paragraph
from readers.test_docx import TITLE, content, of, report


def numbered(*items: str, numbering: str, styles: str = "") -> list[str]:
    """The numbers before paragraphs that all say 事项如下。"""
    found = content(report(*items, numbering=numbering, styles=styles))
    return [str(text).removesuffix("事项如下。") for text in found]


def at(level: int, number: int = 1) -> str:
    return item(level, "事项如下。", number)


@pytest.mark.parametrize(
    ("count", "shown"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"), (105, "一百〇五"), (110, "一百一十"),
     (1005, "一千〇五"), (1050, "一千〇五十"), (0, "〇"), (10_000, "10000")],
)  # fmt: skip
def test_counting(count: int, shown: str) -> None:
    assert counting(count) == shown


@pytest.mark.parametrize(
    ("kind", "start", "shown"),
    [
        ("decimal", 9, "9."),
        ("decimalZero", 9, "09."),
        ("decimalFullWidth", 10, "１０."),
        ("chineseCounting", 12, "十二."),
        ("chineseCountingThousand", 30, "三十."),
        ("japaneseCounting", 3, "三."),
        ("taiwaneseCounting", 10, "十."),
        ("ideographDigital", 10, "一〇."),
        ("chineseLegalSimplified", 12, "壹拾贰."),
        ("ideographTraditional", 3, "丙."),
        ("ideographZodiac", 3, "寅."),
        ("ideographTraditional", 11, "11."),
        ("decimalEnclosedCircle", 3, "③."),
        ("decimalEnclosedCircleChinese", 21, "21."),
        ("decimalEnclosedParen", 2, "⑵."),
        ("ideographEnclosedCircle", 2, "㊁."),
        ("upperRoman", 14, "XIV."),
        ("lowerRoman", 4000, "4000."),
        ("upperLetter", 28, "BB."),
        ("lowerLetter", 781, "781."),
        ("somethingNew", 3, "3."),
        ("bullet", 1, ""),
        ("none", 1, ""),
    ],
)
def test_formats(kind: str, start: int, shown: str) -> None:
    numbering = lists((kind, "%1.")).replace('<w:start w:val="1"/>', f'<w:start w:val="{start}"/>')
    assert numbered(at(0), numbering=numbering) == [shown]


FORMS = (("japaneseCounting", "%1、"), ("japaneseCounting", "（%2）"), ("decimal", "%3."))


def test_lower_levels_start_anew_under_a_higher_one() -> None:
    found = numbered(at(0), at(1), at(1), at(2), at(0), at(1), at(2), numbering=lists(*FORMS))
    assert found == ["一、", "（一）", "（二）", "1.", "二、", "（一）", "1."]


def test_a_level_that_never_starts_anew() -> None:
    numbering = lists(*FORMS).replace('<w:lvl w:ilvl="2">', '<w:lvl w:ilvl="2"><w:lvlRestart w:val="0"/>')
    assert numbered(at(0), at(1), at(2), at(1), at(2), numbering=numbering)[2::2] == ["1.", "2."]


def test_a_level_that_starts_anew_under_chapters_only() -> None:
    numbering = lists(*FORMS).replace('<w:lvl w:ilvl="2">', '<w:lvl w:ilvl="2"><w:lvlRestart w:val="1"/>')
    found = numbered(at(0), at(1), at(2), at(1), at(2), at(0), at(2), numbering=numbering)
    assert found == ["一、", "（一）", "1.", "（二）", "2.", "二、", "1."]


def test_numbers_of_several_levels() -> None:
    numbering = lists(("japaneseCounting", "第%1章"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"))
    assert numbered(at(0), at(1), at(2), numbering=numbering) == ["第一章 ", "一.1 ", "一.1.1 "]
    plain = numbering.replace("<w:lvlText", "<w:isLgl/><w:lvlText")
    assert numbered(at(0), at(1), at(2), numbering=plain) == ["第1章 ", "1.1 ", "1.1.1 "]


def test_nothing_between_number_and_text() -> None:
    numbering = lists(("decimal", "%1")).replace("<w:lvlText", '<w:suff w:val="nothing"/><w:lvlText')
    assert numbered(at(0), numbering=numbering) == ["1"]


def test_a_deeper_level_first() -> None:
    assert numbered(at(1), at(0), numbering=lists(("decimal", "%1."), ("decimal", "%1.%2."))) == ["1.1.", "1."]


def test_lists_of_one_definition_go_on_and_a_restart_holds_once() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = (
        lists(("decimal", "%1."))
        + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        + f'<w:num w:numId="3"><w:abstractNumId w:val="1"/>{restart}</w:num>'
    )
    found = numbered(at(0), at(0, 2), at(0, 3), at(0, 3), at(0), numbering=numbering)
    assert found == ["1.", "2.", "1.", "2.", "3."]


def test_a_list_with_a_level_of_its_own() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{levels(("japaneseCounting", "（%1）"))}</w:lvlOverride>'
    numbering = lists(("decimal", "%1.")) + f'<w:num w:numId="2"><w:abstractNumId w:val="1"/>{override}</w:num>'
    assert numbered(at(0), at(0, 2), numbering=numbering) == ["1.", "（二）"]


def style(key: str, inside: str, based_on: str = "", attributes: str = "") -> str:
    parent = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="paragraph" {attributes} w:styleId="{key}">{parent}<w:pPr>{inside}</w:pPr></w:style>'


def styled(key: str, more: str = "") -> str:
    return paragraph("事项如下。", f'<w:pStyle w:val="{key}"/>{more}')


IN_LIST = '<w:numPr><w:numId w:val="1"/></w:numPr>'


def test_numbers_by_a_style_its_parent_and_its_level() -> None:
    styles = style("a", IN_LIST) + style("b", '<w:numPr><w:ilvl w:val="1"/></w:numPr>', "a") + style("c", "", "b")
    found = numbered(styled("a"), styled("b"), styled("c"), numbering=lists(*FORMS), styles=styles)
    assert found == ["一、", "（一）", "（二）"]


def test_the_level_a_style_is_named_by() -> None:
    numbering = lists(*FORMS).replace('<w:lvl w:ilvl="1">', '<w:lvl w:ilvl="1"><w:pStyle w:val="b"/>')
    styles = style("a", IN_LIST) + style("b", IN_LIST)
    assert numbered(styled("a"), styled("b"), numbering=numbering, styles=styles) == ["一、", "（一）"]


def test_a_paragraph_taken_out_of_the_list_of_its_style() -> None:
    out = styled("a", '<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert numbered(out, styled("a"), numbering=lists(*FORMS), styles=style("a", IN_LIST)) == ["", "一、"]


def test_the_default_style() -> None:
    styles = style("a", IN_LIST, attributes='w:default="1"')
    named = '<w:pStyle w:val="other"/>'
    title = paragraph(TITLE, named) + paragraph("本报告说明一年来的工作情况。" * 15, named)
    document = of(title + paragraph("事项如下。"), numbering=lists(*FORMS), styles=styles + style("other", ""))
    assert document.data["content"][1] == "一、事项如下。"


def test_a_list_defined_by_a_style() -> None:
    numbering = lists(*FORMS, number=1) + (
        '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="a"/></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>'
    )
    assert numbered(at(0, 7), at(0), at(1, 7), numbering=numbering, styles=style("a", IN_LIST)) == [
        "一、",
        "二、",
        "（一）",
    ]


def test_styles_based_on_each_other_end() -> None:
    styles = style("a", "", "b") + style("b", "", "a")
    assert numbered(styled("a"), numbering=lists(*FORMS), styles=styles) == [""]


@pytest.mark.parametrize("number", ["9", "x", ""])
def test_a_list_that_is_not_there(number: str) -> None:
    broken = paragraph("事项如下。", f'<w:numPr><w:ilvl w:val="x"/><w:numId w:val="{number}"/></w:numPr>')
    assert numbered(broken, numbering=lists(*FORMS)) == [""]
