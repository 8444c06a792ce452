"""The deployments of the flows: what runs when with nobody watching, and what is there to be started by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

ZONE = "Europe/London"
MODULE = "flows.running.recorded"


@dataclass(frozen=True, slots=True)
class Deployment:
    """One deployment; ``prefect.yaml`` says the same of it for those who run a worker."""

    flow: str
    name: str
    description: str
    cron: str | None = None
    """When it runs, in the inspectorate's own time zone; None for what is started by hand."""
    parameters: dict[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ("peel",)

    @property
    def entrypoint(self) -> str:
        """Where Prefect finds the flow."""
        return f"{MODULE}.{self.flow}"


DEPLOYMENTS = (
    Deployment(
        "ingest",
        "nightly",
        "Ask for the pages of all open rounds and load what is new.",
        "15 2 * * *",
        {"rounds": ["open"]},
    ),
    Deployment(
        "ingest",
        "monthly",
        "Ask for the pages of all rounds, the closed ones too, and load what is new.",
        "15 4 1 * *",
    ),
    Deployment(
        "ingest",
        "force",
        "Ask again for the pages of the forces and rounds that are chosen; with none chosen, for all of them.",
        parameters={"refetch": True},
    ),
    Deployment(
        "maintain",
        "weekly",
        "Audit the warehouse, remove old copies, export it, and verify the archive.",
        "15 6 * * 0",
    ),
)
