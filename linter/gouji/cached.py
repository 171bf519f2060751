"""`cached_property` without the lock that the one of functools takes before Python 3.12: `from gouji.cached import cached_property`.

A report has some seventy values that are worked out when first asked for. That takes 0.6 µs with the lock and 0.2 without (timeit, Python 3.11).
Nothing in gouji shares a report between threads.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING or sys.version_info >= (3, 12):
    from functools import cached_property as cached_property  # noqa: PLC0414 - this is what others import
else:

    class cached_property:  # noqa: N801 - named as the one it stands for
        """An attribute worked out by a method when first asked for, and kept in the instance."""

        def __init__(self, compute):
            self.compute = compute
            self.__doc__ = compute.__doc__

        def __set_name__(self, owner, name):
            self.name = name

        def __get__(self, instance, owner=None):
            if instance is None:
                return self
            value = instance.__dict__[self.name] = self.compute(instance)
            return value
