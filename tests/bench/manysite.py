"""A site of as many inspection pages as one asks for: the practice site's pages of one force, told of made-up others."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from flows.practice.site import site_pages
from schemas import vocabulary

FORCE = "kent"
FOLDER = "/peel-assessments/peel-2017/"
_FILLING = b"<script>var made='%s'</script>" % b",".join(
    b"%x" % (number * 2654435761 % 2**32) for number in range(5000)
)


def know(forces: int) -> None:
    """Make this process take made-up forces for known ones, and no others."""
    real = vocabulary.forces()["police", FORCE]
    known = {("police", slug): replace(real, force=slug, name=name) for slug, name in map(_named, range(forces))}
    vocabulary.forces = lru_cache(maxsize=1)(lambda: known)


def _named(number: int) -> tuple[str, str]:
    """Name one made-up force."""
    letters = "".join(chr(97 + int(digit)) for digit in f"{number:05}")
    return f"shire{letters}", f"Shire{letters} Police"


def paths(pages: int) -> list[str]:
    """Give the paths of so many pages, four a force."""
    leaves = ("", "effectiveness/", "efficiency/", "legitimacy/")
    return [f"{FOLDER}{_named(number // 4)[0]}/{leaves[number % 4]}" for number in range(pages)]


def serve(pages: int, filled: bool) -> None:
    """Serve so many pages on a free port of this machine, and print that port."""
    templates = {
        path.removeprefix(f"{FOLDER}{FORCE}/"): body.replace(b"</body>", _FILLING + b"</body>") if filled else body
        for path, body in site_pages("plain").items()
        if path.startswith(f"{FOLDER}{FORCE}/")
    }

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_GET(self) -> None:
            status, media_type, body = 404, "text/html", b"<html><title>Page not found</title>"
            etag = f'"{self.path}"'
            if self.path == "/sitemap.xml":
                origin = f"http://{self.headers['Host']}"
                entries = "".join(f"<url><loc>{origin}{path}</loc></url>" for path in paths(pages))
                status, media_type, body = 200, "text/xml", f"<urlset>{entries}</urlset>".encode()
            elif self.path.startswith(FOLDER) and self.path.count("/") > 3:
                slug, _, leaf = self.path.removeprefix(FOLDER).partition("/")
                status = 304 if self.headers.get("If-None-Match") == etag else 200
                name = slug.capitalize().encode()
                body = templates[leaf].replace(b"Kent", name).replace(b"kent", slug.encode()) if status == 200 else b""
            self.send_response(status)
            if status in (200, 304):
                self.send_header("ETag", etag)
            if status != 304:
                self.send_header("Content-Type", media_type)
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2] == "filled")
