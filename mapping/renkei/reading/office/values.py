"""Numbers and dates of Excel as it shows them (表示形式): ECMA-376 Part 1, 18.8.30 and 18.8.31."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

_ERAS = (
    (date(2019, 5, 1), "令和", "R"),
    (date(1989, 1, 8), "平成", "H"),
    (date(1926, 12, 25), "昭和", "S"),
    (date(1912, 7, 30), "大正", "T"),
    (date(1868, 1, 25), "明治", "M"),
)
_WEEKDAYS = "月火水木金土日"
_YEAR = 'yyyy"年"m"月"d"日"'
_ERA = 'ggge"年"m"月"d"日"'
# The formats that have numbers of their own; 27 to 36 and 50 to 58 are those of Japanese editions.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "yyyy/m/d", 15: "d-m-yy", 16: "m/d", 17: "yyyy/m",
    27: _ERA, 28: _ERA, 29: _ERA, 30: "m/d/yy", 31: _YEAR, 36: _ERA,
    50: _ERA, 51: _ERA, 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: _ERA, 55: 'yyyy"年"m"月"',
    56: 'm"月"d"日"', 57: _ERA, 58: _ERA, 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 49: "@",
}  # fmt: skip

# The pieces of a format: words in quotes, a letter behind a backslash, a bracketed note, a space as wide as
# a letter, a fill, a run of one date letter, figures, and any other character. Real: [$-411]ggge"年"m"月"
_PIECES = re.compile(
    r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|y+|m+|d+|g+|e+|a+|[#0?.,]+|.', re.IGNORECASE | re.DOTALL
)
_DATE_LETTERS = frozenset("ymdgea")
_LONGEST = 200
_FIGURES = "#0?"


def shown(number: str, code: str, *, from_1904: bool = False) -> str | None:
    """A stored number as its format shows it (表示される字句); None for what is not known.

    >>> shown("42754", '[$-411]ggge"年"m"月"d"日"'), shown("1200", '#,##0"人"'), shown("0.5", "0%")
    ('平成29年1月19日', '1,200人', '50%')
    """
    try:
        value = Decimal(number)
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value) > 10**15 or len(code) > _LONGEST:
        return None
    sections = code.split(";")
    is_negative = value < 0 and len(sections) > 1
    if value == 0 and len(sections) > 2 and '"' not in code.partition(";")[0]:  # noqa: PLR2004  # the section of zero
        section = sections[2]
    else:
        section = sections[1] if is_negative else sections[0]
    if section.lower() in {"general", "g/標準", "", "@"}:
        return general(value)
    pieces = _PIECES.findall(section)
    if any(piece[0].lower() in _DATE_LETTERS for piece in pieces):
        return _date(value, pieces, from_1904=from_1904)
    return _number(-value if is_negative else value, pieces)


def general(value: Decimal) -> str:
    """A number without a format: no zeros at its end, eleven figures at most.

    >>> general(Decimal("3.0")), general(Decimal("0.1000000000000000055"))
    ('3', '0.1')
    """
    if value == value.to_integral_value():
        return str(int(value))
    return f"{float(value):.10g}"


def _literal(piece: str) -> str | None:
    """The words that a piece of a format stands for by itself, None for figures."""
    if piece[0] == '"':
        return piece[1:-1] if len(piece) > 1 else ""
    if piece[0] == "\\":
        return piece[1:]
    if piece[0] == "[":
        return piece[2:-1].partition("-")[0] if piece.startswith("[$") else ""
    if piece[0] in "_*" and len(piece) > 1:
        return " " if piece[0] == "_" else ""
    return None if piece[0] in "#0?.," else piece


def _number(value: Decimal, pieces: list[str]) -> str | None:
    figures = [piece for piece in pieces if _literal(piece) is None]
    if len(figures) > 1:
        return None
    if "%" in pieces:
        value *= 100
    words = ""
    for piece in pieces:
        literal = _literal(piece)
        words += _figures(value, piece) if literal is None else literal
    return words.strip()


def _figures(value: Decimal, form: str) -> str:
    whole, _, fraction = form.partition(".")
    places = sum(char in _FIGURES for char in fraction)
    needed = fraction.count("0")
    written = f"{value:,.{places}f}" if "," in whole else f"{value:.{places}f}"
    if places > needed:
        least = len(written) - (places - needed)
        while len(written) > least and written.endswith("0"):
            written = written[:-1]
        written = written.removesuffix(".")
    digits = whole.count("0")
    missing = digits - sum(char.isdecimal() for char in written.partition(".")[0])
    return "0" * max(0, missing) + written


def _date(value: Decimal, pieces: list[str], *, from_1904: bool) -> str | None:
    if any(piece[0].lower() in "hs" for piece in pieces) or not 0 < value < 2_958_466:  # noqa: PLR2004  # 31 December 9999
        return None
    # Excel counts a 29 February 1900 that never was; dates before it are not shown.
    days = int(value) + (1462 if from_1904 else 0)
    if days <= 60:  # noqa: PLR2004  # see above
        return None
    day = date(1899, 12, 30) + timedelta(days=days)
    words = ""
    for piece in pieces:
        known = _part_of_date(day, piece.lower())
        literal = known if known is not None else _literal(piece)
        if literal is None:
            literal = piece if piece in {".", ","} else None
        if literal is None:
            return None
        words += literal
    return words.strip()


def _part_of_date(day: date, piece: str) -> str | None:
    year = str(day.year)
    _, era, letter = (
        next(each for each in _ERAS if each[0] <= day) if day >= _ERAS[-1][0] else ("", "", "")
    )
    start = next((each[0].year for each in _ERAS if each[0] <= day), day.year)
    in_era = day.year - start + 1
    parts = {
        "yyyy": year, "yyy": year, "yy": year[-2:], "y": year[-2:],
        "mm": f"{day.month:02}", "m": str(day.month), "dd": f"{day.day:02}", "d": str(day.day),
        "ggg": era, "gg": era[:1], "g": letter, "e": str(in_era), "ee": f"{in_era:02}",
        "aaa": _WEEKDAYS[day.weekday()], "aaaa": _WEEKDAYS[day.weekday()] + "曜日",
    }  # fmt: skip
    return parts.get(piece)
