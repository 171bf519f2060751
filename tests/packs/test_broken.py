"""Packs that are broken: each is refused with one mistake, at its place, with what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent, indent

import pytest
from click.testing import Result

from gouji.packs.errors import PackError
from gouji.packs.library import Library
from gouji.testing import registry

HEAD = "id: yunling\nprefix: YL\ntitle: 云岭市年报要求\n"
CASES = "invalid: [{text: 感谢支持。}]\nvalid: [{text: 全年公开信息 20 条。}]\n"


def rule(own: str, code: str = "YL001", name: str = "no-thanks", cases: str = CASES) -> str:
    """A rule of a pack: what it says of itself, its kind's keys, its cases."""
    lines = f"code: {code}\nname: {name}\ntitle: 不必致谢\n" + dedent(own).strip() + "\n" + cases
    return indent(lines, "    ").replace("    ", "  - ", 1)


def pack(*rules: str, more: str = "") -> str:
    return HEAD + more + ("rules:\n" + "".join(rules) if rules else "")


THANKS = "kind: existence\nwords: [感谢]"
TEN_MEGABYTES = HEAD + "# " + "x" * 10_000_000 + "\n"

BROKEN = {
    "bad YAML": (HEAD + "rules: [\n", (5, 1), "YAML 语法错误"),
    "no mapping": ("- 云岭\n", (1, 1), "应为“键: 值”的形式"),
    "ten megabytes": (TEN_MEGABYTES, (1, 1), "文件过大"),
    "an alias": (HEAD + "rules: &a []\nchanges: *a\n", (5, 10), "不支持 YAML 别名"),
    "a Python object": (HEAD + "rules: !!python/object/apply:os.system [ls]\n", None, "应为"),
    "nested too deeply": (HEAD + "rules: " + "[" * 30 + "]" * 30 + "\n", (4, 27), "嵌套过深"),
    "a duplicate key": (HEAD + "title: 又一个\n", (4, 1), "键 title 重复"),
    "no id": ("prefix: YL\ntitle: 云岭\n", (1, 1), "缺少 id"),
    "a misspelt key": (HEAD + "rule: []\n", (4, 1), "没有名为 rule 的键；是否想写 rules？"),
    "a prefix in small letters": (HEAD.replace("YL", "yl"), (2, 9), "2 至 6 个大写字母"),
    "the national prefix": (pack(rule(THANKS, code="CN999")).replace("prefix: YL", "prefix: CN"), (2, 9), "前缀 CN 已有其他规则使用"),
    "an unknown kind": (pack(rule("kind: existance\nwords: [感谢]")), (8, 11), "没有名为 existance 的规则种类；是否想写 existence？"),
    "no kind": (pack(rule("words: [感谢]")), (5, 5), "缺少 kind"),
    "a misspelt key of a kind": (pack(rule("kind: existence\nwrods: [感谢]\nwords: [感谢]")), (9, 5), "没有名为 wrods 的键；是否想写 words？"),
    "an option of a wrong type": (pack(rule("kind: length\nmax: 很长")), (9, 10), "应为整数"),
    "a missing option": (pack(rule("kind: date-order\nby: 01-28")), (5, 5), "缺少 date"),
    "a duplicate code": (pack(rule(THANKS), rule(THANKS, name="no-thanks-again")), (12, 11), "YL001 已用于第 5 行的规则"),
    "a duplicate name": (pack(rule(THANKS), rule(THANKS, code="YL002")), (13, 11), "no-thanks 已用于第 6 行的规则"),
    "a national name": (pack(rule(THANKS, name="stale-year")), (6, 11), "stale-year 已用于规则 CN301"),
    "a foreign prefix": (pack(rule(THANKS, code="XX001")), (5, 11), "规则代码 XX001 应以本包的前缀 YL 开头"),
    "no invalid case": (pack(rule(THANKS, cases="valid: [{text: 公开 1 条。}]\n")), (5, 5), "缺少 invalid"),
    "an unknown vocabulary": (pack(rule("kind: existence\nwords: [$thank]"), more="vocabularies: {thanks: [感谢]}\n"), (10, 13), "没有名为 thank 的词表；是否想写 thanks？"),
    "an unknown basis": (pack(rule(THANKS + "\nbasis: [notise]"), more="basis: {notice: {title: 《通知》}}\n"), (11, 13), "没有名为 notise 的条目；是否想写 notice？"),
    "an unknown part": (pack(rule(THANKS + "\nin: [overveiw]")), (10, 10), "没有名为 overveiw 的范围；是否想写 overview？"),
    "a message with what is not there": (pack(rule(THANKS + "\nmessage: 不要写{fuond}")), (10, 14), "没有 {fuond} 这一项；是否想写 found？"),
    "a message that reaches into Python": (pack(rule(THANKS + "\nmessage: 不要写{found.__class__}")), (10, 14), "没有 {found.__class__} 这一项"),
    "a message of a gigabyte": (pack(rule(THANKS + "\nmessage: 不要写{found:>999999999}")), (10, 14), "没有 {found}"),
    "a hostile pattern": (pack(rule(r"""kind: existence
patterns: ["(谢+)+呀"]""")), (9, 19), "重复次数没有上限"),
    "a repeat within a repeat": (pack(rule(r"""kind: existence
patterns: ["(谢{1,9}){1,9}呀"]""")), (9, 16), "重复之中又有重复"),
    "a pattern that matches in too many ways": (pack(rule(r"""kind: existence
patterns: [".{0,90}.{0,90}.{0,90}呀"]""")), (9, 16), "匹配方式过多"),
    "a pattern that matches nothing": (pack(rule(r"""kind: existence
patterns: ["谢{0,3}"]""")), (9, 16), "连空文字也相符"),
    "a broken pattern": (pack(rule(r"""kind: existence
patterns: ["感谢(您"]""")), (9, 19), "正则表达式有误"),
    "an equation of unknown rows": (pack(rule("kind: equation\ntable: requests\neach: row\nholds: total = natural_persn")), (11, 20), "等式有误"),
    "a cell that is not there": (pack(rule(r"""kind: compare
find: "收到(?P<number>\\d{1,6})件"
cell: requests/new_recieved/total""")), (10, 11), "没有名为 new_recieved 的行；是否想写 new_received？"),
    "an impossible day": (pack(rule("kind: date-order\ndate: published\nby: 02-30")), (10, 9), "没有 02-30 这一天"),
    "years the wrong way round": (pack(rule(THANKS + '\nyears: "2023-2021"')), (10, 12), "前后颠倒"),
    "years outside the pack's": (pack(rule(THANKS + '\nyears: "2021"'), more='applies_to: {years: "2023-"}\n'), (11, 12), "没有交集"),
    "a pack that extends itself": (pack(more="extends: [yunling]\n"), (4, 11), "成了循环"),
    "an unknown pack to extend": (pack(more="extends: [convention]\n"), (4, 11), "没有名为 convention 的规则包"),
    "a change to no rule": (pack(more="changes: [{rule: stale-yaer, severity: info}]\n"), (4, 18), "没有名为 stale-yaer 的规则；是否想写 stale-year？"),
    "a change of nothing": (pack(more="changes: [{rule: stale-year}]\n"), (4, 11), "应写明 severity、options 或 off"),
    "an unknown option": (pack(more="changes: [{rule: overview-too-long, options: {limt: 9}}]\n"), (4, 47), "没有名为 limt 的键；是否想写 limit？"),
    "a law relaxed": (pack(more="changes: [{rule: missing-chapter, severity: info}]\n"), (4, 35), "不能降低级别：规则 CN101 依据"),
    "what was not checked lowered": (pack(more="changes: [{rule: GJ002, severity: info, override: 试行}]\n"), (4, 35), "GJ002 说明哪些内容没有检查，级别不能降低"),
    "a law turned off": (pack(more="changes: [{rule: row-total, off: true}]\n"), (4, 29), "不能停用：规则 CN201"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_pack_is_told_of_once_and_at_its_place(
    name: str, gouji: Callable[..., Result], report: Callable[..., str], tmp_path: Path
) -> None:
    text, place, told = BROKEN[name]
    (tmp_path / "yunling.yaml").write_text(text, encoding="utf-8")
    run = gouji("check", report(), "--pack", "yunling.yaml")
    assert run.exit_code == 2
    assert not run.stdout
    places = re.findall(r"^yunling\.yaml:(\d+):(\d+): ", run.stderr, re.MULTILINE)
    assert len(places) == 1, run.stderr
    if place is not None:
        assert tuple(map(int, places[0])) == place, run.stderr
    lines = run.stderr.splitlines()
    assert told in lines[0]
    if name != "ten megabytes":
        assert lines[-1].strip(" 　|") == "^"
    assert gouji("pack", "test", "yunling.yaml").exit_code == 2
    english = gouji("check", report(), "--pack", "yunling.yaml", "--lang", "en")
    assert english.stderr.startswith("yunling.yaml:")
    assert english.stderr.splitlines()[0] != lines[0]


def test_packs_that_extend_one_another_are_refused(tmp_path: Path) -> None:
    for name, other in (("east", "west"), ("west", "east")):
        text = f"id: {name}\nprefix: {name.upper()}\ntitle: 东西\nextends: [{other}]\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match=r"west\.yaml:4:11: packs extend one another in a circle: east → west → east"):
        Library(registry()).at(tmp_path / "east.yaml")
