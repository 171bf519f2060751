"""The laws and notices that rules rest on, once, with the report years they govern.

Only what was read in its source is here; a rule whose fact was not verified has no basis and prints none.
"""

from __future__ import annotations

from gouji.named_tuple import NamedTuple
from gouji.rule import Basis

REGULATION = Basis("《中华人民共和国政府信息公开条例》（国务院令第711号）", first_year=2019)
"""Revised 2019-04-03, in force from 2019-05-15: it governs reports on 2019 and later."""

FORMAT_2019 = Basis(
    "《中华人民共和国政府信息公开工作年度报告格式（试行）》（国办公开办函〔2019〕60号）",
    first_year=2019,
    last_year=2020,
)

FORMAT_2021 = Basis("《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）", first_year=2021)
"""Dated 2021-09-26; first followed by the reports on 2021."""

FORMATS = (FORMAT_2019, FORMAT_2021)

TABLE_NOTE = "申请情况表表头：“本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和”"
"""The equation printed in the form of chapter three, in both editions."""

LEGISLATION = Basis("《中华人民共和国立法法》（2023年修正）", first_year=2023)
"""Articles 91 and 93: who may make rules (规章). Earlier texts of the law are not cited."""

RECONSIDERATION = Basis("《中华人民共和国行政复议法》（2023年修订）", first_year=2024)
"""In force from 2024-01-01."""


class Deadline(NamedTuple):
    """The last day on which a report may be published, in the year after the one it covers, and whom it binds.

    `named` tells whether the law names organs of these kinds; others are held to the day that theirs most resemble. `zh` and `en` call them.
    """

    kinds: tuple[str, ...]
    month: int
    day: int
    zh: str
    en: str
    named: bool = True

    def of(self, report_year: int) -> str:
        """Return the day for a report on that year, as 2024-01-31."""
        return f"{report_year + 1}-{self.month:02}-{self.day:02}"


DEADLINES = (
    Deadline(("department",), 1, 31, "县级以上人民政府部门", "departments of governments"),
    Deadline(("gov_province", "gov_city", "gov_county"), 3, 31, "县级以上地方人民政府", "local governments"),
    Deadline(
        ("vertical", "authorized_org"), 1, 31, "垂直管理机关和授权组织", "vertical and authorized organs", named=False
    ),
)
"""Article 49 of the regulation. It sets no day for townships and subdistricts."""

DEADLINE = REGULATION.at(49)._replace(
    kinds=tuple(kind for deadline in DEADLINES if deadline.named for kind in deadline.kinds)
)
"""The article, for the organs it names."""

PUNCTUATION = Basis("《标点符号用法》（GB/T 15834—2011）")
"""The national standard on punctuation, which the standard form of official documents refers to."""
