"""Fetching a list of URLs, from a server on this machine: nothing else is ever asked."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from renkei.cli import main
from renkei.reading.fetching import fetch, urls_of

PAGE = "<html><body><p>連携協約</p></body></html>".encode()
ROBOTS = b"User-agent: *\nDisallow: /private/\n"


class Site(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012  # emptied by each test

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/robots.txt":
            self._send(200, ROBOTS)
        elif self.path == "/same.html" and self.headers["if-none-match"] == '"1"':
            self._send(304, b"")
        elif self.path.startswith("/to/"):
            self._send(302, b"", location=self.path.removeprefix("/to/").replace("|", "/"))
        elif self.path == "/loop":
            self._send(302, b"", location="/loop")
        elif self.path == "/large":
            self._send(200, b"x" * 5000)
        elif self.path in {"/same.html", "/private/a.html"}:
            self._send(200, PAGE, etag='"1"')
        else:
            self._send(404, b"")

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def statuses(urls: list[str], folder: Path, *, private: bool = True) -> list[str]:
    found = fetch(urls, folder, allow_private=private, pause=0, limit=4000)
    return [each.status for each in found]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/same.html", "fetched"),
        ("/to/|same.html", "fetched"),
        ("/none.html", "http-404"),
        ("/private/a.html", "robots"),
        ("/to/|private|a.html", "robots"),
        ("/loop", "redirects"),
        ("/large", "too-large"),
        ("/to/file:||etc|passwd", "bad-url"),
    ],
)
def test_statuses(site: str, tmp_path: Path, path: str, status: str) -> None:
    assert statuses([site + path], tmp_path) == [status]
    assert "/private/a.html" not in Site.asked


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.example/x", "熊本市", "http://", "http://u:p@a/"]
)
def test_other_schemes_are_not_asked(tmp_path: Path, url: str) -> None:
    assert statuses([url], tmp_path) == ["bad-url"]


def test_private_addresses_are_not_asked(site: str, tmp_path: Path) -> None:
    named = site.replace("127.0.0.1", "localhost")
    assert set(statuses([f"{site}/same.html", f"{named}/same.html"], tmp_path, private=False)) == {
        "blocked"
    }
    assert Site.asked == []


def test_what_did_not_change_is_not_fetched_again(site: str, tmp_path: Path) -> None:
    assert statuses([f"{site}/same.html"], tmp_path) == ["fetched"]
    assert statuses([f"{site}/same.html"], tmp_path) == ["unchanged"]
    [row] = csv.DictReader((tmp_path / "fetched.csv").read_text("utf-8").splitlines())
    assert row["media_type"] == "text/html"
    assert (tmp_path / row["file"]).read_bytes() == PAGE


def test_the_command(
    site: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listed = tmp_path / "urls.csv"
    listed.write_text(f"name,url\n甲市,{site}/same.html\n", "utf-8")
    words = ["fetch", str(listed), "--out", str(tmp_path / "out"), "--pause", "0"]
    monkeypatch.setattr("sys.argv", ["renkei", *words, "--allow-private", "--lang", "en"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert "1 of 1 are in" in capsys.readouterr().out


def test_lists() -> None:
    assert urls_of("url,name\nhttps://a.example/,甲\nhttps://a.example/\nx\n") == [
        "https://a.example/",
        "x",
    ]
    # More than a cell of a CSV may hold is told as wrong by its beginning, and the rest is read.
    assert urls_of(f"{'甲' * 200_000}\nhttps://a.example/") == ["甲" * 200, "https://a.example/"]
