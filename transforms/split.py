"""Cut apart what markup glues together: a badge inside a heading, a number before it, a date with its grade.

After this each block is either one statement (a grade, a date, a number, a question) or running text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from schemas.phrases import is_boilerplate, lead_in_kind
from transforms.blocks import Block
from transforms.boxes import BOXES, says_should
from transforms.dates import date_label_of, dated_of
from transforms.grades import grade_of, is_label
from transforms.gradetable import is_gradetable
from transforms.headed import labelled
from transforms.lexicon import Lexicon, asked_in, question_of
from transforms.lines import unbulleted
from transforms.marks import number_of, questions_for
from transforms.notes import is_earlier_label
from transforms.titles import titled
from transforms.trends import is_trend
from transforms.words import key

_GLUED_LINK = re.compile(r"^(?P<link>Read more about .{3,60}?[a-z0-9])(?P<rest>[A-Z][a-z]+ .+)$")
_GRADES = (
    *("Outstanding", "Good", "Adequate", "Requires Improvement", "Requires improvement", "Inadequate", "Ungraded"),
    *("Not graded", "Not yet graded", "To be graded"),
    *("Rhagorol", "Da", "Digonol", "Angen Gwella", "Angen gwella", "Annigonol"),
)
_GRADE_AT_END = re.compile(rf"^(?P<text>.+?)[\s:(|–-]*(?P<grade>{'|'.join(_GRADES)})\)?$")
_GRADE_WITHIN = re.compile(rf"\?.*\b(?:{'|'.join(_GRADES)})\b", re.IGNORECASE)
"""A grade behind a question and before another: ``Good to Requires improvement`` is none of the two."""
_GRADE_BEHIND = re.compile(r"^(?P<text>[^:]+?)\s*(?::|\s[–—-])\s+(?P<grade>[a-z ]{4,20})$")
"""A grade in small letters, behind a colon or a dash."""
_GRADE_IN_BRACKETS = re.compile(r"^(?P<text>[^()\[\]]+?)\s*[(\[](?P<grade>[^()\[\]]+)[)\]]$")
_GRADE_AND_TREND = re.compile(
    rf"(?:{'|'.join(_GRADES)})(?=(?P<between>[\s:(|,;–—-]*)(?P<trend>[^\s\w]|[A-Z]|(?<=\W)[a-z]))"
)
"""A grade, and what may tell how it has changed."""
_NUMBER_AT_START = re.compile(
    r"^(?P<number>(?:(?:Question|Area|Chapter|Section|Part)\s*)?\d{1,2}\s*[.):]?)[\s|–-]*(?P<text>[^\d\s|–-].+)$"
)
_QUESTION_BEGINS = re.compile(r"^(?:\d{1,2}[.)]?\s+)?(?:How|To what extent|Does|What)\b[^?]*$")
_LED = re.compile(r"(?P<lead>[^\W\d_][^:.]{7,40}):\s+(?=[^\W\d_])")
_DATES = 120
_TREND = 400
"""Letters in the longest text that has a question, its grade, and how that has changed."""
_BETWEEN_DATES = re.compile(r"\s+[|•·/;–—-]\s+|[,;]\s+(?=[A-Za-z])")
"""What stands between two dates in one line, each with its label."""
_DATE_BEHIND = re.compile(
    r"(?P<text>.{2,90}?)\s*[.,;|·•–—-]\s+(?P<date>(?:last updated|updated|published)\b[^|·•;]{6,45})$", re.IGNORECASE
)
"""A labelled date that ends a line, behind a dot or the like."""
_DATE_AT_START = re.compile(r"^(?P<date>[^.]{0,30}?\d{1,2}[/.]\d{1,2}[/.]\d{4})[\s|:,–-]*(?P<text>.+)$")


def split(blocks: Iterable[Block], lexicon: Lexicon, force: str | None) -> list[Block]:
    """Cut each block at the statements it holds; the words and their order stay as they are."""
    out: list[Block] = []
    ordered = _unwrapped(blocks, lexicon)
    for table, group in itertools.groupby(ordered, key=lambda block: block.table if block.kind == "row" else 0):
        run = labelled(list(group), table)
        whole = bool(table) and is_gradetable(run, lexicon, force)
        for block in run:
            if whole or block.summary or block.listing or block.kind == "picture":
                out.append(block)
            elif block.kind != "row":
                led = _led(block, lexicon)
                out.extend(piece for part in led for piece in _pieces(part, lexicon, force))
            else:
                out.extend(_cells(block, lexicon))
    return out


def _unwrapped(blocks: Iterable[Block], lexicon: Lexicon) -> Iterator[Block]:
    """Join a question that a plain-text capture wraps over two lines."""
    held: Block | None = None
    for block in blocks:
        if held is not None:
            if block.text.endswith("?") and question_of(lexicon, f"{held.text} {block.text}"):
                text = f"{held.text} {block.text}"
                yield replace(held, text=text, runs=(text,))
                held = None
                continue
            yield held
            held = None
        if block.kind == "paragraph" and not block.place and _QUESTION_BEGINS.match(block.text):
            held = block
        else:
            yield block
    if held is not None:
        yield held


def _cells(row: Block, lexicon: Lexicon) -> Iterator[Block]:
    """Cut a row into its cells where one of them is a statement; rows of data stay whole."""
    cells = [cell for cell in row.cells if cell]
    if len(cells) == 2 and not unbulleted(cells[0]):
        yield replace(row, kind="item", text=cells[1], runs=(cells[1],), cells=(), table=0)
        return
    # A number says something only beside a question: in a row of figures it is one of them.
    if len(cells) == 2 and grade_of(cells[1]) and (dated := grade_of(" ".join(cells))) and dated.year:
        yield replace(row, kind="paragraph", text=" ".join(cells), runs=(), cells=(), spots=())
        return
    if not lexicon.has_pillars and len(cells) == 2 and lead_in_kind(cells[0]):
        for cell in cells:
            yield replace(row, kind="paragraph", text=cell, runs=(cell,), cells=(), spots=())
        return
    stated = [cell for cell in cells if number_of(cell) is None or len(cells) == 1]
    if any(_statement(cell) or date_label_of(cell) or question_of(lexicon, cell) for cell in stated):
        for text in (piece for cell in cells for piece in _glued(cell, lexicon)):
            yield replace(row, kind="paragraph", text=text, runs=(text,), cells=(), table=0)
    else:
        yield row


def _pieces(block: Block, lexicon: Lexicon, force: str | None) -> Iterator[Block]:
    """Cut a block at its first and last runs, then at glued text, where what is cut off is a statement."""
    runs = list(block.runs) or [block.text]
    if len(runs) > 1 and grade_of(spaced := " ".join(runs)) and not all(map(grade_of, runs)):
        yield replace(block, kind="paragraph", text=spaced, runs=(spaced,))
        return
    changed = _changed(runs, block)
    if changed:
        text = _joined(block, [], runs[changed:], runs[:changed])
        yield from _pieces(replace(block, text=text, runs=tuple(runs[:changed])), lexicon, force)
        trend = " ".join(runs[changed:])
        yield replace(block, kind="paragraph", text=trend, runs=(trend,))
        return
    behind = _GRADE_BEHIND.match(block.text) if block.strong or block.kind == "heading" else None
    if behind and grade_of(behind["grade"]) and asked_in(lexicon, behind["text"]):
        runs = [behind["text"], behind["grade"]]
        yield replace(block, text=runs[0], runs=(runs[0],))
        yield replace(block, kind="paragraph", text=runs[1], runs=(runs[1],))
        return
    front: list[str] = []
    back: list[str] = []
    while len(runs) > 1 and _leads(runs, block, lexicon, force):
        front.append(runs.pop(0))
    while len(runs) > 1 and _trails(runs, block, lexicon, force):
        back.insert(0, runs.pop())
    texts = [piece for text in (*front, _joined(block, front, back, runs), *back) for piece in _glued(text, lexicon)]
    if len(texts) == 1:
        yield block
        return
    for text in texts:
        if not any(map(str.isalnum, text)):
            continue
        statement = text in front or text in back or bool(_statement(text) or is_boilerplate(text))
        kind = "paragraph" if statement and not question_of(lexicon, text) else block.kind
        yield replace(block, kind=kind, text=text, runs=(text,))


def _led(block: Block, lexicon: Lexicon) -> Iterator[Block]:
    """Cut a paragraph after what names it a finding: ``Area for improvement: The force should…``."""
    led = _LED.match(block.text) if block.kind != "heading" else None
    kind = lead_in_kind(led["lead"]) if led else None
    if led is None or kind is None or (lexicon.has_pillars and kind not in BOXES):
        yield block
        return
    rest = block.text[led.end() :]
    bold = block.bold[led.end() :] if len(block.bold) > led.end() else ""
    yield replace(block, kind="paragraph", text=led["lead"], runs=(led["lead"],), bold="", strong=True)
    yield replace(block, kind="paragraph", text=rest, runs=(rest,), bold=bold)


def _joined(block: Block, front: list[str], back: list[str], runs: list[str]) -> str:
    """Give what is left of a block's text when runs were taken off its ends, spaced as it was printed."""
    text = block.text
    for run in front:
        text = text[text.find(run) + len(run) :]
    for run in reversed(back):
        text = text[: text.rfind(run)]
    return (text.rstrip(" [(") if back else text).strip() or " ".join(runs)


def _trend_behind(text: str, lexicon: Lexicon) -> list[str]:
    """Cut a text after its grade, a question before it or not, where the rest tells how the grade has changed."""
    for grade in _GRADE_AND_TREND.finditer(text):
        head, trend = text[: grade.end()], text[grade.start("trend") :]
        if is_trend(trend):
            pieces = _glued(head, lexicon)
            return [*pieces, trend] if grade_of(pieces[-1]) else []
    return []


def _changed(runs: list[str], block: Block) -> int:
    """Find the run behind a grade from which on a block tells how the grade has changed; 0 where none does."""
    if len(runs) == 1 or len(" ".join(runs)) > _TREND or grade_of(block.text):
        return 0
    places = (place for place in range(1, len(runs)) if grade_of(runs[place - 1]))
    return next((place for place in places if is_trend(" ".join(runs[place:]))), 0)


def _statement(run: str) -> bool:
    """Tell whether a run is a statement of its own."""
    return bool(grade_of(run) or number_of(run) is not None or dated_of(run) or is_label(run))


def _whole(text: str, block: Block, lexicon: Lexicon, force: str | None) -> bool:
    """Tell whether a text is complete by itself, so that what stands beside it is no part of its sentence."""
    if block.kind == "heading" or _statement(text) or questions_for(text):
        return True
    if force and titled(lexicon.service, force, text):
        return True
    return asked_in(lexicon, text) is not None or bool(date_label_of(text)) or is_earlier_label(text)


def _leads(runs: list[str], block: Block, lexicon: Lexicon, force: str | None) -> bool:
    """Tell whether the first run stands by itself before the rest."""
    first, rest = runs[0], " ".join(runs[1:])
    if lead_in_kind(first) in BOXES and rest[:1].isupper() and block.kind != "heading" and says_should(rest):
        return True
    if is_boilerplate(first) and rest[:1].isupper() and len(first) > 8:
        return True
    if date_label_of(first) and dated_of(rest):
        return False
    if _whole(first, block if _statement(first) else replace(block, kind="paragraph"), lexicon, force):
        if _whole(rest, block, lexicon, force):
            return True
        return first[:1].isupper() and rest[:1].isupper() and not is_label(first)
    return False


def _trails(runs: list[str], block: Block, lexicon: Lexicon, force: str | None) -> bool:
    """Tell whether the last run stands by itself after the rest."""
    last, rest = runs[-1], " ".join(runs[:-1])
    if is_boilerplate(last) or not any(map(str.isalnum, last)):
        return _whole(rest, block, lexicon, force) or any(_statement(run) for run in runs[:-1])
    if not _statement(last) or (date_label_of(rest) and dated_of(last)):
        return False
    if not (last[:1].isupper() or last[:1].isdigit()):
        return False
    return _whole(rest, block, lexicon, force) or (rest.endswith((".", "?", "!")) and grade_of(last) is not None)


def _glued(text: str, lexicon: Lexicon) -> list[str]:
    """Cut text that was glued without any markup between: a link and a sentence, a number, a question and its grade."""
    link = _GLUED_LINK.match(text)
    if link:
        return [link["link"], link["rest"]]
    if len(text) > 300 or key(text) in lexicon.wordings:
        return [text]
    changed = _trend_behind(text, lexicon)
    if changed:
        return changed
    number = _NUMBER_AT_START.match(text)
    if number:
        rest = _glued(number["text"], lexicon)
        if question_of(lexicon, rest[0]) or (grade_of(rest[0]) and not number["number"][0].isdigit()):
            return [number["number"], *rest]
    bracketed = _GRADE_IN_BRACKETS.match(text) if text.endswith((")", "]")) else None
    if bracketed and grade_of(bracketed["grade"]) and asked_in(lexicon, bracketed["text"]):
        return [bracketed["text"], bracketed["grade"]]
    # The pattern tries every place of a text: nearly all texts are told by their end.
    graded = _GRADE_AT_END.match(text) if text.removesuffix(")").endswith(_GRADES) else None
    if graded and asked_in(lexicon, graded["text"]) and not _GRADE_WITHIN.search(graded["text"]):
        return [graded["text"].rstrip(" :–-"), graded["grade"]]
    return _dates_apart(text, lexicon) if len(text) < _DATES else [text]


def _dates_apart(text: str, lexicon: Lexicon) -> list[str]:
    """Cut a short text at the dates in it that bear their labels, or after a date that a grade follows."""
    dates = _BETWEEN_DATES.split(text)
    if len(dates) > 1 and all((one := dated_of(date)) and one.label and not one.of_page for date in dates):
        return dates
    behind = None if dated_of(text) else _DATE_BEHIND.match(text)
    if behind and (one := dated_of(behind["date"])) and one.label and not one.of_page:
        return [*_glued(behind["text"], lexicon), behind["date"]]
    dated = _DATE_AT_START.match(text)
    if dated and dated_of(dated["date"]) and grade_of(dated["text"]):
        return [dated["date"], dated["text"]]
    return [text]
