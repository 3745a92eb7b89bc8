"""Statutes (法令) and their identifiers in the e-Gov law API (法令ID)."""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import NamedTuple

from renkei import resources
from renkei.model import Citation
from renkei.parsing.text.numerals import NUMERAL, number

# A law's number as printed: "昭和22年法律第67号", "平成十九年政令第二百九十七号". Must not match a notice's number
# ("総行市第200号"), which has no kind of law in it.
_LAW_NUMBER = re.compile(
    rf"(?P<era>明治|大正|昭和|平成|令和)(?P<year>元|{NUMERAL})年(?P<kind>法律|政令|勅令)第(?P<number>{NUMERAL})号"
)
_YEARS = range(1, 100)
_ERAS = {"明治": "1", "大正": "2", "昭和": "3", "平成": "4", "令和": "5"}
_KINDS = {"法律": "AC", "政令": "CO", "勅令": "IO"}


class Law(NamedTuple):
    """A statute: its title, its identifier, its number, and its title in English.

    The last is that of the government's translations (日本法令外国語訳データベース), empty where none is known.
    """

    title: str
    law_id: str
    number: str
    english: str = ""


def law_id(printed: str) -> str | None:
    """The e-Gov identifier that a law's number amounts to; None if it is no law's number.

    Era (1 明治 … 5 令和), two digits of the year, the kind (AC 法律, CO 政令, IO 勅令), ten digits.
    Source: 法令API仕様書, 法令ID.

    >>> law_id("昭和22年法律第67号")
    '322AC0000000067'
    """
    found = _LAW_NUMBER.fullmatch("".join(printed.split()))
    if found is None:
        return None
    year = 1 if found["year"] == "元" else number(found["year"])
    serial = number(found["number"])
    if year is None or serial is None or year not in _YEARS:
        return None
    return f"{_ERAS[found['era']]}{year:02}{_KINDS[found['kind']]}{serial:010}"


@cache
def laws() -> tuple[Law, ...]:
    """The statutes known by title, the longest title first."""
    path = resources.table("renkei.linking", "laws.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    known = [
        Law(row["title"], law_id(row["number"]) or "", row["number"], row["english"])
        for row in rows
    ]
    return tuple(sorted(known, key=lambda law: (-len(law.title), law.title)))


def english_title(identifier: str) -> str:
    """The official English title of a statute by its identifier; empty where none is known.

    >>> english_title("322AC0000000067")
    'Local Autonomy Act'
    """
    return next((law.english for law in laws() if law.law_id == identifier), "")


def link_citation(citation: Citation, defined: dict[str, str]) -> Citation:
    """A citation with its law identified, and its title and passage cut to the law's own name.

    `defined` gathers the numbers that this text gave to titles (地方自治法（昭和22年法律第67号）).
    """
    if citation.article is None:
        return citation
    known = next((law for law in laws() if citation.title.endswith(law.title)), None)
    title = known.title if known else citation.title
    cut = len(citation.title) - len(title)
    printed = citation.number or defined.get(title) or (known.number if known else "")
    if citation.number:
        defined[title] = citation.number
    return citation.model_copy(
        update={
            "title": title,
            "passage": citation.passage.part(cut, len(citation.passage.text)),
            "law_id": law_id(printed),
        }
    )
