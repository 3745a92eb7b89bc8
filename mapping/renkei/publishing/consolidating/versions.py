"""A version of an agreement (協約の版): the consolidated text, read and linked like any other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad

from renkei.errors import finding
from renkei.graph.quads import origin_quads
from renkei.graph.vocabulary import Names, term
from renkei.linking import link
from renkei.model import Agreement, Document, Finding, SourceText
from renkei.parsing import parse
from renkei.publishing.consolidating.outcomes import Why
from renkei.publishing.consolidating.tracked import Consolidated, consolidated

_WHY = {
    Why.NO_PLACE: ("改正箇所がない", "there is no such place"),
    Why.NO_WORDS: ("改める字句がその箇所にない", "the words do not stand at the place"),
    Why.TWICE: ("改める字句がその箇所に二度以上ある", "the words stand there more than once"),
    Why.UNSUPPORTED: (
        "この版のRenkeiが扱わない改め方である",
        "Renkei does not apply such a change",
    ),
    Why.OVERLAPS: (
        "同じ箇所を改める別の指示と重なる",
        "another instruction changes the same words",
    ),
}


class Version(NamedTuple):
    """A version that an amendment gave: the document read from its text, and what it derives from."""

    document: Document
    agreement: Agreement
    text: Consolidated
    findings: tuple[Finding, ...]
    amended: str
    before: str
    by: Agreement

    def quads(self, names: Names) -> Iterator[Quad]:
        """What the version derives from, each stretch of its text from a range of a source."""
        graph = names.agreement_graph(self.agreement.key or "")
        root, first = names.agreement(self.agreement.key or ""), names.agreement(self.amended)
        by = names.agreement(self.by.key or "")

        def said(subject: NamedNode, property_: str, value: NamedNode) -> Quad:
            return Quad(subject, term(property_), value, graph)

        yield said(root, "dcterms:isVersionOf", first)
        yield said(first, "dcterms:hasVersion", root)
        yield said(root, "dcterms:replaces", names.agreement(self.before))
        yield said(root, "prov:wasDerivedFrom", names.agreement(self.before))
        yield said(root, "prov:wasDerivedFrom", by)
        for each in self.text.refused:
            node = NamedNode(f"{by.value}/amendment/instruction/{each.instruction.number}")
            yield said(root, "renkei:notApplied", node)
        yield from origin_quads(self.document.source, self.text.origins, names, graph)


def version(
    amended: tuple[Document, Agreement], amending: tuple[Document, Agreement], *, first: str
) -> Version | None:
    """The version of an agreement that an amendment gives.

    `first` is the key of the agreement as it was concluded; `amended` may be a version of it. None
    where the consolidated text can no longer be read as one agreement, or the amendment has no date.
    """
    (document, agreement), (changing, by) = amended, amending
    if by.concluded_on is None:
        return None
    text = consolidated(document.source, agreement, changing.source, by)
    key = version_key(first, by.concluded_on.value)
    read = link(parse(_source(key, text.text)), as_of=by.concluded_on.value)
    if len(read.agreements) != 1:
        return None
    found = read.agreements[0].model_copy(update={"key": key})
    return Version(
        document=read.model_copy(update={"agreements": (found,)}),
        agreement=found,
        text=text,
        findings=(*_refusals(text, changing.source, key), *_new(read, document)),
        amended=first,
        before=agreement.key or first,
        by=by,
    )


def version_key(first: str, day: date) -> str:
    """The key of a version: that of the agreement, and the day on which the amendment was concluded.

    >>> version_key("28201-28229-20150405", date(2020, 3, 20))
    '28201-28229-20150405/version/20200320'
    """
    return f"{first}/version/{day:%Y%m%d}"


def _source(key: str, text: str) -> SourceText:
    checksum = hashlib.sha256(text.encode()).hexdigest()
    return SourceText(
        name=key,
        text=text,
        sha256=checksum,
        file_sha256=checksum,
        media_type="text/plain",
        encoding="utf-8",
    )


def _new(read: Document, before: Document) -> Iterator[Finding]:
    """What is to be said of the version and was not said of the text before it."""
    known = [(found.code, found.values) for found in before.findings]
    yield from (found for found in read.findings if (found.code, found.values) not in known)


def _refusals(text: Consolidated, source: SourceText, key: str) -> Iterator[Finding]:
    for each in text.refused:
        one = each.instruction
        words = one.text or one.before or one.after
        ja, en = _WHY[each.why]
        yield finding(
            "B010",
            source,
            words.extents(source.text)[0] if words else None,
            words=words.text if words else "",
            version=key,
            why_ja=ja,
            why_en=en,
        )
