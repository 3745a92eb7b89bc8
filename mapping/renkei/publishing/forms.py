"""The forms in which a document travels (表現形式): endings, media types, order of preference."""

from __future__ import annotations

from typing import NamedTuple


class Form(NamedTuple):
    """A form: the ending of its files, its media type, further types by which it is asked for."""

    ending: str
    media: str
    also: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The value of Content-Type: text is always in UTF-8."""
        named = self.media.startswith("text/")
        return f"{self.media}; charset=utf-8" if named else self.media


HTML = Form("html", "text/html", ("application/xhtml+xml",))
"""A page."""

RDF = (
    Form("ttl", "text/turtle", ("application/x-turtle",)),
    Form("jsonld", "application/ld+json", ("application/json",)),
    Form("trig", "application/trig", ("application/x-trig",)),
    Form("nt", "application/n-triples"),
    Form("nq", "application/n-quads", ("text/x-nquads",)),
    Form("rdf", "application/rdf+xml", ("application/xml", "text/xml")),
)
"""RDF, Turtle first."""
ENDINGS = tuple(form.ending for form in RDF)
"""The endings of data documents, Turtle's first."""
