from __future__ import annotations

from gouji.cached import cached_property


class Counter:
    def __init__(self) -> None:
        self.asked = 0

    @cached_property
    def value(self) -> int:
        """The value."""
        self.asked += 1
        return self.asked


def test_is_worked_out_once_for_each_instance() -> None:
    one, other = Counter(), Counter()
    assert (one.value, one.value, other.value) == (1, 1, 1)
    assert one.asked == 1


def test_is_an_attribute_that_can_be_forgotten() -> None:
    one = Counter()
    assert one.value == 1
    del one.__dict__["value"]
    assert one.value == 2


def test_tells_of_itself_on_the_class() -> None:
    assert Counter.value.__doc__ == "The value."
