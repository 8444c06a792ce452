"""Export a warehouse as a folder of CSV and Parquet files that describe themselves; same rows give same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib import resources
from pathlib import Path

import duckdb

from warehouse.connect import asking
from warehouse.datapackage import Data, descriptor, licence
from warehouse.dictionary import Entry, entries, in_markdown
from warehouse.folders import newest_day, whole_folder, write_text
from warehouse.forms import BYTE_ORDER_MARK, Answer, write_answer, write_parquet
from warehouse.views import identifier

_INDEX = ("word_scores", "ops.search_", "ops.repeated_")
"""How the names of what search and comparison rest on begin: it is large, and says nothing of its own."""
KINDS = ("csv", "parquet")
_OTHERS = "(SELECT page_id FROM main.pages WHERE third_party UNION SELECT page_id FROM history.pages WHERE third_party)"


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export came to."""

    folder: Path
    tables: int
    """Tables and views, each as CSV and as Parquet."""
    size: int
    """Bytes of all files."""
    left_out: int
    """Pages whose text was left out, since it is not the inspectorate's."""


def export(warehouse: Path, into: Path, *, third_party: bool = False) -> Exported:
    """Write every table and view into a new folder of ``into``, called after the day of the newest capture.

    Text of third parties (``pages.third_party``) is left out unless asked for; the rows of ``pages`` still name them.

    Raises:
        PeelError: there is no warehouse or nothing in it, the folder is there already, or the disk refuses it; nothing
            half written is left in any of these cases.

    """
    with asking(warehouse) as connection:
        day = newest_day(connection, warehouse)
        others = connection.execute("SELECT count(*) FROM main.pages WHERE third_party").fetchall()[0][0]
        known = entries(connection)
        described = [entry for entry in known if not entry.called.startswith(_INDEX)]
        index = [entry.called for entry in known if entry.called.startswith(_INDEX)]
        with whole_folder(into, f"peel-{day}") as folder:
            data = list(_written(connection, described, folder, everything=third_party))
            left_out = 0 if third_party else others
            _describe(folder, described, data, day, _third_party(others, left_out), index)
            size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return Exported(into / f"peel-{day}", len(described), size, left_out)


def _written(
    connection: duckdb.DuckDBPyConnection, described: Sequence[Entry], folder: Path, *, everything: bool
) -> Iterator[Data]:
    """Write every table and view in both forms, its rows in one order."""
    for kind in KINDS:
        (folder / kind).mkdir()
    for entry in described:
        condition = _kept(entry, everything)
        frame = connection.sql(f"FROM {entry.schema}.{identifier(entry.name)} {condition} ORDER BY ALL").pl()
        for kind in KINDS:
            path = folder / kind / f"{entry.called.replace('.', '_')}.{kind}"
            with path.open("wb") as file:
                if kind == "parquet":
                    write_parquet(frame, file)
                else:
                    file.write(BYTE_ORDER_MARK)
                    write_answer(Answer(frame.columns, frame.iter_rows()), kind, file, None)
            yield Data(entry, f"{kind}/{path.name}", path.stat().st_size, _sha256(path))


def _kept(entry: Entry, everything: bool) -> str:
    """Give the condition that leaves out rows with words of third parties; ``pages`` itself only marks them."""
    if everything or entry.called == "pages":
        return ""
    of_pages = [identifier(column.name) for column in entry.columns if "page_id" in column.name]
    wanted = [f"({name} IS NULL OR {name} NOT IN {_OTHERS})" for name in of_pages]
    if entry.called == "ops.rejects":
        # A rejected row is kept whole, and of a page that was refused nobody can say whose words it holds.
        wanted.append("page IN (SELECT page_id FROM main.pages WHERE NOT third_party)")
    return f"WHERE {' AND '.join(wanted)}" if wanted else ""


def _third_party(others: int, left_out: int) -> str:
    """Say what was done with the words of third parties."""
    if not others:
        return "It holds no text of third parties."
    if left_out:
        return f"The text that forces and services wrote themselves (pages.third_party: {others:,}) is left out."
    return (
        f"It holds text that forces and services wrote themselves (pages.third_party: {others:,}), outside the licence."
    )


def _describe(
    folder: Path, described: Sequence[Entry], data: Sequence[Data], day: date, third_party: str, index: Sequence[str]
) -> None:
    """Write the files that explain the others, and the checksums of all; ``index`` names what is left out."""
    package = descriptor(f"peel-{day}", day, third_party, data)
    write_text(folder / "datapackage.json", json.dumps(package, indent=2, ensure_ascii=False))
    write_text(folder / "DICTIONARY.md", "\n".join(in_markdown(described)))
    readme = resources.files("warehouse").joinpath("export_readme.md").read_text("utf-8")
    left_out = ", ".join(f"`{name}`" for name in index)
    text = readme.format(day=day, licence=licence(), third_party=third_party, index=left_out)
    write_text(folder / "README.md", text)
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    sums = [f"{_sha256(file)}  {file.relative_to(folder).as_posix()}" for file in files]
    write_text(folder / "SHA256SUMS", "\n".join(sums))


def _sha256(path: Path) -> str:
    """Hash a file."""
    return sha256(path.read_bytes()).hexdigest()
