"""Real Chromium on a server's pages, driven by tests/web/browser.mjs.

Needs Chromium, Node and `npm install` in the checkout. Where they are missing the tests are skipped,
unless RENKEI_BROWSER says that the machine was set up with them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Browse = Callable[..., dict[str, Any]]

_ROOT = Path(__file__).parents[2]
_MODULES = _ROOT / "node_modules"
_DRIVER = _ROOT / "tests" / "web" / "browser.mjs"
_AXE = _MODULES / "axe-core" / "axe.min.js"
_EDITOR = _ROOT / "mapping/renkei/publishing/pages/static/vendor/yasqe.min.js"
_SECONDS = 280


def browser() -> Browse:
    """Runs a task of browser.mjs on a server's address, and gives what was found there."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    node = shutil.which("node")
    wanted = (_AXE, _EDITOR, _MODULES / "playwright-core" / "package.json")
    if not (chromium and node and all(path.is_file() for path in wanted)):
        said = "Chromium, Node or the packages of package.json are not installed (npm install)"
        if os.environ.get("RENKEI_BROWSER"):
            pytest.fail(said)
        pytest.skip(said)

    def run(base: str, task: str, *, seconds: float = _SECONDS, **more: object) -> dict[str, Any]:
        given = {"base": base, "task": task, "axe": str(_AXE), "modules": str(_MODULES), **more}
        shown = subprocess.run(
            [str(node), str(_DRIVER)],
            input=json.dumps({**given, "chromium": chromium}).encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
        assert shown.returncode == 0, shown.stderr.decode()[-2000:]
        seen: dict[str, Any] = json.loads(shown.stdout)
        assert seen["foreign"] == []
        return seen

    return run
