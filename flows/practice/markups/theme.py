"""A blog's theme: every class name is one that cleaners drop, grades and dates sit in definition lists."""

from __future__ import annotations

from itertools import groupby

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

_SITE = "https://hmicfrs.justiceinspectorates.gov.uk"
"""The site that the practice site stands in for: its pages name their address there, as a mirror's would."""
_STYLE = """body{font:16px/1.6 "Open Sans",sans-serif;color:#333}
#page{max-width:70em;margin:auto;display:grid;grid-template-columns:3fr 1fr}
.site-header{background:#00594c;color:#fff;padding:1em}
.site-header a{color:#fff}.rating dd{font-weight:bold;color:#00594c}
.menu li{display:inline-block;padding-right:1em}.widget{background:#f4f4f4;padding:1em;margin:1em 0}"""


def document(page: Page) -> str:
    """Write the whole page."""
    opening = _pillar(page.opening) if page.opening else ""
    slogan = "".join(f'<span class="slogan">{text(line)}</span> ' for line in SLOGAN)
    return f"""<!DOCTYPE html>
<html lang="{page.language}" class="no-js">
<head>
<meta charset="UTF-8" />
<title>{text(page.title)} &#8211; {NAME}</title>
<link rel="canonical" href="{_SITE}{value(page.path)}" />
<meta name="generator" content="WordPress 4.9.4" />
<style>{_STYLE}</style>
<script>document.documentElement.className = document.documentElement.className.replace('no-js', 'js');</script>
</head>
<body class="page-template page-template-inspection page-child">
<a class="skip-link screen-reader-text" href="#content">{SKIP}</a>
<div id="cookie-law-info-bar"><span>{COOKIES}
{"".join(f'<a role="button">{label}</a> ' for label in COOKIE_BUTTONS)}</span></div>
<header class="site-header"><div class="lang">{" ".join(f"<a>{name}</a>" for name in LANGUAGES)}</div>{slogan}
<ul class="menu nav-menu">{anchors(MENU, '<li class="menu-item">')}</ul></header>
<div class="breadcrumbs" typeof="BreadcrumbList">{anchors(page.crumbs, "<span>", "</span> &gt; ")}
<span>{text(page.title)}</span></div>
<div id="page"><div id="content" class="content-area">
<article class="post-2017 page type-page hentry tags-peel">
<div class="entry-header metabar"><h1 class="entry-title">{text(page.title)}</h1></div>
<div class="entry-content social-body">
{_parts(page.introduction)}
{opening}
{"".join(_group(group) for group in page.groups)}
</div></article></div>
<div id="secondary" class="sidebar">
<div class="widget widget-share"><h2 class="widget-title">{SHARE}</h2><ul>{anchors(SHARE_LINKS)}</ul></div>
<div class="widget widget-menu"><h2 class="widget-title">Latest news</h2><ul>{anchors((_NEWS,))}</ul></div>
</div></div>
<footer class="site-footer"><ul>{anchors(FOOTER)}</ul><div class="site-info">{NOTICE}</div></footer>
</body>
</html>
"""


_NEWS = Link("A practice notice for the press", "/news/news-feed/a-practice-notice-for-the-press/")


def _group(group: Group) -> str:
    """Write a group: questions are the numbered items of lists, a new list wherever the count jumps."""
    heading = f'<h2 class="widget-title">{text(group.heading)}</h2>\n' if group.heading else ""
    pillars = "".join(_pillar(judged) for judged in group.judged if judged.heading)
    chapters = "".join(f'<div class="rating-item">{_question(one)}</div>\n' for one in group.judged if _is_chapter(one))
    numbered = [judged for judged in group.judged if judged.number]
    lists = []
    for _, run in groupby(enumerate(numbered), key=lambda pair: (pair[1].number or 0) - pair[0]):
        members = [judged for _, judged in run]
        items = "".join(f'<li class="rating-item">{_question(judged)}</li>\n' for judged in members)
        lists.append(f'<ol class="questions options" start="{members[0].number}">\n{items}</ol>\n')
    return heading + _parts(group.said) + pillars + chapters + "".join(lists)


def _is_chapter(judged: Judged) -> bool:
    """Tell a report's chapter from a pillar and from a numbered question."""
    return not judged.heading and judged.number is None


def _pillar(judged: Judged) -> str:
    """Write a pillar: date and grade as definitions."""
    rating = _definition("rating", judged.wording, judged.grade)
    date = _definition("metabar post-meta", "Last updated", judged.updated) if judged.updated else ""
    return f'<div class="banner"><h2>{text(judged.heading)}</h2>{rating}{date}{_parts(judged.said)}</div>\n'


def _question(judged: Judged) -> str:
    """Write a question and its grade as a definition."""
    return _definition("rating", judged.wording, judged.grade) + _parts(judged.said)


def _definition(name: str, term: str, words: str) -> str:
    """Write a definition list of one term, or of a term alone."""
    definition = f"<dd>{text(words)}</dd>" if words else ""
    return f'<dl class="{name}"><dt>{text(term)}</dt>{definition}</dl>'


def _parts(parts: tuple[Part, ...]) -> str:
    """Write paragraphs, lists and link lines."""
    return "\n".join(_part(part) for part in parts)


def _part(part: Part) -> str:
    """Write one of them."""
    match part:
        case Link():
            return f'<p class="more-link">{anchor(part)}</p>'
        case Listing():
            lead = f"<h3>{text(part.lead_in)}</h3>" if part.headed else f'<p class="author">{text(part.lead_in)}</p>'
            items = "".join(f"<li>{text(item)}</li>\n" for item in part.items)
            return f'<div class="message">{lead}<ul class="menu">{items}</ul></div>'
        case Heading():
            return f'<h3 class="widget-title">{text(part.text)}</h3>'
        case Strong():
            return f'<p class="rating"><strong>{text(part.text)}</strong></p>'
        case Box():
            return f'<div class="widget"><h3>{text(part.heading)}</h3>{_parts(part.said)}</div>'
        case Table():
            return _table(part)
        case Picture():
            return '<figure class="wp-block-image"><img src="/wp-content/uploads/rating.png" alt="" /></figure>'
        case str():
            return f"<p>{text(part)}</p>"


def _table(table: Table) -> str:
    """Write a table as a block of the theme's editor."""
    names = "".join(f"<th>{text(name)}</th>" for name in table.header)
    rows = ("".join(f"<td>{text(cell)}</td>" for cell in row) for row in table.rows)
    body = "".join(f"<tr>{row}</tr>\n" for row in rows)
    return (
        f'<figure class="wp-block-table rating"><table><thead><tr>{names}</tr></thead>\n'
        f"<tbody>{body}</tbody></table></figure>"
    )
