"""What gouji checks: the national rules. This module only implements hooks; each rule is a module of its own."""

from __future__ import annotations

from importlib import import_module

from gouji.hooks import hookimpl
from gouji.plugins import Pack
from gouji.rule import Rule

RULES = (
    "arithmetic.blank_cell",
    "arithmetic.dispute_total",
    "arithmetic.not_a_count",
    "arithmetic.repeated_change",
    "arithmetic.request_balance",
    "arithmetic.result_total",
    "arithmetic.row_total",
    "arithmetic.rule_making_power",
    "arithmetic.stock_below_flow",
    "arithmetic.suit_before_review",
    "structure.chapter_order",
    "structure.chapter_title",
    "structure.declared_parts",
    "structure.displaced_row",
    "structure.duplicate_heading",
    "structure.empty_chapter",
    "structure.extra_chapter",
    "structure.heading_numbering",
    "structure.missing_accountability",
    "structure.missing_chapter",
    "structure.missing_fee_statement",
    "structure.missing_table",
    "structure.missing_topic",
    "structure.outdated_format",
    "structure.overview_too_long",
    "structure.placeholder_text",
    "structure.report_title",
    "structure.table_rows",
    "years.future_year",
    "years.stale_year",
    "years.title_year",
)
"""The rule modules, as `category.rule_name`; each defines the rule under its own name."""


@hookimpl
def gouji_packs() -> list[Pack]:
    return [Pack("national", "CN", "全国统一规则 / national rules")]


@hookimpl
def gouji_rules() -> list[Rule]:
    return [getattr(import_module(f"{__name__}.{path}"), path.rpartition(".")[2]) for path in RULES]
