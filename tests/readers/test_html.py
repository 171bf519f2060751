from __future__ import annotations

import contextlib
import html
import json
import random
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.engine import Engine
from gouji.readers import html as html_reader
from gouji.readers import html_parts, markup
from gouji.readers.html import read
from gouji.report import format_pointer
from gouji.source import Document, NotAReport, Place, Unreadable
from gouji.testing import registry, sample, tables_of
from readers.layouts import as_text
from readers.pages import as_html
from readers.test_text import cells, edition, filled, leaves, read_text

FORMATS = registry().formats


def read_html(source: str, encoding: str = "utf-8") -> Document:
    return read(source.encode(encoding), FORMATS)


def as_read_from_text(data: dict[str, Any], year: int) -> dict[str, Any]:
    return read_text(as_text(data, edition(year))).data


def shown(source: str) -> str:
    """What a piece of HTML shows, without white space: an oracle that knows nothing of the reader."""
    without_comments = re.sub(r"<!--.*?-->", "", source, flags=re.DOTALL)
    without_tags = re.sub(r"""<[a-zA-Z/](?:"[^"]*"|'[^']*'|[^>"'])*>""", "", without_comments)
    return re.sub(r"[\s\u200b]+", "", html.unescape(without_tags))


def at(source: str, place: Place) -> str:
    """The piece of a source that a place names."""
    assert place.line is not None
    assert place.end_line is not None
    assert place.column is not None
    assert place.end_column is not None
    starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", source))]
    return source[starts[place.line - 1] + place.column - 1 : starts[place.end_line - 1] + place.end_column - 1]


@pytest.mark.parametrize("year", [2019, 2023])
@pytest.mark.parametrize("furniture", [False, True])
@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 100_000), untidy=st.booleans(), split=st.sampled_from([0, 20]))
def test_a_page_gives_the_report_that_its_text_gives(
    year: int, furniture: bool, seed: int, untidy: bool, split: int
) -> None:
    data = filled(year, seed, blanks=True)
    generator = random.Random(seed) if untidy else None
    found = read_html(as_html(data, edition(year), generator, furniture=furniture, split=split)).data
    published = found.pop("published", None)
    assert found == as_read_from_text(data, year)
    assert published == ("2024-01-20" if furniture else None) or year == 2023


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 100_000), furniture=st.booleans())
def test_every_node_is_where_its_text_stands(seed: int, furniture: bool) -> None:
    source = as_html(filled(2023, seed, blanks=True), edition(2023), random.Random(seed), furniture=furniture)
    document = read_html(source)
    checked = 0
    for pointer, value in leaves(document.data):
        if pointer[0] in ("type", "agency", "published") or pointer[-1] in ("table", "row", "group", "label_column"):
            continue
        if "columns" in pointer:
            continue
        piece = at(source, document.places.locate(pointer))
        expected = "" if value is None else str(value)
        assert shown(piece) == re.sub(r"\s+", "", expected), (pointer, piece)
        assert not expected or (not piece.startswith("<") and not piece.endswith(">")), (pointer, piece)
        checked += 1
    assert checked > 200


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 100_000))
def test_every_span_is_where_its_characters_stand(seed: int) -> None:
    generator = random.Random(seed)
    source = as_html(filled(2023, seed), edition(2023), generator, furniture=True)
    document = read_html(source)
    for pointer, value in leaves(document.data):
        is_text = pointer[0] == "content" and (isinstance(pointer[-1], int) or pointer[-1] == "heading")
        if not is_text or not isinstance(value, str) or {"rows", "columns"} & set(pointer):
            continue
        start = generator.randrange(len(value))
        end = generator.randrange(start, len(value)) + 1
        words = value[start:end]
        piece = at(source, document.places.locate(pointer, (start, end)))
        assert shown(piece) == re.sub(r"\s+", "", words), (pointer, words, piece)


def test_a_character_reference_is_one_place() -> None:
    source = (
        "<p>云岭市数据局2023年政府信息公开工作年度报告</p>\n<p>一、总体情况</p><p>贯彻&lt;规划&gt;的<b>办&#27861;</b>&nbsp;落实。"
        + "充实内容。" * 40
    )
    document = read_html(source)
    pointer = ("content", 0, "content", 0)
    text = document.data["content"][0]["content"][0]
    assert text.startswith("贯彻<规划>的办法 落实。")
    pieces = {"<": "&lt;", "划>": "划&gt;", "办法": "办&#27861;", "法 落": "&#27861;</b>&nbsp;落", "的办": "的<b>办"}
    for words, printed in pieces.items():
        start = text.index(words)
        place = document.places.locate(pointer, (start, start + len(words)))
        assert at(source, place) == printed
        assert place.line == 2


def test_a_bracket_before_chinese_is_text() -> None:
    source = as_html(sample(2023), edition(2023)).replace("优化网站", "按<年度>、a < b 且 c<1，<3优化")
    assert read_html(source).data["content"][0]["content"][3]["content"][0].startswith("按<年度>、a < b 且 c<1，<3优化")


def test_lines_end_at_breaks_and_blocks() -> None:
    source = as_html(sample(2023), edition(2023)).replace(
        "<p>一、总体情况</p>",
        "<p><br/>一、总体情况<br>第一段话。<BR>第二段话<b>。</b></p><div>第三段话。<p>第四段话。</div>第五段话。",
    )
    content = read_html(source).data["content"][0]
    assert content["heading"] == "一、总体情况"
    assert content["content"][:5] == [f"第{n}段话。" for n in "一二三四五"]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("gb2312", "gb18030"),
        ("gbk", "gbk"),
        ("gb2312", "utf-8"),
        ("utf-8", "gb18030"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16", "utf-16-le"),
        ("big5", "big5"),
        ("nonsense", "gb18030"),
    ],
)
def test_encodings(declared: str, encoding: str) -> None:
    data = sample(2023)
    source = as_html(data, edition(2023), furniture=True, charset=declared)
    if encoding == "big5":
        source = source.replace("总", "總")
        source = "".join(char for char in source if char.encode("big5", "ignore"))
        assert "總" in read_html(source, encoding).text  # type: ignore[operator]
        return
    assert read_html(source, encoding).data == read_html(source).data


def test_a_damaged_byte_does_not_hide_the_report() -> None:
    raw = as_html(sample(2023), edition(2023)).encode()
    at_byte = raw.index("优化".encode())
    document = read(raw[:at_byte] + b"\xff" + raw[at_byte + 1 :], FORMATS)
    assert cells(document.data) == cells(sample(2023))
    assert "\ufffd" in document.text  # type: ignore[operator]


def test_no_text_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        read(bytes(range(256)) * 40, FORMATS)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "<html></html>",
        "<p>hello",
        "<table><tr><td>电脑<td>3</table>",
        "<ul><li><a href=/1>某某局2023年政府信息公开工作年度报告</a><li><a href=/2>某某局2022年政府信息公开工作年度报告</a></ul>",
    ],
)
def test_other_pages_are_no_reports(source: str) -> None:
    with pytest.raises(NotAReport):
        read_html(source)


def page_with(top: str = "", bottom: str = "", title: str | None = None) -> str:
    data = sample(2023)
    body = as_html(data, edition(2023))
    heading = f"<p>{data['title']}</p>\n"
    assert body.startswith(heading)
    own = heading if title is None else title
    return f"<html><head>{top}</head><body>{own}<div>{body.removeprefix(heading)}</div>{bottom}</body></html>"


def test_title_of_the_page_where_the_article_has_none() -> None:
    title = sample(2023)["title"]
    for top, own in (
        (f"<title>{title}-云岭市人民政府</title>", ""),
        (f'<meta name="ArticleTitle" content="{title}">', ""),
        ("", f"<div class=pos>首页 &gt; 年报 &gt; {title}</div><h2>{title[:8]}<br>{title[8:]}</h2><h3>栏目导航</h3>"),
    ):
        source = page_with(top, title=own)
        document = read_html(source)
        assert document.data["title"] == title
        assert document.data["agency"]["name"] == sample(2023)["agency"]["name"]
        assert shown(at(source, document.places.locate(("title",)))) == title
        assert document.data["content"] == as_read_from_text(sample(2023), 2023)["content"]


DATES = [
    ('<meta name="PubDate" content="2024-01-18 10:00">', "", "2024-01-18"),
    ("", "<p>发布时间：2024年1月18日 来源：办公室</p>", "2024-01-18"),
    ("", "<table><tr><td>公开日期<td>2024/01/18<td>文号<td></table>", "2024-01-18"),
    ("", "<p>采集时间：2025-12-30</p><p>更新时间：2025-12-30</p>", None),
    ("", "<p>2025年12月30日 星期二</p>", None),
    ("", "<p>发布日期：2024-02-30</p>", None),
    ("", "<p>发布日期：2024-01-18</p><p>另一篇 发布日期：2024-03-01</p>", None),
    ("", "<p>发布日期：2019-01-18</p>", None),
]


@pytest.mark.parametrize(("top", "line", "published"), DATES)
def test_published_only_where_the_page_states_it(top: str, line: str, published: str | None) -> None:
    source = page_with(top, title=f"{line}<h1>{sample(2023)['title']}</h1>")
    document = read_html(source)
    assert document.data.get("published") == published
    assert [guess.pointer for guess in document.guesses if guess.pointer == ("published",)] == (
        [("published",)] if published else []
    )
    if published:
        digits = re.findall(r"\d+", at(source, document.places.locate(("published",))))
        assert [int(digit) for digit in digits] == [2024, 1, 18]


def test_agency_of_the_page_where_title_and_preface_have_none() -> None:
    line = "<table><tr><td>发布机构<td>青禾县水务局<td>文号<td></table><h1>2023年政府信息公开工作年度报告</h1>"
    document = read_html(page_with(title=line))
    assert document.data["agency"] == {"name": "青禾县水务局", "kind": "department"}


def test_a_frame_of_cells_around_the_whole_report() -> None:
    body = as_html(sample(2023), edition(2023))
    framed = f"<table><tr><td>栏目</td><td><table><tr><td>{body}</table></table>"
    assert read_html(framed).data == as_read_from_text(sample(2023), 2023)


def test_a_page_that_carries_the_article_twice() -> None:
    data = filled(2023, 9)
    body = as_html(data, edition(2023))
    twice = f"<div class=pc>{body}</div><div class=mobile>{body}</div>"
    assert read_html(twice).data == as_read_from_text(data, 2023)


def test_the_row_that_word_puts_under_its_tables() -> None:
    data = filled(2023, 10)
    widths = (
        "<![if !supportMisalignedColumns]><tr height=0>"
        + "<td width=40 style='border:none'></td>" * 10
        + "</tr><![endif]>"
    )
    body = as_html(data, edition(2023)).replace("</tbody></table>", f"{widths}</tbody></table>")
    assert widths in body
    assert read_html(body).data == as_read_from_text(data, 2023)


def test_elements_of_sites_own_and_menus_with_the_words_of_chapters() -> None:
    data = filled(2023, 11)
    body = as_html(data, edition(2023)).replace("<p>", "<p class=MsoNormal><ucap:x><span lang=EN-US>")
    menu = "<ul><li>总体情况</li><li>其他需要报告的事项</li><li><a href=#a>一、总体情况</a></li></ul>"
    foot = "<p>【打印】 【关闭】</p><p>责任编辑：某某</p><p>扫一扫在手机打开当前页</p><p>版权所有：某某局</p>"
    page = f"<html><body>{menu}<div><ucapcontent>{body}{foot}</ucapcontent></div><div>ICP备 123 号</div></body></html>"
    assert read_html(page).data == as_read_from_text(data, 2023)


def test_links_at_the_end_are_attachments_unless_they_give_an_address() -> None:
    data = sample(2023)
    body = as_html(data, edition(2023))
    links = "<p>网址：<a href=/a>http://www.yunling.example/xxgk</a></p><p><a href=/f>年度报告.docx</a></p><p>附件：1.<a href=/g>统计表.xls</a></p>"
    assert read_html(body + links).data["content"][-1]["content"][-1] == "网址：http://www.yunling.example/xxgk"


def findings(raw: bytes, name: str) -> list[tuple[str, str, str, str]]:
    reader = registry().reader_for(name)
    assert reader is not None
    result = Engine(registry()).check_bytes(raw, name, reader)
    assert not result.failed
    return [
        (entry.rule.code, format_pointer(entry.pointer), entry.message, entry.fingerprint) for entry in result.findings
    ]


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 100_000))
def test_converting_and_checking_finds_what_checking_finds(seed: int) -> None:
    source = as_html(filled(2023, seed, blanks=True), edition(2023), random.Random(seed), furniture=True).encode()
    converted = json.dumps(read(source, FORMATS).data, ensure_ascii=False).encode()
    found = findings(source, "report.html")
    assert found
    assert found == findings(converted, "report.json")


def test_chapter_headings_in_the_cells_of_tables() -> None:
    data = filled(2023, 3)
    body = as_html(data, edition(2023))
    heading = "三、收到和处理政府信息公开申请情况"
    start = body.index("<table", body.index(heading))
    row = body.index("<tr>", start)
    moved = body.replace(f"<p>{heading}</p>\n", "")
    start = row - len(f"<p>{heading}</p>\n")
    moved = f"{moved[:start]}<tr><td colspan=10><b>{heading}</b></td></tr>{moved[start:]}"
    assert read_html(moved).data == as_read_from_text(data, 2023)


def plain_tables(text: str, longer: int, cut: str, spanned: bool) -> str:
    """A page with a text's tables as plain cells: one row with a blank cell more, and a table cut in two before a label.

    Below the cut the places of cells that span it may be left out.
    """
    page, rows, below = "", 0, False
    for line in text.split("\n"):
        if "\t" not in line:
            page += f"</table><p>{line}</p><table>"
            below = False
            continue
        rows += 1
        if cut in line:
            page += "</table><table>"
            below = spanned
        row = line.split("\t")
        if len(row) == 9:  # of the table of ten places a row that no label of the deepest level stands in
            row[-7:-7] = [""]
        while below and not row[0]:
            del row[0]
        tds = "".join(f"<td>{html.escape(cell)}</td>" for cell in row)
        page += f"<tr>{tds}{'<td></td>' * (rows == longer)}</tr>"
    return f"<body><table>{page}</table></body>"


@pytest.mark.parametrize("spanned", [False, True])
@pytest.mark.parametrize("year", [2019, 2023])
@pytest.mark.parametrize("cut", ["nowhere", "重复申请", "（六）其他处理", "（七）总计", "四、结转下年度"])
@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000), longer=st.integers(1, 40))
def test_a_blank_cell_at_the_end_of_a_row_moves_none(
    year: int, cut: str, spanned: bool, seed: int, longer: int
) -> None:
    data = filled(year, seed)
    found = read_html(plain_tables(as_text(data, edition(year), "stepped"), longer, cut, spanned)).data
    assert cells(found) == cells(data)
    assert not [row for table in tables_of(found) for row in table["rows"] if {"label_column", "group"} & row.keys()]


def test_a_header_repeated_where_a_table_was_cut() -> None:
    data = filled(2023, 4)
    body = as_html(data, edition(2023))
    start = body.index("<tr>", body.index("勾稽") - 100)
    header = body[start : body.index("<tr>", body.index("法律服务机构"))]
    cut = body.index("<tr>", body.index("本机关不掌握") - 90)
    twice = f"{body[:cut]}</table><table>{header}{body[cut:]}"
    assert cells(read_html(twice).data) == cells(data)


def test_a_table_that_cannot_be_mapped_stays_a_grid() -> None:
    source = as_html(sample(2023), edition(2023)).replace(
        "<p>四、",
        "<table><tr><td rowspan=2>渠道<td colspan=2>件数<tr><td>网络<td>3<tr><td>信函<td>1<td></table><p>四、",
        1,
    )
    tables = list(tables_of(read_html(source).data))
    assert {"table": None, "grid": [["渠道", "件数", None], [None, "网络", 3], ["信函", 1, None]]} in tables


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unreadable, match="tags"):
        read_html("<b>" * (markup.MAX_TAGS + 1))
    with pytest.raises(Unreadable, match="cells"):
        read_html("<table>" + "<tr><td>年<td colspan=150>报" * (html_parts.MAX_CELLS // 150 + 1))
    monkeypatch.setattr(html_reader, "MAX_BYTES", 100)
    with pytest.raises(Unreadable, match="bytes"):
        read_html("一" * 40)


HOSTILE = [
    "<div>" * 100_000,
    "<table><tr><td>" * 30_000,
    "<a href='" * 100_000,
    '<a "> "' * 100_000,
    "<!--" * 200_000,
    "<title>" * 100_000,
    "<script>" * 100_000,
    "<" * 500_000,
    "&" * 500_000,
    "&#" * 300_000,
    "<p hidden>一、总体情况" * 20_000,
    "<td colspan=99999 rowspan=99999>1" * 20_000,
    "<table><tr><td rowspan=65534>1" * 5_000,
    "<li>" * 100_000,
    "</div>" * 100_000,
    "<meta name=x content='&amp;'>" * 50_000,
    "<table>字<p>" * 20_000,
    "信息公开工作年度报告<br>" * 20_000,
    "<p>一、总体情况</p>" * 20_000,
    "20" * 200_000,
    " \n" * 300_000,
]


@pytest.mark.parametrize("source", HOSTILE, ids=lambda source: source[:16])
def test_hostile_pages_take_no_long_time(source: str) -> None:
    start = time.perf_counter()
    with contextlib.suppress(NotAReport, Unreadable):
        read_html("<p>云岭市数据局2023年政府信息公开工作年度报告</p>" + source)
    assert time.perf_counter() - start < 10


def test_mutated_and_truncated_pages_are_read_or_refused() -> None:
    generator = random.Random(20230101)
    pages = [
        as_html(filled(2023, seed, blanks=True), edition(2023), random.Random(seed), furniture=True).encode()
        for seed in range(5)
    ]
    pieces = [
        b"<",
        b">",
        b'"',
        b"</td>",
        b"<table>",
        b"</table>",
        b"<tr>",
        b"&#",
        b"\xff",
        b"\0",
        b"<!--",
        b"<script>",
        b"<td rowspan=9>",
    ]
    longest = 0.0
    for i in range(500):
        page = bytearray(pages[i % len(pages)])
        if i % 3 == 0:
            del page[generator.randrange(len(page)) :]
        for _ in range(generator.randrange(1, 8)):
            where = generator.randrange(len(page) + 1)
            page[where : where + generator.choice((0, 1, 5, 200))] = generator.choice(pieces)
        start = time.perf_counter()
        with contextlib.suppress(NotAReport, Unreadable):
            read(bytes(page), FORMATS)
        longest = max(longest, time.perf_counter() - start)
    assert longest < 10


@settings(max_examples=80, deadline=None)
@given(st.text("<>/=\"'&;#! \n\tabtdrpl一、年报0", max_size=300))
def test_any_markup_is_read_or_refused(source: str) -> None:
    with contextlib.suppress(NotAReport, Unreadable):
        read_html(source)


REQUESTS = {
    "shanghai_bgt_2019.html": {
        "new_received": [821, 35, None, None, 2, 1, 859],
        "carried_in": [18, None, None, None, None, None, 18],
        "granted": [258, 12, None, None, 1, 1, None],
        "partial": [3, None, None, None, None, None, None],
        "deny_state_secret": [14, None, None, None, None, None, None],
        "deny_internal": [5, None, None, None, None, None, None],
        "deny_process": [3, 1, None, None, None, None, None],
        "deny_admin_query": [10, 2, None, None, None, None, None],
        "na_not_held": [252, 12, None, None, 1, None, None],
        "na_must_create": [44, 3, None, None, None, None, None],
        "na_still_unclear": [25, None, None, None, None, None, None],
        "np_petition": [148, 1, None, None, None, None, None],
        "np_repeat": [5, 4, None, None, None, None, None],
        "result_total": [767, 35, None, None, 2, 1, 805],
        "carried_out": [72, None, None, None, None, None, 72],
    },
    "shuyang_fgj_2023.html": {
        key: [26, None, None, None, None, None, 26] for key in ("new_received", "granted", "result_total")
    },
}
# What a row has that is not listed above.
OTHER_ROWS = {
    "shanghai_bgt_2019.html": [None] * 7,
    "shuyang_fgj_2023.html": [0, None, None, None, None, None, 0],
}
DISPUTES = {
    "shanghai_bgt_2019.html": [5, None, None, 2, 7, 8, None, None, 1, 9, None, None, None, None, None],
    "shuyang_fgj_2023.html": [0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
}
PROACTIVE = {
    "shanghai_bgt_2019.html": {
        ("art20_1", "rules"): [13, 13, 524],
        ("art20_1", "normative_docs"): [60, 60, 368],
        ("art20_5", "licensing"): [0, 0, 0],
        ("art20_5", "other_services"): [0, 0, 0],
        ("art20_6", "penalty"): [0, 0, 0],
        ("art20_6", "coercion"): [0, 0, 0],
        ("art20_8", "admin_fee"): [0, 0],
        ("art20_9", "procurement"): [6, "251000元"],
    },
    "shuyang_fgj_2023.html": {
        ("art20_1", "rules"): [0, 0, 0],
        ("art20_1", "normative_docs"): [8, 0, 18],
        ("art20_5", "licensing"): [0],
        ("art20_6", "penalty"): [0],
        ("art20_6", "coercion"): [0],
        ("art20_8", "admin_fee"): [0],
    },
}
METADATA = {
    "shanghai_bgt_2019.html": (2019, "上海市人民政府办公厅", "department", "310000", "2020-01-31"),
    "shuyang_fgj_2023.html": (2023, "沭阳县发展和改革局", "department", "321322", "2024-01-17"),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_real_pages(cases: Path, name: str) -> None:
    raw = (cases / name).read_bytes()
    document = read(raw, FORMATS)
    data = document.data
    tables = {table["table"]: table for table in tables_of(data)}
    requests = edition(data["year"]).tables["requests"]
    expected = {key: REQUESTS[name].get(key, OTHER_ROWS[name]) for key in requests.rows}
    assert {row["row"]: row["cells"] for row in tables["requests"]["rows"]} == expected
    assert tables["disputes"]["rows"][0]["cells"] == DISPUTES[name]
    found = {(table, row): values for table, row, values in cells(data) if table.startswith("art20")}
    assert found == PROACTIVE[name]
    agency = data["agency"]
    assert (data["year"], agency["name"], agency["kind"], agency["region"], data["published"]) == METADATA[name]
    assert [block["heading"][:2] for block in data["content"][1:]] == ["一、", "二、", "三、", "四、", "五、", "六、"]
    assert isinstance(data["content"][0], str)
    source = raw.decode()
    for pointer, value in leaves(data):
        if pointer[0] == "content" and pointer[-1] not in ("table", "row") and "columns" not in pointer:
            piece = at(source, document.places.locate(pointer))
            assert shown(piece) == re.sub(r"\s+", "", "" if value is None else str(value)), pointer
