"""The Link headers of a static site (関連する文書へのリンク, RFC 8288), the same on every server.

Documents and forms are given as a server's own variables; quotes are plain, not yet escaped.
"""

from __future__ import annotations

from renkei.publishing.forms import RDF
from renkei.publishing.hosting.layout import DEEP, DOCUMENTS, ENDING, KEY, PAGED, SHOWN

DOCUMENT = rf"((?:{DOCUMENTS})(?:-[0-9]+)?(?:/{DEEP})?)\.({ENDING})"
"""A data document: its path and its ending. `catalog-2.ttl`, `data/municipality/43100.rdf`."""
DATA = rf"data/(.+)\.({ENDING})"
"""A data document about a thing: the thing and the ending."""
PAGE = rf"(?:en/)?((?:agreement/{KEY}|(?:{SHOWN})/{DEEP}?))(/initiative/{KEY})?"
"""A page about a thing: the thing with a document, and the part of it that is shown."""
PAGED_PAGE = rf"(?:en/)?({PAGED})"
"""A page at the address of its document."""


def alternates(document: str) -> str:
    """Every form of a document."""
    return ", ".join(
        f'<{document}.{form.ending}>; rel="alternate"; type="{form.media}"' for form in RDF
    )


def of_document(document: str, form: str, path: str) -> str:
    """What a data document in one of its forms says of itself."""
    canonical, words = f'<{document}.{form}>; rel="canonical"', f'<{path}/ns>; rel="describedby"'
    return f"{canonical}, {alternates(document)}, {words}"


def describes(base: str, thing: str) -> str:
    """Which thing a page or a document is about."""
    return f'<{base}/id/{thing}>; rel="describes"'
