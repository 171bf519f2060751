"""The engine's own rules, GJ0: what could not be read or checked. They are always on.

Those without a check are reported by the engine itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.chapters import chapters
from gouji.finding import Finding, Severity
from gouji.rule import Category, Check, Messages, Rule, case, rule

if TYPE_CHECKING:
    from gouji.report import Report, Table

REASON: Messages = {"reason": {"zh": "{reason}", "en": "{reason}"}}


def _engine_rule(
    code: str,
    name: str,
    messages: Messages,
    doc: str,
    about: str,
    severity: Severity = Severity.ERROR,
    identity: tuple[str, ...] = (),
) -> Rule:
    check: Check | None = None
    return Rule(
        code, name, Category.INPUT, severity, messages, check, doc, source=__name__, about=about, identity=identity
    )


unreadable_file = _engine_rule(
    "GJ001",
    "unreadable-file",
    REASON,
    """The file cannot be read: wrong encoding, broken JSON, a duplicate key, a broken package.

    Nothing in the file was checked, so the exit status is 2.
    """,
    """文件无法读取：编码不对、JSON 有误或有重复的键、文件包损坏等。

    文件中的内容一概未检查，因此退出状态为 2。
    """,
)

schema_violation = _engine_rule(
    "GJ002",
    "schema-violation",
    REASON,
    """The report JSON breaks report.schema.json.

    Each violation is told in words at its place. The content is not checked until the report satisfies the schema.
    """,
    """报告 JSON 不符合 report.schema.json。

    每一处不符都在原位用文字说明；改正之前不检查报告内容。
    """,
)

unused_suppression = _engine_rule(
    "GJ003",
    "unused-suppression",
    {
        "unused": {
            "zh": "对 {rule} 的豁免{where}没有对应的问题，请删去（理由：{reason}）",
            "en": "the suppression of {rule}{where_en} suppresses nothing; remove it (reason: {reason})",
        },
        "expired": {
            "zh": "对 {rule} 的豁免{where}已于 {until} 到期，不再有效；请处理问题，或重新确认后延期（理由：{reason}）",
            "en": "the suppression of {rule}{where_en} expired on {until}; mend the finding, or confirm and extend it"
            " (reason: {reason})",
        },
        "unknown": {
            "zh": "豁免写的规则 {rule} 不存在{hint_zh}",
            "en": "a suppression names {rule}, and there is no such rule{hint_en}",
        },
        "forbidden": {
            "zh": "{rule} 说明哪些内容没有检查，不能豁免；请删去此条",
            "en": "{rule} tells what was not checked and cannot be suppressed; remove the suppression",
        },
    },
    """A suppression suppresses nothing, is past its last day, or is of a rule that cannot be suppressed.

    A suppression that outlives its reason would hide the next finding at its place. One in the report is judged when its rule ran
    on the report; one in `gouji.yaml` when all that it could be about was checked: the file or folder it names, or the whole folder of
    `gouji.yaml`.
    """,
    """豁免没有对应的问题、已过有效期，或所写的规则不能豁免。

    失去依据的豁免会掩盖同一位置以后出现的问题。报告中的豁免在相应规则检查过本报告后判断；gouji.yaml 中的豁免在它可能涉及的内容全部检查后判断：所写的文件或文件夹，或设置文件所在的整个文件夹。
    """,
    severity=Severity.WARNING,
    identity=("rule", "at", "path"),
)

rule_crashed = _engine_rule(
    "GJ004",
    "rule-crashed",
    {
        "crashed": {
            "zh": "规则 {rule}（{pack}）运行出错：{error}；其余规则照常检查，本规则的结果不可用",
            "en": "rule {rule} ({pack}) failed: {error}; the other rules went on, this one checked nothing",
        }
    },
    """A rule raised an error on this report.

    The other rules go on; the exit status is 2, since what this rule looks for was not checked.
    """,
    """某条规则在检查本报告时出错。

    其余规则照常检查；这条规则要查的内容未查，因此退出状态为 2。
    """,
)

not_checked = _engine_rule(
    "GJ006",
    "not-checked",
    {
        **REASON,
        "no-year": {
            "zh": "找不到报告年度，与年度有关的规则均未检查；请在标题中写明年份，或用 --year 指定",
            "en": "the report year is unknown, so no rule that depends on it was run; state it in the title or pass --year",
        },
        "no-edition": {
            "zh": "{year} 年度报告没有可依据的全国统一格式（自 {first} 年度起施行），章节与表格均未检查",
            "en": "no national format governs reports of {year} (the first is for {first}); chapters and tables were not checked",
        },
        "no-chapters": {
            "zh": "没有识别出六章中的任何一章标题，与章节有关的规则均未检查；请核对标题是否写作“一、总体情况”等独立成行的形式",
            "en": "no heading of any of the six chapters was recognised, so no rule about chapters was run;"
            " check that each heading stands on a line of its own, as 一、总体情况",
        },
    },
    """The file is no annual report, or a whole family of rules could not run on it.

    The year is unknown, no format edition governs it, or no chapter was recognised. The exit status is 2 for a file named
    on the command line; in a folder it is counted.
    """,
    """文件不是年度报告，或有整类规则无法检查。

    原因可能是年度不明、该年度没有统一格式，或没有识别出任何一章。命令行点名的文件退出状态为 2；遍历文件夹时计入统计。
    """,
)


@rule(
    "GJ005",
    "unrecognised-table",
    category=Category.INPUT,
    severity=Severity.ERROR,
    messages={
        "statutory": {
            "zh": "“{chapter}”中的这张表无法识别，未作检查（应为{expected}）",
            "en": "this table in “{chapter}” could not be recognised and was not checked (expected: {expected})",
        },
        "other": {
            "zh": "这张表不是统一格式中的表，未作检查",
            "en": "this table is not one of the national format's and was not checked",
        },
        "unknown-key": {
            "zh": "没有名为 {key} 的统一格式表，未作检查{hint_zh}",
            "en": "the national format has no table called {key}; it was not checked{hint_en}",
        },
    },
    identity=("key",),
    about="""有表格未能对应到统一格式，因而没有检查。

    应有法定表格的各章中出现这种情况是错误：其中的数字全部躲过了勾稽检查。其他地方的自制表格只作提示。
    """,
    invalid=[
        case(
            content=[
                {
                    "heading": "三、收到和处理政府信息公开申请情况",
                    "content": [{"table": None, "grid": [["项目", "数量"], ["收到", 3]]}],
                }
            ],
            at="三、收到和处理政府信息公开申请情况 / table",
            message="statutory",
        ),
        case(
            content=[
                {"heading": "一、总体情况", "content": [{"table": None, "grid": [["培训", "场次"], ["业务", 3]]}]}
            ],
            at="一、总体情况 / table",
            message="other",
            severity=Severity.INFO,
            note="总体情况中的自制表格不是法定表",
        ),
        case(
            content=[
                {
                    "heading": "三、收到和处理政府信息公开申请情况",
                    "content": [{"table": "request", "columns": [], "rows": []}],
                }
            ],
            at="三、收到和处理政府信息公开申请情况 / request",
            message="unknown-key",
        ),
    ],
    valid=[case("全年公开信息 120 条。")],
)
def unrecognised_table(report: Report, _options: None) -> Iterator[Finding]:
    """A table that no reader could map to the national format, so that it was not checked.

    In the chapters that must hold statutory tables this is an error: what stands there escaped every check of arithmetic.
    Elsewhere a table of the author's own is only mentioned.
    """
    for table in report.tables():
        if table.key is not None and table.format is not None:
            continue
        chapter = chapter_of(report, table)
        data: dict[str, object] = {"key": table.key or "", "chapter": chapter}
        if table.key is not None:
            from gouji.spelling import did_you_mean

            known = [key for edition in report.formats.all() for key in edition.tables]
            zh, en = did_you_mean(table.key, known)
            yield Finding(table, "unknown-key", {**data, "hint_zh": zh, "hint_en": en})
        elif expected := expected_tables(report, table):
            yield Finding(table, "statutory", {**data, "expected": expected})
        else:
            yield Finding(table, "other", data, severity=Severity.INFO)


def chapter_of(report: Report, table: Table) -> str:
    """Return the heading of the first-level section a table stands in, or nothing."""
    for item in report.fact(chapters).sections:
        if table.pointer[: len(item.section.pointer)] == item.section.pointer:
            return item.section.heading.value
    return ""


def expected_tables(report: Report, table: Table) -> str:
    """Return the names of the statutory tables that belong to the chapter a table stands in, or nothing."""
    found = report.fact(chapters)
    for item in found.sections:
        if item.chapter is not None and table.pointer[: len(item.section.pointer)] == item.section.pointer:
            assert found.edition is not None
            return "、".join(found.edition.tables[key].name for key in item.chapter.tables)
    return ""


rule_relaxed = _engine_rule(
    "GJ007",
    "rule-relaxed",
    {
        "relaxed": {
            "zh": "规则包 {pack} 放宽了 {rule}（{what_zh}），理由：{reason}",
            "en": "the pack {pack} relaxes {rule} ({what_en}); its reason: {reason}",
        }
    },
    """A rule pack relaxes a rule that rests on law, and says why.

    A pack may be stricter than the national rules. Where it lowers, turns off or loosens one that is an error or rests on a law or
    notice, it must give a reason (`override`), and every report it is used on says so.
    """,
    """规则包放宽了一条有法律依据的规则，并说明了理由。

    规则包可以比全国规则更严。要降低、停用或放宽属于错误或有法规、通知依据的规则，必须写明理由（override），所检查的每份报告都会显示。
    """,
    severity=Severity.INFO,
    identity=("pack", "rule"),
)

NOT_CHECKED = frozenset({unreadable_file.code, rule_crashed.code, not_checked.code})
"""The rules that tell of what was not checked; with them the exit status is 2."""
ALWAYS_ERRORS = NOT_CHECKED | {schema_violation.code}
"""The rules whose severity is never lowered: a report that was not checked must not pass for one that was."""
NOT_SUPPRESSIBLE = NOT_CHECKED | {schema_violation.code, unused_suppression.code, rule_relaxed.code}
"""The rules whose findings are always shown. What breaks the schema was not checked any further either."""

RULES = (
    unreadable_file,
    schema_violation,
    unused_suppression,
    rule_crashed,
    unrecognised_table,
    not_checked,
    rule_relaxed,
)
