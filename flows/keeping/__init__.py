"""The archive: what was fetched or handed in, kept for good as web archive files."""
