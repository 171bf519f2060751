"""What the invented city of Yunling asks of its annual reports, beyond the national rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gouji.hooks import hookimpl
from gouji.plugins import Pack
from gouji.rule import Rule
from gouji.writers import Writer
from gouji_example_yunling.consultation_phone import consultation_phone
from gouji_example_yunling.statistic_period_stated import statistic_period_stated
from gouji_example_yunling.tally import TALLY

if TYPE_CHECKING:
    from gouji.kinds import Kind

PACKS = Path(__file__).parent / "packs"


@hookimpl
def gouji_packs() -> list[Pack | Path]:
    return [Pack("yunling", "YL", "云岭市政府信息公开工作年度报告编制要求（示例）/ Yunling (example)"), PACKS]


@hookimpl
def gouji_rules() -> list[Rule]:
    return [consultation_phone, statistic_period_stated]


@hookimpl
def gouji_kinds() -> list[Kind]:
    # Kinds are asked for only where a pack is in use; a start without one does not pay for them.
    from gouji_example_yunling.few_headings import FEW_HEADINGS  # noqa: PLC0415

    return [FEW_HEADINGS]


@hookimpl
def gouji_writers() -> list[Writer]:
    return [TALLY]
