"""Whether a change to a rule relaxes what rests on law. A pack may be stricter than others; it never relaxes the law unsaid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from gouji.finding import Severity

if TYPE_CHECKING:
    from gouji.rule import Rule


def relaxes(
    rule: Rule, severity: Severity | None, options: Mapping[str, Any] | None, off: bool
) -> tuple[str, str, str] | None:
    """Return the key of a change that relaxes a protected rule, and why it is refused in Chinese and English; None where none does.

    Protected are errors, and rules that rest on a law or notice. The options of such a rule say which way is the stricter one in
    their metadata (`stricter`: `less` or `more`); of one that does not say, no change is known to be stricter.
    """
    if not rule.basis and rule.severity is not Severity.ERROR:
        return None
    if off:
        return "off", *_words(rule, "停用", "turns off")
    if severity is not None and severity < rule.severity:
        return "severity", *_words(rule, "降低级别", "lowers")
    for name, value in (options or {}).items():
        assert rule.options is not None
        field = next(field for field in fields(rule.options) if field.name == name)
        direction = field.metadata.get("stricter")
        default = field.default
        stricter = (
            value == default or (direction == "less" and value < default) or (direction == "more" and value > default)
        )
        if not stricter:
            return "options", *_words(rule, f"改变选项 {name}", f"changes the option {name} of")
    return None


def _words(rule: Rule, zh: str, en: str) -> tuple[str, str]:
    rests = "、".join(basis.title + basis.article for basis in rule.basis)
    why = (f"依据{rests}", f"it rests on {rests}") if rests else ("属于错误", "it is an error")
    return (
        f"不能{zh}：规则 {rule.code} {why[0]}；确有必要时用 override 写明理由，每次检查都会显示",
        f"this {en} the rule {rule.code}, and {why[1]}; where it must be, give the reason as `override`, which every output shows",
    )
