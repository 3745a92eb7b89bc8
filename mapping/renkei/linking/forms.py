"""Forms of Japanese predicates (述語の活用形): does a word say what the party does.

A word such as 実施 or 設け says what the party does only where it ends a clause: in the final form
(実施する。… 設けるとともに), the continuative (実施し、… 設け、) or the te-form, or as a noun
with a light verb (実施を行う, 調整に努める), or as the noun that ends a cell (観光PRの実施). Before
a noun (実施する事業), before a purpose (実施するため), negated or passive, it says something else.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from renkei.linking.rules import NAMED

# What follows a final form that ends a clause of the party's own; must not match a noun, ため, or
# 必要. Example: 実施する|とともに、
_STANDS = (
    r"(?=もの(?:とし?|。|\Z)|こと(?:とし?|[。、]|\Z)|役割を|責任を負|責務を|[。．、,\n)）」]|\Z|とともに|と共に|ほか|他、|等|など"
    r"|ように?(?:努|心掛|する)|ことに(?:より|よって|努)|ことで|ことができる(?:ものとする)?(?:。|\Z)"
    r"|上で|一方)"
)
# What follows a continuative form: 設け|、  設け|つつ; must not match 担い|手.
_GOES_ON = r"(?=[、,]|つつ|ながら)"
# A te-form; must not match している事業. Example: 設け|て、
_TE = r"て(?!いる(?!。)|い(?:た|ない)|ほし|もら)"

# A polite form: 行い|ます。
_POLITE = r"ます(?=[。．]|\Z|が)"
# Also in the humble form (お知らせいたします), and done before the next (策定した上で).
_SURU = (
    rf"(?:する{_STANDS}|し{_POLITE}|いたし{_POLITE}|いたす{_STANDS}"
    rf"|し(?=[、,]|つつ|ながら|[一-龠ァ-ヶ])|し{_TE}|した(?:上で|うえで|後に?、))"
)
# The passive of what the party itself does, with the thing as its topic: 講座は…開放|されるものとする
_PASSIVE = rf"(?:される{_STANDS}|され(?=[、,])|され{_POLITE})"
_ROWS = {
    # class of the verb: dictionary form, continuative, te-form
    "う": ("う", "い", "って"),
    "く": ("く", "き", "いて"),
    "ぐ": ("ぐ", "ぎ", "いで"),
    "す": ("す", "し", "して"),
    "つ": ("つ", "ち", "って"),
    "ぶ": ("ぶ", "び", "んで"),
    "む": ("む", "み", "んで"),
    "る": ("る", "り", "って"),
}
ICHIDAN = "一"
"""The class of verbs such as 設ける (一段活用)."""


class Way(StrEnum):
    """How a noun is made a predicate (述べ方), which says whether the party carries it out itself."""

    DONE = "done"
    """実施する, 実施を行う: it is done."""
    PASSIVE = "passive"
    """開放される: by whom, the text may say."""
    AIMED = "aimed"
    """発信を図る: the party aims at it, and need not carry it out."""
    TRIED = "tried"
    """管理に努める: the party endeavours."""
    URGED = "urged"
    """参加を促進する: others do it."""


class Form(NamedTuple):
    """How a word stands (形): where the predicate ends, whether it goes on, and how it is said."""

    end: int
    goes_on: bool
    way: Way = Way.DONE


def _inflected(stem: str, verb_class: str) -> str:
    if verb_class == ICHIDAN:
        return rf"{stem}(?:る{_STANDS}|{_GOES_ON}|{_TE}|{_POLITE})"
    final, continuative, te = _ROWS[verb_class]
    te = te[:-1] + (_TE if te.endswith("て") else "で")
    return rf"{stem}(?:{final}{_STANDS}|{continuative}(?:{_GOES_ON}|{_POLITE})|{te})"


# Between a noun and its light verb: 調整|を必要に応じて|行う; must not reach over another object.
_ADVERB = r"(?:必要に応じ、?て?、?|[^。、をがはにで]{0,6}に|[^。、をがはにで]{0,10})"
_DOES = "|".join(
    (
        *(_inflected(stem, "う") for stem in ("行", "おこな", "担", "執り行")),
        *(_inflected(stem, ICHIDAN) for stem in ("引き受け", "進め")),
        _inflected("受け持", "つ"),
        _inflected("つかさど", "る"),
        rf"(?:実施|担当){_SURU}",
    )
)
_AIMS = "|".join(
    (
        _inflected("図", "る"),
        *(_inflected(stem, ICHIDAN) for stem in ("深め", "強め")),
        rf"(?:徹底|密に){_SURU}",
    )
)
_URGES = rf"(?:推進|促進|強化|支援){_SURU}"
_ENDEAVOURS = "|".join(_inflected(stem, ICHIDAN) for stem in ("努め", "つとめ"))
# In the continuative form, 運営に当たり means “when running”, so only the final form counts.
_FULL = rf"を{_ADVERB}(?:{_DOES})|を{_SURU}|に(?:(?:当た|あた)る{_STANDS}|従事{_SURU})"
_HALF = rf"を{_ADVERB}(?:{_AIMS})"
_TRIES = rf"に(?:{_ENDEAVOURS})"
# The object stands first, as the topic: 職員の派遣|は、甲の求めがあった場合に|行う. Must not reach
# over another object or agent: 派遣は甲において行う.
_UNTIL = rf"(?:(?!{NAMED}に(?:おいて|より|よって))[^。をがは]|が(?=あ|生じ|必要)|これを|は(?=、)){{0,40}}"
_TOPIC = rf"(?:については|に関しては|は、?|についても|も)(?:{_UNTIL})(?:{_DOES}|{_SURU})"
# The nouns that share one light verb: 整備|・運営及び広域的な管理等|を行う
_SHARED = r"(?:等|など)?(?:(?:・|、|及び|並びに|又は|若しくは|や|その他)[^。、をにがはで]{1,24}){0,3}(?:等|など)?"

_NOUN = re.compile(
    rf"(?:し{_TE}|{_SURU})|(?P<passive>{_PASSIVE})|{_SHARED}(?:(?P<full>{_FULL})|(?P<aimed>{_HALF})"
    rf"|(?P<tried>{_TRIES})|(?P<urged>を{_ADVERB}(?:{_URGES})))|(?:等|など)?(?P<topic>{_TOPIC})",
)
# The end of a cell that ends in a noun, or the end of one of its items: 広報|、イベントの実施
_ENDS_ITEM = re.compile(r"(?:等|など)?(?:[。、・\s]|\Z|及び|並びに|又は)")
# A cell that lists its matters: 事業の企画|に関すること。
_MATTER = re.compile(rf"{_SHARED}(?:に関する|に係る)(?:こと|事務|業務)")
# The last letter of a text that ends in a noun; must not match a verb. Example: 会議への参|加|
_NOMINAL = re.compile(r"[一-龠々ァ-ヶーA-Za-zＡ-Ｚａ-ｚ)）れ](?:等|など)?[。\s]{0,3}\Z")
# What makes a continuative part of a purpose: 提供し、|利用を促進するため、
_PURPOSE = re.compile(r"[、,][^。、]{1,40}?(?:ため(?!の|に必要)|ように?(?=[、,]))")


def is_nominal(text: str) -> bool:
    """Whether a role text ends in a noun (体言止め), as the cells of some agreements do."""
    return _NOMINAL.search(text) is not None


def noun_form(text: str, end: int, *, nominal: bool) -> Form | None:
    """How a verbal noun (サ変名詞) that ends at `end` stands; None if it is no predicate.

    >>> text = "事業の企画及び運営を行うとともに、"
    >>> noun_form(text, text.index("及び"), nominal=False)
    Form(end=12, goes_on=False, way=<Way.DONE: 'done'>)
    >>> noun_form("実施する事業に", 2, nominal=False) is None
    True
    """
    found = _NOUN.match(text, end)
    if found:
        goes_on = _goes_on(text, found.end())
        return None if goes_on is None else Form(found.end(), goes_on, _way(found))
    if _MATTER.match(text, end) or (nominal and _ENDS_ITEM.match(text, end)):
        return Form(end, goes_on=False)
    return None


def verb_form(text: str, end: int, verb_class: str) -> Form | None:
    """How a verb stands whose stem ends at `end` (動詞の形); None if it is no predicate.

    >>> verb_form("協議の場を設け、", 7, "一")
    Form(end=7, goes_on=True, way=<Way.DONE: 'done'>)
    >>> verb_form("担い手", 1, "う") is None
    True
    """
    found = _verb(verb_class).match(text, end)
    goes_on = _goes_on(text, found.end()) if found else None
    return None if found is None or goes_on is None else Form(found.end(), goes_on)


@cache
def _verb(verb_class: str) -> re.Pattern[str]:
    return re.compile(_inflected("", verb_class))


def _way(found: re.Match[str]) -> Way:
    said = (way for way in Way if found.groupdict().get(way))
    return next(said, Way.DONE)


def _goes_on(text: str, end: int) -> bool | None:
    """Whether the sentence goes on after a predicate; None if it goes on to a purpose."""
    goes_on = text[end : end + 1] in {"、", ","}
    return None if goes_on and _PURPOSE.match(text, end) else goes_on
