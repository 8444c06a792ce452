"""Loads all that reading and checking need, where it is imported: in the process that those that read are copies of."""

from __future__ import annotations

import gc

# Loading makes many objects and no garbage: to look for some after every few hundred takes a tenth of the time.
gc.set_threshold(20_000)

from flows.running import give_back  # noqa: E402

give_back.what_is_freed()

from flows.running import handover, reading, staging  # noqa: E402, F401
from transforms import read  # noqa: E402, F401

# What is loaded stays loaded: it need not be looked through for garbage over and over.
gc.freeze()
