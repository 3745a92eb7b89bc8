"""The publication (公開) of a build into a store elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from renkei.publishing.remote import replaced, staged
from renkei.publishing.remote.connection import Connection
from renkei.publishing.remote.graphs import open_dataset
from renkei.publishing.remote.plan import planned
from renkei.publishing.remote.reports import PublishReport, Switch
from renkei.publishing.remote.targets import Target

Progress = Callable[[int, int, str], None]


def publish(
    kg: Path,
    target: Target,
    *,
    keep: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> PublishReport:
    """Bring a store to the dataset of a build (公開): only graphs that differ are sent.

    Graphs of the store under our base that the dataset lacks are dropped, unless `keep`; those of
    others are never touched. Runs that were interrupted are taken up where they ended. One run at a
    time may publish into a store. With `dry_run` the store is only asked. `progress` is called
    before each graph that is sent with its position, their number and its name; `pause` waits that
    many seconds between attempts.
    Raises `StoreError` where there is no build, `TargetError` for wrong use, `PublishError` if the
    store fails: what is published then is whole, old or new, where the store switches at once.
    """
    dataset = open_dataset(kg)
    step = progress or _silent
    with Connection(target, pause) as connection:
        look = staged.look if target.switches else replaced.look
        remote = look(connection, dataset)
        plan = planned(dataset, remote, keep=keep)
        sent = found = 0
        if target.switches and not dry_run:
            run = staged.Staging(connection, dataset, plan, remote)
            run.run(step)
            sent, found = run.sent, run.found
        elif not dry_run:
            sent = replaced.replace(connection, dataset, plan, remote, step)
    return PublishReport(
        to=target.name,
        dry_run=dry_run,
        switch=_switch(target, has_work=plan.has_work),
        graphs=plan.results,
        pieces_sent=sent,
        pieces_found=found,
    )


def _switch(target: Target, *, has_work: bool) -> Switch:
    if not has_work:
        return Switch.NONE
    return Switch.ONE_REQUEST if target.switches else Switch.GRAPH_BY_GRAPH


def _silent(position: int, total: int, name: str) -> None:
    """Nobody wants to know."""
