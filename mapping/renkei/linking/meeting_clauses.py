"""Sentences on meetings read from left to right (会議の文の読み取り): topic, subject, object, verb.

The reader keeps what the sentence is about (は), who acts (が), who joins and what for, until a verb
of holding or calling a meeting comes. Whatever it does not understand on the way makes it say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from renkei.linking.clauses import Piece, Sentence, pieces
from renkei.linking.meeting_words import Act, acts, ends_in, marks, words
from renkei.linking.rules import NAMED

Range = tuple[int, int]

# The office behind a party's name: 甲|の長, 中央市|長. Must not match 甲の担当課長, who is not the party.
_OFFICE = r"(?:の?(?:市町村|市町|町村|市|町|村)?長)?"
# The parties of a list: 甲及び乙の長, 甲、乙及び丙. Must not match 甲その他の市町.
_LIST = re.compile(
    rf"{NAMED}{_OFFICE}(?:(?:及び|並びに|又は|若しくは|と|、|・)?{NAMED}{_OFFICE}){{0,40}}"
    r"(?:及びそれぞれの長|の?両者|のそれぞれ|それぞれ|の双方)?"
)
# Of parties that are joined so the text does not say which: 甲|又は|乙
_EITHER = re.compile(r"又は|若しくは|または|もしくは")
# A verb before a noun: 行|う|取組, where what stands before is the verb's. Must not match における圏域.
_ATTRIBUTIVE = re.compile(
    r"(?<!おけ)(?<!関す)(?<!係)(?<!対す)(?<!要す)[うくぐすつぬぶむるた](?=[一-龠ァ-ヶー]|もの|ところ|こと)"
)
# A bare noun before a comma, the first of a list: 丁町|、戊村の長と. Must not match 定期的に、 or 図り、.
_BARE = re.compile(rf"[一-龠々ァ-ヶー{NAMED}][一-龠々ァ-ヶーの・{NAMED}]{{0,40}}(?<!の)")
# A topic that is what is done with a meeting: 会議|の招集|は、甲が行う
_MATTER = re.compile(r"の(招集|召集|開催|設置)\Z")
_MATTERS = {"招集": "call", "召集": "call", "開催": "hold", "設置": "hold"}
# The object of a verb, and the adverbs between: 会議|を|毎年度, 会議|の|招集を行う
_OBJECT = re.compile(r"(?P<noun>[^を]{1,200})(?:を[^をがは]{0,40}|の)\Z")

# What may stand between a subject and its verb: 交互に, 共同で, 年1回以上. Must not match 出席して, 議長となり,
# 申し出れば, whose subject it may be, and of the verb perhaps not.
_ADVERB = re.compile(
    r"[一-龠々ァ-ヶー0-9０-９]{1,16}(?:に|で|として)?|(?:共同|合同|協力|連携|交替|交代)して"
    r"|速やかに|あらかじめ|それぞれ|互いに|持ち回りで|これを"
)
# Who meets with one that is not named as holding too: 乙|と会議を. Must not match 乙との連携, 乙と協議の上.
_AMONG = re.compile(rf"{NAMED}{_OFFICE}と(?!の|連携|協力|調整|協議|調和)")


class Said(NamedTuple):
    """What a verb says of a meeting (述べられたこと): parts of the sentence, and numbers of parties.

    `act` is `hold` or `call`; `who` are the words for those who do it.
    """

    act: str
    who: tuple[Range, ...] = ()
    parties: tuple[int, ...] = ()
    others: Range | None = None
    purpose: Range | None = None


class _Who(NamedTuple):
    """Who acts: the words for it and the parties; `known` is False where they are not understood."""

    part: Range
    parties: tuple[int, ...] = ()
    known: bool = True


@dataclass
class _State:
    """What was read of a sentence up to here."""

    about: str = ""
    topic: _Who | None = None
    left: bool = False
    subject: _Who | None = None
    with_parties: list[_Who] = field(default_factory=list)
    others: Range | None = None
    purpose: Range | None = None
    open: int | None = None
    object: str | None = None
    clear: bool = True

    def forget(self) -> None:
        """A clause has ended: who acted in it acts no more."""
        self.subject = self.others = self.purpose = self.open = self.object = None
        self.with_parties = []
        self.clear = True


def said(sentence: Sentence) -> Iterator[Said]:
    """What the verbs of a sentence say of meetings, in their order."""
    done = {(one.start, one.end): one for one in acts(sentence.text)}
    reader = _Reader(sentence)
    for piece in _listed(sentence.text, pieces(sentence.text, marks(sentence.text))):
        act = done.get((piece.mark, piece.end)) if piece.kind == "act" else None
        if act:
            yield from reader.act(piece, act)
        else:
            reader.read(piece)


def _listed(text: str, found: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces, with the bare nouns of a list put before the piece that ends the list."""
    start: int | None = None
    for piece in found:
        first = piece.start if start is None else start
        begins = text[piece.start : piece.end]
        if piece.kind == "other" and _BARE.fullmatch(begins) and _adverbs(begins) < len(begins):
            start = first
            continue
        yield piece._replace(start=first)
        start = None


def _adverbs(text: str) -> int:
    """How many letters at the beginning of a text are words of time: 毎年度|甲が."""
    start = 0
    for _ in range(4):
        hits = [words(kind).match(text, start) for kind in ("time", "rhythm")]
        start = max([start, *(hit.end() for hit in hits if hit)])
    return start


def _is_adverb(text: str) -> bool:
    rest = text[_adverbs(text) :]
    return not rest or _ADVERB.fullmatch(rest) is not None


def _belongs(lead: str) -> bool:
    """Whether what stands before a verb lets its subject be the one in front of it."""
    noun, mark, adverb = lead.rpartition("を")
    if not mark:
        noun, adverb = (lead, "") if lead.endswith("の") else ("", lead)
    return _is_adverb(adverb) and not _ATTRIBUTIVE.search(noun) and "を" not in noun


class _Reader:
    """Reads the pieces of one sentence (文の読み手)."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._state = _State()

    def read(self, piece: Piece) -> None:
        """Take in a piece that is no verb of a meeting."""
        start = piece.start + _adverbs(self._text(piece.start, piece.mark))
        piece = piece._replace(start=start)
        if piece.start >= piece.mark and piece.kind == "other":
            self._state.open = None
            return
        reads = {
            "topic": self._topic,
            "subject": self._subject,
            "condition": self._condition,
            "purpose": self._purpose,
            "joining": self._joining,
        }
        reads.get(piece.kind, self._other)(piece)

    def act(self, piece: Piece, act: Act) -> Iterator[Said]:
        """What a verb of holding, calling or consulting says, if it is of a meeting."""
        state = self._state
        kind = self._kind(piece, act)
        if not kind:
            self._other(piece)
        elif state.clear and (who := self._who(piece)) is not None:
            yield self._said(kind, who)
        if kind:
            state.forget()
            state.left = True

    def _said(self, kind: str, who: list[_Who]) -> Said:
        state = self._state
        numbers = {number for one in who for number in one.parties}
        return Said(
            kind,
            tuple(one.part for one in who),
            tuple(sorted(numbers)) if all(one.parties for one in who) else (),
            state.others,
            state.purpose,
        )

    def _text(self, start: int, end: int) -> str:
        return self._sentence.text[start:end]

    def _named(self, start: int, end: int) -> _Who:
        """Who a noun phrase means; not `known` if nobody that may hold or call a meeting."""
        text = self._text(start, end)
        if _LIST.fullmatch(text):
            numbers = {one for named in self._sentence.named[start:end] for one in named}
            return _Who((start, end), () if _EITHER.search(text) else tuple(sorted(numbers)))
        known = ends_in("head", text) and not _ATTRIBUTIVE.search(text)
        return _Who((start, end), (), known=known)

    def _topic(self, piece: Piece) -> None:
        state = self._state
        text = self._text(piece.start, piece.mark)
        matter = _MATTER.search(text)
        noun = text[: matter.start()] if matter else text
        state.subject, state.open, state.left, state.object = None, None, False, None
        state.topic, state.about = None, "other"
        if ends_in("noun", noun):
            state.about = _MATTERS[matter[1]] if matter else "meeting"
        elif (who := self._named(piece.start, piece.mark)).known:
            state.topic, state.about = who, "who"
        if not piece.apart and state.about != "meeting":
            # 推進するため|置かれた事務局は: the purpose is that of the office.
            state.purpose = None

    def _subject(self, piece: Piece) -> None:
        self._state.subject = self._named(piece.start, piece.mark)

    def _condition(self, _: Piece) -> None:
        state = self._state
        state.subject = state.open = state.others = None
        state.with_parties = []
        state.clear = True

    def _purpose(self, piece: Piece) -> None:
        state = self._state
        if state.subject and not piece.apart and state.open is None:
            state.clear = False
            return
        # 住民とともに、まちづくりを進めるため、: who joins in the purpose need not join the meeting.
        state.others = None
        state.clear = state.clear and not state.with_parties
        start = piece.start if state.open is None else state.open
        state.purpose = (state.purpose[0] if state.purpose else start, piece.end)
        state.open = None

    def _joining(self, piece: Piece) -> None:
        state = self._state
        text = self._text(piece.start, piece.mark)
        who = self._named(piece.start, piece.mark)
        if who.known and who.parties:
            state.with_parties.append(who)
        elif re.match(rf"{NAMED}(?!の)|.*[、びと]{NAMED}(?!の)", text):
            state.clear = False
        elif ends_in("others", text) and not re.search("[をがはに]", text):
            state.others = (piece.start, piece.mark)
        else:
            self._other(piece)

    def _other(self, piece: Piece) -> None:
        state = self._state
        text = self._text(piece.start, piece.end)
        found = _OBJECT.search(text)
        if found and (text.endswith("を") or _is_adverb(text[found.end("noun") + 1 :])):
            state.object = found["noun"]
        elif state.open is None:
            state.open = piece.start
        by = piece.kind == "manner" and not _ATTRIBUTIVE.search(text)
        if (state.subject and not by and not _is_adverb(text)) or _AMONG.search(text):
            state.clear = False

    def _kind(self, piece: Piece, act: Act) -> str:
        """What is done to a meeting: `hold` or `call`; empty if the verb is not of a meeting."""
        about = self._state.about
        lead = self._text(piece.start, piece.mark)
        found = _OBJECT.search(lead)
        if act.kind == "do":
            return about if about in {"hold", "call"} and "を" not in lead else ""
        if act.kind == "consult":
            before = self._text(0, piece.mark)
            return "hold" if words("rhythm").search(before) and "を" not in lead else ""
        if (found and "を" in lead) or lead.endswith("の"):
            return act.kind if found and self._is_object(found["noun"]) else ""
        if self._state.object is not None:
            return act.kind if self._is_object(self._state.object) else ""
        free = about == "meeting" or (act.kind == "call" and about in {"", "who"})
        return act.kind if free else ""

    def _is_object(self, noun: str) -> bool:
        return ends_in("noun", noun) or (
            noun == "これ" and (self._state.left or self._state.about == "meeting")
        )

    def _who(self, piece: Piece) -> list[_Who] | None:
        """Who does it, with whom; empty if nobody is named, None if that is not understood."""
        state = self._state
        lead = self._text(piece.start, piece.mark)
        if re.search(r"が(?![らりるれっ])", lead) or _AMONG.search(lead):
            return None
        if state.subject and not _belongs(lead):
            return None
        if state.subject and state.topic and not state.left:
            return None
        acting = state.subject or state.topic
        if acting is None:
            return None if state.about == "other" or state.with_parties else []
        return [acting, *state.with_parties] if acting.known else None
