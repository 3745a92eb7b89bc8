"""Publishing into a SPARQL 1.1 store elsewhere (遠隔ストアへの公開): staged, then switched at once."""

from __future__ import annotations

from renkei.publishing.remote.credentials import Credentials
from renkei.publishing.remote.faults import PublishError, TargetError
from renkei.publishing.remote.publishing import publish
from renkei.publishing.remote.reports import GraphAction, GraphResult, PublishReport, Switch
from renkei.publishing.remote.targets import STORES, Retries, Target, Via, target_at

__all__ = [
    "STORES",
    "Credentials",
    "GraphAction",
    "GraphResult",
    "PublishError",
    "PublishReport",
    "Retries",
    "Switch",
    "Target",
    "TargetError",
    "Via",
    "publish",
    "target_at",
]
