"""Pure functions from a page's bytes to records and frames: no network, disk, clock or environment."""
