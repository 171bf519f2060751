from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from gouji.testing import registry
from gouji.writers.masking import mask, masked
from writers.runs import NUMBER, own_registry, results

Write = Callable[..., str]


@pytest.mark.parametrize("name", sorted(registry().writers))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_writer_shows_what_a_sensitive_rule_found(write: Write, name: str, lang: str) -> None:
    text = write(name, lang)
    assert "XX003" in text
    assert "XX004" in text
    assert NUMBER not in text
    assert NUMBER[6:14] not in text


def test_the_words_beside_it_stay(write: Write) -> None:
    text = write("full")
    assert f"联系人证件号 {'*' * 18}，办理流程流程见公告。" in text
    findings = json.loads(write("json"))["findings"]
    quoting = next(finding for finding in findings if finding["code"] == "XX004")
    assert quoting["data"]["clause"] == f"联系人证件号 {'*' * 18}，办理流程流程见公告。"
    assert next(finding for finding in findings if finding["code"] == "XX003")["data"] == {}


def test_places_stay_true() -> None:
    result = next(results("zh"))
    after = masked(result)
    assert result.text is not None
    assert after.text is not None
    assert len(after.text) == len(result.text)
    assert [entry.place for entry in after.findings] == [entry.place for entry in result.findings]
    assert [entry.fingerprint for entry in after.findings] == [entry.fingerprint for entry in result.findings]


def test_a_mask_is_as_wide_as_what_it_hides() -> None:
    assert mask("京A1\n2") == "＊**\n*"


def test_a_number_written_with_escapes_is_masked_in_the_source() -> None:
    from gouji.cli.convert import report_text
    from gouji.engine import Engine
    from gouji.testing import sample

    engine = Engine(own_registry())
    reader = engine.registry.reader_for("a.json")
    assert reader is not None
    escaped = "".join(f"\\u{ord(digit):04x}" for digit in NUMBER)
    text = report_text(sample(2023, [f"证件号 {NUMBER}"])).replace(NUMBER, escaped)
    after = masked(engine.check_bytes(text.encode(), "a.json", reader))
    assert sorted(entry.rule.code for entry in after.findings) == ["XX003", "XX004"]
    assert after.text is not None
    assert escaped not in after.text


@pytest.mark.parametrize("name", sorted(registry().writers))
def test_a_sensitive_rule_that_crashes_does_not_tell_over_what(write: Write, name: str) -> None:
    from gouji.engine import Engine, Metadata, Result
    from gouji.source import Document
    from gouji.testing import NoPlaces, sample
    from writers.runs import number_shown

    def crash(_report: object, _options: None) -> list[object]:
        raise ValueError(f"cannot read {NUMBER}")

    result = Result("a.json")
    engine = Engine(own_registry((number_shown._replace(check=crash),)))  # type: ignore[arg-type]
    engine.check_document(Document(sample(), NoPlaces()), result, Metadata())
    text = write(name, given=[result])
    assert "GJ004" in text
    assert "ValueError" in text
    assert NUMBER not in text


@pytest.mark.parametrize("name", sorted(registry().writers))
def test_what_is_suppressed_is_masked_too(write: Write, name: str) -> None:
    from gouji.suppress import Suppressed

    result = next(results("zh"))
    shown = [entry for entry in result.findings if entry.rule.code != "XX003"]
    secret = [entry for entry in result.findings if entry.rule.code == "XX003"]
    assert secret
    result.findings = shown
    result.suppressed = [Suppressed(entry, f"{NUMBER} 已公开", "settings") for entry in secret]
    assert NUMBER not in write(name, given=[result])
