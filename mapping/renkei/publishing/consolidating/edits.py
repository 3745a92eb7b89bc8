"""The edits that an instruction comes to (改正の適用), or the reason why it cannot be applied.

An instruction is applied exactly or not at all: words that do not stand at the place, or stand there
twice, are told and never guessed. Places are those of the text before the amendment.
"""

from __future__ import annotations

from collections.abc import Callable

from renkei.model.amendment import Instruction, Operation, Part
from renkei.publishing.consolidating.numbering import renumber, without_number
from renkei.publishing.consolidating.outcomes import Outcome, Subject
from renkei.publishing.consolidating.ranges import delete, insert, replace
from renkei.publishing.consolidating.sides import row
from renkei.publishing.consolidating.wordings import words

_ROWS = frozenset({Operation.ROW_CHANGED, Operation.ROW_KEPT})


def edits(instruction: Instruction, subject: Subject, last: int | None) -> Outcome:
    """The edits of an instruction; `last` is where the row before stands, for rows that come in."""
    if instruction.operation in _ROWS:
        return row(instruction, subject, last)
    return _BY_OPERATION[instruction.operation](instruction, subject)


def _delete(one: Instruction, subject: Subject) -> Outcome:
    if one.target.part is Part.NUMBER:
        return without_number(one, subject)
    return delete(one, subject)


_BY_OPERATION: dict[Operation, Callable[[Instruction, Subject], Outcome]] = {
    Operation.REPLACE_WORDS: words,
    Operation.INSERT_WORDS: words,
    Operation.INSERT_WORDS_BEFORE: words,
    Operation.DELETE_WORDS: words,
    Operation.REPLACE: replace,
    Operation.INSERT_AFTER: insert,
    Operation.INSERT_BEFORE: insert,
    Operation.APPEND: insert,
    Operation.DELETE: _delete,
    Operation.RENUMBER: renumber,
}
