"""Say where the time of a run goes, stage by stage, as ``--profile`` tells a user."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.commands import PEEL, ran, served
from tests.bench.tables import Measured, table

_LINE = re.compile(r"(?P<stage>[a-z]+(?: rest)?) +(?P<wall>[\d.]+)? +(?P<cpu>[\d.]+) +(?P<share>\d+%)")
"""A line of what ``--profile`` prints."""


def measure(_rounds: int, forces: int | None) -> Measured:
    """Ingest the corpus, and replay it into a warehouse that is not there yet, once each."""
    with TemporaryDirectory(prefix="peel-bench-") as name, served(forces) as url:
        home = Path(name)
        ingest = ran(*PEEL, "ingest", "--site", url, "--profile", home=home)
        (home / "warehouse.duckdb").unlink()
        replay = ran(*PEEL, "replay", "--all", "--profile", home=home)
    found = {"ingest": ingest.stderr, "replay": replay.stderr}
    rows = [
        (run, line["stage"], line["wall"] or "", line["cpu"], line["share"])
        for run, printed in found.items()
        for line in map(_LINE.fullmatch, printed.splitlines())
        if line
    ]
    heads = ("run", "stage", "seconds", "CPU seconds", "share of CPU")
    return Measured(f"Stages go on at once: their seconds overlap, their CPU seconds do not.\n\n{table(heads, rows)}")
