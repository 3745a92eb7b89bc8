"""What every test may use: `--update-golden`, and components that this machine may lack."""

from __future__ import annotations

import os
import shutil
from collections import Counter

import pytest
from hypothesis import settings

# No example is timed: shared machines pause at any moment. How long bad input may take is tested where it matters.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# The programs of each component, with the package that brings them.
COMPONENTS = {
    "apache": (("apache2",), "Debian: apache2-bin"),
    "caddy": (("caddy",), "Debian: caddy"),
    "java": (("java",), "Debian: default-jre-headless"),
    "nginx": (("nginx",), "Debian: nginx-light"),
    "virtuoso": (("virtuoso-t", "isql-vt"), "Debian: virtuoso-opensource-7-bin"),
    "chromium": (("chromium",), "Debian: chromium, fonts-noto-cjk"),
    "tesseract": (
        ("tesseract",),
        "Debian: tesseract-ocr, tesseract-ocr-jpn, tesseract-ocr-jpn-vert",
    ),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write expected answers anew")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Beside the slowest tests (`--durations`) the slowest files, with what is set up for them."""
    if terminalreporter.config.getoption("durations") is None:
        return
    seconds: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                seconds[report.nodeid.partition("::")[0]] += report.duration
    terminalreporter.section("slowest 10 files")
    for name, spent in seconds.most_common(10):
        terminalreporter.line(f"{spent:8.1f}s {name}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without a component a test that is marked so is skipped here, and fails on CI."""
    for mark in item.iter_markers("component"):
        programs, package = COMPONENTS[mark.args[0]]
        missing = [program for program in programs if shutil.which(program) is None]
        if missing:
            said = f"{', '.join(missing)} not installed ({package})"
            if os.environ.get("CI"):
                pytest.fail(said)
            pytest.skip(said)


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
