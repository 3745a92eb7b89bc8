"""Web pages (ウェブページ): HTML as it is found → text, with everything else told.

HTML Standard: https://html.spec.whatwg.org/. Style sheets and scripts are not run.
"""

from __future__ import annotations

from lxml import etree

from renkei.reading.building import GridTooLargeError, TextBuilder, refused
from renkei.reading.extraction import Extraction
from renkei.reading.html.decoding import decode_page
from renkei.reading.html.page import PageReader
from renkei.reading.results import Reading

MEDIA_TYPE = "text/html"


def read(data: bytes, *, name: str, file_sha256: str) -> Extraction:
    """Take the text out of a web page (HTMLの読み取り)."""
    del file_sha256
    decoded = decode_page(data, name=name)
    if isinstance(decoded, Reading):
        return Extraction(MEDIA_TYPE, findings=decoded.findings)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    # Line ends as one character, so that the numbers of lines are those of an editor.
    page = decoded.text.replace("\r\n", "\n").encode("utf-8", errors="replace")
    try:
        root = etree.fromstring(page, parser)
    except etree.LxmlError as error:
        return refused(MEDIA_TYPE, name, "R015", reason=str(error))
    if root is None:
        return refused(MEDIA_TYPE, name, "R001")
    if any(
        entry.type_name == "ERR_INTERNAL_ERROR" or "depth" in entry.message
        for entry in parser.error_log
    ):
        return refused(
            MEDIA_TYPE,
            name,
            "R018",
            what_ja="要素の深さ",
            what_en="the depth of elements",
            limit="256",
        )
    builder = TextBuilder(name, MEDIA_TYPE, encoding=decoded.encoding)
    try:
        PageReader(builder).read(root)
    except GridTooLargeError as error:
        return error.told(MEDIA_TYPE, name)
    return builder.build()
