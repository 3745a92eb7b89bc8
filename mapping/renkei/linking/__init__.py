"""Linking (紐付け): names → identifiers, words → concepts, each link with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.deferred import deferred

if TYPE_CHECKING:
    from renkei.linking.agreements import link
    from renkei.linking.curation import Curation, parse_curation, unused

__all__ = ["Curation", "link", "parse_curation", "unused"]

# Who asks for the code of a body needs none of the rules, whose expressions take long to compile.
__getattr__ = deferred(
    __name__,
    {
        "Curation": "curation",
        "link": "agreements",
        "parse_curation": "curation",
        "unused": "curation",
    },
)
