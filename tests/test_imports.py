"""The import law of the four packages, and the law that asking a question starts fast."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = ("schemas", "transforms", "warehouse", "flows")
MAY_IMPORT_OF_OURS = {
    "schemas": {"schemas"},
    "transforms": {"schemas", "transforms"},
    "warehouse": {"schemas", "warehouse"},
    "flows": set(OURS),
}
MAY_IMPORT_OF_OTHERS = {
    "schemas": {"polars", "pandera"},
    "transforms": {"polars", "lxml", "trafilatura", "rapidfuzz"},
    "warehouse": {"duckdb", "polars", "filelock", "jinja2", "pyarrow", "rich"},
}
IMPURE = {
    "asyncio", "ctypes", "datetime.datetime.now", "ftplib", "getpass", "glob", "http", "importlib.resources", "io.open", "multiprocessing", "os",
    "pathlib", "platform", "random", "secrets", "shutil", "signal", "socket", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time",
    "urllib.request", "uuid",
}  # fmt: skip
"""What a pure function has no use for: network, disk, clock, environment, chance."""
ONLY_IN = {"requests": "flows/fetching/fetch.py", "trafilatura": "transforms/extract.py"}


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


@cache
def imported(path: Path) -> tuple[str, ...]:
    """Every module that a file imports, at its top or inside a function, under ``TYPE_CHECKING`` or not."""
    return tuple(imports(path))


def imports(path: Path) -> Iterator[str]:
    """Find them one by one."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively: write the package's name"
            assert node.module
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and "import_module" in ast.unparse(node.func):
            pytest.fail(f"{path} imports by a computed name, which no law can see")


def tops(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(path)}


@pytest.mark.parametrize("package", OURS)
def test_a_package_imports_only_those_of_ours_that_it_may(package: str) -> None:
    assert modules(package)
    wrong = {
        str(path.relative_to(ROOT)): sorted(found)
        for path in modules(package)
        if (found := (tops(path) & {*OURS, "tests"}) - MAY_IMPORT_OF_OURS[package])
    }
    assert wrong == {}


@pytest.mark.parametrize("package", MAY_IMPORT_OF_OTHERS)
def test_a_package_imports_only_the_libraries_that_it_may(package: str) -> None:
    allowed = {*MAY_IMPORT_OF_OTHERS[package], *OURS, *sys.stdlib_module_names}
    wrong = {str(path.relative_to(ROOT)): sorted(found) for path in modules(package) if (found := tops(path) - allowed)}
    assert wrong == {}


def test_transforms_touch_no_network_disk_clock_or_environment() -> None:
    wrong = {
        str(path.relative_to(ROOT)): sorted(found)
        for path in modules("transforms")
        if (found := {name for name in imported(path) if name in IMPURE or name.split(".")[0] in IMPURE})
    }
    assert wrong == {}


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_that_is_kept_in_one_module_is_imported_only_there(library: str) -> None:
    users = {str(path.relative_to(ROOT)) for package in OURS for path in modules(package) if library in tops(path)}
    assert users == {ONLY_IN[library]}


def test_the_practice_site_knows_nothing_of_what_reads_it() -> None:
    wrong = {path.name: tops(path) & {"schemas", "transforms", "warehouse"} for path in modules("flows/practice")}
    assert {name: found for name, found in wrong.items() if found} == {}


START = """
import contextlib, io, sys
from flows.cli import main
sys.argv = ["peel", *{arguments!r}]
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main()
print(",".join(sorted({{name.split(".")[0] for name in sys.modules}})))
"""


@pytest.mark.parametrize("arguments", [["--help"], ["ingest", "--help"], ["sql", "SELECT 42"], ["status"]])
def test_help_and_questions_start_without_the_heavy_libraries(arguments: list[str], tmp_path: Path) -> None:
    if "--help" not in arguments:
        make_empty_warehouse(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", START.format(arguments=arguments)],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PEEL_HOME": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split(","))
    assert "flows" in loaded
    assert loaded & {"prefect", "pandera", "polars", "requests", "trafilatura", "lxml", "pyarrow"} == set()


def make_empty_warehouse(home: Path) -> None:
    """Make the file that ``peel sql`` opens; its tables do not matter here."""
    import duckdb

    duckdb.connect(str(home / "warehouse.duckdb")).close()
