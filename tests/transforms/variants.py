"""Write one content in markups drawn by chance, which share nothing but the words.

Nobody has seen the site's markup, so reading must not depend on any: every choice a theme's author could make is a
choice here, hostile class names and unclosed tags included.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from hypothesis import strategies as st

from flows.practice import furniture
from flows.practice.content import Box, Group, Heading, Judged, Link, Listing, Page, Part, Picture, Strong, Table

CLASSES = (
    "",
    "rating",
    "metabar",
    "widget-share",
    "comment-body",
    "sidebar",
    "footer-note",
    "navigation",
    "advert",
    "x1",
)


@dataclass(frozen=True, slots=True)
class Style:
    """One theme: how each kind of text is marked up."""

    root: str
    wrap: int
    title: str
    question: str
    badge: str
    badge_at: str
    badge_label: str
    number: str
    date: str
    paragraph: str
    listing: str
    box: str
    lead: str
    landmarks: bool
    menu_twice: bool
    classes: tuple[str, ...]
    closed: bool
    spaces: str
    script: bool


STYLES = st.builds(
    Style,
    root=st.sampled_from(("main", "article", "div", "section", "td", "form")),
    wrap=st.integers(0, 3),
    title=st.sampled_from(("h1", "h2", "div-strong", "p-b", "header-h1")),
    question=st.sampled_from(
        ("h2", "h3", "h5", "div", "p-strong", "button", "summary", "dt", "x-question", "h3-a", "role")
    ),
    badge=st.sampled_from(
        ("span", "div", "strong", "button", "label", "img", "svg", "aria", "em", "x-badge", "dd", "p-span", "mark")
    ),
    badge_at=st.sampled_from(("after", "inside", "before", "inside-first")),
    badge_label=st.sampled_from(("", "", "Grade: ", "Judgment: ", "Graded ")),
    number=st.sampled_from(("none", "span", "div", "dot", "word", "ol")),
    date=st.sampled_from(("p", "div", "time", "span", "dl", "small")),
    paragraph=st.sampled_from(("p", "div", "br", "p-span", "blockquote", "x-text")),
    listing=st.sampled_from(("ul", "ol", "li-p", "li-div-span", "bullets", "br-bullets", "table")),
    box=st.sampled_from(("aside", "div", "section", "blockquote", "fieldset", "details", "figure", "none")),
    lead=st.sampled_from(("h4", "h6", "p-strong", "div", "p", "b-br")),
    landmarks=st.booleans(),
    menu_twice=st.booleans(),
    classes=st.tuples(*(st.sampled_from(CLASSES) for _ in range(5))),
    closed=st.booleans(),
    spaces=st.sampled_from(("", " ", "\n    ", "&nbsp;")),
    script=st.booleans(),
)


class Writer:
    """Writes a page in one style."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.turn = 0

    def attributes(self) -> str:
        """Draw the next hostile class name."""
        self.turn += 1
        name = self.style.classes[self.turn % len(self.style.classes)]
        return f' class="{name}"' if name else ""

    def element(self, tag: str, inner: str, extra: str = "") -> str:
        """Write an element."""
        space = self.style.spaces
        return f"<{tag}{self.attributes()}{extra}>{space}{inner}{space}</{tag}>"

    def document(self, page: Page) -> bytes:
        """Write the whole page."""
        style = self.style
        body = self.title(page.title) + self.parts(page.introduction)
        if page.opening:
            body += self.judged(page.opening)
        body += "".join(self.group(group) for group in page.groups)
        for _ in range(style.wrap):
            body = self.element("div", body)
        content = f"<table><tr><td>{body}</td></tr></table>" if style.root == "td" else self.element(style.root, body)
        above, below = self.around(page)
        script = f"<script>{'var x = 1 < 2;' * 50}</script>" if style.script else ""
        return f"<!doctype html><html><head><title>{escape(page.title)}</title>{script}</head><body>{above}{content}{below}</body></html>".encode()

    def around(self, page: Page) -> tuple[str, str]:
        """Write the menu, the notices and the foot."""
        links = "".join(f"<li>{furniture.anchor(link)}</li>" for link in furniture.MENU)
        menu = f"<ul>{links}</ul>" * (2 if self.style.menu_twice else 1)
        crumbs = " &gt; ".join(furniture.anchor(link) for link in page.crumbs) + f" &gt; {escape(page.title)}"
        foot = "".join(f"<li>{furniture.anchor(link)}</li>" for link in furniture.FOOTER)
        foot = f"<ul>{foot}</ul><p>{furniture.NOTICE}</p>"
        slogan = "".join(f"<div>{escape(line)}</div>" for line in furniture.SLOGAN)
        top = f'<a href="#c">{furniture.SKIP}</a><div>{slogan}</div>'
        if self.style.landmarks:
            return f"{top}<nav>{menu}</nav><nav>{crumbs}</nav>", f"<footer>{foot}</footer>"
        return f"{top}<div>{menu}</div><div>{crumbs}</div>", f"<div>{foot}</div>"

    def title(self, text: str) -> str:
        """Write the page's title."""
        inner = escape(text)
        forms = {
            "div-strong": f"<div><strong>{inner}</strong></div>",
            "p-b": f"<p><b>{inner}</b></p>",
            "header-h1": f"<header><h1>{inner}</h1></header>",
        }
        return forms.get(self.style.title) or self.element(self.style.title, inner)

    def group(self, group: Group) -> str:
        """Write a group of questions."""
        heading = self.element("h2", escape(group.heading)) if group.heading else ""
        return heading + self.parts(group.said) + "".join(self.judged(judged) for judged in group.judged)

    def judged(self, judged: Judged) -> str:
        """Write a question with its number, badge and date."""
        style = self.style
        name = self.element("h2", escape(judged.heading)) if judged.heading else ""
        badge = self.badge(judged.grade) if judged.grade else ""
        inside = style.badge_at.startswith("inside") and style.badge not in ("div", "dd", "p-span")
        words = escape(judged.wording)
        number, words = self.number(judged.number, words)
        if inside and badge:
            words = f"{badge} {words}" if style.badge_at == "inside-first" else f"{words} {badge}"
        heading = number + self.question(words)
        date = self.date(judged.updated) if judged.updated else ""
        if inside or not badge:
            head = heading + date
        elif style.badge_at == "before":
            head = badge + heading + date
        else:
            head = heading + date + badge
        return self.element("div", name + head + self.parts(judged.said))

    def number(self, number: int | None, words: str) -> tuple[str, str]:
        """Write a question's number, before its heading or in it."""
        if number is None or self.style.number == "none":
            return "", words
        forms = {
            "span": ("", f"<span>{number}</span> {words}"),
            "div": (f"<div>{number}</div>", words),
            "dot": ("", f"{number}. {words}"),
            "word": (f"<p>Question {number}</p>", words),
            "ol": (f'<ol start="{number}"></ol>', words),
        }
        return forms[self.style.number]

    def question(self, inner: str) -> str:
        """Write the heading of a question."""
        forms = {
            "p-strong": f"<p><strong>{inner}</strong></p>",
            "button": f'<h3><button type="button" aria-expanded="false">{inner}</button></h3>',
            "summary": f"<details><summary>{inner}</summary></details>",
            "dt": f"<dl><dt>{inner}</dt></dl>",
            "h3-a": f'<h3><a href="#q">{inner}</a></h3>',
            "role": f'<span role="heading" aria-level="3">{inner}</span>',
        }
        return forms.get(self.style.question) or self.element(self.style.question, inner)

    def badge(self, grade: str) -> str:
        """Write a grade."""
        words = escape(self.style.badge_label + (grade.lower() if self.style.badge_label == "Graded " else grade))
        forms = {
            "img": f'<img src="b.svg" alt="{words}">',
            "svg": f'<svg viewBox="0 0 1 1"><title>{words}</title><path d="M0 0"></path></svg>',
            "aria": f'<i role="img" aria-label="{words}"></i>',
            "dd": f"<dl><dt>Grade</dt><dd>{escape(grade)}</dd></dl>",
            "p-span": f"<p><span><span>{words}</span></span></p>",
        }
        return forms.get(self.style.badge) or self.element(self.style.badge, words)

    def date(self, updated: str) -> str:
        """Write the date of the last update."""
        if self.style.date == "dl":
            return f"<dl><dt>Last updated</dt><dd>{updated}</dd></dl>"
        inner = f"Last updated {updated}"
        return (
            f"<div>{inner}</div>" if self.style.date == "span" else f"<div>{self.element(self.style.date, inner)}</div>"
        )

    def parts(self, parts: tuple[Part, ...]) -> str:
        """Write paragraphs, lists and links."""
        return "".join(self.part(part) for part in parts)

    def part(self, part: Part) -> str:
        """Write one of them."""
        match part:
            case Link():
                return f"<p>{furniture.anchor(part)}</p>"
            case Listing():
                inner = self.lead(part) + self.listing(part.items)
                return self.box(inner) if part.headed else inner
            case Heading():
                return self.element("h4", escape(part.text))
            case Strong():
                return f"<p><b>{escape(part.text)}</b></p>"
            case Box():
                return self.box(self.element("h4", escape(part.heading)) + self.parts(part.said))
            case Table():
                return self.table(part)
            case Picture():
                return '<img src="x.png" alt="">'
            case str():
                return self.paragraph(part)

    def paragraph(self, text: str) -> str:
        """Write a paragraph."""
        inner = escape(text)
        forms = {"br": f"{inner}<br><br>", "p-span": f"<p><span>{inner}</span></p>"}
        if self.style.paragraph == "p" and not self.style.closed:
            return f"<p>{inner}"
        return forms.get(self.style.paragraph) or self.element(self.style.paragraph, inner)

    def box(self, inner: str) -> str:
        """Set something apart."""
        return inner if self.style.box == "none" else self.element(self.style.box, inner)

    def table(self, table: Table) -> str:
        """Write a table."""
        tag = "th" if self.style.landmarks else "td"
        rows = ["".join(f"<{tag}>{escape(name)}</{tag}>" for name in table.header)]
        rows += ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in table.rows]
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"

    def lead(self, part: Listing) -> str:
        """Write what leads in a list."""
        inner = escape(part.lead_in)
        tag = self.style.lead if part.headed else "p"
        forms = {
            "p-strong": f"<p><strong>{inner}</strong></p>",
            "b-br": f"<div><b>{inner}</b><br></div>",
        }
        return forms.get(tag) or self.element(tag, inner)

    def listing(self, items: tuple[str, ...]) -> str:
        """Write a list."""
        texts = [escape(item) for item in items]
        end = "</li>" if self.style.closed else ""
        forms = {
            "ul": "<ul>" + "".join(f"<li>{text}{end}" for text in texts) + "</ul>",
            "ol": "<ol>" + "".join(f"<li>{text}{end}" for text in texts) + "</ol>",
            "li-p": "<ul>" + "".join(f"<li><p>{text}</p></li>" for text in texts) + "</ul>",
            "li-div-span": "<ul>" + "".join(f"<li><div><span>{text}</span></div></li>" for text in texts) + "</ul>",
            "bullets": "".join(f"<p>• {text}</p>" for text in texts),
            "br-bullets": "<div>" + "<br>".join(f"• {text}" for text in texts) + "</div>",
            "table": "<table>" + "".join(f"<tr><td>&bull;</td><td>{text}</td></tr>" for text in texts) + "</table>",
        }
        return forms[self.style.listing]
