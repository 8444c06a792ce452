"""Small pages for one question each: the least that a reader must be shown."""

from __future__ import annotations

from schemas.records import Reading
from transforms.addresses import SITE, address_of
from transforms.read import read_page

HEADLINE = "How effective is the force at keeping people safe and reducing crime?"
E1 = "How effective is the force at preventing crime, tackling anti-social behaviour and keeping people safe?"
E3 = "How effective is the force at protecting those who are vulnerable from harm, and supporting victims?"
E5 = "How effective are the force’s specialist capabilities?"


def judged(question: str, badge: str, *paragraphs: str) -> str:
    """Write a question with its badge (none where it is empty) and what is said of it."""
    drawn = f"<div class=grade>{badge}</div>" if badge else ""
    said = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or ("The force has changed the way it works.",))
    return f"<section><h3>{question}</h3>{drawn}{said}</section>"


def pillar_page(*parts: str, title: str = "Kent PEEL 2017") -> str:
    """Write a page of some parts under a title."""
    return f"<!doctype html><html><body><main><h1>{title}</h1>{''.join(parts)}</main></body></html>"


def read_html(html: str, path: str) -> Reading:
    """Read a page as one of the police pages of a round: ``peel-2017/kent/effectiveness``."""
    return read_page(html.encode(), "text/html", address_of(f"{SITE}/peel-assessments/{path}/"))
