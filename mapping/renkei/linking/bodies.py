"""The tables of the register (市区町村の台帳): the bodies of today, and those of former days.

tables/municipalities.csv holds the present ones; tables/former.csv names and codes that went out of
use, each with its last day, what became of it, and the source of the fact. All changes since
連携協約 exist (2014-11-01, 平成26年法律第42号) are there; of the older ones, which a 定住自立圏形成協定
may name, those that were needed. `tools/refresh_municipalities.py` writes the register of
today, and tables/municipalities.origin.json tells what it is from.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from renkei.linking import codes
from renkei.resources import table

if TYPE_CHECKING:
    from collections.abc import Mapping

NORTHERN = "northern-village"
"""The kind of the villages of the northern territories (北方領土の村): a code, but no office."""
NUMBERED_SINCE = date(2015, 10, 5)
"""When corporate numbers were first given out (法人番号の指定の開始, 番号法の施行日)."""


class Municipality(NamedTuple):
    """A row of the register (市区町村).

    `code` has six digits; `county` (郡) is empty where there is none; `kind` is
    city, town, village, special-ward or northern-village; `kana_from` and `english_from` name the
    source of the reading and of the English name.
    """

    code: str
    name: str
    kana: str
    prefecture: str
    county: str
    english: str
    kind: str
    kana_from: str
    english_from: str

    @property
    def jis_code(self) -> str:
        """The five digits of JIS X 0402, as IRIs use them."""
        return self.code[: codes.JIS_LENGTH]

    @property
    def full_name(self) -> str:
        """The name with prefecture and county in front (都道府県・郡からの名称)."""
        return self.prefecture + self.county + self.name


class Change(StrEnum):
    """What became of a body or its name (廃置分合・名称変更, 地方自治法 第3条・第7条・第8条)."""

    RENAMED = "renamed"
    """名称変更: the same body, the same code, another name."""
    RAISED = "raised"
    """市制施行・町制施行: the same body, another name and code."""
    MERGED = "merged"
    """新設合併: the body ended, and a new one came of it and others."""
    ABSORBED = "absorbed"
    """編入合併: the body ended, and one that was there before took it in."""


class FormerName(NamedTuple):
    """A name that went out of use (旧名称).

    `until` is its last day; `successor` the code of six digits of the body that came of it by
    `change`; `reason` tells it in words; `source` is where the fact is from.
    """

    code: str
    name: str
    kana: str
    prefecture: str
    county: str
    english: str
    kind: str
    until: str
    successor: str
    change: Change
    reason: str
    source: str

    @property
    def jis_code(self) -> str:
        """The five digits of JIS X 0402, as IRIs use them."""
        return self.code[: codes.JIS_LENGTH]

    @property
    def last_day(self) -> date:
        """The last day of the name (名称の最終日)."""
        return date.fromisoformat(self.until)

    @property
    def changed_on(self) -> date:
        """The day from which the change holds (変更の効力発生日)."""
        return self.last_day + timedelta(days=1)

    @property
    def body(self) -> Municipality:
        """The body as a row of the register, under the name that it had then (当時の市区町村)."""
        return Municipality(*self[:7], kana_from="former", english_from="former")


class Prefecture(NamedTuple):
    """A prefecture (都道府県): `code` has six digits, the last a check digit."""

    code: str
    name: str
    kana: str
    english: str


Entry = Municipality | FormerName
"""A body under one name (一つの名称の下の団体)."""


def by_code(code: str) -> Municipality | None:
    """Find the municipality (市区町村) of a code of today, with check digit or without.

    >>> by_code("43100").name, by_code("431001").name, by_code("431002")
    ('熊本市', '熊本市', None)
    """
    found = _present().get(code[: codes.JIS_LENGTH])
    return found if found and code in (found.code, found.jis_code) else None


def body_of(code: str) -> Municipality | None:
    """Find the body of a code (団体), that of today or else the last one that had the code.

    >>> body_of("28221").name, body_of("04423").name
    ('丹波篠山市', '富谷町')
    """
    former = [row.body for row in former_names() if code in (row.code, row.jis_code)]
    return by_code(code) or (former[-1] if former else None)


def changes_of(code: str) -> tuple[FormerName, ...]:
    """List what changed of the body of a code (廃置分合・名称変更), in the order of time.

    >>> [(row.name, row.until, row.successor) for row in changes_of("04423")]
    [('富谷町', '2016-10-09', '042161')]
    >>> changes_of("43100")
    ()
    """
    rows = [row for row in former_names() if code in (row.code, row.jis_code)]
    return tuple(sorted(rows, key=lambda row: row.until))


def predecessors_of(code: str) -> tuple[FormerName, ...]:
    """List the names that a body came of or took in (前身の団体・名称), in the order of time.

    >>> [row.name for row in predecessors_of("46225")]
    ['加治木町', '姶良町', '蒲生町']
    """
    digits = code[: codes.JIS_LENGTH]
    rows = [row for row in former_names() if row.successor[: codes.JIS_LENGTH] == digits]
    return tuple(sorted(rows, key=lambda row: (row.until, row.code)))


def present_body(change: FormerName) -> Municipality:
    """Follow a change, and those that came after it, to the body of today (現在の団体).

    Raises `ValueError` if the tables lead to no body of today.

    >>> present_body(changes_of("09367")[0]).name
    '栃木市'
    """
    seen = {change}
    while (body := by_code(change.successor)) is None:
        later = [row for row in changes_of(change.successor) if row not in seen]
        if not later:
            raise ValueError(f"no body of today came of {change.name} ({change.code})")
        change = later[0]
        seen.add(change)
    return body


def code_on(code: str, day: date) -> str | None:
    """Tell which code of six digits the body of a code had on a day (その日のコード).

    A body that came of a merger did not exist before: None.

    >>> code_on("042161", date(2016, 3, 30)), code_on("462250", date(2009, 1, 1))
    ('044237', None)
    """
    body = body_of(code)
    if body is None:
        return None
    since = first_day(body)
    if since is None or since <= day:
        return body.code
    before = [row for row in predecessors_of(code) if row.changed_on == since]
    if len(before) != 1 or before[0].change not in {Change.RAISED, Change.RENAMED}:
        return None
    row = before[0]
    return row.code if row.code == body.code else code_on(row.code, day)


def first_day(entry: Entry) -> date | None:
    """Tell since when a body has its name and code (名称の初日); None if it is older than the tables.

    A body that took in another is as old as it was.

    >>> first_day(by_code("28221")), first_day(by_code("09203"))
    (datetime.date(2019, 5, 1), None)
    """
    earlier = [
        row.changed_on
        for row in predecessors_of(entry.code)
        if row.change is not Change.ABSORBED and row.changed_on <= (last_day(entry) or date.max)
    ]
    return max(earlier, default=None)


def last_day(entry: Entry) -> date | None:
    """Tell until when a body had its name and code (名称の最終日); None for a body of today."""
    return entry.last_day if isinstance(entry, FormerName) else None


def valid_on(entry: Entry, day: date) -> bool:
    """Tell whether a body had its name and code on a day (その日に有効な名称か).

    >>> valid_on(by_code("28221"), date(2019, 4, 30)), valid_on(by_code("28221"), date(2019, 5, 1))
    (False, True)
    """
    return (first_day(entry) or date.min) <= day <= (last_day(entry) or date.max)


def corporate_number(row: Municipality) -> str:
    """Compute the corporate number of a body (法人番号), empty where it cannot be told.

    A village of the northern territories has none. A number once given never changes, and it was
    given by the code of the day: of a body whose code changed since, or that ended before, nothing
    is said.

    >>> corporate_number(by_code("43100")), corporate_number(by_code("04216"))
    ('9000020431001', '')
    """
    if row.kind == NORTHERN or by_code(row.code) is None:
        return ""
    changes = (one for one in predecessors_of(row.code) if one.changed_on > NUMBERED_SINCE)
    if any(one.change in {Change.RAISED, Change.MERGED} for one in changes):
        return ""
    return codes.corporate_number(row.code)


def municipalities() -> tuple[Municipality, ...]:
    """List every municipality of the register (市区町村一覧), in the order of the codes."""
    return tuple(_present().values())


@cache
def former_names() -> tuple[FormerName, ...]:
    """List every name that went out of use (旧名称), in the order of the codes."""
    rows = map(FormerName._make, _cells("former.csv"))
    return tuple(row._replace(change=Change(row.change)) for row in rows)


@cache
def prefectures() -> tuple[Prefecture, ...]:
    """List the 47 prefectures (都道府県), in the order of the codes.

    >>> prefectures()[42]
    Prefecture(code='430005', name='熊本県', kana='くまもとけん', english='Kumamoto Prefecture')
    """
    return tuple(Prefecture(*cells) for cells in _cells("prefectures.csv"))


@cache
def _present() -> Mapping[str, Municipality]:
    rows = (Municipality(*cells) for cells in _cells("municipalities.csv"))
    return {row.jis_code: row for row in rows}


def _cells(name: str) -> list[list[str]]:
    with table("renkei.linking", name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]
