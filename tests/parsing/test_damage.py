"""Good texts, damaged on purpose: what a damage changes leaves a trace in the findings.

Not every damage can be told from the text alone; docs/limits.md says which cannot. The rates below are
those that honest parsing reaches: they may rise, and must not fall.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from damaging import CORPORA, measure

from renkei.model import Document

# Every n-th damage of each kind; RENKEI_DAMAGE=1 tries all of them, which takes minutes.
STRIDES = {"samples": 9, "made-up": 60, "cases": 40}
STRIDE = os.environ.get("RENKEI_DAMAGE")

# kind: what share of the damages that change a role, a party or the date must be told, in percent, of
# the samples, of made-up agreements of all layouts, and of the small cases of this folder.
TOLD = {
    "cell emptied": (100, 95, 92),
    "cell dropped": (100, 100, 100),
    "cell doubled": (100, 95, 92),
    # Nothing tells apart two cells that both make sense in the other's column: docs/limits.md. In a text of
    # two rows there is nothing to compare them with.
    "neighbours swapped": (92, 70, 40),
    "columns swapped": (90, 70, 20),
    "heads swapped": (100, 100, 100),
    "columns interleaved": (100, 100, 100),
    "line deleted": (70, 65, 50),
    "heading deleted": (100, 95, 80),
    "line doubled": (100, 95, 80),
    "tail cut": (95, 90, 90),
    "page cut out": (100, 95, 85),
    "name misread": (100, 100, 100),
    "date misread": (100, 100, 100),
}
# One wrong letter in a sentence: only a reader who knows the words sees it.
HARDLY_TOLD = {"role misread"}


@pytest.mark.parametrize("corpus", CORPORA)
def test_damage_leaves_a_trace(
    corpus: str, parsed: Callable[[str], Document], capsys: pytest.CaptureFixture[str]
) -> None:
    every = int(STRIDE or STRIDES[corpus])
    tally = measure(CORPORA[corpus](), every=every, parsed=parsed)
    at = list(CORPORA).index(corpus)
    with capsys.disabled():
        rates = (f"{kind} {tally.told[kind]}/{tally.changed[kind]}" for kind in TOLD)
        print(f"\ndamage told, {corpus}:", ", ".join(rates))  # noqa: T201  # the rate is the result
    assert set(tally.changed) == {*TOLD, *HARDLY_TOLD}
    assert sum(tally.changed.values()) > 100
    short = {kind: tally.share(kind) for kind in TOLD if tally.share(kind) < TOLD[kind][at]}
    assert short == {}, "\n".join(f"{k}: {place}" for k in short for place in tally.silent[k])
