"""A home whose warehouse holds one page of Kent, made once and copied for each test that wants it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.warehouse.made import a_force, published


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a home whose warehouse holds Kent; not to be changed."""
    home = tmp_path_factory.mktemp("loaded")
    published(home, a_force("kent"), run_id="r0")
    return home


@pytest.fixture
def home(loaded: Path, tmp_path: Path) -> Path:
    """Give a copy of that home."""
    return Path(shutil.copytree(loaded, tmp_path / "home"))
