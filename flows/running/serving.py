"""Serve all deployments from one process, for those who run no worker."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

from flows.running.deployments import DEPLOYMENTS, ZONE


def serve_all(home: Path | None, site: str | None) -> None:
    """Put the deployments up at the configured API and run what is due or asked for, until this process is ended.

    ``home`` and ``site`` are what the flows use unless a run names others. When it ends, the schedules pause.
    """
    from prefect import serve
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.running.recorded import FLOWS

    at_home: dict[str, Any] = {"home": str(home)} if home else {}
    at_site: dict[str, Any] = {"site": site} if site else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        up = [
            FLOWS[one.flow].to_deployment(
                one.name,
                schedule=Cron(one.cron, timezone=ZONE) if one.cron else None,
                parameters={**one.parameters, **at_home, **(at_site if one.flow == "ingest" else {})},
                description=one.description,
                tags=list(one.tags),
                entrypoint_type=EntrypointType.MODULE_PATH,
            )
            for one in DEPLOYMENTS
        ]
    serve(*up, print_starting_message=False)
