"""CN112 table-rows."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Edit, Finding, Fix, Related, Severity
from gouji.report import Report, Row
from gouji.rule import Category, case, rule
from gouji_rules.basis import FORMATS
from gouji_rules.facts.table_faults import table_faults
from gouji_rules.structure.edits import (
    added_row,
    chain,
    columns,
    moved_row,
    rows,
    tables_of,
    without_columns,
    without_rows,
)

_LABELS = ("label", "other-label")


@rule(
    "CN112",
    "table-rows",
    category=Category.STRUCTURE,
    severity=Severity.ERROR,
    messages={
        "missing-row": {"zh": "表中缺少行：{labels}", "en": "rows missing from the table: {labels}"},
        "missing-column": {"zh": "表中缺少列：{labels}", "en": "columns missing from the table: {labels}"},
        "unknown-row": {
            "zh": "统一格式的表中没有“{label}”这一行",
            "en": "the form has no row “{label}”",
        },
        "unknown-row-near": {
            "zh": "统一格式的表中没有“{label}”这一行；是否应为“{near}”（{near_key}）？",
            "en": "the form has no row “{label}”; did you mean “{near}” ({near_key})?",
        },
        "unknown-column": {
            "zh": "统一格式的表中没有“{label}”这一列",
            "en": "the form has no column “{label}”",
        },
        "unknown-column-near": {
            "zh": "统一格式的表中没有“{label}”这一列；是否应为“{near}”（{near_key}）？",
            "en": "the form has no column “{label}”; did you mean “{near}” ({near_key})?",
        },
        "repeated-row": {"zh": "“{label}”一行重复", "en": "the row “{label}” stands twice"},
        "repeated-column": {"zh": "“{label}”一列重复", "en": "the column “{label}” stands twice"},
        "order-row": {
            "zh": "“{label}”一行的顺序不对，应排在“{before}”之后",
            "en": "the row “{label}” is out of order; it comes after “{before}”",
        },
        "order-row-first": {
            "zh": "“{label}”一行的顺序不对，应排在最前",
            "en": "the row “{label}” is out of order; it comes first",
        },
        "order-column": {
            "zh": "“{label}”一列的顺序不对，应排在“{before}”之后",
            "en": "the column “{label}” is out of order; it comes after “{before}”",
        },
        "order-column-first": {
            "zh": "“{label}”一列的顺序不对，应排在最前",
            "en": "the column “{label}” is out of order; it comes first",
        },
        "cells": {
            "zh": "“{label}”一行有 {cells} 格，表有 {columns} 列",
            "en": "the row “{label}” has {cells} cells where the table has {columns} columns",
        },
        "cells-of-rows": {
            "zh": "“{label}”等 {rows} 行各有 {cells} 格，表有 {columns} 列",
            "en": "“{label}” and others, {rows} rows in all, have {cells} cells each where the table has {columns} columns",
        },
        "label": {
            "zh": "行标签“{label}”与统一格式不符，应为“{expected}”",
            "en": "the row label “{label}” is not the form's, which is “{expected}”",
        },
        "other-label": {
            "zh": "这一行按位置应为“{expected}”，标签却是“{label}”",
            "en": "this row should be “{expected}” by its place, but its label is “{label}”",
        },
        "also": {"zh": "相关的位置", "en": "a related place"},
        "use": {"zh": "改为“{expected}”", "en": "change to “{expected}”"},
    },
    basis=FORMATS,
    needs=("edition",),
    identity=("fault", "key"),
    about="""法定表格的行或列缺失、多余、重复、错序，或一行的格数不对。

    按表格自己所依的格式核对。行标签写错字的为警告，并给出修改。空格、换行、标点、括注、并入行标签的分组名和明确的简称都不算错。
    """,
    invalid=[
        case(edit=without_rows("requests", "deny_internal"), at="requests", message="missing-row", note="缺一行"),
        case(
            edit=without_rows("requests", "result_total", "carried_out"),
            at="requests",
            message="missing-row",
            note="缺两行，一并列出",
        ),
        case(edit=without_columns("requests", "legal_service"), at="requests", message="missing-column", note="缺一列"),
        case(
            edit=rows("requests", np_repeat={"row": "np_repaet"}),
            at="requests / np_repaet",
            message="unknown-row-near",
            note="键写错：提示相近的行，不再报缺行",
        ),
        case(
            edit=added_row("requests", {"row": "deny_other", "label": "9.其他", "cells": [0] * 7}, "na_not_held"),
            at="requests / deny_other",
            message="unknown-row",
            note="多出一行",
        ),
        case(
            edit=added_row("requests", {"row": "granted", "cells": [0] * 7}, "partial"),
            at="requests / granted#2",
            message="repeated-row",
            note="一行重复",
        ),
        case(
            edit=moved_row("requests", "np_petition", "na_not_held"),
            at="requests / np_petition",
            message="order-row",
            note="不予处理的第 1 项排到了无法提供之前",
        ),
        case(
            edit=moved_row("requests", "new_received", "partial"),
            at="requests / new_received",
            message="order-row-first",
            note="第一行排到了后面",
        ),
        case(
            edit=columns("art20_1", "repealed", "in_force", "issued"),
            at="art20_1",
            message="order-column-first",
            note="第一列排到了最后",
        ),
        case(
            edit=columns("art20_1", "issued", "in_force", "repealed"),
            at="art20_1",
            message="order-column",
            note="两列对调",
        ),
        case(
            edit=chain(
                columns("art20_1", "issued", "repealed", "in_force", "in_force"),
                rows("art20_1", rules={"cells": [0] * 4}, normative_docs={"cells": [0] * 4}),
            ),
            at="art20_1",
            message="repeated-column",
            note="一列重复",
        ),
        case(
            edit=columns("art20_1", "issued", "repealed", "inforce"),
            at="art20_1",
            message="unknown-column-near",
            note="列的键写错",
        ),
        case(
            edit=chain(columns("art20_5", "decisions", "remarks"), rows("art20_5", licensing={"cells": [0, None]})),
            at="art20_5",
            message="unknown-column",
            note="多出一列“备注”",
        ),
        case(
            edit=rows("requests", granted={"cells": [0, 0, 0]}),
            at="requests / granted",
            message="cells",
            note="一行只有 3 格",
        ),
        case(
            edit=rows("requests", granted={"cells": [0] * 8}, partial={"cells": [0] * 8}),
            at="requests / granted",
            message="cells-of-rows",
            note="两行各多一格",
        ),
        case(
            edit=rows("requests", deny_law_forbids={"label": "2.其他法律行政止公开"}),
            at="requests / deny_law_forbids",
            message="label",
            severity=Severity.WARNING,
            note="漏字",
        ),
        case(
            edit=rows("requests", np_petition={"label": "2.重复申请"}),
            at="requests / np_petition",
            message="other-label",
            severity=Severity.WARNING,
            note="标签是另一行的",
        ),
    ],
    valid=[
        case("全年公开信息 20 条。"),
        case("全年公开信息 20 条。", year=2020),
        case(
            edit=rows(
                "requests",
                granted={"label": "(一) 予以公开"},
                deny_state_secret={"label": "（三）不予公开 1、属于国家秘密"},
                deny_three_security_one_stability={"label": '3.危及"三安全一稳定"'},
                oth_no_correction={"label": "1.逾期不补正"},
                oth_no_payment={"label": "2.逾期未缴费"},
                partial={"label": "（二）部分公开"},
                deny_enforcement_file={"label": "7.属于行政\n执法案卷"},
            ),
            note="空白、换行、标点写法、省略的括注、并入的分组名和简称都不算",
        ),
        case(
            edit=rows("art20_1", rules={"label": "规　章"}, normative_docs={"label": "规范性文件"}),
            note="空格和“行政”二字",
        ),
        case(edit=rows("requests", granted={"label": "（一）予以公開"}), note="繁体字"),
        case(edit=tables_of(2020), year=2023, note="整张表是另一版格式，由 CN111 提示"),
    ],
)
def table_rows(report: Report, _options: None) -> Iterator[Finding]:
    """Rows or columns of a statutory table are missing, unknown, repeated or out of order, or a row has too many cells or too few.

    The table is held against the edition that its own rows and columns follow; whether that is the year's is CN111. A misspelt
    row label is a warning with a fix. Spaces, line breaks, punctuation, annotations in brackets, group labels merged into
    the row's and clear abbreviations are no fault.
    """
    for fault in report.fact(table_faults):
        data = {"fault": fault.message, **fault.data}
        fix = None
        if fault.correct is not None and isinstance(fault.target, Row) and fault.target.label is not None:
            fix = Fix("use", [Edit(fault.target.label.span(), fault.correct)])
        yield Finding(
            fault.target,
            fault.message,
            data,
            Severity.WARNING if fault.message in _LABELS else None,
            [Related(other, "also") for other in fault.others],
            fix,
        )
