"""CN501 nested-title-marks."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Edit, Finding, Fix, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.basis import PUNCTUATION
from gouji_rules.facts.nested_titles import nested_titles


@rule(
    "CN501",
    "nested-title-marks",
    category=Category.WORDING,
    severity=Severity.WARNING,
    messages={
        "nested": {
            "zh": "书名号里面又用书名号的，里面一层应当用单书名号〈〉：{title}",
            "en": "a title inside a title takes the single marks 〈〉: {title}",
        },
        "fix": {
            "zh": "里面一层改用〈〉，再里面一层用《》",
            "en": "use 〈〉 for the inner title and 《》 again for one inside that",
        },
    },
    basis=(PUNCTUATION.at("4.15.3.5"),),
    identity=("title",),
    about="""书名号里又用了书名号，而没有用单书名号。

    标点用法规定书名号之内用单书名号：《……〈……〉……》。书名号里成对的半角尖括号也按单书名号处理。
    """,
    invalid=[
        case(
            "按照《临江省教育厅关于印发《临江省校园安全目录》的通知》开展工作。",
            at="《临江省教育厅关于印发《临江省校园安全目录》的通知》",
            message="nested",
        ),
        case(
            "制定《云岭市落实<河湖管护办法>实施细则》。", at="《云岭市落实<河湖管护办法>实施细则》", note="半角尖括号"
        ),
        case("印发《关于转发＜工作要点＞的通知》。", at="《关于转发＜工作要点＞的通知》"),
        case("印发《关于转发<工作要点〉的通知》。", at="《关于转发<工作要点〉的通知》", note="一半改过，一半没有"),
        case(
            "执行《关于印发〈关于落实〈办法〉的意见〉的通知》。",
            at="《关于印发〈关于落实〈办法〉的意见〉的通知》",
            note="第三层又用《》",
        ),
        case("根据〈关于印发《目录》的通知〉整理。", at="〈关于印发《目录》的通知〉", note="内外用反"),
        case("依据《关于“《条例》实施情况”的报告》整改。", at="《关于“《条例》实施情况”的报告》"),
    ],
    valid=[
        case("按照《关于印发〈云岭市公开目录〉的通知》开展工作。"),
        case("执行《关于印发〈关于落实《办法》的意见〉的通知》。", note="第三层用《》"),
        case("公开《预算》《决算》《绩效报告》，修订《办法（试行）》。", note="并列的书名号"),
        case("落实《条例》（以下简称“《条例》”）和《规定》。"),
        case("公布《PM2.5<35微克的天数统计》和《人数>100的单位名单》。", note="小于号、大于号"),
        case("按照《关于印发《目录的通知》整理。", note="不成对，由 CN502 提示"),
    ],
)
def nested_title_marks(report: Report, _options: None) -> Iterator[Finding]:
    """A title inside a title, between marks that are not the single ones.

    The standard on punctuation alternates them: 《…〈…《…》…〉…》. Half-width < and > are taken for title marks only inside a
    title and in pairs. One title that holds several others is reported once. Marks without a partner are CN502.
    """
    for title in report.fact(nested_titles):
        edits = [Edit(span, mark) for span, mark in title.changes]
        yield Finding(title.span, "nested", {"title": title.span.text}, fix=Fix("fix", edits, safe=True))
