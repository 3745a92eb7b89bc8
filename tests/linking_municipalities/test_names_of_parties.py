"""Every municipality of the register may conclude an agreement (当事者の名): its name is read wherever parties are named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import pytest

from renkei.linking import link
from renkei.linking.bodies import Municipality, municipalities
from renkei.model import SourceText
from renkei.parsing import parse

ALIASES = "甲乙丙丁戊己"
FEWEST_NAMES = 1700

PREAMBLE = """連携協約

{named}は、地方自治法第252条の2第1項の規定に基づき、次のとおり連携協約を締結する。

（目的）
第1条 この連携協約は、圏域の発展を目的とする。

令和7年4月1日

{signed}
"""
ARTICLE = """連携協約

地方自治法第252条の2第1項の規定に基づき、連携協約を次のように定める。

（定義）
第1条 {defined}

令和7年4月1日

{signed}
"""


def _groups() -> list[list[Municipality]]:
    """As many bodies in a row as there are aliases; the last group begins earlier, so that it is as long."""
    bodies, size = list(municipalities()), len(ALIASES)
    starts = [*range(0, len(bodies) - size, size), len(bodies) - size]
    return [bodies[start : start + size] for start in starts]


def _in_a_preamble(names: Sequence[str]) -> str:
    named = [
        f"{name}（以下「{alias}」という。）" for name, alias in zip(names, ALIASES, strict=False)
    ]
    joined = f"{'、'.join(named[:-1])}及び{named[-1]}"
    return PREAMBLE.format(named=joined, signed=_signed(names))


def _in_a_sentence(names: Sequence[str]) -> str:
    terms = "、".join(
        f"「{alias}」とは{name}を" for name, alias in zip(names, ALIASES, strict=False)
    )
    return ARTICLE.format(defined=f"この連携協約において{terms}いう。", signed=_signed(names))


def _in_terms(names: Sequence[str]) -> str:
    terms = enumerate(zip(names, ALIASES, strict=False), start=1)
    items = "\n".join(f"({at}) {alias}　{name}をいう。" for at, (name, alias) in terms)
    return ARTICLE.format(
        defined=f"用語の意義は、次のとおりとする。\n{items}", signed=_signed(names)
    )


def _in_a_list_of_parties(names: Sequence[str]) -> str:
    terms = enumerate(zip(names, ALIASES, strict=False), start=1)
    items = "\n".join(f"({at}) {name}（{alias}）" for at, (name, alias) in terms)
    return ARTICLE.format(defined=f"当事者は、次のとおりとする。\n{items}", signed=_signed(names))


def _signed(names: Sequence[str]) -> str:
    """The signature block: "甲　姫路市長　山田　太郎"."""
    return "\n".join(
        f"{alias}　{name}長　山田　太郎" for name, alias in zip(names, ALIASES, strict=False)
    )


@pytest.mark.parametrize(
    "text_of", [_in_a_preamble, _in_a_sentence, _in_terms, _in_a_list_of_parties]
)
def test_every_name_is_read(text_of: Callable[[Sequence[str]], str]) -> None:
    """The parties, their signatories, and the code of each name that one municipality alone bears."""
    bearers = Counter(body.name for body in municipalities())
    ran = 0
    for group in _groups():
        # Two of one name in a row would be two parties of one name.
        names = list(dict.fromkeys(body.name for body in group))
        [agreement] = link(parse(_source(text_of(names)))).agreements
        read = [(party.alias, party.name.text) for party in agreement.parties]
        assert read == list(zip(ALIASES, names, strict=False))
        assert all(party.signatory_name for party in agreement.parties)
        codes = {body.name: body.code for body in group if bearers[body.name] == 1}
        for party in agreement.parties:
            if party.name.text in codes:
                assert party.municipality is not None, party.name.text
                assert party.municipality.code == codes[party.name.text]
        ran += len(names)
    assert ran > FEWEST_NAMES


def _source(text: str) -> SourceText:
    return SourceText(
        name="names.txt",
        text=text,
        sha256="",
        file_sha256="",
        media_type="text/plain",
        encoding="utf-8",
    )
