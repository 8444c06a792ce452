"""Plain semantic HTML: landmarks, headings in order, a paragraph for everything else."""

from __future__ import annotations

from flows.practice.content import Box, Group, Heading, Judged, Link, Listing, Page, Part, Picture, Strong, Table
from flows.practice.furniture import (
    COOKIE_BUTTONS,
    COOKIES,
    FOOTER,
    LANGUAGES,
    MENU,
    NAME,
    NOTICE,
    SHARE,
    SHARE_LINKS,
    SKIP,
    SLOGAN,
    anchor,
    anchors,
    text,
)


def document(page: Page) -> str:
    """Write the whole page."""
    opening = _judged(page.opening, 2) if page.opening else ""
    crumbs = anchors(page.crumbs)
    return f"""<!DOCTYPE html>
<html lang="{page.language}">
<head>
<meta charset="utf-8">
<title>{text(page.title)} - {NAME}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body {{ font: 16px/1.5 sans-serif; max-width: 50em; margin: 0 auto; padding: 0 1em }}
header, footer {{ border-top: 4px solid #23527c; padding: 1em 0 }}
nav li {{ display: inline; margin-right: 1em }}</style>
</head>
<body>
<a href="#content">{SKIP}</a>
<div role="dialog" aria-label="Cookies"><p>{COOKIES}</p>{_buttons()}</div>
<header>
<p>{" ".join(LANGUAGES)}</p>
<p>{"<br>".join(text(line) for line in SLOGAN)}</p>
<nav aria-label="Main"><ul>{anchors(MENU)}</ul></nav>
</header>
<nav aria-label="Breadcrumb"><ol>{crumbs}<li aria-current="page">{text(page.title)}</li></ol></nav>
<main id="content">
<h1>{text(page.title)}</h1>
{_parts(page.introduction, 2)}
{opening}
{"".join(_group(group) for group in page.groups)}
</main>
<footer>
<h2>{SHARE}</h2>
<ul>{anchors(SHARE_LINKS)}</ul>
<ul>{anchors(FOOTER)}</ul>
<p>{NOTICE}</p>
</footer>
</body>
</html>
"""


def _buttons() -> str:
    """Write the buttons of the cookie notice."""
    return "".join(f"<button>{label}</button>" for label in COOKIE_BUTTONS)


def _group(group: Group) -> str:
    """Write a headed group of questions."""
    heading = f"<h2>{text(group.heading)}</h2>\n" if group.heading else ""
    level = 3 if group.heading else 2
    return heading + _parts(group.said, 3) + "".join(_judged(judged, level) for judged in group.judged)


def _judged(judged: Judged, level: int) -> str:
    """Write a question with its number, date and grade on lines of their own."""
    lines = []
    if judged.heading:
        lines.append(f"<h{level}>{text(judged.heading)}</h{level}>")
        lines.append(f"<p><strong>{text(judged.wording)}</strong></p>")
    else:
        lines += [f"<p>{judged.number}</p>"] if judged.number else []
        lines.append(f"<h{level}>{text(judged.wording)}</h{level}>")
    if judged.updated:
        lines.append(f"<p>Last updated <time>{text(judged.updated)}</time></p>")
    if judged.grade:
        lines.append(f"<p>{text(judged.grade)}</p>")
    return "<section>" + "\n".join(lines) + _parts(judged.said, level + 1) + "</section>\n"


def _parts(parts: tuple[Part, ...], level: int) -> str:
    """Write paragraphs, lists and link lines."""
    return "\n".join(_part(part, level) for part in parts)


def _part(part: Part, level: int) -> str:
    """Write one of them."""
    match part:
        case Link():
            return f"<p>{anchor(part)}</p>"
        case Listing():
            tag = f"h{level}" if part.headed else "p"
            items = "".join(f"<li>{text(item)}</li>\n" for item in part.items)
            return f"<{tag}>{text(part.lead_in)}</{tag}>\n<ul>\n{items}</ul>"
        case Heading():
            return f"<h{level}>{text(part.text)}</h{level}>"
        case Strong():
            return f"<p><strong>{text(part.text)}</strong></p>"
        case Box():
            return f"<div>\n<h{level}>{text(part.heading)}</h{level}>\n{_parts(part.said, level + 1)}\n</div>"
        case Table():
            return _table(part)
        case Picture():
            return '<p><img src="/images/summary.png" alt=""></p>'
        case str():
            return f"<p>{text(part)}</p>"


def _table(table: Table) -> str:
    """Write a table with its column names as such."""
    names = "".join(f'<th scope="col">{text(name)}</th>' for name in table.header)
    rows = ("".join(f"<td>{text(cell)}</td>" for cell in row) for row in table.rows)
    body = "".join(f"<tr>{row}</tr>\n" for row in rows)
    return f"<table>\n<thead><tr>{names}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>"
