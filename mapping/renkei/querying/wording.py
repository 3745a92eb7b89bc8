"""Small words of answers and messages, in both languages (定型の語)."""

from __future__ import annotations

from renkei.errors import Language

LISTS: dict[Language, tuple[str, str, str]] = {
    "ja": ("候補: ", "、", "。"),
    "en": (" Did you mean: ", ", ", "?"),
}
SEPARATOR: dict[Language, str] = {"ja": "、", "en": ", "}
YES_NO: dict[Language, dict[bool, str]] = {
    "ja": {True: "はい", False: "いいえ"},
    "en": {True: "yes", False: "no"},
}
NO_ROWS: dict[Language, str] = {"ja": "該当なし", "en": "nothing found"}
NO_GROUP: dict[Language, str] = {"ja": "（記載なし）", "en": "(not stated)"}
REFERENCES: dict[Language, str] = {"ja": "出典", "en": "Sources"}
