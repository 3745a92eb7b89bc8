"""Bodies with words about them in front (同格の句): the 広島県竹原市 of その北岸に向かい合う広島県竹原市.

No register is at hand here, so a name is taken only where something shows that it begins: a prefecture, a verb that ends a
clause, or what says of a place where it lies. All else gives nothing.
"""

from __future__ import annotations

import re

# The prefectures by their form: 北海道, 大阪府, 神奈川県, and all others of two characters. Must not take る along in 位置する広島県.
_PREFECTURE = r"(?:北海道|東京都|(?:京都|大阪)府|(?:神奈川|和歌山|鹿児島|[一-鿿]{2})県)"

# What a name is written in: ideographs, with a small ヶ or katakana among them (吉野ヶ里), or hiragana, alone, in front of ideographs (あきる野), or behind a
# word such as 東 (東かがわ). Must not match words that a particle parts (対岸の竹原), nor a reference (同市, 当該町, 連携町).
_SCRIPT = r"(?:[一-鿿々ァ-ヶー〇○]{1,8}|[ぁ-ん]{1,7}[一-鿿]{0,3}|[東西南北上下中大新][ぁ-ん]{3,5})"
_KIND = r"(?:市|町|村|区|組合|広域連合)"

# A name and nothing else, with its prefecture and county: "広島県豊田郡大崎上島町", "たつの市", "和歌山県紀の川市", "福岡県". Must not match two bodies,
# nor words about one: between ideographs a の may only stand where no word of a place is in front (紀の川市, not 対岸の竹原市).
_NAME = re.compile(
    rf"(?!(?:この|その|当該?|本|同|両|各|全|中心|連携|近隣|構成|周辺)[市町村区]|(?:連携|地方)中枢)(?:{_PREFECTURE})?(?:[一-鿿々ァ-ヶー]{{1,4}}郡)?{_SCRIPT}{_KIND}"
    rf"|{_PREFECTURE}(?:[一-鿿]{{1,4}}郡)?[一-鿿]の[一-鿿]{{1,2}}{_KIND}"
    rf"|[一-鿿]{{1,2}}(?<![市町村区都道府県国郡域圏側隣方沿辺他等内岸部端央東西南北])の[一-鿿]{{1,2}}{_KIND}"
    rf"|{_PREFECTURE}"
)

# The end of a clause about a body: a verb ("の中ほどに位置する", "に向かい合う"), or where it lies ("播磨圏域の", "その北岸の"). Must not match
# letters of a name (あきる野市, まんのう町).
_ABOUT = re.compile(
    r"(?:する|した|ている|ていた|である|[にがで]ある|なる|たる|おける|られる|される|られた|された|向かう|合う|臨む|望む|囲む|含む"
    r"|営む|並ぶ|続く|広がる|つながる|誇る|担う|持つ|近い)[、，]?"
    r"|(?:圏域|圏|県|地域|地方|郡|諸島|半島|盆地|平野|[東西南北]?(?:側|岸|部|端))の"
)
_LONGEST = 80
"""How many code points words about a body may have, with its name."""


def name_start(words: str) -> int | None:
    """Where the name begins in words that end with one; None where nothing shows it.

    >>> words = "湖の東に位置する滋賀県彦根市"
    >>> words[name_start(words):], name_start("彦根市"), name_start("姫路市及びたつの市")
    ('滋賀県彦根市', 0, None)
    >>> name_start("海に近く山に恵まれ人の和を大切にする福崎町"), name_start("対岸の町と親しい福崎町")
    (18, None)
    """
    if len(words) > _LONGEST:
        return None
    starts = [0, *(found.end() for found in _ABOUT.finditer(words))]
    return next((at for at in reversed(starts) if _NAME.fullmatch(words, at)), None)
