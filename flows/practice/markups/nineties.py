"""A page of the 1990s: tables for layout, fonts for headings, tags left open, and the code page of Windows."""

from __future__ import annotations

from flows.practice.content import Box, Group, Heading, Judged, Link, Listing, Page, Part, Picture, Strong, Table
from flows.practice.furniture import (
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
    text,
)

_ENTITIES = {"’": "&rsquo;", "“": "&ldquo;", "”": "&rdquo;", "–": "&#150;", " and ": " and\n", "ë": "&euml;"}


def document(page: Page) -> str:
    """Write the whole page."""
    opening = _judged(page.opening) if page.opening else ""
    crumbs = " &gt; ".join(_anchor(link) for link in page.crumbs)
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">
<HTML>
<HEAD>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1252">
<TITLE>{NAME}: {_old(page.title)}</TITLE>
</HEAD>
<BODY BGCOLOR=#FFFFFF TEXT=#000000 LINK=#0000CC>
<A HREF="#text"><FONT SIZE=1>{SKIP}</FONT></A>
<CENTER><FONT SIZE=2>{COOKIES}</FONT></CENTER>
<TABLE WIDTH=100% BORDER=0 CELLPADDING=6>
<TR><TD COLSPAN=2 BGCOLOR=#003366><FONT COLOR=#FFFFFF SIZE=4>{"<BR>".join(_old(line) for line in SLOGAN)}</FONT>
<TD ALIGN=RIGHT BGCOLOR=#003366><FONT COLOR=#FFFFFF SIZE=2>{" ".join(LANGUAGES)}</FONT>
<TR><TD WIDTH=140 VALIGN=TOP BGCOLOR=#CCCCCC><FONT SIZE=2>{"<BR>".join(_anchor(link) for link in MENU)}</FONT>
<TD COLSPAN=2 VALIGN=TOP>
<FONT SIZE=2>You are here: {crumbs}</FONT><HR>
<A NAME="text"></A>
<CENTER><FONT SIZE=6 FACE="Arial"><B>{_old(page.title)}</B></FONT></CENTER>
{_parts(page.introduction)}
{opening}
{"".join(_group(group) for group in page.groups)}
<HR><CENTER><FONT SIZE=2>{SHARE}: {" | ".join(_anchor(link) for link in SHARE_LINKS)}</FONT></CENTER>
</TABLE>
<CENTER><FONT SIZE=1>{" | ".join(_anchor(link) for link in FOOTER)}<BR>{_old(NOTICE)}</FONT></CENTER>
</BODY>
</HTML>
"""


def _group(group: Group) -> str:
    """Write a group of questions under a big bold line."""
    heading = f'<P><FONT SIZE=5 FACE="Arial"><B>{_old(group.heading)}</B></FONT>\n' if group.heading else ""
    return heading + _parts(group.said) + "".join(_judged(judged) for judged in group.judged)


def _judged(judged: Judged) -> str:
    """Write a question as a row of a table: number, wording, grade; a pillar as bold lines."""
    grade = f"<FONT COLOR=#006600><B>{_old(judged.grade)}</B></FONT>" if judged.grade else "&nbsp;"
    if judged.heading:
        date = f"<BR>\n<FONT SIZE=2><I>Last updated&nbsp;{_old(judged.updated)}</I></FONT>" if judged.updated else ""
        name = f"<P><FONT SIZE=5><B>{_old(judged.heading)}</B></FONT>"
        return f"{name}<BR>\n<B>{_old(judged.wording)}</B>{date}\n<P>{grade}\n{_parts(judged.said)}"
    number = f"<TD WIDTH=20><B>{judged.number}</B>" if judged.number else ""
    cells = f"<TR>{number}<TD><B>{_old(judged.wording)}</B><TD WIDTH=140 ALIGN=CENTER>{grade}"
    return f"<TABLE BORDER=1 WIDTH=100%>\n{cells}\n</TABLE>\n{_parts(judged.said)}"


def _parts(parts: tuple[Part, ...]) -> str:
    """Write paragraphs, lists and link lines; none of their tags is closed."""
    return "".join(_part(part) for part in parts)


def _part(part: Part) -> str:
    """Write one of them."""
    match part:
        case Link():
            return f"<P>{_anchor(part)}\n"
        case Listing():
            lead = f"<P><FONT SIZE=4><B>{_old(part.lead_in)}</B></FONT>" if part.headed else f"<P>{_old(part.lead_in)}"
            return f"{lead}\n<UL>\n" + "".join(f"<LI>{_old(item)}\n" for item in part.items) + "</UL>\n"
        case Heading():
            return f"<P><FONT SIZE=4><B>{_old(part.text)}</B></FONT>\n"
        case Strong():
            return f"<P><B>{_old(part.text)}</B>\n"
        case Box():
            heading = f"<P><FONT SIZE=4><B>{_old(part.heading)}</B></FONT>"
            return f"<TABLE BORDER=1 WIDTH=90%><TR><TD BGCOLOR=#FFFFCC>{heading}\n{_parts(part.said)}</TABLE>\n"
        case Table():
            return _table(part)
        case Picture():
            return '<P><IMG SRC="/images/chart.gif" ALT="">\n'
        case str():
            return f"<P>{_old(part)}\n"


def _table(table: Table) -> str:
    """Write a table; only its outer tag is closed, and a cell without words has a space that cannot break."""
    names = "".join(f"<TD><B>{_old(name)}</B>" for name in table.header)
    rows = ("".join(f"<TD>{_old(cell) or '&nbsp;'}" for cell in row) for row in table.rows)
    return f"<TABLE BORDER=1>\n<TR>{names}\n" + "".join(f"<TR>{row}\n" for row in rows) + "</TABLE>\n"


def _anchor(link: Link) -> str:
    """Write a link in capitals."""
    return _entities(anchor(link).replace("<a href", "<A HREF").replace("</a>", "</A>"))


def _old(words: str) -> str:
    """Escape words, with the entities and line breaks of their time."""
    return _entities(text(words))


def _entities(markup: str) -> str:
    """Put entities where the code page has a letter, and a line end now and then."""
    for letter, entity in _ENTITIES.items():
        markup = markup.replace(letter, entity)
    return markup
