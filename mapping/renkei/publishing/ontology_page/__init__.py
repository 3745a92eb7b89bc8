"""The ontology as others read and load it (オントロジーの公開): pages, diagram, one file, versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.deferred import deferred

if TYPE_CHECKING:
    from renkei.publishing.ontology_page.changes import changes_markdown
    from renkei.publishing.ontology_page.merged import merged_ontology, merged_turtle
    from renkei.publishing.ontology_page.merged_file import write_merged_ontology
    from renkei.publishing.ontology_page.pages import LANGUAGES, ontology_page
    from renkei.publishing.ontology_page.terms import Term, read_terms
    from renkei.publishing.ontology_page.versions import TermChange, compare, release_problems

__all__ = [
    "LANGUAGES",
    "Term",
    "TermChange",
    "changes_markdown",
    "compare",
    "merged_ontology",
    "merged_turtle",
    "ontology_page",
    "read_terms",
    "release_problems",
    "write_merged_ontology",
]

# A build copies one file: it needs neither rdflib nor templates.
__getattr__ = deferred(
    __name__,
    {
        "LANGUAGES": "pages",
        "Term": "terms",
        "TermChange": "versions",
        "changes_markdown": "changes",
        "compare": "versions",
        "merged_ontology": "merged",
        "merged_turtle": "merged",
        "ontology_page": "pages",
        "read_terms": "terms",
        "release_problems": "versions",
        "write_merged_ontology": "merged_file",
    },
)
