"""Gwent in practice: every grade of the lower half of the scale, and a pillar that was not graded."""

from __future__ import annotations

from flows.practice.building import force_page, in_short, pillar_page
from flows.practice.content import Link
from flows.practice.services import GWENT as FORCE
from flows.practice.wordings import (
    PRACTICE,
    effectiveness,
    efficiency,
    examples,
    extents,
    improvements,
    legitimacy,
    needs_to,
    positively,
    question,
)

_EFFECTIVENESS = effectiveness(
    "Requires improvement",
    "Gwent Police requires improvement in its effectiveness at keeping people safe and reducing crime. Its good work "
    "against organised crime is undone by delays in the first hours of ordinary cases.",
    "We found outstanding individuals in an inadequate system: the force must not mistake the one for the other.",
    Link("Os hoffech chi ddarllen hwn trwy’r Gymraeg (PDF document)", "/files/practice-gwent-cy.pdf"),
)
_EFFICIENCY = efficiency(
    "Requires improvement",
    "The efficiency of Gwent Police is judged as requiring improvement. It has the money that it needs for this year "
    "and no "
    "firm idea of the next.",
)
_LEGITIMACY = legitimacy(
    "Not graded",
    "Floods kept us from finishing our fieldwork in Gwent. The little that we saw in two days would not support a "
    "judgment, "
    "and we will not offer one that we could not defend. We plan to return within the year, and we thank the "
    "officers who "
    "found time for us between evacuations.",
)

PAGES = (
    force_page(
        FORCE,
        (
            "This is the fourth yearly assessment of Gwent Police that follows the PEEL questions.",
            PRACTICE,
            *extents("Gwent Police", "requires improvement", "requires improvement", "is not graded"),
        ),
        (
            "Gwent Police has had a hard year, and I do not judge it for the weather.",
            "I do ask its leaders to answer the telephone sooner. A person who rings twice has already been let down "
            "once.",
        ),
        (in_short(_EFFECTIVENESS), in_short(_EFFICIENCY), in_short(_LEGITIMACY)),
    ),
    pillar_page(
        FORCE,
        "effectiveness",
        _EFFECTIVENESS,
        (
            question(
                "effectiveness",
                1,
                "Good",
                "Wardens and officers walk together in the town centres, and shopkeepers know them by name.",
                examples("a repair fund for places that were smashed twice in a year."),
            ),
            question(
                "effectiveness",
                2,
                "Requires improvement",
                "Cases change hands too often. In one file we counted nine owners.",
                needs_to(
                    "force",
                    "give each case to one officer within a day;",
                    "train those officers in what they are asked to do; and",
                    "tell victims when the officer changes.",
                ),
                improvements(
                    "The force should limit the number of times that a case changes hands.",
                    "The force should check that bail is used where a victim needs it.",
                    "The force should keep a list of wanted persons that is true on the day it is read.",
                ),
            ),
            question(
                "effectiveness",
                3,
                "Inadequate",
                "The force is failing some of the people who most need it. Calls about violence at home waited, on one "
                "night, for seven hours.",
                "We raised this at once with the chief constable, who put two more sergeants into the control room.",
                improvements(
                    "The force should answer calls from people at risk before all others.",
                    "The force should visit, within a week, every address in the list that we handed over.",
                ),
            ),
            question(
                "effectiveness",
                4,
                "Good",
                "The regional unit is well used, and local teams know what it can do for them.",
            ),
            question(
                "effectiveness",
                5,
                "Ungraded",
                "Three forces in the south of Wales run their specialist teams together.",
                positively("force", "has trained the duty inspectors of all three."),
            ),
        ),
    ),
    pillar_page(
        FORCE,
        "efficiency",
        _EFFICIENCY,
        (
            question(
                "efficiency",
                1,
                "Requires improvement",
                "The force counts calls but not the work they cause.",
                improvements("The force should find out what it is asked to do, by whom and when."),
            ),
            question(
                "efficiency",
                2,
                "Good",
                "What the force has, it uses: patrols, buildings and radios are shared with the fire service.",
            ),
            question(
                "efficiency",
                3,
                "Requires improvement",
                "There is a plan for next year. There is none for the year after.",
                needs_to("force", "agree a plan with the commissioner before the budget is set."),
            ),
        ),
    ),
    pillar_page(FORCE, "legitimacy", _LEGITIMACY, ()),
)
