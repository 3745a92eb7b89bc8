"""Fidelity, asked of every text that parsing is tested with: nothing lost, nothing twice, nothing made up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from renkei.linking import link
from renkei.model import Document, Passage, SourceText, TileKind
from renkei.parsing import parse

SAMPLES = sorted((Path(__file__).parents[2] / "agreements").glob("*.txt"))


@pytest.fixture(scope="session")
def samples() -> dict[str, str]:
    found = {path.stem: path.read_text("utf-8") for path in SAMPLES}
    assert len(found) == 5
    return found


@pytest.fixture(scope="session")
def parsed() -> Callable[..., Document]:
    """A text, parsed and linked, once its fidelity was checked."""

    def parsed(text: str, **beside: Any) -> Document:
        # Not by reading, which refuses some texts that parsing must bear all the same.
        source = SourceText(
            name="case.txt",
            text=text.replace("\r\n", "\n"),
            sha256="",
            file_sha256="",
            media_type="text/plain",
            encoding="utf-8",
            **beside,
        )
        document = parse(source)
        _holds(document)
        linked = link(document)
        _holds(linked)
        return linked

    return parsed


def _holds(document: Document) -> None:
    text = document.source.text
    assert "".join(text[tile.span.start : tile.span.end] for tile in document.tiles) == text
    assert all(one.span.end == other.span.start for one, other in pairwise(document.tiles))
    corrected = list(text)
    for agreement in document.agreements:
        for correction in agreement.corrections:
            # The number of an article may take more letters than what was broken; it is no passage.
            if len(correction.after) == correction.span.length:
                corrected[correction.span.start : correction.span.end] = correction.after
    leaves = [TileKind.LEAF] * len(text)
    for tile in document.tiles:
        for at in range(*tile.span):
            leaves[at] = tile.kind
    held: set[int] = set()
    for passage in _passages(document.agreements):
        places = [at for span in passage.spans for at in range(*span)]
        raw, mended = "".join(text[at] for at in places), "".join(corrected[at] for at in places)
        assert passage.text in {raw, mended}
        assert {leaves[at] for at in places} == {TileKind.LEAF}, passage
        held.update(places)
    assert held == {at for at, kind in enumerate(leaves) if kind is TileKind.LEAF}
    unread = [t.span for t in document.tiles if t.kind is TileKind.UNREAD]
    inside = [u.span for a in document.agreements for u in a.unread]
    assert sorted([*inside, *(u.span for u in document.unread)]) == unread
    assert all(text[u.span.start : u.span.end] == u.text for u in document.unread)


def _passages(value: Any) -> Iterator[Passage]:
    if isinstance(value, Passage):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _passages(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _passages(one)
