"""Turn the bytes of an HTML page into a tree, whatever its charset says and however broken its markup is."""

from __future__ import annotations

import re

from lxml import etree, html

_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_XML_HEADER = re.compile(r"^\s*<\?xml[^>]*\?>")
_UNSEEN = bytes({*range(1, 9), *range(14, 32)})
"""Control characters, which stray into words and which nobody sees; a parser would take them for spaces."""
_AS_BROWSERS_DO = dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"), "windows-1252")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def charset_of(media_type: str) -> str | None:
    """Give the charset that a media type names (``text/html; charset=windows-1252``), None where it names none."""
    return media_type.partition("charset=")[2].strip().lower() or None


def text_of(body: bytes, charset: str | None = None) -> str:
    """Decode a page: by its byte order mark, else as UTF-8 if it is, else as declared, else as windows-1252.

    ``charset`` is what its server said; it goes before what the page says, and neither is believed where its bytes say
    otherwise. A page that decodes as UTF-8 is UTF-8, whatever it declares: other charsets' text almost never does.
    """
    for mark, marked in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(marked, "replace")
    declared = _DECLARED.search(body[:4096])
    for name in ("utf-8", charset, declared[1].decode("ascii").lower() if declared else None):
        try:
            if name:
                return body.decode(_AS_BROWSERS_DO.get(name, name))
        except (LookupError, UnicodeDecodeError):
            continue
    text = body.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    others = sum(not mark.isascii() for mark in text) - lost
    # A few broken bytes among whole letters are a fault of a UTF-8 page; the other way round it is no UTF-8.
    return text if others > lost else body.decode("windows-1252", "replace")


def tree_of(body: bytes, charset: str | None = None) -> html.HtmlElement | None:
    """Parse a page into a tree, or None where there is nothing to parse."""
    if b"\0" not in body:  # and so no coding of two bytes a letter, in which they may be a part of any
        body = body.translate(None, delete=_UNSEEN)
    text = _XML_HEADER.sub("", text_of(body, charset).replace("\0", ""))
    if not text.strip():
        return None
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    # One class for all elements, rather than one looked up for each: forms and their fields are not asked anything.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    try:
        return html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
