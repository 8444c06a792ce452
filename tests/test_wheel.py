"""The wheel holds all that peel needs: it works where there is no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from flows.practice.captured import as_text
from flows.practice.site import pages

ROOT = Path(__file__).parents[1]
PAGE = "/peel-assessments/peel-2017/kent/effectiveness/"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and unpack it in a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def _peel(unpacked: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "PEEL_"))}
    settings |= {"PYTHONPATH": str(unpacked), "PREFECT_HOME": str(folder / "prefect")}
    command = [sys.executable, "-m", "flows.cli", *arguments, "--home", str(folder / "home")]
    return subprocess.run(command, env=settings, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.long
def test_the_wheel_has_every_file_of_the_packages(unpacked: Path) -> None:
    wanted = {
        path.relative_to(ROOT)
        for package in ("flows", "schemas", "transforms", "warehouse")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {path for path in wanted if path.suffix in (".csv", ".sql")}
    assert wanted <= {path.relative_to(unpacked) for path in unpacked.rglob("*") if path.is_file()}


@pytest.mark.long
def test_a_capture_is_read_and_loaded_from_the_wheel_alone(unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(as_text(pages()[PAGE], "A"), "utf-8")
    url = f"https://hmicfrs.justiceinspectorates.gov.uk{PAGE}"
    done = _peel(unpacked, tmp_path, "import", "page.txt", "--url", url)
    assert done.returncode == 0, done.stderr
    where = "import flows, warehouse; print(flows.__file__, warehouse.__file__)"
    found = subprocess.run(
        [sys.executable, "-c", where],
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert all(path.startswith(str(unpacked)) for path in found.stdout.split())
    asked = _peel(unpacked, tmp_path, "sql", "SELECT grade FROM grades WHERE is_pillar", "--format", "csv")
    assert asked.stdout.split() == ["grade", "outstanding"], asked.stderr
