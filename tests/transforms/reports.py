"""Write one report in markups drawn by chance: summary, chapters, boxes and all, sharing nothing but the words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from hypothesis import strategies as st

SCALE = ("Outstanding", "Good", "Adequate", "Requires improvement", "Inadequate")

GLUED = {"colon": "{name}: {grade}", "dash": "{name} – {grade}", "brackets": "{name} ({grade})"}


@dataclass(frozen=True, slots=True)
class Item:
    """A finding of a box: its sentence, what explains it, and the list that may follow."""

    text: str
    details: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recommended:
    """What is to be done by when: a sentence that leads in a list, or sentences alone."""

    lead: str
    items: tuple[str, ...]
    deadline: str | None


@dataclass(frozen=True, slots=True)
class Boxed:
    """A box of findings of one kind."""

    kind: str
    heading: str
    items: tuple[Item, ...]
    recommended: tuple[Recommended, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """What a report says of one area."""

    area: str
    name: str
    short: str
    grade: str
    said: tuple[str, ...]
    boxes: tuple[Boxed, ...] = ()
    after: tuple[str, ...] = ()
    """What follows the boxes without a heading of its own, where the markup shows where a box ends."""
    found: tuple[tuple[str, tuple[str, ...]], ...] = ()
    data: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report."""

    path: str
    title: str
    published: str
    observed: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """One theme: how each part is marked up."""

    root: str
    landmarks: bool
    contents: str
    summary: str
    short: bool
    chapter: str
    levels: int
    flat: bool
    numbered: str
    ungraded: bool
    links: bool
    badge: str
    badge_at: str
    box: str
    box_in: bool
    heading: str
    sentence: str
    detail: str
    paragraph: str
    listing: str
    subheading: str
    data: str
    classes: tuple[str, ...]
    closed: bool
    twice: bool


STYLES = st.builds(
    Style,
    root=st.sampled_from(("main", "article", "div", "section", "td", "body")),
    landmarks=st.booleans(),
    contents=st.sampled_from(("none", "links", "lines", "nav")),
    summary=st.sampled_from(
        (
            "none",
            "columns",
            "lists",
            "lines",
            "ticks",
            "two",
            "rows",
            "spans",
            "items",
            "nested",
            "headed",
            "dl",
            "dlg",
            "cards",
            "cards-first",
            "picture",
            "picture-groups",
            "pixels",
            "grid",
        )
    ),
    short=st.booleans(),
    chapter=st.sampled_from(
        ("heading", "div-strong", "button", "details", "section", "article", "role", "dl", "anchor")
    ),
    levels=st.integers(0, 2),
    flat=st.booleans(),
    numbered=st.sampled_from(("", "", "dot", "span", "bare")),
    ungraded=st.booleans(),
    links=st.booleans(),
    badge=st.sampled_from(
        ("p", "span", "div", "strong", "button", "img", "svg", "aria", "mark", "x-badge", "labelled")
    ),
    badge_at=st.sampled_from(("after", "after", "inside", "before", "colon", "dash", "brackets", "none")),
    box=st.sampled_from(("aside", "div", "blockquote", "details", "section", "dl", "td", "fieldset", "figure", "none")),
    box_in=st.booleans(),
    heading=st.sampled_from(("h", "p-strong", "div", "summary", "b-br")),
    sentence=st.sampled_from(("p-strong", "p-b", "div-strong", "lead-in-p", "heading", "strong-span")),
    detail=st.sampled_from(("p", "div", "p-span", "br")),
    paragraph=st.sampled_from(("p", "div", "p-span", "x-text")),
    listing=st.sampled_from(("ul", "ol", "li-p", "bullets")),
    subheading=st.sampled_from(("h", "p-strong", "role")),
    data=st.sampled_from(("table", "thead", "td-p")),
    classes=st.tuples(
        *(st.sampled_from(("", "rating", "metabar", "widget-share", "sidebar", "advert")) for _ in range(3))
    ),
    closed=st.booleans(),
    twice=st.booleans(),
)


class Writer:
    """Writes a report in one style."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.turn = 0
        self.numbers: dict[str, int] = {}

    def element(self, tag: str, inner: str) -> str:
        """Write an element with the next hostile class name."""
        self.turn += 1
        name = self.style.classes[self.turn % len(self.style.classes)]
        return f"<{tag}{f' class={name}' if name else ''}>{inner}</{tag}>"

    def document(self, report: Report) -> bytes:
        """Write the whole page."""
        style = self.style
        self.numbers = {chapter.area: number for number, chapter in enumerate(report.chapters, 1)}
        body = f"<h1>{escape(report.title)}</h1><p>Published on: {report.published}</p>" + self.contents(report)
        body += self.heading(2, "Overall summary") + self.heading(3, "Our judgments")
        body += self.paragraph("We make graded judgments in some of these areas as follows:")
        body += self.summary(report) + self.paragraph("The rest of this report says what we found, and where.")
        body += self.heading(2, "HM Inspector’s summary")
        for heading, text in report.observed:
            body += (self.heading(3, heading) if heading else "") + self.paragraph(text)
        body += "".join(self.chapter(chapter) for chapter in report.chapters)
        menu = "<ul><li><a href=/a/>Police forces</a></li><li><a href=/b/>Our reports</a></li></ul>"
        menu *= 2 if style.twice else 1
        foot = "<p>© Crown copyright 2024</p><ul><li><a href=/c/>Cookies</a></li></ul>"
        around = ("nav", "footer") if style.landmarks else ("div", "div")
        inner = f"<table><tr><td>{body}</td></tr></table>" if style.root == "td" else body
        if style.root not in ("td", "body"):
            inner = self.element(style.root, body)
        page = f"<{around[0]}>{menu}</{around[0]}>{inner}<{around[1]}>{foot}</{around[1]}>"
        return f"<!doctype html><html><head><title>{escape(report.title)}</title></head><body>{page}</body></html>".encode()

    def contents(self, report: Report) -> str:
        """Write a table of contents."""
        names = ["Overall summary", "HM Inspector’s summary", *(chapter.name for chapter in report.chapters)]
        lists = {
            "none": "",
            "links": "<ol>" + "".join(f"<li><a href=#x>{escape(name)}</a></li>" for name in names) + "</ol>",
            "lines": "".join(f"<p>{escape(name)}</p>" for name in names),
        }
        lists["nav"] = f"<nav>{lists['links']}</nav>"
        written = lists[self.style.contents]
        return f"<h2>Contents</h2>{written}" if written else ""

    # -- summary -------------------------------------------------------------------------------------------------------

    def summary(self, report: Report) -> str:
        """Write the summary of judgments."""
        pairs = [
            (escape(chapter.short if self.style.short else chapter.name), chapter.grade)
            for chapter in report.chapters
            if chapter.grade
        ]
        if self.style.ungraded and self.style.summary in ("two", "dl", "cards"):
            pairs.insert(0, (escape(report.chapters[0].short), "Ungraded"))
        groups = [(grade, [area for area, own in pairs if own == grade]) for grade in SCALE]
        forms: dict[str, Callable[[], str]] = {
            "none": lambda: "",
            "pixels": lambda: '<img src="grades.png" alt="">',
            "picture": lambda: f'<img src="g.png" alt="{"; ".join(f"{area}: {grade}" for area, grade in pairs)}">',
            "picture-groups": lambda: (
                '<img src="g.png" alt="'
                + " ".join(f"{grade}: {'; '.join(areas)}." for grade, areas in groups if areas)
                + '">'
            ),
            "two": lambda: _table([["Area", "Grade"], *([area, grade] for area, grade in pairs)]),
            "ticks": lambda: _table(
                [["", *SCALE], *([area, *("✓" if own == grade else "" for grade in SCALE)] for area, own in pairs)]
            ),
            "columns": lambda: _table([list(SCALE), *_columns(groups)]),
            "lists": lambda: _table([list(SCALE), [_list(areas) for _, areas in groups]]),
            "lines": lambda: _table([list(SCALE), ["<br>".join(areas) for _, areas in groups]]),
            "rows": lambda: _table([[grade, "<br>".join(areas)] for grade, areas in groups]),
            "spans": lambda: (
                "<table>"
                + "".join(
                    f"<tr><th rowspan={len(areas)}>{grade}</th><td>" + "</td></tr><tr><td>".join(areas) + "</td></tr>"
                    for grade, areas in groups
                    if areas
                )
                + "</table>"
            ),
            "items": lambda: _list([f"{grade}: {'; '.join(areas)}" for grade, areas in groups if areas]),
            "nested": lambda: _list([grade + _list(areas) for grade, areas in groups]),
            "headed": lambda: "".join(f"<h4>{grade}</h4>{_list(areas)}" for grade, areas in groups),
            "dl": lambda: "<dl>" + "".join(f"<dt>{area}</dt><dd>{grade}</dd>" for area, grade in pairs) + "</dl>",
            "dlg": lambda: (
                "<dl>"
                + "".join(
                    f"<dt>{grade}</dt>" + "".join(f"<dd>{area}</dd>" for area in areas) for grade, areas in groups
                )
                + "</dl>"
            ),
            "cards": lambda: "".join(f"<div><h4>{area}</h4><span>{grade}</span></div>" for area, grade in pairs),
            "cards-first": lambda: "".join(f"<div><b>{grade}</b><div>{area}</div></div>" for area, grade in pairs),
            "grid": lambda: (
                "<div>"
                + "".join(
                    f"<div><div>{grade}</div>" + "".join(f"<div>{area}</div>" for area in areas) + "</div>"
                    for grade, areas in groups
                )
                + "</div>"
            ),
        }
        return forms[self.style.summary]()

    # -- chapters ------------------------------------------------------------------------------------------------------

    def chapter(self, chapter: Chapter) -> str:
        """Write a chapter."""
        style = self.style
        name = escape(chapter.name)
        shown = chapter.grade if style.badge_at != "none" else ""
        badge = self.badge(shown) if shown else ""
        inside = bool(badge) and style.badge_at == "inside" and style.badge in ("span", "strong", "mark", "img", "aria")
        if inside:
            name = f"{name} {badge}"
        elif badge and style.badge_at in GLUED:
            name, badge = GLUED[style.badge_at].format(name=name, grade=chapter.grade), ""
        number = self.numbers.get(chapter.area, 0)
        name = {"dot": f"{number}. {name}", "span": f"<span>{number}</span> {name}", "bare": f"{number} {name}"}.get(
            style.numbered, name
        )
        head = self.chapter_heading(name)
        body = "".join(self.paragraph(text) for text in chapter.said)
        body += "".join(self.boxed(box) for box in chapter.boxes)
        if style.box_in and style.box not in ("none", "dl"):
            body += "".join(self.paragraph(text) for text in chapter.after)
        if chapter.found:
            body += self.heading(3, "Main findings")
        for heading, texts in chapter.found:
            body += self.heading(4, heading) + "".join(self.paragraph(text) for text in texts)
        if chapter.data:
            rows = (
                [[f"<p>{cell}</p>" for cell in row] for row in chapter.data] if style.data == "td-p" else chapter.data
            )
            body += _table([list(row) for row in rows])
        if style.links:
            body += "<p><a href=#top>Back to top</a></p><p><a href=#p>Previous</a> <a href=#n>Next</a></p>"
        badge = "" if inside else badge
        head = badge + head if style.badge_at == "before" else head + badge
        return self.element(style.chapter if style.chapter in ("section", "article") else "div", head + body)

    def chapter_heading(self, inner: str) -> str:
        """Write the heading of a chapter."""
        forms = {
            "div-strong": f"<div><strong>{inner}</strong></div>",
            "button": f'<h2><button type="button" aria-expanded="false">{inner}</button></h2>',
            "details": f"<details><summary>{inner}</summary></details>",
            "role": f'<div role="heading" aria-level="2">{inner}</div>',
            "dl": f"<dl><dt>{inner}</dt></dl>",
            "anchor": f'<h2><a id="c"></a>{inner}</h2>',
        }
        return forms.get(self.style.chapter) or self.element(f"h{2 + self.style.levels // 2}", inner)

    def badge(self, grade: str) -> str:
        """Write a grade."""
        forms = {
            "img": f'<img src="b.svg" alt="{grade}">',
            "svg": f'<svg viewBox="0 0 1 1"><title>{grade}</title><path d="M0 0"></path></svg>',
            "aria": f'<i role="img" aria-label="{grade}"></i>',
            "labelled": f"<p>Grade: {grade}</p>",
        }
        return forms.get(self.style.badge) or self.element(self.style.badge, grade)

    def heading(self, level: int, text: str) -> str:
        """Write a heading that is none of an area."""
        inner = escape(text)
        if level > 2 and self.style.subheading == "p-strong":
            return f"<p><strong>{inner}</strong></p>"
        if level > 2 and self.style.subheading == "role":
            return f'<span role="heading" aria-level="{level + self.style.levels}">{inner}</span>'
        if self.style.flat:
            return self.element(f"h{2 + self.style.levels // 2}", inner)
        return self.element(f"h{min(6, level + (self.style.levels if level > 2 else 0))}", inner)

    def paragraph(self, text: str) -> str:
        """Write a paragraph."""
        inner = escape(text)
        if self.style.paragraph == "p" and not self.style.closed:
            return f"<p>{inner}"
        return (
            f"<p><span>{inner}</span></p>"
            if self.style.paragraph == "p-span"
            else self.element(self.style.paragraph, inner)
        )

    # -- boxes ---------------------------------------------------------------------------------------------------------

    def boxed(self, box: Boxed) -> str:
        """Write a box."""
        lead = self.lead(box.heading)
        inner = "".join(self.item(item) for item in box.items)
        if box.recommended:
            inner += self.lead("Recommendations")
        inner += "".join(self.recommended(one) for one in box.recommended)
        tag = self.style.box
        if tag == "dl":
            return f"<dl><dt>{escape(box.heading)}</dt><dd>{inner}</dd></dl>"
        if tag == "td":
            return f"<table><tr><td>{lead}{inner}</td></tr></table>"
        if tag == "details":
            return f"<details><summary>{escape(box.heading)}</summary>{inner}</details>"
        if tag == "none":
            return lead + inner
        return self.element(tag, lead + inner) if self.style.box_in else lead + self.element(tag, inner)

    def lead(self, text: str) -> str:
        """Write the heading of a box."""
        inner = escape(text)
        forms = {
            "p-strong": f"<p><strong>{inner}</strong></p>",
            "div": f"<div>{inner}</div>",
            "b-br": f"<div><b>{inner}</b><br></div>",
        }
        return forms.get(self.style.heading) or f"<h4>{inner}</h4>"

    def item(self, item: Item) -> str:
        """Write a finding with what explains it."""
        text = escape(item.text)
        rest = "".join(self.detail(detail) for detail in item.details)
        if item.bullets:
            rest += self.listing(item.bullets)
        if self.style.sentence == "lead-in-p" and item.details:
            first, *others = item.details
            rest = "".join(self.detail(detail) for detail in others)
            return f"<p><strong>{text}</strong> {escape(first)}</p>{rest}" + (
                self.listing(item.bullets) if item.bullets else ""
            )
        forms = {
            "p-b": f"<p><b>{text}</b></p>",
            "div-strong": f"<div><strong>{text}</strong></div>",
            "heading": f"<h5>{text}</h5>",
            "strong-span": f"<p><strong><span>{text}</span></strong></p>",
        }
        return (forms.get(self.style.sentence) or f"<p><strong>{text}</strong></p>") + rest

    def detail(self, text: str) -> str:
        """Write a paragraph that explains a finding."""
        inner = escape(text)
        forms = {"div": f"<div>{inner}</div>", "p-span": f"<p><span>{inner}</span></p>", "br": f"<p>{inner}<br></p>"}
        return forms.get(self.style.detail) or f"<p>{inner}</p>"

    def recommended(self, one: Recommended) -> str:
        """Write what is to be done."""
        if one.lead:
            return f"<p>{escape(one.lead)}</p>{self.listing(one.items)}"
        return "".join(f"<p>{escape(text)}</p>" for text in one.items)

    def listing(self, items: tuple[str, ...]) -> str:
        """Write a list."""
        texts = [escape(item) for item in items]
        end = "</li>" if self.style.closed else ""
        forms = {
            "ol": "<ol>" + "".join(f"<li>{text}{end}" for text in texts) + "</ol>",
            "li-p": "<ul>" + "".join(f"<li><p>{text}</p></li>" for text in texts) + "</ul>",
            "bullets": "".join(f"<p>• {text}</p>" for text in texts),
        }
        return forms.get(self.style.listing) or "<ul>" + "".join(f"<li>{text}{end}" for text in texts) + "</ul>"


def _table(rows: list[list[str]]) -> str:
    """Write a table."""
    return (
        "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"
    )


def _list(items: list[str]) -> str:
    """Write a list."""
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _columns(groups: list[tuple[str, list[str]]]) -> list[list[str]]:
    """Give the areas under each grade as rows."""
    longest = max(len(areas) for _, areas in groups)
    return [[areas[row] if row < len(areas) else "" for _, areas in groups] for row in range(longest)]


def text_of(report: Report, bullet: str = "  • ", gap: str = "\n") -> bytes:
    """Write a report as a plain-text capture, which says nothing of headings, bold or boxes."""
    lines = [report.title, f"Published on: {report.published}", "Overall summary", "Our judgments"]
    lines += ["We make graded judgments in some of these areas as follows:", "HM Inspector’s summary"]
    lines += [line for heading, text in report.observed for line in (heading, text)]
    for chapter in report.chapters:
        lines += [chapter.name, chapter.grade, *chapter.said]
        for box in chapter.boxes:
            lines.append(box.heading)
            for item in box.items:
                lines += [item.text, *item.details, *(bullet + text for text in item.bullets)]
            if box.recommended:
                lines.append("Recommendations")
            for one in box.recommended:
                lines += [one.lead, *(bullet + text for text in one.items)] if one.lead else one.items
        lines += ["Main findings"] if chapter.found else []
        lines += [line for heading, texts in chapter.found for line in (heading, *texts)]
        lines += [" | ".join(row) for row in chapter.data]
    return gap.join(line for line in lines if line).encode()
