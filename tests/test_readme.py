"""The READMEs: their output is real, their rule works, their links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import readme_output

from gouji.testing import check_cases

PAGES = [*readme_output.PAGES, readme_output.ROOT / "docs" / "hooks.md"]
RULE = re.compile(r"```python\n(.*?)```", re.DOTALL)
IMPORTS = """
from collections.abc import Iterator
from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
"""


@pytest.mark.parametrize("page", readme_output.PAGES, ids=lambda page: page.name)
def test_the_output_shown_is_what_the_command_prints(page: Path) -> None:
    assert readme_output.BLOCK.search(page.read_text(encoding="utf-8"))
    assert readme_output.renewed(page) == page.read_text(encoding="utf-8"), "run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_rule_shown_does_as_its_cases_state(page: Path) -> None:
    (source,) = RULE.findall(page.read_text(encoding="utf-8"))
    names: dict[str, object] = {}
    exec(compile(IMPORTS + source, page.name, "exec", dont_inherit=True), names)
    check_cases(names["plain_thanks"])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "page",
    sorted(page for folder in (".", "docs", "examples") for page in (readme_output.ROOT / folder).glob("*.md")),
    ids=lambda page: page.name,
)
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
        assert "://" in link or (page.parent / link).exists(), link
