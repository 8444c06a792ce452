"""Whether runs are recorded in Prefect, decided without importing it: its import takes longer than a small run."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from schemas.errors import PeelError

_PATIENCE = 5.0
"""Seconds to wait for a configured server's answer before saying that it is down."""


class WentAway(PeelError):
    """The server at which a run was recorded is gone; what Prefect still has to send will never arrive."""


_NO_TELEMETRY = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}


def without_telemetry() -> None:
    """Have Prefect tell nobody but the configured server what is done here; to be called before it is imported."""
    os.environ.update(_NO_TELEMETRY)


def recorded_at(environment: Mapping[str, str] = os.environ, folder: Path | None = None) -> str | None:
    """Give the Prefect API that runs here are recorded at, or None where none is configured.

    The order is Prefect's own: the environment, ``prefect.toml`` or ``pyproject.toml`` of the working folder, then the
    active profile of ``$PREFECT_HOME/profiles.toml``.

    Raises:
        PeelError: one of those files cannot be read as TOML, so that nobody can know.

    """
    return _setting("PREFECT_API_URL", ("api", "url"), environment, folder or Path.cwd())


def must_answer(url: str, environment: Mapping[str, str] = os.environ, folder: Path | None = None) -> None:
    """Ask a configured Prefect API for its health.

    Raises:
        PeelError: it does not answer, or says it is not well. Nothing may then run, since it would run unrecorded.

    """
    problem = _problem(url, _credentials(environment, folder or Path.cwd()))
    if problem:
        raise PeelError(
            f"Runs are to be recorded in Prefect at {url}, but {problem}: start that server, or unset PREFECT_API_URL "
            "(or choose another profile) to run without a record. Nothing was run."
        )


def server_version(url: str, environment: Mapping[str, str] = os.environ, folder: Path | None = None) -> str | None:
    """Ask a Prefect API which version it is; None where it does not say."""
    from urllib.request import Request, urlopen

    request = Request(f"{url.rstrip('/')}/admin/version", headers=_credentials(environment, folder or Path.cwd()))  # noqa: S310
    try:
        with urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310 - an address that must_answer has accepted
            said = json.loads(answer.read(1_000))
    except (OSError, ValueError):
        return None
    return said if isinstance(said, str) and said.isprintable() else None


def _problem(url: str, headers: dict[str, str]) -> str | None:
    """Say why an API cannot be used, or None if it answers; an answer that refuses us is Prefect's to explain."""
    # Imported here since they take as long as the rest of the command's start.
    from urllib.error import HTTPError
    from urllib.parse import urlsplit
    from urllib.request import Request, urlopen

    if urlsplit(url).scheme not in ("http", "https"):
        return "that is not an http address"
    request = Request(f"{url.rstrip('/')}/health", headers=headers)  # noqa: S310 - the scheme is checked above
    try:
        with urlopen(request, timeout=_PATIENCE):  # noqa: S310
            return None
    except HTTPError as error:
        error.close()
        return f"it answers with status {error.code}" if error.code >= 500 else None
    except (OSError, ValueError) as error:
        return f"it does not answer ({getattr(error, 'reason', None) or error})"


def _credentials(environment: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Give the header that a guarded API asks for."""
    from base64 import b64encode

    key = _setting("PREFECT_API_KEY", ("api", "key"), environment, folder)
    login = _setting("PREFECT_API_AUTH_STRING", ("api", "auth_string"), environment, folder)
    if key:
        return {"Authorization": f"Bearer {key}"}
    return {"Authorization": f"Basic {b64encode(login.encode()).decode()}"} if login else {}


def _setting(name: str, path: tuple[str, str], environment: Mapping[str, str], folder: Path) -> str | None:
    """Look a Prefect setting up where Prefect would."""
    if name in environment:
        return environment[name] or None
    for tables in (_toml(folder / "prefect.toml"), _toml(folder / "pyproject.toml").get("tool", {}).get("prefect", {})):
        value = tables.get(path[0], {}).get(path[1])
        if value:
            return str(value)
    home = Path(environment.get("PREFECT_HOME") or "~/.prefect").expanduser()
    profiles = _toml(Path(environment.get("PREFECT_PROFILES_PATH") or home / "profiles.toml").expanduser())
    active = environment.get("PREFECT_PROFILE") or profiles.get("active")
    value = profiles.get("profiles", {}).get(active, {}).get(name)
    return str(value) if value else None


def _toml(file: Path) -> dict[str, Any]:
    """Read a TOML file, empty where there is none."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise PeelError(
            f"Prefect's settings in {file} cannot be read ({error}): mend that file or move it away."
        ) from None
