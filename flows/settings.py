"""Where everything is kept, which site is asked, and who asks: from the command line, the environment or defaults."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import PeelError

HOME_VARIABLE = "PEEL_HOME"
SITE_VARIABLE = "PEEL_SITE"
CONTACT_VARIABLE = "PEEL_CONTACT"


@dataclass(frozen=True, slots=True)
class Settings:
    """The fixed facts of an installation; small, so that a recorded task can carry them."""

    home: Path
    """The one folder that holds the archive and the warehouse; absolute."""
    site: str | None
    """Origin or prefix that stands for the inspectorate's site, without a slash at its end; None for itself."""
    contact: str
    """How the site's keepers can reach whoever runs this: an e-mail address or a url; empty for nobody."""

    @property
    def archive(self) -> Path:
        """Folder of the WARC files and their index."""
        return self.home / "archive"

    @property
    def warehouse(self) -> Path:
        """The DuckDB file that people query."""
        return self.home / "warehouse.duckdb"

    @property
    def staging(self) -> Path:
        """Folder of the frames that wait to be published."""
        return self.home / "staging"

    @property
    def user_agent(self) -> str:
        """What we call ourselves in requests: the program, its version, and the contact."""
        from importlib.metadata import PackageNotFoundError, version

        try:
            name = f"peel/{version('peel')}"
        except PackageNotFoundError:
            name = "peel"
        return f"{name} (+{self.contact})" if self.contact else name


def settings(home: Path | None = None, site: str | None = None, contact: str | None = None) -> Settings:
    """Put the settings together for a command that writes, making the home where it is missing.

    Raises:
        PeelError: the home cannot be made or written, the site is not an http address, or the contact is not one line.
    """
    found = settings_of(home, site, contact)
    _must_be_writable(found.home)
    return found


def settings_of(home: Path | None = None, site: str | None = None, contact: str | None = None) -> Settings:
    """Put the settings together without touching the disk.

    Raises:
        PeelError: the site is not an http address, or the contact is not one line.
    """
    return Settings(home_folder(home), _site(site), _contact(contact))


def home_folder(home: Path | None = None, environment: Mapping[str, str] = os.environ) -> Path:
    """Say which folder is the home, without touching the disk: as given, from ``PEEL_HOME``, or the usual one.

    Raises:
        PeelError: ``PEEL_HOME`` is there, and empty.
    """
    named = _from(environment, HOME_VARIABLE)
    given = home or (Path(named) if named else None)
    return Path(os.path.abspath((given or _usual_home(environment)).expanduser()))  # noqa: PTH100 - keeps symbolic links


def empty(name: str) -> PeelError:
    """Word the refusal of an option or variable without a value: what would stand for it was hardly meant."""
    return PeelError(f"{name} is empty: give it a value, or leave it out altogether.")


def _from(environment: Mapping[str, str], name: str) -> str | None:
    """Look up a variable, None where it is not there."""
    value = environment.get(name)
    if value is not None and not value.strip():
        raise empty(name)
    return value


def _usual_home(environment: Mapping[str, str]) -> Path:
    """Give the place where this platform keeps a program's data."""
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "peel"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "peel"
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "peel"


def _site(site: str | None) -> str | None:
    """Check the address that stands for the site."""
    from urllib.parse import urlsplit

    if site is not None and not site.strip():
        raise empty("--site")
    given = site or _from(os.environ, SITE_VARIABLE)
    if given is None:
        return None
    given = given.strip()
    try:
        parts = urlsplit(given)
        usable = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable or re.search(r"[\s\x00-\x1f\x7f?#]", given):
        raise PeelError(
            f"The site {given!r} is not an address that pages can be asked at: give one like http://127.0.0.1:8000 or "
            "https://web.archive.example/web/2018/https://hmicfrs.justiceinspectorates.gov.uk."
        )
    if parts.username is not None or parts.password is not None:
        raise PeelError(
            "The site's address holds a user name or password, which would end up in the archive: leave them out."
        )
    return given.rstrip("/")


def _contact(contact: str | None) -> str:
    """Check that a contact can stand in a request's header."""
    given = (contact if contact is not None else os.environ.get(CONTACT_VARIABLE, "")).strip()
    if not given.isascii() or any(not mark.isprintable() for mark in given):
        raise PeelError(f"The contact {given!r} cannot be sent with a request: give a plain e-mail address or url.")
    return given


def _must_be_writable(home: Path) -> None:
    """Make the home and write into it, so that a run fails before it has asked anybody for anything."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        raise PeelError(
            f"The home {home} cannot be written ({error.strerror or error}): "
            f"give another folder with --home or {HOME_VARIABLE}."
        ) from None
