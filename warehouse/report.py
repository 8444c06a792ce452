"""Write a report of one warehouse for people: HTML pages in one folder, which need nothing else, and no script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warehouse.connect import asking
from warehouse.datapackage import licence
from warehouse.folders import newest_day, whole_folder, write_text
from warehouse.reported import Facts, facts

if TYPE_CHECKING:
    from jinja2 import Environment


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report came to."""

    start: Path
    """The page to open first."""
    pages: int


def report(warehouse: Path, into: Path) -> Reported:
    """Write a report into a new folder of ``into``, called after the day of the newest capture.

    Raises:
        PeelError: there is no warehouse or nothing in it, the folder is there already, or the disk refuses it; nothing
            half written is left in any of these cases.

    """
    with asking(warehouse) as connection:
        day, found = newest_day(connection, warehouse), facts(connection)
    templates = _templates()
    templates.globals.update(day=day, licence=licence())
    pages = list(_pages(found))
    with whole_folder(into, f"peel-report-{day}") as folder:
        for file, template, values in pages:
            write_text(folder / file, templates.get_template(template).render(values))
    return Reported(into / f"peel-report-{day}" / "index.html", len(pages))


def _templates() -> Environment:
    """Set up templates that escape whatever is put into them."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    folder = resources.files("warehouse").joinpath("report_pages")
    loader = FunctionLoader(lambda name: folder.joinpath(name).read_text("utf-8"))
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)


def _pages(found: Facts) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Give each page's file, its template and what is put into it."""
    yield "index.html", "index.html", {"pages": found.pages, "rounds": found.rounds, "services": found.services()}
    for one in found.rounds:
        yield f"round-{one['service']}-{one['round']}.html", "round.html", {"round": one, **found.matrix(one)}
    for (service, force), name in found.names.items():
        yield f"{service}-{force}.html", "force.html", {"name": name, **found.force(service, force)}
    changed = [row for row in found.changes if row["comparable"] and row["direction"] != "same"]
    yield "changes.html", "changes.html", {"changes": changed, "names": found.names, "revisions": found.revisions}
    yield "refused.html", "refused.html", {"refused": found.refused, "audits": found.audits}
