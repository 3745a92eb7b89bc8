"""Which encoding a text is in (文字コードの判別), and never a guess in silence.

Every encoding that decodes the whole file strictly is a candidate; each is weighed by how usual
its characters are in Japanese documents. One that is clearly the lightest is taken; two that are
close, or none that is usual, is said. On the lines of the sample agreements, one at a time, this
errs nowhere; charset-normalizer, restricted to the same encodings, took 11 of 240 for another.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import islice

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)
# Names are those of the IANA register in small letters where Python knows them as codecs. cp932 is
# registered as windows-31j; euc-jis-2004 and iso-2022-jp-2004 (JIS X 0213) are not registered.
# Inside a family the narrower one comes first: the wider one is for what it cannot decode, such as
# ① in EUC.
FAMILIES = (
    ("utf-8",),
    ("cp932",),
    ("euc-jp", "euc-jis-2004"),
    ("utf-16le",),
    ("utf-16be",),
)
ESCAPED = ("iso-2022-jp", "iso-2022-jp-1", "iso-2022-jp-2004", "iso-2022-jp-ext")
IRREGULAR = frozenset({"euc-jis-2004", *ESCAPED})
"""Encodings whose text does not give back the bytes: `SourceText.runs` leads back instead."""

# Weights (see `weight`), found on the lines of the sample agreements in every encoding: the right
# one weighs up to 0.3, the same bytes taken for another 0.3 more at least, and nearly always 0.9.
_MARGIN = 0.3
_UNUSUAL = 0.9
_UNUSUAL_IN_UTF8 = 4.0
_DAMAGED = 0.2
_CERTAIN = 4
# What takes three bytes or more in UTF-8. Not: Latin, Greek, Cyrillic. Real: 甲
# Said by what it is not: so wide a class of characters takes long to compile.
_LONG_SEQUENCE = re.compile("[^\0-\u07ff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding that it was in (復号した本文); `bom` counts the mark's bytes."""

    text: str
    encoding: str
    bom: int = 0


@dataclass(frozen=True, slots=True)
class Undecodable:
    """No encoding fits (復号できない): the nearest one, and the byte at which it fails."""

    encoding: str
    offset: int


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Two encodings fit about equally (判別できない), the likelier first, each with its text."""

    first: Decoded
    second: Decoded


def decode(data: bytes) -> Decoded | Undecodable | Ambiguous:
    """Decode the bytes of a text file (復号) in the encoding that fits.

    >>> decode("第1条 甲及び乙は".encode("euc-jp"))
    Decoded(text='第1条 甲及び乙は', encoding='euc-jp', bom=0)
    >>> decode("乙の役割".encode("utf-16le")).second
    Decoded(text='乙の役割', encoding='utf-16le', bom=0)
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            text = _strictly(data[len(bom) :], encoding)
            if isinstance(text, int):
                return Undecodable(encoding, len(bom) + text)
            return Decoded(text, encoding, len(bom))
    return _escaped(data) or _choose(data)


def _strictly(data: bytes, encoding: str) -> str | int:
    """Decode, or tell the byte at which that fails."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start


def _escaped(data: bytes) -> Decoded | None:
    """ISO-2022-JP: seven bits, and an escape sequence that calls a Japanese set."""
    # The escape to JIS X 0208, 0212, 0213, or half-width katakana. Not: ESC [ 0 m of a terminal.
    # Real: 1b 24 42
    if re.search(rb"\x1b(?:\$[@B]|\$\([DOPQ]|\(I)", data) is None:
        return None
    for encoding in ESCAPED:
        text = _strictly(data, encoding)
        if isinstance(text, str) and "\x1b" not in text:
            return Decoded(text, encoding)
    return None


def _choose(data: bytes) -> Decoded | Undecodable | Ambiguous:
    text = _strictly(data, "utf-8")
    if isinstance(text, str) and _is_certainly_utf8(text):
        return Decoded(text, "utf-8")
    candidates, failures = _candidates(data)
    if _is_damaged_utf8(data, failures):
        return Undecodable("utf-8", failures["utf-8"])
    ranked = sorted(((weight(found.text), at) for at, found in enumerate(candidates)))
    if not ranked or not _is_usual(candidates[ranked[0][1]], ranked[0][0]):
        return _nearest([candidates[at] for _, at in ranked], failures, data)
    (lightest, at), *others = ranked
    best = candidates[at]
    for heaviness, at in others:
        other = candidates[at]
        close = heaviness - lightest < _MARGIN or _is_half_width_word(other)
        if close and other.text != best.text:
            return Ambiguous(best, other)
    return best


def _candidates(data: bytes) -> tuple[list[Decoded], dict[str, int]]:
    found: list[Decoded] = []
    failures: dict[str, int] = {}
    for family in FAMILIES:
        for encoding in family:
            text = _strictly(data, encoding)
            if isinstance(text, str):
                found.append(Decoded(text, encoding))
                break
            failures[encoding] = text
    return found, failures


def _is_certainly_utf8(text: str) -> bool:
    """Whether four sequences of three bytes stand there: chance does not make them."""
    return len(list(islice(_LONG_SEQUENCE.finditer(text), _CERTAIN))) == _CERTAIN


def _is_damaged_utf8(data: bytes, failures: dict[str, int]) -> bool:
    """Whether it is UTF-8 but for a few bad bytes, which Shift_JIS may take, as mojibake."""
    if "utf-8" not in failures:
        return False
    text = data.decode("utf-8", errors="replace")
    foreign = sum(1 for char in text if not char.isascii())
    return text.count("\ufffd") < _DAMAGED * foreign


def _is_usual(found: Decoded, heaviness: float) -> bool:
    # UTF-8 does not come about by chance easily; the other encodings accept almost anything.
    limit = _UNUSUAL_IN_UTF8 if found.encoding == "utf-8" else _UNUSUAL
    return heaviness <= limit or _is_usual_beside_words(found, limit)


def _nearest(ranked: list[Decoded], failures: dict[str, int], data: bytes) -> Undecodable:
    """Tell the best place to look at: where the encoding that got furthest fails."""
    if not ranked:
        encoding = max(failures, key=lambda name: failures[name])
        return Undecodable(encoding, failures[encoding])
    best = ranked[0]
    strange = next(at for at, char in enumerate(best.text) if _weight_of(char) > _UNUSUAL)
    # か゚ is one code of two characters: the second of them begins where the first does.
    heads = (best.text[: max(0, strange - back)].encode(best.encoding) for back in range(3))
    return Undecodable(best.encoding, next((len(h) for h in heads if data.startswith(h)), 0))


# A run of half-width katakana. Not: カ. Real: ｱｿｼ
_HALF_WIDTH = re.compile("[｡-ﾟ]+")
# Half-width katakana that can be said aloud, with stops and spaces: what EUC kanji hardly ever make
# when they are read as Shift_JIS. Not: ｷｧﾋﾜ, ﾞｱ, ･ｦ｡｡. Real: ｱｿｼ
_HALF_WIDTH_WORD = re.compile(
    r"(?:[\x09-\x0d -~]|[ｱ-ﾝ]|[ｶ-ﾄﾊ-ﾎｳ]ﾞ|[ﾊ-ﾎ]ﾟ|[ｷｼﾁﾆﾋﾐﾘ][ﾞﾟ]?[ｬｭｮ]|(?:ﾌ|ｳﾞ?|[ﾃﾄ]ﾞ?)[ｧｨｩｪｫ]"
    r"|(?<=[ｱ-ﾟ])[ｰｯｦ｡､･｣]|｢(?=[ｱ-ﾝ]))+"
)


def _is_usual_beside_words(found: Decoded, limit: float) -> bool:
    """Whether the text is usual but for half-width katakana, and these are words."""
    if found.encoding != "cp932":
        return False
    runs = _HALF_WIDTH.findall(found.text)
    words = all(_HALF_WIDTH_WORD.fullmatch(run) for run in runs)
    return words and weight(_HALF_WIDTH.sub("", found.text)) <= limit


def _is_half_width_word(found: Decoded) -> bool:
    """Whether a Shift_JIS text of single bytes makes sense, so that EUC kanji are not certain."""
    return (
        found.encoding == "cp932"
        and not found.text.isascii()
        and _HALF_WIDTH_WORD.fullmatch(found.text) is not None
    )


def weight(text: str) -> float:
    """Weigh how unusual the characters are in Japanese documents (めずらしさ), 0 to 8 on average.

    ASCII counts only where it is no print: it is the same in every encoding.

    >>> weight("熊本市"), weight("ｷｧﾋﾜｻﾔ")
    (0.0, 2.0)
    """
    counts = Counter(text)
    total = sum(_weight_of(char) * count for char, count in counts.items())
    counted = sum(count for char, count in counts.items() if char not in _PLAIN)
    return total / counted if counted else 0.0


_PLAIN = frozenset("\t\n\r\f" + "".join(chr(code) for code in range(0x20, 0x7F)))
# By the first byte in EUC-JP, which is the row of JIS X 0208: punctuation, letters and kana (rows
# 1, 3, 4, 5) and the 2965 kanji of level 1 (rows 16 to 47) make nearly all of a document.
_USUAL_ROWS = frozenset({0xA1, 0xA3, 0xA4, 0xA5, *range(0xB0, 0xD0)})
_HALF_WIDTH_ROW = 0x8E
_JIS_X_0212_LENGTH = 3


@cache
def _weight_of(char: str) -> float:
    if char in _PLAIN:
        return 0.0
    if ord(char) < 0xA0:  # noqa: PLR2004 # the control characters of ISO 6429
        return 8.0
    code = _encoded(char, "euc-jp")
    if code is None or len(code) == _JIS_X_0212_LENGTH:
        return _weight_beyond_jis_x_0208(char)
    if code[0] == _HALF_WIDTH_ROW:
        return 2.0
    return 0.0 if code[0] in _USUAL_ROWS else 1.0


def _weight_beyond_jis_x_0208(char: str) -> float:
    if "\ue000" <= char <= "\uf8ff":
        return 6.0
    if _encoded(char, "cp932") is not None:
        return 1.0
    rare = _encoded(char, "euc-jp") or _encoded(char, "euc-jis-2004")
    return 3.0 if rare is not None else 6.0


def _encoded(char: str, encoding: str) -> bytes | None:
    try:
        return char.encode(encoding)
    except UnicodeEncodeError:
        return None
