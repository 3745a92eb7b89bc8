"""What a query text asks for, seen before it is run (質問文の下見).

Not a parser: it knows just enough of SPARQL 1.1's tokens (§19.8) to tell words from what stands in
strings, IRIs and comments. Whether the text is well formed is for the store to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Form = Literal["select", "ask", "construct", "describe", "update", "unknown"]

_FORMS: dict[str, Form] = {
    "SELECT": "select",
    "ASK": "ask",
    "CONSTRUCT": "construct",
    "DESCRIBE": "describe",
}
_UPDATES = frozenset({
    "INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH",
})  # fmt: skip
# One token that matters: a long string, a string, an IRI, a comment, a variable, a name with a
# prefix, a language tag, a word, a bracket. `<` of a comparison is none: an IRI has no space in it.
# Every alternative consumes at least one character and none can match in two ways, so that the time
# is linear. Example: `SELECT ?x { ?x ex:service "SERVICE" }` has the words SELECT only.
TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|\#[^\n\r]*"
    r"|[?$]\w+"
    r"|@[A-Za-z][A-Za-z0-9-]*"
    r"|[\w.%-]*:(?:[\w.:%-]|\\.)*"
    r"|(?P<word>[A-Za-z_]\w*)"
    r"|(?P<open>[{(\[])"
    r"|(?P<close>[})\]])",
    re.DOTALL,
)
# A code point written as an escape (§19.2): `\u0053`, `\U00000053`; not `\n`.
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@dataclass(frozen=True, slots=True)
class Scan:
    """What was seen in a query text (下見の結果).

    `nesting` is the deepest level of brackets; `has_dataset` tells whether the text itself names
    its graphs (FROM); `calls_service` whether it would ask another server.
    """

    form: Form
    nesting: int
    calls_service: bool
    has_dataset: bool


def scan(text: str) -> Scan:
    """Look a query text over; never fails, whatever the text is.

    >>> scan("PREFIX s: <urn:SERVICE> SELECT * { ?s s:service 'SERVICE' } # SERVICE").calls_service
    False
    >>> scan("ASK { service silent <http://127.0.0.1/> { ?s ?p ?o } }")
    Scan(form='ask', nesting=2, calls_service=True, has_dataset=False)
    """
    words: list[str] = []
    depth = deepest = 0
    for token in TOKEN.finditer(_unescaped(text)):
        if token["word"]:
            words.append(token["word"].upper())
        elif token["open"]:
            depth += 1
            deepest = max(deepest, depth)
        elif token["close"]:
            depth -= 1
    return Scan(_form(words), deepest, "SERVICE" in words, "FROM" in words)


def _form(words: list[str]) -> Form:
    for word in words:
        if word in _FORMS:
            return _FORMS[word]
        if word in _UPDATES:
            return "update"
    return "unknown"


def has_escapes(text: str) -> bool:
    """Whether a text writes characters as code points, so that its tokens are not as they look."""
    return _ESCAPE.search(text) is not None


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    number = int(found[1] or found[2], 16)
    return chr(number) if number <= 0x10FFFF else found[0]  # noqa: PLR2004  # Unicode's last
