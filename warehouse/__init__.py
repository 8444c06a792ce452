"""The only DuckDB of the project: tables, load, audits, publish, views, and every way to ask."""
