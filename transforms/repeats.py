"""Keep each finding of a page once, however often the page prints it: for print and for small screens, or summed up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from schemas.records import Finding
from transforms.words import key

_Said = tuple[object, ...]


def without_repeats(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Give the findings without those that say of the same question what one before them says, and the texts of these.

    A repeated one says nothing else: by when and of which concern it is, are the same. What explains it may stand but
    once, as below a summary that only lists the findings.
    """
    kept: dict[_Said, Finding] = {}
    repeated: list[str] = []
    stands_for: dict[int, int] = {}
    for finding in findings:
        parent = stands_for.get(finding.parent, finding.parent) if finding.parent is not None else None
        said = (finding.kind, finding.question_id, finding.label, key(finding.text), finding.deadline, parent)
        first = kept.get(said)
        if first is not None and (finding.detail in (None, first.detail) or first.detail is None):
            stands_for[finding.position] = first.position
            repeated += [finding.text, finding.detail or ""] if first.detail == finding.detail else [finding.text]
            kept[said] = replace(first, detail=first.detail or finding.detail)
        else:
            kept[said if first is None else (*said, finding.position)] = replace(finding, parent=parent)
    return tuple(kept.values()), tuple(filter(None, repeated))
