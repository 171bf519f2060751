from __future__ import annotations

import json
import subprocess
import sys

import pytest

from gouji.engine import Engine, Metadata, Result
from gouji.readers.metadata import kind_of, region_of, regions, signing_date, stated_date
from gouji.testing import registry, sample
from readers.layouts import as_text
from readers.test_text import edition, read_text

KINDS = [
    ("江苏省人民政府", "gov_province"),
    ("广西壮族自治区人民政府", "gov_province"),
    ("重庆市人民政府", "gov_province"),
    ("临江省人民政府", "gov_province"),
    ("淮安市人民政府", "gov_city"),
    ("宿迁市", "gov_city"),
    ("恩施土家族苗族自治州人民政府", "gov_city"),
    ("昆山市人民政府", "gov_county"),
    ("江苏省昆山市人民政府", "gov_county"),
    ("仙桃市人民政府", "gov_county"),
    ("淮安市洪泽区人民政府", "gov_county"),
    ("淮安市洪泽区", "gov_county"),
    ("青禾区人民政府", "gov_county"),
    ("青禾县人民政府", "gov_county"),
    ("鄂温克族自治旗人民政府", "gov_county"),
    ("上海市浦东新区人民政府", "gov_county"),
    ("沭阳县", "gov_county"),
    ("云岭市人民政府", None),
    ("云岭市", None),
    ("青禾县石桥镇人民政府", "gov_township"),
    ("景德镇市人民政府", "gov_city"),
    ("青禾县石桥镇", "gov_township"),
    ("青禾区河东街道办事处", "gov_subdistrict"),
    ("青禾县水务局", "department"),
    ("景德镇市城乡建设局", "department"),
    ("上海市人民政府办公厅", "department"),
    ("青禾县乡村振兴局", "department"),
    ("江苏省发展和改革委员会", "department"),
    ("云岭市国有资产监督管理委员会", "department"),
    ("国家税务总局青禾县税务局", "vertical"),
    ("中华人民共和国连云港海关", "vertical"),
    ("青禾县气象局", "vertical"),
    ("云岭市消防救援支队", "vertical"),
    ("云岭高新技术产业开发区管理委员会", "authorized_org"),
    ("云岭市住房公积金管理中心", "authorized_org"),
    ("青禾县第一中学", "public_enterprise"),
    ("云岭市人民医院", "public_enterprise"),
    ("云岭市自来水有限公司", "public_enterprise"),
    ("中共云岭市委办公室", None),
    ("云岭市人民检察院", None),
    ("云岭市供电局", None),
    ("青禾县石桥镇人民政府办公室", None),
    ("云岭市生态环境局青禾分局", None),
    ("云岭市大数据中心", None),
    ("云岭地区行政公署", None),
    ("云岭市高新区", None),
    ("云岭市档案馆", None),
]


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_kind(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


REGIONS = [
    ("上海市人民政府办公厅", "310000"),
    ("江苏省教育厅", "320000"),
    ("内蒙古自治区人民政府", "150000"),
    ("洛阳市教育局", "410300"),
    ("河南省洛阳市教育局", "410300"),
    ("广西柳州市人民政府", "450200"),
    ("吉林市人民政府", "220200"),
    ("吉林省人民政府", "220000"),
    ("淮安市洪泽区人民政府", "320800"),
    ("沭阳县发展和改革局", "321322"),
    ("宿迁市沭阳县水利局", "321322"),
    ("国家税务总局沭阳县税务局", "321322"),
    ("国家税务总局江苏省税务局", "320000"),
    ("海南藏族自治州人民政府", "632500"),
    ("北京市朝阳区人民政府", "110000"),
    ("仙桃市财政局", "429004"),
    ("朝阳区人民政府", None),
    ("鼓楼区财政局", None),
    ("云岭市财政局", None),
    ("青禾县水务局", None),
    ("江苏大学", None),
    ("生态环境部", None),
    ("淮安市朝阳县人民政府", "320800"),
]


@pytest.mark.parametrize(("name", "code"), REGIONS)
def test_region(name: str, code: str | None) -> None:
    assert region_of(name) == code


def test_table_of_regions() -> None:
    table = regions()
    codes = list(table.values())
    assert len(set(codes)) == len(codes) > 2000
    assert sum(code.endswith("0000") for code in codes) == 34
    assert sum(code.endswith("00") and not code.endswith("0000") for code in codes) == 333
    for name, code in table.items():
        assert len(code) == 6
        assert code.isdigit()
        assert not name.endswith("市辖区")


STATED = [
    ("发布日期：2024-01-17", "2024-01-17"),
    ("发布时间: 2024年1月7日 09:30", "2024-01-07"),
    ("来源：办公室　发布日期：2024/1/17　浏览：12", "2024-01-17"),
    ("公开日期：２０２４－０１－１７", "2024-01-17"),
    ("PubDate：2024-01-17 10:20:30", "2024-01-17"),
    ("公布日期 2024.01.17", "2024-01-17"),
    ("采集时间：2025-12-30T21:37:37", None),
    ("更新时间：2025-12-30", None),
    ("成文日期：2024-01-17", None),
    ("发布日期：2024-13-01", None),
    ("2024-01-17", None),
    ("发布日期：2024-01-17" + "，" * 120, None),
]


@pytest.mark.parametrize(("line", "day"), STATED)
def test_stated_date(line: str, day: str | None) -> None:
    found = stated_date(line)
    assert (found and found[0]) == day
    if found:
        assert line[found[1][0] : found[1][1]].strip("日")[-1].isdigit()


SIGNED = [
    ("2024年1月17日", "2024-01-17"),
    ("青禾县水务局    2024 年 1 月 17 日", "2024-01-17"),
    ("二〇二四年一月十七日", "2024-01-17"),
    ("二○二四年十二月三十一日", "2024-12-31"),
    ("2024-01-17", "2024-01-17"),
    ("2024年2月30日", None),
    ("截至2023年12月31日。", None),
    ("统计期限为2023年1月1日至2023年12月31日，2024年1月17日", None),
    ("一、总体情况", None),
]


@pytest.mark.parametrize(("line", "day"), SIGNED)
def test_signing_date(line: str, day: str | None) -> None:
    found = signing_date(line)
    assert (found and found[0]) == day


def test_a_text_states_its_date_near_the_title_or_in_its_signature() -> None:
    data = sample(2023, agency="沭阳县水利局")
    text = as_text(data, edition(2023))
    assert "published" not in read_text(text).data
    signed = read_text(text + "\n沭阳县水利局\n2024年1月17日\n")
    assert signed.data["published"] == "2024-01-17"
    assert signed.places.locate(("published",)).column == 1
    head, _, rest = text.partition("\n")
    dated = read_text(f"{head}\n来源：办公室 发布日期：2024-01-20\n{rest}\n沭阳县水利局\n2024年1月17日\n")
    assert dated.data["published"] == "2024-01-20"
    place = dated.places.locate(("published",))
    assert (place.line, place.column, place.end_column) == (2, 13, 23)
    assert dated.data["agency"] == {"name": "沭阳县水利局", "kind": "department", "region": "321322"}


def test_every_guess_is_told_and_what_the_user_states_wins() -> None:
    document = read_text(as_text(sample(2023, agency="沭阳县水利局"), edition(2023)) + "\n2024年1月17日\n")
    pointers = {guess.pointer for guess in document.guesses}
    assert pointers == {
        ("title",), ("year",), ("agency", "name"), ("agency", "kind"), ("agency", "region"), ("published",),
    }  # fmt: skip
    assert all(guess.zh and guess.en for guess in document.guesses)
    stated = Metadata(kind="authorized_org", region="320000", published="2024-02-01", year=2022)
    Engine(registry()).check_document(document, Result("report.txt"), stated)
    assert document.data["agency"] == {"name": "沭阳县水利局", "kind": "authorized_org", "region": "320000"}
    assert (document.data["published"], document.data["year"]) == ("2024-02-01", 2022)


def test_json_states_its_metadata() -> None:
    reader = registry().reader_for("report.json")
    assert reader is not None
    data = sample(2023, agency="沭阳县水利局")
    data["content"][-1]["content"].append("2024年1月17日")
    document = reader.read(json.dumps(data, ensure_ascii=False).encode(), registry().formats)
    assert document.data["agency"] == {"name": "沭阳县水利局"}
    assert "published" not in document.data
    assert document.guesses == ()


def test_json_is_checked_without_the_table_of_regions() -> None:
    code = (
        "import sys, json; from gouji.testing import registry, sample; from gouji.engine import Engine\n"
        "r = registry(); Engine(r).check_bytes(json.dumps(sample(2023)).encode(), 'a.json', r.reader_for('a.json'))\n"
        "from gouji.readers.metadata import regions\n"
        "print([m for m in sys.modules if m in ('gouji.readers.html', 'gouji.readers.outline')], regions.cache_info().currsize)"
    )
    paths = [path for path in sys.path if path.endswith(("linter", "rules", "schemas"))]
    run = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {paths!r}\n{code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "[] 0"
