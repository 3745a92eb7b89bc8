"""Numbers as programs write them before paragraphs (番号の書き方): letters, roman, Japanese."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_KANJI = "〇一二三四五六七八九"
_AIUEO = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_MOST = 3999


def lettered(number: int) -> str:
    """A number in Latin letters: a to z, then aa.

    >>> lettered(1), lettered(27)
    ('a', 'aa')
    """
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def roman(number: int) -> str:
    """A number in small roman numerals; above 3999 in figures.

    >>> roman(14)
    'xiv'
    """
    if not 0 < number <= _MOST:
        return str(number)
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def kanji(number: int) -> str:
    """A number below 10,000 in kanji (漢数字).

    >>> kanji(10), kanji(21), kanji(105)
    ('十', '二十一', '百五')
    """
    if not 0 < number < 10_000:  # noqa: PLR2004  # 万 is another order
        return str(number)
    written = ""
    for value, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        count, number = divmod(number, value)
        if count:
            written += ("" if count == 1 and sign else _KANJI[count]) + sign
    return written


def circled(number: int) -> str | None:
    """A number in a circle (丸数字), None beyond 50.

    >>> circled(1), circled(21), circled(36)
    ('①', '㉑', '㊱')
    """
    for first, last, sign in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= number <= last:
            return chr(ord(sign) + number - first)
    return None


def katakana(number: int) -> str | None:
    """A number in the order of the fifty sounds (ア、イ、ウ), None beyond ン."""
    return _AIUEO[number - 1] if 0 < number <= len(_AIUEO) else None


def iroha(number: int) -> str | None:
    """A number in the order of the iroha (イ、ロ、ハ), None beyond ン."""
    return _IROHA[number - 1] if 0 < number <= len(_IROHA) else None
