"""The register of municipalities (市区町村一覧): from a name or a code to the body itself.

tables/municipalities.csv holds the present ones, tables/former.csv the names that went out of use
since 連携協約 exist (2014-11-01, 平成26年法律第42号). A name that is in neither, or may mean more
than one body, is said to be so; nothing here guesses. `tools/refresh_municipalities.py` writes the
register, and tables/municipalities.origin.json tells what it is from.
"""

from __future__ import annotations

import csv
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from renkei.linking import codes, variants
from renkei.model import Method, MunicipalityLink
from renkei.resources import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

NORTHERN = "northern-village"
"""The kind of the villages of the northern territories (北方領土の村): a code, but no office."""
SUFFIXES = ("市", "町", "村", "区")


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


class FormerName(NamedTuple):
    """A name that went out of use (旧名称): `until` is its last day, `successor` a code."""

    code: str
    name: str
    prefecture: str
    county: str
    until: str
    successor: str
    reason: str


class Prefecture(NamedTuple):
    """A prefecture (都道府県): `code` has six digits, the last a check digit."""

    code: str
    name: str
    kana: str
    english: str


class Found(NamedTuple):
    """One body bears the name (特定): `substitutions` say which forms of characters were unlike."""

    printed: str
    municipality: Municipality
    substitutions: tuple[variants.Substitution, ...] = ()


class NotFound(NamedTuple):
    """No body bears the name (該当なし): `elsewhere` do in other prefectures, `former` once did."""

    printed: str
    elsewhere: tuple[Municipality, ...] = ()
    former: tuple[FormerName, ...] = ()


class Ambiguous(NamedTuple):
    """The name may mean several bodies (曖昧): those of today, and those of former days."""

    printed: str
    candidates: tuple[Municipality, ...]
    former: tuple[FormerName, ...] = ()


class NameAt(NamedTuple):
    """A name as it stands in a text (地名), and where it ends, in code points."""

    name: str
    end: int


Entry = Municipality | FormerName


class _Register(NamedTuple):
    by_code: Mapping[str, Municipality]
    exact: Mapping[str, tuple[Entry, ...]]
    folded: Mapping[str, tuple[Entry, ...]]
    """Names in base forms, where those are not the names themselves."""
    first: frozenset[str]
    longest: int

    def unlike(self, base: str) -> tuple[Entry, ...]:
        """Every entry with a name that has this base form."""
        return (*self.exact.get(base, ()), *self.folded.get(base, ()))


def find(name: str, *, prefecture: str | None = None) -> Found | NotFound | Ambiguous:
    """Find the municipality (市区町村) that bears a name.

    The name may have prefecture and county in front, and must be whole: no white space, no 長 after
    it. Without an exact match, other forms of its characters are tried, and the result says which.
    `prefecture` (都道府県), by its full name, keeps out bodies of other prefectures. A ward of a
    designated city (行政区) is no municipality: 中央区 alone is the special ward (特別区).

    >>> find("三戸郡階上町").municipality.code
    '024465'
    >>> [found.prefecture for found in find("府中市").candidates]
    ['東京都', '広島県']
    >>> find("府中市", prefecture="広島県").municipality.code
    '342084'
    >>> find("何処市")
    NotFound(printed='何処市', elsewhere=(), former=())
    """
    register = _register()
    wanted = variants.fold(prefecture).text if prefecture is not None else None
    near = _within(wanted, register.exact.get(name, ()))
    if near:
        return _decide(name, near, exact=True)
    entries = register.unlike(variants.fold(name).text)
    near = _within(wanted, entries)
    if near:
        return _decide(name, near, exact=False)
    return NotFound(name, *_by_age(entries))


def by_code(code: str) -> Municipality | None:
    """Find the municipality (市区町村) of a code, with check digit or without, if there is one.

    >>> by_code("43100").name, by_code("431001").name, by_code("431002")
    ('熊本市', '熊本市', None)
    """
    found = _register().by_code.get(code[: codes.JIS_LENGTH])
    return found if found and code in (found.code, found.jis_code) else None


def municipalities() -> tuple[Municipality, ...]:
    """List every municipality of the register (市区町村一覧), in the order of the codes."""
    return tuple(_register().by_code.values())


@cache
def former_names() -> tuple[FormerName, ...]:
    """List every name that went out of use (旧名称), in the order of the codes."""
    return tuple(FormerName(*cells) for cells in _cells("former.csv"))


@cache
def prefectures() -> tuple[Prefecture, ...]:
    """List the 47 prefectures (都道府県), in the order of the codes.

    >>> prefectures()[42]
    Prefecture(code='430005', name='熊本県', kana='くまもとけん', english='Kumamoto Prefecture')
    """
    return tuple(Prefecture(*cells) for cells in _cells("prefectures.csv"))


def stem(name: str) -> str:
    """Cut the 市, 町, 村 or 区 off the end of a name (市区町村名の語幹).

    >>> stem("四日市市"), stem("階上町"), stem("市")
    ('四日市', '階上', '市')
    """
    return name[:-1] if len(name) > 1 and name.endswith(SUFFIXES) else name


def longest_name_at(text: str, start: int) -> NameAt | None:
    """Find the longest municipality name (市区町村名) that begins at a place in a text.

    Prefecture and county in front belong to it, and other forms of characters count. A former name
    is one too: what `find` makes of it is another matter. `start` and `end` are in code points.
    None if no name begins there.

    >>> longest_name_at("甲 福岡県久留米市城南町15番地3", 2)
    NameAt(name='福岡県久留米市', end=9)
    >>> longest_name_at("手取本町1番1号", 0) is None
    True
    """
    register = _register()
    if variants.fold(text[start : start + 2]).text[:1] not in register.first:
        return None
    # A character takes up to three code points: with a selector, or a mark of half width.
    folded = variants.fold(text[start : start + 3 * register.longest])
    for length in range(min(register.longest, len(folded.text)), 1, -1):
        if register.unlike(folded.text[:length]):
            end = start + folded.ends[length - 1]
            return NameAt(text[start:end], end)
    return None


def to_link(
    found: Found | Municipality, *, method: Method = Method.RULE, evidence: str | None = None
) -> MunicipalityLink:
    """Make the link (紐付け) to a municipality.

    Its evidence is the name as printed, if no other is given. The corporate number (法人番号) is
    computed; it is empty for a village of the northern territories, which has none.

    >>> to_link(find("熊本市")).corporate_number
    '9000020431001'
    """
    printed, row = (found.printed, found.municipality) if isinstance(found, Found) else ("", found)
    return MunicipalityLink(
        code=row.code,
        name=row.name,
        kana=row.kana,
        english=row.english,
        prefecture=row.prefecture,
        corporate_number="" if row.kind == NORTHERN else codes.corporate_number(row.code),
        method=method,
        evidence=printed if evidence is None else evidence,
    )


def _within(prefecture: str | None, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if prefecture in (None, entry.prefecture))


def _decide(
    printed: str, entries: tuple[Entry, ...], *, exact: bool
) -> Found | NotFound | Ambiguous:
    current, former = _by_age(entries)
    if not current:
        return NotFound(printed, (), former)
    if former or len(current) > 1:
        return Ambiguous(printed, current, former)
    return Found(printed, current[0], () if exact else _unlike(printed, current[0]))


def _by_age(
    entries: Iterable[Entry],
) -> tuple[tuple[Municipality, ...], tuple[FormerName, ...]]:
    listed = tuple(entries)
    return (
        tuple(entry for entry in listed if isinstance(entry, Municipality)),
        tuple(entry for entry in listed if isinstance(entry, FormerName)),
    )


def _unlike(printed: str, row: Municipality) -> tuple[variants.Substitution, ...]:
    folded = variants.fold(printed).text
    spelling = next(key for key in _spellings(row) if variants.fold_plain(key) == folded)
    return variants.differences(printed, spelling)


def _spellings(entry: Entry) -> Iterator[str]:
    """Yield the name as a text may give it: alone, or with prefecture, county or both."""
    yield entry.name
    yield entry.prefecture + entry.name
    if entry.county:
        yield entry.county + entry.name
        yield entry.prefecture + entry.county + entry.name


@cache
def _register() -> _Register:
    rows = [Municipality(*cells) for cells in _cells("municipalities.csv")]
    exact: dict[str, tuple[Entry, ...]] = {}
    entries: list[Entry] = [*rows, *former_names()]
    for entry in entries:
        for key in _spellings(entry):
            exact[key] = (*exact[key], entry) if key in exact else (entry,)
    folded: dict[str, tuple[Entry, ...]] = {}
    for key, named in exact.items():
        base = variants.fold_plain(key)
        if base != key:
            folded[base] = (*folded.get(base, ()), *named)
    return _Register(
        by_code={row.jis_code: row for row in rows},
        exact=exact,
        folded=folded,
        first=frozenset(variants.fold_plain("".join({key[0] for key in exact}))),
        longest=max(map(len, exact)),
    )


def _cells(name: str) -> list[list[str]]:
    with table("renkei.linking", name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]
