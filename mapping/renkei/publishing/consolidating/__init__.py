"""Consolidation (溶け込み版): an agreement as it reads once an amendment has been applied.

`places` finds in the amended agreement what an instruction names; `edits` makes of each instruction the
edits of the text, or says why there are none; `tracked` applies them and keeps for every character
where it comes from; `versions` reads the new text like any other and states what it derives from.
"""

from __future__ import annotations

from renkei.publishing.consolidating.tracked import Consolidated, consolidated
from renkei.publishing.consolidating.versions import Version, version

__all__ = ["Consolidated", "Version", "consolidated", "version"]
