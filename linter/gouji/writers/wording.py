"""What the text formats say beside the findings themselves: where, what was not checked, and the counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gouji.engine import Result
    from gouji.finding import FixEntry
    from gouji.source import Place
    from gouji.writers import Summary

SEVERITY = {"error": "错误", "warning": "警告", "info": "提示"}


def where(path: str, place: Place, lang: str) -> str:
    """Return `path:line:column`, or the page or label where a document has no lines."""
    return ":".join(filter(None, (path, spot(place, lang))))


def in_lines(place: Place) -> bool:
    """Whether a place is a line of the file itself: the lines of a page are not, and a label has none."""
    return place.line is not None and place.page is None


def repository_path(path: str) -> str:
    """Return a path as services that look at a repository write it: with `/`, and no `./` before it."""
    return path.replace("\\", "/").removeprefix("./")


def spot(place: Place, lang: str) -> str:
    """Return `line:column`, or the page or label where a document has no lines; nothing where the place is unknown."""
    parts = []
    if place.page is not None:
        parts.append(f"第{place.page}页" if lang == "zh" else f"page {place.page}")
        if place.line is not None:
            parts[-1] += f"第{place.line}行" if lang == "zh" else f" line {place.line}"
    elif place.line is not None:
        parts.append(str(place.line))
        if place.column is not None:
            parts.append(str(place.column))
    if place.label is not None:
        parts.append(place.label)
    return ":".join(parts)


def severity(label: str, lang: str) -> str:
    """Return the name of a severity."""
    return SEVERITY[label] if lang == "zh" else label


def unchecked(result: Result, lang: str) -> Iterator[str]:
    """Yield a line for each reason why something of a file was not checked, with all it kept from being checked.

    A reason that a finding has told already is not told again.
    """
    told = {entry.message for entry in result.findings}
    reasons: dict[str, list[str]] = {}
    for item in result.unchecked:
        reasons.setdefault(item.reason, []).append(item.what)
    for reason, whats in reasons.items():
        everything = "全部内容" if lang == "zh" else "everything"
        what = ("、" if lang == "zh" else ", ").join(everything if what == "all" else what for what in whats)
        why = "" if reason in told else (f"（{reason}）" if lang == "zh" else f" ({reason})")
        yield f"未检查：{what}{why}" if lang == "zh" else f"not checked: {what}{why}"


def fix_title(fix: FixEntry, lang: str) -> str:
    """Return what a fix does, and that a person should look at it where it may change the meaning."""
    if fix.safe:
        return fix.title
    return (
        f"{fix.title}（可能改变含义，请核对）"
        if lang == "zh"
        else f"{fix.title} (may change the meaning; please check)"
    )


def cut_short(summary: Summary, lang: str) -> str:
    """Return that the run ended before its last file; nothing where it did not."""
    if not summary.interrupted:
        return ""
    if lang == "zh":
        return f"已中断：检查了 {summary.files} 个文件，其余未检查"
    return f"interrupted after {_count(summary.files, 'file')}; the others were not checked"


def summary_line(summary: Summary, lang: str) -> str:
    """Return the last line of a text format. It says that all is well only where everything was checked."""
    return _zh(summary) if lang == "zh" else _en(summary)


def _zh(summary: Summary) -> str:
    not_looked_at = "；".join(_not_looked_at_zh(summary))
    if not summary.files:
        return "没有检查任何文件" + (f"（{not_looked_at}）" if not_looked_at else "")
    parts = []
    counts = [f"{getattr(summary, key)} 个{word}" for key, word in SEVERITY.items() if getattr(summary, key)]
    if counts:
        parts.append("、".join(counts))
    elif not (summary.unchecked or summary.interrupted):
        nothing = "未发现新问题" if summary.baselined else "未发现问题"
        if summary.narrowed is not None:
            on, known = summary.narrowed
            nothing = f"启用了 {known} 条规则中的 {on} 条，{nothing}"
        parts.append(nothing)
    if summary.fixed:
        parts.append(f"已改正 {summary.fixed} 个")
    if summary.suppressed:
        parts.append(f"已豁免 {summary.suppressed} 个")
    if summary.baselined:
        parts.append(f"基线中已有 {summary.baselined} 个")
    if summary.stale:
        parts.append(f"基线有 {summary.stale} 条已过时（gouji baseline prune 可清理）")
    if summary.unchecked:
        parts.append(f"{summary.unchecked} 个文件没有检查或没有全部检查")
    if summary.held_back:
        parts.append(f"rules-as-of 之后新增的 {summary.held_back} 条规则没有启用")
    if not_looked_at:
        parts.append(not_looked_at)
    return f"共 {summary.files} 个文件：" + "；".join(parts)


def _en(summary: Summary) -> str:
    not_looked_at = "; ".join(_not_looked_at_en(summary))
    if not summary.files:
        return "no file was checked" + (f" ({not_looked_at})" if not_looked_at else "")
    parts = []
    counts = [_count(getattr(summary, key), key) for key in SEVERITY if getattr(summary, key)]
    if counts:
        parts.append(", ".join(counts))
    elif not (summary.unchecked or summary.interrupted):
        nothing = "nothing new found" if summary.baselined else "nothing found"
        if summary.narrowed is not None:
            on, known = summary.narrowed
            nothing += f" by {on} of {_count(known, 'rule')}"
        parts.append(nothing)
    if summary.fixed:
        parts.append(f"{summary.fixed} fixed")
    if summary.suppressed:
        parts.append(f"{summary.suppressed} suppressed")
    if summary.baselined:
        parts.append(f"{summary.baselined} known in the baseline")
    if summary.stale:
        parts.append(f"{summary.stale} of the baseline stale (gouji baseline prune drops them)")
    if summary.unchecked:
        parts.append(f"{_count(summary.unchecked, 'file')} not checked, or not wholly")
    if summary.held_back:
        parts.append(f"{_count(summary.held_back, 'rule')} newer than rules-as-of not run")
    if not_looked_at:
        parts.append(not_looked_at)
    return f"{_count(summary.files, 'file')}: " + "; ".join(parts)


def _not_looked_at_zh(summary: Summary) -> Iterator[str]:
    unread = sum(summary.unread.values())
    how = "，-v 列出" if summary.unnamed else ""
    if summary.passed_over > unread:
        yield f"略过 {summary.passed_over - unread} 个不是报告的文件{how}"
    if unread:
        yield f"另有 {unread} 个文件的类型不能读取（{'、'.join(sorted(summary.unread))}），没有检查"
    if summary.interrupted:
        yield "已中断，其余文件未检查"


def _not_looked_at_en(summary: Summary) -> Iterator[str]:
    unread = sum(summary.unread.values())
    how = ", which -v names" if summary.unnamed else ""
    if summary.passed_over > unread:
        yield f"{_count(summary.passed_over - unread, 'file')} passed over as no report{how}"
    if unread:
        yield f"{_count(unread, 'file')} of a kind that cannot be read ({', '.join(sorted(summary.unread))}) not checked"
    if summary.interrupted:
        yield "interrupted, the others were not checked"


def _count(number: int, noun: str) -> str:
    plural = noun if number == 1 or noun == "info" else noun + "s"
    return f"{number} {plural}"
