"""What the invented city of Yunling asks of its annual reports, beyond the national rules."""

from __future__ import annotations

from gouji.hooks import hookimpl
from gouji.plugins import Pack
from gouji.rule import Rule
from gouji_example_yunling.consultation_phone import consultation_phone
from gouji_example_yunling.statistic_period_stated import statistic_period_stated


@hookimpl
def gouji_packs() -> list[Pack]:
    return [Pack("yunling", "YL", "云岭市政府信息公开工作年度报告编制要求（示例）/ Yunling (example)")]


@hookimpl
def gouji_rules() -> list[Rule]:
    return [consultation_phone, statistic_period_stated]
