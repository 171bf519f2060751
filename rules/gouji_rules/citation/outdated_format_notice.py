"""CN603."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Edit, Finding, Fix, Related, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.basis import FORMAT_2021
from gouji_rules.facts.citations import Citation
from gouji_rules.facts.superseded import superseded


@rule(
    "CN603",
    "outdated-format-notice",
    category=Category.CITATION,
    severity=Severity.WARNING,
    messages={
        "notice": {
            "zh": "{year}年度报告引用的格式依据是{old}，该格式自2021年度报告起已由{current}取代，请改引后者并核对所用表格",
            "en": "a report on {year} cites {old} as its format, which {current} has replaced since the reports on 2021; cite the latter and check the tables",
        },
        "again": {"zh": "这里也引用了{old}", "en": "{old} is cited here too"},
        "fix": {"zh": "改为{current}", "en": "write {current}"},
    },
    basis=(FORMAT_2021,),
    needs=("year",),
    about="""依据的格式通知已被取代。

    2021 年度起应依据国办公开办函〔2021〕30号；只写 2019 年通知标题的也算。作为沿革提到的不算。
    """,
    invalid=[
        case(
            "本报告按照国办公开办函〔2019〕60号要求编制。", year=2022, at="国办公开办函〔2019〕60号", message="notice"
        ),
        case(
            "按照《关于政府信息公开工作年度报告有关事项的通知》编制。",
            year=2022,
            at="《关于政府信息公开工作年度报告有关事项的通知》",
            note="只写标题，未写文号",
        ),
        case(
            "依据《中华人民共和国政府信息公开工作年度报告格式（试行）》编制本报告。\n再次按照国办公开办函[2019]60号核对各表。",
            year=2021,
            at="《中华人民共和国政府信息公开工作年度报告格式（试行）》",
        ),
        case(
            "依据《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）编制。",
            year=2024,
            at="《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号",
        ),
        case("根据国办公开办函〔2019〕60号和国办公开办函〔2021〕30号编制。", year=2023, at="国办公开办函〔2019〕60号"),
    ],
    valid=[
        case("本报告按照国办公开办函〔2021〕30号要求编制。", year=2022),
        case("本报告按照国办公开办函〔2019〕60号要求编制。", year=2020, note="当年有效"),
        case("国办公开办函〔2019〕60号同时废止，改用国办公开办函〔2021〕30号规定的格式。", year=2021),
        case("新格式代替了国办公开办函〔2019〕60号规定的格式。", year=2021),
        case("国办公开办函〔2019〕60号印发以来，报告质量逐年提高。", year=2021),
        case("按照《青禾县关于政府信息公开工作年度报告有关事项的通知》报送。", year=2022, note="地方自己的通知"),
        case("按照县政府办公室《关于政府信息公开工作年度报告有关事项的通知》报送。", year=2022),
        case("按照《关于政府信息公开工作年度报告有关事项的通知》（云政办函〔2022〕9号）报送。", year=2022),
        case("按照云政办公开函〔2019〕60号要求整改。", year=2022, note="地方文件，文号恰好相同"),
        case(
            "依据《中华人民共和国政府信息公开工作年度报告格式（试行）》（国办公开办函〔2021〕30号）编制。",
            year=2022,
            note="名称有误，另有规则",
        ),
    ],
)
def outdated_format_notice(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """The format that the report says it follows had been replaced.

    The notice of 2019 (国办公开办函〔2019〕60号) brought the format on trial; since the reports on 2021 that of 2021 (国办公开办函〔2021〕30号) is in force. Citing the old one
    is mostly a sentence left over from an earlier report. Cited by its title alone it counts as well. Reported once, with every other place.

    Silent where the old notice is named as history or as replaced, and for notices of local organs that bear the same title.
    """
    found = [c for c in report.fact(superseded) if c.document is not None and c.document.kind == "format"]
    if not found:
        return
    first = found[0]
    assert first.document is not None
    assert first.version is not None
    data = {"year": report.year, "old": first.version.called, "current": first.document.current.called}
    yield Finding(
        first.span,
        "notice",
        data,
        related=[Related(citation.span, "again", data) for citation in found[1:]],
        fix=_fix(found, first.document.current.called),
    )


def _fix(found: list[Citation], current: str) -> Fix | None:
    """A number alone can be changed; a title beside it would have to change too."""
    if any(citation.title is not None or citation.number is None for citation in found):
        return None
    return Fix("fix", [Edit(citation.span, current) for citation in found])
