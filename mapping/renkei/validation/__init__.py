"""Validation (検証): SHACL shapes over a graph, and a report that people and machines can read.

What comes out may be relied on: every result names a requirement of shapes/ by its IRI, and a graph
conforms exactly if no result is a violation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.deferred import deferred

if TYPE_CHECKING:
    from renkei.validation.checking import ShapesError, validate
    from renkei.validation.report import Report
    from renkei.validation.results import Level, Result, Term
    from renkei.validation.shapes import Requirement, load_shapes, requirements
    from renkei.validation.words import Clause, Messages

__all__ = [
    "Clause",
    "Level",
    "Messages",
    "Report",
    "Requirement",
    "Result",
    "ShapesError",
    "Term",
    "load_shapes",
    "requirements",
    "validate",
]

# Who reads a report needs no SHACL engine.
__getattr__ = deferred(
    __name__,
    {
        "Clause": "words",
        "Level": "results",
        "Messages": "words",
        "Report": "report",
        "Requirement": "shapes",
        "Result": "results",
        "ShapesError": "checking",
        "Term": "results",
        "load_shapes": "shapes",
        "requirements": "shapes",
        "validate": "checking",
    },
)
