"""What a build is told (構築の設定), and how it has the texts of a file taken through the house."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from renkei.graph.vocabulary import DEFAULT_BASE

if TYPE_CHECKING:
    from renkei.linking import Curation
    from renkei.model.source import Retrieval
    from renkei.publishing.parts import Part


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build is told: the base of its IRIs, the decisions of people, where the file is from."""

    base: str = DEFAULT_BASE
    curation: Curation | None = None
    retrieved: tuple[Retrieval, ...] = ()


class Maker(Protocol):
    """Whatever makes the parts of a file (部分の作り手): in this process, or in one apart."""

    def __call__(
        self, data: bytes, name: str, folder: Path, settings: Settings, /
    ) -> Iterable[Part]:
        """A part for each text of a file; their graphs go into the folder."""
        ...
