"""Asking the site: what it has, politely, and what its answers are."""
