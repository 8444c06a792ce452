"""What a run came to, as Markdown for Prefect's pages; nothing that a page says can become markup there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from flows.running.progress import SAID
from flows.running.summary import VISITED, Change, Summary, change_in_words, force_name, plural
from schemas.records import Refusal

_SPELLED = 100
"""Judgments that are spelled out one by one; beyond these they are counted."""
_MARKUP = re.compile(r"[\\`*_{}\[\]<>|~&@$^]|^[#+=-]|^\d+(?=[.)])|(?<=:)//|(?<=www)\.", re.IGNORECASE)
"""What is markup anywhere, what makes a heading or a list at the start of a line, and what is a link by itself."""


def escaped(text: str) -> str:
    """Escape a text that others wrote: no markup, no link, no HTML, no second line."""
    one_line = "".join(mark if mark.isprintable() else " " for mark in text)
    return _MARKUP.sub(lambda found: "".join(f"&#{ord(mark)};" for mark in found[0]), one_line.strip())


_LOOKALIKES = str.maketrans({"[": "(", "]": ")", "<": "‹", ">": "›", "*": "∗", "`": "'", "\\": "∖"})
"""For the cells of a table, of which one of Prefect's two interfaces reads Markdown and the other one does not."""


def in_a_cell(text: str) -> str:
    """Make a text that others wrote harmless in a cell of a table, and readable in both of Prefect's interfaces."""
    return "".join(mark if mark.isprintable() else " " for mark in text).translate(_LOOKALIKES)


def in_markdown(summary: Summary) -> str:
    """Say what a run came to: pages in numbers, judgments in words, warnings."""
    return "\n".join(
        [
            f"## {escaped(summary.kind)} of {escaped(summary.selection)}",
            "",
            *_numbers(summary),
            *_judgments(summary),
            *_refused(summary),
            *_warnings(summary),
        ]
    )


def refusal_rows(refusals: Sequence[Refusal]) -> list[dict[str, str]]:
    """Lay refusals out as the rows of a table: page, where it failed, why, address."""
    return [
        {
            "page": in_a_cell(one.page_id),
            "refused when": {"fetch": "fetched", "read": "read", "check": "checked"}.get(one.stage, one.stage),
            "reason": in_a_cell(one.reason),
            "url": in_a_cell(one.url),
        }
        for one in refusals
    ]


def _numbers(summary: Summary) -> Iterator[str]:
    """Lay out how many pages came to what."""
    asked = sum(summary.outcomes.values())
    counted = {
        **(
            {"asked for": asked, **{f"… {SAID.get(name, name)}": number for name, number in summary.outcomes.items()}}
            if asked
            else {}
        ),
        f"not asked for: {VISITED}": summary.fresh,
        "taken into the archive": summary.imported,
        "read": summary.read,
        "new in the warehouse": summary.pages_new,
        "changed in the warehouse": summary.pages_changed,
        "unchanged in the warehouse": summary.pages_unchanged,
        "refused": len(summary.refusals),
    }
    yield from ("| pages | |", "|---|---:|")
    yield from (f"| {escaped(name)} | {number:,} |" for name, number in counted.items() if number or name == "refused")


def _judgments(summary: Summary) -> Iterator[str]:
    """Say which judgments are new and which were revised, the revised ones first."""
    new = [one for one in summary.changes if one.before is None]
    revised = [one for one in summary.changes if one.before is not None]
    yield from ("", f"### {plural(len(new), 'judgment')} new, {len(revised):,} revised", "")
    yield from _listed(revised)
    yield from _listed(new)
    if not summary.changes:
        yield "No judgment changed."


def _listed(changes: Sequence[Change]) -> Iterator[str]:
    """List changes in words, or where they are too many, count them by force and round."""
    if len(changes) <= _SPELLED:
        yield from (f"- {escaped(change_in_words(one))}" for one in changes)
        return
    counts = Counter((one.force, one.round) for one in changes)
    for (force, round_), number in sorted(counts.items()):
        yield f"- {escaped(f'{force_name(force)} {round_}')}: {plural(number, 'judgment')}"


def _refused(summary: Summary) -> Iterator[str]:
    """Say that there are refusals; each is a row of a table beside this text."""
    if summary.refusals:
        yield from ("", f"### {plural(len(summary.refusals), 'page')} refused", "")
        yield f"There were {summary.refused_before:,} before this run. The table of refusals says why."


def _warnings(summary: Summary) -> Iterator[str]:
    """List the warnings."""
    if summary.warnings:
        yield from ("", "### To know", "")
        yield from (f"- {escaped(one)}" for one in summary.warnings)
