"""What an amending clause does (改正の操作): its kind, its places, the words that go and come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from renkei.model import Passage
from renkei.model.amendment import Instruction, Operation, Target
from renkei.parsing.amendments.forms import FORMS, Form
from renkei.parsing.amendments.places import moved, place, places, same_list
from renkei.parsing.amendments.quotes import QUOTE, Clause, clauses
from renkei.parsing.text.numerals import number

_ON_WORDS = frozenset(
    {
        Operation.REPLACE_WORDS,
        Operation.INSERT_WORDS,
        Operation.INSERT_WORDS_BEFORE,
        Operation.DELETE_WORDS,
    }
)
# A row of a schedule whose name is quoted: the 〓 of "別表〓の項". Must not match a quote that is words to change.
_QUOTED_ROW = re.compile(r"〓(?=の[項部])")


class Read(NamedTuple):
    """What a clause came to: its instructions, none with the words that were not understood."""

    instructions: tuple[Instruction, ...]
    words: Passage


class Before(NamedTuple):
    """What the clause before said, for 同条 and for clauses that leave out their place.

    Nothing where it was not understood: 同条 may then be any article.
    """

    target: Target = Target()
    on_words: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    """A clause with its words; names of rows in quotes are put back into its skeleton."""

    words: Passage
    skeleton: str
    quotes: tuple[Passage, ...]


def instructions(sentence: Passage, first: int, before: Before) -> Iterator[Read]:
    """What each clause of an amending sentence says; numbers count from `first`."""
    for clause in clauses(sentence.text):
        words = sentence.part(clause.start, clause.end)
        said = _said(sentence, clause, words)
        read = tuple(_read(said, first, before)) if said else ()
        first += len(read)
        before = _after(read)
        yield Read(read, words)


def following(read: Sequence[Read]) -> Before:
    """What the clauses of the next sentence may look back to."""
    return _after(read[-1].instructions) if read else Before()


def _after(read: Sequence[Instruction]) -> Before:
    if not read:
        return Before()
    targets = tuple(dict.fromkeys(one.target for one in read))
    return Before(targets[-1], targets if read[-1].operation in _ON_WORDS else ())


def _said(sentence: Passage, clause: Clause, words: Passage) -> _Said | None:
    if any(quote.start == quote.end for quote in clause.quotes):
        return None
    quotes = [sentence.part(*quote) for quote in clause.quotes]
    skeleton = clause.skeleton
    while found := _QUOTED_ROW.search(skeleton):
        at = skeleton[: found.start()].count(QUOTE)
        name = quotes.pop(at).text.replace(QUOTE, "")
        skeleton = f"{skeleton[: found.start()]}{name}{skeleton[found.end() :]}"
    return _Said(words, skeleton, tuple(quotes))


def _read(said: _Said, first: int, before: Before) -> Iterator[Instruction]:
    for form in FORMS:
        found = form.pattern.fullmatch(said.skeleton)
        targets = _targets(found, before) if found else ()
        if found is None or not targets:
            continue
        if form.operation is Operation.RENUMBER:
            yield from _renumbered(found, targets, said.words, first)
        elif not form.takes_block or len(targets) == 1:
            yield from _changes(form, found, targets, said, first)
        return


def _targets(found: re.Match[str], before: Before) -> tuple[Target, ...]:
    """The places of a clause; those of the clause before where it names none of its own."""
    words = found["place"]
    return before.on_words if words is None else places(words, before.target)


def _changes(
    form: Form, found: re.Match[str], targets: Sequence[Target], said: _Said, first: int
) -> Iterator[Instruction]:
    """One instruction for each place, and for each quote where every one is a change."""
    goes = said.quotes if form.each else [_quote(said, form.before)]
    for target in targets:
        at = _numbered(target, found) if "as_number" in form.pattern.groupindex else target
        for before in goes:
            if at is not None:
                yield Instruction(
                    number=first,
                    operation=form.operation,
                    target=at.model_copy(update={"part": form.part}) if form.part else at,
                    text=said.words,
                    before=before,
                    after=_quote(said, form.after),
                )
                first += 1


def _quote(said: _Said, at: int | None) -> Passage | None:
    return said.quotes[at] if at is not None else None


def _numbered(target: Target, found: re.Match[str]) -> Target | None:
    """The place that a part gets with its number: 第3条に第1項として."""
    return place(found["as_number"], target)


def _renumbered(
    found: re.Match[str], targets: Sequence[Target], words: Passage, first: int
) -> Iterator[Instruction]:
    """Each place with its new number; nothing where numbers and places are not as many."""
    groups = found.groupdict()
    if groups.get("step") is not None:
        step = number(groups["step"]) or 0
        step = step if groups["way"] == "下" else -step
        new = tuple(moved(target, step) for target in targets) if step else ()
        printed: Passage | None = None
    else:
        new = places(groups["new"], targets[-1])
        at = words.text.find(groups["new"], words.text.index("を"))
        single = len(targets) == 1 and at >= 0
        printed = words.part(at, at + len(groups["new"])) if single else None
    if len(new) != len(targets):
        return
    pairs = [(old, one) for old, one in zip(targets, new, strict=True) if one is not None]
    if len(pairs) != len(targets) or not all(same_list(old, one) for old, one in pairs):
        return
    for position, (old, one) in enumerate(pairs):
        yield Instruction(
            number=first + position,
            operation=Operation.RENUMBER,
            target=old,
            text=words,
            after=printed,
            becomes=one,
        )
