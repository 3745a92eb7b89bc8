"""The packages that a build has described (ビルドのパッケージ), as CKAN's package form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from renkei.store import StoreError

_ANSWER = Path("site/api/3/action/package_search.json")


def stored_packages(kg: Path) -> tuple[dict[str, Any], ...]:
    """The packages of a build, the whole dataset first, then one per agreement.

    Raises `StoreError` where there is no build.
    """
    path = kg / _ANSWER
    if not path.is_file():
        raise StoreError("missing", path=str(kg))
    return tuple(json.loads(path.read_text("utf-8"))["result"]["results"])
