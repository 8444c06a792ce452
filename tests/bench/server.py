"""Serve the corpus on loopback, from memory, in a process of its own: `python -m tests.bench.server [FORCES]`.

Prints its url when it is ready, and ends with its standard input.
"""

from __future__ import annotations

import hashlib
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.bench.corpus import pages


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    bodies: dict[str, tuple[str, bytes]]

    def do_GET(self) -> None:
        media_type, body = self.bodies.get(self.path, ("", b""))
        mark = f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
        unchanged = bool(body) and self.headers.get("If-None-Match") == mark
        self.send_response(304 if unchanged else 200 if body else 404)
        self.send_header("ETag", mark)
        self.send_header("Content-Type", media_type or "text/plain")
        self.send_header("Content-Length", str(0 if unchanged else len(body)))
        self.end_headers()
        if not unchanged:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's
        """Say nothing."""


def main(forces: int | None) -> None:
    """Serve until the standard input ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    url = f"http://127.0.0.1:{server.server_address[1]}"
    bodies = {urlsplit(page.url).path: ("text/html; charset=utf-8", page.body()) for page in pages(forces)}
    listed = "".join(f"<url><loc>{url}{path}</loc></url>" for path in bodies)
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>'
    bodies["/sitemap.xml"] = ("application/xml", sitemap.encode())
    bodies["/robots.txt"] = ("text/plain", f"User-agent: *\nAllow: /\nSitemap: {url}/sitemap.xml\n".encode())
    _Handler.bodies = bodies
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(url, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
