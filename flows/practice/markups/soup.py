"""Div soup: no landmark, no paragraph, no list, and the grade in a span inside the heading."""

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

_STYLE = """body{margin:0;font:15px/1.5 Arial}.wrap{width:960px;margin:auto}
.top,.foot{background:#222;color:#fff;padding:10px}
.top a,.foot a{color:#9cf;margin-right:12px}.rating-badge{background:#1a7f37;color:#fff;padding:2px 8px;font-size:14px}
.t{margin:12px 0}.b{margin-left:20px}.cc{background:#ffc;padding:8px}.m{display:inline-block}"""


def document(page: Page) -> str:
    """Write the whole page."""
    opening = _judged(page.opening, 2) if page.opening else ""
    crumbs = " &raquo; ".join(anchor(link) for link in page.crumbs)
    return f"""<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<title>{text(page.title)} | {NAME}</title>
<style>{_STYLE}</style></head><body>
<div class="cc" id="cc"><div>{COOKIES}</div>{"".join(f'<a href="#cc">{label}</a> ' for label in COOKIE_BUTTONS)}</div>
<div class="top"><div><a href="#c">{SKIP}</a></div>
<div>{" ".join(f'<a href="#">{language}</a>' for language in LANGUAGES)}</div>
{"".join(f"<div>{text(line)}</div>" for line in SLOGAN)}
<div>{anchors(MENU, '<div class="m">', "</div>")}</div></div>
<div class="wrap"><div class="bc">{crumbs} &raquo; {text(page.title)}</div>
<div id="c"><div><div>
<h1>{text(page.title)}</h1>
{_parts(page.introduction)}{opening}{"".join(_group(group) for group in page.groups)}
</div></div></div>
<div class="sh"><div>{SHARE}</div><div>{anchors(SHARE_LINKS, "<span>", "</span> ")}</div></div></div>
<div class="foot"><div>{anchors(FOOTER, "<span>", "</span> ")}</div><div>{NOTICE}</div></div>
</body></html>
"""


def _group(group: Group) -> str:
    """Write a headed group of questions."""
    heading = f'<h2 class="gh">{text(group.heading)}</h2>' if group.heading else ""
    level = 3 if group.heading else 2
    return f"<div>{heading}{_parts(group.said)}{''.join(_judged(judged, level) for judged in group.judged)}</div>\n"


def _judged(judged: Judged, level: int) -> str:
    """Write a question: number, wording and grade in one heading, the date in a box below."""
    badge = f' <span class="rating-badge">{text(judged.grade)}</span>' if judged.grade else ""
    number = f'<span class="n">{judged.number}</span> ' if judged.number else ""
    above = f'<div class="ph"><h{level}>{text(judged.heading)}</h{level}></div>' if judged.heading else ""
    inner = level + 1 if judged.heading else level
    heading = f"<h{inner}>{number}{text(judged.wording)}{badge}</h{inner}>"
    date = f'<div class="meta">Last updated {text(judged.updated)}</div>' if judged.updated else ""
    return f'<div class="q">{above}{heading}{date}{_parts(judged.said)}</div>\n'


def _parts(parts: tuple[Part, ...]) -> str:
    """Write paragraphs, lists and link lines, all of them as boxes."""
    return "\n".join(_part(part) for part in parts)


def _part(part: Part) -> str:
    """Write one of them; bullets are typed."""
    match part:
        case Link():
            return f'<div class="t">{anchor(part)}</div>'
        case Listing():
            lead = f"<b>{text(part.lead_in)}</b>" if part.headed else text(part.lead_in)
            items = "\n".join(f'<div class="b">• {text(item)}</div>' for item in part.items)
            return f'<div class="t">{lead}</div><div class="l">{items}</div>'
        case Heading():
            return f'<div class="sub"><b>{text(part.text)}</b></div>'
        case Strong():
            return f'<div class="t"><b>{text(part.text)}</b></div>'
        case Box():
            return f'<div class="bx"><div class="bh"><b>{text(part.heading)}</b></div>{_parts(part.said)}</div>'
        case Table():
            return _table(part)
        case Picture():
            return '<div class="pic"><img src="/images/wheel.gif" alt=""></div>'
        case str():
            return f'<div class="t">{text(part)}</div>'


def _table(table: Table) -> str:
    """Write a table whose column names are cells like all others."""
    rows = ("".join(f"<td>{text(cell)}</td>" for cell in row) for row in (table.header, *table.rows))
    return f'<table class="tb">{"".join(f"<tr>{row}</tr>" for row in rows)}</table>'
