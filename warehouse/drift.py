"""Stop a run whose pages are not what pages of their kind have been: the site's markup has changed, or the reading.

``schemas/drift.csv`` holds the ranges of a healthy page of each round and family: ``questions`` that it prints (those
that HMICFRS left out are missing on a healthy page too); ``graded`` and ``badges``, which say of how many percent of
the printed questions that its round always grades a grade was read, and one that stands by itself (asked of HTML alone,
since stored text loses lines); ``findings`` and ``words``. The audit ``drift`` keeps what is outside of them.
"""

from __future__ import annotations

import duckdb

from warehouse.audit import AuditFailed

LEAST_PAGES = 50
"""Of fewer pages no share is told: a run of one force may hold just the odd ones."""
MOST_FLAGGED = 0.1


class Drifted(AuditFailed):
    """Too many pages of a run were flagged; nothing was published and the former file stands."""


def must_not_have_drifted(connection: duckdb.DuckDBPyConnection) -> None:
    """Count the pages of the staged batches that the audit flagged.

    Raises:
        Drifted: it is more than a tenth of fifty pages or more.

    """
    pages, flagged, first = connection.execute(
        """
        SELECT count(DISTINCT staged.page_id), count(DISTINCT found.subject), min(found.subject || ', ' || found.detail)
        FROM staged_pages AS staged
        LEFT JOIN ops.audits AS found ON found.audit = 'drift' AND found.subject = staged.page_id
        """
    ).fetchall()[0]
    if pages >= LEAST_PAGES and flagged > MOST_FLAGGED * pages:
        raise Drifted(
            f"Nothing was published, and the former warehouse stands: {flagged} of the {pages} pages of this run are "
            f"not what pages of their kind have been (the first: {first}). The site has probably changed its markup: "
            "please report it."
        )
