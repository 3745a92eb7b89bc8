"""Names of a package that load their module when first asked for (遅延読み込み).

A room's front door names all that is in it; whoever asks one thing of it should not wait for all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module


def deferred(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """The `__getattr__` (PEP 562) of a package whose names live in modules of it, by name.

    >>> deferred("renkei.model", {"Span": "passages"})("Span").__name__
    'Span'
    """

    def found(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{homes[name]}"), name)

    return found
