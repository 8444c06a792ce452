"""The tables of housekeeping that a run stages: captures, refusals, rejects and loads."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas import columns as column
from schemas import laws, vocabulary
from schemas.columns import PAGE_ID, SHA256, SITE_URL, law


class Captures(pa.DataFrameModel):
    """What the archive holds: every answer of the site and every text taken in, by page."""

    page_id: str = column.text("Page it is a capture of.", like=PAGE_ID)
    url: str = column.text("Canonical url of the page.", like=SITE_URL)
    captured_url: str = column.text("Url that was asked, as it was asked.")
    fetched_at: Annotated[pl.Datetime, "us", None] = column.given("When the answer came, UTC.")
    kind: str = column.text(
        "response, revisit (unchanged), text (a plain-text capture) or html (a saved file).",
        one_of=vocabulary.CAPTURE_KINDS,
    )
    http_status: pl.Int32 = column.number("Status of the answer; empty for what was not fetched.", null=True, least=100)
    media_type: str = column.text("Media type, with the charset that the server named, if any.")
    payload_sha256: str = column.text(
        "Hash of the decoded body; a revisit repeats that of what it confirms.", like=SHA256
    )
    etag: str = column.text("ETag of the answer.", null=True)
    last_modified: str = column.text("Last-Modified of the answer.", null=True)
    file: str = column.text("Name of the WARC file in the archive folder.")
    offset: pl.Int64 = column.number("Byte offset of the record in that file.")
    run_id: str = column.text("Run that took it.")
    content_sha256: str = column.text(
        "Hash of the cleaned words that it showed, as in pages; empty where it showed none: an error page, a redirect, "
        "or a page that was refused.",
        null=True,
        like=SHA256,
    )

    class Config(column.Strict):
        """What there is one row for."""

        title = "record of the archive"

    unique = law("the same record twice", laws.unique("file", "offset"))


class Refusals(pa.DataFrameModel):
    """Pages that were promised and could not be fetched, read or loaded, each with the reason."""

    page_id: str = column.text("Page that was refused.", like=PAGE_ID)
    url: str = column.text("Its canonical url.")
    service: str = column.text("police or fire.", one_of=vocabulary.SERVICES)
    force: str = column.text("Slug of the force, where the address names one.", null=True)
    round: str = column.text("Round, where the address names one.", null=True)
    stage: str = column.text("Where it failed: fetch, read or check.", one_of=vocabulary.STAGES)
    reason: str = column.text("Why, in one sentence.")
    refused_at: Annotated[pl.Datetime, "us", None] = column.given("When, UTC.")
    run: str = column.text("Run that refused it.")

    class Config(column.Strict):
        """What there is one row for."""

        title = "refusal of a page by a run"


class Rejects(pa.DataFrameModel):
    """Rows that broke a law of their table and were not loaded, each with the law and the whole row."""

    table: str = column.text("Table it was meant for.")
    row: str = column.text("The whole row, as JSON.")
    check: str = column.text("Law it broke.")
    reason: str = column.text("What was wrong with it.")
    page: str = column.text("Page it came from.", null=True)
    run: str = column.text("Run that rejected it.")

    class Config(column.Strict):
        """What there is one row for."""

        title = "law that a rejected row broke"


class Loads(pa.DataFrameModel):
    """What reading each page's captures came to; a page whose captures or parser have changed since is read again."""

    page_id: str = column.text("Page.", like=PAGE_ID)
    captures_sha256: str = column.text("Hash over the captures that were read.", like=SHA256)
    parser_version: str = column.text("Hash of the code and data that read them.")
    outcome: str = column.text("loaded or refused.", one_of=vocabulary.OUTCOMES)

    class Config(column.Strict):
        """What there is one row for."""

        title = "page"

    unique = law("the same page twice", laws.unique("page_id"))
