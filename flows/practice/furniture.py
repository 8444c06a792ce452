"""What stands around the content of every page of the practice site: menus, notices, the slogan and the footer."""

from __future__ import annotations

from html import escape

from flows.practice.content import Link

NAME = "Practice Inspectorate"
SKIP = "Skip to content"
LANGUAGES = ("English", "Cymraeg")
SLOGAN = ("Promoting improvements", "in policing and fire & rescue", "services to make everyone safer")
MENU = (
    Link("Home", "/"),
    Link("About us", "/about-us/"),
    Link("Our work", "/our-work/"),
    Link("Police forces", "/police-forces/"),
    Link("Fire and rescue services", "/fire-and-rescue-services/"),
    Link("PEEL assessments", "/peel-assessments/"),
    Link("Publications", "/publications/"),
    Link("News", "/news/"),
)
COOKIES = "We use cookies to make this website work, and to count how many people come."
COOKIE_BUTTONS = ("Accept all cookies", "Reject cookies", "Cookie settings")
SHARE = "Share this page"
SHARE_LINKS = (Link("Twitter", "/share/t/"), Link("Facebook", "/share/f/"), Link("Email", "/share/e/"))
FOOTER = (Link("Accessibility", "/accessibility/"), Link("Privacy", "/privacy/"), Link("Contact us", "/contact-us/"))
NOTICE = "Practice pages: none of this is HMICFRS's, nor under the Open Government Licence."


def text(words: str) -> str:
    """Escape words that stand between tags."""
    return escape(words, quote=False)


def value(words: str) -> str:
    """Escape words that stand in a quoted attribute."""
    return escape(words, quote=True)


def anchor(link: Link) -> str:
    """Write a plain link."""
    return f'<a href="{value(link.path)}">{text(link.text)}</a>'


def anchors(links: tuple[Link, ...], before: str = "<li>", after: str = "</li>") -> str:
    """Write links one after another, each between two tags."""
    return "".join(f"{before}{anchor(link)}{after}" for link in links)
