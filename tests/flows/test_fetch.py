"""Asking a real server on this machine for pages, whatever it and the network do."""

from __future__ import annotations

import gzip
import json
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import brotli
import pytest

from flows.fetching.fetch import open_session
from flows.fetching.limits import Limits
from flows.fetching.session import Session, Stopped
from flows.fetching.site import Target
from flows.fetching.visit import Fetched, fetch, fetch_all
from flows.keeping.archive import RunWriter, body_of, open_run
from flows.keeping.captures import captures_of, content_captures
from flows.keeping.visits import still_unanswered, visits_of
from flows.settings import Settings
from schemas.errors import PeelError
from tests.flows import server
from tests.flows.server import Behave, Served, page, serve, status

PATH = "/peel-assessments/peel-2017/lancashire/effectiveness/"
OTHER = "/peel-assessments/peel-2017/kent/effectiveness/"
PAGE_ID = "peel-assessments/peel-2017/lancashire/effectiveness"
BODY = b"<html><head><title>Lancashire PEEL 2017</title></head><body><p>" + b"Good. " * 900 + b"</p></body></html>"
QUICK = Limits(delay=0, backoff=0.001, silence=0.4, whole_answer=0.6, connecting=1, sent=200_000, unpacked=400_000)


@dataclass
class Visitor:
    """Someone who asks a served site for pages, and the seconds they would have waited."""

    served: Served
    session: Session
    writer: RunWriter
    home: Path
    waits: list[float]

    @property
    def archive(self) -> Path:
        return self.home / "archive"

    def target(self, path: str) -> Target:
        return self.session.site.target_of(self.served.url + path)

    def ask(self, path: str = PATH) -> Fetched:
        return fetch(self.target(path), self.session, self.writer)

    def get(self, behave: Behave, path: str = PATH) -> Fetched:
        self.served.at[path] = behave
        return self.ask(path)


@contextmanager
def visiting(served: Served, home: Path, limits: Limits = QUICK, run: str = "run-1") -> Iterator[Visitor]:
    settings = Settings(home, served.url, "someone@example.org")
    waits: list[float] = []
    with open_session(settings, limits, waits.append) as session, open_run(settings.archive, run) as writer:
        yield Visitor(served, session, writer, home, waits)


@pytest.fixture
def served() -> Iterator[Served]:
    with serve() as served:
        yield served


@pytest.fixture
def visitor(served: Served, tmp_path: Path) -> Iterator[Visitor]:
    with visiting(served, tmp_path) as visitor:
        yield visitor


def others_are_unharmed(visitor: Visitor) -> bool:
    """Whether the page after a fault arrives whole."""
    return visitor.get(page(BODY), OTHER).outcome == "new"


def test_a_page_is_kept_as_it_came_and_known_by_its_canonical_address(visitor: Visitor) -> None:
    fetched = visitor.get(page(BODY, {"ETag": '"1"', "Last-Modified": "Thu, 22 Mar 2018 10:00:00 GMT"}))
    assert (fetched.outcome, fetched.reason) == ("new", "")
    capture = fetched.capture
    assert capture
    assert capture.url == f"https://hmicfrs.justiceinspectorates.gov.uk{PATH}"
    assert capture.captured_url == visitor.served.url + PATH
    assert (capture.page_id, capture.kind, capture.http_status) == (PAGE_ID, "response", 200)
    assert (capture.etag, capture.last_modified) == ('"1"', "Thu, 22 Mar 2018 10:00:00 GMT")
    assert body_of(visitor.archive, capture) == BODY
    assert captures_of(visitor.archive) == [capture]


def test_we_say_who_we_are_and_take_no_cookies_along(visitor: Visitor) -> None:
    visitor.get(page(BODY, {"Set-Cookie": "id=1; Path=/"}))
    visitor.get(page(BODY), OTHER)
    headers = visitor.served.asked[-1][1]
    assert headers["user-agent"].startswith("peel")
    assert "someone@example.org" in headers["user-agent"]
    assert headers["accept-encoding"] == "gzip, br"
    assert not {"cookie", "authorization"} & set(headers)


def test_a_page_that_is_asked_again_is_asked_conditionally_and_its_body_is_not_kept_twice(visitor: Visitor) -> None:
    first = visitor.get(server.conditional(BODY, '"1"')).capture
    second = visitor.ask()
    assert second.outcome == "unchanged"
    assert visitor.served.asked[-1][1]["if-none-match"] == '"1"'
    assert first
    assert second.capture
    assert (second.capture.kind, second.capture.http_status) == ("revisit", 304)
    assert second.capture.payload_sha256 == first.payload_sha256
    assert body_of(visitor.archive, second.capture) == BODY
    assert content_captures(captures_of(visitor.archive)) == [first]


def test_an_error_page_is_not_what_a_page_is_asked_conditionally_with(visitor: Visitor) -> None:
    visitor.get(server.conditional(BODY, '"1"'))
    visitor.get(page(b"<html>gone for a day</html>", {"ETag": '"404"'}, 404))
    assert visitor.get(server.conditional(BODY, '"1"')).outcome == "unchanged"
    assert visitor.served.asked[-1][1]["if-none-match"] == '"1"'


def test_a_page_without_validators_that_has_not_changed_is_kept_once(visitor: Visitor) -> None:
    visitor.get(page(BODY))
    again = visitor.ask()
    assert again.outcome == "unchanged"
    assert again.capture
    assert (again.capture.kind, again.capture.http_status) == ("revisit", 200)
    assert "if-none-match" not in visitor.served.asked[-1][1]


def test_a_page_that_changes_between_two_requests_is_kept_twice(visitor: Visitor) -> None:
    visitor.get(server.conditional(BODY, '"1"'))
    changed = visitor.get(server.conditional(BODY + b"<p>More.</p>", '"2"'))
    assert changed.outcome == "changed"
    assert len(content_captures(captures_of(visitor.archive))) == 2


def test_a_page_that_goes_back_to_what_it_was_is_content_again(visitor: Visitor) -> None:
    outcomes = [visitor.get(page(body)).outcome for body in (BODY, BODY + b"x", BODY)]
    assert outcomes == ["new", "changed", "changed"]
    assert [body_of(visitor.archive, kept) for kept in content_captures(captures_of(visitor.archive))] == [
        BODY,
        BODY + b"x",
        BODY,
    ]


@pytest.mark.parametrize(
    "behave",
    [
        server.zipped(BODY),
        page(brotli.compress(BODY), {"Content-Encoding": "br"}),
        server.chunked(BODY),
        server.chunked(gzip.compress(BODY), "gzip"),
        page(BODY, {"Content-Type": "application/xhtml+xml"}),
        page(BODY, {"Content-Type": "application/octet-stream"}),
        page(BODY, {"Content-Type": "text/plain"}),
        page(BODY, {"Connection": "close"}),
    ],
    ids=["gzip", "brotli", "chunked", "chunked gzip", "xhtml", "unsaid type", "plain type", "closing"],
)
def test_a_page_is_read_back_whole_however_it_was_sent(visitor: Visitor, behave: Behave) -> None:
    capture = visitor.get(behave).capture
    assert capture
    assert body_of(visitor.archive, capture) == BODY
    assert capture.media_type.partition(";")[0] == "text/html"
    assert others_are_unharmed(visitor)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("text/html", "text/html"),
        ("text/html; charset=ISO-8859-2", "text/html; charset=iso-8859-2"),
        ('text/html;boundary=x; Charset="UTF-8"', "text/html; charset=utf-8"),
        ("application/xhtml+xml; charset=utf-8", "text/html; charset=utf-8"),
        ("text/html; charset=\x1b[31m", "text/html"),
    ],
)
def test_the_charset_that_the_server_names_is_kept_for_the_reader(visitor: Visitor, said: str, kept: str) -> None:
    capture = visitor.get(page(BODY, {"Content-Type": said, "ETag": '"1"'})).capture
    assert capture
    assert capture.media_type == kept
    again = visitor.get(server.conditional(BODY, '"1"')).capture
    assert again
    assert (again.kind, again.media_type) == ("revisit", kept)


def test_what_servers_suffer_for_a_moment_is_asked_again_with_growing_patience(visitor: Visitor) -> None:
    sick = server.in_turn(status(500), status(503), server.cut(BODY, 100), page(BODY))
    assert visitor.get(sick).outcome == "new"
    assert len(visitor.waits) == 3
    assert visitor.waits[0] < visitor.waits[1] < visitor.waits[2]


@pytest.mark.parametrize("code", [429, 503])
def test_the_time_that_a_server_asks_for_is_waited(visitor: Visitor, code: int) -> None:
    assert visitor.get(server.in_turn(status(code, {"Retry-After": "7"}), page(BODY))).outcome == "new"
    assert visitor.waits == [7.0]


def test_a_server_that_asks_for_too_long_a_time_is_left_alone(visitor: Visitor) -> None:
    fetched = visitor.get(status(503, {"Retry-After": "86400"}))
    assert fetched.outcome == "refused"
    assert "86,400 seconds" in fetched.reason
    assert visitor.waits == []
    assert visitor.served.times(PATH) == 1


def test_the_time_that_a_server_asks_for_at_one_page_is_waited_before_the_next(visitor: Visitor) -> None:
    assert visitor.get(status(503, {"Retry-After": "7"})).outcome == "refused"
    waited = len(visitor.waits)
    assert others_are_unharmed(visitor)
    assert visitor.waits[waited:] == [7.0]


def test_a_server_that_wants_to_be_left_alone_for_long_is_asked_for_no_other_page(visitor: Visitor) -> None:
    assert visitor.get(status(429, {"Retry-After": "3600"})).outcome == "refused"
    with pytest.raises(Stopped, match="come back only in 3,600 seconds"):
        visitor.get(page(BODY), OTHER)
    assert visitor.served.times(OTHER) == 0


def test_one_page_that_is_not_well_for_long_does_not_keep_the_others_from_being_asked_for(visitor: Visitor) -> None:
    assert visitor.get(status(503, {"Retry-After": "3600"})).outcome == "refused"
    assert others_are_unharmed(visitor)
    for path in (PATH, OTHER):
        assert visitor.get(status(503, {"Retry-After": "3600"}), path).outcome == "refused"
    with pytest.raises(Stopped, match="come back only in 3,600 seconds"):
        visitor.ask()


@pytest.mark.parametrize("value", ["soon", "-1", "", "Wed, 21 Oct 2015 07:28:00 GMT", "9" * 30])
def test_a_senseless_retry_after_breaks_nothing(visitor: Visitor, value: str) -> None:
    assert visitor.get(server.in_turn(status(503, {"Retry-After": value}), page(BODY))).outcome == "new"


@pytest.mark.parametrize("code", [404, 410])
def test_a_page_that_is_gone_is_not_asked_twice_and_is_kept_as_such(visitor: Visitor, code: int) -> None:
    fetched = visitor.get(page(b"<html>gone</html>", status=code))
    assert fetched.outcome == "gone"
    assert visitor.served.times(PATH) == 1
    assert fetched.capture
    assert fetched.capture.http_status == code
    assert content_captures([fetched.capture]) == []


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
FAULTS: dict[str, tuple[Behave, str]] = {
    "500": (status(500), "The site is not well (it answers with status 500)."),
    "503": (status(503), "The site is not well (it answers with status 503)."),
    "501": (status(501), "The site is not well (it answers with status 501)."),
    "429": (status(429), "The site asks us to slow down (status 429)."),
    "403": (status(403), "The site does not let us have it (status 403)."),
    "418": (status(418), "The site answers with status 418, which is no page."),
    "204": (status(204), "The site answers with status 204, which is no page."),
    "304 unasked": (status(304), "The site says that it has not changed, though we do not have it."),
    "reset before a byte": (server.raw(b""), "The connection broke off before the answer was whole."),
    "reset mid-body": (server.cut(BODY, 200), "The connection broke off before the answer was whole."),
    "says less than it sends": (server.says_less(BODY, 300), "The answer is longer than the 300 bytes that its header says."),
    "not HTTP": (server.raw(b"220 mail ready\r\n"), "The connection broke off before the answer was whole."),
    "large": (page(b"<html>" + b"x" * 300_000), "The answer is 300,006 bytes long, more than the 200,000 that a page may be."),
    "large in chunks": (server.chunked(b"<html>" + b"x" * 300_000), "The answer is longer than the 200,000 bytes that a page may be."),
    "gzip bomb": (server.zipped(bytes(50_000_000)), "The answer cannot be used: it unpacks to more than 400,000 bytes."),
    "broken gzip": (page(gzip.compress(BODY)[:50], {"Content-Encoding": "gzip"}), "The answer cannot be used: its compressed data are cut short."),
    "unknown coding": (page(BODY, {"Content-Encoding": "zst\x1b[31md"}), "The answer cannot be used: it is packed as 'zst\\x1b[31md', which was not asked for."),
    "PDF": (page(b"%PDF-1.7", {"Content-Type": "application/pdf"}), "It is a PDF (application/pdf) where a page was promised."),
    "PDF as HTML": (page(b"%PDF-1.7 ..."), "It is a PDF, sent as if it were a page."),
    "JSON": (page(b"{}", {"Content-Type": "application/json"}), "It is JSON (application/json) where a page was promised."),
    "JSON as HTML": (page(b'{"error": "no"}'), "It is JSON, sent as if it were a page."),
    "empty": (page(b""), "The answer is empty."),
    "challenge": (page(b"<html><title>Just a moment...</title></html>"), "The site asks us to prove that we are a person (a challenge page)."),
    "challenge with 403": (page(b"<html>x", {"cf-mitigated": "challenge"}, 403), "The site asks us to prove that we are a person (a challenge page)."),
    "circle": (server.redirect(PATH), "It redirects in a circle, or more than 5 times."),
    "off-site": (server.redirect("https://www.example.org/x"), "It leads to another site (www.example.org), which is never asked."),
    "private": (server.redirect("http://169.254.169.254/latest/"), "It leads to another site (169.254.169.254), which is never asked."),
    "other port": (server.redirect("http://127.0.0.1:1/peel-assessments/"), "It leads to another site (127.0.0.1:1), which is never asked."),
    "file": (server.redirect("file:///etc/passwd"), "It leads to another site (no address), which is never asked."),
    "to nonsense": (server.redirect("http://[oops"), "It redirects to something that is no url."),
    "out of scope": (server.redirect("/news/"), "It leads to {url}/news/, which is a news page."),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_clear_sentence_and_the_other_pages_are_unharmed(visitor: Visitor, fault: str) -> None:
    behave, reason = FAULTS[fault]
    visitor.served.at["/news/"] = page(BODY)
    fetched = visitor.get(behave)
    assert (fetched.outcome, fetched.capture) == ("refused", None)
    assert fetched.reason == reason.format(url=visitor.served.url)
    assert [visit.reason for visit in visits_of(visitor.archive)] == [fetched.reason]
    assert others_are_unharmed(visitor)
    assert [capture.page_id for capture in captures_of(visitor.archive) if capture.http_status == 200] == [
        PAGE_ID.replace("lancashire", "kent")
    ]


@pytest.mark.parametrize("sent", [page, server.chunked])
def test_a_body_of_fifty_megabytes_is_not_read_to_its_end(
    served: Served, tmp_path: Path, sent: Callable[[bytes], Behave]
) -> None:
    with visiting(served, tmp_path, Limits(delay=0)) as visitor:
        fetched = visitor.get(sent(bytes(50_000_000)))
        assert fetched.outcome == "refused"
        assert "10,000,000" in fetched.reason
        assert served.times(PATH) == 1
        assert others_are_unharmed(visitor)


@pytest.mark.parametrize(
    "head",
    [HEAD + b"Content-Length: 50000\r\n\r\n<html>", HEAD + b"\r\n<html>", HEAD + b"X-Long: ", b"HTTP/1.1 2",
     HEAD + b"Transfer-Encoding: chunked\r\n\r\n"],
    ids=["body", "endless body", "header", "status line", "chunk"],
)  # fmt: skip
def test_a_server_that_drips_for_ever_is_given_up(visitor: Visitor, head: bytes) -> None:
    fetched = visitor.get(server.drip(head, visitor.served))
    assert fetched.reason == "The answer took more than 0.6 seconds and was given up."
    assert visitor.served.times(PATH) == 1
    assert others_are_unharmed(visitor)


def test_a_server_that_says_nothing_is_asked_once_more_and_given_up(visitor: Visitor) -> None:
    assert visitor.get(server.silent(visitor.served)).reason == "The site sent nothing for 0.4 seconds."
    assert visitor.served.times(PATH) == 2
    assert others_are_unharmed(visitor)


def test_what_a_page_was_stays_when_asking_again_fails(visitor: Visitor) -> None:
    first = visitor.get(page(BODY)).capture
    visitor.get(page(b"<html><title>Just a moment...</title></html>"))
    assert content_captures(captures_of(visitor.archive)) == [first]
    assert list(still_unanswered(visitor.archive)) == [PAGE_ID]
    visitor.get(page(BODY))
    assert still_unanswered(visitor.archive) == {}


def test_a_page_that_has_moved_is_the_page_at_its_new_address(visitor: Visitor) -> None:
    old, new = "/peel-reports/kent-2023-25/", "/peel-reports/kent-2023-2025/"
    visitor.served.at[new] = page(BODY)
    fetched = visitor.get(server.redirect(new), old)
    assert fetched.outcome == "new"
    assert fetched.capture
    assert fetched.capture.page_id == new.strip("/")
    kinds = {capture.page_id: capture.http_status for capture in captures_of(visitor.archive)}
    assert kinds == {old.strip("/"): 301, fetched.capture.page_id: 200}


def test_a_page_that_redirects_to_another_page_is_refused_and_the_other_is_not_asked_for(visitor: Visitor) -> None:
    for number, other in enumerate((OTHER, PATH.removesuffix("effectiveness/"), PATH.replace("2017", "2016")), 1):
        visitor.served.at[other] = page(BODY)
        fetched = visitor.get(server.redirect(other, 302))
        assert (fetched.outcome, fetched.capture) == ("refused", None)
        assert fetched.reason == f"It redirects to {visitor.served.url}{other}, which is another page."
        assert visitor.served.times(other) == 0
        assert [capture.http_status for capture in captures_of(visitor.archive)] == [302] * number
        assert still_unanswered(visitor.archive)[PAGE_ID].reason == fetched.reason


def test_a_mirror_that_redirects_to_the_original_is_followed_on_the_mirror(visitor: Visitor) -> None:
    visitor.served.at[PATH] = page(BODY)
    fetched = visitor.get(server.redirect(f"http://www.justiceinspectorates.gov.uk/hmicfrs{PATH}?"), PATH[:-1])
    assert fetched.outcome == "new"
    assert fetched.capture
    assert fetched.capture.captured_url == visitor.served.url + PATH


def test_a_redirect_that_only_adds_the_slash_is_the_same_page(visitor: Visitor) -> None:
    visitor.served.at[PATH] = page(BODY)
    fetched = visitor.get(server.redirect(PATH), PATH[:-1])
    assert fetched.capture
    assert fetched.capture.page_id == PAGE_ID
    assert visitor.ask(PATH[:-1]).outcome == "unchanged"


@pytest.mark.parametrize("fault", ["403", "429", "challenge"])
def test_a_site_that_turns_us_away_again_and_again_is_left_alone(visitor: Visitor, fault: str) -> None:
    visitor.served.at |= {"*": FAULTS[fault][0], "/robots.txt": server.missing()}
    forces = ("kent", "essex", "surrey", "sussex", "dorset")
    for force in forces:
        assert visitor.ask(f"/peel-assessments/peel-2017/{force}/").outcome == "refused"
    asked = len(visitor.served.asked)
    with pytest.raises(Stopped, match="peel import"):
        visitor.ask()
    assert len(visitor.served.asked) == asked


def test_a_site_that_goes_down_is_not_asked_for_every_page(visitor: Visitor) -> None:
    visitor.served.at |= {"*": status(500), "/robots.txt": server.missing()}
    for _ in range(QUICK.unreachable):
        visitor.ask()
    with pytest.raises(Stopped, match="goes on where this one stopped"):
        visitor.ask()


def test_a_page_that_robots_txt_forbids_is_not_asked_for(visitor: Visitor) -> None:
    visitor.served.at["/robots.txt"] = page(b"User-agent: *\nDisallow: /*/lancashire/\n")
    fetched = visitor.get(page(BODY))
    assert fetched.reason == "The site's robots.txt does not allow it to be asked."
    assert visitor.served.paths == []
    assert others_are_unharmed(visitor)


@pytest.mark.parametrize(
    "robots", [status(500), status(403), status(429), server.cut(b"x" * 100, 5), server.redirect("http://127.0.0.1:1/")]
)
def test_nothing_is_asked_of_a_site_whose_robots_txt_cannot_be_read(visitor: Visitor, robots: Behave) -> None:
    visitor.served.at["/robots.txt"] = robots
    with pytest.raises(
        PeelError, match=r"^No page can be asked for at http://127.0.0.1:\d+, since its robots.txt cannot"
    ):
        visitor.get(page(BODY))
    assert visitor.served.paths == []


@pytest.mark.parametrize(
    "robots",
    [
        status(404),
        status(410),
        page(b"<!doctype html>\nUser-agent: *\nDisallow: /"),
        page(b""),
        page(b"\xff\xfe\x00Disallow"),
    ],
)
def test_a_site_without_a_robots_txt_may_be_asked(visitor: Visitor, robots: Behave) -> None:
    visitor.served.at["/robots.txt"] = robots
    assert visitor.get(page(BODY)).outcome == "new"


def test_a_crawl_delay_that_would_take_for_ever_stops_the_run(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(visitor.home))
    visitor.served.at["/robots.txt"] = page(b"User-agent: *\nCrawl-delay: 86400\n")
    with (
        visiting(visitor.served, visitor.home / "other", replace(QUICK, delay=0.001)) as patient,
        pytest.raises(PeelError, match="86,400 seconds"),
    ):
        patient.ask()
    assert visitor.get(page(BODY)).outcome == "new", "nobody else waits for a site on this machine"


def test_the_pace_is_the_longer_one_of_ours_and_that_of_robots_txt(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    served.at["*"] = page(BODY)
    served.at["/robots.txt"] = page(b"User-agent: *\nCrawl-delay: 2.5\n")
    with visiting(served, tmp_path, replace(QUICK, delay=1.0)) as visitor:
        visitor.ask()
        visitor.ask(OTHER)
    assert [round(wait, 1) for wait in visitor.waits] == [2.5, 2.5]


def test_a_site_that_cannot_be_reached_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        free = taken.getsockname()[1]
    gone = Served(f"http://127.0.0.1:{free}")
    with visiting(gone, tmp_path) as visitor, pytest.raises(PeelError, match="the site refuses connections"):
        visitor.ask()


def test_a_name_that_leads_to_a_private_address_is_not_asked(served: Served, tmp_path: Path) -> None:
    served.at["*"] = page(BODY)
    with visiting(served, tmp_path) as visitor:
        visitor.session.wire.guard.may_be_private = False
        with pytest.raises(PeelError, match=r"leads to 127\.0\.0\.1, which is not a public address"):
            visitor.ask()
    assert served.asked == []


def test_a_copy_in_a_web_archive_is_as_old_as_its_capture(served: Served, tmp_path: Path) -> None:
    canonical = f"https://hmicfrs.justiceinspectorates.gov.uk{PATH}"
    served.at[f"/web/2018/{canonical}"] = server.redirect(f"/web/20180405060708/{canonical}", 302)
    served.at[f"/web/20180405060708/{canonical}"] = page(BODY)
    archive = Served(f"{served.url}/web/2018")
    with visiting(archive, tmp_path) as visitor:
        target = visitor.session.site.target_of(canonical)
        assert target.url == f"{served.url}/web/2018/{canonical}"
        capture = fetch(target, visitor.session, visitor.writer).capture
    assert capture
    assert (capture.page_id, capture.fetched_at) == (PAGE_ID, datetime(2018, 4, 5, 6, 7, 8))


def test_a_web_archive_is_asked_for_pages_as_they_were_captured_where_it_can(served: Served, tmp_path: Path) -> None:
    canonical = f"https://hmicfrs.justiceinspectorates.gov.uk{PATH}"
    served.at["/web/2018id_/https://hmicfrs.justiceinspectorates.gov.uk/"] = page(BODY)
    served.at[f"/web/2018id_/{canonical}"] = page(BODY)
    served.at[f"/web/2018/{canonical}"] = page(b"<div>toolbar</div>" + BODY)
    for number, prefix in enumerate(("/web/2018", "/web/2018/https://hmicfrs.justiceinspectorates.gov.uk")):
        with visiting(Served(served.url + prefix), tmp_path / str(number)) as visitor:
            fetched = fetch(visitor.session.site.target_of(canonical), visitor.session, visitor.writer)
        assert fetched.capture
        assert body_of(tmp_path / str(number) / "archive", fetched.capture) == BODY


def test_the_log_of_visits_is_one_line_of_json_each(visitor: Visitor) -> None:
    visitor.get(status(403))
    visitor.get(server.redirect("https://exa\x1bmple.org/"))
    lines = (visitor.archive / "visits.jsonl").read_text().splitlines()
    assert [json.loads(line)["page_id"] for line in lines] == [PAGE_ID, PAGE_ID]


def test_pages_are_given_in_their_order_and_all_that_arrived_is_kept_when_the_site_stops_us(visitor: Visitor) -> None:
    forces = ("kent", "essex", "surrey", "sussex", "dorset", "gwent", "cumbria", "durham", "norfolk")
    paths = [f"/peel-assessments/peel-2017/{force}/" for force in forces]
    visitor.served.at |= {path: page(BODY + path.encode()) for path in paths[:3]} | {"*": status(403)}
    visitor.served.at["/robots.txt"] = server.missing()
    came: list[str] = []
    visits = fetch_all(map(visitor.target, paths), visitor.session, visitor.writer)
    with pytest.raises(Stopped):
        came.extend(fetched.outcome for fetched in visits)
    assert [visit.url for visit in visits_of(visitor.archive)] == [visitor.served.url + path for path in paths[3:8]]
    assert {capture.captured_url for capture in captures_of(visitor.archive)} == {
        visitor.served.url + path for path in paths[:3]
    }


def test_what_has_arrived_is_kept_though_nobody_waits_for_it_any_more(visitor: Visitor) -> None:
    paths = (OTHER, PATH, PATH.replace("lancashire", "surrey"))
    visitor.served.at |= {path: page(BODY + path.encode()) for path in paths}
    with closing(fetch_all(map(visitor.target, paths), visitor.session, visitor.writer)) as visits:
        assert next(visits).outcome == "new"
    assert visitor.served.paths == list(paths[:2])
    assert len(captures_of(visitor.archive)) == 2


def test_an_archive_that_cannot_be_written_stops_the_visits(visitor: Visitor) -> None:
    visitor.served.at["*"] = page(BODY)
    broken = RunWriter(visitor.archive / "no folder", "run-2", visitor.writer.connection, b"")
    visits = fetch_all(map(visitor.target, (PATH, OTHER, PATH)), visitor.session, broken)
    with pytest.raises(PeelError, match="cannot be written"):
        list(visits)
    assert len(visitor.served.paths) == 2
