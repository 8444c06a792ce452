"""Pages of fire services and of old police rounds, written for these tests: what they say, in any markup."""

from __future__ import annotations

from flows.practice.content import Group, Judged, Listing, Page

EARLIER = "Avon Fire and Rescue Service required improvement in its 2018/19 assessment."
CARRIED = (
    "This question was not subject to detailed inspection in 2018/19, and our judgment from the 2017 legitimacy "
    "inspection has been carried over."
)


def page(path: str, title: str, *groups: Group, opening: Judged | None = None, said: tuple[str, ...] = ()) -> Page:
    """Write a page."""
    return Page(path=path, title=title, crumbs=(), introduction=said, opening=opening, groups=groups)


FIRE_2021 = page(
    "/frs-assessment/frs-2021/avon/effectiveness/",
    "Avon 2021/22",
    Group(
        "Questions for Effectiveness",
        judged=(
            Judged(
                "How effective is the FRS at understanding the risk of fire and other emergencies?",
                (
                    "Avon Fire and Rescue Service is outstanding at understanding risk.",
                    EARLIER,
                    Listing(
                        "Areas for improvement", ("The service should draw its maps again each spring.",), headed=True
                    ),
                    "Its maps show each lane and the width of it, which few of the maps that we see do.",
                ),
                "Outstanding",
                1,
            ),
            Judged(
                "How effective is the FRS at preventing fires and other risks?",
                (
                    "Avon Fire and Rescue Service was good in its 2018/19 assessment.",
                    "Visits to homes have begun again, though fewer than there were, and few are written down.",
                ),
                "Inadequate",
                2,
            ),
            Judged(
                "How effective is the FRS at responding to major and multi-agency incidents?",
                ("Three exercises were held with its neighbours in the year, one of them on the bridge.",),
                "Good",
                5,
            ),
        ),
    ),
    opening=Judged(
        "How effective is the fire and rescue service at keeping people safe and secure?",
        (
            "Avon Fire and Rescue Service’s overall effectiveness requires improvement.",
            EARLIER,
            "The service has more people in its protection team, and they know the tall buildings of the city.",
        ),
        "Requires improvement",
        heading="Effectiveness",
        updated="15/12/2021",
    ),
)
FIRE_2018 = page(
    "/frs-assessment/frs-2018/london/people/",
    "London 2018/19",
    Group(
        "Questions for People",
        judged=(
            Judged(
                "How well does the FRS promote its values and culture?",
                (
                    Listing(
                        "Areas for improvement",
                        (
                            "The brigade should tell every station what its values are.",
                            "The brigade should ask its staff.",
                        ),
                        headed=True,
                    ),
                    "Most of those whom we asked could name two of the five, and a cook could name them all.",
                ),
                "Requires improvement",
                1,
            ),
            Judged(
                "How well trained and skilled are FRS staff?",
                ("The school is well liked, but it has no hall that is high enough for the new ladders.",),
                "Inadequate",
                2,
            ),
        ),
    ),
    opening=Judged(
        "How well does the fire and rescue service look after its people?",
        ("The brigade looks after those who have seen terrible things, and does so without being asked twice.",),
        "Requires improvement",
        heading="People",
        updated="17/12/2019",
    ),
)
FIRE_SERVICE = page(
    "/frs-assessment/frs-2018/cornwall/",
    "Cornwall 2018/19",
    Group(
        "",
        judged=tuple(
            Judged(wording, (said,), grade, heading=heading, updated="20/12/2018")
            for heading, wording, grade, said in (
                (
                    "Effectiveness",
                    "How effective is the fire and rescue service at keeping people safe and secure from fire and other "
                    "risks?",
                    "Requires improvement",
                    "It knows its coast well, and its moors less well, and says so in its plan.",
                ),
                (
                    "Efficiency",
                    "How efficient is the fire and rescue service at keeping people safe and secure from fire and other "
                    "risks?",
                    "Inadequate",
                    "There is no money put by for the engines that will be too old in three years.",
                ),
                (
                    "People",
                    "How well does the fire and rescue service look after its people?",
                    "Good",
                    "Those who leave say that they would come back, and some of them have done so.",
                ),
            )
        ),
    ),
    said=(
        "This assessment says how the service does in three things that matter to the people it serves.",
        "The extent to which the service is effective at keeping people safe and secure from fire and other risks "
        "requires improvement.",
        "The extent to which the service is efficient at keeping people safe and secure from fire and other risks is "
        "inadequate.",
        "The extent to which the service looks after its people is good.",
    ),
)
POLICE_2014 = page(
    "/peel-assessments/peel-2014/metropolitan/effectiveness/",
    "Metropolitan PEEL 2014",
    Group("Further insights on effectiveness", ("Two boroughs in three know the names of those who burgle most.",)),
    Group(
        "Questions for Effectiveness",
        judged=(
            Judged(
                "How effective is the force at reducing crime and preventing offending?",
                ("Fewer bicycles were stolen than in the year before, and more were given back.",),
                "Good",
                1,
            ),
            Judged(
                "How effective is the force at investigating offending?",
                ("Half of the files that we read had no plan in them, and a third had no supervisor.",),
                "Requires improvement",
                2,
            ),
            Judged(
                "How effective is the force at tackling anti-social behaviour?",
                ("Its own app shows where neighbours have complained, hour by hour and street by street.",),
                "Outstanding",
                3,
            ),
            Judged(
                "How effective is the force at protecting those at greatest risk of harm?",
                ("Our report on domestic abuse found that it knew who was at risk, and visited most of them.",),
                "",
                4,
            ),
        ),
    ),
    opening=Judged(
        "How well the force tackles crime",
        ("The force covers more people than any other, and no two of its boroughs are alike.",),
        "Ungraded",
        heading="Effectiveness",
        updated="12/11/2014",
    ),
)
POLICE_2015 = page(
    "/peel-assessments/peel-2015/dorset/legitimacy/",
    "Dorset PEEL 2015",
    Group(
        "Questions for Legitimacy",
        judged=(
            Judged(
                "To what extent does practice and behaviour reinforce the wellbeing of staff and an ethical culture?",
                ("Constables tell their sergeants when they are tired, and the sergeants do something about it.",),
                "Good",
                1,
            ),
            Judged(
                "To what extent are forces recording crimes in accordance with the Home Office Counting Rules?",
                ("This question has not been inspected or graded in 2015.",),
                "",
                2,
            ),
            Judged(
                "To what extent are decisions taken on the use of stop and search and Taser fair and appropriate?",
                ("A quarter of the records that we looked at gave no grounds for the search that they record.",),
                "Requires improvement",
                4,
            ),
        ),
    ),
    opening=Judged(
        "How legitimate is the force at keeping people safe and reducing crime?",
        ("Last year we did not ask this, so nothing can be said of whether it is better or worse than it was.",),
        "Requires improvement",
        heading="Legitimacy",
        updated="11/02/2016",
    ),
)
POLICE_2018 = page(
    "/peel-assessments/peel-2018/durham/legitimacy/detailed-findings/",
    "Durham PEEL 2018",
    Group(
        "Questions for Legitimacy",
        judged=(
            Judged(
                "To what extent does the force treat all of the people it serves with fairness and respect?",
                (
                    f"{CARRIED} However, we looked at a sample of its records of stop and search.",
                    "Nine in ten of them gave good grounds, which is more than most of its neighbours can say.",
                ),
                "Good",
                1,
            ),
            Judged(
                "How well does the force ensure that its workforce behaves ethically and lawfully?",
                (
                    Listing(
                        "Areas for improvement",
                        ("The force should write down how it means to counter corruption.",),
                        headed=True,
                    ),
                    "We set out our detailed findings below. These are the basis for our judgment in this area.",
                    "Nobody who needs to be vetted has been left out since the year before our visit.",
                ),
                "Requires improvement",
                2,
            ),
        ),
    ),
    opening=Judged(
        "How legitimately does the force treat the public and its workforce?",
        (
            "Durham Constabulary is outstanding in how legitimately it keeps people safe and reduces crime.",
            "In 2017, we judged the constabulary to be good at treating its workforce with fairness and respect.",
        ),
        "Outstanding",
        heading="Legitimacy",
        updated="02/05/2019",
    ),
)
CONTENTS = (FIRE_2021, FIRE_2018, FIRE_SERVICE, POLICE_2014, POLICE_2015, POLICE_2018)
