from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what tests check out of the cache of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOUJI_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def cases() -> Path:
    """The folder of real reports, which is kept outside the project."""
    folder = os.environ.get("GOUJI_CASES")
    if not folder:
        pytest.skip("GOUJI_CASES is not set: it names the folder of real reports, which are not part of the project")
    return Path(folder)
