"""CN102 chapter-order."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Related, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.basis import FORMATS
from gouji_rules.facts.chapter_sequence import chapter_sequence

_NAMES = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)


def _chapters(order: str, numbers: str) -> list[dict[str, object]]:
    """Return chapters in an order (their place in the format), with the numbers printed before them."""
    return [
        {"heading": f"{number}、{_NAMES[int(place) - 1]}", "content": ["有关情况如下。"]}
        for place, number in zip(order, numbers, strict=True)
    ]


@rule(
    "CN102",
    "chapter-order",
    category=Category.STRUCTURE,
    severity=Severity.ERROR,
    messages={
        "order": {
            "zh": "“{heading}”的位置不对：按统一格式应排在“{neighbour}”之{side_zh}",
            "en": "“{heading}” is out of place: in the national format it comes {side_en} “{neighbour}”",
        },
        "number-used-twice": {
            "zh": "“{heading}”又用了序号“{number}”，前面的“{earlier}”已经用过；各章应从一到六连续编号",
            "en": "“{heading}” has the number {number} again, which “{earlier}” has already; chapters are numbered one to six",
        },
        "number-goes-back": {
            "zh": "“{heading}”的序号比前面的“{earlier}”小；各章应从一到六连续编号",
            "en": "“{heading}” has a lower number than “{earlier}” before it; chapters are numbered one to six",
        },
        "neighbour": {"zh": "“{neighbour}”在这里", "en": "“{neighbour}” stands here"},
        "earlier": {"zh": "“{earlier}”在这里", "en": "“{earlier}” stands here"},
    },
    basis=FORMATS,
    needs=("chapters",),
    identity=("heading",),
    about="""各章次序与统一格式不符，或两章用了同一个序号。

    次序错了只报次序；次序对而序号重复或倒退的，报第一处。同一标题出现两次归 CN104，序号跳号归 CN105。
    """,
    invalid=[
        case(content=_chapters("132456", "一二三四五六"), at="二、收到和处理政府信息公开申请情况", message="order"),
        case(content=_chapters("234561", "二三四五六一"), at="一、总体情况", message="order"),
        case(
            content=_chapters("123456", "一二三一二三"),
            at="一、政府信息公开行政复议、行政诉讼情况",
            message="number-used-twice",
            note="序号从第四章起又从头编，只报一处",
        ),
        case(
            content=_chapters("123456", "一二三四四五"), at="四、存在的主要问题及改进情况", message="number-used-twice"
        ),
        case(content=_chapters("123456", "一二三四六五"), at="五、其他需要报告的事项", message="number-goes-back"),
    ],
    valid=[
        case("全年公开信息 20 条。"),
        case(content=_chapters("12456", "一二三四五"), note="缺一章而序号连续，由 CN101 提示"),
        case(content=_chapters("1123456", "一一二三四五六"), note="同一标题重复，由 CN104 提示"),
        case(content=_chapters("123456", "一二四五六七"), note="序号中断，由 CN105 提示"),
        case(content=_chapters("132456", "一二三四五六"), year=2018, note="2018 年度及以前没有统一的六章"),
    ],
)
def chapter_order(report: Report, _options: None) -> Iterator[Finding]:
    """The chapters are not in the order of the format, or a chapter number is used for two of them.

    Readers and aggregators find a report's parts by number and place. A chapter out of place is reported alone, whatever
    number it bears; with the order right, the first number that stands twice or goes back is. The same heading twice is CN104,
    a number left out CN105, an absent chapter CN101.
    """
    sequence = report.fact(chapter_sequence)
    for displaced in sequence.displaced:
        heading, neighbour = displaced.section.heading, displaced.neighbour.heading
        data = {
            "heading": heading.value,
            "neighbour": neighbour.value,
            "side_zh": "后" if displaced.after else "前",
            "side_en": "after" if displaced.after else "before",
        }
        yield Finding(heading.span(), "order", data, related=[Related(neighbour.span(), "neighbour", data)])
    if sequence.misnumbered is not None:
        wrong, earlier, twice = sequence.misnumbered
        number = wrong.heading.value[: sequence.number_length(wrong)].strip()
        data = {"heading": wrong.heading.value, "earlier": earlier.heading.value, "number": number}
        message = "number-used-twice" if twice else "number-goes-back"
        yield Finding(wrong.heading.span(), message, data, related=[Related(earlier.heading.span(), "earlier", data)])
