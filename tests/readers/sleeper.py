"""A worker that does what its input says: sleep, take memory, refuse, crash, or answer."""

from __future__ import annotations

import time
from typing import Any

from gouji.readers.child import serve
from gouji.source import Place, Unreadable


def read(raw: bytes) -> Any:
    word = raw.decode()
    if word == "sleep":
        time.sleep(60)
    if word == "work":
        while True:
            pass
    if word == "grow":
        return len([bytearray(10_000_000) for _ in range(100)])
    if word == "refuse":
        raise Unreadable("不行", "no", Place(page=3, line=4))
    if word == "crash":
        raise ValueError("odd bytes")
    return word


if __name__ == "__main__":
    serve(read)
