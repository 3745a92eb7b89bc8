"""From a name to the municipality that bears it (市区町村名の照合).

A name that is in neither table of `renkei.linking.bodies`, or may mean more than one body, or that no
body bore on the day in question, is said to be so; nothing here guesses.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from renkei.linking import variants
from renkei.linking.bodies import (
    Change,
    Entry,
    FormerName,
    Municipality,
    Prefecture,
    by_code,
    corporate_number,
    first_day,
    former_names,
    last_day,
    municipalities,
    prefectures,
    valid_on,
)
from renkei.model import Method, MunicipalityLink

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

SUFFIXES = ("市", "町", "村", "区")


class Found(NamedTuple):
    """One body bears the name (特定): `substitutions` say which forms of characters were unlike.

    `former` tells what became of the body, if it bore the name on the day asked for and no more.
    """

    printed: str
    municipality: Municipality
    substitutions: tuple[variants.Substitution, ...] = ()
    former: FormerName | None = None


class NotFound(NamedTuple):
    """No body bears the name (該当なし): `elsewhere` do in other prefectures, `former` once did.

    `later` are those that got the name after the day asked for.
    """

    printed: str
    elsewhere: tuple[Municipality, ...] = ()
    former: tuple[FormerName, ...] = ()
    later: tuple[Entry, ...] = ()


class Ambiguous(NamedTuple):
    """The name may mean several bodies (曖昧): those of today, and those of former days."""

    printed: str
    candidates: tuple[Municipality, ...]
    former: tuple[FormerName, ...] = ()


class NameAt(NamedTuple):
    """A name as it stands in a text (地名), and where it ends, in code points."""

    name: str
    end: int


class _Register(NamedTuple):
    exact: Mapping[str, tuple[Entry, ...]]
    folded: Mapping[str, tuple[Entry, ...]]
    """Names in base forms, where those are not the names themselves."""
    first: frozenset[str]
    longest: int

    def unlike(self, base: str) -> tuple[Entry, ...]:
        """Every entry with a name that has this base form."""
        return (*self.exact.get(base, ()), *self.folded.get(base, ()))


def find(
    name: str, *, prefecture: str | None = None, on: date | None = None
) -> Found | NotFound | Ambiguous:
    """Find the municipality (市区町村) that bears a name.

    The name may have prefecture and county in front, and must be whole: no white space, no 長 after
    it. Without an exact match, other forms of its characters are tried, and the result says which.
    `prefecture` (都道府県), by its full name, keeps out bodies of other prefectures. A ward of a
    designated city (行政区) is no municipality: 中央区 alone is the special ward (特別区).
    `on` asks for the body that bore the name on that day, as the parties of an agreement did.

    >>> find("三戸郡階上町").municipality.code
    '024465'
    >>> [found.prefecture for found in find("府中市").candidates]
    ['東京都', '広島県']
    >>> find("府中市", prefecture="広島県").municipality.code
    '342084'
    >>> find("何処市")
    NotFound(printed='何処市', elsewhere=(), former=(), later=())
    >>> from datetime import date
    >>> find("富谷町", on=date(2016, 3, 30)).municipality.code
    '044237'
    >>> [row.name for row in find("富谷市", on=date(2016, 3, 30)).later]
    ['富谷市']
    """
    register = _register()
    wanted = variants.fold(prefecture).text if prefecture is not None else None
    near = _within(wanted, register.exact.get(name, ()))
    if near:
        return _decide(name, near, on, exact=True)
    entries = register.unlike(variants.fold(name).text)
    near = _within(wanted, entries)
    if near:
        return _decide(name, near, on, exact=False)
    return NotFound(name, *_by_age(entries))


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
    computed, and empty where it cannot be told.

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
        corporate_number=corporate_number(row),
        method=method,
        evidence=printed if evidence is None else evidence,
    )


def _within(prefecture: str | None, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if prefecture in (None, entry.prefecture))


def _decide(
    printed: str, entries: tuple[Entry, ...], on: date | None, *, exact: bool
) -> Found | NotFound | Ambiguous:
    if on is not None:
        return _decide_on(printed, entries, on, exact=exact)
    current, former = _by_age(entries)
    if not current:
        return NotFound(printed, (), former)
    if former or len(current) > 1:
        return Ambiguous(printed, current, former)
    return Found(printed, current[0], () if exact else _unlike(printed, current[0]))


def _decide_on(
    printed: str, entries: tuple[Entry, ...], day: date, *, exact: bool
) -> Found | NotFound | Ambiguous:
    """Among the bodies that bore the name on a day; if none did, those before and behind it."""
    valid = [entry for entry in entries if valid_on(entry, day)]
    if len(valid) > 1:
        return Ambiguous(printed, *_by_age(valid))
    if not valid:
        former = tuple(e for e in entries if isinstance(e, FormerName) and e.last_day < day)
        later = tuple(entry for entry in entries if (first_day(entry) or day) > day)
        return NotFound(printed, (), former, later)
    entry = valid[0]
    former_name = entry if isinstance(entry, FormerName) else None
    body = entry.body if isinstance(entry, FormerName) else entry
    return Found(printed, body, () if exact else _unlike(printed, body), former_name)


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
    exact: dict[str, tuple[Entry, ...]] = {}
    entries: list[Entry] = [*municipalities(), *former_names()]
    for entry in entries:
        for key in _spellings(entry):
            exact[key] = (*exact[key], entry) if key in exact else (entry,)
    folded: dict[str, tuple[Entry, ...]] = {}
    for key, named in exact.items():
        base = variants.fold_plain(key)
        if base != key:
            folded[base] = (*folded.get(base, ()), *named)
    return _Register(
        exact=exact,
        folded=folded,
        first=frozenset(variants.fold_plain("".join({key[0] for key in exact}))),
        longest=max(map(len, exact)),
    )


__all__ = [
    "SUFFIXES",
    "Ambiguous",
    "Change",
    "Entry",
    "FormerName",
    "Found",
    "Municipality",
    "NameAt",
    "NotFound",
    "Prefecture",
    "by_code",
    "find",
    "first_day",
    "former_names",
    "last_day",
    "longest_name_at",
    "municipalities",
    "prefectures",
    "stem",
    "to_link",
]
