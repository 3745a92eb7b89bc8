"""What an amending clause does (改正の操作): its kind, its place, the words that go and come.

A clause that fits no row of the table is not read: an amendment is applied as it says or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from renkei.model import Passage
from renkei.model.amendment import Instruction, Operation, Target
from renkei.parsing.amendments.places import place
from renkei.parsing.amendments.quotes import Clause, clauses

_O = Operation


class _Form(NamedTuple):
    """A form of clause: which quotes are the words that go and that come, by their place."""

    pattern: re.Pattern[str]
    operation: Operation
    before: int | None = None
    after: int | None = None
    takes_block: bool = False


# Each with the place in front of it; 〓 stands for a quote. One real clause a row:
_FORMS = (
    # "第3条中「A」を「B」に改める"; not "次のように改める".
    _Form(re.compile(r"(?P<place>.{1,80}?)中〓を〓に改める?"), _O.REPLACE_WORDS, 0, 1),
    # "第3条の見出しを「（費用）」に改める", "題名を「…」に改める"; not with 中.
    _Form(re.compile(r"(?P<place>[^〓]{1,80}?)を〓に改める?"), _O.REPLACE_WORDS, None, 0),
    # "第3条中「A」の次に「B」を加える"; not "次の1条を加える".
    _Form(re.compile(r"(?P<place>.{1,80}?)中〓の(?:次|下)に〓を加える?"), _O.INSERT_WORDS, 0, 1),
    # "第3条中「A」を削る"; not "第3条を削る".
    _Form(re.compile(r"(?P<place>.{1,80}?)中〓を削[りる]"), _O.DELETE_WORDS, 0),
    # "別表を次のように改める"; the lines that follow are the new wording.
    _Form(re.compile(r"(?P<place>[^〓]{1,80}?)を次のように改める?"), _O.REPLACE, takes_block=True),
    # "第5条の次に次の1条を加える", "別表第1の(2)の項の次に次のように加える".
    _Form(
        re.compile(r"(?P<place>[^〓]{1,80}?)の次に次の(?:.{0,4}[条項号表]を|ように)加える?"),
        _O.INSERT_AFTER,
        takes_block=True,
    ),
    # "第3条に次の1項を加える", "別表第1に次のように加える".
    _Form(
        re.compile(r"(?P<place>[^〓]{1,80}?)に次の(?:.{0,4}[条項号表]を|ように)加える?"),
        _O.APPEND,
        takes_block=True,
    ),
    # "第3条を削る", "別表第1の(2)の項を削る"; not with a quote.
    _Form(re.compile(r"(?P<place>[^〓]{1,80}?)を削[りる]"), _O.DELETE),
    # "第6条を第7条とする"; the new number is no quote.
    _Form(
        re.compile(r"(?P<place>第[^〓]{1,40}?)を(?P<new>第[^〓]{1,40}?)と(?:し|する)"), _O.RENUMBER
    ),
)
_TAKING_BLOCK = {form.operation for form in _FORMS if form.takes_block}


class Read(NamedTuple):
    """What a clause came to: an instruction, or None with the words that were not understood."""

    instruction: Instruction | None
    words: Passage


def takes_block(instruction: Instruction) -> bool:
    """Whether the lines that follow belong to the instruction: a whole article, a whole table."""
    return instruction.operation in _TAKING_BLOCK


def instructions(sentence: Passage, first: int, before: Target) -> Iterator[Read]:
    """What each clause of an amending sentence says; numbers count from `first`."""
    for clause in clauses(sentence.text):
        words = sentence.part(clause.start, clause.end)
        read = _read(sentence, clause, words, first, before)
        if read is not None:
            first, before = first + 1, read.target
        yield Read(read, words)


def _read(
    sentence: Passage, clause: Clause, words: Passage, number: int, before: Target
) -> Instruction | None:
    for form in _FORMS:
        found = form.pattern.fullmatch(clause.skeleton)
        target = place(found["place"], before) if found else None
        if found is None or target is None:
            continue
        quoted = [sentence.part(*quote) for quote in clause.quotes if quote.start < quote.end]
        if len(quoted) != len(clause.quotes):
            return None
        return Instruction(
            number=number,
            operation=form.operation,
            target=target,
            text=words,
            before=quoted[form.before] if form.before is not None else None,
            after=_after(form, found, quoted, words),
        )
    return None


def _after(
    form: _Form, found: re.Match[str], quoted: list[Passage], words: Passage
) -> Passage | None:
    if form.operation is _O.RENUMBER:
        at = words.text.index(found["new"], words.text.index("を"))
        return words.part(at, at + len(found["new"]))
    return quoted[form.after] if form.after is not None else None
