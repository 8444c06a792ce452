"""Any form of a page's address is the one page it stands for; everything else is named for what it is."""

from __future__ import annotations

import pytest

from transforms.addresses import OutOfScope, address_of

SITE = "https://hmicfrs.justiceinspectorates.gov.uk"
PILLAR = "peel-assessments/peel-2017/lancashire/effectiveness"


@pytest.mark.parametrize(
    "url",
    [
        f"{SITE}/{PILLAR}/",
        f"{SITE}/{PILLAR}",
        f"{SITE}/{PILLAR}/?",
        f"{SITE}/{PILLAR}/?utm_source=x#question-3",
        f"HTTP://HMICFRS.justiceinspectorates.gov.uk/{PILLAR}/",
        f"http://www.justiceinspectorates.gov.uk/hmic/{PILLAR}/",
        f"https://www.justiceinspectorates.gov.uk/hmicfrs/{PILLAR}//",
        f"https://web.archive.example/web/20180401000000/http://www.justiceinspectorates.gov.uk/hmicfrs/{PILLAR}/",
        f"https://web.archive.example/web/20180401/https:/hmicfrs.justiceinspectorates.gov.uk/{PILLAR}/",
    ],
)
def test_every_form_of_an_address_is_one_page(url: str) -> None:
    address = address_of(url)
    assert address.page_id == PILLAR
    assert address.url == f"{SITE}/{PILLAR}/"
    assert (address.service, address.force, address.round) == ("police", "lancashire", "2017")
    assert (address.family, address.pillar, address.language) == ("pillar", "effectiveness", "en")


@pytest.mark.parametrize(
    ("path", "service", "force", "round_", "family", "pillar"),
    [
        ("peel-assessments/peel-2018/surrey/", "police", "surrey", "2018-19", "force", None),
        (
            "peel-assessments/peel-2018/surrey/efficiency/detailed-findings/",
            "police",
            "surrey",
            "2018-19",
            "detailed",
            "efficiency",
        ),
        ("peel-assessments/peel-2015/kent/leadership/", "police", "kent", "2015", "leadership", None),
        ("peel-assessments/peel-2017/essex/other-reports/", "police", "essex", "2017", "other", None),
        ("peel-assessments/peel-2016/kent/more-about-this-area/", "police", "kent", "2016", "context", None),
        ("police-forces/kent/more-about-this-area/", "police", "kent", None, "context", None),
        ("peel-reports/cumbria-2023-25/", "police", "cumbria", "2023-25", "report", None),
        (
            "peel-reports/hampshire-and-isle-of-wight-2021-22/",
            "police",
            "hampshire-and-isle-of-wight",
            "2021-22",
            "report",
            None,
        ),
        ("frs-assessment/frs-2018/kent/people/", "fire", "kent", "2018-19", "pillar", "people"),
        ("frs-assessments/cornwall-2023-2025/", "fire", "cornwall", "2023-25", "report", None),
        ("frs-assessment/frs-2023-25/service-assessment-data-table/", "fire", None, "2023-25", "table", None),
    ],
)
def test_an_address_says_what_its_page_is(
    path: str, service: str, force: str | None, round_: str | None, family: str, pillar: str | None
) -> None:
    address = address_of(f"{SITE}/{path}")
    found = (address.service, address.force, address.round, address.family, address.pillar)
    assert found == (service, force, round_, family, pillar)


def test_the_short_address_of_a_force_is_its_page_of_2014() -> None:
    address = address_of("https://www.justiceinspectorates.gov.uk/hmic/bedfordshire/")
    assert address.page_id == "peel-assessments/peel-2014/bedfordshire"


def test_a_welsh_report_is_a_page_of_its_own_about_the_same_force() -> None:
    address = address_of(f"{SITE}/peel-reports/heddlu-gogledd-cymru-2023-25/")
    assert (address.force, address.language) == ("north-wales", "cy")
    assert address.page_id == "peel-reports/heddlu-gogledd-cymru-2023-25"


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("news/news-feed/kent-improves/", "a news page"),
        ("publications/police-effectiveness-2015/", "a publication's landing page"),
        ("publication-html/peel-assessment-framework-2023-25/", "a letter, framework or thematic report"),
        ("glossary/cause-of-concern/", "a glossary entry"),
        ("wp-content/uploads/kent.pdf", "a file to download"),
        ("police-forces/kent/", "an index page"),
        ("", "the site's home page"),
        ("?p=146519", "a page named by number only"),
    ],
)
def test_other_pages_of_the_site_are_named_for_what_they_are(path: str, what: str) -> None:
    with pytest.raises(OutOfScope) as caught:
        address_of(f"{SITE}/{path}")
    assert caught.value.reason.startswith(what)
    assert not caught.value.unknown


@pytest.mark.parametrize("path", ["peel-assessments/peel-2017/narnia/", "peel-assessments/peel-2031/kent/"])
def test_an_inspection_page_of_an_unknown_force_or_round_is_reported_as_such(path: str) -> None:
    with pytest.raises(OutOfScope) as caught:
        address_of(f"{SITE}/{path}")
    assert caught.value.unknown


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/peel-assessments/peel-2017/kent/",
        "https://www.justiceinspectorates.gov.uk/hmiprisons/peel-assessments/peel-2017/kent/",
        "javascript:alert(1)",
        "https://[broken/",
        "",
        f"{SITE}/peel-assessments/peel-2017/kent/../../../etc/passwd",
    ],
)
def test_no_other_address_is_taken_for_an_inspection_page(url: str) -> None:
    with pytest.raises(OutOfScope):
        address_of(url)
