"""One file to one result: read, check, and work out what is shown of each finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gouji import input_rules
from gouji.anchors import WHOLE, anchor
from gouji.chapters import chapters
from gouji.finding import Entry, Finding, FixEntry, Related, RelatedEntry, Severity, fingerprint
from gouji.named_tuple import NamedTuple
from gouji.report import Node, Pointer, Report, Span, format_pointer
from gouji.rule import Rule
from gouji.selection import Selection
from gouji.source import Document, Invalid, NotAReport, Place, Places, Unreadable

if TYPE_CHECKING:
    from gouji.finding import Fix
    from gouji.plugins import Registry
    from gouji.source import Reader
    from gouji.suppress import Suppressed, Suppression

Lang = str


class Unchecked(NamedTuple):
    """Something that was not checked: a rule, a family of rules (its category) or `all`, and why."""

    what: str
    reason: str


@dataclass(slots=True)
class Result:
    """What came of one file.

    `failed` means something could not be checked and the exit status is 2. `passed_over` means the file is no
    report and was met in a folder; it says why. `text` is what line and column count in, where the kind of file has any;
    `kind` is that of its reader, or `settings` for what is said of a settings file.

    `ran` are the codes of the rules that ran to their end. `suppressed` findings count as accepted and are not among
    `findings`; `suppressions` are those the report itself states, and `verdicts` tell of those of the settings whether they were
    used (None: the rule did not run). `packs` are the ids of the packs in YAML that were in use, `rules` all that were known.
    `fixed` is how many findings were there before their fixes were made.
    """

    path: str
    year: int | None = None
    agency: str | None = None
    findings: list[Entry] = field(default_factory=list)
    unchecked: list[Unchecked] = field(default_factory=list)
    failed: bool = False
    passed_over: str | None = None
    text: str | None = field(default=None, repr=False)
    kind: str = ""
    ran: frozenset[str] = field(default=frozenset(), repr=False)
    suppressions: tuple[Suppression, ...] = ()
    suppressed: list[Suppressed] = field(default_factory=list)
    verdicts: dict[Suppression, bool | None] = field(default_factory=dict)
    fixed: int = 0
    packs: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = field(default=(), repr=False)


class Metadata(dict[str, Any]):
    """What the user states about a report because the document does not: year, agency, kind, region, published, title."""

    def apply(self, data: dict[str, Any]) -> None:
        """Put the stated values into report JSON; they win over what was read."""
        for key in ("year", "title", "published"):
            if self.get(key) is not None:
                data[key] = self[key]
        agency = {"name": self.get("agency"), "kind": self.get("kind"), "region": self.get("region")}
        stated = {key: value for key, value in agency.items() if value is not None}
        if stated:
            data["agency"] = {**data.get("agency", {}), **stated}

    def states(self, pointer: Pointer) -> bool:
        """Whether the user states the value at that pointer."""
        return self.get(str(pointer[-1])) is not None or (
            pointer == ("agency", "name") and self.get("agency") is not None
        )


class Engine:
    """Checks reports with one registry, selection, set of options and language."""

    def __init__(
        self,
        registry: Registry,
        selection: Selection | None = None,
        options: Mapping[str, Any] | None = None,
        lang: Lang = "zh",
        suppressions: Sequence[Suppression] = (),
        today: str | None = None,
    ) -> None:
        self.registry = registry
        self.selection = selection or Selection()
        self.options = options or {}
        self.lang = lang
        self.suppressions = suppressions
        self.today = today
        self.seconds: dict[str, float] | None = None
        """Where the time that each rule takes is added up, by code; None where nobody asks."""
        self.variant: Callable[[Report], Engine] | None = None
        """The engine for a report on which packs are in use, or this one; None where no pack can be."""
        self.packs: tuple[str, ...] = ()
        self.overrides: tuple[Mapping[str, Any], ...] = ()
        self.rules = [rule for rule in self.selection.rules(registry.rules) if rule.check is not None]
        self._severities: dict[str, Severity] = {}

    def severity_of(self, rule: Rule) -> Severity:
        """Return the severity of a rule as the user selected it; every selector is looked at once a rule, not once a finding."""
        if rule.code not in self._severities:
            self._severities[rule.code] = self.selection.severity_of(rule)
        return self._severities[rule.code]

    def check_bytes(
        self,
        raw: bytes,
        path: str,
        reader: Reader,
        metadata: Metadata | None = None,
        named: bool = True,
    ) -> Result:
        """Check a file's content. `named` tells that the user named the file, so that a file that is no report is a failure."""
        return self.settle(self.examine(raw, path, reader, metadata, named))

    def examine(
        self,
        raw: bytes,
        path: str,
        reader: Reader,
        metadata: Metadata | None = None,
        named: bool = True,
    ) -> Result:
        """Return what there is to say of a file's content, before anything is suppressed (see `settle`)."""
        result = Result(path, kind=reader.kind)
        try:
            document = reader.read(raw, self.registry.formats)
        except Unreadable as error:
            result.text = error.text
            # UTF-16 and UTF-32 have the same letters with zeros between them.
            if not named and reader.marker not in raw.replace(b"\0", b""):
                result.passed_over = getattr(error, self.lang)
            else:
                self._refuse(result, input_rules.unreadable_file, error.place, error.zh, error.en)
        except NotAReport as error:
            if named:
                self._refuse(result, input_rules.not_checked, Place(), error.zh, error.en)
            else:
                result.passed_over = getattr(error, self.lang)
        except Invalid as error:
            self._explain(result, error)
        else:
            self._examine_document(document, result, metadata or Metadata(), named)
        return result

    def check_document(self, document: Document, result: Result, metadata: Metadata, named: bool = True) -> None:
        """Check a document that was read, into `result`."""
        self._examine_document(document, result, metadata, named)
        self.settle(result)

    def settle(self, result: Result) -> Result:
        """Set aside what is suppressed, by the report itself or by the settings."""
        if self.suppressions or result.suppressions:
            from functools import partial

            from gouji.suppress import settle, today

            now = self.today or today()
            settle(result, self.suppressions, result.rules or self.registry.rules, now, partial(self.notice, result))
        return result

    def notice(self, result: Result, suppression: Suppression, key: str, ordinal: int) -> Entry:
        """Return the finding of a result that says what is wrong with a suppression, the one of that identity numbered `ordinal`."""
        from gouji.spelling import did_you_mean

        rule = input_rules.unused_suppression
        known = [word for each in self.registry.rules for word in (each.code, each.name)]
        hint_zh, hint_en = did_you_mean(suppression.rule, known) if key == "unknown" else ("", "")
        parts = [suppression.path, suppression.at]
        where = "，".join(filter(None, parts))
        data = {
            "rule": suppression.rule,
            "at": suppression.at,
            "path": suppression.path,
            "reason": suppression.reason,
            "until": suppression.until,
            "where": f"（{where}）" if where else "",
            "where_en": f" ({', '.join(filter(None, parts))})" if where else "",
            "hint_zh": hint_zh,
            "hint_en": hint_en,
        }
        place = anchor_of_file(result.path) if suppression.source else WHOLE
        identity = [data[name] for name in rule.identity]
        return Entry(
            rule=rule,
            severity=self.severity_of(rule),
            message=rule.messages[key][self.lang].format_map(data),
            path=result.path,
            place=suppression.place,
            pointer=suppression.pointer,
            anchor=place,
            span=None,
            quote=None,
            related=(),
            fix=None,
            data={name: value for name, value in data.items() if "_" not in name and name != "where"},
            basis=(),
            fingerprint=fingerprint(rule.code, result.agency or "", result.year, place, identity, ordinal),
        )

    def _examine_document(self, document: Document, result: Result, metadata: Metadata, named: bool) -> None:
        metadata.apply(document.data)
        report = Report(document.data, self.registry.formats)
        report.guessed = frozenset(guess.pointer for guess in document.guesses if not metadata.states(guess.pointer))
        result.text = document.text
        result.year = report.year
        result.agency = report.agency.name or None
        engine = self if self.variant is None else self.variant(report)
        result.packs, result.rules = engine.packs, engine.registry.rules
        engine._examine_report(report, document, result, named)

    def _examine_report(self, report: Report, document: Document, result: Result, named: bool) -> None:
        resolver = _Resolver(report, document.places, result.path, self)
        for override in self.overrides:
            resolver.add(input_rules.rule_relaxed, Finding(report, "relaxed", override))
        missing = self._what_is_missing(report, resolver, result, named)
        applying = [rule for rule in self.rules if rule.applies(report)]
        report.selected = frozenset(rule.code for rule in applying)
        if missing:
            # A report no edition governs is told apart from one that was checked, even where no law asks for the rule.
            lacking = {rule.code: need for rule in self.rules for need in reversed(rule.needs) if need in missing}
            result.unchecked += [Unchecked(code, missing[need]) for code, need in lacking.items()]
            applying = [rule for rule in applying if rule.code not in lacking]
        for rule in applying:
            self._run(rule, report, resolver, result)
        result.findings = _numbered(resolver.entries, report)
        result.ran = frozenset(resolver.ran)
        if document.data.get("suppress"):
            result.suppressions = tuple(_stated(document))

    def _run(self, rule: Rule, report: Report, resolver: _Resolver, result: Result) -> None:
        if self.seconds is None:
            self._findings(rule, report, resolver, result)
            return
        from time import perf_counter

        started = perf_counter()
        self._findings(rule, report, resolver, result)
        self.seconds[rule.code] = self.seconds.get(rule.code, 0.0) + perf_counter() - started

    def _findings(self, rule: Rule, report: Report, resolver: _Resolver, result: Result) -> None:
        assert rule.check is not None
        options = self.options.get(rule.code)
        if options is None and rule.options is not None:
            options = rule.options()
        try:
            # A rule's findings count only where it came to its end: half a list would pass for a whole one.
            found = list(rule.check(report, options))
            if found:
                resolver.entries += [resolver.entry(rule, finding) for finding in found]
            resolver.ran.add(rule.code)
        except Exception as error:
            # What a sensitive rule stumbled over may be the very number that must not be shown.
            where = type(error).__name__ + ("" if rule.sensitive else f": {error}")
            data = {"rule": f"{rule.code} {rule.name}", "pack": rule.source, "error": where}
            resolver.add(input_rules.rule_crashed, Finding(report, "crashed", data))
            result.unchecked.append(Unchecked(rule.code, where))
            result.failed = True

    def _what_is_missing(self, report: Report, resolver: _Resolver, result: Result, named: bool) -> dict[str, str]:
        """Report GJ006 where whole families cannot run; return the needs that cannot be met, with the reason."""
        key = None
        lacking: tuple[str, ...] = ()
        if report.year is None:
            key, lacking = "no-year", ("year", "edition", "chapters")
        elif report.edition is None:
            key, lacking = "no-edition", ("edition", "chapters")
        elif not report.fact(chapters).recognised:
            key, lacking = "no-chapters", ("chapters",)
        if key is None:
            return {}
        first = report.formats.years[0] if report.formats.years else 0
        # In a folder such a file is counted with what was not checked: nobody asked for this one.
        finding = Finding(report, key, {"year": report.year, "first": first}, None if named else Severity.INFO)
        entry = resolver.add(input_rules.not_checked, finding)
        result.failed = result.failed or named
        return dict.fromkeys(lacking, entry.message)

    def _refuse(self, result: Result, rule: Rule, place: Place, zh: str, en: str) -> None:
        message = rule.messages["reason"][self.lang].format(reason=zh if self.lang == "zh" else en)
        mark = fingerprint(rule.code, "", None, result.path, (), 0)
        result.findings.append(
            Entry(
                rule,
                rule.severity,
                message,
                result.path,
                place,
                (),
                anchor_of_file(result.path),
                None,
                None,
                (),
                None,
                {"reason": en},
                (),
                mark,
            )
        )
        result.unchecked.append(Unchecked("all", message))
        result.failed = True

    def _explain(self, result: Result, error: Invalid) -> None:
        rule = input_rules.schema_violation
        document = error.document
        result.text = document.text
        data = document.data
        year, agency = data.get("year"), data.get("agency")
        result.year = year if isinstance(year, int) and not isinstance(year, bool) else None
        name = agency.get("name") if isinstance(agency, dict) else None
        result.agency = name if isinstance(name, str) else None
        seen: Counter[tuple[str, str]] = Counter()
        for violation in error.violations:
            pointer = format_pointer(violation.pointer)
            reason = violation.zh if self.lang == "zh" else violation.en
            seen[pointer, violation.en] += 1
            mark = fingerprint(
                rule.code, result.agency or "", result.year, pointer, (violation.en,), seen[pointer, violation.en] - 1
            )
            result.findings.append(
                Entry(
                    rule, self.severity_of(rule), rule.messages["reason"][self.lang].format(reason=reason),
                    result.path, violation.place, violation.pointer, pointer, None, None, (), None,
                    {"reason": violation.en}, (), mark,
                )
            )  # fmt: skip
        why = {
            "zh": "报告不符合 report.schema.json，未作内容检查",
            "en": "the report breaks report.schema.json; its content was not checked",
        }
        result.unchecked.append(Unchecked("all", why[self.lang]))


def anchor_of_file(path: str) -> str:
    """Return the anchor of a finding about a file that could not be read: its name."""
    return path.replace("\\", "/").rsplit("/", 1)[-1]


class _Resolver:
    """Turns findings of one report into entries."""

    def __init__(self, report: Report, places: Places, path: str, engine: Engine) -> None:
        self.report = report
        self.places = places
        self.path = path
        self.engine = engine
        self.entries: list[Entry] = []
        self.ran: set[str] = set()
        self._basis: dict[str, tuple[Mapping[str, str], ...]] = {}

    def add(self, rule: Rule, finding: Finding) -> Entry:
        entry = self.entry(rule, finding)
        self.entries.append(entry)
        return entry

    def entry(self, rule: Rule, finding: Finding) -> Entry:
        target = finding.target
        node = target.node if isinstance(target, Span) else target
        severity = self.engine.severity_of(rule)
        if finding.severity is not None:
            severity = min(severity, finding.severity)
        return Entry(
            rule=rule,
            severity=severity,
            message=self.words(rule, finding.message, finding.data),
            path=self.path,
            place=self.place(target),
            pointer=node.pointer,
            anchor=anchor(node),
            span=(target.start, target.end) if isinstance(target, Span) else None,
            quote=target.text if isinstance(target, Span) else None,
            related=tuple(self.related(rule, related) for related in finding.related),
            fix=self.fix(rule, finding),
            data=finding.data,
            basis=self.basis(rule),
        )

    def words(self, rule: Rule, key: str, data: Mapping[str, Any]) -> str:
        return rule.messages[key][self.engine.lang].format_map(data)

    def place(self, target: Node | Span) -> Place:
        if isinstance(target, Span):
            return self.places.locate(target.node.pointer, (target.start, target.end))
        return self.places.locate(target.place_pointer)

    def related(self, rule: Rule, related: Related) -> RelatedEntry:
        target = related.target
        node = target.node if isinstance(target, Span) else target
        return RelatedEntry(self.words(rule, related.message, related.data), self.place(target), node.pointer)

    def fix(self, rule: Rule, finding: Finding) -> FixEntry | None:
        fix = finding.fix
        if fix is None:
            return None
        edits: list[tuple[Pointer, tuple[int, int], str]] = [
            (edit.span.node.pointer, (edit.span.start, edit.span.end), edit.replacement) for edit in fix.edits
        ]
        return FixEntry(
            self.words(rule, fix.title, finding.data),
            fix.safe and _is_harmless(fix),
            tuple(edits),
            tuple(self.place(edit.span) for edit in fix.edits),
            tuple(edit.span.text for edit in fix.edits),
        )

    def basis(self, rule: Rule) -> tuple[Mapping[str, str], ...]:
        if rule.code not in self._basis:
            self._basis[rule.code] = tuple(
                {key: value for key, value in (("title", b.title), ("article", b.article), ("url", b.url)) if value}
                for b in rule.bases(self.report)
            )
        return self._basis[rule.code]


def _is_harmless(fix: Fix) -> bool:
    """Whether a fix that is said to be safe is: no rule, and no plugin's, gets a character or a figure changed unasked."""
    from gouji.fixes import keeps_substance

    return keeps_substance(fix.edits)


def _numbered(entries: Iterable[Entry], report: Report) -> list[Entry]:
    """Return the entries in document order with their fingerprints."""
    seen: Counter[str] = Counter()
    numbered = []
    for entry in sorted(entries, key=lambda entry: entry.sort_key):
        identity: Sequence[Any] = [entry.data.get(key) for key in entry.rule.identity]
        first = fingerprint(entry.rule.code, report.agency.name, report.year, entry.anchor, identity, 0)
        ordinal = seen[first]
        seen[first] += 1
        if ordinal:
            mark = fingerprint(entry.rule.code, report.agency.name, report.year, entry.anchor, identity, ordinal)
        numbered.append(entry._replace(fingerprint=mark if ordinal else first))
    return numbered


def _stated(document: Document) -> Iterator[Suppression]:
    """Yield the suppressions that report JSON states, each with its place."""
    from gouji.suppress import Suppression

    for index, item in enumerate(document.data["suppress"]):
        pointer = ("suppress", index)
        yield Suppression(
            rule=item["rule"],
            reason=item["reason"],
            at=item["at"],
            until=item.get("until", ""),
            place=document.places.locate(pointer),
            pointer=pointer,
        )


def worst(entries: Iterable[Entry]) -> Severity | None:
    """Return the highest severity among entries, or None."""
    return max((entry.severity for entry in entries), default=None)
