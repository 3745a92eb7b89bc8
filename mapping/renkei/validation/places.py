"""Where a result lies, in words (場所): for people who do not read IRIs.

The IRIs of this project say what they stand for (`…/initiative/3.1.8/role/2`), so that the words
come from the IRI alone and hold for a node that lacks everything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# One step of an IRI below its agreement, in both languages; {} is the number in the IRI.
_STEPS = {
    "party": ("当事者{}", "party {}"),
    "article": ("第{}条", "article {}"),
    "paragraph": ("第{}項", "paragraph {}"),
    "item": ("{}番目の号", "item {}"),
    "schedule": ("別表{}", "schedule {}"),
    "heading": ("見出し{}", "heading {}"),
    "initiative": ("取組{}", "initiative {}"),
    "role": ("当事者{}の役割", "role of party {}"),
    "provision": ("定め{}", "provision {}"),
    "citation": ("引用{}", "citation {}"),
    "notice": ("通知{}", "notice {}"),
    "correction": ("補正{}", "correction {}"),
    "unread": ("未読箇所{}", "unread passage {}"),
    "institution": ("施設・機関の名指し{}", "mention of an institution {}"),
    "note": ("付記{}", "note {}"),
    "division": ("編・章・節{}", "division {}"),
    "supplement": ("附則{}", "supplementary provisions {}"),
    "surrounding": ("前後の字句{}", "surrounding words {}"),
    "instruction": ("改正の指示{}", "instruction {}"),
    "remark": ("指摘{}", "remark {}"),
    "theme": ("施策テーマ（{}）", "theme {}"),
    "type": ("型（{}）", "type {}"),
}
# The steps that have no number, since there is but one of the kind.
_ONLY = {
    "amendment": ("変更又は廃止の内容", "amendment"),
    "printed": ("印刷上の標記", "printed marks"),
    "capacity": ("立場の分類", "classification of the capacity"),
    "field": ("政策分野の分類", "classification of the policy field"),
}
_HEADS = {
    "agreement": ("協約 {}", "agreement {}"),
    "municipality": ("市区町村 {}", "municipality {}"),
    "prefecture": ("都道府県 {}", "prefecture {}"),
    "city-region": ("圏域 {}", "city region {}"),
}


def place(iri: str, language: Literal["ja", "en"]) -> str | None:
    """The place that an IRI of a dataset stands for, or None if it is none of ours.

    >>> place("https://w3id.org/renkei/id/agreement/K/initiative/3.1.8/role/2", "ja")
    '協約 K、取組3.1.8、当事者2の役割'
    >>> place("https://w3id.org/renkei/id/municipality/43100", "en")
    'municipality 43100'
    >>> place("https://w3id.org/renkei/id/agreement/K/amendment/instruction/1", "en")
    'agreement K, amendment, instruction 1'
    >>> place("https://w3id.org/renkei/ns#ByRule", "en") is None
    True
    """
    _, found, path = iri.partition("/id/")
    head, *steps = path.split("/")
    if not found or head not in _HEADS or not steps:
        return None
    which = 0 if language == "ja" else 1
    words = [_HEADS[head][which].format(steps[0]), *_below(steps[1:], which)]
    return ("、" if language == "ja" else ", ").join(words)


def _below(steps: Sequence[str], which: int) -> Iterator[str]:
    """The steps below an agreement in words, as far as they are known."""
    rest = list(steps)
    while rest:
        name = rest.pop(0)
        if name in _ONLY:
            yield _ONLY[name][which]
        elif name in _STEPS and rest:
            number = rest.pop(0).replace("_", "の" if which == 0 else "-")
            yield _STEPS[name][which].format(number)
        else:
            return
