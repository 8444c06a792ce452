"""A badge that nobody is shown gives way to the one that is shown beside it, and to nothing else."""

from __future__ import annotations

import pytest

from tests.transforms.pages import E1, E3, pillar_page, read_html
from transforms.read import NotReadable

_PATH = "peel-2017/kent/effectiveness"
_PROSE = "<p>Calls are answered fast in both of the towns.</p>"
_DRAFT = "<p>Inadequate</p><p>A draft for signing.</p>"


def _grades(first: str) -> list[str | None]:
    page = pillar_page(f"<h3>1. {E1}</h3>{first}{_PROSE}<h3>3. {E3}</h3><p>Good</p>{_PROSE}")
    return [row.grade for row in read_html(page, _PATH).judgments]


@pytest.mark.parametrize("hidden", ['<div style="display:none">{}</div>', "<div hidden><h4>Grade</h4>{}</div>"])
@pytest.mark.parametrize("drawn", ["<p>Outstanding</p>{}", "{}<p>Outstanding</p>"])
def test_a_hidden_badge_beside_a_shown_one_is_no_content(hidden: str, drawn: str) -> None:
    assert _grades(drawn.format(hidden.format(_DRAFT))) == ["outstanding", "good"]


def test_what_is_hidden_until_a_click_is_read() -> None:
    assert _grades(f"<div hidden><p>Inadequate</p>{_PROSE}</div>") == ["inadequate", "good"]
    assert _grades(f"<p>Inadequate</p><div hidden><p>Inadequate</p>{_PROSE}</div>") == ["inadequate", "good"]


def test_a_hidden_panel_of_prose_that_says_otherwise_is_refused() -> None:
    with pytest.raises(NotReadable, match="two different grades"):
        _grades(f"<p>Outstanding</p><div hidden><p>Inadequate</p>{_PROSE * 4}</div>")
