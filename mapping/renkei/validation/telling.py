"""The report as people read it (検証報告の文面): each requirement once, then every place of it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal

from renkei.validation.paths import path_words
from renkei.validation.places import place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from renkei.validation.results import Result
    from renkei.validation.words import Clause

Language = Literal["ja", "en"]
SUMMARY = {
    ("ja", True): "グラフは要件に適合しています: 違反{}件、注意{}件、参考{}件。",
    ("ja", False): "グラフは要件に適合していません: 違反{}件、注意{}件、参考{}件。",
    ("en", True): "The graph conforms. Violations: {}, warnings: {}, hints: {}.",
    ("en", False): "The graph does not conform. Violations: {}, warnings: {}, hints: {}.",
}
LEVELS = {
    "ja": {"violation": "違反", "warning": "注意", "info": "参考"},
    "en": {"violation": "violation", "warning": "warning", "info": "hint"},
}
LABELS = {
    "ja": {
        "remedy": "直し方",
        "property": "項目",
        "focus": "対象",
        "value": "値",
        "clause": "原文",
    },
    "en": {
        "remedy": "what to do",
        "property": "property",
        "focus": "focus",
        "value": "value",
        "clause": "source",
    },
}
# As much of a clause as tells which one it is.
QUOTED = 60


def report_text(results: Sequence[Result], language: Language, *, conforms: bool) -> str:
    """The text of a report; ends with a line end."""
    counts = [
        sum(1 for found in results if found.severity.value == level) for level in LEVELS[language]
    ]
    lines = [SUMMARY[language, conforms].format(*counts)]
    ordered = sorted(results, key=_requirement)
    for _, found in groupby(ordered, key=_requirement):
        lines += ["", *_group(list(found), language)]
    return "\n".join(lines) + "\n"


def _requirement(found: Result) -> tuple[str, str]:
    return (found.sort_key()[0], found.shape)


def _group(results: Sequence[Result], language: Language) -> Iterator[str]:
    first, labels = results[0], LABELS[language]
    level = LEVELS[language][first.severity.value]
    name = first.shape.rsplit("/", 1)[-1]
    yield f"[{level}] {getattr(first.messages, language)} ({name})"
    if first.remedy:
        yield f"  {labels['remedy']}: {getattr(first.remedy, language)}"
    if first.path:
        yield f"  {labels['property']}: {path_words(first.path, language)}"
    for found in results:
        yield from _place(found, language)


def _place(found: Result, language: Language) -> Iterator[str]:
    labels = LABELS[language]
    placed = place(found.focus.value, language)
    lines = [placed] if placed else []
    lines.append(f"{labels['focus']}: {found.focus.value}")
    if found.value and found.value != found.focus:
        within = place(found.value.value, language)
        value = f"{within} ({found.value.value})" if within else found.value.value
        lines.append(f"{labels['value']}: {value}")
    if found.clause:
        lines.append(f"{labels['clause']}: {_quote(found.clause)}")
    for number, line in enumerate(lines):
        yield ("  - " if number == 0 else "    ") + line


def _quote(clause: Clause) -> str:
    """The file and range as the packaged questions write them, and the words on one line."""
    words = " ".join(clause.words.split())
    shown = words if len(words) <= QUOTED else f"{words[:QUOTED]}…"
    source, mark, fragment = clause.range.partition("#")
    where = f"{clause.file or source}{mark}{fragment}"
    return f"{where} 「{shown}」"
