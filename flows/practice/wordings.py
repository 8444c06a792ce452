"""The words that all pages of the practice site share: the questions of 2017 and the site's recurring phrases."""

from __future__ import annotations

from flows.practice.content import Judged, Listing, Part

EFFECTIVENESS = "How effective is the force at keeping people safe and reducing crime?"
EFFICIENCY = "How efficient is the force at keeping people safe and reducing crime?"
LEGITIMACY = "How legitimate is the force at keeping people safe and reducing crime?"

QUESTIONS = {
    (
        "effectiveness",
        1,
    ): "How effective is the force at preventing crime, tackling anti-social behaviour and keeping people safe?",
    ("effectiveness", 2): "How effective is the force at investigating crime and reducing re-offending?",
    (
        "effectiveness",
        3,
    ): "How effective is the force at protecting those who are vulnerable from harm, and supporting victims?",
    ("effectiveness", 4): "How effective is the force at tackling serious and organised crime?",
    ("effectiveness", 5): "How effective are the force’s specialist capabilities?",
    ("efficiency", 1): "How well does the force understand demand?",
    ("efficiency", 2): "How well does the force use its resources?",
    ("efficiency", 3): "How well is the force planning for the future?",
    ("legitimacy", 1): "To what extent does the force treat all of the people it serves with fairness and respect?",
    ("legitimacy", 2): "How well does the force ensure that its workforce behaves ethically and lawfully?",
    ("legitimacy", 3): "To what extent does the force treat its workforce with fairness and respect?",
}

PRACTICE = "This is practice text: it was invented to try peel out, and says nothing about the real force."
STANDS = "This question was not inspected in 2017. The grade and findings of last year’s inspection still stand."


def effectiveness(grade: str, *said: Part, updated: str = "22/03/2018") -> Judged:
    """Open the page on effectiveness."""
    return Judged(EFFECTIVENESS, (*said, PRACTICE), grade, heading="Effectiveness", updated=updated)


def efficiency(grade: str, *said: Part, updated: str = "09/11/2017") -> Judged:
    """Open the page on efficiency."""
    return Judged(EFFICIENCY, (*said, PRACTICE), grade, heading="Efficiency", updated=updated)


def legitimacy(grade: str, *said: Part, updated: str = "12/12/2017") -> Judged:
    """Open the page on legitimacy."""
    return Judged(LEGITIMACY, (*said, PRACTICE), grade, heading="Legitimacy", updated=updated)


def question(pillar: str, number: int, grade: str, *said: Part) -> Judged:
    """Ask one of the round's questions."""
    return Judged(QUESTIONS[pillar, number], said, grade, number)


def examples(*items: str) -> Listing:
    """List what a force does well."""
    return Listing("Examples of effective practice include:", items)


def positively(noun: str, *items: str) -> Listing:
    """List what a force does well, in the words used for specialist capabilities."""
    return Listing(f"Most positively, the {noun}:", items)


def ensure(noun: str, *items: str) -> Listing:
    """List what a force has yet to do."""
    return Listing(f"However, the {noun} needs to ensure that:", items)


def needs_to(noun: str, *items: str) -> Listing:
    """List what a force has yet to do, in shorter words."""
    return Listing(f"However, the {noun} needs to:", items)


def should(noun: str, *items: str) -> Listing:
    """List what a force has yet to do, in the words used for specialist capabilities."""
    return Listing(f"However, the {noun} should:", items)


def improvements(*items: str) -> Listing:
    """List the areas for improvement."""
    return Listing("Areas for improvement", items, headed=True)


def extents(subject: str, effective: str, efficient: str, legitimate: str) -> tuple[str, str, str]:
    """Say in three sentences how far a force is what it should be; each takes the words after the question."""
    at = "at keeping people safe and reducing crime"
    return (
        f"The extent to which {subject} is effective {at} {effective}.",
        f"The extent to which {subject} is efficient {at} {efficient}.",
        f"The extent to which {subject} is legitimate {at} {legitimate}.",
    )
