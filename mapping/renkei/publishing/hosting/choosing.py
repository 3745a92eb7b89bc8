"""How a server without a program of ours chooses a form (内容交渉の規則): rows of regular expressions.

Each server has a way to give a variable the value of the first expression that a text matches. That
is enough: a variable for each form gets the q-value that Accept gives to it, then the variables are
written one behind the other, and the first of the rows below that matches names the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from renkei.publishing.forms import Form

NONE = "none"
"""The choice where no form suits: 406."""


class Row(NamedTuple):
    """An expression, in any case of letters, and the value that it gives.

    The value `{q}` stands for what the group `q` of the expression matched.
    """

    pattern: str
    value: str


# Parameters of a media range other than q: `;level=1` in `text/html;level=1;q=0.4`; not `;q=0.4`.
_OTHERS = r"(?:\s*;\s*(?:[^qQ,;\s][^,;]*|[qQ][^=,;\s][^,;]*))*"
_BEGIN, _END = r"(?:^|,)\s*", r"\s*(?:[,;]|$)"


def quality_rows(form: Form) -> tuple[Row, ...]:
    """What Accept says of a form: its names first, then the ranges with stars (RFC 9110 §12.5.1).

    An entry with a q-value that is none counts for nothing. No row matches: the form is unwanted.

    >>> [row.value for row in quality_rows(form)][:3] if (form := Form("ttl", "text/turtle")) else 0
    ['1', '{q}', '1']
    """
    kind = form.media.partition("/")[0]
    rows = [Row(r"^\s*$", "1")]
    for name in ("|".join(map(re.escape, (form.media, *form.also))), f"{kind}/\\*", r"\*/\*"):
        media = f"{_BEGIN}(?:{name}){_OTHERS}"
        rows.append(Row(rf"{media}\s*;\s*q\s*=\s*(?P<q>[01](?:\.[0-9]*)?){_END}", "{q}"))
        rows.append(Row(rf"{media}\s*(?:,|$)", "1"))
    return tuple(rows)


def key(form: Form, value: str) -> str:
    """How the q-value of a form stands in the text that `choice_rows` are matched against."""
    return f"{form.ending}={value};"


def choice_rows(forms: Sequence[Form]) -> Iterator[Row]:
    """The form with the highest q-value, in steps of a tenth; of equals the first one."""
    for level in (r"1(?:\.0*)?", *(_tenth(number) for number in range(9, 0, -1))):
        for form in forms:
            yield Row(key(form, level), form.ending)


def _tenth(number: int) -> str:
    """A q-value of so many tenths; what is above nothing and below one tenth counts as one."""
    return rf"0\.{number}[0-9]*" if number > 1 else r"0\.(?:1[0-9]*|0+[1-9][0-9]*)"


LANGUAGE = r"^(?:\s*(?:[^,jeJE][^,]*|[jJ][^,aA][^,]*|[eE][^,nN][^,]*),)*\s*en\b"
"""Accept-Language names English before Japanese; its q-values are not weighed."""
