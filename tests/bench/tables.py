"""Write what was measured as tables: medians with the least and the most, and ratios beside what is wanted of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Ratio:
    """A figure that something is wanted of."""

    says: str
    measured: tuple[float, ...]
    """Once a round."""
    wanted: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What a part of the benchmark came to: text with tables, and the ratios among its figures."""

    text: str
    ratios: tuple[Ratio, ...] = ()


def cell(values: Sequence[float], digits: int = 2) -> str:
    """Write a median with the least and the most."""
    least, most = min(values), max(values)
    spread = f" ({least:,.{digits}f} to {most:,.{digits}f})" if len(values) > 1 else ""
    return f"{median(values):,.{digits}f}{spread}"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def ratios(found: Iterable[Ratio]) -> str:
    """Write a table of ratios."""
    return table(("ratio", "measured", "wanted"), [(one.says, cell(one.measured), one.wanted) for one in found])
