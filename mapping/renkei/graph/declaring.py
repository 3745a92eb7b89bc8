"""How a model becomes RDF is declared in these words (対応の書き方): a `NodeMap`, and its `Field`s."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """How a value is written."""

    TEXT = "text"
    """Japanese words (@ja); a Passage is quoted as evidence too."""
    CODE = "code"
    """A plain string."""
    INTEGER = "integer"
    DATE = "date"
    FLAG = "flag"
    """True, or absent."""
    QUOTE = "quote"
    """No value of its own: the range is quoted as evidence."""
    NODES = "nodes"
    """Parts with maps of their own."""
    LINK = "link"
    """A concept, and a Classification that tells why."""
    REFERENCE = "reference"
    """Another node of the same agreement, by the end of its IRI."""
    SPECIAL = "special"
    """Written by a function of `renkei.graph.special`."""


class Field(NamedTuple):
    """One attribute of a model and the property that it becomes.

    `at` is the attribute (dots go deeper). `template` makes the end of an IRI from `node` and
    `value`. `scheme` names the SKOS scheme of a link.
    """

    at: str
    property: str
    kind: Kind
    template: str = ""
    scheme: str = ""


class NodeMap(NamedTuple):
    """One model: its class in the ontology, the end of its IRI, its fields."""

    model: str
    type: str
    template: str
    fields: tuple[Field, ...]
