"""Turn the bytes of an HTML page into a tree, whatever its charset says and however broken its markup is."""

from __future__ import annotations

import re

from lxml import etree, html

_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_XML_HEADER = re.compile(r"^\s*<\?xml[^>]*\?>")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def text_of(body: bytes) -> str:
    """Decode a page: by its byte order mark, else as UTF-8 if it is, else as declared, else as windows-1252.

    A page that decodes as UTF-8 is UTF-8, whatever it declares: other charsets' text almost never does.
    """
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(body[:4096])
    charset = declared[1].decode("ascii").lower() if declared else "windows-1252"
    if charset in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"):
        charset = "windows-1252"  # as every browser does
    try:
        return body.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return body.decode("utf-8" if charset == "utf-8" else "windows-1252", "replace")


def tree_of(body: bytes) -> html.HtmlElement | None:
    """Parse a page into a tree, or None where there is nothing to parse."""
    text = _XML_HEADER.sub("", text_of(body).replace("\x00", ""))
    if not text.strip():
        return None
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    try:
        return html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
