"""Layouts drawn by lot, parsed and compared with their truth (書式のくじ引きの採点).

    python benchmarks/lottery.py --count 2000 --seed 7 --show 5

Of every initiative, field and role it tells whether it is right, missing or wrong, and whether a finding tells of it. What counts is
the last column: statements that the source does not make, without a word.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from lots.agreements import SEED, Drawn, draw
from lots.judging import MISSING, RIGHT, WRONG, Judge, Judged

from renkei.linking import link
from renkei.parsing import parse
from renkei.reading import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from renkei.model import Document

KINDS = ("initiative", "field", "role")
_HEADS = (
    "right",
    "missing, told",
    "missing, untold",
    "wrong, told",
    "wrong, untold",
    "misplaced",
    "misplaced, untold",
)


class Result(NamedTuple):
    """One draw and the verdicts on it."""

    drawn: Drawn
    document: Document
    verdicts: list[Judged]

    @property
    def badness(self) -> tuple[int, int]:
        """How many statements are misplaced and wrong without a word."""
        worst = [one for one in self.verdicts if one.is_worst]
        return sum(one.is_misplaced for one in worst), len(worst)


def judged(number: int, *, seed: int = SEED, fixed: Mapping[str, str] | None = None) -> Result:
    """Draw, parse, link and judge.

    Raises `RuntimeError` if the draw cannot be read as a file.
    """
    drawn = draw(number, seed=seed, fixed=fixed)
    source = read_bytes(drawn.text.encode("utf-8"), name=drawn.name).source
    if source is None:
        raise RuntimeError(f"{drawn.name} cannot be read")
    document = link(parse(source))
    return Result(drawn, document, Judge(drawn.truth, document).verdicts())


def counted(verdicts: Iterable[Judged]) -> tuple[int, ...]:
    """The figures of `_HEADS`."""
    found = Counter((one.verdict, one.is_told) for one in verdicts)
    misplaced = [one for one in verdicts if one.is_misplaced]
    return (
        found[RIGHT, True] + found[RIGHT, False],
        found[MISSING, True],
        found[MISSING, False],
        found[WRONG, True],
        found[WRONG, False],
        len(misplaced),
        sum(one.is_worst for one in misplaced),
    )


def _print_totals(results: list[Result]) -> None:
    print("\t".join(["", *_HEADS]))
    for kind in KINDS:
        verdicts = [one for result in results for one in result.verdicts if one.kind == kind]
        print("\t".join([kind, *map(str, counted(verdicts))]))
    bad = sum(result.badness[1] > 0 for result in results)
    doubted = sum(v.verdict == RIGHT and v.is_told for r in results for v in r.verdicts)
    print(
        f"{len(results)} draws, {bad} with a wrong statement that is not told; {doubted} right ones doubted"
    )


def _print_choices(results: list[Result]) -> None:
    by_choice: dict[tuple[str, str], list[Result]] = {}
    for result in results:
        for pair in result.drawn.chosen.items():
            by_choice.setdefault(pair, []).append(result)
    print("\nchoice\tdraws\tstatements\tright %\twrong, untold\tmisplaced, untold")
    for (axis, value), group in sorted(by_choice.items()):
        figures = counted([one for result in group for one in result.verdicts])
        share = 100 * figures[0] / max(1, sum(figures[:5]))
        cells = (
            f"{axis}={value}",
            len(group),
            sum(figures[:5]),
            f"{share:.0f}",
            figures[4],
            figures[6],
        )
        print("\t".join(map(str, cells)))


def _print_worst(results: list[Result], count: int) -> None:
    for result in sorted(results, key=lambda one: (-one.badness[0], -one.badness[1]))[:count]:
        if not result.badness[1]:
            return
        print(f"\n===== {result.drawn.name} {result.badness}")
        print(" ".join(f"{axis}={value}" for axis, value in result.drawn.chosen.items()))
        print(result.document.source.text)
        for one in result.verdicts:
            if one.verdict != RIGHT:
                told = "told" if one.is_told else "UNTOLD"
                place = " MISPLACED" if one.is_misplaced else ""
                print(
                    f"{one.kind} {one.verdict} {told}{place}\n  wanted {one.wanted}\n  found  {one.found}"
                )
        print("findings:", " ".join(sorted({one.code for one in result.document.findings})))


def main() -> None:
    """Draw, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300, help="draws (default 300)")
    parser.add_argument("--first", type=int, default=1, help="number of the first draw (default 1)")
    parser.add_argument("--seed", type=int, default=SEED, help=f"default {SEED}")
    parser.add_argument(
        "--fix", action="append", default=[], metavar="AXIS=VALUE", help="settle an axis"
    )
    parser.add_argument("--show", type=int, default=0, metavar="K", help="print the K worst draws")
    parser.add_argument("--json", action="store_true", help="print the totals as one line of JSON")
    given = parser.parse_args()
    fixed = dict(one.split("=", 1) for one in given.fix)
    numbers = range(given.first, given.first + given.count)
    results = [judged(number, seed=given.seed, fixed=fixed) for number in numbers]
    if given.json:
        print(json.dumps(totals(results)))
        return
    _print_totals(results)
    _print_choices(results)
    _print_worst(results, given.show)


def totals(results: list[Result]) -> dict[str, int]:
    """The figures of all kinds together, by their name."""
    verdicts = [one for result in results for one in result.verdicts]
    return {"draws": len(results)} | dict(zip(_HEADS, counted(verdicts), strict=True))


if __name__ == "__main__":
    main()
