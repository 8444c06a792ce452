"""Write the rows of an answer as a table, CSV, JSON, Markdown or Parquet."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

from warehouse.cells import cell, harmless, table

if TYPE_CHECKING:
    import polars as pl

FORMS = ("table", "csv", "json", "markdown", "parquet")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""What a CSV file begins with: without it Excel takes the text for the system's old character set."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a text begins with that a spreadsheet would run as a formula."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Column names and rows; the rows can be gone through once."""

    names: Sequence[str]
    rows: Iterable[Sequence[object]]


def write_answer(answer: Answer, form: str, out: BinaryIO, width: int | None) -> int:
    """Write an answer to a binary stream, text as UTF-8, and give its number of rows."""
    text = io.TextIOWrapper(out, "utf-8", errors="backslashreplace", newline="", write_through=True)
    try:
        return {"table": _table, "csv": _csv, "json": _json, "markdown": _markdown}[form](answer, text, width)
    finally:
        # Otherwise the wrapper would close the caller's stream with itself.
        text.detach()


def write_parquet(frame: pl.DataFrame, out: BinaryIO) -> int:
    """Write a frame as a Parquet file compressed with zstd, and give its number of rows."""
    # By way of memory: what a disk or a pipe refuses is then Python's to say, and not polars'.
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd")
    out.write(buffer.getbuffer())
    return frame.height


def write_plans(plans: Iterable[str], out: BinaryIO) -> int:
    """Write what DuckDB explains, which it has laid out in lines itself, and give the number of plans."""
    count = 0
    for plan in plans:
        out.write(f"{harmless(plan, keep=chr(10)).rstrip()}\n".encode())
        count += 1
    return count


def _table(answer: Answer, out: io.TextIOWrapper, width: int | None) -> int:
    """Write a table that fits its width; how wide a column is only shows with all rows at hand."""
    rows = [[cell(value) for value in row] for row in answer.rows]
    out.writelines(f"{line}\n" for line in table(answer.names, rows, width))
    return len(rows)


def _csv(answer: Answer, out: io.TextIOWrapper, _width: int | None) -> int:
    """Write CSV: commas, a header, lines ended as RFC 4180 wants, nothing for NULL, lists as JSON.

    A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers are never touched.
    """
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_no_formula(harmless(name)) for name in answer.names])
    count = 0
    for row in answer.rows:
        writer.writerow([_flat(value) for value in row])
        count += 1
    return count


def _flat(value: object) -> object:
    """Give a value as a CSV cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple | dict):
        return harmless(json.dumps(_plain(value), ensure_ascii=False), keep="\n\t")
    if isinstance(value, int | float | Decimal) or value is None:
        return value
    return _no_formula(harmless(str(_plain(value)), keep="\n\t"))


def _no_formula(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _json(answer: Answer, out: io.TextIOWrapper, _width: int | None) -> int:
    """Write a JSON list of one object a row, a line each."""
    out.write("[")
    count = 0
    for row in answer.rows:
        values = {name: _plain(value) for name, value in zip(answer.names, row, strict=True)}
        out.write(",\n " if count else "\n ")
        # JSON escapes the control characters below a space itself; the others can drive a terminal too.
        out.write("".join(f"\\u{ord(mark):04x}" if 0x7F <= ord(mark) < 0xA0 else mark for mark in _dumped(values)))
        count += 1
    out.write("\n]\n" if count else "]\n")
    return count


def _dumped(values: Mapping[str, object]) -> str:
    """Give one row as JSON."""
    return json.dumps(values, ensure_ascii=False, allow_nan=False)


def _plain(value: Any) -> Any:
    """Give a value as JSON knows it: instants and dates in ISO 8601, what JSON cannot say as null or text."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, list | tuple | set):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(value)


def _markdown(answer: Answer, out: io.TextIOWrapper, _width: int | None) -> int:
    """Write a table in Markdown."""
    out.write(_pipes(harmless(name) for name in answer.names))
    out.write(_pipes("---" for _ in answer.names))
    count = 0
    for row in answer.rows:
        out.write(_pipes(cell(value) for value in row))
        count += 1
    return count


def _pipes(cells: Iterable[str]) -> str:
    """Join the cells of one line; a bar or an angle bracket in a cell would be read as markup."""
    escapes = str.maketrans({"\\": "\\\\", "|": "\\|", "<": "&lt;", ">": "&gt;", "&": "&amp;"})
    return f"| {' | '.join(item.translate(escapes) for item in cells)} |\n"
