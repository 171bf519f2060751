from __future__ import annotations

import pytest

from gouji.spelling import did_you_mean, nearest

NAMES = ["stale-year", "future-year", "CN301"]


@pytest.mark.parametrize(
    ("word", "near"), [("stale-yaer", "stale-year"), ("cn301", "CN301"), ("zzz", None), ("", None)]
)
def test_nearest(word: str, near: str | None) -> None:
    assert nearest(word, NAMES) == near


def test_the_suggestion_in_both_languages() -> None:
    assert did_you_mean("stale-yaer", NAMES) == ("；是否想写 stale-year？", "; did you mean stale-year?")
    assert did_you_mean("zzz", NAMES) == ("", "")
