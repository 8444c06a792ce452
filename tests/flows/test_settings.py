"""Settings from the command line and the environment, and the addresses that a site stands for."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.fetching.site import site_at
from flows.settings import home_folder, settings
from schemas.errors import PeelError
from transforms.addresses import SITE, OutOfScope

PAGE = "/peel-assessments/peel-2017/lancashire/"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PEEL_HOME", "PEEL_SITE", "PEEL_CONTACT"):
        monkeypatch.delenv(name, raising=False)


def test_what_is_given_goes_before_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEEL_HOME", str(tmp_path / "environment"))
    monkeypatch.setenv("PEEL_SITE", "http://127.0.0.1:1/")
    monkeypatch.setenv("PEEL_CONTACT", "someone@example.org")
    found = settings()
    assert (found.home, found.site) == (tmp_path / "environment", "http://127.0.0.1:1")
    assert found.user_agent.endswith("(+someone@example.org)")
    given = settings(tmp_path / "given", "http://127.0.0.1:2", "https://example.org/me")
    assert (given.home, given.site, given.contact) == (
        tmp_path / "given",
        "http://127.0.0.1:2",
        "https://example.org/me",
    )
    assert given.archive == tmp_path / "given" / "archive"
    assert given.warehouse == tmp_path / "given" / "warehouse.duckdb"


def test_the_home_is_made_only_for_those_who_write(tmp_path: Path) -> None:
    assert home_folder(tmp_path / "a") == tmp_path / "a"
    assert not (tmp_path / "a").exists()
    settings(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_the_usual_home_is_the_platforms_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert home_folder(environment={"XDG_DATA_HOME": str(tmp_path)}) == tmp_path / "peel"
    assert home_folder(environment={}).name == "peel"
    assert home_folder(environment={"PEEL_HOME": "~/x"}) == Path.home() / "x"


def test_a_home_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for home in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/peel")):
        with pytest.raises(PeelError, match=r"cannot be written .* --home"):
            settings(home)


@pytest.mark.parametrize(
    "site",
    [
        "example.org",
        "ftp://example.org",
        "http://",
        "http://exa mple.org",
        "http://x/?a=1",
        "http://x:99999",
        "http://[x",
    ],
)
def test_a_site_that_is_no_address_is_one_sentence(tmp_path: Path, site: str) -> None:
    with pytest.raises(PeelError, match="is not an address that pages can be asked at"):
        settings(tmp_path, site)


def test_a_password_does_not_get_into_the_archive(tmp_path: Path) -> None:
    with pytest.raises(PeelError, match="user name or password"):
        settings(tmp_path, "https://me:secret@example.org")


def test_a_contact_is_one_plain_line(tmp_path: Path) -> None:
    with pytest.raises(PeelError, match="contact"):
        settings(tmp_path, contact="me\r\nX-Evil: 1")


@pytest.mark.parametrize(
    ("site", "asked"),
    [
        (None, SITE + PAGE),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000" + PAGE),
        ("http://mirror.example/copy/", "http://mirror.example/copy" + PAGE),
        ("https://a.example/web/2018", f"https://a.example/web/2018/{SITE}{PAGE}"),
        ("https://a.example/web/20180102030405id_/", f"https://a.example/web/20180102030405id_/{SITE}{PAGE}"),
        (f"https://a.example/web/2018/{SITE}", f"https://a.example/web/2018/{SITE}{PAGE}"),
    ],
)
def test_a_site_stands_for_the_inspectorates(site: str | None, asked: str) -> None:
    stands = site_at(site)
    assert stands.url_of(SITE + PAGE) == asked
    assert stands.address_of(asked).url == SITE + PAGE
    assert stands.target_of(SITE + PAGE).url == asked
    assert stands.holds(asked)
    assert stands.loopback == (site == "http://127.0.0.1:8000")


def test_a_mirror_has_no_other_host_or_port() -> None:
    mirror = site_at("http://127.0.0.1:8000")
    for other in (
        "http://127.0.0.1:8001/",
        "http://127.0.0.1/",
        SITE,
        "ftp://127.0.0.1:8000/",
        "http://a@127.0.0.1:8000/",
    ):
        assert not mirror.holds(other)
    with pytest.raises(OutOfScope):
        mirror.address_of("http://127.0.0.1:8001" + PAGE)


def test_the_site_itself_has_its_former_host() -> None:
    own = site_at(None)
    assert own.holds("http://www.justiceinspectorates.gov.uk/hmicfrs/")
    assert own.target_of("http://www.justiceinspectorates.gov.uk/hmicfrs" + PAGE).url == SITE + PAGE
    assert not own.holds("https://hmicfrs.justiceinspectorates.gov.uk.example.org/")
