"""Report how right the reader is, by family and by kind of markup, worst first.

Run ``python -m tests.pages.accuracy`` for all sets of pages, or name some: ``kept``, ``misleading``, ``practice``. It
takes some seconds, and changes nothing. Figures are counts of what was wanted and of what was read right, both ways:

* ``judgments``: right of wanted, then ``wrong`` grades, ``lost`` ones (no row, or no grade where there is one) and ``extra``
  ones (a question that the page does not print);
* ``dates``: right of those known, a date where there is none being wrong too;
* ``findings``: right (kind and text) of wanted, then ``extra`` ones;
* ``prose``: words of texts that came out whole, of the words of texts that should;
* ``around``: texts that stand around the content and came out with it;
* ``refused``: pages refused that should not be, and ``let in``: pages read that should be refused.

A line comes before another that has fewer wrong grades, or as many and a greater share right of all that it wants.
Pages kept and misleading pages are known to the reader's makers by now: how it did on the first sight of them is in
``hostile/first_run.json``.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from schemas.records import Reading
from tests.pages.kept import all_placed, folded
from tests.pages.wanted import ANY, Wanted, kept_pages, misleading_pages, practice_pages
from transforms.addresses import OutOfScope, address_of
from transforms.read import NotReadable, read_page

SETS: dict[str, Callable[[], Iterator[Wanted]]] = {
    "kept": kept_pages,
    "misleading": misleading_pages,
    "practice": practice_pages,
}
Score = Counter[str]
_HEAD = (
    "pages",
    "judgments",
    "wrong",
    "lost",
    "extra",
    "dates",
    "findings",
    "extra",
    "prose",
    "around",
    "refused",
    "let in",
)


def score(page: Wanted) -> Score:
    """Count what of a page is wanted and what of it is read right."""
    scored: Score = Counter(pages=1)
    try:
        reading = read_page(page.body, page.media_type, address_of(page.url))
    except (NotReadable, OutOfScope):
        if page.refused:
            return scored
        scored["refused"] = 1
        reading = None
    if page.refused:
        scored["let in"] = 1
        return scored
    _judgments(page, reading, scored)
    _fields(page, reading, scored)
    _texts(page, reading, scored)
    return scored


def _judgments(page: Wanted, reading: Reading | None, scored: Score) -> None:
    if page.judgments is None:
        return
    by_force = any(force for force, _ in page.judgments)
    rows = [row for row in reading.judgments if not row.disagrees] if reading else []
    found = {(row.force if by_force else None, row.question_id): row.grade for row in rows}
    for key, grade in page.judgments.items():
        if key not in found and key[1] in page.may:
            continue
        scored["judgments wanted"] += 1
        if key in found and grade in (ANY, found[key]):
            scored["judgments right"] += 1
        else:
            scored["lost" if found.get(key) is None else "wrong"] += 1
    scored["extra"] += sum(key not in page.judgments and key[1] not in page.may for key in found)


def _fields(page: Wanted, reading: Reading | None, scored: Score) -> None:
    if page.last_updated is not None:
        scored["dates wanted"] += 1
        scored["dates right"] += reading is not None and str(reading.page.last_updated).lower() == page.last_updated
    if page.findings is not None:
        left = Counter((row.kind, folded(row.text)) for row in reading.findings) if reading else Counter()
        scored["findings wanted"] += len(page.findings)
        for kind, text in page.findings:
            like = next((own for own in left if own[1] == folded(text) and kind in (ANY, own[0]) and left[own]), None)
            if like:
                left[like] -= 1
                scored["findings right"] += 1
        scored["findings extra"] += left.total()


def _texts(page: Wanted, reading: Reading | None, scored: Score) -> None:
    placed = [folded(text) for text in all_placed(reading)] if reading else []
    for text in page.prose:
        scored["prose wanted"] += len(folded(text).split())
        if any(folded(text) in own for own in placed):
            scored["prose right"] += len(folded(text).split())
    scored["around"] += sum(any(folded(text) in own for own in placed) for text in page.furniture)


def _line(name: str, scored: Score) -> str:
    pairs = {
        key: f"{scored[f'{key} right']}/{scored[f'{key} wanted']}"
        for key in ("judgments", "dates", "findings", "prose")
    }
    counted = [scored["pages"], pairs["judgments"], scored["wrong"], scored["lost"], scored["extra"], pairs["dates"]]
    counted += [pairs["findings"], scored["findings extra"], pairs["prose"], scored["around"], scored["refused"]]
    return f"{name:34}" + "".join(f"{shown:>11}" for shown in [*counted, scored["let in"]])


def badness(scored: Score) -> tuple[float, float]:
    """Rank by wrong grades, then by the share of all faults among all that is wanted."""
    kinds = ("judgments", "dates", "findings", "prose")
    faults = sum(scored[f"{kind} wanted"] - scored[f"{kind} right"] for kind in kinds)
    faults += scored["extra"] + scored["findings extra"] + scored["around"] + scored["let in"] + scored["refused"]
    return -scored["wrong"], -faults / max(1, sum(scored[f"{kind} wanted"] for kind in kinds) + scored["pages"])


def report(names: Iterable[str]) -> Iterator[str]:
    """Give the report's lines for some sets of pages."""
    tables: dict[str, dict[str, Score]] = {title: defaultdict(Counter) for title in ("set", "family", "markup")}
    for name in names:
        for page in SETS[name]():
            scored = score(page)
            for title, key in (("set", name), ("family", page.family), ("markup", page.markup)):
                tables[title][key] += scored
    for title, table in tables.items():
        yield f"\nby {title}".ljust(35) + "".join(f"{head:>11}" for head in _HEAD)
        yield from (_line(key, scored) for key, scored in sorted(table.items(), key=lambda item: badness(item[1])))


if __name__ == "__main__":
    unknown = set(sys.argv[1:]) - set(SETS)
    if unknown:
        raise SystemExit(
            f"There is no set of pages called {', '.join(sorted(unknown))}: give some of {', '.join(SETS)}."
        )
    print("\n".join(report(sys.argv[1:] or SETS)))
