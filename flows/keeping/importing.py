"""Take captures made by others into the archive: web archive files, saved HTML, and plain-text copies of pages."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from flows.keeping.archive import RunWriter, open_run
from flows.keeping.foreign import Found, captures_in
from flows.keeping.saved import Kind, kind_of, saved_at, saved_from
from flows.keeping.warc import LARGEST_BODY
from flows.settings import Settings
from schemas.errors import PeelError
from schemas.records import Address, Capture
from transforms.addresses import OutOfScope, address_of

_ENDINGS = (".html", ".htm", ".xhtml", ".txt", ".text", ".warc", ".warc.gz", ".wet", ".wet.gz", ".wacz")
"""What is taken from a folder; a browser saves a page's pictures and scripts beside it."""
_REPEATS_NOTHING = "a note that a page had not changed since a capture that is not here"
_NAMED = 5
"""Files that an error names; the rest is counted."""


@dataclass(slots=True)
class Imported:
    """What an import came to."""

    captures: list[Capture] = field(default_factory=list)
    """New in the archive."""
    already: int = 0
    """Captures that the archive had before: the same page, instant and content."""
    page_ids: set[str] = field(default_factory=set)
    """The pages of both."""
    out_of_scope: Counter[str] = field(default_factory=Counter)
    """Records and files of something else than inspection pages, by what they are."""
    notes: list[str] = field(default_factory=list)
    """A sentence for each thing that was left out and might be missed."""

    def __len__(self) -> int:
        """Count the captures that are new in the archive."""
        return len(self.captures)


@dataclass(frozen=True, slots=True)
class _Saved:
    """A saved page or text, and which page it is a copy of."""

    path: Path
    kind: Kind
    url: str
    address: Address


def import_paths(
    paths: Sequence[Path],
    url: str | None,
    fetched_at: datetime | None,
    settings: Settings,
    run_id: str | None = None,
) -> Imported:
    """Take files, and the files in folders, into the archive.

    ``url`` says which page a single saved file or text is a copy of, ``fetched_at`` when it was saved (UTC where it
    bears no zone; else the file's own word for it, or the time it was last changed). Archive files know both. What the
    archive has already is not taken again.

    Raises:
        PeelError: a file is none of these, its page is not known, or there is nothing to import; nothing is then.
    """
    imported = Imported()
    named = {path for path in paths if not path.is_dir()}
    files = _captures([(path, kind_of(path)) for path in _files(paths)], named, imported)
    at = _instant(fetched_at)
    _must_name_one_page(url, files)
    pages = _pages(files, url, named, imported)
    now = datetime.now(UTC).replace(tzinfo=None)
    with open_run(
        settings.archive, run_id or f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}", operator=settings.contact
    ) as writer:
        for page in pages:
            _take_page(page, at, writer, imported)
        for path, kind in files:
            if kind is Kind.ARCHIVE:
                _take_archive(path, writer, imported)
    if not imported.captures and not imported.already:
        raise PeelError(_nothing(files, imported))
    return imported


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """Give the files to import, those in folders by name.

    Raises:
        PeelError: there is no such file.
    """
    for path in paths:
        if path.is_dir():
            yield from sorted(
                inner for inner in path.rglob("*") if inner.is_file() and inner.name.lower().endswith(_ENDINGS)
            )
        elif path.exists():
            yield path
        else:
            raise PeelError(f"There is no file {path}.")


def _captures(files: Sequence[tuple[Path, Kind]], named: set[Path], imported: Imported) -> list[tuple[Path, Kind]]:
    """Keep the files that are captures: of those in folders, the others are left out with a note.

    Raises:
        PeelError: there is none, or files that were named are none: all of them in one sentence.
    """
    captures = [(path, kind) for path, kind in files if kind.is_capture]
    wrong = [(path, kind) for path, kind in files if not kind.is_capture and (path in named or not captures)]
    if wrong:
        more = f" and {len(wrong) - _NAMED:,} more" if len(wrong) > _NAMED else ""
        raise PeelError(
            "Only HTML, plain text and web archive files (WARC, WACZ) can be imported, and nothing was: "
            f"{', '.join(f'{path.name} ({kind.value})' for path, kind in wrong[:_NAMED])}{more}."
        )
    if not files:
        raise PeelError("There is no HTML, plain text or web archive file to import.")
    imported.notes += [f"{path.name} was left out: it is {kind.value}." for path, kind in files if not kind.is_capture]
    return captures


def _instant(fetched_at: datetime | None) -> datetime | None:
    """Bring a time as typed to UTC without a zone."""
    if fetched_at is None:
        return None
    at = fetched_at.astimezone(UTC).replace(tzinfo=None) if fetched_at.tzinfo else fetched_at
    if at > datetime.now(UTC).replace(tzinfo=None) + timedelta(minutes=5):
        raise PeelError(f"A capture cannot have been made in the future: {fetched_at.isoformat(sep=' ')}.")
    return at


def _must_name_one_page(url: str | None, files: Sequence[tuple[Path, Kind]]) -> None:
    """Check that a url given is an inspection page, and that one file is to be it."""
    if url is None:
        return
    number = sum(kind is not Kind.ARCHIVE for _, kind in files)
    if number != 1:
        raise PeelError(f"--url says which page one HTML or text file is a copy of, but there are {number:,} of them.")
    try:
        address_of(url)
    except OutOfScope as error:
        raise PeelError(f"The url {url} is not an inspection page: it is {error.reason}.") from None


def _pages(files: Sequence[tuple[Path, Kind]], url: str | None, named: set[Path], imported: Imported) -> list[_Saved]:
    """Find out which page each saved file is a copy of, before any is taken.

    Raises:
        PeelError: a file that was named does not say so, or is too large; one in a folder is left out with a note.
    """
    pages: list[_Saved] = []
    for path, kind in files:
        if kind is Kind.ARCHIVE:
            continue
        if path.stat().st_size > LARGEST_BODY:
            raise PeelError(f"The file {path} is larger than the {LARGEST_BODY:,} bytes that a page may be.")
        found = url or (saved_from(path.read_bytes()) if kind is Kind.HTML else None)
        if found is None and path in named:
            raise PeelError(f"The file {path} does not say which page it is a copy of: import it by itself with --url.")
        if found is None:
            imported.notes.append(f"{path.name} was left out: it does not say which page it is a copy of.")
            continue
        try:
            pages.append(_Saved(path, kind, found, address_of(found)))
        except OutOfScope as error:
            imported.out_of_scope[error.reason] += 1
            imported.notes.append(f"{path.name} was left out: {found} is {error.reason}.")
    return pages


def _take_page(page: _Saved, at: datetime | None, writer: RunWriter, imported: Imported) -> None:
    """Take one saved page or text."""
    imported.page_ids.add(page.address.page_id)
    body = page.path.read_bytes()
    made = at or (saved_at(body) if page.kind is Kind.HTML else None) or _changed_at(page.path)
    if writer.has(page.address, sha256(body).hexdigest(), made):
        imported.already += 1
        return
    keep = writer.html if page.kind is Kind.HTML else writer.text
    imported.captures.append(keep(page.address, body, page.url, made))


def _changed_at(path: Path) -> datetime:
    """Say when a file was last changed, to the second; UTC."""
    return datetime.fromtimestamp(int(path.stat().st_mtime), UTC).replace(tzinfo=None)


def _take_archive(path: Path, writer: RunWriter, imported: Imported) -> None:
    """Take the captures of inspection pages out of a web archive by others."""
    for found in captures_in(path, imported.out_of_scope, imported.notes):
        original = writer.repeated_by(found.address, found.record) if found.kind == "revisit" else None
        if found.kind == "revisit" and original is None:
            imported.out_of_scope[_REPEATS_NOTHING] += 1
            continue
        imported.page_ids.add(found.address.page_id)
        content = original.capture.payload_sha256 if original else sha256(found.content).hexdigest()
        if writer.has(found.address, content, found.captured_at):
            imported.already += 1
        elif original:
            imported.captures.append(writer.repeat(found.address, found.record, found.at, original))
        else:
            imported.captures.append(_kept(found, writer))


def _kept(found: Found, writer: RunWriter) -> Capture:
    """Keep one capture in the form it came in."""
    if found.kind == "text":
        return writer.text(found.address, found.content, found.url, found.at)
    if found.kind == "html":
        return writer.html(found.address, found.content, found.url, found.at)
    return writer.copy(found.address, found.record, found.body, found.content, found.at)


def _nothing(files: Sequence[tuple[Path, Kind]], imported: Imported) -> str:
    """Say what was there instead of inspection pages."""
    kinds = ", ".join(f"{number:,} {reason}" for reason, number in imported.out_of_scope.most_common(_NAMED))
    what = files[0][0].name if len(files) == 1 else f"The {len(files):,} files"
    why = " ".join(imported.notes[:1])
    return f"{what} held no capture of an inspection page{f' (but {kinds})' if kinds else ''}. {why}".strip()
