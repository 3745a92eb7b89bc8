"""Signs that stand for words left out (伏せ字): in drafts (○○町), in copies without personal names (＊＊＊＊)."""

from __future__ import annotations

import re

# A sign that a writer puts for a word: the ○○ of ○○町, ＊＊＊＊, ■■. Must not match the zero of a number written in kanji (二〇番地),
# nor a lone × or ー.
_SIGN = re.compile(
    r"[○◯●◎□■△▲▽▼◇◆☆★＊]|[*＿_×✕]{2}|〇〇|(?<![一二三四五六七八九十百〇])〇(?![一二三四五六七八九十百〇])"
)

# What a form prints where a name is to come: "（氏名）", "氏名". Must not match a name.
_FORM = re.compile(r"[(（]?(?:氏[ 　]?名|署[ 　]?名|記[ 　]?名)[)）]?")


def is_masked(words: str) -> bool:
    """Whether signs stand for words, in a name or an address.

    >>> is_masked("○○町"), is_masked("＊＊＊＊"), is_masked("（氏名）"), is_masked("富永二〇番地")
    (True, True, True, False)
    """
    return _SIGN.search(words) is not None or _FORM.fullmatch(words) is not None
