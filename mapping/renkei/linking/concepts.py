"""From words to concepts (字句から概念へ): themes, role types, policy fields and provisions.

Pure functions over strings. What they return are offsets into the strings given; the caller maps
them to the source with `Passage.locate`. The rules are data: see `renkei.linking.rules`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from renkei.linking.role_types import typed
from renkei.linking.rules import Match, RuleTable, RuleTableError, load_table, match, rules_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "ALIASES",
    "Match",
    "ProvisionMatch",
    "RuleTable",
    "RuleTableError",
    "load_table",
    "match",
    "policy_field",
    "provision",
    "role_types",
    "themes",
]

ALIASES = ("甲", "乙", "丙", "丁")
"""The aliases that agreements give to their parties (当事者の略称), if nothing else is known."""

_MEETING_BODY = "meeting-body"

# What follows a means, a place or an addressee in the content of an initiative whose label says what
# it is about; must not match に関する. One real string: 公共施設|に公衆無線LANを整備する
_BESIDE = re.compile(
    r"[^。、をがは]{0,8}(?:を(?:活用|利用|用い|通じ|介|使[うっい]|生か|活か|組み合わせ|結ぶ|囲|訪ね|招|会場|舞台|題材|対象)"
    r"|(?<!連携)(?<!共同)等?により|等?による|等で[^。、]|において)"
    r"|(?:等|など)?に(?:導入|設置|[^。、を]{0,12}を(?:整備|設置|配置|置|派遣|導入|掲示|掲げ|配|届け|紹介|伝え)|派遣|配布|配置|寄贈|紹介|売り込|呼び?掛け)"
    r"|[一-龠ァ-ヶ]{0,6}(?:で(?:の|は|[^きすあ])|から|へ|まで|向け|型の|用の)"
    r"|[^。、をがは]{0,12}の(?:情報|話|様子|苦情|知識|資料|風景|映像|名簿|朝食|散策|待ち時間)"
    r"|[^。、をがは]{0,4}を(?:志す|目指す|希望する|考える|営む|行う|始める)(?:者|人|方|若者|企業|団体)"
    r"|[^。、をがは]{0,4}(?:と|や[^。、]{1,8}と)(?:の)?(?:連携|協働|協力|共同)して"
    r"|(?:の|に係る)準備"
)
# What follows a means or a place in a label. One real string: ICT|を活用した学習環境の整備
_MODIFIES = re.compile(r"[^。、をがは]{0,6}(?:を(?:活用|利用|通じ)(?:した|て)|における|での)")


class ProvisionMatch(NamedTuple):
    """What a paragraph settles (定め).

    `kind` is a match of the scheme `provision-type`, or None if no rule knows the paragraph.
    `attributes` are of the schemes `frequency`, `settlement` and `procedure`, each at most once per
    concept, in the order of the concepts. `body` quotes the name of the meeting, if one is named.
    """

    kind: Match | None
    attributes: tuple[Match, ...]
    body: Match | None


def themes(label: str | None, content: str | None, roles: Sequence[str] = ()) -> tuple[Match, ...]:
    """The themes of an initiative (施策テーマ), in the order of their slugs; often several, or none.

    `field` of a match is `label`, `content`, or `role/1` for the first of `roles`. Few rules read
    the roles: those whose subject is regularly named there only. Words that often name a means, a
    place or an addressee (rows whose `weight` is `weak`, such as 公民館) count in the label, if it
    names nothing firmer, or if nothing else was found. Themes that are often a way to do something
    else (rows that are `method`, such as the training of staff) count in the content only if the
    label does not say what the initiative is about.

    >>> [found.concept for found in themes("災害対策", "防災・減災施策の推進に取り組む。")]
    ['disaster-response']
    """
    texts = {"label": label, "content": content}
    texts |= {f"role/{number}": text for number, text in enumerate(roles, 1)}
    table = load_table("themes")
    found = match(table, {name: text for name, text in texts.items() if text})
    weak, methods = rules_of(table, "weak"), rules_of(table, "method")
    named = [one for one in found if one.field == "label" and one.rule not in weak]
    if any(not _modifies(one, label) for one in named):
        found = tuple(one for one in found if one not in named or not _modifies(one, label))
    if named:
        found = tuple(
            one
            for one in found
            if one.field != "content" or (one.rule not in methods and not _beside(one, content))
        )
    firm = [one for one in found if one.rule not in weak]
    if not any(one.field == "label" for one in firm):
        firm += [one for one in found if one.field == "label" and one not in firm]
    return tuple(sorted(firm, key=lambda one: one.concept)) or found


def _beside(one: Match, content: str | None) -> bool:
    """Whether the content names something as a means, a place or an addressee only (手段・場)."""
    return _BESIDE.match(content or "", one.end) is not None


def _modifies(one: Match, label: str | None) -> bool:
    """Whether the label names something only to say how or where the rest is done (修飾)."""
    return _MODIFIES.match(label or "", one.end) is not None


def role_types(
    text: str, others: Sequence[str] = ALIASES, own: Sequence[str] = ()
) -> tuple[Match, ...]:
    """The types of a role (役割の型) by its text, in the order of their slugs; `field` is `role`.

    `others` are the names by which the text may call the other parties: aliases and names, as in
    `("甲", "久留米市")`; `own` are the party's own, whose subject it may share with others. With third parties one may
    work too, but that is no `cooperate`.

    >>> [found.concept for found in role_types("甲と協力して取り組む。", others=("甲",))]
    ['cooperate']
    >>> [found.concept for found in role_types("中心市及び連携町は、施設を整備する。", others=("連携町",), own=("中心市",))]
    ['implement']
    """
    return typed(text, tuple(others), tuple(own))


def policy_field(heading: str) -> Match | None:
    """The policy field that a heading names (政策分野), or None if it names none that is known.

    The heading comes without its mark, and is matched as a whole. Source of the fields: the
    ministry's guideline 連携中枢都市圏構想推進要綱 (平成26年8月25日総行市第200号).

    >>> policy_field("生活機能の強化に係る政策分野").concept
    'living-functions'
    >>> policy_field("その他") is None
    True
    """
    found = match(load_table("policy_fields", whole=True), {"heading": heading})
    return found[0] if found else None


def provision(
    caption: str | None, text: str, *, core: Sequence[str] = ALIASES[:1]
) -> ProvisionMatch:
    """What a paragraph of an article settles (定め), by the article's caption and its own words.

    `core` are the names by which the text may call the core city: by custom it is 甲.

    >>> found = provision("連絡会議", "甲及び乙の長は、毎年度、連絡会議を開催するものとする。")
    >>> found.kind.slug, [attribute.concept for attribute in found.attributes], found.body.words
    ('meeting', ['frequency/annual'], '連絡会議')
    """
    table = load_table("provisions")
    texts = {"caption": caption, "text": text}
    found = match(table, {name: words for name, words in texts.items() if words}, names=core)
    order = {rule.rule: place for place, rule in enumerate(table.rules)}
    kinds = sorted(
        (one for one in found if one.scheme == "provision-type"), key=lambda one: order[one.rule]
    )
    bodies = [one for one in found if one.concept == _MEETING_BODY]
    attributes = tuple(
        one for one in found if one.scheme != "provision-type" and one.concept != _MEETING_BODY
    )
    return ProvisionMatch(kinds[0] if kinds else None, attributes, bodies[0] if bodies else None)
