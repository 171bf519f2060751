from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrections import fixed
from gouji.cli.convert import report_text
from gouji.testing import sample


def source(text: str, **members: str) -> str:
    """A report whose first paragraph is written as given, escapes and all."""
    whole = report_text({**sample(2023, ["原文"]), **members})
    assert whole.count('"原文"') == 1
    return whole.replace('"原文"', f'"{text}"')


def test_only_the_words_change() -> None:
    before = source("受理,答复。").replace('"year": 2023', '"year" :\t2023.0').replace("\n", "\r\n")
    outcome = fixed(before.encode())
    assert outcome.raw.decode() == before.replace("受理,答复", "受理，答复")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r"\u53d7理,\u7b54复,办结", r"\u53d7理，\u7b54复，办结"),
        (r"受理\u002c答复", "受理，答复"),
        (r"受\/理\",答,\\复", r"受\/理\"，答，\\复"),
        (r"\ud83d\ude00受理,答,复😀,办", r"\ud83d\ude00受理，答，复😀，办"),
        (r"受理\n,答复\t", r"受理\n，答复\t"),
    ],
)
def test_escapes_stay_as_they_are(before: str, after: str) -> None:
    assert fixed(source(before).encode()).raw.decode() == source(after)


def test_a_file_of_escapes_alone_stays_one() -> None:
    data = sample(2023, ["受理,答复。"])
    raw = json.dumps(data, indent=1).encode()
    new = fixed(raw).raw
    assert new.isascii()
    assert new == raw.replace(b"\\u7406,", b"\\u7406\\uff0c")


def test_a_byte_order_mark_stays() -> None:
    raw = b"\xef\xbb\xbf" + source("受理,答复").encode()
    assert fixed(raw).raw == raw.replace("理,答".encode(), "理，答".encode())


def test_a_title_that_the_user_states_is_not_taken_for_the_file_s() -> None:
    from corrections import own_registry
    from gouji.engine import Engine, Metadata
    from gouji.fixes import plan
    from gouji.rewriters.json import JsonRewriter
    from gouji.source import Document

    registry = own_registry()
    reader = registry.readers[0]
    documents: list[Document] = []

    def read(raw: bytes, formats: object) -> Document:
        documents.append(reader.read(raw, registry.formats))
        return documents[0]

    raw = source("受理").encode()
    stated = Metadata(title="某局,某年报告")
    result = Engine(registry).check_bytes(raw, "r.json", reader._replace(read=read), stated)
    assert [entry.rule.code for entry in result.findings] == ["FX001"]
    assert not plan(result.findings, documents[0], JsonRewriter(raw, documents[0]), unsafe=True).changes


TEXT = st.text(alphabet='甲乙,，"\\/\n\t\x7f\u2028😀é', max_size=15)


@given(st.lists(TEXT.filter(str.strip), min_size=1, max_size=3), st.booleans())
def test_the_data_is_the_fixed_data_and_the_rest_of_the_text_is_the_same(texts: list[str], escapes: bool) -> None:
    data = sample(2023, list(texts))
    outcome = fixed(json.dumps(data, ensure_ascii=escapes).encode())
    new = json.loads(outcome.raw)
    if not outcome.applied:
        assert new == data
    data["content"][0]["content"] = new["content"][0]["content"]
    assert outcome.raw == json.dumps(data, ensure_ascii=escapes).encode()
