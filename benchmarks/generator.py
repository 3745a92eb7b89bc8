"""Varied made-up agreements with their truth (合成連携協約の生成), for tests and benchmarks.

    python benchmarks/generator.py --count 10000 --out FOLDER

The same seed and number give the same agreement for ever, whatever the count.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from synthetic.articles import Head, article_lines, articles, closing, head
from synthetic.choices import Style, chance, style
from synthetic.layouts import Table
from synthetic.parties import Cast, cast, signatures
from synthetic.rows import Group, groups
from synthetic.truth import TrueArticle, TrueInitiative, Truth, bare
from synthetic.writing import printed_date, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from random import Random

SEED = 20260330
_FIRST_DAY = date(2015, 1, 5)
_DAYS = 4000
_ORDINALS = {"ascii": "123", "wide": "１２３", "kanji": "一二三"}


@dataclass(frozen=True, slots=True)
class Synthetic:
    """A made-up agreement: the bytes of its file, their encoding, its layout and its truth."""

    number: int
    data: bytes
    encoding: str
    style: Style
    truth: Truth

    @property
    def name(self) -> str:
        """The name of its file, as in `synthetic-00007.txt`."""
        return f"synthetic-{self.number:05}.txt"


def generate(
    count: int, *, seed: int = SEED, first: int = 1, fixed: Mapping[str, str] | None = None
) -> Iterator[Synthetic]:
    """A stream of agreements, numbered from `first`; `fixed` settles axes of the layout.

    >>> [one.name for one in generate(2)]
    ['synthetic-00001.txt', 'synthetic-00002.txt']
    """
    for number in range(first, first + count):
        yield agreement(number, seed=seed, fixed=fixed)


def agreement(
    number: int, *, seed: int = SEED, fixed: Mapping[str, str] | None = None
) -> Synthetic:
    """One agreement; `fixed` settles some axes of `tables/axes.csv`.

    Raises `KeyError` for an axis that the table lacks.

    >>> agreement(7).data == agreement(7).data
    True
    """
    rng = chance(seed, number)
    chosen = style(rng, fixed)
    # Wrapped paragraphs without air between them would join: real pages indent or space them.
    if chosen["wrap"] != "none":
        chosen["air"] = "blank"
    everybody = cast(rng, chosen)
    day = _FIRST_DAY + timedelta(days=(number * 37) % _DAYS)
    top, body = head(rng, chosen, everybody), articles(rng, chosen, everybody)
    ending, fields = closing(rng, everybody), groups(rng, chosen, everybody)
    lines = _front(chosen, top, body)
    lines += [wrapped(ending, chosen["wrap"]), "", printed_date(day, chosen["date"]), ""]
    lines += signatures(rng, chosen, everybody.parties)
    table, schedules = _annexes(rng, chosen, everybody, fields)
    truth = Truth(
        cover=tuple(bare(words) for words in top.cover),
        title=top.title,
        preamble=top.preamble,
        region=top.region,
        core=top.core,
        parties=everybody.parties,
        concluded_on=day,
        articles=body,
        closing=ending,
        schedules=schedules,
        initiatives=tuple(_initiatives(fields, everybody)),
        unread=tuple(table.rubbish),
    )
    data, encoding = _encoded("\n".join([*lines, *table.lines, ""]), chosen)
    return Synthetic(number, data, encoding, chosen, truth)


def _front(chosen: Style, top: Head, body: Sequence[TrueArticle]) -> list[str]:
    lines = ["", *(line for words in top.cover for line in (words, "")), top.title, ""]
    lines += [wrapped(top.preamble, chosen["wrap"]), ""]
    for article in body:
        lines += article_lines(chosen, article)
    return [*lines, ""]


def _annexes(
    rng: Random, chosen: Style, everybody: Cast, fields: Sequence[Group]
) -> tuple[Table, tuple[str, ...]]:
    """The schedules with their tables, and the headings of the schedules."""
    table = Table(rng, chosen, list(everybody.designations))
    schedules: list[str] = []
    above: tuple[tuple[str | None, str], ...] = ()
    if chosen["schedules"] == "one":
        schedules.append("別表（第3条関係）")
        table.begin_schedule(schedules[0])
    for group in fields:
        if chosen["schedules"] == "several" and group.headings[:1] != above[:1]:
            at = len(schedules)
            ordinal = _ORDINALS[chosen["numerals"]][at]
            schedules.append(f"別表第{ordinal}（第3条第{at + 1}号関係）")
            table.begin_schedule(schedules[-1])
        same = group.headings[:1] == above[:1]
        table.write(group, group.headings[1:] if same else group.headings)
        above = group.headings
    return table, tuple(schedules)


def _initiatives(fields: Sequence[Group], everybody: Cast) -> Iterator[TrueInitiative]:
    holders = everybody.designations
    for group in fields:
        for row in group.rows:
            roles = [
                (number, words)
                for called, words in row.roles
                if words is not None
                for number in holders[called]
            ]
            yield TrueInitiative(
                headings=tuple(words for _, words in group.headings),
                field=group.slug,
                mark=row.mark,
                label=row.label,
                content=row.content,
                roles=tuple(sorted(roles)),
            )


def _encoded(text: str, chosen: Style) -> tuple[bytes, str]:
    """The bytes of a file; UTF-8 where an older encoding lacks a character of a name."""
    if chosen["line_end"] == "crlf":
        text = text.replace("\n", "\r\n")
    try:
        return text.encode(chosen["encoding"]), chosen["encoding"]
    except UnicodeEncodeError:
        return text.encode("utf-8"), "utf-8"


def write(folder: Path, count: int, *, seed: int = SEED) -> None:
    """Write agreements into a folder, and their truth beside them as JSON lines.

    Raises `OSError` if the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "truth.jsonl").open("w", encoding="utf-8") as truths:
        for one in generate(count, seed=seed):
            (folder / one.name).write_bytes(one.data)
            record = {"file": one.name, "style": one.style, "truth": asdict(one.truth)}
            truths.write(json.dumps(record, ensure_ascii=False, default=str) + "\n")


def main() -> None:
    """Write made-up agreements to a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100, help="how many (default 100)")
    parser.add_argument("--seed", type=int, default=SEED, help=f"default {SEED}")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    chosen = parser.parse_args()
    write(chosen.out, chosen.count, seed=chosen.seed)
    print(f"{chosen.count} agreements in {chosen.out}")


if __name__ == "__main__":
    main()
