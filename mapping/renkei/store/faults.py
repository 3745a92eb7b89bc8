"""Faults that are told to a person in Japanese or English (障害の知らせ)."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import ClassVar

from renkei.errors import Language, Wording
from renkei.resources import table


class Fault(Exception):  # noqa: N818  # the base of errors; each kind of error below it says so
    """A fault with a kind, values and a wording in both languages (障害).

    `kind` is a row of the table `faults.toml` of the package named by `package`.
    """

    package: ClassVar[str] = "renkei.store"

    def __init__(self, kind: str, **values: str) -> None:
        self.kind = kind
        self.values = values
        super().__init__(self.message("en"))

    def message(self, language: Language) -> str:
        """What happened and what to do, in one language."""
        return wordings(self.package)[self.kind].fill(language, self.values)


@cache
def wordings(package: str) -> dict[str, Wording]:
    """The wordings of a package's faults by their kind.

    >>> wordings("renkei.store")["missing"].fill("en", {"path": "kg/store"})
    'There is no store at kg/store. Run `renkei build` first, or name another folder.'
    """
    raw = tomllib.loads(table(package, "faults.toml").read_text("utf-8"))
    return {kind: Wording(**entry) for kind, entry in raw.items()}
