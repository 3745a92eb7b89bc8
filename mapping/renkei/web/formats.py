"""The forms in which things are served (表現形式): endings, media types, order of preference."""

from __future__ import annotations

from renkei.publishing.forms import RDF, Form

__all__ = ["FILE_TYPES", "HTML", "JSON", "RDF", "RESULTS", "TEXT", "Form", "by_ending"]

HTML = "text/html"
TEXT = "text/plain"
JSON = "application/json"


RESULTS = (
    Form("json", "application/sparql-results+json", (JSON,)),
    Form("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Form("csv", "text/csv"),
    Form("tsv", "text/tab-separated-values", ("text/tsv",)),
)
"""Results of SELECT and ASK."""


def media_types(forms: tuple[Form, ...]) -> tuple[str, ...]:
    """Every media type by which forms are asked for, the main ones first.

    >>> media_types(RESULTS)[0]
    'application/sparql-results+json'
    """
    return (*(form.media for form in forms), *(also for form in forms for also in form.also))


def by_media(forms: tuple[Form, ...], media: str) -> Form:
    """The form that a media type asks for; raises `KeyError`."""
    for form in forms:
        if media in {form.media, *form.also}:
            return form
    raise KeyError(media)


def by_ending(forms: tuple[Form, ...], ending: str) -> Form | None:
    """The form of a file's ending."""
    return next((form for form in forms if form.ending == ending), None)


FILE_TYPES = {
    **{f".{form.ending}": form.content_type for form in (*RDF, *RESULTS)},
    ".txt": "text/plain; charset=utf-8",
    ".json": JSON,
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/vnd.microsoft.icon",
    ".woff2": "font/woff2",
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml",
    ".gz": "application/gzip",
    "": "text/plain; charset=utf-8",
}
"""The Content-Type of a file by its ending; others are served as application/octet-stream."""
