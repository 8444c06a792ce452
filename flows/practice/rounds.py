"""The rounds whose pages stand a pillar each: how they are addressed, titled and dated, and the questions they ask."""

from __future__ import annotations

from dataclasses import dataclass

_PEEL_HEADLINES = {
    "effectiveness": "How effective is the force at keeping people safe and reducing crime?",
    "efficiency": "How efficient is the force at keeping people safe and reducing crime?",
    "legitimacy": "How legitimate is the force at keeping people safe and reducing crime?",
}
_EFFECTIVENESS = (
    "How effective is the force at preventing crime, tackling anti-social behaviour and keeping people safe?",
    "How effective is the force at investigating crime and reducing re-offending?",
    "How effective is the force at protecting those who are vulnerable from harm, and supporting victims?",
    "How effective is the force at tackling serious and organised crime?",
    "How effective are the force’s specialist capabilities?",
)
_LEGITIMACY = (
    "To what extent does the force treat all of the people it serves with fairness and respect?",
    "How well does the force ensure that its workforce behaves ethically and lawfully?",
    "To what extent does the force treat its workforce with fairness and respect?",
)


@dataclass(frozen=True, slots=True)
class Round:
    """What all pages of one round have in common."""

    home: str
    """Path of the folder of its pages, with a slash at both ends."""
    force_title: str
    """Stands after a force's name in the title of its own page, ..."""
    pillar_title: str
    """... and of its pillar pages."""
    headlines: dict[str, str]
    """By pillar, in lower case."""
    questions: dict[str, tuple[str, ...]]
    """By pillar; the first is question 1."""
    dates: dict[str, str]
    """Last updated, by pillar, where all forces of the round share a date."""
    inspector: str = "Her Majesty’s Inspector of Constabulary"
    observations: str = "HMI's observations"


PEEL_2016 = Round(
    "/peel-assessments/peel-2016/",
    "2016",
    "PEEL 2016",
    _PEEL_HEADLINES,
    {
        "effectiveness": _EFFECTIVENESS,
        "efficiency": (
            "How well does the force understand the current and likely future demand?",
            "How well does the force use its resources to manage current demand?",
            "How well is the force planning for demand in the future?",
        ),
        "legitimacy": _LEGITIMACY,
    },
    {"effectiveness": "02/03/2017", "efficiency": "03/11/2016", "legitimacy": "08/12/2016"},
)
PEEL_2017 = Round(
    "/peel-assessments/peel-2017/",
    "2017",
    "PEEL 2017",
    _PEEL_HEADLINES,
    {
        "effectiveness": _EFFECTIVENESS,
        "efficiency": (
            "How well does the force understand demand?",
            "How well does the force use its resources?",
            "How well is the force planning for the future?",
        ),
        "legitimacy": _LEGITIMACY,
    },
    {"effectiveness": "22/03/2018", "efficiency": "09/11/2017", "legitimacy": "12/12/2017"},
)
PEEL_2018 = Round(
    "/peel-assessments/peel-2018/",
    "2018/19",
    "PEEL 2018",
    {
        "effectiveness": "How effectively does the force reduce crime and keep people safe?",
        "efficiency": "How efficiently does the force operate and how sustainable are its services to the public?",
        "legitimacy": "How legitimately does the force treat the public and its workforce?",
    },
    {
        "effectiveness": _EFFECTIVENESS,
        "efficiency": (
            "How well does the force use its resources to meet the demand it faces?",
            "How well does the force plan for the future?",
        ),
        "legitimacy": _LEGITIMACY,
    },
    {},
)
FRS_2018 = Round(
    "/frs-assessment/frs-2018/",
    "2018/19",
    "2018/19",
    {
        "effectiveness": "How effective is the fire and rescue service at keeping people safe and secure "
        "from fire and other risks?",
        "efficiency": "How efficient is the fire and rescue service at keeping people safe and secure "
        "from fire and other risks?",
        "people": "How well does the fire and rescue service look after its people?",
    },
    {
        "effectiveness": (
            "How well does the FRS understand the risk of fire and other emergencies?",
            "How effective is the FRS at preventing fires and other risks?",
            "How effective is the FRS at protecting the public through the regulation of fire safety?",
            "How effective is the FRS at responding to fires and other emergencies?",
            "How effective is the FRS at responding to national risks?",
        ),
        "efficiency": (
            "How well does the FRS use resources to manage risk?",
            "How well is the FRS securing an affordable way of managing the risk of fire and other risks now and "
            "in the future?",
        ),
        "people": (
            "How well does the FRS promote its values and culture?",
            "How well trained and skilled are FRS staff?",
            "How well does the FRS ensure fairness and diversity?",
            "How well does the FRS develop leadership and capability?",
        ),
    },
    {},
    "Her Majesty’s Inspector of Fire and Rescue Services",
    "HM Inspector's summary",
)
FRS_2021 = Round(
    "/frs-assessment/frs-2021/",
    "2021/22",
    "2021/22",
    {
        "effectiveness": "How effective is the fire and rescue service at keeping people safe and secure?",
        "efficiency": "How efficient is the fire and rescue service at keeping people safe and secure?",
        "people": FRS_2018.headlines["people"],
    },
    {
        "effectiveness": (
            "How effective is the FRS at understanding the risk of fire and other emergencies?",
            *FRS_2018.questions["effectiveness"][1:4],
            "How effective is the FRS at responding to major and multi-agency incidents?",
        ),
        "efficiency": (
            FRS_2018.questions["efficiency"][0],
            "How well does the FRS secure an affordable way of managing the risk of fire and other risks now and "
            "in the future?",
        ),
        "people": FRS_2018.questions["people"],
    },
    {},
    "HM Inspector of Fire and Rescue Services",
    "HM Inspector's summary",
)
