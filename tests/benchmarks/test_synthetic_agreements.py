"""Other municipalities, mixed layouts: what the generator wrote is what parsing finds, cell by cell."""

from __future__ import annotations

from collections import Counter

import pytest
from generator import agreement, generate
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic.choices import axes
from synthetic.truth import observed

from renkei.linking import link
from renkei.model import Document
from renkei.parsing import parse
from renkei.reading import read_bytes

COUNT = 60
MADE = tuple(generate(COUNT))


def _document(data: bytes, name: str) -> Document:
    source = read_bytes(data, name=name).source
    assert source is not None
    return link(parse(source))


@pytest.mark.parametrize("one", MADE, ids=lambda one: one.name)
def test_parsed_is_what_was_written(one) -> None:
    document = _document(one.data, one.name)
    assert observed(document) == (one.truth,)
    assert "".join(document.source.text[t.span.start : t.span.end] for t in document.tiles) == (
        document.source.text
    )
    assert document.source.text == one.data.decode(one.encoding).replace("\r\n", "\n")


def test_the_sample_is_varied() -> None:
    assert len(MADE) == COUNT
    assert len({one.data for one in MADE}) == COUNT
    assert len({party.code for one in MADE for party in one.truth.parties}) > COUNT
    rows = sum(len(one.truth.initiatives) for one in MADE)
    assert rows > 10 * COUNT
    seen = Counter(pair for one in MADE for pair in one.style.items())
    unseen = [
        (axis, value)
        for axis, weights in axes().items()
        for value, weight in weights.items()
        if weight and not seen[axis, value]
    ]
    assert len(unseen) <= 1, unseen


def test_every_value_of_every_axis_is_read() -> None:
    """One agreement a value, so that no value depends on the luck of the draw."""
    values = [(axis, value) for axis, found in axes().items() for value in found if found[value]]
    for number, (axis, value) in enumerate(values, start=1001):
        one = agreement(number, fixed={axis: value})
        assert observed(_document(one.data, one.name)) == (one.truth,), (axis, value)
    assert len(values) == 87


@given(st.integers(min_value=1, max_value=10**6))
@settings(max_examples=15, deadline=None, derandomize=True)
def test_any_agreement_is_read(number: int) -> None:
    one = agreement(number)
    assert observed(_document(one.data, one.name)) == (one.truth,)


@pytest.mark.parametrize("number", range(1, 13))
def test_parties_called_by_what_they_are_are_read(number: int) -> None:
    """中心市 and 連携市町 instead of 甲 and 乙, in any mix of the other axes."""
    one = agreement(number, fixed={"alias": "designations"})
    assert "中心市の役割" in one.data.decode(one.encoding)
    assert observed(_document(one.data, one.name)) == (one.truth,)


def test_same_seed_same_agreement_whatever_the_count() -> None:
    alone = agreement(3)
    assert [one.data for one in generate(3)][2] == alone.data == MADE[2].data
    assert agreement(3, seed=1).data != alone.data


def test_an_unknown_axis_is_refused() -> None:
    with pytest.raises(KeyError, match="no such axis: colour"):
        agreement(1, fixed={"colour": "red"})
