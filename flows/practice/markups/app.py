"""A page that a script has drawn: elements of its own, folded details, labels for badges, and the menu twice."""

from __future__ import annotations

import json

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
_STYLE = """*{box-sizing:border-box}body{margin:0;font:16px/1.5 Inter,system-ui,sans-serif;background:#fafafa}
page-main,site-head,site-foot,peel-question,menu-drawer{display:block}
page-main{max-width:48rem;margin:0 auto;background:#fff;padding:2rem}
site-head,site-foot{background:#1d1d3b;color:#fff;padding:1rem 2rem}
site-head a,site-foot a{color:#bcd;margin-right:1rem}
label.sc-1f strong{background:#e6f0ff;border-radius:1rem;padding:.2rem .8rem}
menu-drawer{display:none}summary{cursor:pointer;padding:.5rem 0;font-weight:600}
summary span+span,.sc-bc span+span{margin-left:.6rem}.sc-gd{display:grid;justify-items:start}"""


def document(page: Page) -> str:
    """Write the whole page as it stands after the script has run."""
    opening = _pillar(page.opening) if page.opening else ""
    menu = anchors(MENU, "", "")
    buttons = "".join(f'<button class="sc-9c">{label}</button>' for label in COOKIE_BUTTONS)
    return f"""<!doctype html><html lang="{page.language}"><head><meta charset="utf-8"/>
<title>{text(page.title)} · {NAME}</title>
<meta property="og:url" content="{_SITE}{value(page.path)}"/><meta property="og:title" content="{value(page.title)}"/>
<style>{_STYLE}</style><script>window.__START__=Date.now();</script></head>
<body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"><div class="sc-0a">
<a class="sc-sk" href="#m">{SKIP}</a>
<site-head><span class="sc-lg">{" ".join(LANGUAGES)}</span>
<p>{" ".join(text(line) for line in SLOGAN)}</p><nav class="sc-dk">{menu}</nav>
<menu-drawer><nav class="sc-mb" aria-hidden="true">{menu}</nav></menu-drawer></site-head>
<page-main id="m"><nav class="sc-bc" aria-label="Breadcrumb">{anchors(page.crumbs, "<span>", "</span>")}</nav>
<section class="sc-hd"><h1>{text(page.title)}</h1>{_parts(page.introduction)}</section>
{opening}{"".join(_group(group) for group in page.groups)}
<section class="sc-sh"><h2>{SHARE}</h2>{anchors(SHARE_LINKS, "<div>", "</div>")}</section></page-main>
<site-foot><div>{anchors(FOOTER, "", "")}</div><p>{NOTICE}</p></site-foot>
<div class="sc-ck" role="alertdialog"><p>{COOKIES}</p>{buttons}</div>
</div></div><script id="__STATE__" type="application/json">{_state(page)}</script></body></html>
"""


def _state(page: Page) -> str:
    """Give what the script keeps for itself: where the page stands and the menu, nothing that is read off it."""
    state = {"route": page.path, "title": page.title, "menu": [[link.text, link.path] for link in MENU]}
    return json.dumps(state).replace("<", "\\u003c")


def _group(group: Group) -> str:
    """Write a group of questions."""
    heading = f"<h2>{text(group.heading)}</h2>" if group.heading else ""
    judged = "".join(_pillar(one) if one.heading else _question(one) for one in group.judged)
    return f'<section class="sc-gr">{heading}{_parts(group.said)}{judged}</section>\n'


def _pillar(judged: Judged) -> str:
    """Write a pillar; name, question, date and badge are cells of a grid."""
    cells = [f"<h2>{text(judged.heading)}</h2>", f"<p>{text(judged.wording)}</p>"]
    cells += [f"<time>Last updated {text(judged.updated)}</time>"] if judged.updated else []
    cells += [_badge(judged.grade)] if judged.grade else []
    return f'<section class="sc-pl"><div class="sc-gd">{"".join(cells)}</div>{_parts(judged.said)}</section>'


def _question(judged: Judged) -> str:
    """Write a question: the summary is what shows while the details are folded."""
    number = f"<span>{judged.number}</span>" if judged.number else ""
    badge = _badge(judged.grade) if judged.grade else ""
    head = f"<summary>{number}<span>{text(judged.wording)}</span></summary>"
    return f"<peel-question><details open>{head}{badge}{_parts(judged.said)}</details></peel-question>"


def _badge(grade: str) -> str:
    """Write a grade as a label."""
    return f'<label class="sc-1f"><strong>{text(grade)}</strong></label>'


def _parts(parts: tuple[Part, ...]) -> str:
    """Write paragraphs, lists and link lines."""
    return "".join(_part(part) for part in parts)


def _part(part: Part) -> str:
    """Write one of them."""
    match part:
        case Link():
            return f'<div class="sc-ln">{anchor(part)}</div>'
        case Listing():
            lead = f"<strong>{text(part.lead_in)}</strong>" if part.headed else f"<span>{text(part.lead_in)}</span>"
            items = "".join(f"<li><div><div>{text(item)}</div></div></li>" for item in part.items)
            return f'<section class="sc-ls"><div>{lead}</div><ul>{items}</ul></section>'
        case Heading():
            return f'<div role="heading" aria-level="4" class="sc-hh">{text(part.text)}</div>'
        case Strong():
            return f"<p><strong>{text(part.text)}</strong></p>"
        case Box():
            heading = f'<div class="sc-ch" role="heading" aria-level="4">{text(part.heading)}</div>'
            return f'<section class="sc-cd">{heading}<div>{_parts(part.said)}</div></section>'
        case Table():
            return _table(part)
        case Picture():
            return '<picture><img src="/static/ring.webp" alt=""/></picture>'
        case str():
            return f"<p>{text(part)}</p>"


def _table(table: Table) -> str:
    """Write a table whose cells' words are wrapped once more."""
    names = "".join(f"<th><span>{text(name)}</span></th>" for name in table.header)
    rows = ("".join(f"<td><span>{text(cell)}</span></td>" for cell in row) for row in table.rows)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<div class="sc-tb"><table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table></div>'
