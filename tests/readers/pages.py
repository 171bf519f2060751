"""Report JSON laid out as web pages, with the furniture and the markup that sites have, so that readers can be tested."""

from __future__ import annotations

import html
from collections.abc import Iterator
from random import Random
from typing import Any

from gouji.formats import Edition, Group, Line, TableFormat
from readers.layouts import printed

ABOVE = """<!DOCTYPE html>
<html>
<head>
<meta charset="{charset}">
<meta name="SiteName" content="云岭市人民政府">
<meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="{published} 09:30">
<title>{title}-云岭市人民政府</title>
<style>p > span {{ color: red }} /* <p>一、总体情况</p> */</style>
<script>var words = "<table><tr><td>行政许可</td></tr></table>"; if (1 < 2) {{ words += '</p>'; }}</script>
</head>
<body>
<!-- 采集时间：2031-05-06 <p>二、主动公开政府信息情况</p> -->
<div class="top"><a href="/">首页</a> <a href="/zw">政务公开</a> <a href="/fw">办事服务</a></div>
<ul class="menu"><li><a href="/1">总体情况<li><a href="/2">年度报告</a></ul>
<div class="location">当前位置：<a href="/">首页</a> &gt; <a href="/n">政府信息公开</a> &gt; {title}</div>
<table class="info"><tr><td>名称<td colspan=3>{title}<tr><td>索引号<td>01234567/2024-00012<td>公开日期<td>{published}</table>
<table width="100%"><tr><td width=20%><ul><li>栏目一</li><li>栏目二</li></ul></td><td>
<h1>{title}</h1>
<div class="share">分享到：<a href="#">微信</a> <span style="display:none">隐藏的字，一共 5 个。</span></div>
<div class="tips">来源：办公室 浏览次数：<script>count()</script>128 字号：[<a>大</a> <a>中</a>]</div>
<div id="zoom">
"""
BELOW = """
</div>
<div>附件：<a href="/files/report.pdf">年度报告.pdf</a></div>
<div><a href="/p">上一篇：另一份报告</a> <a href="/n">下一篇</a></div>
</td></tr></table>
<div class="foot">主办单位：云岭市人民政府办公室 网站标识码：1234567890<br>版权所有 更新时间：2031-05-06</div>
</body>
</html>
"""


class Markup:
    """Writes text and tags, in plain or in untidy ways."""

    def __init__(self, generator: Random | None = None) -> None:
        self.generator = generator

    def chance(self, part: float) -> bool:
        return self.generator is not None and self.generator.random() < part

    def pick(self, *choices: str) -> str:
        return self.generator.choice(choices) if self.generator is not None else choices[0]

    def text(self, words: str) -> str:
        """Escape words, with references, inline tags, comments and line breaks between them."""
        out = []
        previous = ""
        for char in words:
            if self.chance(0.03) and previous:
                out.append(
                    self.pick("<b></b>", "<!-- > -->", "<span style='a:\">\"'>", "</span>", "\u200b", "<o:p></o:p>")
                )
            if self.chance(0.03) and previous > "\u2e80" and char > "\u2e80":
                out.append(self.pick("\n", "\r\n", "\n  \t"))
            if char == " " and self.chance(0.5):
                out.append(self.pick("&nbsp;", "&#160;", "\n", "   ", "\xa0"))
            elif self.chance(0.02):
                out.append(self.pick(f"&#{ord(char)};", f"&#x{ord(char):X};"))
            else:
                out.append({"<": "&lt;", ">": "&gt;", "&": "&amp;"}.get(char, char))
            previous = char
        return "".join(out)

    def paragraph(self, words: str) -> str:
        inside = self.text(words)
        if self.chance(0.2):
            inside = self.pick(
                "<span lang=EN-US>{}</span>", "<font size=3>{}</font>", "&nbsp;&nbsp;{}", "　　{}"
            ).format(inside)
        if self.chance(0.2):
            return self.pick("<div>{}</div>", "<p>{}", "<br>{}<br>", "<P align='center'>{}</P>\n\n").format(inside)
        return f"<p>{inside}</p>\n"

    def cell(self, words: str, across: int = 1, down: int = 1) -> str:
        span = (f' colspan="{across}"' if across > 1 else "") + (f" rowspan={down}" if down > 1 else "")
        name = self.pick("td", "td", "td", "TD")
        if not words:
            inside = self.pick("", "&nbsp;", "<p>&nbsp;</p>", "<p> </p>", " ")
        else:
            inside = self.text(words)
            if self.chance(0.3):
                inside = self.pick(
                    "<p>{}</p>", "<p align=center>{}", "<span>{}</span>", "\n{}\n", "<div><p>{}</p></div>"
                ).format(inside)
            elif self.chance(0.1) and len(words) > 3 and not words[:3].isdigit():
                inside = (
                    f"<p>{self.text(words[:2])}</p><p>{self.text(words[2:])}</p>" if words[1] > "\u2e80" else inside
                )
            elif self.chance(0.05) and words.isdigit():
                inside = f"<table><tr><td>{inside}</td></tr></table>"
        closing = "" if self.chance(0.2) else f"</{name}>"
        return f"<{name}{span}>{inside}{closing}" + ("\n" if self.chance(0.2) else "")

    def row(self, cells: list[str]) -> str:
        return "<tr>" + "".join(cells) + ("" if self.chance(0.2) else "</tr>") + "\n"


def as_html(
    data: dict[str, Any],
    edition: Edition,
    generator: Random | None = None,
    *,
    furniture: bool = False,
    published: str = "2024-01-20",
    charset: str = "utf-8",
    split: int = 0,
) -> str:
    """Return a report as a web page. `split` cuts each table of that many rows or more in two."""
    markup = Markup(generator)
    body = "".join(_blocks(data["content"], edition, markup, split))
    if not furniture:
        return markup.paragraph(data["title"]) + body
    title = html.escape(data["title"])
    return ABOVE.format(title=title, published=published, charset=charset) + body + BELOW


def _blocks(blocks: list[Any], edition: Edition, markup: Markup, split: int) -> Iterator[str]:
    captioned: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            yield markup.paragraph(block)
        elif "heading" in block:
            yield markup.paragraph(block["heading"])
            yield from _blocks(block["content"], edition, markup, split)
        elif edition.tables[block["table"]].caption:
            captioned += _captioned(edition, edition.tables[block["table"]], block, markup)
        else:
            rows = _table(edition.tables[block["table"]], block, markup)
            cut = len(rows) * 2 // 3 if split and len(rows) >= split else len(rows)
            yield from (_framed(part, markup) for part in (rows[:cut], rows[cut:]) if part)
    if captioned:
        yield _framed(captioned, markup)


def _framed(rows: list[str], markup: Markup) -> str:
    body = markup.pick("<tbody>{}</tbody>", "{}", "\n<TBODY>\n{}").format("".join(rows))
    return f"<table border=1 data-note='a > b'>{body}</table>\n"


def _captioned(edition: Edition, table: TableFormat, data: dict[str, Any], markup: Markup) -> list[str]:
    """A table of chapter 二: its block of the one table there, cells widened to fit the widest block."""
    width = max(len(other.columns) for other in edition.tables.values() if other.caption)
    columns = list(table.columns.values())

    def widened(words: list[str]) -> list[str]:
        wide = len(words) - 1 if markup.generator is None else markup.generator.randrange(len(words))
        return [markup.cell(word, 1 + (width - len(words) if i == wide else 0)) for i, word in enumerate(words)]

    rows = [markup.row([markup.cell(table.caption or "", width + 1)])]
    rows.append(markup.row([markup.cell(table.corner or "信息内容"), *widened([line.label for line in columns])]))
    for row in data["rows"]:
        label = table.rows[row["row"]].label
        rows.append(markup.row([markup.cell(label), *widened([printed(value) for value in row["cells"]])]))
    return rows


def _table(table: TableFormat, data: dict[str, Any], markup: Markup) -> list[str]:
    lines = [table.rows[row["row"]] for row in data["rows"]]
    labelled = any(line.label for line in table.rows.values())
    lead = max((len(line.groups) for line in lines), default=0) + 1 if labelled else 0
    rows = _header(table, lead, markup)
    for i, (line, row) in enumerate(zip(lines, data["rows"], strict=True)):
        cells = []
        chain = _chain(line)
        for level, group in enumerate(chain):
            if i == 0 or _chain(lines[i - 1])[level : level + 1] != (group,):
                run = next(
                    (k for k in range(i, len(lines)) if _chain(lines[k])[level : level + 1] != (group,)), len(lines)
                )
                cells.append(markup.cell(group.label, 1, run - i))
        if labelled:
            cells.append(markup.cell(line.label, lead - len(chain)))
        rows.append(markup.row([*cells, *(markup.cell(printed(value)) for value in row["cells"])]))
    return rows


def _header(table: TableFormat, lead: int, markup: Markup) -> list[str]:
    columns = list(table.columns.values())
    depth = max(len(line.groups) for line in columns) + 1
    rows: list[list[str]] = [[] for _ in range(depth)]
    if table.top:
        rows.insert(0, [markup.cell(table.top, len(columns))])
    if lead:
        rows[0].insert(0, markup.cell(table.corner or "", lead, len(rows)))
    levels = rows[1:] if table.top else rows
    for i, line in enumerate(columns):
        chain = _chain(line)
        for level, group in enumerate(chain):
            if i == 0 or _chain(columns[i - 1])[: level + 1] != chain[: level + 1]:
                run = next(
                    (k for k in range(i, len(columns)) if _chain(columns[k])[: level + 1] != chain[: level + 1]),
                    len(columns),
                )
                levels[level].append(markup.cell(group.label, run - i))
        levels[len(chain)].append(markup.cell(line.label, 1, depth - len(chain)))
    return [markup.row(cells) for cells in rows]


def _chain(line: Line) -> tuple[Group, ...]:
    return tuple(reversed(line.groups))
