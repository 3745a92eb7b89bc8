"""Damaged inputs through parser and readers: the short form of `python benchmarks/fuzzing.py`."""

from __future__ import annotations

import pytest
from fuzzing import input_of, line, run, shares, try_inputs
from fuzzing_targets import TARGETS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

# How many inputs of each target are tried here: as many as some seconds allow.
COUNTS = {
    "text": 1_200,
    "whole": 30,
    "bytes": 600,
    "html": 400,
    "docx": 120,
    "xlsx": 250,
    "odt": 400,
    "ods": 250,
    "zip": 300,
    "pdf": 50,
    "picture": 30,
    "tables": 200,
    "lists": 200,
}

# What comes of an input that got through; a picture has no words where nothing recognises them.
THROUGH = {"read", "agreement", "some"}


def test_every_target_is_tried() -> None:
    assert set(COUNTS) == set(shares(1_000)) == set(TARGETS) - {"trial"}
    assert sum(COUNTS.values()) == 4_030


# Pillow warns of what is broken in a picture before it raises.
@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("target", COUNTS)
def test_nothing_falls(target: str) -> None:
    outcome = try_inputs(target, range(COUNTS[target]))
    assert outcome.failures == {}
    assert outcome.inputs == COUNTS[target]
    # Damage that every reader refuses at the door would try nothing.
    assert set(outcome.made) & ({"R001"} if target == "picture" else THROUGH)


@pytest.mark.parametrize("target", ["text", "html", "odt"])
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(random=st.randoms(use_true_random=False))
def test_hypothesis_makes_the_choices(target: str, random: st.random.Random) -> None:  # type: ignore[name-defined]  # the Random of Hypothesis
    known = TARGETS[target]
    assert known.run(known.make(random))


def test_an_input_is_known_by_its_number() -> None:
    assert input_of("text", 7) == input_of("text", 7)
    assert len({input_of("html", number) for number in range(20)}) == 20


def test_a_process_that_falls_is_told_and_the_others_go_on() -> None:
    kinds = [input_of("trial", number) for number in range(24)]
    assert {b"raise", b"hang", b"crash", b"memory"} <= set(kinds)
    outcome = run("trial", range(24), seconds=3)
    assert outcome.inputs == 24
    told = {words.split(":")[0].split(" at ")[0]: f for words, f in outcome.failures.items()}
    for kind, words in (("raise", "IndexError"), ("memory", "MemoryError"), ("hang", "hang")):
        assert told[words]["count"] <= kinds.count(kind.encode())
        assert kinds[told[words]["number"]] == kind.encode()
    crashed = next(failure for words, failure in outcome.failures.items() if "-6" in words)
    assert crashed["count"] == kinds.count(b"crash")
    assert "4 kinds of failure" in line(outcome)
