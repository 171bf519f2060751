"""Which figure is wrong: the smallest corrections are found exactly, and the likeliest comes first."""

from __future__ import annotations

from random import Random

import pytest

from gouji import testing
from gouji.report import Report, format_pointer
from gouji_rules.facts.corrections import corrections

TOTAL = 6


def table_of(data, key):
    return next(table for table in testing.tables_of(data) if table["table"] == key)


def another(random, old):
    return random.choice([new for new in (0, old + random.randint(1, 40), old * 10 + 3, old // 2) if new != old])


def found_in(data) -> list:
    return list(Report(data, testing.registry().formats).fact(corrections))


def holds(cells) -> bool:
    return sum(cells[:4]) == cells[4]


def changes_of(discrepancy):
    return [dict(correction.changes) for correction in discrepancy.corrections]


@pytest.mark.parametrize("year", [2020, 2023])
def test_one_wrong_cell_is_found_first_and_unique(balanced, year):
    for seed in range(1000):
        random = Random(seed)
        data = balanced(random, year, density=random.random())
        rows = table_of(data, "requests")["rows"]
        row, column = random.randrange(len(rows)), random.randrange(7)
        true = rows[row]["cells"][column]
        rows[row]["cells"][column] = another(random, true)
        [discrepancy] = found_in(data)
        assert discrepancy.unique
        assert changes_of(discrepancy) == [{(row, column): true}], seed


def test_two_wrong_cells_are_among_the_alternatives(balanced):
    for seed in range(1000):
        random = Random(seed)
        data = balanced(random, 2023, density=random.random())
        rows = table_of(data, "requests")["rows"]
        (row, other_row), (column, other_column) = random.sample(range(len(rows)), 2), random.sample(range(7), 2)
        true = {
            (row, column): rows[row]["cells"][column],
            (other_row, other_column): rows[other_row]["cells"][other_column],
        }
        for (r, c), value in true.items():
            rows[r]["cells"][c] = another(random, value)
        [discrepancy] = found_in(data)
        assert true in changes_of(discrepancy), seed
        assert discrepancy.unique is (len(discrepancy.corrections) == 1)


def test_two_neighbours_swapped_come_first(balanced):
    first = tried = 0
    for seed in range(1200):
        random = Random(seed)
        data = balanced(random, 2023, density=random.uniform(0.3, 1))
        rows = table_of(data, "requests")["rows"]
        row, column = random.randrange(len(rows) - 1), random.randrange(6)
        other = (row + 1, column) if random.random() < 0.5 else (row, column + 1)
        one, two = rows[row]["cells"][column], rows[other[0]]["cells"][other[1]]
        if one == two:
            continue
        rows[row]["cells"][column], rows[other[0]]["cells"][other[1]] = two, one
        tried += 1
        [discrepancy] = found_in(data)
        true = {(row, column): one, other: two}
        assert true in changes_of(discrepancy), seed
        if changes_of(discrepancy)[0] == true:
            first += 1
            assert discrepancy.corrections[0].explanation in ("swapped", "shifted")
    assert tried > 700
    assert first >= 0.95 * tried, (first, tried)


def test_a_detail_changed_with_its_total_is_listed_among_ties(balanced):
    for seed in range(1000):
        random = Random(seed)
        data = balanced(random, 2023, density=0.8)
        rows = table_of(data, "requests")["rows"]
        row, column = random.randrange(2, len(rows) - 2), random.randrange(6)
        cells = rows[row]["cells"]
        true = {(row, column): cells[column], (row, TOTAL): cells[TOTAL]}
        step = random.choice([step for step in (1, 2, 10, -cells[column]) if step])
        cells[column] += step
        cells[TOTAL] += step
        [discrepancy] = found_in(data)
        assert true in changes_of(discrepancy), seed
        assert discrepancy.unique is (discrepancy.ways == 1)
        assert discrepancy.ways == len(discrepancy.corrections)


def test_one_wrong_cell_of_disputes_is_listed(balanced):
    ties = 0
    for seed in range(1000):
        random = Random(seed)
        data = balanced(random, 2023, density=random.random())
        cells = table_of(data, "disputes")["rows"][0]["cells"]
        column = random.randrange(15)
        true = cells[column]
        cells[column] = another(random, true)
        [discrepancy] = found_in(data)
        assert {(0, column): true} in changes_of(discrepancy), seed
        assert discrepancy.unique is (len(discrepancy.corrections) == 1)
        ties += not discrepancy.unique
    assert ties


def test_nothing_negative_is_proposed_and_every_proposal_mends_the_table(balanced):
    for seed in range(200):
        random = Random(seed)
        data = balanced(random, 2023, density=random.random())
        rows = table_of(data, "requests")["rows"]
        for _ in range(random.randint(1, 2)):
            row, column = random.randrange(len(rows)), random.randrange(7)
            rows[row]["cells"][column] = another(random, rows[row]["cells"][column])
        for discrepancy in found_in(data):
            for change in changes_of(discrepancy):
                assert min(change.values()) >= 0
                old = {(r, c): rows[r]["cells"][c] for r, c in change}
                for (r, c), value in change.items():
                    rows[r]["cells"][c] = value
                assert not found_in(data)
                for (r, c), value in old.items():
                    rows[r]["cells"][c] = value


def test_the_search_agrees_with_trying_everything(balanced):
    """In a narrow table every single change and every pair can be tried."""
    for seed in range(25):
        random = Random(seed)
        data = testing.sample(2023)
        cells = table_of(data, "disputes")["rows"][0]["cells"]
        cells[:5] = [random.randint(0, 3) for _ in range(5)]
        if holds(cells[:5]):
            assert not found_in(data)
            continue
        tried = {
            (i, value)
            for i in range(5)
            for value in range(13)
            if value != cells[i] and holds([*cells[:i], value, *cells[i + 1 : 5]])
        }
        [discrepancy] = found_in(data)
        assert {(c, value) for change in changes_of(discrepancy) for (_, c), value in change.items()} == tried


def test_more_than_two_wrong_cells_have_no_small_correction(balanced, check):
    data = balanced(Random(5), 2023)
    rows = table_of(data, "requests")["rows"]
    for i in range(4):
        rows[3 + 2 * i]["cells"][i] += 7
    found = check(data)
    assert len(found) == 8
    for entry in found:
        assert entry.data["corrections"] == []
        assert entry.data["unique"] is False
    said = ["只改一两个数不能使本表的勾稽全部成立" in entry.message for entry in found]
    assert said.count(True) == 1


def test_one_correction_is_one_finding_with_the_other_equations_as_related_places(balanced, check):
    data = balanced(Random(5), 2023)
    cells = table_of(data, "requests")["rows"][5]["cells"]
    assert table_of(data, "requests")["rows"][5]["row"] == "deny_law_forbids"
    cells[0] = (true := cells[0]) + 3
    [entry] = check(data)
    assert entry.rule.code == "CN201"
    assert entry.anchor.endswith("requests / deny_law_forbids / natural_person")
    assert [related.message.partition("：")[0] for related in entry.related] == ["“自然人”列"]
    assert entry.data["corrections"] == [
        [{"pointer": format_pointer(entry.pointer), "from": true + 3, "to": true}],
    ]
    assert f"若将（三）不予公开第 2 项自然人由 {true + 3} 改为 {true}，则本表 2 处勾稽全部成立" in entry.message
    assert entry.fix is None


def test_equations_of_deselected_rules_are_not_evaluated(balanced, check):
    data = balanced(Random(5), 2023)
    table_of(data, "requests")["rows"][5]["cells"][0] += 3
    [entry] = check(data, ignore=("CN201",))
    assert entry.rule.code == "CN203"
    assert not entry.related
    assert entry.data["unique"] is False
    [entry] = check(data, select=("CN201",))
    assert entry.rule.code == "CN201"
    assert not entry.related
    assert check(data, select=("CN202", "CN204")) == []


@pytest.mark.parametrize(
    ("parts", "total", "right", "explanation"),
    [
        ((12, 1), 31, {(0, 4): 13}, "transposed"),
        ((30, 1), 3, {(0, 4): 31}, "dropped"),
        ((12, 1), 133, {(0, 4): 13}, "doubled"),
        ((12, 1), 40, {(0, 4): 13}, "total"),
        ((31, 0), 13, {(0, 4): 31}, "transposed"),
        ((21, 1), 13, {(0, 0): 12}, "transposed"),
    ],
)
def test_slips_of_the_hand_come_first(parts, total, right, explanation):
    data = testing.sample(2023)
    cells = table_of(data, "disputes")["rows"][0]["cells"]
    cells[:2], cells[4] = parts, total
    [discrepancy] = found_in(data)
    assert changes_of(discrepancy)[0] == right
    assert discrepancy.corrections[0].explanation == explanation


def test_a_figure_set_one_column_over_is_named(balanced):
    data = testing.sample(2023)
    rows = table_of(data, "requests")["rows"]
    for row in (0, 2, 23):
        rows[row]["cells"][0] = rows[row]["cells"][6] = 4
    rows[2]["cells"][0], rows[2]["cells"][1] = 0, 4
    [discrepancy] = found_in(data)
    assert changes_of(discrepancy)[0] == {(2, 0): 4, (2, 1): 0}
    assert discrepancy.corrections[0].explanation == "shifted"


def test_blank_totals_are_searched_through_their_parts(balanced, check):
    for seed in range(200):
        random = Random(seed)
        data = balanced(random, 2020, density=0.7)
        rows = table_of(data, "requests")["rows"]
        for row in rows[2:-2]:
            row["cells"][TOTAL] = None
        row, column = random.randrange(2, len(rows) - 2), random.randrange(6)
        rows[row]["cells"][column] += 5
        [discrepancy] = found_in(data)
        assert {check.equation.rule for check in discrepancy.broken} == {"CN203"}
        assert {(row, column): rows[row]["cells"][column] - 5} in changes_of(discrepancy)


def test_hongze(cases):
    pytest.importorskip("pdfplumber")
    reader = testing.registry().reader_for("report.pdf")
    if reader is None:
        pytest.skip("no reader of PDF is installed")
    document = reader.read((cases / "hongze_2023.pdf").read_bytes(), testing.registry().formats)
    review, after_review = found_in(document.data)
    assert review.unique
    assert [c.changes[0][1] for c in review.corrections] == [11]
    assert [c.changes[0][1] for c in after_review.corrections] == [5, 0]
