from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def cases() -> Path:
    """The folder of real reports, which is kept outside the project."""
    folder = os.environ.get("GOUJI_CASES")
    if not folder:
        pytest.skip("GOUJI_CASES is not set: it names the folder of real reports, which are not part of the project")
    return Path(folder)
