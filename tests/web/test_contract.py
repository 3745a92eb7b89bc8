"""One URL contract on four servers: ours, and nginx, Apache and Caddy over the static site.

The column `static` of contract.csv says what a static host may do otherwise: `same`, another
status, `refused` (not found, a path made straight, or any error: Caddy answers a NUL with 500), `language` and
`tenths` (limits of negotiation by rules: docs/static-hosts.md).
"""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

HERE = Path(__file__).parent
KEY = "43100-43214-20160330"
ROWS = list(csv.DictReader((HERE / "contract.csv").read_text("utf-8").splitlines()))
HOSTS = (
    "live",
    pytest.param("nginx", marks=pytest.mark.component("nginx")),
    pytest.param("apache", marks=pytest.mark.component("apache")),
    pytest.param("caddy", marks=pytest.mark.component("caddy")),
)
# Where a static host decides by its own rules: a place that it names, not a failure.
OTHERWISE = {
    ("language", "location:/agreement/{key}"): "location:/en/agreement/{key}",
    ("tenths", "location:/data/agreement/{key}.rdf"): "location:/data/agreement/{key}.ttl",
}


@pytest.fixture(scope="module", params=HOSTS)
def host(request, hosts):
    return hosts(request.param)


@pytest.fixture(scope="module", params=HOSTS)
def below(request, hosts):
    """The same below a path: `renkei serve --url-path`, and the rules of `renkei build --url-path`."""
    return hosts(request.param, "/renkei")


@pytest.fixture(scope="module")
def blanks(site_kg: Path) -> dict[str, str]:
    texts = (site_kg / "site" / "source").glob("*.txt")
    return {"key": KEY, "sha256": min(each.stem for each in texts)}


def test_every_address(host, blanks) -> None:
    """All rows in one test for each host: what differs is told at once."""
    wrong = [
        f"{row['target']} [{row['accept']}] ({row['reason']}): {found}"
        for row in ROWS
        if (found := _differs(host, row, blanks))
    ]
    assert wrong == []


def test_every_address_below_a_path(below, blanks) -> None:
    """What climbs out of the path is another site's: those rows are not asked."""
    rows = [row for row in ROWS if row["static"] != "refused"]
    wrong = [
        f"{row['target']} [{row['accept']}] ({row['reason']}): {found}"
        for row in rows
        if (found := _differs(below, row, blanks))
    ]
    assert wrong == []
    assert len(rows) > 110
    assert below.ask("/theme/tourism").status == 200
    assert "link" in below.ask(f"/agreement/{KEY}").headers


def _differs(host, row, blanks) -> str:
    headers = {"Accept": row["accept"], "Accept-Language": row["language"]}
    headers = {name: value for name, value in headers.items() if value}
    found = host.ask(row["target"].format_map(blanks), headers=headers)
    static = row["static"] if host.is_static else "same"
    if static == "refused":
        return "" if found.status >= 400 or found.status in {301, 308} else str(found.status)
    if static.isdecimal():
        return "" if found.status == int(static) else str(found.status)
    if found.status != int(row["status"]):
        return f"{found.status} {found.text[:200]}"
    wanted = OTHERWISE.get((static, row["expect"]), row["expect"])
    return _wrong_header(host, found, wanted.format_map(blanks)) or _wrong_vary(found, row)


def _wrong_header(host, found, expect: str) -> str:
    kind, _, wanted = expect.partition(":")
    if not kind or (host.is_static and found.status >= 400):
        return ""
    value = found.headers.get({"location": "location", "type": "content-type"}[kind], "")
    value = value.removeprefix(f"http://127.0.0.1:{host.port}")
    if kind == "location" and value.startswith("/"):
        wanted = host.prefix + wanted
    return "" if value == wanted else value


def _wrong_vary(found, row) -> str:
    said = {each.strip().lower() for each in found.headers.get("vary", "").split(",")}
    wanted = {each.strip().lower() for each in row["vary"].split(",") if each}
    return "" if wanted <= said else f"Vary: {sorted(said)}"


def test_every_row_is_asked() -> None:
    assert len(ROWS) == 147
    assert all(row["reason"] for row in ROWS)
    assert {row["static"] for row in ROWS} == {
        "same", "200", "404", "refused", "language", "tenths",
    }  # fmt: skip


def test_validators_and_packing(host) -> None:
    target = f"/data/agreement/{KEY}.ttl"
    plain = host.ask(target)
    packed = host.ask(target, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert "accept-encoding" in packed.headers["vary"].lower()
    for name, header in (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since")):
        again = host.ask(target, headers={header: plain.headers[name]})
        assert (again.status, again.body) == (304, b"")
    assert host.ask(target, headers={"If-None-Match": '"another"'}).status == 200


def test_head_is_get_without_body(host) -> None:
    for target in (f"/data/agreement/{KEY}.ttl", f"/id/agreement/{KEY}", "/themes", "/nothing"):
        get, head = host.ask(target), host.ask(target, method="HEAD")
        assert (head.status, head.body) == (get.status, b"")
        for name in ("content-type", "location", "etag", "last-modified", "vary"):
            assert head.headers.get(name) == get.headers.get(name), (target, name)


def test_anybody_may_read_and_nothing_may_run(host) -> None:
    for target in ("/", f"/id/agreement/{KEY}", f"/data/agreement/{KEY}.ttl", "/theme/tourism", "/nothing"):  # fmt: skip
        headers = host.ask(target).headers
        assert headers["access-control-allow-origin"] == "*", target
        assert headers["x-content-type-options"] == "nosniff", target
        assert headers["content-security-policy"].startswith("default-src 'none'"), target


def test_links_tell_the_three_things_apart(host) -> None:
    link = host.ask(f"/data/agreement/{KEY}.ttl").headers["link"]
    assert f'</data/agreement/{KEY}.ttl>; rel="canonical"' in link
    assert f'</data/agreement/{KEY}.jsonld>; rel="alternate"; type="application/ld+json"' in link
    assert '</ns>; rel="describedby"' in link
    assert f'<https://w3id.org/renkei/id/agreement/{KEY}>; rel="describes"' in link
    for page in (f"/agreement/{KEY}", f"/en/agreement/{KEY}/initiative/1.1"):
        link = host.ask(page).headers["link"]
        assert f'</data/agreement/{KEY}.ttl>; rel="alternate"; type="text/turtle"' in link
        thing = page.removeprefix("/en").removeprefix("/")
        assert f'<https://w3id.org/renkei/id/{thing}>; rel="describes"' in link
    link = host.ask("/theme/tourism").headers["link"]
    assert '</theme/tourism.rdf>; rel="alternate"; type="application/rdf+xml"' in link
    for target in ("/nothing", "/data/agreement/nothing.ttl", "/agreement/nothing"):
        assert "link" not in host.ask(target).headers, target


def test_a_document_chosen_in_place_links_as_under_its_own_address(host) -> None:
    if not host.is_static:
        return  # the live server's links are those of the row above, whatever the address
    chosen = host.ask("/theme/tourism", headers={"Accept": "text/turtle"})
    assert chosen.headers["link"] == host.ask("/theme/tourism.ttl").headers["link"]
