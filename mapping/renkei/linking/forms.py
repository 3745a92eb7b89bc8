"""Forms of Japanese predicates (述語の形): does a word say what the party does.

A word such as 実施 or 設け says what the party does only where it ends a clause: in a form of its own
(実施する。… 設けるとともに; see `renkei.linking.inflection`), or as a noun with a light verb (実施を行う,
調整に努める, 運営の任に当たる), or as the noun that ends a cell (観光PRの実施). Before a noun (実施する事業),
before a purpose (実施するため), negated or passive, it says something else.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from renkei.linking.inflection import (
    POLITE,
    STANDS,
    SURU,
    any_inflected,
    causative,
    causative_at,
    done_at,
    inflected,
    passive,
    passive_at,
)
from renkei.linking.rules import NAMED

# Also in the humble form (お知らせいたします), and before another verb: 調査し分析する.
_SURU = rf"(?:{inflected('', SURU)}|いたし{POLITE}|いたす{STANDS}|し(?=[一-龠ァ-ヶ]))"


class Way(StrEnum):
    """How a noun is made a predicate (述べ方), which says whether the party carries it out itself."""

    DONE = "done"
    """実施する, 実施を行う: it is done."""
    PASSIVE = "passive"
    """開放される: by whom, the text may say."""
    CAUSED = "caused"
    """参加させる: another does it."""
    MADE = "made"
    """指導を行わせる: another does it for the party."""
    ABLE = "able"
    """開催できるものとする: it may be done."""
    FIRST = "first"
    """調査の上: it is done before the next."""
    AIMED = "aimed"
    """発信を図る: the party aims at it, and need not carry it out."""
    TRIED = "tried"
    """管理に努める: the party endeavours."""
    PROMOTED = "promoted"
    """整備を推進する: the party works on it, alone or with others."""
    URGED = "urged"
    """参加を促進する: others do it."""


# The groups of the patterns below are called as the ways are; a name of no way is of what is done.
_WAYS = {way.value: way for way in Way}


class Form(NamedTuple):
    """How a word stands (形): where the predicate ends, whether it goes on, and how it is said."""

    end: int
    goes_on: bool
    way: Way = Way.DONE


def _any(verbs: str) -> str:
    """A pattern of any of the verbs, which are written as `stem/class`."""
    written = tuple((stem, of) for stem, _, of in (verb.partition("/") for verb in verbs.split()))
    # Most texts begin with none of them: a look at the first letter spares a try for each ending.
    first = "".join(sorted({stem[0] for stem, _ in written}))
    return f"(?=[{first}]){any_inflected(written)}"


# Between a noun and its light verb: 調整|を必要に応じて|行う; must not reach over another object.
_ADVERB = (
    rf"(?:必要に応じ、?て?、?|[^。、をがはにで]{{0,6}}に|[^。、をがはにで]{{0,10}}"
    rf"|[^。、をがはに{NAMED}]{{1,12}}(?:で|において)"
    rf"|{NAMED}{{1,20}}と(?:の)?[^。、を{NAMED}]{{0,6}}(?:で|して|により))"
)
# Verbs that say of a noun only that it is done (機能動詞): 調整|を行う, 事務|をつかさどる, 補修|を施す.
_DOES = _any(
    "行/う おこな/う 担/う 執り行/う 取り行/う 請け負/う 取り計ら/う 引き受け/一 進め/一 推し進め/一 手掛け/一 務め/一"
    " 加え/一 与え/一 続け/一 始め/一 重ね/一 受け持/つ つかさど/る 司/る 施/す な/す 果た/す 尽く/す 継続/サ 開始/サ 完了/サ"
    " 実施/サ 担当/サ 所掌/サ 分掌/サ 所管/サ 主管/サ 遂行/サ 履行/サ 執行/サ 処理/サ"
)
_MAKES = _any("行わせ/一 おこなわせ/一 担わせ/一 担当させ/一 処理させ/一 実施させ/一")
_AIMS = _any("図/る はか/る 深め/一 強め/一 高め/一 目指/す 徹底/サ 密に/サ 期/サ 期/す")
_PROMOTES = _any("推進/サ")
_URGES = _any("促進/サ 強化/サ 支援/サ 促/す")
_ENDEAVOURS = _any("努め/一 つとめ/一 心掛け/一 心がけ/一 努力/サ 尽力/サ 意を用い/一")
_RULES = _any(
    "務め/一 引き受け/一 担/う 行/う 果た/す 負/う 受け持/つ 処理/サ 所掌/サ 遂行/サ 担当/サ 実施/サ"
)
# In the continuative form, 運営に当たり means “when running”, so only the final form counts.
_ENGAGES = rf"(?:(?:当た|あた|携わ)る{STANDS}|{_any('従事/サ 任/ザ')})"
# The office behind a noun: 調整|の任に当たる, 運営|に係る事務を処理する, あっせん|の労をとる
_OFFICE = (
    rf"の(?:任|衝|実務|役|役割)に(?:(?:当た|あた)る{STANDS}|{_any('就/く 任/ザ')})"
    rf"|(?:の|に(?:係る|関する|関わる|必要な))(?:一切の)?"
    rf"(?:役割|役目|役|任務|責務|責任|事務|業務|実務|作業|職務|手続|措置|任)(?:等|など)?を{_ADVERB}(?:{_RULES})"
    rf"|の労を(?:{_any('と/る 取/る 執/る')})"
)
_FULL = rf"を{_ADVERB}(?:{_DOES})|を{_SURU}|に{_ENGAGES}|{_OFFICE}"
_HALF = rf"を{_ADVERB}(?:{_AIMS})"
_TRIES = rf"に(?:{_ENDEAVOURS})"
# Another than the party as the agent: 派遣は|乙において|行う
_OTHER = rf"{NAMED}(?:の長|の職員)?(?:が|に(?:おいて|より|よって))"
# The object stands first, as the topic: 職員の派遣|は、甲の求めがあった場合に|行う; the party itself may be
# the agent: 経理|は甲が|行う. Must not reach over another object or agent: 派遣は乙において行う.
_UNTIL = rf"(?:(?!{_OTHER})[^。をが]|が(?=あ|生じ|必要)|(?<=[甲乙丙丁長])が|これを){{0,40}}?"
_TOPIC = (
    rf"(?:(?:については|に関しては|は、?|についても|も){_UNTIL}"
    rf"|に(?:ついて|関し)、{_UNTIL}これを[^。、をが]{{0,12}})(?:{_DOES}|{_SURU})"
)
# The nouns that share one light verb: 整備|・運営及び広域的な管理等|を行う
_SHARED = r"(?:等|など)?(?:(?:・|、|及び|並びに|又は|若しくは|や|その他)[^。、をにがはで]{1,24}){0,3}(?:等|など)?"
_NOUN = re.compile(
    rf"{_SURU}|(?P<first>の(?:上|うえ)(?=[、で]))|(?P<passive>{passive(SURU)})|(?P<caused>を?{causative(SURU)})"
    rf"|(?P<able>でき(?:る{STANDS}|(?=[、,])))"
    rf"|{_SHARED}(?:(?P<full>{_FULL})|(?P<made>を{_ADVERB}(?:{_MAKES}))|(?P<aimed>{_HALF})"
    rf"|(?P<tried>{_TRIES})|(?P<promoted>を{_ADVERB}(?:{_PROMOTES}))|(?P<urged>を{_ADVERB}(?:{_URGES})))|{_SHARED}(?P<topic>{_TOPIC})",
)
# The end of a cell that ends in a noun, or the end of one of its items: 広報|、イベントの実施
_ENDS_ITEM = re.compile(r"(?:等|など)?(?:[。、・\s]|\Z|及び|並びに|又は)")
# A cell that lists its matters: 事業の企画|に関すること。 Must not match 募集に係る事務の執行を委託する.
_MATTER = re.compile(
    rf"{_SHARED}(?:に関する|に係る)(?:こと|事務|業務)(?=[。、・\s]|\Z|及び|並びに|又は|等|とする)"
)
# The last letter of a text that ends in a noun; must not match a verb. Example: 会議への参|加|
_NOMINAL = re.compile(r"[一-龠々ァ-ヶーA-Za-zＡ-Ｚａ-ｚ)）れ](?:等|など)?[。\s]{0,3}\Z")
# What makes a continuative part of a purpose: 提供し、|利用を促進するため、
_PURPOSE = re.compile(r"[、,][^。、]{1,40}?(?:ため(?!の|に必要)|ように?(?=[、,]))")
# What is forbidden together with the next: 提供し|、又は利用しないものとする
_FORBIDDEN = re.compile(
    r"[、,](?:又は|若しくは)[^。、]{0,30}?(?:[さしわかがたばまら]ない(?:もの|こと|[。．]|\Z)|てはならない|てはいけない)"
)


def is_nominal(text: str) -> bool:
    """Whether a role text ends in a noun (体言止め), as the cells of some agreements do."""
    return _NOMINAL.search(text) is not None


def is_forbidden(text: str, end: int) -> bool:
    """Whether the sentence goes on to forbid what ends at `end` together with the next (禁止)."""
    return _FORBIDDEN.match(text, end) is not None


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
    for way, look in _VERB:
        found = look(text, end, verb_class)
        if found is not None:
            goes_on = _goes_on(text, found)
            return None if goes_on is None else Form(found, goes_on, way)
    return None


# How a verb is said, in the order in which it is looked for.
_VERB = ((Way.DONE, done_at), (Way.PASSIVE, passive_at), (Way.CAUSED, causative_at))


def _way(found: re.Match[str]) -> Way:
    return _WAYS.get(found.lastgroup or "", Way.DONE)


def _goes_on(text: str, end: int) -> bool | None:
    """Whether the sentence goes on after a predicate; None if to a purpose or a ban."""
    goes_on = text[end : end + 1] in {"、", ","}
    if goes_on and (_PURPOSE.match(text, end) or is_forbidden(text, end)):
        return None
    return goes_on
