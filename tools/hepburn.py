"""Hepburn romanisation of Japanese place names (ヘボン式ローマ字), as Japan Post writes them."""

from __future__ import annotations

import re

# The kana before which a う, or an お, is romanised as one long vowel with them.
O_ROW, U_ROW = "おこそとのほもよろごぞどぼぽょ", "うくすつぬふむゆるぐずづぶぷゅ"

OWN_VOWEL = {
    "上": "うえ",
    "浦": "うら",
    "海": "うみ",
    "内": "うち",
    "於": "お",
    "尾": "お",
    "面": "お",
    "岡": "おか",
    "丘": "おか",
    "表": "おもて",
}
"""Last characters of a name whose reading begins with a vowel of its own.

Japan Post's romanisation contracts う and お after an o or u even where they begin the reading of
the next character (豊岡 とよ・おか: TOYOKA, 瀬戸内 せと・うち: SETOCHI): that is another name.
"""
FUSED = ("河内",)
"""Compounds in which the vowel has become part of a long one (河内 ごうち, from かわうち)."""

DIGRAPHS = {"ゃ": "a", "ゅ": "u", "ょ": "o"}
SYLLABLES = {
    kana: consonant + vowel
    for consonant, row in {
        "": "あいうえお", "k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと",
        "n": "なにぬねの", "h": "はひふへほ", "m": "まみむめも", "r": "らりるれろ",
        "g": "がぎぐげご", "z": "ざじずぜぞ", "d": "だぢづでど", "b": "ばびぶべぼ",
        "p": "ぱぴぷぺぽ",
    }.items()
    for kana, vowel in zip(row, "aiueo", strict=True)
} | {  # Hepburn (ヘボン式) differs from the table of fifty sounds in these
    "し": "shi", "ち": "chi", "つ": "tsu", "ふ": "fu", "じ": "ji", "ぢ": "ji", "づ": "zu",
    "や": "ya", "ゆ": "yu", "よ": "yo", "わ": "wa", "を": "o", "ん": "n",
}  # fmt: skip


def own_vowel_parts(stem: str, reading: str) -> list[str]:
    """Cut a reading (読み) before its last character if that has a vowel of its own after o or u.

    >>> own_vowel_parts("豊岡", "とよおか"), own_vowel_parts("福岡", "ふくおか")
    (['とよ', 'おか'], ['ふくおか'])
    """
    last = OWN_VOWEL.get(stem[-1:], "-")
    head = reading.removesuffix(last)
    after_long = (last[0] in "うお" and head[-1:] in tuple(O_ROW)) or (
        last[0] == "う" and head[-1:] in tuple(U_ROW)
    )
    if head == reading or not head or stem.endswith(FUSED) or not after_long:
        return [reading]
    return [head, last]


def romanise(kana: str) -> str:
    """Romanise kana as Japan Post does (ヘボン式): long vowels have no mark.

    Raises `KeyError` for what is no hiragana.

    >>> romanise("しんおんせん"), romanise("くっちゃん"), romanise("とうきょう")
    ('shinonsen', 'kutchan', 'tokyo')
    """
    # A long vowel with the kana before it: こう, ゆう, おお; not the う of いう. Each vowel counts
    # once: ごおおの is ごおの.
    short = re.sub(f"([{O_ROW}])[うお]|([{U_ROW}])う", r"\1\2", kana)
    latin, doubled = "", False
    for sign in short:
        if sign == "っ":
            doubled = True
        elif sign in DIGRAPHS:
            # し + ょ is sho, き + ょ is kyo
            glide = "" if latin.endswith(("shi", "chi", "ji")) else "y"
            latin = latin[:-1] + glide + DIGRAPHS[sign]
        else:
            sound = SYLLABLES[sign]
            latin += ("t" if sound.startswith("ch") else sound[0]) + sound if doubled else sound
            doubled = False
    # ん before a sound of the lips, as in nambu; not the n of nagano.
    return re.sub("n(?=[bmp])", "m", latin)
