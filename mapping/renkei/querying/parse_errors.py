"""What rdflib's parser raises for a text that is no SPARQL (構文の障害): a module that loads late."""

from __future__ import annotations

from pyparsing import ParseBaseException

PARSE_ERRORS = (ParseBaseException, RecursionError, ValueError)
"""The parser's own errors, and those of a text that is nested beyond all reason."""
