"""What gouji checks: the national rules. This module only implements hooks; each rule is a module of its own."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

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
    "citation.anachronism",
    "citation.document_number_form",
    "citation.law_title",
    "citation.outdated_format_notice",
    "citation.outdated_regulation",
    "consistency.contradiction",
    "consistency.foreign_agency",
    "consistency.part_exceeds_whole",
    "consistency.parts_sum",
    "consistency.rate",
    "consistency.repeated_text",
    "consistency.text_table",
    "privacy.bank_card",
    "privacy.identity_number",
    "privacy.mobile_number",
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
    "wording.broken_paragraph",
    "wording.confusable_term",
    "wording.extraction_damage",
    "wording.half_width_marks",
    "wording.missing_measure_word",
    "wording.nested_title_marks",
    "wording.number_style",
    "wording.paragraph_end",
    "wording.repeated_word",
    "wording.unbalanced_marks",
    "years.document_number_year",
    "years.future_year",
    "years.impossible_date",
    "years.late_publication",
    "years.stale_year",
    "years.statistic_period",
    "years.title_year",
    "years.unexpected_year",
)
"""The rule modules, as `category.rule_name`; each defines the rule under its own name."""


@hookimpl
def gouji_packs() -> list[Pack | Path]:
    return [Pack("national", "CN", "全国统一规则 / national rules"), Path(__file__).parent / "packs"]


@hookimpl
def gouji_rules() -> list[Rule]:
    return [getattr(import_module(f"{__name__}.{path}"), path.rpartition(".")[2]) for path in RULES]
