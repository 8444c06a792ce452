"""The practice site's pages that are no inspection pages: home, a notice for the press, and what is not found."""

from __future__ import annotations

from flows.practice.furniture import MENU, NAME, SKIP, anchors, text

_SORRY = "Sorry, there is nothing at this address. It may have been moved when the site was rebuilt."
_TRY = "You could go back to the home page, or look for the force in the list of police forces."


def home() -> bytes:
    """Write the home page."""
    return _page(NAME, NAME, "This site was made to practise on. Its sitemap lists its pages.")


def press_notice() -> bytes:
    """Write a page that the sitemap lists and that no inspection is on."""
    title = "A practice notice for the press"
    return _page(title, title, "Two of the forces were found good this week, said nobody: this notice is invented.")


def not_found() -> bytes:
    """Write the page for addresses that lead nowhere."""
    return _page(f"404 Page not found - {NAME}", "404 Page not found", _SORRY, _TRY)


def gone_astray() -> bytes:
    """Write a page that is not found and does not say so where programs look: its title is like any page's."""
    return _page(f"Merseyside PEEL 2017 - {NAME}", "404 Page not found", _SORRY, _TRY)


def _page(title: str, heading: str, *paragraphs: str) -> bytes:
    """Write a small page."""
    said = "\n".join(f"<p>{text(paragraph)}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>{text(title)}</title></head>
<body>
<a href="#content">{SKIP}</a>
<header><nav><ul>{anchors(MENU)}</ul></nav></header>
<main id="content">
<h1>{text(heading)}</h1>
{said}
</main>
<footer><p>Practice pages, made to try peel out.</p></footer>
</body>
</html>
""".encode()
