"""Results as bytes, for a pipe between processes and for the cache, and back.

JSON, since what is read from a cache may be broken or written by somebody else: nothing in it can be run. A rule both sides know goes
by its code, one of a pack in YAML by what outputs show of it. Data that JSON does not know becomes its text, as in every output.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import Enum
from typing import Any

from gouji.engine import Result, Unchecked
from gouji.finding import Entry, FixEntry, RelatedEntry, Severity
from gouji.rule import Basis, Category, Rule, Scope
from gouji.source import Place
from gouji.suppress import Suppressed, Suppression

Plain = list[Any]


def to_bytes(result: Result, rules: Mapping[str, Rule]) -> bytes:
    """Return a result as bytes; `rules` are those that the reading side knows too, by code.

    Its text is left out where it has no findings, since nothing is shown of it then. So are the rules that were known: they are for
    what is done with a result before it is sent.
    """
    shown = result.findings or result.suppressed
    plain = [
        result.path,
        result.year,
        result.agency,
        [_from_entry(entry, rules) for entry in result.findings],
        result.unchecked,
        result.failed,
        result.passed_over,
        result.text if shown else None,
        result.kind,
        sorted(result.ran),
        result.suppressions,
        [[_from_entry(item.entry, rules), item.reason, item.by] for item in result.suppressed],
        list(result.verdicts.items()),
        result.fixed,
        result.packs,
    ]
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), default=_as_json)
    return text.encode("utf-8", "surrogatepass")


def from_bytes(packed: bytes, rules: Mapping[str, Rule]) -> Result:
    """Return the result that was made bytes; LookupError, TypeError or ValueError for anything else."""
    (
        path, year, agency, findings, unchecked, failed, passed_over, text, kind, ran,
        suppressions, suppressed, verdicts, fixed, packs,
    ) = json.loads(packed.decode("utf-8", "surrogatepass"))  # fmt: skip
    return Result(
        path=path,
        year=year,
        agency=agency,
        findings=[_entry(plain, rules) for plain in findings],
        unchecked=[Unchecked(*plain) for plain in unchecked],
        failed=failed,
        passed_over=passed_over,
        text=text,
        kind=kind,
        ran=frozenset(ran),
        suppressions=tuple(map(_suppression, suppressions)),
        suppressed=[Suppressed(_entry(plain, rules), reason, by) for plain, reason, by in suppressed],
        verdicts={_suppression(plain): used for plain, used in verdicts},
        fixed=fixed,
        packs=tuple(packs),
    )


def _as_json(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else str(value)


def _from_entry(entry: Entry, rules: Mapping[str, Rule]) -> Plain:
    rule = entry.rule
    return [rule.code if rules.get(rule.code) is rule else _from_rule(rule), *entry[1:]]


def _from_rule(rule: Rule) -> Plain:
    bare = rule._replace(check=None, options=None, valid=(), invalid=())
    return [item.value if isinstance(item, Enum) and not isinstance(item, int) else item for item in bare]


def _rule(plain: Plain) -> Rule:
    stated = dict(zip(Rule._fields, plain, strict=True))
    stated["category"] = Category(stated["category"])
    stated["severity"] = Severity(stated["severity"])
    stated["scope"] = Scope(stated["scope"])
    stated["basis"] = tuple(map(_basis, stated["basis"]))
    stated["bounds"] = None if stated["bounds"] is None else _basis(stated["bounds"])
    for name in ("needs", "identity", "valid", "invalid"):
        stated[name] = tuple(stated[name])
    return Rule(**stated)


def _basis(plain: Plain) -> Basis:
    stated = dict(zip(Basis._fields, plain, strict=True))
    stated["kinds"] = tuple(stated["kinds"])
    stated["regions"] = tuple(stated["regions"])
    return Basis(**stated)


def _entry(plain: Plain, rules: Mapping[str, Rule]) -> Entry:
    rule, severity, message, path, place, pointer, anchor, span, quote, related, fix, data, basis, fingerprint = plain
    return Entry(
        rule=rules[rule] if isinstance(rule, str) else _rule(rule),
        severity=Severity(severity),
        message=message,
        path=path,
        place=Place(*place),
        pointer=tuple(pointer),
        anchor=anchor,
        span=None if span is None else (span[0], span[1]),
        quote=quote,
        related=tuple(RelatedEntry(words, Place(*where), tuple(at)) for words, where, at in related),
        fix=None if fix is None else _fix(fix),
        data=data,
        basis=tuple(basis),
        fingerprint=fingerprint,
    )


def _fix(plain: Plain) -> FixEntry:
    title, safe, edits, places, words = plain
    return FixEntry(
        title,
        safe,
        tuple((tuple(pointer), (span[0], span[1]), replacement) for pointer, span, replacement in edits),
        tuple(Place(*place) for place in places),
        tuple(words),
    )


def _suppression(plain: Plain) -> Suppression:
    stated = dict(zip(Suppression._fields, plain, strict=True))
    stated["place"] = Place(*stated["place"])
    stated["pointer"] = tuple(stated["pointer"])
    return Suppression(**stated)
