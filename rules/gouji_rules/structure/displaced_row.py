"""CN113 displaced-row."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Related, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.basis import FORMATS
from gouji_rules.facts.displaced_rows import DisplacedRow, displaced_rows
from gouji_rules.structure.edits import rows


@rule(
    "CN113",
    "displaced-row",
    category=Category.STRUCTURE,
    severity=Severity.ERROR,
    messages={
        "shifted": {
            "zh": "“{label}”一行错位：行标签向{side_zh}偏了 {columns} 列；请对照统一格式核对本行标签和数据的位置",
            "en": "the row “{label}” is displaced: its label stands {columns} column(s) to the {side_en}; check its label and figures against the form",
        },
        "out-of-group": {
            "zh": "“{label}”一行不在“{group}”之内，而在{stands_zh}；请移回原处",
            "en": "the row “{label}” stands not in “{group}” but {stands_en}; move it back",
        },
        "both": {
            "zh": "“{label}”一行错位：行标签向{side_zh}偏了 {columns} 列，脱离“{group}”，在{stands_zh}；请对照统一格式核对本行标签和数据的位置",
            "en": "the row “{label}” is displaced: its label stands {columns} column(s) to the {side_en}, out of “{group}” and {stands_en};"
            " check its label and figures against the form",
        },
        "also": {"zh": "“{label}”一行也错位", "en": "the row “{label}” is displaced too"},
    },
    basis=FORMATS,
    needs=("edition",),
    identity=("key",),
    about="""一行的标签错位，或不在所属的分组之内。

    多为复制表格时错开，数字可能因此对错了列。相连的几行只报一次，报在第一行。
    """,
    invalid=[
        case(
            edit=rows("requests", np_publication={"label_column": 0, "group": "none"}),
            at="requests / np_publication",
            message="both",
            note="标签偏到第一列，脱离分组",
        ),
        case(
            edit=rows("requests", deny_internal={"label_column": 3}),
            at="requests / deny_internal",
            message="shifted",
            note="标签偏了一列",
        ),
        case(
            edit=rows("requests", np_repeat={"group": "unavailable"}),
            at="requests / np_repeat",
            message="out-of-group",
            note="落在另一个分组之下",
        ),
        case(
            edit=rows(
                "requests",
                np_publication={"label_column": 0, "group": "none"},
                np_excessive={"label_column": 1, "group": "results"},
                np_reconfirm={"label_column": 1, "group": "results"},
            ),
            at="requests / np_publication",
            note="相连的几行只报一次",
        ),
        case(
            edit=rows("requests", granted={"label_column": 0}, carried_out={"label_column": 1}),
            at=("requests / granted", "requests / carried_out"),
            note="不相连的分别报",
        ),
    ],
    valid=[
        case("全年公开信息 20 条。"),
        case(edit=rows("requests", np_repeat={"label_column": 2, "group": "not_processed"}), note="就在该在的位置"),
        case(edit=rows("requests", new_received={"group": "none"}), note="本来就不在任何分组之内"),
    ],
)
def displaced_row(report: Report, _options: None) -> Iterator[Finding]:
    """A row whose label stands in another column than rows of its depth do, or outside its group.

    Such a row has come loose when a table was copied, and its figures may stand under the wrong heads. Rows that follow one
    another are one finding, at the first. Tables that print all their labels in one column show no displacement.
    """
    for run in report.fact(displaced_rows):
        first, *others = run
        related = [Related(other.row, "also", {"label": other.label}) for other in others]
        yield Finding(first.row, _message(first), first.data, related=related)


def _message(displaced: DisplacedRow) -> str:
    if displaced.shift and displaced.moved:
        return "both"
    return "shifted" if displaced.shift else "out-of-group"
