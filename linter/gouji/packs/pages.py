"""The documentation of a pack: a page for each rule, written from the rule itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.packs.trial import own_rules

if TYPE_CHECKING:
    from gouji.packs.compiling import Change, CompiledPack
    from gouji.rule import Basis, Case, Rule

LEVELS = {"error": "错误", "warning": "警告", "info": "提示"}


def index(pack: CompiledPack, lang: str) -> str:
    """Return the first page: what the pack is for, its rules and its changes."""
    zh, data = lang == "zh", pack.file.data
    title = data["title"] if zh else data.get("title_en", data["title"])
    lines = [f"# {title}", "", f"`{data['id']}` · {_bounds(pack.bounds, zh)}", ""]
    lines += ["| 代码 | 名称 | 级别 | 检查什么 |" if zh else "| code | name | severity | finds |", "|---|---|---|---|"]
    for rule in own_rules(pack):
        level = rule.severity.label
        lines.append(
            f"| [{rule.code}]({rule.code}.md) | `{rule.name}` | {LEVELS[level] if zh else level} | {rule.title_in(lang)} |"
        )
    own = [change for change in pack.changes if change.pack == pack.file.id]
    if own:
        lines += ["", "## 对其他规则的调整" if zh else "## Changes to other rules", ""]
        lines += [f"- {_change(change, zh)}" for change in own]
    return "\n".join(lines) + "\n"


def page(rule: Rule, lang: str) -> str:
    """Return the page of a rule."""
    zh = lang == "zh"
    level = rule.severity.label
    title, _, rest = rule.documentation(lang).partition("\n")
    lines = [f"# {rule.code} {rule.name}", "", title]
    if rest.strip():
        lines += ["", rest.strip()]
    lines += ["", f"- {'级别' if zh else 'Severity'}：{LEVELS[level]}" if zh else f"- Severity: {level}"]
    lines.append(f"- {'自 gouji 版本：' if zh else 'Since gouji '}{rule.since}")
    if rule.preview:
        lines.append("- 预览规则：指明时才启用" if zh else "- On trial: it runs only where it is asked for")
    if rule.bounds is not None:
        lines.append(f"- {'适用' if zh else 'Applies to'}{'：' if zh else ': '}{_bounds(rule.bounds, zh)}")
    for basis in rule.basis:
        words = " ".join(part for part in (basis.title, basis.article) if part)
        linked = f"[{words}]({basis.url})" if basis.url else words
        lines.append(f"- {'依据：' if zh else 'Basis: '}{linked}")
    lines += [f"- {'消息：' if zh else 'Message: '}{text[lang]}" for text in rule.messages.values()]
    for heading, cases in ((("会提示", "Found"), rule.invalid), (("不会提示", "Not found"), rule.valid)):
        lines += ["", f"## {heading[0] if zh else heading[1]}", ""]
        lines += [f"- {_case(case, zh)}" for case in cases]
    return "\n".join(lines) + "\n"


def _bounds(bounds: Basis, zh: bool) -> str:
    parts = list(_parts(bounds, zh))
    return ("；" if zh else "; ").join(parts) if parts else ("所有报告" if zh else "all reports")


def _parts(bounds: Basis, zh: bool) -> Iterator[str]:
    first, last = bounds.first_year, bounds.last_year
    if first is not None or last is not None:
        span = str(first) if first == last else f"{first or ''}—{last or ''}"
        yield f"{span} 年度" if zh else f"reports on {span}"
    if bounds.regions:
        yield ("地区 " if zh else "regions ") + ", ".join(bounds.regions)
    if bounds.kinds:
        yield ("机关类别 " if zh else "kinds ") + ", ".join(bounds.kinds)


def _change(change: Change, zh: bool) -> str:
    said = []
    if change.off:
        said.append("停用" if zh else "off")
    if change.severity is not None:
        said.append(f"级别 {change.severity.label}" if zh else change.severity.label)
    said += [f"{name} = {value}" for name, value in (change.options or {}).items()]
    reason = f"；{'理由：' if zh else 'reason: '}{change.override}" if change.override else ""
    return f"{change.code}：{'、'.join(said)}（{_bounds(change.bounds, zh)}）{reason}"


def _case(case: Case, zh: bool) -> str:
    words = (case.text or case.body or "").strip() or "、".join(f"{at} = {value}" for at, value in case.cells.items())
    words = words or case.note or ("（完整报告）" if zh else "(a complete report)")
    told = [f"{case.year} 年度" if zh else str(case.year)]
    told += [f"{key}: {value}" for key, value in case.metadata.items()]
    told += [case.note] if case.note and case.note != words else []
    return " ⏎ ".join(line.strip() for line in words.splitlines() if line.strip()) + f"（{'；'.join(told)}）"
