"""What was read of a draw against its truth, statement by statement (判定).

A statement is an initiative (its name and content), a field, or a role. One that the source does not make is *wrong*, and *untold*
where no finding doubts it. It is *misplaced* besides where its words stand at another party, another initiative, or as a role what is
none: every phrase of a draw occurs in one part alone, so that it proves where words came from.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from renkei.model import Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lots.truths import Slot, TrueDraw, TruePlan
    from renkei.model import Agreement, Document, Finding, Initiative, Passage

RIGHT, MISSING, WRONG = "right", "missing", "wrong"
# Marks of items in front of words, as in (ｱ) ① ア　・; taken away wherever a line of words may begin.
_MARK = re.compile(
    r"(?:(?<=^)|(?<=\n))[ 　]*(?:[(（][0-9０-９一-十ァ-ヴｦ-ﾝa-zａ-ｚ]{1,2}[)）]|[①-⑳⑴-⒇・])"
)
# The mark, the sign or the brackets of a heading: the "Ⅰ" of Ⅰ人材育成, the "ア　" of ア　医療, 【】 and ■. Must not match the first letter of a word.
_HEAD = re.compile(
    r"^(?:[Ⅰ-Ⅹ■ａ-ｚ][ 　]?|[ア-ンａ-ｚa-z0-9０-９一二三四五六七八九十]{1,2}[ 　]+|[ア-ン](?=[一-龥]))|^【|】$"
)
# The same behind the end of a sentence or noun in a cell that lost its line ends: …する。(ｲ) …, …の開催 ・…
_INNER = re.compile(r"[(（][ｱ-ﾝ][)）]|・(?=[^・])")
_BARS = "│┃|─━┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋+-"
_PREFIX = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on one statement: its kind (initiative, field, role), and what is the matter with it."""

    kind: str
    verdict: str
    is_told: bool
    is_misplaced: bool = False
    wanted: str = ""
    found: str = ""

    @property
    def is_worst(self) -> bool:
        """A statement that the source does not make, and that no finding tells of."""
        return self.verdict == WRONG and not self.is_told


def normal(words: str) -> str:
    """Words without white space, marks and the end of the sentence.

    >>> normal("(ｱ) 会場の手配\\n(ｲ) 講師の 派遣。")
    '会場の手配講師の派遣'
    """
    bare = _INNER.sub("", _MARK.sub("", words))
    return "".join(bare.split()).replace("。", "")


class Judge:
    """Compares one document with the truth of its draw."""

    def __init__(self, truth: TrueDraw, document: Document) -> None:
        self._truth = truth
        self._document = document
        self._findings = [one for one in document.findings if _doubts(one)]
        self._has_error = any(one.severity is Severity.ERROR for one in self._findings)
        called = "|".join(map(re.escape, truth.callings))
        # A subject in front of a sentence, of one party or several: 甲は、 甲及び乙は、
        self._subject = re.compile(
            rf"(?:^|(?<=。))(?:{called})(?:(?:及び|、|・)(?:{called}))*は、?"
        )
        self._squeezed, self._places = _squeezed(document.source.text)

    def verdicts(self) -> list[Judged]:
        """Every statement of the truth and every one that was read, once each."""
        read = [one for agreement in self._document.agreements for one in agreement.initiatives]
        matched = self._matched(read)
        found: list[Judged] = []
        for plan in self._truth.plans:
            initiative = matched.get(id(plan))
            found += self._plan(plan, initiative)
        taken = {id(one) for one in matched.values()}
        for one in read:
            if id(one) not in taken:
                found += self._made_up(one)
        return found

    def _matched(self, read: list[Initiative]) -> dict[int, Initiative]:
        """For each true initiative the one that was read of it: the same words, else most of its phrases."""
        matched: dict[int, Initiative] = {}
        rest = list(read)
        for plan in self._truth.plans:
            same = [one for one in rest if self._says(one) in self._said(plan)]
            if same:
                best = max(same, key=lambda one: _common(plan, one))
                matched[id(plan)] = best
                rest = [one for one in rest if one is not best]
        for plan in self._truth.plans:
            near = [one for one in rest if any(_common(plan, one))]
            if id(plan) not in matched and near:
                best = max(near, key=lambda one: _common(plan, one))
                matched[id(plan)] = best
                rest = [one for one in rest if one is not best]
        return matched

    def _says(self, one: Initiative) -> tuple[str, str]:
        return self._bare(_text(one.label)), self._bare(_text(one.content))

    def _said(self, plan: TruePlan) -> set[tuple[str, str]]:
        return {(self._bare(name), self._bare(content)) for name, content in plan.said}

    def _bare(self, words: str) -> str:
        # White space goes first: a line may end inside a name.
        return normal(self._subject.sub("", _without_space(_HEAD.sub("", words))))

    def _plan(self, plan: TruePlan, one: Initiative | None) -> Iterator[Judged]:
        wanted = " / ".join(min(plan.said))
        if one is None:
            told = self._is_told_at(word for said in plan.said for word in said)
            yield Judged("initiative", MISSING, told, wanted=wanted)
        elif self._says(one) in self._said(plan):
            yield Judged("initiative", RIGHT, self._is_told(one.label, one.content))
        else:
            yield self._wrong_initiative(plan, one, wanted)
        yield from self._field(plan, one)
        yield from self._roles(plan, one)

    def _wrong_initiative(self, plan: TruePlan, one: Initiative, wanted: str) -> Judged:
        found = " / ".join((_text(one.label), _text(one.content)))
        told = self._is_told(one.label, one.content, *(role.text for role in one.roles))
        name, content = self._says(one)
        is_less = any(
            name in {"", said} and content in {"", more} for said, more in self._said(plan)
        )
        if is_less:
            told = told or self._is_told_at(word for said in plan.said for word in said)
            return Judged("initiative", MISSING, told, wanted=wanted, found=found)
        said: set[Slot] = {"name", "content"}
        misplaced = any(self._is_misplaced(plan, said, words) for words in (one.label, one.content))
        return Judged("initiative", WRONG, told, misplaced, wanted, found)

    def _field(self, plan: TruePlan, one: Initiative | None) -> Iterator[Judged]:
        headings = self._headings(one) if one else []
        names = {field for field in self._truth.fields if any(field in text for text in headings)}
        told = self._is_told(one.label, one.content) if one else self._has_error
        is_name = one is not None and self._bare(_text(one.label)) == normal(plan.field or "")
        if plan.field in names or (is_name and plan.field):
            yield Judged("field", RIGHT, told)
        elif names:
            found = " > ".join(headings)
            yield Judged("field", WRONG, told, wanted=plan.field or "", found=found)
        elif plan.field is not None and one:
            yield Judged(
                "field", MISSING, told or self._is_told_at([plan.field]), wanted=plan.field
            )

    def _headings(self, one: Initiative) -> list[str]:
        texts = {
            (id(agreement), heading.number): heading.text.text
            for agreement in self._document.agreements
            for heading in agreement.headings
        }
        owner = self._owner(one)
        found = [texts.get((id(owner), number), "") for number in one.headings]
        return [_without_space(text) for text in found if text]

    def _owner(self, one: Initiative) -> Agreement | None:
        agreements = self._document.agreements
        return next((it for it in agreements if any(x is one for x in it.initiatives)), None)

    def _roles(self, plan: TruePlan, one: Initiative | None) -> Iterator[Judged]:
        held = {role.party: role.text for role in one.roles} if one else {}
        counts = Counter(role.party for role in one.roles) if one else Counter()
        for party, said in sorted(plan.roles.items()):
            passage = held.pop(party, None)
            if passage is None:
                told = self._is_told_at([said]) or (one is not None and self._is_told(one.label))
                yield Judged("role", MISSING, told, wanted=f"{party}: {said}")
            elif self._bare(passage.text) == self._bare(said) and counts[party] == 1:
                yield Judged("role", RIGHT, self._is_told(passage))
            else:
                yield self._wrong_role(plan, party, passage, said, one)
        for party, passage in sorted(held.items()):
            yield self._wrong_role(plan, party, passage, "", one)

    def _wrong_role(
        self, plan: TruePlan, party: int, passage: Passage, said: str, one: Initiative | None
    ) -> Judged:
        misplaced = self._is_misplaced(plan, {party}, passage)
        told = self._is_told(passage) or (one is not None and self._is_told(one.label))
        if self._bare(passage.text) and self._bare(passage.text) in self._bare(said):
            # Part of the role: what is missing of it counts, wherever it stands.
            told = told or self._is_told_at(self._rest(passage.text, said))
            return Judged("role", MISSING, told, misplaced, f"{party}: {said}", passage.text)
        return Judged(
            "role", WRONG, told, misplaced, f"{party}: {said}", f"{party}: {passage.text}"
        )

    def _rest(self, part: str, whole: str) -> list[str]:
        """What a whole holds in front of a part and behind it."""
        before, _, behind = self._bare(whole).partition(self._bare(part))
        return [before, behind]

    def _is_misplaced(self, plan: TruePlan, allowed: set[Slot], passage: Passage | None) -> bool:
        """Whether words hold a phrase that does not belong in any of these parts of the initiative."""
        text = _without_space(_text(passage))
        atoms = {atom for one in self._truth.plans for atom in one.places if atom in text}
        return any(not plan.places.get(atom, frozenset()) & allowed for atom in atoms)

    def _made_up(self, one: Initiative) -> Iterator[Judged]:
        """An initiative that is none of the truth."""
        found = " / ".join((_text(one.label), _text(one.content)))
        told = self._is_told(one.label, one.content, *(role.text for role in one.roles))
        yield Judged("initiative", WRONG, told, is_misplaced=bool(one.roles), found=found)
        for role in one.roles:
            said = f"{role.party}: {role.text.text}"
            yield Judged("role", WRONG, self._is_told(role.text), True, found=said)  # noqa: FBT003  # misplaced

    def _is_told(self, *passages: Passage | None) -> bool:
        """Whether a finding doubts what stands there, or the whole agreement."""
        spans = [span for one in passages if one for span in one.spans]
        if len(passages) > 1 and spans:
            # Of an initiative also what stands between its parts.
            spans = [Span(min(spans).start, max(one.end for one in spans))]
        return self._has_error or self._is_doubted(spans)

    def _is_told_at(self, words: Iterable[str]) -> bool:
        spans = [span for one in words for span in self._located(one)]
        # Of what is missing also a finding on the agreement as a whole tells: no initiative was found.
        is_told = self._has_error or any(one.span is None for one in self._findings)
        return is_told or self._is_doubted(spans)

    def _is_doubted(self, spans: list[Span]) -> bool:
        return any(
            one.span is not None and one.span.start < high and low < one.span.end
            for one in self._findings
            for low, high in spans
        )

    def _located(self, words: str) -> list[Span]:
        """Where words, or those that begin them, stand in the source; a table may part the rest."""
        bare = normal(words)
        for piece in (bare, bare[:_PREFIX]):
            at = self._squeezed.find(piece) if piece else -1
            if at >= 0:
                low, high = self._places[at], self._places[at + len(piece) - 1] + 1
                return [Span(low, high)]
        return []


def _doubts(one: Finding) -> bool:
    return one.code.startswith("P")


def _text(passage: Passage | None) -> str:
    return passage.text if passage else ""


def _without_space(words: str) -> str:
    return "".join(words.split())


def _common(plan: TruePlan, one: Initiative) -> tuple[int, int]:
    """How many phrases of a true initiative stand in name and content, and in its roles."""
    said = _without_space(_text(one.label) + _text(one.content))
    roles = _without_space("".join(role.text.text for role in one.roles))
    return sum(atom in said for atom in plan.places), sum(atom in roles for atom in plan.places)


def _squeezed(text: str) -> tuple[str, list[int]]:
    """A text without white space and bars, and where each letter of it stood."""
    kept = [(sign, at) for at, sign in enumerate(text) if not sign.isspace() and sign not in _BARS]
    return "".join(sign for sign, _ in kept), [at for _, at in kept]
