"""JSON-LD inside a page (埋め込みJSON-LD): what the graph says of the thing that the page shows.

It holds every statement whose subject is that thing, and no other: a stated part of its document.
"""

from __future__ import annotations

import json
import re

from markupsafe import Markup
from pyoxigraph import NamedNode, RdfFormat, Store, serialize

from renkei.graph.vocabulary import DEFAULT_BASE, PREFIXES
from renkei.publishing.pages.addresses import SCHEMES

# The path of the page of a thing: `agreement/43100-43214-20160330`, `…/initiative/3.1.8`,
# `law/322AC0000000067/252_2/1`; not a list or a tool.
_THING = re.compile(
    r"(agreement|municipality|city-region|prefecture)/([A-Za-z0-9-]+)(/initiative/[A-Za-z0-9._-]+)?"
    r"|law(/[A-Za-z0-9_]+)+"
)


def shown_thing(path: str, base: str) -> str:
    """The IRI of what a page shows, if it shows one thing; else nothing.

    >>> shown_thing("/theme/tourism", DEFAULT_BASE)
    'https://w3id.org/renkei/theme/tourism'
    """
    bare = path.strip("/")
    if _THING.fullmatch(bare):
        return f"{base}/id/{bare}"
    if bare.partition("/")[0] in SCHEMES:
        return f"{DEFAULT_BASE}/{bare}"
    return ""


def data_path(path: str) -> str:
    """The path of the data document of what a page shows, without its ending; or nothing.

    >>> data_path("/agreement/43100-43214-20160330/initiative/1.1")
    '/data/agreement/43100-43214-20160330'
    """
    bare = path.strip("/")
    if _THING.fullmatch(bare):
        parts = bare.split("/")
        return "/data/" + (bare if parts[0] == "law" else "/".join(parts[:2]))
    return f"/{bare}" if bare.partition("/")[0] in {*SCHEMES, "ns"} else ""


def embedded(store: Store, path: str, base: str) -> Markup:
    """The JSON-LD of a page as text that may stand in a script element; or nothing."""
    thing = shown_thing(path, base)
    if not thing:
        return Markup()
    quads = store.quads_for_pattern(NamedNode(thing), None, None)
    triples = sorted({quad.triple for quad in quads}, key=str)
    if not triples:
        return Markup()
    written = serialize(triples, format=RdfFormat.JSON_LD, prefixes=PREFIXES) or b"{}"
    safe = json.dumps(json.loads(written), ensure_ascii=False)
    # `<`, `>` and `&` as escapes of JSON: no text of a source can close the element.
    for char in "<>&":
        safe = safe.replace(char, f"\\u{ord(char):04x}")
    return Markup(safe)  # noqa: S704  # escaped by the line above
