"""What is wrong with a query text, in words for people (問い合わせ文の誤り): the place, and the likely mistake.

The store's parser says what letters it would have taken, and where it gave up, which is often
behind the mistake. Only texts that it refused come here, so that a guess harms no good query.
"""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from renkei.errors import Wording
from renkei.querying.scanning import TOKEN, has_escapes
from renkei.resources import table

# How much of a long line is shown on each side of the place.
_AROUND = 60
# The place at the beginning of what the store says, `error at 4:11: expected OPTIONAL`, with the
# one word that it expected, if it is one; not `line 4`.
_SAID = re.compile(r"error at (\d{1,9}):(\d{1,9}): expected (?:([A-Z]+)$)?")
# `PREFIX foaf:` up to the colon; not `foaf:name`.
_DECLARED = re.compile(r"\bPREFIX\s+([^\s:<]*):", re.IGNORECASE)
# An IRI with its scheme, `<urn:x>`; not `<name>`.
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_BASE = re.compile(r"\bBASE\s*<", re.IGNORECASE)
# What stands between tokens: space as SPARQL has it, signs, digits.
_SIGNS = frozenset(" \t\r\n.;,+-*/|^!=<>&?$~@%\\0123456789")
# A letter that a name may go on with (PN_CHARS, §19.8), as ； of ?o；: Japanese signs are among them.
_NAMED = re.compile("[\u00b7-\u1fff\u200c\u200d\u203f\u2040\u2070-\u2fef\u3001-\ufffd]")
# FILTR is as like FILTER as this, foo is not as like FLOOR.
_ALIKE = 0.76
_PAIRS = {"{": "}", "(": ")", "[": "]"}
_TERM = re.compile(r"[?$<\"']|[\w.%-]*:|\d")


class Fault(NamedTuple):
    """A mistake (誤り): its kind, where it begins and ends in the text, and what its words need."""

    kind: str
    start: int = -1
    end: int = -1
    values: tuple[tuple[str, str], ...] = ()


class _Token(NamedTuple):
    text: str
    start: int
    end: int
    is_word: bool

    def fault(self, kind: str, **values: str) -> Fault:
        return Fault(kind, self.start, self.end, (("found", self.text), *values.items()))


def told(text: str, said: str) -> dict[str, str]:
    """What a person reads of a query that the store refused with the words `said`.

    `reason_ja` and `reason_en`; where the place is known also `line` and `column`, from 1 and in
    characters, and `excerpt`: that line with a mark below it.

    >>> told("SELEC * { ?s ?p ?o }", "error at 1:10: expected CONSTRUCT")["reason_en"]
    'Line 1, column 1: “SELEC” is no word of SPARQL. Was SELECT meant?'
    >>> print(told("ASK { ?s ?p", "")["excerpt"])
    ASK { ?s ?p
        ^
    """
    fault = _fault(text, said)
    values = dict(fault.values)
    placed = _placed(text, fault) if fault.start >= 0 else {}
    if placed:
        values |= {name: placed[name] for name in ("line", "column")}
    return {**reasons(fault.kind, values), **placed}


def reasons(kind: str, values: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a person reads of a kind of mistake, as `reason_ja` and `reason_en`."""
    wording = _wordings()[kind]
    return {f"reason_{tag}": wording.fill(tag, dict(values or {})) for tag in ("ja", "en")}


@cache
def _wordings() -> dict[str, Wording]:
    raw = tomllib.loads(table("renkei.querying", "query_faults.toml").read_text("utf-8"))
    return {kind: Wording(**entry) for kind, entry in raw.items()}


@cache
def _words() -> dict[str, str]:
    """The words of SPARQL as they are written, by their capitals."""
    text = table("renkei.querying", "sparql_words.txt").read_text("utf-8")
    return {word.upper(): word for word in text.split()}


def _fault(text: str, said: str) -> Fault:
    if not text.strip():
        return Fault("empty")
    if not has_escapes(text):
        tokens = tuple(_tokens(text))
        for look in (_between, _wrong_word, _unknown_prefix, _relative_iri, _brackets):
            if (found := look(text, tokens)) is not None:
                return found
        if "variable that is unbound" in said:
            return Fault("ungrouped")
        return _where_it_gave_up(text, tokens, said)
    return Fault("unknown")


def _tokens(text: str) -> Iterator[_Token]:
    for found in TOKEN.finditer(text):
        # The letters of a number, as in 1e5, are no word; and comments say nothing.
        in_number = found.start() > 0 and text[found.start() - 1].isdigit()
        if not found[0].startswith("#") and not (found["word"] and in_number):
            yield _Token(found[0], found.start(), found.end(), bool(found["word"]))


def _between(text: str, tokens: tuple[_Token, ...]) -> Fault | None:
    """What no token takes: a string or an IRI that does not end, a character of no use."""
    del tokens
    ends = [0, *(found.end() for found in TOKEN.finditer(text))]
    starts = [*(found.start() for found in TOKEN.finditer(text)), len(text)]
    for end, start in zip(ends, starts, strict=True):
        for place in range(end, start):
            char = text[place]
            if char in "\"'":
                return Fault("string", place, place + 1)
            if char == "<" and _ABSOLUTE.match(text, place):
                return Fault("iri", place, place + 1)
            if char not in _SIGNS and not (_NAMED.match(char) and text[place - 1 : place].strip()):
                name = unicodedata.name(char, "?").lower().replace("_", " ")
                return Fault("stray", place, place + 1, (("found", char), ("name", name)))
    return None


def _wrong_word(text: str, tokens: tuple[_Token, ...]) -> Fault | None:
    del text
    known = _words()
    for token in tokens:
        if token.is_word and token.text.upper() not in known and token.text != "a":
            near = difflib.get_close_matches(token.text.upper()[:40], known, n=1, cutoff=_ALIKE)
            if near:
                return token.fault("misspelt", meant=known[near[0]])
            return token.fault("word")
    return None


def _unknown_prefix(text: str, tokens: tuple[_Token, ...]) -> Fault | None:
    declared = set(_DECLARED.findall(text))
    for token in tokens:
        prefix, colon, _ = token.text.partition(":")
        if colon and token.text[0] not in "<\"'?$@_" and prefix not in declared:
            return token.fault("prefix", prefix=prefix)
    return None


def _relative_iri(text: str, tokens: tuple[_Token, ...]) -> Fault | None:
    if _BASE.search(text):
        return None
    for token in tokens:
        if token.text[0] == "<" and not _ABSOLUTE.match(token.text):
            return token.fault("relative")
    return None


def _brackets(text: str, tokens: tuple[_Token, ...]) -> Fault | None:
    del text
    unclosed: list[_Token] = []
    for token in tokens:
        if token.text in _PAIRS:
            unclosed.append(token)
        elif token.text in _PAIRS.values():
            if not unclosed or _PAIRS[unclosed[-1].text] != token.text:
                return token.fault("surplus")
            unclosed.pop()
    if not unclosed:
        return None
    last = unclosed[-1]
    return last.fault("unclosed", wanted=_PAIRS[last.text])


def _where_it_gave_up(text: str, tokens: tuple[_Token, ...], said: str) -> Fault:
    """The token at which the store gave up: that before its place less the word it looked for."""
    found = _SAID.match(said)
    if found is None:
        return Fault("unknown")
    lines = text.split("\n")
    line, column = int(found[1]), int(found[2]) - len(found[3] or "")
    if line > len(lines):
        return Fault("unknown")
    place = sum(len(each) + 1 for each in lines[: line - 1]) + column - 1
    at = next((number for number, token in enumerate(tokens) if token.end > place), len(tokens))
    if at == len(tokens):
        return Fault("end")
    token = tokens[at]
    between = text[tokens[at - 1].end : token.start] if at else ""
    if at and not between.strip() and _TERM.match(token.text) and _TERM.match(tokens[at - 1].text):
        return token.fault("dot")
    return token.fault("place")


def _placed(text: str, fault: Fault) -> dict[str, str]:
    begin = text.rfind("\n", 0, fault.start) + 1
    line = text[begin:].partition("\n")[0].rstrip("\r")
    column = fault.start - begin
    return {
        "line": str(text.count("\n", 0, begin) + 1),
        "column": str(column + 1),
        "excerpt": _excerpt(line, column, max(1, fault.end - fault.start)),
    }


def _excerpt(line: str, column: int, length: int) -> str:
    """The line, or the part of it around a column, with marks below what is meant."""
    first = max(0, column - _AROUND)
    head, shown = ("…" if first else ""), line[first : column + _AROUND]
    tail = "…" if column + _AROUND < len(line) else ""
    clean = "".join(char if char.isprintable() or char in "\t\u3000" else " " for char in shown)
    before = head + clean[: column - first]
    marked = clean[column - first :][:length]
    under = "".join(map(_blank, before)) + "".join(_blank(char, "^") for char in marked)
    return f"{head}{clean}{tail}\n{under}"


def _blank(char: str, mark: str = " ") -> str:
    """As wide as a character of a font whose letters are one wide or two."""
    if char == "\t" and mark == " ":
        return char
    is_wide = unicodedata.east_asian_width(char) in "WF"
    return {" ": "\u3000", "^": "＾"}[mark] if is_wide else mark
