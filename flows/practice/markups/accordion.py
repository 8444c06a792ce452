"""Accordions: questions are buttons, badges are pictures, areas for improvement stand in boxes at the side."""

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
    value,
)

_STYLE = """.govuk{font:17px/1.45 Georgia,serif;margin:0 auto;max-width:56rem}
.accordion__button{font:inherit;width:100%;
text-align:left;padding:.6em;background:#eef3f8;border:0;border-top:2px solid #456}
.badge{height:24px;background:#ddd;padding:2px 6px}
.afi-box{border-left:6px solid #b58900;padding:.2em 1em;background:#fdf6e3}
.visually-hidden{position:absolute;left:-999em}"""


def document(page: Page) -> str:
    """Write the whole page."""
    opening = f'<div class="panel">{_pillar(page.opening)}</div>' if page.opening else ""
    buttons = "".join(f'<button type="button">{label}</button>' for label in COOKIE_BUTTONS)
    languages = "".join(f'<li lang="{name[:2].lower()}">{name}</li>' for name in LANGUAGES)
    return f"""<!doctype html>
<html lang={page.language}>
<head><meta charset=utf-8><title>{NAME}: {text(page.title)}</title><style>{_STYLE}</style></head>
<body class="govuk">
<form action="/cookies/" method="post" class="cookie-banner"><p>{COOKIES}</p>{buttons}</form>
<a class="visually-hidden" href="#inspection">{SKIP}</a>
<div role="banner"><ul>{languages}</ul><img src="/images/logo.svg" alt="{value(" ".join(SLOGAN))}">
<div role="navigation"><button aria-expanded="false" aria-controls="menu">Menu</button>
<ul id="menu" hidden>{anchors(MENU)}</ul></div></div>
<div role="navigation" aria-label="breadcrumb"><ul>{anchors(page.crumbs)}</ul></div>
<div role="main" id="inspection">
<h1>{text(page.title)}</h1>
{_parts(page.introduction)}
{opening}
{"".join(_group(group, place) for place, group in enumerate(page.groups))}
<div class="share-bar"><h2>{SHARE}</h2><ul>{anchors(SHARE_LINKS)}</ul></div>
</div>
<div role="contentinfo"><ul>{anchors(FOOTER)}</ul><small>{NOTICE}</small></div>
</body></html>
"""


def _group(group: Group, place: int) -> str:
    """Write a group: pillars as panels, questions as the leaves of an accordion."""
    heading = f"<h2>{text(group.heading)}</h2>" if group.heading else ""
    leaves = enumerate(group.judged, start=1)
    written = (_pillar(one) if one.heading else _question(one, f"g{place}-{leaf}") for leaf, one in leaves)
    return f'{heading}{_parts(group.said)}<div class="accordion">{"".join(written)}</div>\n'


def _pillar(judged: Judged) -> str:
    """Write a pillar: its question is a caption under its name."""
    date = f'<p class="timestamp">Last updated {text(judged.updated)}</p>' if judged.updated else ""
    caption = f"<hgroup><h2>{text(judged.heading)}</h2><p>{text(judged.wording)}</p></hgroup>"
    return f"<section>{caption}{date}{_badge(judged.grade)}{_parts(judged.said)}</section>"


def _question(judged: Judged, name: str) -> str:
    """Write a question as a button and the region that it opens."""
    number = f"{judged.number}. " if judged.number else ""
    button = (
        f'<button type="button" class="accordion__button" id="{name}-b" aria-expanded="false" aria-controls="{name}">'
        f"{number}{text(judged.wording)}</button>"
    )
    region = (
        f'<div role="region" id="{name}" aria-labelledby="{name}-b">{_badge(judged.grade)}{_parts(judged.said)}</div>'
    )
    return f"<h3>{button}</h3>{region}\n"


def _badge(grade: str) -> str:
    """Draw a grade: all pictures have the same kind of name, only the alternative text tells them apart."""
    return f'<div><img class="badge" src="/images/judgment.svg" alt="{value(grade)}"></div>' if grade else ""


def _parts(parts: tuple[Part, ...]) -> str:
    """Write paragraphs, lists and link lines."""
    return "\n".join(_part(part) for part in parts)


def _part(part: Part) -> str:
    """Write one of them; a headed list becomes a box at the side."""
    match part:
        case Link():
            return f'<p class="cta">{anchor(part)}</p>'
        case Listing():
            return _listing(part)
        case Heading():
            return f"<h4>{text(part.text)}</h4>"
        case Strong():
            return f"<p><b>{text(part.text)}</b></p>"
        case Box():
            return f'<aside class="afi-box"><h4>{text(part.heading)}</h4>{_parts(part.said)}</aside>'
        case Table():
            return _table(part)
        case Picture():
            return '<figure><img src="/images/judgments.svg" alt=""></figure>'
        case str():
            return f"<p>{text(part)}</p>"


def _listing(listing: Listing) -> str:
    """Write a list; a headed one becomes a box at the side."""
    items = "".join(f"<li><span>{text(item)}</span></li>" for item in listing.items)
    if listing.headed:
        return f'<aside class="afi-box"><h4>{text(listing.lead_in)}</h4><ul>{items}</ul></aside>'
    return f"<p>{text(listing.lead_in)}</p><ul>{items}</ul>"


def _table(table: Table) -> str:
    """Write a table whose first column names its rows."""
    names = "".join(f"<th>{text(name)}</th>" for name in table.header)
    rows = "".join(
        f'<tr><th scope="row">{text(row[0])}</th>{"".join(f"<td>{text(cell)}</td>" for cell in row[1:])}</tr>'
        for row in table.rows
    )
    return f'<div class="scroll"><table><tr>{names}</tr>{rows}</table></div>'
