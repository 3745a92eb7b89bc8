"""From model to RDF, declared once (モデルとRDFの対応): quads, JSON-LD context and docs come from it.

A `NodeMap` says of a model which class it is, what its IRI ends in, and which property each of its
attributes becomes. Nothing else in the package decides that.
"""

from __future__ import annotations

from renkei.graph.agreement_maps import AGREEMENT_MAPS
from renkei.graph.declaring import Field, Kind, NodeMap
from renkei.graph.shared_maps import SHARED_MAPS

NODE_MAPS: tuple[NodeMap, ...] = (*AGREEMENT_MAPS, *SHARED_MAPS)
"""Every model that the graph knows, in the order of the documentation."""

MAPS: dict[str, NodeMap] = {node_map.model: node_map for node_map in NODE_MAPS}
"""The same by the name of the model."""

__all__ = ["MAPS", "NODE_MAPS", "Field", "Kind", "NodeMap"]
