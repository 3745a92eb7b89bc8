"""Where things and documents stand in a site (配置), as regular expressions for server rules."""

from __future__ import annotations

from renkei.publishing.documents import CATALOGUE_KINDS
from renkei.publishing.forms import ENDINGS
from renkei.publishing.pages.addresses import SCHEMES

SHOWN = "municipality|city-region|prefecture|law"
"""Things with a page of their own; agreements have parts too, and the key of a law has several."""
CATALOGUE = "|".join(CATALOGUE_KINDS)
"""Things of the catalogue: shown by a page about something else."""
KEY = "[0-9A-Za-z_.~-]+"
"""One part of a path."""
DEEP = "[0-9A-Za-z_.~/-]+"
"""One or more parts of a path."""
PAGED = rf"(?:ns|(?:{'|'.join(SCHEMES)})(?:/{KEY})?)"
"""Ontology, schemes and concepts: page and data have one address."""
RDF_ONLY = rf"(?:(?:cofog|theme-areas)(?:/{KEY})?|(?:ns|data|shapes)/{DEEP})"
"""Documents without a page."""
DOCUMENTS = "|".join(
    ("data", "graph", "cofog", "theme-areas", "catalog", "ns", "shapes", *SCHEMES, *CATALOGUE_KINDS)
)
"""The first parts of the paths of data documents."""
ENDING = "|".join(ENDINGS)
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Link, Location",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
}
"""The headers of every answer."""
