"""Layouts drawn by lot, written without a look at the rules: nothing wrong is said of them without a word."""

from __future__ import annotations

from collections import Counter

import pytest
from lots.agreements import draw
from lots.chances import axes
from lots.judging import MISSING, RIGHT, WRONG, Judge
from lottery import Result, judged

from renkei.model import Document, RoleAssignment

COUNT = 200
WRONG_UNTOLD, MISPLACED_UNTOLD, MISSING_UNTOLD = 0, 0, 5
"""Bounds of what nobody tells of, in `COUNT` draws: they only ever fall."""


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return [judged(number) for number in range(1, COUNT + 1)]


def test_nothing_wrong_is_said_without_a_word(results: list[Result]) -> None:
    worst = [(r.drawn.number, one) for r in results for one in r.verdicts if one.is_worst]
    assert [one for one in worst if one[1].is_misplaced][MISPLACED_UNTOLD:] == []
    assert worst[WRONG_UNTOLD:] == []


def test_few_statements_disappear_without_a_word(results: list[Result]) -> None:
    verdicts = [one for result in results for one in result.verdicts]
    lost = [one for one in verdicts if one.verdict == MISSING and not one.is_told]
    assert len(lost) <= MISSING_UNTOLD


def test_the_draws_are_of_every_kind(results: list[Result]) -> None:
    seen = Counter(pair for result in results for pair in result.drawn.chosen.items())
    assert len({result.drawn.text for result in results}) == COUNT
    assert all(seen["seat", seat] >= COUNT // 40 for seat in axes()["seat"]), seen
    values = [(axis, value) for axis, found in axes().items() for value in found]
    assert len([pair for pair in values if not seen[pair]]) <= 2
    assert Counter(one.kind for result in results for one in result.verdicts) > Counter(
        initiative=3 * COUNT, role=6 * COUNT, field=COUNT
    )


def test_the_same_number_gives_the_same_draw() -> None:
    assert [draw(at) for at in (5, 3)] == [draw(at) for at in (3, 5)][::-1]
    assert draw(3).text != draw(3, seed=1).text


def _clean(results: list[Result]) -> Result:
    """A draw of two initiatives or more that was read wholly right, and of which no finding says a thing."""
    return next(
        result
        for result in results
        if len(result.drawn.truth.plans) > 1
        and all(len(set(plan.roles.values())) > 1 for plan in result.drawn.truth.plans)
        and all(one.verdict == RIGHT and not one.is_told for one in result.verdicts)
    )


def _with_roles(document: Document, roles: list[tuple[RoleAssignment, ...]]) -> Document:
    (agreement,) = document.agreements
    initiatives = tuple(
        one.model_copy(update={"roles": found})
        for one, found in zip(agreement.initiatives, roles, strict=True)
    )
    return document.model_copy(
        update={"agreements": (agreement.model_copy(update={"initiatives": initiatives}),)}
    )


def _worst(result: Result, roles: list[tuple[RoleAssignment, ...]]) -> list[str]:
    verdicts = Judge(result.drawn.truth, _with_roles(result.document, roles)).verdicts()
    assert all(one.is_misplaced for one in verdicts if one.is_worst)
    return [one.kind for one in verdicts if one.is_worst]


def test_a_role_at_another_party_or_initiative_is_seen(results: list[Result]) -> None:
    result = _clean(results)
    held = [one.roles for one in result.document.agreements[0].initiatives]
    swapped = [
        tuple(
            role.model_copy(update={"party": other.party})
            for role, other in zip(one, one[::-1], strict=True)
        )
        for one in held
    ]
    assert len(_worst(result, swapped)) >= 2 * len(held)
    assert len(_worst(result, [*held[1:], held[0]])) >= 2 * len(held)
    assert _worst(result, held) == []


def test_words_of_a_content_as_a_role_are_seen(results: list[Result]) -> None:
    result = _clean(results)
    (agreement,) = result.document.agreements
    held = [one.roles for one in agreement.initiatives]
    first = agreement.initiatives[0]
    words = first.content or first.label
    assert words is not None
    held[0] = (held[0][0].model_copy(update={"text": words}), *held[0][1:])
    assert _worst(result, held) == ["role"]


def test_a_lost_role_is_missing_not_wrong(results: list[Result]) -> None:
    result = _clean(results)
    held = [one.roles for one in result.document.agreements[0].initiatives]
    document = _with_roles(result.document, [(), *held[1:]])
    verdicts = Judge(result.drawn.truth, document).verdicts()
    assert Counter(one.verdict for one in verdicts)[MISSING] == len(held[0])
    assert not [one for one in verdicts if one.verdict == WRONG]
