"""Inflection of verbs (動詞の活用): the endings in which a text says that a verb is done.

One table of classes and one of endings serve every verb of the rule tables, so that a new verb
is a word in a table and every ending holds for it: 行う。 行うものとする。 行わなければならない。
行うべきものとする。 行い、 行って、 行った上で、 行います。 What is negated (行わない, 行ってはならない), left to others
(行ってもらう), or said of a noun (行う事業) has no ending here, so that no rule finds it.
"""

from __future__ import annotations

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
    final, should, continuative, te, negative, past = (
        _either(f"{_either(stems[of])}{base}" for of, base in zip(stems, column, strict=True))
        for column in zip(*map(_endings, stems), strict=True)
    )
    return (
        rf"(?:{final}{STANDS}"
        rf"|{should}べき(?=もの|こと|である|であり)"
        rf"|{continuative}(?:{GOES_ON}|{POLITE}|{_AUXILIARY})"
        rf"|{te}{_NOT_DONE}"
        rf"|{negative}(?:{_MUST})"
        rf"|{past}(?=上で|うえで|後|のち))"
    )


def _endings(verb_class: str) -> tuple[str, ...]:
    """What stands between a stem and each of the six endings of a verb that is done."""
    bases = BASES[verb_class]
    should = "する?" if verb_class == SURU else bases.final
    past = bases.te[:-1] + ("だ" if bases.te.endswith("で") else "た")
    return bases.final, should, bases.continuative, bases.te, bases.negative, past


def _either(patterns: Iterable[str]) -> str:
    one, *others = patterns
    return f"(?:{'|'.join((one, *others))})" if others else one


@cache
def passive(verb_class: str) -> str:
    """A pattern of the endings in which it is done by someone (受身の形): 開放|されるものとする."""
    return rf"{BASES[verb_class].passive}(?:る{STANDS}|(?=[、,])|{POLITE}|{_MUST})"


@cache
def causative(verb_class: str) -> str:
    """A pattern of the endings in which another is made to do it (使役の形): 管理を行|わせる."""
    return inflected(BASES[verb_class].causative, ICHIDAN)
