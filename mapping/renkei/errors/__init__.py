"""The catalogue of findings (指摘の一覧): every code, its wording and its remedy, in ja and en."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.deferred import deferred
from renkei.errors.wording import Language, Wording

if TYPE_CHECKING:
    from renkei.errors.kinds import STAGES, FindingKind, catalogue, finding, message, remedy

__all__ = [
    "STAGES",
    "FindingKind",
    "Language",
    "Wording",
    "catalogue",
    "finding",
    "message",
    "remedy",
]

# A server has wordings and no findings: it needs none of the models.
__getattr__ = deferred(__name__, dict.fromkeys(__all__, "kinds"))
