"""What is news of a run, and that a webhook is told of it."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flows.practice.answers import Answer
from flows.practice.server import practice_site
from flows.running import news, pipeline
from flows.running.progress import Event
from flows.running.runs import begin
from flows.running.summary import Change, Summary
from flows.running.unrecorded import unrecorded
from flows.selection import Selection, select
from flows.settings import settings
from schemas.errors import PeelError
from schemas.records import Refusal
from tests.flows.receiver import receiver

KENT = select("police", ["kent"], ["2017"])
PAGE = "/peel-assessments/peel-2017/kent/efficiency/"


def ran(home: Path, **facts: Any) -> list[Event]:
    """Have a run come to something, and give what the person at the terminal hears of it."""
    events: list[Event] = []
    run = begin("ingest", KENT, settings(home))
    unrecorded(run, lambda _run, _tell: Summary(run.run_id, "ingest", "kent", **facts), news.news_of, events.append)
    return events


def run(home: Path, site: str, selection: Selection = KENT) -> tuple[Summary, list[Event]]:
    """Run an ingest as the command does without Prefect, and give what the person at the terminal hears of it."""
    events: list[Event] = []
    ran = unrecorded(
        begin("ingest", selection, settings(home, site)),
        lambda run, tell: pipeline.ingest(run, refetch=True, tell=tell),
        news.news_of,
        events.append,
    )
    return ran, events


def test_a_webhook_is_told_of_each_thing_that_is_news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    revised = Change("kent", "2017", "police/2017/efficiency", "good", "outstanding")
    first = Change("kent", "2017", "police/2017/legitimacy", None, "good")
    refused = Refusal("p/kent", "https://x.example/p/kent/", "police", "kent", "2017", "read", "It is no page.")
    with receiver() as (url, told):
        monkeypatch.setenv(news.WEBHOOK_VARIABLE, url)
        assert ran(tmp_path, changes=(first, revised), new_pages=("p/kent",), refusals=(refused,)) == []
        assert [one["text"] for one in told] == [
            "A grade was revised:\n- Kent 2017 Efficiency: good → outstanding",
            "A new report appeared:\n- p/kent",
            "1 page refused, 0 before this run:\n- p/kent: It is no page.",
        ]
        ran(tmp_path, changes=(first,), refusals=(refused,), refused_before=1)
        assert len(told) == 3, "what stays as it was is no news"


@pytest.mark.long
def test_a_webhook_is_told_of_new_reports_revised_grades_and_more_refusals_and_of_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with receiver() as (url, told), practice_site() as site:
        monkeypatch.setenv(news.WEBHOOK_VARIABLE, url)
        run(tmp_path, site.url)
        assert [one["event"] for one in told] == ["new report"]
        assert told[0]["text"].startswith("4 new reports:\n- peel-assessments/peel-2017/kent")

        run(tmp_path, site.url)
        assert len(told) == 1, "nothing changed, so there is no news"

        whole = site.answers[PAGE]
        site.answers[PAGE] = replace(whole, body=whole.body.replace(b"Good", b"Outstanding"))
        run(tmp_path, site.url)
        assert told[1]["event"] == "grade revised"
        assert "- Kent 2017 Understanding demand: good → outstanding" in told[1]["text"]

        site.answers[PAGE] = Answer(b"", status=404)
        run(tmp_path, site.url)
        assert [one["event"] for one in told[2:]] == ["more refusals"]
        assert told[2]["text"].startswith("1 page refused, 0 before this run:\n- peel-assessments/peel-2017/kent/effic")
        run(tmp_path, site.url)
        assert len(told) == 3, "a page that stays refused is no news"


def test_a_run_that_fails_is_news_and_still_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with receiver() as (url, told), practice_site() as site:
        monkeypatch.setenv(news.WEBHOOK_VARIABLE, url)
        with pytest.raises(PeelError, match="no page of"):
            run(tmp_path, site.url, select("police", ["surrey"], ["2014"]))
    assert told[0]["event"] == "run failed"
    assert told[0]["text"].startswith("peel could not ingest police, surrey, 2014:\n- ")


def test_a_webhook_that_cannot_be_told_is_said_in_a_sentence_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with receiver(500) as (failing, _):
        for url, reason in ((f"http://127.0.0.1:{port}/hooks/secret", "refused"), (failing, "status 500")):
            monkeypatch.setenv(news.WEBHOOK_VARIABLE, url)
            (event,) = ran(tmp_path, new_pages=("peel-assessments/peel-2017/kent",))
            said = event.note
            assert said.startswith("The webhook at 127.0.0.1 could not be told that a new report: ")
            assert reason in said
            assert "secret" not in said, "the path of a webhook is its password"


@pytest.mark.parametrize("given", ["not-an-address", "ftp://example.org/x", "http://", "http://exa mple/"])
def test_what_is_no_webhook_is_refused_without_being_repeated(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(news.WEBHOOK_VARIABLE, given)
    with pytest.raises(PeelError, match="PEEL_WEBHOOK") as refused:
        news.webhook()
    assert given not in str(refused.value)
    assert news.pass_on([news.failure("x", PeelError("y"))]) == [str(refused.value)]


def test_a_long_list_of_news_is_cut() -> None:
    pages = tuple(f"page-{number}" for number in range(500))
    (one,) = news.news_of(Summary("r1", "ingest", "everything", new_pages=pages))
    assert one.text.splitlines()[0] == "500 new reports:"
    assert one.details[-1] == "and 480 more"
