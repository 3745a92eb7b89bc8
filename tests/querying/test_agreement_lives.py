"""What became of an agreement: amended, restated in full, ended; each event with the words that prove it.

The texts in data/lives are synthetic: no such agreements were concluded.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import Store

from renkei.querying import Answer, Endpoint, LocalEndpoint, RemoteEndpoint, ask, render

HERE = Path(__file__).parent
LIVES = HERE / "data" / "lives"
# The checksum of a source in the IRI of a range, of which the first digits tell it from others.
SOURCE = re.compile(r"https://w3id\.org/renkei/source/([0-9a-f]{4})[0-9a-f]{60}#")
AMENDED = "28201-28229-20150405"
# What a planner is told of the whole, and of one agreement as it was concluded.
CASES = {"lives": {}, "lives-amended": {"agreement": AMENDED}, "lives-en": {"lang": "en"}}


def _life(endpoint: Endpoint, name: str) -> Answer:
    return ask("agreement-life", endpoint, **CASES[name])


@pytest.mark.parametrize("name", CASES)
def test_the_life_of_each_agreement(name: str, lives: Store, *, update_golden: bool) -> None:
    told = SOURCE.sub(r"\1#", render(_life(LocalEndpoint(lives), name), "csv"))
    golden = LIVES / f"{name}.csv"
    if update_golden:
        golden.write_text(told, "utf-8")
    assert told == golden.read_text("utf-8")


@pytest.mark.component("virtuoso")
@pytest.mark.parametrize("name", CASES)
def test_virtuoso_tells_the_same_lives(
    name: str, lives: Store, remote_lives: RemoteEndpoint
) -> None:
    there = _life(remote_lives, name).records()
    assert there == _life(LocalEndpoint(lives), name).records()


def test_every_event_is_told_once_and_proved_by_its_date(lives: Store) -> None:
    rows = [row for row in _life(LocalEndpoint(lives), "lives").records() if row["happened_on"]]
    assert sorted(str(row["step"]) for row in rows) == sorted(
        ["一部変更", "全部変更", "廃止", *["締結"] * 6]
    )
    texts = [path.read_text("utf-8") for path in LIVES.glob("*.txt")]
    for row in rows:
        if row["step"] == "締結":
            start, end = (int(part) for part in str(row["source"][0]).rpartition("=")[2].split(","))
            dates = {re.sub(r"\s", "", text[start:end]) for text in texts}
            assert len(row["source"]) == 1
            assert dates & {"平成27年4月5日", "令和2年3月20日", "令和3年3月20日"}
