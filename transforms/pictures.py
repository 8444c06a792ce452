"""Tell the names that pictures and elements without text bear from those that say a grade."""

from __future__ import annotations

import re

GRADE_NAMED = re.compile(
    r"(?:(?:overall )?(?:grade|graded|judge?ment|rating)(?: is)?[\s:–-]*)?"
    r"(?:outstanding|good|adequate|requires improvement|inadequate|ungraded|not graded|not yet graded|to be graded"
    r"|rhagorol|da|digonol|angen gwella|annigonol)(?:[\s,–-]*(?:grade|badge|icon|image|rating))?\.?",
    re.IGNORECASE,
)
GRADES_NAMED = re.compile(
    r"\b(?:outstanding|good|adequate|requires improvement|inadequate|rhagorol|digonol|angen gwella|annigonol)\b",
    re.IGNORECASE,
)
