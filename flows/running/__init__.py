"""A run: what it is about, its stages in order, plainly or as Prefect flows, and what it came to."""
