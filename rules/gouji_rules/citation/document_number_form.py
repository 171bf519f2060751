"""CN601."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Edit, Finding, Fix, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.citations import citations
from gouji_rules.facts.number_forms import Fault, Misprint, misprints, unfinished

FAULTS = {
    Fault.BRACKETS: ("年份应放在六角括号〔〕内", "the year belongs in 〔〕"),
    Fault.YEAR: ("年份应写全四位数", "the year is written with four digits"),
    Fault.YEAR_UNIT: ("括号内不写“年”", "no 年 stands in the brackets"),
    Fault.ORDINAL: ("序号前不加“第”", "no 第 stands before the serial number"),
    Fault.STRAY: ("年份与序号之间有多余的字符", "something stands between year and serial number"),
    Fault.ZERO: ("序号不编虚位", "the serial number has no leading zeros"),
    Fault.UNIT: ("序号后缺“号”", "号 is missing after the serial number"),
    Fault.ISSUER: ("缺发文机关代字", "the issuer's abbreviation is missing"),
    Fault.OUTSIDE: ("文号应放在文件名称后的圆括号内", "a number after a title stands in round brackets"),
}

MESSAGES = {
    "form": {
        "zh": "文号“{number}”不规范：{faults_zh}。应写作“{right}”",
        "en": "the document number “{number}” is not in due form: {faults_en}; write “{right}”",
    },
    "incomplete": {
        "zh": "文号“{number}”不完整：{faults_zh}。请对照原文件补全",
        "en": "the document number “{number}” is incomplete: {faults_en}; complete it from the document itself",
    },
    "unfinished": {
        "zh": "文件名称后的文号“{number}”没有写完，请对照原文件补全年份和序号",
        "en": "the document number “{number}” after a title was left unfinished; complete year and serial number from the document itself",
    },
    "decree": {
        "zh": "令的编号以“号”为单位，“{number}”应写作“{right}”",
        "en": "decrees are counted in 号: write “{right}” for “{number}”",
    },
    "fix-brackets": {"zh": "年份括号改为六角括号〔〕", "en": "put the year in 〔〕"},
    "fix-whole": {"zh": "改为“{right}”", "en": "write “{right}”"},
}


@rule(
    "CN601",
    "document-number-form",
    category=Category.CITATION,
    severity=Severity.WARNING,
    messages=MESSAGES,
    identity=("number",),
    about="""文号写法不规范。

    应写发文机关代字、六角括号括起的年份和顺序号：国办发〔2020〕50号。括号不对、加“第”、编虚位、缺代字、文号没有用圆括号括在标题之后等，每个文号合并报一次。
    """,
    invalid=[
        case("按照云政办发[2021]16号要求规范栏目设置。", year=2022, at="云政办发[2021]16号", message="form"),
        case("落实云政办〔2020〕第5号文件。", year=2021, at="云政办〔2020〕第5号", message="form"),
        case("落实云政办函【2021】07号文件。", year=2022, at="云政办函【2021】07号"),
        case("认真执行国办发（2020）50号规定。", year=2021, at="国办发（2020）50号"),
        case("报告依国办公开办函﹝2021﹞30号的格式编写。", year=2024, at="国办公开办函﹝2021﹞30号"),
        case("根据云政发〔2021年〕8号部署推进。", year=2022, at="云政发〔2021年〕8号"),
        case("根据云政发〔21〕8号部署推进。", year=2022, at="云政发〔21〕8号"),
        case("执行云政办〔2020〕5要求。", year=2021, at="云政办〔2020〕5"),
        case(
            "按照《关于做好网上公开的通知》云政办〔2020〕5号开展工作。",
            year=2021,
            at="云政办〔2020〕5号",
            note="文号没有放进圆括号",
        ),
        case(
            "按照《云岭市关于印发《云岭市公开办法》的通知》云政发〔2020〕50号和《云岭市办理规程》云政办〔2020〕5号要求办理。",
            year=2020,
            at=("云政发〔2020〕50号", "云政办〔2020〕5号"),
        ),
        case(
            "转发了《关于开展栏目检查的通知》(〔2020〕209号)。",
            year=2020,
            at="〔2020〕209号",
            message="incomplete",
            note="缺发文机关代字",
        ),
        case("落实云政办〔2020〕5号、[2020]6号文件。", year=2020, at="[2020]6号", note="连用的文号"),
        case("根据〔2021〕30号文件编制。", year=2022, at="〔2021〕30号", message="incomplete"),
        case("对照《云岭市公开要点》（云政公办发）逐项落实。", year=2020, at="云政公办发", message="unfinished"),
        case(
            "对照《云岭市公开要点》（云政办发〔2020〕）逐项落实。",
            year=2020,
            at="云政办发〔2020〕",
            message="unfinished",
        ),
        case("收到便笺〔2025〕一43号后及时核对。", year=2025, at="便笺〔2025〕一43号", note="年份后多一个“一”"),
        case("依据国务院令第711条编制。", year=2024, at="国务院令第711条", message="decree"),
    ],
    valid=[
        case("按照《关于规范公开工作的通知》（云政办发〔2021〕6号）和国办公开办函〔2021〕30号执行。", year=2022),
        case("依据《中华人民共和国政府信息公开条例》（国务院令第711号）、国令第711号编制。", year=2023),
        case("本机关作出云公开告〔2020〕2号、3号答复，另有〔2020〕4号存档。", year=2020),
        case("落实云政办〔2020〕5号、〔2020〕6号文件。", year=2020, note="同一机关的文号连用"),
        case("发文字号为云卫健〔2023〕1号。", year=2022),
        case("引用云自然资函〔2022〕318号。", year=2025),
        case("收到云政复决字〔2021〕第12号复议决定书和（2021）临01行初30号行政判决书。", year=2021),
        case("云岭市仲裁委作出云仲案字（2021）第12号裁决书。", year=2021, note="案号另有规则"),
        case("出具政府信息公开答复书〔2021〕第003号。", year=2021, note="自编文书的顺序号"),
        case("地址：青禾县文昌路（2021）12号楼，邮编202100。", year=2021),
        case("公示【2022】8号宗地和成交[2022]9号宗地信息。", year=2022, note="地块编号"),
        case("与《云岭市公开规定》和云政办〔2020〕5号一并学习，另见《云岭市要点》、云政办〔2020〕6号。", year=2020),
        case("（依据《关于规范公开工作的通知》云政办发〔2021〕6号）", year=2022, note="已在圆括号内"),
        case("参照《云岭市公开办法》（市政府办印发）和《指引》（以下简称县政府来函）执行。", year=2022),
        case("依照《条例》第三十五条和第711条建议办理；办法令人满意，得5条意见。", year=2022),
        case("按照国办公开办函〔202130号要求编制。", year=2022, note="抽取时丢字"),
        case("网址http://www.example.cn/2021/[2021]30.html，（2021）5个部门参加。", year=2021),
    ],
)
def document_number_form(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """A document number is not written in due form.

    A number names the issuer, the year in 〔〕 and the serial number: 国办发〔2020〕50号 (GB/T 9704-2012, 7.2.5). Found are other brackets, 第 and leading zeros before the
    serial number, stray characters, parts that are missing, a number that follows its title without round brackets, and 令第711条. Each number is reported once, with
    all its faults.

    The brackets of the year are a safe fix; anything that changes a character or a figure, or sets the number in round brackets, is not. Silent are numbers that an organ
    gives its own letters (告知书〔2020〕第3号), numbers of courts, a series that names its issuer once, house numbers, and numbers that lost a bracket on the way.
    """
    for misprint in report.fact(misprints):
        texts = [FAULTS[fault] for fault in misprint.faults]
        data = {
            "number": "".join(misprint.span.text.split()),
            "faults": [fault.value for fault in misprint.faults],
            "faults_zh": "，".join(zh for zh, _ in texts),
            "faults_en": ", ".join(en for _, en in texts),
            "right": misprint.right,
        }
        yield Finding(misprint.span, "incomplete" if misprint.right is None else "form", data, fix=_fix(misprint))
    for span in unfinished(report):
        yield Finding(span, "unfinished", {"number": span.text})
    for citation in report.fact(citations):
        decree = citation.decree
        if decree is not None and decree.unit == "条":
            span = citation.node.span(decree.start, decree.end)
            data = {"number": span.text, "right": span.text[:-1] + "号"}
            unit = citation.node.span(decree.end - 1, decree.end)
            yield Finding(span, "decree", data, fix=Fix("fix-whole", [Edit(unit, "号")]))


def _fix(misprint: Misprint) -> Fix | None:
    """Brackets first: they are safe, and what is left is offered the next time."""
    if misprint.brackets:
        return Fix("fix-brackets", misprint.brackets, safe=True)
    return None if misprint.right is None else Fix("fix-whole", [Edit(misprint.span, misprint.right)])
