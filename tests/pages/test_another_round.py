"""A round in a known form is added by lines in the data and read from its first two pages, with no line of code."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CODE = Path(__file__).parents[2]
ROUND = "police,2027-29,2027–29,2027,5,false,2027-29,true"
QUESTIONS = """\
police/2027-29/crossing-roads,police,2027-29,,,Seeing people across the road,Crossing roads,always,seen
police/2027-29/answering-letters,police,2027-29,,,Answering letters and returning lost umbrellas,Letters,always,seen
police/2027-29/brass-band,police,2027-29,,,Keeping a brass band,Brass band,never,seen
"""
WORDING = "police/2027-29/answering-letters,Letters and umbrellas,en,seen"
URL = "https://hmicfrs.justiceinspectorates.gov.uk/peel-reports/{}-2027-29/"

HTML = """\
<!doctype html><html lang="en"><head><title>PEEL 2027–29: An inspection of Kent Police</title></head><body><nav><a href="/">Home</a></nav>
<main><h1>PEEL 2027–29: An inspection of Kent Police</h1><p>Published on: 3 March 2028</p>
<h2>Overall summary</h2><h3>Our judgments</h3><ul><li>Seeing people across the road: Good</li><li>Letters and umbrellas: Inadequate</li></ul>
<h2>Seeing people across the road</h2><p>Good</p><p>Kent Police is good at seeing people across the road.</p>
<h2>Answering letters and returning lost umbrellas</h2><p>Inadequate</p>
<aside><h3>Cause of concern</h3><p><strong>Umbrellas are lost twice</strong></p><p>Sixty were.</p><h4>Recommendations</h4>
<p>By 1 May 2028, Kent Police should:</p><ul><li>buy a stand for them.</li></ul></aside>
<h2>Keeping a brass band</h2><p>It has a tuba, which is outstanding.</p></main></body></html>
"""
TEXT = """\
Skip to content

PEEL 2027–29: An inspection of Durham Constabulary

Overall summary

It rained on most days of our visit.

Seeing people across the road

Durham Constabulary requires improvement at seeing people across the road.

Area for improvement

The constabulary should wait for the green light

It starts at amber.
"""
READ = """\
import json, sys
from dataclasses import asdict
from transforms.addresses import address_of
from transforms.read import read_page
told = []
for url, media_type, body in json.load(sys.stdin):
    reading = read_page(body.encode(), media_type, address_of(url))
    told.append({name: [asdict(row) for row in getattr(reading, name)] for name in ("judgments", "findings")})
    told[-1]["page"] = {name: str(getattr(reading.page, name)) for name in ("title", "round", "published_on", "coverage")}
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Read two pages by the code as it is, beside data with a few lines more."""
    place = tmp_path_factory.mktemp("code")
    for package in ("schemas", "transforms"):
        shutil.copytree(CODE / package, place / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name, lines in (("rounds", ROUND), ("questions", QUESTIONS), ("question_wordings", WORDING)):
        with (place / "schemas" / f"{name}.csv").open("a", encoding="utf-8", newline="") as file:
            file.write(lines.strip() + "\n")
    asked = [(URL.format("kent"), "text/html", HTML), (URL.format("durham"), "text/plain", TEXT)]
    done = subprocess.run(
        [sys.executable, "-c", READ], input=json.dumps(asked), cwd=place, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    answer: list[dict[str, Any]] = json.loads(done.stdout)
    return answer


def judged(page: dict[str, Any]) -> list[tuple[str, ...]]:
    names = ("question_id", "grade", "status", "source")
    return [tuple(row[name] for name in names) for row in sorted(page["judgments"], key=lambda row: row["question_id"])]


def test_a_report_of_a_new_round_is_read_whole(told: list[dict[str, Any]]) -> None:
    page, _ = told
    title = "PEEL 2027–29: An inspection of Kent Police"
    assert page["page"] == {"title": title, "round": "2027-29", "published_on": "2028-03-03", "coverage": "1.0"}
    assert judged(page) == [
        ("police/2027-29/answering-letters", "inadequate", "graded", "badge"),
        ("police/2027-29/brass-band", None, "ungraded", None),
        ("police/2027-29/crossing-roads", "good", "graded", "badge"),
    ]
    concern, recommendation = page["findings"]
    assert (concern["kind"], concern["text"], concern["detail"]) == (
        "cause of concern", "Umbrellas are lost twice", "Sixty were.",
    )  # fmt: skip
    assert (recommendation["text"], recommendation["deadline"]) == ("buy a stand for them.", "By 1 May 2028")
    assert recommendation["parent"] == concern["position"]


def test_its_stored_text_is_read_as_well(told: list[dict[str, Any]]) -> None:
    _, page = told
    assert judged(page) == [("police/2027-29/crossing-roads", "requires improvement", "graded", "prose")]
    assert [(row["question_id"], row["text"], row["detail"]) for row in page["findings"]] == [
        ("police/2027-29/crossing-roads", "The constabulary should wait for the green light", "It starts at amber.")
    ]
