"""Every equation of the form is evaluated, and nothing else is called a wrong sum."""

from __future__ import annotations

from random import Random

import pytest

from gouji import testing
from gouji.finding import Severity

SUMS = {"CN201", "CN202", "CN203", "CN204"}
YEARS = (2020, 2023)


def summed(data):
    return [table for table in testing.tables_of(data) if table["table"] in ("requests", "disputes")]


def any_cell(random, data):
    table = random.choice(summed(data))
    row = random.choice(table["rows"])
    return table, row, random.randrange(len(row["cells"]))


@pytest.mark.parametrize("year", YEARS)
def test_a_balanced_report_is_clean(balanced, check, year):
    for seed in range(200):
        assert check(balanced(Random(seed), year)) == []


@pytest.mark.parametrize("year", YEARS)
def test_changing_any_one_cell_is_found(balanced, check, year):
    for seed in range(1000):
        random = Random(seed)
        data = balanced(random, year, density=random.random())
        _, row, column = any_cell(random, data)
        old = row["cells"][column]
        row["cells"][column] = random.choice([new for new in (0, old + 1, old + 10, old // 2, old * 10) if new != old])
        found = [entry for entry in check(data) if entry.rule.code in SUMS and entry.severity is Severity.ERROR]
        assert found, (seed, row["row"], column, old, row["cells"][column])


@pytest.mark.parametrize("year", YEARS)
def test_changing_any_one_cell_is_found_where_zeros_are_blank(balanced, check, year):
    for seed in range(1000):
        random = Random(seed)
        data = balanced(random, year, density=random.random())
        for table in summed(data):
            for row in table["rows"]:
                row["cells"] = [cell or random.choice((None, "", "/")) for cell in row["cells"]]
        _, row, column = any_cell(random, data)
        old = row["cells"][column] if isinstance(row["cells"][column], int) else 0
        row["cells"][column] = old + random.randint(1, 50)
        # A figure whose counterparts are all blank cannot be compared: that is said, and is no wrong sum.
        found = [entry for entry in check(data) if entry.severity >= Severity.WARNING]
        assert {entry.rule.code for entry in found} & {*SUMS, "CN205"}, (seed, row["row"], column)


@pytest.mark.parametrize("year", YEARS)
def test_zeros_left_blank_are_one_note_a_table(balanced, check, year):
    for seed in range(100):
        data = balanced(Random(seed), year, density=0.3)
        blank = 0
        for table in summed(data):
            table_blank = False
            for row in table["rows"]:
                row["cells"] = [cell or None for cell in row["cells"]]
                table_blank = table_blank or None in row["cells"]
            blank += table_blank
        found = check(data)
        assert [entry.rule.code for entry in found] == ["CN205"] * blank
        assert {entry.severity for entry in found} <= {Severity.INFO}


def test_totals_left_blank_are_no_wrong_sums(balanced, check):
    for seed in range(100):
        data = balanced(Random(seed), 2020)
        table = summed(data)[0]
        for row in table["rows"][2:-2]:
            row["cells"][6] = None
        found = check(data)
        assert {entry.rule.code for entry in found} == {"CN205"}
        assert [entry.severity for entry in found].count(Severity.WARNING) == 1


def test_a_wrong_cell_is_found_behind_totals_left_blank(balanced, check):
    for seed in range(100):
        random = Random(seed)
        data = balanced(random, 2020)
        table = summed(data)[0]
        for row in table["rows"][2:-2]:
            row["cells"][6] = None
        row = random.choice(table["rows"][2:-2])
        row["cells"][random.randrange(6)] += 1
        assert {entry.rule.code for entry in check(data)} >= {"CN203"}


def test_missing_and_repeated_rows_and_columns_are_left_to_others(balanced, check):
    data = balanced(Random(1), 2023)
    requests = summed(data)[0]
    del requests["rows"][5]
    assert check(data) == []
    data = balanced(Random(1), 2023)
    requests = summed(data)[0]
    requests["rows"].insert(5, dict(requests["rows"][5]))
    assert check(data) == []
    data = balanced(Random(1), 2023)
    requests = summed(data)[0]
    requests["columns"].pop(3)
    for row in requests["rows"]:
        row["cells"].pop(3)
    assert check(data) == []
    data = balanced(Random(1), 2023)
    requests = summed(data)[0]
    requests["rows"][4]["cells"] = requests["rows"][4]["cells"][:3]
    assert check(data) == []


def test_a_cell_that_is_no_count_is_told_once_and_compared_nowhere(balanced, check):
    for seed in range(200):
        random = Random(seed)
        data = balanced(random, 2023)
        _, row, column = any_cell(random, data)
        row["cells"][column] = random.choice(("若干", -1, 2.5, "1e3", "3O", "约5", "X" * 500, "9" * 200, 1e300))
        assert [entry.rule.code for entry in check(data)] == ["CN206"], row["cells"][column]


def test_an_old_table_in_a_new_report_is_summed_by_its_own_edition(balanced, check):
    data = balanced(Random(3), 2020)
    data["year"] = 2023
    assert check(data) == []
    requests = summed(data)[0]
    requests["rows"][20]["cells"][0] += 1
    assert requests["rows"][20]["row"] == "oth"
    assert {entry.rule.code for entry in check(data)} & SUMS


def test_both_sides_and_the_difference_are_named(check):
    data = testing.sample(2023)
    testing.set_cell(data, "requests/new_received/natural_person", 14)
    testing.set_cell(data, "requests/new_received/total", 14)
    for row in ("granted", "result_total"):
        testing.set_cell(data, f"requests/{row}/natural_person", 13)
        testing.set_cell(data, f"requests/{row}/total", 13)
    first = next(entry for entry in check(data) if entry.rule.code == "CN202")
    assert first.message.startswith("“自然人”列：一（14）+ 二（0）= 14，三（七）（13）+ 四（0）= 13，相差 1")
