"""The command ``peel``: what a person types, and how it ends."""

from __future__ import annotations

import gc
import os
import re
import signal
import sys
from types import FrameType
from typing import Annotated, NoReturn

import typer

from flows import cli_archive, cli_ask, cli_export, cli_run, cli_search, cli_state, cli_unattended
from flows.running.recording import WentAway
from schemas.errors import PeelError

NOTHING_DONE = 2
INTERRUPTED = 130
_ALLOCATED = 20_000
"""Objects after which garbage is looked for: loading libraries makes many and no garbage.

Python's own 700 would cost a short command a tenth of its time.
"""


def _version(asked: bool) -> None:
    """Say which version of peel this is, and nothing else."""
    if asked:
        from importlib.metadata import version

        typer.echo(f"peel {version('peel')}")
        raise typer.Exit


app = typer.Typer(
    name="peel",
    help="Police and fire inspection pages as a DuckDB warehouse: fetched once, archived, read, checked, and queried.",
    epilog=(
        "Start with `peel demo` (no network needed). Then: `peel ingest --force lancashire --round 2017`, "
        '`peel sql "FROM grade_matrix"`. Every command takes --home DIR or the variable PEEL_HOME.'
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def peel(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Say nothing more than the help does; typer puts the program's own options here."""


cli_run.register(app)
cli_ask.register(app)
cli_search.register(app)
cli_state.register(app)
cli_export.register(app)
cli_archive.register(app)
cli_unattended.register(app)


def main() -> NoReturn:
    """Run the command line and exit: 0 all good, 1 some pages refused, 2 wrong usage or nothing done."""
    signal.signal(signal.SIGTERM, _terminated)
    gc.set_threshold(_ALLOCATED)
    status: object = 0
    try:
        status = app(args=[_positional(given) for given in sys.argv[1:]], prog_name="peel", standalone_mode=False)
    except WentAway as error:
        # Prefect would go on for minutes trying to send the rest of its log; all files are closed already.
        _end(str(error), error.exit_status, at_once=True)
    except PeelError as error:
        _end(str(error), error.exit_status)
    except KeyboardInterrupt:
        _end("Interrupted.", INTERRUPTED)
    except Exception as error:
        if hasattr(error, "format_message"):
            _misused(error)
        if os.environ.get("PEEL_DEBUG") == "1":
            raise
        what = f"{type(error).__name__}: {_first_line(error)}"
        _end(
            f"Something went wrong inside peel ({what}). That is a fault of peel's: please report it, with what "
            "PEEL_DEBUG=1 prints. The warehouse is whole.",
            NOTHING_DONE,
        )
    finally:
        # All that is left goes with the process: it need not be looked through for garbage on the way out.
        gc.freeze()
    sys.exit(status if isinstance(status, int) else 0)


def _positional(given: str) -> str:
    """Keep SQL that begins with a comment from being taken for an option, by a space that changes nothing in it."""
    return f" {given}" if re.match(r"--(?:\s|[^=\n]*\n)", given) else given


def _misused(error: Exception) -> NoReturn:
    """Say in a sentence what is wrong with a command as it was typed; of nothing typed, how peel is used."""
    message = str(error.format_message())  # type: ignore[attr-defined] # Typer's class of such errors has no public name
    if "\n" in message:
        print(message, file=sys.stderr)
        sys.exit(NOTHING_DONE)
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "peel"
    _end(f"{message.rstrip('.?')}: `{path} --help` says how it is used.", NOTHING_DONE)


def _terminated(_number: int, _frame: FrameType | None) -> None:
    """Turn the wish to end this process into the interruption that every stage knows how to leave by."""
    raise KeyboardInterrupt


def _first_line(error: Exception) -> str:
    """Shorten an unexpected error to what fits in a sentence."""
    return (str(error).splitlines() or ["no message"])[0][:200]


def _end(message: str, status: int, *, at_once: bool = False) -> NoReturn:
    """Say the last word on standard error and exit; at once, without what libraries want to do at the end."""
    from flows.running.progress import clean

    print(f"peel: {clean(message)}", file=sys.stderr)
    if at_once:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


if __name__ == "__main__":
    main()
