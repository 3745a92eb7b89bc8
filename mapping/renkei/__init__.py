"""Renkei (連携): the knowledge graph of the agreements by which Japan's municipalities share work.

import renkei

document = renkei.parse(renkei.read("agreements/kumamoto-aso.txt"))
graph = renkei.to_graph(document)
assert renkei.validate(graph).conforms
answer = renkei.query("disaster-response-roles", graph)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from renkei.version import VERSION

if TYPE_CHECKING:
    from renkei.api import SourceError, parse, query, read, read_all, to_graph, validate

__version__ = VERSION

__all__ = [
    "SourceError",
    "__version__",
    "parse",
    "query",
    "read",
    "read_all",
    "to_graph",
    "validate",
]


def __getattr__(name: str) -> object:
    """The verbs of `renkei.api`, loaded when first asked for: SHACL alone takes half a second."""
    if name in __all__:
        return getattr(import_module("renkei.api"), name)
    raise AttributeError(f"module 'renkei' has no attribute {name!r}")
