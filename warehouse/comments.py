"""Describe every table and column in the file itself, so that any client that opens it shows what they mean."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from warehouse.views import identifier, text_literal


@dataclass(frozen=True, slots=True)
class _Described:
    """What a table is, in words; ``columns`` describe each column."""

    says: str
    columns: dict[str, str]


_OWN = {
    "runs": _Described(
        "Runs that published into this file. One row for each run.",
        {
            "run": "Start of the run in UTC and four random digits.",
            "kind": "ingest, replay, rebuild or import.",
            "selection": "What the run was about, in words.",
            "parser_version": "Hash of the code and data that read its pages.",
            "started_at": "When it began, UTC.",
            "finished_at": "When it published, UTC.",
            "pages_new": "Pages that were not in the warehouse before.",
            "pages_changed": "Pages of which at least one row differs from before.",
            "pages_unchanged": "Pages that were read again with the same rows as before.",
            "pages_refused": "Pages that it refused.",
            "rows_rejected": "Rows that it rejected.",
            "judgments_changed": "Judgments of the view grades that are new, revised or gone.",
        },
    ),
    "audits": _Described(
        "What the warning audits found when this file was published. One row for each finding.",
        {
            "audit": "Name of the audit.",
            "severity": "warn: fatal audits leave no row, since nothing is published.",
            "says": "What is wrong with what it finds.",
            "subject": "Page, mostly, or table.",
            "detail": "What about it.",
            "run": "Run that published.",
        },
    ),
    "search_texts": _Described(
        "Sections and findings whose words are indexed for search. One row for each section or finding.",
        {
            "text_id": "Number of the text in the index.",
            "page_id": "Page it stands on.",
            "position": "Place on the page.",
            "length": "How many words it has.",
            "settled": "Whether its words lie in the order of the index, and not behind it.",
        },
    ),
    "search_words": _Described(
        "Words by which texts are found. One row for each word.",
        {
            "word_id": "Number of the word in the index.",
            "word": "The word in lower case, without accents, in the singular.",
            "texts": "How many texts hold it.",
        },
    ),
    "search_places": _Described(
        "Which words stand in which texts. One row for each word and text.",
        {
            "word_id": "Number of the word in the index.",
            "text_id": "Number of the text in the index.",
            "times": "How often the word stands in the text.",
        },
    ),
    "repeated_texts": _Described(
        "Findings that were compared with each other. One row for each finding.",
        {
            "text_id": "Number of the finding here.",
            "page_id": "Page it stands on.",
            "position": "Place on the page.",
            "service": "police or fire.",
            "force": "Slug of the force.",
            "round": "Inspection round.",
            "practice": "Whether it is of what a force does well.",
            "words": "Words that tell what it is about, cut to what their forms share.",
        },
    ),
    "repeated_keys": _Described(
        "Keys that findings share which may be alike. One row for each key of a finding.",
        {"key": "The key.", "text_id": "Number of the finding here."},
    ),
    "repeated_pairs": _Described(
        "Findings that are alike; the view repeated_findings shows them. One row for each pair.",
        {
            "text_id": "Number of one finding.",
            "other_id": "Number of the other finding, the higher one.",
            "similarity": "Share of the words of either that both have.",
        },
    ),
    "catalogue": _Described(
        "By what the views, macros, comments and reference tables of this file were made. One row.",
        {"stamp": "Hash of the program that made them and of what they are."},
    ),
    "migrations": _Described(
        "Steps by which the tables of this file came to be what they are. One row for each step.",
        {"number": "Number of the step.", "name": "What it did.", "applied_at": "When, UTC."},
    ),
}


def comment(connection: duckdb.DuckDBPyConnection) -> None:
    """Comment on every table and column that bears another comment, or none, so far.

    Raises:
        KeyError: a table or column that nobody described; the program's own fault.

    """
    tables = connection.execute(
        "SELECT schema_name, table_name, comment FROM duckdb_tables() WHERE schema_name IN ('main', 'history', 'ops')"
    ).fetchall()
    columns = connection.execute(
        "SELECT schema_name, table_name, column_name, columns.comment FROM duckdb_columns() AS columns "
        "SEMI JOIN duckdb_tables() AS tables USING (schema_name, table_name) "
        "WHERE schema_name IN ('main', 'history', 'ops')"
    ).fetchall()
    statements = []
    for schema, table, present in tables:
        wanted = _described(schema, table).says
        if wanted != present:
            statements.append(f"COMMENT ON TABLE {schema}.{identifier(table)} IS {text_literal(wanted)};")
    for schema, table, column, present in columns:
        wanted = _described(schema, table).columns[column]
        if wanted != present:
            place = f"{schema}.{identifier(table)}.{identifier(column)}"
            statements.append(f"COMMENT ON COLUMN {place} IS {text_literal(wanted)};")
    connection.execute(f"BEGIN; {' '.join(statements)} COMMIT")


def _described(schema: str, table: str) -> _Described:
    """Say what a table is; a superseded version has the words of the current one."""
    if schema == "ops" and table in _OWN:
        return _OWN[table]
    from schemas.tables import described

    words = described(table)
    if schema == "history":
        grain = words.grain.removesuffix(", its current version")
        return _Described(f"Superseded versions: {words.says} One row for each {grain}, and version.", words.columns)
    return _Described(f"{words.says} One row for each {words.grain}.", words.columns)
