"""Cards of a content row above heads of roles, made at random: no role goes to another card, and none is lost in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from renkei.model import Document, Initiative, MergedCell

Parsed = Callable[..., Document]
Row = list[tuple[str, int, int]]
"""The cells of a row: words, and how many rows and columns they cover."""

FRAME = """姫路市（以下「甲」という。）及びたつの市（以下「乙」という。）は、次のとおり連携協約を締結する。

第1条 甲及び乙が連携する取組及び役割分担は、別表に掲げるとおりとする。

別表（第1条関係）

"""
PLACES = ["天文台", "渡船場", "製材所", "植物園", "診療所", "相撲場"]
MARKS = "⑴⑵⑶⑷⑸⑹"
FORMS = ["merged", "unmerged", "ragged"]
_MEANWHILE = {"L004", "L005", "L006", "L007", "P024", "P025", "P029", "P030"}


@dataclass(frozen=True)
class Card:
    """What a card says, and whether its roles are one of both parties."""

    name: bool
    content: bool
    note: str
    joint: bool
    nouns: bool
    has_heads: bool
    has_roles: bool

    def rows(self, at: int) -> Iterator[Row]:
        place, end = PLACES[at], "" if self.nouns else "を担う。"
        if self.name:
            yield [(f"{MARKS[at]}　{place}の活用", 1, 4)]
        if self.content:
            yield [("取組内容", 1, 1), (f"圏域の住民が{place}を使いやすくする。", 1, 3)]
        heads = [("甲の役割", 1, 1), ("乙の役割", 1, 1)]
        roles = [(f"{place}の修繕{end}", 1, 1), (f"{place}の案内{end}", 1, 1)]
        if self.joint:
            heads, roles = [("甲及び乙の役割", 1, 2)], [(f"{place}の運営{end}", 1, 2)]
        if self.has_heads:
            yield [("役割分担", 2 if self.has_roles else 1, 1), *heads, ("経費の負担", 1, 1)]
        if self.has_roles:
            yield [("", 1, 1), *roles, (self.note, 1, 1)]


def _are_apart(cards: list[Card]) -> bool:
    """Whether a person could tell the cards apart: not a content, and right below it the roles of another card."""
    begun = all(card.name or card.content or card.has_heads for card in cards)
    return begun and all(
        above.has_heads or above.has_roles or below.name for above, below in pairwise(cards)
    )


def text_of(
    cards: Sequence[Card], form: str, breaks: Sequence[bool]
) -> tuple[str, list[MergedCell]]:
    text, merged = FRAME, list[MergedCell]()
    for at, (card, breaks_off) in enumerate(zip(cards, breaks, strict=False)):
        for row in card.rows(at):
            for words, height, width in row:
                if form == "merged" and height * width > 1:
                    merged.append(MergedCell(len(text), len(text) + len(words), height, width))
                text += words + "\t" * width
            text = text.rstrip("\t") if form == "ragged" and row[0][0] else text[:-1]
            text += "\n"
        text += "\n\f\n" if breaks_off else ""
    return text, merged


_ANY = st.builds(
    Card,
    name=st.booleans(),
    content=st.booleans(),
    note=st.sampled_from(["", "同上", "折半とする。"]),
    joint=st.booleans(),
    nouns=st.booleans(),
    has_heads=st.sampled_from([True, True, True, False]),
    has_roles=st.sampled_from([True, True, True, False]),
)
_SOUND = st.builds(
    Card,
    name=st.just(value=True),
    content=st.just(value=True),
    note=st.sampled_from(["", "同上", "折半とする。"]),
    joint=st.booleans(),
    nouns=st.just(value=False),
    has_heads=st.just(value=True),
    has_roles=st.just(value=True),
)
_BREAKS = st.lists(st.booleans(), min_size=6, max_size=6)
_SETTINGS = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def _initiatives(document: Document) -> list[Initiative]:
    return [one for agreement in document.agreements for one in agreement.initiatives]


def _said(one: Initiative) -> list[str]:
    passages = [one.label, one.content, *(role.text for role in one.roles)]
    return [passage.text for passage in passages if passage is not None]


@pytest.mark.parametrize("form", FORMS)
@given(cards=st.lists(_ANY, min_size=1, max_size=6).filter(_are_apart), breaks=_BREAKS)
@_SETTINGS
def test_no_role_goes_to_another_card(
    parsed: Parsed, form: str, cards: list[Card], breaks: list[bool]
) -> None:
    text, merged = text_of(cards, form, breaks)
    document = parsed(text, merged=tuple(merged))
    read = _initiatives(document)
    for one in read:
        said = [{place for place in PLACES if place in words} for words in _said(one)]
        assert len(set[str]().union(*said)) == 1, _said(one)
        assert all(len(places) == 1 for places in said), _said(one)
    roles = sum(len(one.roles) for one in read)
    if roles < 2 * sum(card.has_roles for card in cards):
        assert {found.code for found in document.findings} - _MEANWHILE


@pytest.mark.parametrize("form", FORMS)
@given(cards=st.lists(_SOUND, min_size=1, max_size=6), breaks=_BREAKS)
@_SETTINGS
def test_whole_cards_are_read(
    parsed: Parsed, form: str, cards: list[Card], breaks: list[bool]
) -> None:
    text, merged = text_of(cards, form, breaks)
    read = _initiatives(parsed(text, merged=tuple(merged)))
    assert [one.label.text for one in read if one.label] == [
        f"{PLACES[at]}の活用" for at in range(len(cards))
    ]
    for one, card, place in zip(read, cards, PLACES, strict=False):
        kinds = ("運営", "運営") if card.joint else ("修繕", "案内")
        assert one.content is not None
        assert place in one.content.text
        assert [role.text.text for role in one.roles] == [f"{place}の{k}を担う。" for k in kinds]
        assert [note.text.text for note in one.notes] == [card.note] * bool(card.note)
