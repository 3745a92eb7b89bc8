"""Pages in real Chromium under axe-core: no violation of WCAG 2.2 A and AA.

Needs Chromium and `npm install` in the checkout. Where they are missing the test is skipped, unless
RENKEI_BROWSER says that the machine was set up with them.
"""

from __future__ import annotations

import functools
import html
import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Written

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SECONDS = 120
PAGES = (
    "/",
    "/en/agreement/02203-02446-20170322/",
    "/agreement/35203-35213-20170330/",
    "/agreement/02203-02446-20170322/initiative/3.1.8/",
    "/municipality/02446/",
    "/en/city-region/43100/",
    "/theme/disaster-response/",
    "/en/themes/",
    "/policy-fields/",
    "/query/disaster-response-roles/",
    "/en/ontology/",
    "/findings/",
    "/source/bb5483d0002baeadbf4a01b19c0e78c89d18bb0f758f37eda68a856ff6b3483b/view/",
)
# Runs in the page after loading and leaves its result where --dump-dom shows it.
RUN = """<script src="/axe.min.js"></script><script>
axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).then(r => {
  const pre = document.createElement("pre"); pre.id = "axe-result";
  pre.textContent = JSON.stringify(r.violations.map(v => [v.id, v.nodes.map(n => n.html).slice(0, 3)]));
  document.body.append(pre); });
</script></body>"""
# What RUN leaves: `<pre id="axe-result">[]</pre>`; not the script that writes it.
RESULT = re.compile(r'<pre id="axe-result">(.*?)</pre>', re.DOTALL)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base names it
        del format, args


@pytest.fixture(scope="module")
def chromium() -> str:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program and AXE.is_file():
        return program
    said = "Chromium or node_modules/axe-core is not installed (Debian: chromium; npm install)"
    if os.environ.get("RENKEI_BROWSER"):
        pytest.fail(said)
    pytest.skip(said)


@pytest.fixture(scope="module")
def host(
    written: Written, tmp_path_factory: pytest.TempPathFactory, chromium: str
) -> Iterator[str]:
    del chromium
    folder = tmp_path_factory.mktemp("axe") / "site"
    for path in (*PAGES, "/static"):
        source = written.folder / path.strip("/")
        target = folder / path.strip("/")
        target.mkdir(parents=True, exist_ok=True)
        for file in source.glob("*.css"):
            shutil.copyfile(file, target / file.name)
        page = source / "index.html"
        if page.is_file():
            (target / "index.html").write_text(page.read_text("utf-8").replace("</body>", RUN))
    shutil.copyfile(AXE, folder / "axe.min.js")
    handler = functools.partial(Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [390, 1280])
def test_no_violation(host: str, chromium: str, path: str, width: int, tmp_path: Path) -> None:
    options = (
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
        "--disable-background-networking --disable-component-update --virtual-time-budget=60000"
    )
    shown = subprocess.run(
        [
            chromium,
            *options.split(),
            f"--user-data-dir={tmp_path}",
            f"--window-size={width},1200",
            "--dump-dom",
            host + path,
        ],
        capture_output=True,
        timeout=SECONDS,
        check=True,
    )
    result = RESULT.search(shown.stdout.decode())
    assert result, "axe-core did not finish"
    assert json.loads(html.unescape(result[1])) == []
