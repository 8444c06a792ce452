"""Which tables there are, by where their rows come from; to know their names takes no library."""

from __future__ import annotations

REFERENCE = ("forces", "rounds", "questions", "themes", "comparability")
"""The tables that come from CSVs."""
CONTENT = ("pages", "sections", "judgments", "findings")
"""The tables that are read from pages."""
HOUSEKEEPING = ("captures", "refusals", "rejects", "loads")
"""The tables of what became of pages and captures."""
