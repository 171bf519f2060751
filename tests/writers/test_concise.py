from __future__ import annotations

import re
from collections.abc import Callable

import pytest

Write = Callable[..., str]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_golden(write: Write, golden: Callable[[str, str], None], lang: str) -> None:
    golden(f"concise.{lang}.txt", write("concise", lang))


def test_a_finding_is_one_line(write: Write) -> None:
    findings = [line for line in write("concise").splitlines() if "XX001[" in line]
    assert len(findings) == 5
    assert re.fullmatch(r"reports/云岭市\.json:\d+:\d+: XX001\[error\] “流程”重复", findings[0])


def test_a_message_with_line_ends_stays_on_one_line(write: Write) -> None:
    from gouji.engine import Engine
    from gouji.source import Reader, Unreadable
    from gouji.testing import registry

    def refuse(_raw: bytes, _formats: object) -> object:
        raise Unreadable("坏\n\x1b[31m了", "broken")

    result = Engine(registry()).check_bytes(b"", "a\nb.txt", Reader("t", (), refuse, ""))  # type: ignore[arg-type]
    text = write("concise", given=[result])
    assert text.splitlines()[0] == "a b.txt: GJ001[error] 坏 \ufffd[31m了"
