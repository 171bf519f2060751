"""From a pack's file to rules, and to changes of other packs' rules. What only compiling can tell is refused at its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gouji.finding import Severity
from gouji.kinds.texts import TITLE, Lexicon
from gouji.kinds.workshop import Workshop
from gouji.named_tuple import NamedTuple
from gouji.packs.errors import Mistake, Refused
from gouji.packs.templates import unknown_placeholder
from gouji.rule import FIRST_RELEASE, Basis, Case, Category, Need, Rule
from gouji.spelling import did_you_mean

if TYPE_CHECKING:
    from gouji.finding import Finding
    from gouji.formats import Formats
    from gouji.kinds import Kind
    from gouji.packs.grammar import PackFile
    from gouji.report import Pointer, Report
    from gouji.rule import Check, Messages

FILLED_IN = ("year", "next_year", "agency")
USUAL_YEAR = 2023


class Change(NamedTuple):
    """What a pack says of a rule that is not its own: a severity or options, or that it is off, for the reports of `bounds`."""

    pack: str
    code: str
    bounds: Basis
    severity: Severity | None = None
    options: Mapping[str, Any] | None = None
    off: bool = False
    override: str = ""
    source: str = ""


class CompiledPack(NamedTuple):
    """A pack ready for use. `family` are the files of the packs it extends, and its own."""

    file: PackFile
    rules: tuple[Rule, ...]
    changes: tuple[Change, ...]
    bounds: Basis
    family: tuple[PackFile, ...]
    vocabularies: Mapping[str, tuple[str, ...]]


def compile_pack(
    file: PackFile,
    kinds: Mapping[str, Kind],
    formats: Formats,
    inherited: Sequence[CompiledPack],
    known: Sequence[Rule],
) -> CompiledPack:
    """Return a pack with the rules of those it extends; PackError where something in it cannot be used.

    `known` are the rules of everything that is not YAML, which `changes` may name beside inherited ones.
    """
    return _Compiler(file, kinds, formats, inherited, known).compiled()


class _Compiler:
    def __init__(
        self,
        file: PackFile,
        kinds: Mapping[str, Kind],
        formats: Formats,
        inherited: Sequence[CompiledPack],
        known: Sequence[Rule],
    ) -> None:
        self.file = file
        self.data = file.data
        self.kinds = kinds
        self.formats = formats
        self.inherited = inherited
        self.known = known
        self.mistakes: list[Mistake] = []
        self.lexicon = Lexicon()
        self.bounds = self._bounds(self.data.get("applies_to", {}), ("applies_to",))
        self.vocabularies = {
            **{name: words for pack in inherited for name, words in pack.vocabularies.items()},
            **{
                name: tuple("".join(word.split()) for word in words)
                for name, words in self.data.get("vocabularies", {}).items()
            },
        }

    def compiled(self) -> CompiledPack:
        prefix = self.data["prefix"]
        if prefix in {rule.code[:-3] for rule in self.known}:
            self._mistake(
                ("prefix",),
                f"前缀 {prefix} 已有其他规则使用，请另取一个",
                f"the prefix {prefix} is in use already; choose another",
            )
        own = list(self._rules())
        others = tuple({rule.code: rule for pack in self.inherited for rule in pack.rules}.values())
        changes = list(self._changes((*self.known, *others)))
        if self.mistakes:
            raise self.file.error(self.mistakes)
        earlier = tuple({id(change): change for pack in self.inherited for change in pack.changes}.values())
        return CompiledPack(
            self.file,
            (*others, *own),
            (*earlier, *changes),
            self.bounds,
            tuple(
                {
                    file.path: file for file in (*(file for pack in self.inherited for file in pack.family), self.file)
                }.values()
            ),
            self.vocabularies,
        )

    def _mistake(self, pointer: Pointer, zh: str, en: str, at_key: bool = False) -> None:
        self.mistakes.append(Mistake(pointer, zh, en, at_key))

    def _bounds(self, values: Mapping[str, Any], at: Pointer) -> Basis:
        first, last = _years(values.get("years"))
        if first is not None and last is not None and first > last:
            self._mistake(
                (*at, "years"),
                f"年度范围 {first}—{last} 前后颠倒",
                f"the years {first} to {last} are the wrong way round",
            )
        return Basis(
            "",
            first_year=first,
            last_year=last,
            kinds=tuple(values.get("kinds", ())),
            regions=tuple(values.get("regions", ())),
        )

    def _rules(self) -> Iterator[Rule]:
        seen: dict[str, int] = {}
        taken = {name: rule for rule in self.known for name in (rule.code, rule.name)}
        for index, values in enumerate(self.data.get("rules", ())):
            at: Pointer = ("rules", index)
            code = values["code"]
            if code[:-3] != self.data["prefix"]:
                self._mistake(
                    (*at, "code"),
                    f"规则代码 {code} 应以本包的前缀 {self.data['prefix']} 开头",
                    f"the code {code} must begin with this pack's prefix {self.data['prefix']}",
                )
            for key in ("code", "name"):
                name = values[key]
                if name in seen:
                    line = self.file.located.position(("rules", seen[name], key))[0]
                    self._mistake(
                        (*at, key),
                        f"{name} 已用于第 {line} 行的规则，请另取一个",
                        f"{name} is taken by the rule on line {line}; choose another",
                    )
                elif name in taken:
                    self._mistake(
                        (*at, key),
                        f"{name} 已用于规则 {taken[name].code}，请另取一个",
                        f"{name} is taken by the rule {taken[name].code}; choose another",
                    )
                seen.setdefault(name, index)
            try:
                yield self._rule(values, at)
            except Refused as refused:
                self.mistakes.append(refused.mistake)

    def _rule(self, values: Mapping[str, Any], at: Pointer) -> Rule:
        kind = self.kinds[values["kind"]]
        shop = Workshop(at, self.lexicon, self.vocabularies, self.formats, values)
        check = kind.compile({key: values[key] for key in kind.keys if key in values}, shop)
        messages = self._messages(values, kind, at)
        bounds = self._within(self._bounds(values, at), at)
        year = _year_of_cases(bounds)
        return Rule(
            code=values["code"],
            name=values["name"],
            category=Category(values["category"]) if "category" in values else kind.category,
            severity=Severity.parse(values.get("severity", "warning")),
            messages=messages,
            check=_checking(check, kind.data),
            doc=_document(values.get("title_en") or values["title"], values.get("about_en", "")),
            basis=tuple(self._basis(name, (*at, "basis", index)) for index, name in enumerate(values.get("basis", ()))),
            needs=_needs(values, kind),
            identity=tuple(name for name in kind.data if name not in ("count", "length")),
            valid=tuple(read_case(case, year) for case in values["valid"]),
            invalid=tuple(self._invalid(values["invalid"], messages, at, year)),
            source=f"{self.file.id} ({self.file.path.name})",
            about=_document(values["title"], values.get("about", "")),
            bounds=bounds if any(bounds) else None,
            since=values.get("since", FIRST_RELEASE),
            preview=values.get("preview", False),
        )

    def _invalid(
        self, cases: Sequence[Mapping[str, Any]], messages: Messages, at: Pointer, year: int
    ) -> Iterator[Case]:
        for index, case in enumerate(cases):
            if case.get("message", next(iter(messages))) not in messages:
                zh, en = did_you_mean(case["message"], messages)
                self._mistake(
                    (*at, "invalid", index, "message"),
                    f"没有名为 {case['message']} 的消息{zh}",
                    f"there is no message called {case['message']}{en}",
                )
            yield read_case(case, year)

    def _within(self, own: Basis, at: Pointer) -> Basis:
        """Return the bounds of a rule within those of its pack."""
        pack = self.bounds
        first = max((year for year in (own.first_year, pack.first_year) if year is not None), default=None)
        last = min((year for year in (own.last_year, pack.last_year) if year is not None), default=None)
        kinds = tuple(kind for kind in own.kinds if not pack.kinds or kind in pack.kinds) if own.kinds else pack.kinds
        if own.first_year is not None and own.last_year is not None and own.first_year > own.last_year:
            return own
        if (first is not None and last is not None and first > last) or (own.kinds and not kinds):
            key = "years" if "years" in self._values_at(at) else "kinds"
            self._mistake(
                (*at, key),
                "与本包的适用范围没有交集，这条规则永远不会检查",
                "this is outside what the pack applies to, so that the rule would never run",
            )
        for index, region in enumerate(own.regions):
            if pack.regions and not region.startswith(pack.regions):
                self._mistake(
                    (*at, "regions", index),
                    f"{region} 不在本包适用的地区之内",
                    f"{region} is outside the regions the pack is for",
                )
        return Basis("", first_year=first, last_year=last, kinds=kinds, regions=own.regions or pack.regions)

    def _values_at(self, at: Pointer) -> Mapping[str, Any]:
        value: Any = self.data
        for part in at:
            value = value[part]
        found: Mapping[str, Any] = value
        return found

    def _basis(self, name: str, at: Pointer) -> Basis:
        entries = self.data.get("basis", {})
        if name not in entries:
            zh, en = did_you_mean(name, entries)
            raise Refused(
                Mistake(at, f"basis 中没有名为 {name} 的条目{zh}", f"there is no entry {name} under basis{en}")
            )
        entry = entries[name]
        bounds = self._bounds(entry, ("basis", name))
        return bounds._replace(title=entry["title"], article=entry.get("article", ""), url=entry.get("url", ""))

    def _messages(self, values: Mapping[str, Any], kind: Kind, at: Pointer) -> Messages:
        """Return the kind's messages with the rule's own wording over them, where it states any."""
        stated: dict[str, dict[str, str]] = {key: {} for key in kind.messages}
        for lang, suffix in (("zh", ""), ("en", "_en")):
            one, several = f"message{suffix}", f"messages{suffix}"
            if one in values:
                self._check_template((*at, one), values[one], kind)
                stated.update(
                    {key: {**stated[key], lang: values[one]} for key in kind.messages if key not in kind.notes}
                )
            for key, text in values.get(several, {}).items():
                if key in kind.messages:
                    self._check_template((*at, several, key), text, kind)
                    stated[key][lang] = text
                    continue
                zh, en = did_you_mean(key, kind.messages)
                self._mistake(
                    (*at, several, key),
                    f"{kind.name} 没有名为 {key} 的消息{zh or '；有：' + '、'.join(kind.messages)}",
                    f"{kind.name} has no message called {key}{en or '; known: ' + ', '.join(kind.messages)}",
                    at_key=True,
                )
        return {key: {**texts, **stated[key]} for key, texts in kind.messages.items()}

    def _check_template(self, at: Pointer, text: str, kind: Kind) -> None:
        fault = unknown_placeholder(text, (*kind.data, *FILLED_IN))
        if fault is not None:
            self._mistake(at, *fault)

    def _changes(self, rules: Sequence[Rule]) -> Iterator[Change]:
        from gouji.input_rules import ALWAYS_ERRORS
        from gouji.options import OptionsError, build
        from gouji.packs.strictness import relaxes

        for index, values in enumerate(self.data.get("changes", ())):
            at: Pointer = ("changes", index)
            name = values["rule"]
            rule = next((rule for rule in rules if name in (rule.code, rule.name)), None)
            if rule is None:
                zh, en = did_you_mean(name, [word for rule in rules for word in (rule.code, rule.name)])
                self._mistake((*at, "rule"), f"没有名为 {name} 的规则{zh}", f"there is no rule called {name}{en}")
                continue
            if rule.category is Category.INPUT and values.get("off"):
                self._mistake(
                    (*at, "off"),
                    f"{name} 说明哪些内容没有检查，不能停用",
                    f"{name} tells what was not checked and cannot be turned off",
                )
            options = values.get("options")
            if options is not None:
                if rule.options is None:
                    self._mistake(
                        (*at, "options"),
                        f"规则 {name} 没有选项，请删去",
                        f"rule {name} has no options; remove this",
                        at_key=True,
                    )
                    continue
                try:
                    build(rule.options, options)
                except OptionsError as error:
                    self.mistakes += [
                        Mistake((*at, "options", *v.pointer), v.zh, v.en, v.at_key) for v in error.violations
                    ]
                    continue
            if not values.keys() & {"severity", "off", "options"}:
                self._mistake(at, "应写明 severity、options 或 off", "severity, options or off must say what changes")
                continue
            severity = Severity.parse(values["severity"]) if "severity" in values else None
            if severity is not None and severity < rule.severity and rule.code in ALWAYS_ERRORS:
                self._mistake(
                    (*at, "severity"),
                    f"{name} 说明哪些内容没有检查，级别不能降低",
                    f"{name} tells what was not checked and cannot be lowered",
                )
            override = values.get("override", "")
            relaxed = relaxes(rule, severity, options, bool(values.get("off")))
            if relaxed is not None and not override:
                key, zh, en = relaxed
                self._mistake((*at, key), zh, en, at_key=True)
            bounds = self._within(self._bounds(values, at), at)
            yield Change(
                self.file.id, rule.code, bounds, severity, options, bool(values.get("off")),
                override if relaxed is not None else "", f"{self.file.shown}:{self.file.located.position(at)[0]}",
            )  # fmt: skip


def _years(text: str | None) -> tuple[int | None, int | None]:
    if text is None:
        return None, None
    first, dash, last = text.partition("-")
    if not dash:
        return int(first), int(first)
    return int(first) if first else None, int(last) if last else None


def _document(title: str, rest: str) -> str:
    return f"{title}\n\n{rest}" if rest else title


def _needs(values: Mapping[str, Any], kind: Kind) -> tuple[Need, ...]:
    """Return what a rule cannot do without: chapters where it looks in one, the year where it speaks of it."""
    needs = dict.fromkeys(kind.needs)
    if any(scope != TITLE for scope in values.get("in", ())):
        needs["chapters"] = None
    if "year}" in "".join(
        str(values.get(key, "")) for key in ("slots", "message", "messages", "message_en", "messages_en")
    ):
        needs["year"] = None
    return tuple(needs)


def _checking(check: Check, data: Iterable[str]) -> Check:
    """Return a check whose findings also carry what every message may speak of."""
    known = frozenset(data)

    def checking(report: Report, options: Any) -> list[Finding]:
        found = list(check(report, options))
        if not found:
            return found
        year = report.year
        filled = {"year": year, "next_year": None if year is None else year + 1, "agency": report.agency.name}
        return [
            finding._replace(data={**dict.fromkeys(known - finding.data.keys(), ""), **filled, **finding.data})
            for finding in found
        ]

    return checking


def _year_of_cases(bounds: Basis) -> int:
    """Return the report year of a case that states none: the usual one, or else the nearest in which the rule runs."""
    if bounds.first_year is not None and bounds.first_year > USUAL_YEAR:
        return bounds.first_year
    return bounds.last_year if bounds.last_year is not None and bounds.last_year < USUAL_YEAR else USUAL_YEAR


def read_case(values: Mapping[str, Any], year: int = USUAL_YEAR) -> Case:
    """Return a case of a pack, on a report of `year` where it states none. Text may hold headings (`## `), and stand in the preface and the last two chapters too."""
    metadata = {key: values[key] for key in ("agency", "kind", "region", "published", "title") if key in values}
    return Case(
        values.get("text"),
        year=values.get("year", year),
        at=values.get("at", ()),
        message=values.get("message"),
        severity=Severity.parse(values["severity"]) if "severity" in values else None,
        cells=values.get("cells"),
        edit=_arranging({key: values[key] for key in ("text", "preface", "problems", "other") if key in values}),
        body=values.get("body"),
        note=values.get("note", ""),
        **metadata,
    )


def _arranging(texts: Mapping[str, str]) -> Callable[[dict[str, Any]], None] | None:
    """Return what puts the texts of a case in their chapters: the first is the overview, the last two problems and other matters."""
    if not texts or (texts.keys() == {"text"} and "## " not in texts["text"]):
        return None

    def arrange(data: dict[str, Any]) -> None:
        chapters = data["content"]
        for key, chapter in (("text", chapters[0]), ("problems", chapters[-2]), ("other", chapters[-1])):
            if key in texts:
                chapter["content"] = _blocks(texts[key])
        if "preface" in texts:
            data["content"] = [*_blocks(texts["preface"]), *chapters]

    return arrange


def _blocks(text: str) -> list[Any]:
    blocks: list[Any] = []
    within = blocks
    for line in (line.strip() for line in text.splitlines()):
        if line.startswith("## "):
            section: dict[str, Any] = {"heading": line[3:].strip(), "content": []}
            blocks.append(section)
            within = section["content"]
        elif line:
            within.append(line)
    return blocks
