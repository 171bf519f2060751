from __future__ import annotations

import contextlib
import io
import json
import random
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from gouji.readers import child, pdf
from gouji.readers.pages import worker
from gouji.readers.pdf import read
from gouji.source import Document, NotAReport, Unreadable
from gouji.testing import registry, sample, tables_of
from readers.press import LEFT, RIGHT, STYLES, Press, Style, as_pdf, wrapped
from readers.test_text import FORMATS, cells, edition, filled


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read without starting a process for each file; what crosses the border between the two still goes through JSON."""
    monkeypatch.setattr(pdf, "ask", lambda _, raw: json.loads(json.dumps(worker.read(raw))))


SENTENCES = (
    "全年通过门户网站公开政府信息1286条，发布政策解读32篇，答复群众留言417件。",
    "坚持先审查、后公开，落实“三审三校”制度，对2.5万条历史信息逐条复核。",
    "联系电话：0876-5550123，电子邮箱：open@yunling.example，办公时间为工作日9:00至17:00。",
    "围绕重点领域加大公开力度，及时回应社会关切，推动公开工作与业务工作同部署、同落实、同检查。",
)


def with_prose(data: dict[str, Any], seed: int) -> dict[str, Any]:
    """Put paragraphs of random length into a report, so that pages break in ever other places."""
    generator = random.Random(seed)
    for block in data["content"]:
        if isinstance(block, dict) and not any(isinstance(item, dict) and "table" in item for item in block["content"]):
            for _ in range(generator.randrange(1, 4)):
                text = "".join(generator.choice(SENTENCES) for _ in range(generator.randrange(1, 8)))
                block["content"].append(text)
    return data


def printed(seed: int, style: Style, year: int = 2023, blanks: bool = False) -> tuple[dict[str, Any], Document, Press]:
    data = with_prose(filled(year, seed, blanks), seed)
    raw, press = as_pdf(data, edition(year), style)
    return data, read(raw, FORMATS), press


def texts(blocks: list[Any]) -> list[Any]:
    """Return headings and paragraphs in order."""
    found: list[Any] = []
    for block in blocks:
        if isinstance(block, str):
            found.append(block)
        elif "heading" in block:
            found += [block["heading"], *texts(block["content"])]
    return found


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("year", [2019, 2023])
@settings(max_examples=2, deadline=None)
@given(seed=st.integers(0, 10_000), blanks=st.booleans())
def test_every_cell_and_paragraph_comes_back(style: str, year: int, seed: int, blanks: bool) -> None:
    data, document, _ = printed(seed, STYLES[style], year, blanks)
    found = document.data
    assert cells(found) == cells(data)
    assert texts(found["content"]) == texts(data["content"])
    assert (found["year"], found["agency"]["name"]) == (year, data["agency"]["name"])


@pytest.mark.parametrize("style", ["boxes", "table header repeated", "header on each page, ragged"])
def test_places_are_pages_and_lines(style: str) -> None:
    _, document, press = printed(11, STYLES[style])
    checked = 0
    for pointer, block in blocks_of(document.data["content"], ("content",)):
        if isinstance(block, dict) and "table" in block:
            for i, row in enumerate(block["rows"]):
                place = document.places.locate((*pointer, "rows", i, "cells", 0))
                assert (place.page, place.line) == press.rows[block["table"], row["row"]]
                checked += 1
            continue
        at = (*pointer, "heading") if isinstance(block, dict) else pointer
        text = block["heading"] if isinstance(block, dict) else block
        place = document.places.locate(at)
        assert (text, place.page, place.line) in press.texts
        checked += 1
    assert checked > 50
    assert document.places.locate(("title",)).line == 1
    assert document.places.locate(("year",)).page == 1
    assert document.places.locate(("agency", "name", "nothing")).page == 1


def blocks_of(blocks: list[Any], pointer: tuple[Any, ...]) -> Any:
    for i, block in enumerate(blocks):
        yield (*pointer, i), block
        if isinstance(block, dict) and "heading" in block:
            yield from blocks_of(block["content"], (*pointer, i, "content"))


def test_a_span_stands_where_its_first_character_does() -> None:
    long = "".join(SENTENCES) * 12
    data = sample(2023, [long])
    raw, press = as_pdf(data, edition(2023), Style())
    document = read(raw, FORMATS)
    paragraph = document.data["content"][0]["content"][0]
    assert paragraph == long
    pointer = ("content", 0, "content", 0)
    places = [document.places.locate(pointer, (at, at + 1)) for at in range(len(long))]
    spots = [(place.page or 0, place.line or 0) for place in places]
    assert spots == sorted(spots)
    assert spots[0] == next((page, line) for text, page, line in press.texts if text == long)
    assert len({page for page, _ in spots}) > 1
    broken = wrapped(long, RIGHT - LEFT, Style().size, 2 * Style().size)
    assert len(set(spots)) == len(broken)
    at = 0
    for line in broken:
        assert len(set(spots[at : at + len(line)])) == 1
        at += len(line)


def test_a_report_of_one_page_without_page_number_loses_nothing() -> None:
    data = sample(2023)
    data["content"] = data["content"][:1]
    raw, press = as_pdf(data, edition(2023), Style(number="", size=12))
    assert press.page == 1
    assert texts(read(raw, FORMATS).data["content"]) == texts(data["content"])


def drawn(draw: Any, **options: Any) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, **options)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def test_a_scan_is_refused_with_what_to_do() -> None:
    picture = ImageReader(Image.effect_noise((300, 400), 40).convert("RGB"))

    def draw(canvas: Canvas) -> None:
        for _ in range(2):
            canvas.drawImage(picture, 0, 0, 595, 842)
            canvas.showPage()

    with pytest.raises(Unreadable) as caught:
        read(drawn(draw), FORMATS)
    assert "扫描件" in caught.value.zh
    assert "OCR" in caught.value.en


def test_an_empty_pdf_is_refused() -> None:
    with pytest.raises(Unreadable, match="scan"):
        read(drawn(lambda canvas: canvas.showPage()), FORMATS)


def test_a_password_is_asked_for_and_a_ban_on_copying_is_none() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "An annual report of twenty words.")

    with pytest.raises(Unreadable, match="encrypted"):
        read(drawn(draw, encrypt=StandardEncryption("secret", "owner", strength=128)), FORMATS)
    open_to_all = drawn(draw, encrypt=StandardEncryption("", "owner", canCopy=0, strength=128))
    (item,) = worker.read(open_to_all)["pages"][0]["items"]
    assert item["line"].text == "An annual report of twenty words."


def test_other_pdfs_are_no_reports() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)
        for i in range(20):
            canvas.drawString(72, 800 - 20 * i, "The quick brown fox jumps over the lazy dog.")

    with pytest.raises(NotAReport):
        read(drawn(draw), FORMATS)


@pytest.mark.parametrize(
    "raw", [b"", b"hello", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"]
)
def test_what_is_no_pdf_is_unreadable(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        read(raw, FORMATS)


def test_a_file_cut_short_is_never_read_in_part() -> None:
    raw, _ = as_pdf(with_prose(filled(2023, 1), 1), edition(2023), STYLES["plain"])
    for share in (0.05, 0.3, 0.6, 0.9, 0.99):
        with pytest.raises(Unreadable):
            read(raw[: int(len(raw) * share)], FORMATS)


def test_a_damaged_page_is_named() -> None:
    raw, _ = as_pdf(sample(2023), edition(2023), STYLES["plain"])
    start = raw.index(b"stream\n", raw.index(b"/ASCII85Decode")) + 400
    with pytest.raises(Unreadable) as caught:
        read(raw[:start] + b"zz!!zz" * 30 + raw[start + 180 :], FORMATS)
    assert "damaged" in caught.value.en


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_mutated_files_are_read_or_refused(seed: int) -> None:
    generator = random.Random(seed)
    raw = bytearray(WHOLE)
    for _ in range(generator.randrange(1, 30)):
        at = generator.randrange(len(raw))
        raw[at : at + generator.randrange(1, 4)] = generator.randbytes(generator.randrange(0, 4))
    with contextlib.suppress(NotAReport, Unreadable):
        read(bytes(raw), FORMATS)


WHOLE, _ = as_pdf(filled(2023, 2), edition(2023), STYLES["boxes"])


def test_a_missing_extra_is_answered_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    with pytest.raises(Unreadable) as caught:
        read(WHOLE, FORMATS)
    assert 'pip install "gouji[pdf]"' in caught.value.zh
    assert 'pip install "gouji[pdf]"' in caught.value.en


def test_too_large_a_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_BYTES", 1000)
    with pytest.raises(Unreadable, match="limit"):
        read(WHOLE, FORMATS)


@pytest.mark.parametrize(("name", "limit"), [("MAX_PAGES", 1), ("MAX_GLYPHS", 100)])
def test_too_long_a_document_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, limit: int) -> None:
    monkeypatch.setattr(worker, name, limit)
    with pytest.raises(Unreadable, match="limit"):
        read(WHOLE, FORMATS)


def test_the_reader_is_registered_and_reads_in_its_own_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "ask", child.ask)
    reader = registry().reader_for("报告.PDF")
    assert reader is not None
    assert cells(reader.read(WHOLE, FORMATS).data) == cells(filled(2023, 2))
    with pytest.raises(Unreadable, match="cut short"):
        reader.read(WHOLE[:5000], FORMATS)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to a limit of memory")
def test_a_page_that_unpacks_to_far_more_than_it_weighs_is_refused() -> None:
    packed = zlib.compress(b" " * 200_000_000, 1)
    raw = drawn(lambda canvas: canvas.drawString(72, 700, "text"), pageCompression=0)
    start, end = raw.index(b"stream\n") + 7, raw.index(b"endstream")
    head = raw[:start].rpartition(b"/Length")[0] + b"/Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    with pytest.raises(Unreadable, match="limit of 150 MB"):
        child.ask(pdf.WORKER, head + packed + b"\n" + raw[end:], memory=150_000_000)


def test_a_page_turned_on_its_side_is_read_as_it_is_shown() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(595, 0)
        canvas.rotate(90)
        canvas.drawString(72, 400, "A page turned on its side")
        canvas.drawString(72, 380, "has lines as well.")
        canvas.grid([72, 200, 300], [300, 320, 340])
        canvas.drawString(75, 325, "left")

    page = worker.read(drawn(draw))["pages"][0]
    first, second, table = page["items"]
    assert [item["line"].text for item in (first, second)] == ["A page turned on its side", "has lines as well."]
    assert [cell[-1] for cell in table["table"]["cells"]] == ["left", "", "", ""]


REAL = {
    "huaian_2024.pdf": (2024, "淮安市人民政府"),
    "hongze_2023.pdf": (2023, "淮安市洪泽区人民政府"),
}
ZERO = [0] * 7
REQUESTS = {
    "huaian_2024.pdf": {
        "new_received": [3001, 53, 0, 0, 61, 4, 3119],
        "carried_in": [34, 0, 0, 0, 0, 0, 34],
        "granted": [1288, 21, 0, 0, 50, 3, 1362],
        "partial": [447, 7, 0, 0, 0, 0, 454],
        "deny_state_secret": [2, 0, 0, 0, 0, 0, 2],
        "deny_law_forbids": [30, 1, 0, 0, 0, 0, 31],
        "deny_three_security_one_stability": [5, 0, 0, 0, 0, 0, 5],
        "deny_third_party": [6, 0, 0, 0, 0, 0, 6],
        "deny_internal": [7, 1, 0, 0, 0, 0, 8],
        "deny_process": [12, 0, 0, 0, 0, 0, 12],
        "deny_enforcement_file": [9, 0, 0, 0, 0, 0, 9],
        "deny_admin_query": [105, 0, 0, 0, 0, 0, 105],
        "na_not_held": [746, 12, 0, 0, 10, 1, 769],
        "na_must_create": [11, 0, 0, 0, 0, 0, 11],
        "na_still_unclear": [1, 0, 0, 0, 0, 0, 1],
        "np_petition": [56, 6, 0, 0, 0, 0, 62],
        "np_repeat": [25, 0, 0, 0, 0, 0, 25],
        "np_publication": ZERO,
        "np_excessive": ZERO,
        "np_reconfirm": [1, 0, 0, 0, 0, 0, 1],
        "oth_no_correction": [67, 3, 0, 0, 1, 0, 71],
        "oth_no_payment": [6, 0, 0, 0, 0, 0, 6],
        "oth_other": [108, 2, 0, 0, 0, 0, 110],
        "result_total": [2932, 53, 0, 0, 61, 4, 3050],
        "carried_out": [103, 0, 0, 0, 0, 0, 103],
    },
    "hongze_2023.pdf": {
        "new_received": [21, 0, 0, 0, 0, 0, 21],
        "carried_in": ZERO,
        "granted": ZERO,
        "partial": [4, 0, 0, 0, 0, 0, 4],
        "deny_state_secret": [1, 0, 0, 0, 0, 0, 1],
        "deny_law_forbids": ZERO,
        "deny_three_security_one_stability": ZERO,
        "deny_third_party": ZERO,
        "deny_internal": ZERO,
        "deny_process": [1, 0, 0, 0, 0, 0, 1],
        "deny_enforcement_file": [1, 0, 0, 0, 0, 0, 1],
        "deny_admin_query": ZERO,
        "na_not_held": [10, 0, 0, 0, 0, 0, 10],
        "na_must_create": [3, 0, 0, 0, 0, 0, 3],
        "na_still_unclear": ZERO,
        "np_petition": [1, 0, 0, 0, 0, 0, 1],
        "np_repeat": ZERO,
        "np_publication": ZERO,
        "np_excessive": ZERO,
        "np_reconfirm": ZERO,
        "oth": ZERO,
        "result_total": [21, 0, 0, 0, 0, 0, 21],
        "carried_out": ZERO,
    },
}
DISPUTES = {
    "huaian_2024.pdf": [72, 64, 178, 37, 351, 13, 4, 8, 1, 26, 12, 1, 1, 6, 20],
    "hongze_2023.pdf": [10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0],
}
PROACTIVE = {
    "huaian_2024.pdf": [[1, 0, 11], [8, 26, 66], [447228], [3985758], [88283], ["96171.6"]],
    "hongze_2023.pdf": [[0, 0, 0], [0, 5, 5], [550], [4119], [195], ["7730.28"]],
}
STANDS = {  # row of `requests` or `disputes`: page
    "huaian_2024.pdf": {"na_not_held": 4, "na_must_create": 5, "carried_out": 5, "cases": 5},
    "hongze_2023.pdf": {"na_must_create": 3, "na_still_unclear": 4, "carried_out": 4, "cases": 4},
}


@pytest.mark.parametrize("name", REAL)
def test_real_reports(cases: Path, name: str) -> None:
    document = read((cases / name).read_bytes(), FORMATS)
    found = document.data
    assert (found["year"], found["agency"]["name"]) == REAL[name]
    headings = [block["heading"] for block in found["content"] if isinstance(block, dict)]
    assert headings == [chapter.heading for chapter in edition(2023).chapters]
    assert found["title"].endswith(f"{found['year']}年政府信息公开工作年度报告")
    tables = {table["table"]: table for table in tables_of(found)}
    assert list(tables) == ["art20_1", "art20_5", "art20_6", "art20_8", "requests", "disputes"]
    rows = {row["row"]: row["cells"] for row in tables["requests"]["rows"]}
    assert rows == REQUESTS[name]
    assert list(rows) == list(REQUESTS[name])
    assert [row["cells"] for row in tables["disputes"]["rows"]] == [DISPUTES[name]]
    assert [row["cells"] for key, table in tables.items() if "art" in key for row in table["rows"]] == PROACTIVE[name]
    pages = {
        row["row"]: document.places.locate((*pointer, "rows", i, "cells", 0)).page
        for pointer, block in blocks_of(found["content"], ("content",))
        if isinstance(block, dict) and block.get("table") in ("requests", "disputes")
        for i, row in enumerate(block["rows"])
    }
    assert {key: pages[key] for key in STANDS[name]} == STANDS[name]
