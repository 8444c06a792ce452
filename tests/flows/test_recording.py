"""Whether runs are recorded is decided from Prefect's settings, without Prefect."""

from __future__ import annotations

import socket
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from flows.running.recording import must_answer, recorded_at
from schemas.errors import PeelError

PROFILES = """
active = "work"
[profiles.work]
PREFECT_API_URL = "http://127.0.0.1:4200/api"
[profiles.home]
PREFECT_LOGGING_LEVEL = "INFO"
"""


def test_nothing_is_recorded_where_no_api_is_configured(tmp_path: Path) -> None:
    assert recorded_at({"PREFECT_HOME": str(tmp_path)}, tmp_path) is None


def test_the_environment_names_the_api_and_an_empty_one_silences_the_profile(tmp_path: Path) -> None:
    (tmp_path / "profiles.toml").write_text(PROFILES)
    home = {"PREFECT_HOME": str(tmp_path)}
    assert recorded_at({**home, "PREFECT_API_URL": "http://there/api"}, tmp_path) == "http://there/api"
    assert recorded_at({**home, "PREFECT_API_URL": ""}, tmp_path) is None


def test_the_active_profile_names_the_api(tmp_path: Path) -> None:
    (tmp_path / "profiles.toml").write_text(PROFILES)
    home = {"PREFECT_HOME": str(tmp_path)}
    assert recorded_at(home, tmp_path) == "http://127.0.0.1:4200/api"
    assert recorded_at({**home, "PREFECT_PROFILE": "home"}, tmp_path) is None


def test_the_folder_of_a_project_names_the_api_before_the_profile(tmp_path: Path) -> None:
    (tmp_path / "profiles.toml").write_text(PROFILES)
    (tmp_path / "prefect.toml").write_text('[api]\nurl = "http://project/api"')
    assert recorded_at({"PREFECT_HOME": str(tmp_path)}, tmp_path) == "http://project/api"


def test_settings_that_cannot_be_read_stop_the_run_instead_of_leaving_it_unrecorded(tmp_path: Path) -> None:
    (tmp_path / "profiles.toml").write_text("active = [")
    with pytest.raises(PeelError, match=r"profiles\.toml cannot be read"):
        recorded_at({"PREFECT_HOME": str(tmp_path)}, tmp_path)


def test_an_api_that_does_not_answer_is_named_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{reserved.getsockname()[1]}/api"
        with pytest.raises(PeelError, match="it does not answer") as refused:
            must_answer(url, {}, tmp_path)
    assert url in str(refused.value)
    assert "Nothing was run" in str(refused.value)


@pytest.mark.parametrize(("status", "usable"), [(200, True), (401, True), (503, False)])
def test_an_api_that_answers_is_used_unless_it_says_it_is_not_well(status: int, usable: bool, tmp_path: Path) -> None:
    class Health(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            assert self.path == "/api/health"
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Health) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/api/"
        if usable:
            must_answer(url, {}, tmp_path)
        else:
            with pytest.raises(PeelError, match="status 503"):
                must_answer(url, {}, tmp_path)
        thread.join()
