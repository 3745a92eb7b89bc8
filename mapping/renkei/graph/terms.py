"""Literals as the graph writes them: words of the source in Japanese, codes without a language."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

_XSD = "http://www.w3.org/2001/XMLSchema#"
XSD_BOOLEAN = NamedNode(f"{_XSD}boolean")
XSD_DATE = NamedNode(f"{_XSD}date")
XSD_INTEGER = NamedNode(f"{_XSD}integer")


def japanese(words: str) -> Literal:
    """Words in Japanese (@ja)."""
    return Literal(words, language="ja")


def plain(code: str) -> Literal:
    """A code, a mark, a number as printed: a string without a language."""
    return Literal(code)
