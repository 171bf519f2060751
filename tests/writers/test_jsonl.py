from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import gouji_schemas

Write = Callable[..., str]


def part(name: str) -> Any:
    schema = json.loads((Path(gouji_schemas.__file__).parent / "output.schema.json").read_text(encoding="utf-8"))
    found = schema["properties"][name]
    return found.get("items", found)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_golden(write: Write, golden: Callable[[str, str], None], lang: str) -> None:
    golden(f"jsonl.{lang}.jsonl", write("jsonl", lang))


def test_every_line_is_an_object_whose_parts_are_those_of_the_json_format(write: Write) -> None:
    from jsonschema import Draft202012Validator

    lines = [json.loads(line) for line in write("jsonl").splitlines()]
    schemas = {"finding": part("findings"), "file": part("files"), "summary": part("summary")}
    assert [line["type"] for line in lines][:: len(lines) - 1] == ["run", "summary"]
    for line in lines[1:]:
        kind = line.pop("type")
        Draft202012Validator(schemas[kind]).validate(line)


def test_it_says_what_the_json_format_says(write: Write) -> None:
    lines = [json.loads(line) for line in write("jsonl").splitlines()]
    whole = json.loads(write("json"))
    told: dict[str, list[Any]] = {}
    for line in lines:
        told.setdefault(line.pop("type"), []).append(line)
    assert told["finding"] == whole["findings"]
    assert told["file"] == whole["files"]
    assert told["summary"] == [whole["summary"]]
    assert told["run"] == [{"version": whole["version"], "tool": whole["tool"]}]


def test_the_file_comes_after_its_findings(write: Write) -> None:
    paths: list[str] = []
    for line in map(json.loads, write("jsonl").splitlines()):
        if line["type"] == "finding":
            assert line["path"] not in paths
        elif line["type"] == "file":
            paths.append(line["path"])
    assert len(paths) == 6


def test_nothing_is_kept_between_files() -> None:
    import tracemalloc

    from gouji.engine import Result, Unchecked
    from gouji.writers import Context
    from gouji.writers.jsonl import JsonLinesOutput

    class Nowhere:
        encoding = "utf-8"

        def write(self, _text: str) -> int:
            return 0

    output = JsonLinesOutput(Nowhere(), Context())  # type: ignore[arg-type]

    def write_files(first: int, number: int) -> None:
        for index in range(first, first + number):
            output.file(Result(f"{index}.json", unchecked=[Unchecked("all", "x" * 200)]))

    write_files(0, 50)
    tracemalloc.start()
    write_files(50, 2000)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 100_000
