"""The forms of amending clauses (改め文の型): what each does, and which quotes go and come.

docs/amendments.md lists them for readers; a test holds that table against this one. A clause that fits no
form is not read: an amendment is applied as it says or not at all.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from renkei.model.amendment import Operation, Part

_O = Operation


class Form(NamedTuple):
    """A form of clause: which quotes are the words that go and that come, by their place.

    `each` is set where every quote is a change of its own. The groups of `pattern` are `place`,
    `new` (the new number), `step` and `way` (繰り下げ), and `as_number` (第1項として).
    """

    name: str
    example: str
    pattern: re.Pattern[str]
    operation: Operation
    before: int | None = None
    after: int | None = None
    each: bool = False
    takes_block: bool = False
    part: Part | None = None


# The place of a clause on words, which the next clauses on the same place leave out: "第3条中「A」を「B」に改め、「C」を削る".
_IN = r"(?:(?P<place>[^〓]{1,80}?)中)?"
_PLACE = r"(?P<place>[^〓]{1,80}?)"
# What comes in below: "次の1条を", "次の別表を", "次のように". Must not match a proviso, which joins the sentence above.
_BELOW = r"次の(?:[^〓をだ後]{0,6}[条項号表]を|ように)"

# Each with one real clause; 〓 stands for a quote. The first that fits counts.
FORMS = (
    Form(
        "words for words",
        "第3条中「A」を「B」に改める",
        re.compile(rf"{_IN}〓を〓に改める?"),
        _O.REPLACE_WORDS,
        before=0,
        after=1,
    ),
    Form(
        "all words of a caption or title",
        "第3条の見出しを「（費用）」に改める",
        re.compile(rf"{_PLACE}を〓に改める?"),
        _O.REPLACE_WORDS,
        after=0,
    ),
    Form(
        "words behind words",
        "第3条中「A」の次に「B」を加える",
        re.compile(rf"{_IN}〓の(?:次|下)に〓を加える?"),
        _O.INSERT_WORDS,
        before=0,
        after=1,
    ),
    Form(
        "words before words",
        "第3条中「A」の前に「B」を加える",
        re.compile(rf"{_IN}〓の(?:前|上)に〓を加える?"),
        _O.INSERT_WORDS_BEFORE,
        before=0,
        after=1,
    ),
    Form(
        "words go",
        "第3条中「A」及び「B」を削る",
        re.compile(rf"{_IN}〓(?:(?:、|及び|並びに)〓){{0,9}}を削[りる]"),
        _O.DELETE_WORDS,
        each=True,
    ),
    Form(
        "a part in other words",
        "第3条を次のように改める",
        re.compile(rf"{_PLACE}を次のように改める?"),
        _O.REPLACE,
        takes_block=True,
    ),
    Form(
        "a caption comes in",
        "第3条に見出しとして「（費用）」を付する",
        re.compile(rf"{_PLACE}に(?:次の)?見出しとして〓を(?:付し|付する|加える?)"),
        _O.APPEND,
        after=0,
        part=Part.CAPTION,
    ),
    Form(
        "a proviso comes in",
        "第3条に次のただし書を加える",
        re.compile(rf"{_PLACE}に(?:次のただし書(?:き)?を|ただし書(?:き)?として次のように)加える?"),
        _O.APPEND,
        takes_block=True,
        part=Part.PROVISO,
    ),
    Form(
        "a second sentence comes in",
        "第3条に後段として次のように加える",
        re.compile(rf"{_PLACE}に(?:次の後段を|後段として次のように)加える?"),
        _O.APPEND,
        takes_block=True,
        part=Part.SECOND,
    ),
    Form(
        "a numbered part comes in at its number",
        "第3条に第1項として次の1項を加える",
        re.compile(rf"{_PLACE}に(?P<as_number>第[^〓をと]{{1,8}}[項号])として{_BELOW}加える?"),
        _O.INSERT_BEFORE,
        takes_block=True,
    ),
    Form(
        "a part comes in behind another",
        "第5条の次に次の1条を加える",
        re.compile(rf"{_PLACE}の次に{_BELOW}加える?"),
        _O.INSERT_AFTER,
        takes_block=True,
    ),
    Form(
        "a part comes in before another",
        "第1条の前に次の1条を加える",
        re.compile(rf"{_PLACE}の前に{_BELOW}加える?"),
        _O.INSERT_BEFORE,
        takes_block=True,
    ),
    Form(
        "a part comes in at the end",
        "第3条に次の1項を加える",
        re.compile(rf"{_PLACE}に{_BELOW}加える?"),
        _O.APPEND,
        takes_block=True,
    ),
    Form(
        "parts go",
        "第3条第2項から第4項までを削る",
        re.compile(rf"{_PLACE}を削[りる]"),
        _O.DELETE,
    ),
    Form(
        "parts get another number",
        "第6条を第7条とする",
        re.compile(r"(?P<place>[第同別][^〓]{1,60}?)を(?P<new>[^〓を]{1,60}?)と(?:し|する)"),
        _O.RENUMBER,
    ),
    Form(
        "parts move down or up by some numbers",
        "第6条から第8条までを1条ずつ繰り下げる",
        re.compile(
            r"(?P<place>[第同別][^〓]{1,60}?)を(?P<step>[^〓を]{1,6}?)[条項号]ずつ繰り?(?P<way>[上下])げる?"
        ),
        _O.RENUMBER,
    ),
)
TAKING_BLOCK = frozenset(form.operation for form in FORMS if form.takes_block)
