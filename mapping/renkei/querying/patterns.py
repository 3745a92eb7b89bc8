"""The patterns of a rule one by one (規則の型の分解), to show people the one that met the words."""

from __future__ import annotations

import re


def alternatives(pattern: str) -> tuple[str, ...]:
    """The patterns that a row lists, between strokes outside brackets or between spaces.

    >>> alternatives("災害(?:対策|予防)?|防災|[|]火災")
    ('災害(?:対策|予防)?', '防災', '[|]火災')
    >>> alternatives("調整 連絡調整")
    ('調整', '連絡調整')
    """
    parts, depth, in_set, escaped = [""], 0, False, False
    for sign in pattern:
        plain = not escaped and not in_set
        if plain and depth == 0 and sign in "| ":
            parts.append("")
            continue
        parts[-1] += sign
        depth += plain * ((sign == "(") - (sign == ")"))
        in_set = not escaped and (sign == "[" or (in_set and sign != "]"))
        escaped = sign == "\\" and not escaped
    return tuple(part for part in parts if part)


def meets(pattern: str, words: str) -> bool:
    """Whether words hold what one pattern means; a pattern with blanks of a table meets nothing.

    >>> meets("災害(?:対策)?", "災害"), meets("{named}が負担", "甲が負担")
    (True, False)
    """
    try:
        return re.search(pattern, words) is not None
    except re.error:
        return False
