"""The ontology as others read and load it (オントロジーの公開): pages, diagram, one file, versions."""

from renkei.publishing.ontology_page.changes import changes_markdown
from renkei.publishing.ontology_page.merged import merged_ontology
from renkei.publishing.ontology_page.pages import (
    LANGUAGES,
    ontology_page,
    write_merged_ontology,
)
from renkei.publishing.ontology_page.terms import Term, read_terms
from renkei.publishing.ontology_page.versions import TermChange, compare, release_problems

__all__ = [
    "LANGUAGES",
    "Term",
    "TermChange",
    "changes_markdown",
    "compare",
    "merged_ontology",
    "ontology_page",
    "read_terms",
    "release_problems",
    "write_merged_ontology",
]
