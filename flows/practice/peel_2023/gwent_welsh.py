"""Gwent in 2023–25 in Welsh: the same grades under Welsh headings, in a page of their own."""

from __future__ import annotations

from flows.practice.content import Group, Heading, Judged, Page, crumbs
from flows.practice.summaries import two_columns
from flows.practice.wordings import PRACTICE

_CHAPTERS = (
    Judged(
        "Darparu gwasanaeth i ddioddefwyr troseddau",
        (
            Heading("Asesiad o’r gwasanaeth i ddioddefwyr"),
            "Mae Heddlu Gwent yn ateb y ffôn. Mae dioddefwyr yn clywed ganddo yn fuan, ac yna ddim am amser hir.",
        ),
    ),
    Judged("Uniondeb data troseddau", ("Mae Heddlu Gwent yn ddigonol o ran cofnodi troseddau.",), "Digonol"),
    Judged(
        "Pwerau’r heddlu a thrin y cyhoedd yn deg ac yn barchus",
        ("Mae Heddlu Gwent yn dda o ran trin y cyhoedd yn deg.", "Mae swyddogion yn siarad â phobl yn gyntaf."),
        "Da",
    ),
    Judged(
        "Atal troseddau ac ymddygiad gwrthgymdeithasol",
        ("Mae Heddlu Gwent yn ddigonol o ran atal troseddau.", "Pan fydd map yn troi’n goch, mae ffôn yn canu."),
        "Digonol",
    ),
    Judged(
        "Ymateb i’r cyhoedd",
        ("Mae angen i Heddlu Gwent wella’r ffordd y mae’n ymateb i’r cyhoedd.",),
        "Angen gwella",
    ),
    Judged(
        "Ymchwilio i droseddau",
        ("Mae angen i Heddlu Gwent wella’r ffordd y mae’n ymchwilio i droseddau.",),
        "Angen gwella",
    ),
    Judged(
        "Amddiffyn pobl agored i niwed",
        ("Mae Heddlu Gwent yn ddigonol o ran amddiffyn pobl agored i niwed.",),
        "Digonol",
    ),
    Judged(
        "Rheoli troseddwyr a phobl dan amheuaeth",
        ("Mae Heddlu Gwent yn ddigonol o ran rheoli troseddwyr.",),
        "Digonol",
    ),
    Judged(
        "Adeiladu, cefnogi a diogelu’r gweithlu",
        ("Mae Heddlu Gwent yn ddigonol o ran cefnogi ei weithlu.", "Daw nyrs i’r ffreutur am ddau o’r gloch y nos."),
        "Digonol",
    ),
    Judged(
        "Arweinyddiaeth a rheoli’r heddlu",
        ("Mae angen gwella arweinyddiaeth Heddlu Gwent.", "Roedd tri chynllun ar waith pan ddaethom, pob un yn un da."),
        "Angen gwella",
    ),
)
PAGES = (
    Page(
        path="/peel-reports/heddlu-gwent-2023-25/",
        title="PEEL 2023–2025: Arolygiad o Heddlu Gwent",
        crumbs=crumbs(),
        introduction=("Cyhoeddwyd ar: 14 Chwefror 2025",),
        opening=None,
        groups=(
            Group(
                "Crynodeb cyffredinol",
                (
                    Heading("Ein dyfarniadau"),
                    "Mae ein hasesiad o Heddlu Gwent yn ymdrin â deg maes. Rydym yn graddio naw o’r deg maes hyn, "
                    "fel a "
                    "ganlyn:",
                    two_columns(_CHAPTERS, ("Maes", "Dyfarniad")),
                ),
            ),
            Group("PEEL 2023–2025", (PRACTICE, "Ni ddylid cymharu graddau’r cylch hwn â rhai’r cylch diwethaf.")),
            Group(
                "Y cyd-destun gweithredu i heddluoedd Cymru",
                ("Penderfynir rhai pethau yng Nghaerdydd a rhai yn Llundain. Barnu’r heddlu yn unig a wnawn.",),
            ),
            Group("", judged=_CHAPTERS),
        ),
        language="cy",
    ),
)
