"""Inflection of verbs (動詞の活用): the endings in which a text says that a verb is done.

One table of classes and one of endings serve every verb of the rule tables, so that a new verb
is a word in a table and every ending holds for it: 行う。 行うものとする。 行わなければならない。
行うべきものとする。 行い、 行って、 行った上で、 行います。 What is negated (行わない, 行ってはならない), left to others
(行ってもらう), or said of a noun (行う事業) has no ending here, so that no rule finds it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

ICHIDAN = "一"
"""The class of verbs such as 設ける (一段活用)."""

SURU = "サ"
"""The class of する behind a verbal noun (サ行変格活用)."""

# What follows a final form that ends a clause of the party's own; must not match a noun, ため,
# 場合, or 必要. Example: 実施する|とともに、
STANDS = (
    r"(?=もの(?:とし?|。|である|であり|\Z)|こと(?:とし?|[。、]|となる|\Z)|役割を|責任を(?:負|有|持)|責めに任|義務を|任務を|任に"
    r"|責務[をが]|[。．、,\n)）」]|\Z|とともに|と共に|と同時に|ほか|他、|等|など|ように?(?:努|心掛|する|配慮|留意)"
    r"|べく努|ことに(?:より|よって|努|する|なる)|ことで|ことを(?:基本|旨と|原則|任務|責務|約|もって|通じ)"
    r"|ことができる(?:ものとする|こととする|ほか)?(?:。|、|\Z)|ことが?できるものとし、"
    r"|上で|うえで|一方|だけで(?:は|も)?なく|のみ(?:でなく|ならず)|ばかりでなく|にとどまらず|予定|方針)"
)
"""What follows the final form of a predicate of the party's own (言い切りの後), a look ahead."""

# What follows a continuative form: 設け|、  設け|つつ; must not match 担い|手.
GOES_ON = r"(?=[、,]|つつ|ながら|次第)"
"""What follows the continuative form of a predicate (連用中止), a look ahead."""

# A te-form; must not match している事業, してはならない, してもらう, してやる. Example: 設け|て、
_NOT_DONE = (
    r"(?!いる(?!。|もの|こと)|い(?:た|ない)|ほし|欲し|もら|貰|や[るり]|あげ|いただ|頂|くれ|くださ|ある|あっ|は(?:なら|いけ|いな)"
    r"|いく(?![。、もことほ]|\Z)|おく(?![。、もことほ]|\Z))"
)
# A polite form: 行い|ます。
POLITE = r"ます(?=[。．]|\Z|が)"
# Must be done: 行わ|なければならない; must not match 行わ|ない.
_MUST = r"(?:なければ|なくては|ねば)なら(?:ない|ず|ぬ)|なければなりません"
# Goes on being done, or may be done: 行い|続ける。 行い|得るものとする。
_AUXILIARY = rf"(?:得|う|続け|始め|直|進め)る{STANDS}"

# What follows each base of a verb that is done, in the order of `_before_endings`.
_ENDINGS = (
    STANDS,
    r"べき(?=もの|こと|である|であり)",
    rf"(?:{GOES_ON}|{POLITE}|{_AUXILIARY})",
    _NOT_DONE,
    rf"(?:{_MUST})",
    r"(?=上で|うえで|後|のち)",
)
# What follows the base of a verb that is done by someone: 開放され|るものとする, 開放され|、
_BY_SOMEONE = rf"(?:る{STANDS}|(?=[、,])|{POLITE}|{_MUST})"


class Bases(NamedTuple):
    """The bases of a class of verbs (活用形): what stands between the stem and an ending."""

    final: str
    continuative: str
    te: str
    negative: str
    passive: str
    causative: str


# The classes of the language as school grammar has them (五段・一段・サ変・ザ変), by the last kana.
BASES = {
    "う": Bases("う", "い", "って", "わ", "われ", "わせ"),
    "く": Bases("く", "き", "いて", "か", "かれ", "かせ"),
    "ぐ": Bases("ぐ", "ぎ", "いで", "が", "がれ", "がせ"),
    "す": Bases("す", "し", "して", "さ", "され", "させ"),
    "つ": Bases("つ", "ち", "って", "た", "たれ", "たせ"),
    "ぶ": Bases("ぶ", "び", "んで", "ば", "ばれ", "ばせ"),
    "む": Bases("む", "み", "んで", "ま", "まれ", "ませ"),
    "る": Bases("る", "り", "って", "ら", "られ", "らせ"),
    ICHIDAN: Bases("る", "", "て", "", "られ", "させ"),
    "ザ": Bases("ずる", "じ", "じて", "じ", "じられ", "じさせ"),
    SURU: Bases("する", "し", "して", "し", "され", "させ"),
}
"""The bases of each class of verbs (活用の表)."""


@cache
def inflected(stem: str, verb_class: str) -> str:
    """A pattern of a verb in every form in which it is done (能動の形); raises `KeyError`.

    >>> import re
    >>> pattern = re.compile(inflected("行", "う"))
    >>> [bool(pattern.match(words)) for words in ("行うものとする。", "行わなければならない。")]
    [True, True]
    >>> [bool(pattern.match(words)) for words in ("行う事業", "行わない。", "行ってはならない。")]
    [False, False, False]
    """
    return any_inflected(((stem, verb_class),))


@cache
def any_inflected(verbs: tuple[tuple[str, str], ...]) -> str:
    """A pattern of any of the verbs, each a stem and its class, as `inflected`; raises `KeyError`.

    Each ending is written once for all the verbs: endings are long, and take their time to compile.

    >>> import re
    >>> pattern = re.compile(any_inflected((("行", "う"), ("担", "う"), ("進め", "一"))))
    >>> [bool(pattern.match(words)) for words in ("担うものとする。", "進めつつ", "進め方")]
    [True, True, False]
    """
    stems: dict[str, list[str]] = {}
    for stem, verb_class in verbs:
        stems.setdefault(verb_class, []).append(stem)
    columns = zip(*map(_before_endings, stems), strict=True)
    forms = (
        _either(
            f"{_either(stems[of])}{_either(bases)}" for of, bases in zip(stems, one, strict=True)
        )
        for one in columns
    )
    return f"(?:{'|'.join(form + ending for form, ending in zip(forms, _ENDINGS, strict=True))})"


def _before_endings(verb_class: str) -> tuple[tuple[str, ...], ...]:
    """What stands between a stem and each of `_ENDINGS`."""
    bases = BASES[verb_class]
    should = ("する", "す") if verb_class == SURU else (bases.final,)
    past = bases.te[:-1] + ("だ" if bases.te.endswith("で") else "た")
    return (bases.final,), should, (bases.continuative,), (bases.te,), (bases.negative,), (past,)


def done_at(text: str, at: int, verb_class: str) -> int | None:
    """Where a verb ends that is done, whose stem ends at `at`: as `inflected`, without its pattern.

    The endings are the same for all verbs, so that their patterns are made once. Raises `KeyError`.

    >>> done_at("行うものとする。", 1, "う"), done_at("行う事業", 1, "う")
    (2, None)
    """
    for base, ending in _forms(verb_class):
        if text.startswith(base, at) and (found := ending.match(text, at + len(base))):
            return found.end()
    return None


@cache
def _forms(verb_class: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What stands behind the stem of a verb that is done: each base, and a pattern of its ending."""
    pairs = zip(_before_endings(verb_class), _ENDINGS, strict=True)
    return tuple((base, _pattern(ending)) for bases, ending in pairs for base in bases)


def passive_at(text: str, at: int, verb_class: str) -> int | None:
    """Where a verb ends that is done by someone (受身の形): 開放|されるものとする; raises `KeyError`."""
    base = BASES[verb_class].passive
    if not text.startswith(base, at):
        return None
    found = _pattern(_BY_SOMEONE).match(text, at + len(base))
    return found.end() if found else None


def causative_at(text: str, at: int, verb_class: str) -> int | None:
    """Where a verb ends that another is made to do (使役の形): 管理を行|わせる; raises `KeyError`."""
    base = BASES[verb_class].causative
    return done_at(text, at + len(base), ICHIDAN) if text.startswith(base, at) else None


_pattern = cache(re.compile)


def _either(patterns: Iterable[str]) -> str:
    one, *others = patterns
    return f"(?:{'|'.join((one, *others))})" if others else one


@cache
def passive(verb_class: str) -> str:
    """A pattern of the endings in which it is done by someone (受身の形): 開放|されるものとする."""
    return BASES[verb_class].passive + _BY_SOMEONE


@cache
def causative(verb_class: str) -> str:
    """A pattern of the endings in which another is made to do it (使役の形): 管理を行|わせる."""
    return inflected(BASES[verb_class].causative, ICHIDAN)
