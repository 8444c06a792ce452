"""Tell the names that pictures and elements without text bear from those that say a grade."""

from __future__ import annotations

import re

GRADE_NAMED = re.compile(
    r"(?:(?:the|this|our|overall|hmicfrs|hmic|force|service|constabulary|was|is|has|been|as|for|question|area|pillar|grade"
    r"|graded|judge?ment|judged|rating|rated|assessed|result)[\s:–-]+){0,8}"
    r"(?:outstanding|good|adequate|requires improvement|inadequate|ungraded|not graded|not yet graded|to be graded"
    r"|rhagorol|da|digonol|angen gwella|annigonol)(?:[\s,–-]*(?:grade|badge|icon|image|rating|judge?ment)){0,3}\.?",
    re.IGNORECASE,
)
GRADES_NAMED = re.compile(
    r"\b(?:outstanding|good|adequate|requires improvement|inadequate|rhagorol|digonol|angen gwella|annigonol)\b",
    re.IGNORECASE,
)
