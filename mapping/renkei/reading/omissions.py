"""Words that were left out of a text (本文から除いた字句), told once for each kind."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import cache

from renkei.errors import finding
from renkei.model.findings import Finding
from renkei.model.source import Omission
from renkei.resources import table

_EXCERPT = 20


@cache
def kinds() -> dict[str, dict[str, str]]:
    """The kinds of words that readers leave out, from `tables/omissions.csv`, by their names."""
    with table("renkei.reading", "omissions.csv").open(encoding="utf-8", newline="") as rows:
        return {row["kind"]: row for row in csv.DictReader(rows)}


def told(omitted: Iterable[Omission], name: str) -> Iterator[Finding]:
    """A finding for each kind of words left out that deserves one, with the number of places."""
    by_kind: dict[str, list[str]] = {}
    for omission in omitted:
        by_kind.setdefault(omission.kind, []).append(omission.text)
    for kind, texts in sorted(by_kind.items()):
        row = kinds()[kind]
        if row["code"]:
            yield finding(
                row["code"],
                name,
                None,
                what_ja=row["ja"],
                what_en=row["en"],
                count=str(len(texts)),
                words=_excerpt(texts[0]),
            )


def _excerpt(text: str) -> str:
    words = " ".join(text.split())
    shown = words[:_EXCERPT] + ("…" if len(words) > _EXCERPT else "")
    return "".join(char if char.isprintable() else "\ufffd" for char in shown)
