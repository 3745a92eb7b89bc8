"""Which of several forms a client wants (内容交渉): RFC 9110 §12, with q-values and lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from renkei.publishing.forms import Form

# A quality value (RFC 9110 §12.4.2): `0.8`, `1`, `1.000`; not `1.5`, `.5`, `high`.
_QUALITY = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")
# Longer lists are cut: no honest client sends one, and each entry costs time.
_ENTRIES = 64


class Preference(NamedTuple):
    """One entry of an Accept header: a range in small letters and how much it is wanted, 0 to 1."""

    value: str
    quality: float


def preferences(header: str) -> tuple[Preference, ...]:
    """The entries of an Accept, Accept-Language or Accept-Encoding header; bad ones are left out.

    Parameters other than `q` are ignored, as RFC 9110 lets servers do for ranges they do not offer.

    >>> preferences("text/turtle;q=0.9, text/html; level=1")
    (Preference(value='text/turtle', quality=0.9), Preference(value='text/html', quality=1.0))
    """
    found = (_preference(entry) for entry in header.split(",")[:_ENTRIES])
    return tuple(each for each in found if each is not None)


def _preference(entry: str) -> Preference | None:
    value, *parameters = (part.strip() for part in entry.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, given = parameter.partition("=")
        if name.strip().lower() == "q":
            if not _QUALITY.fullmatch(given.strip()):
                return None
            quality = float(given)
    return Preference(value.lower(), quality) if value else None


def best(header: str | None, offered: Sequence[str]) -> str | None:
    """The media type that suits an Accept header best; None if none does.

    Of equals the one that is offered first wins. No header means that anything will do.

    >>> best("text/*;q=0.5, application/ld+json", ["text/html", "text/turtle"])
    'text/html'
    >>> best("image/png", ["text/html"]) is None
    True
    """
    if header is None or not header.strip():
        return offered[0]
    wanted = preferences(header)
    rated = [(_quality(each, wanted), -place, each) for place, each in enumerate(offered)]
    quality, _, chosen = max(rated)
    return chosen if quality > 0 else None


def best_form(header: str | None, offered: Sequence[Form]) -> Form | None:
    """The form that suits an Accept header best, by any of its media types; None if none does.

    A media type that is named goes before a range with a star. Of equals the first one wins, and
    no header means that anything will do.

    >>> from renkei.publishing.forms import RDF
    >>> best_form("text/*;q=0.5, application/json", RDF).ending
    'jsonld'
    """
    if header is None or not header.strip():
        return offered[0]
    wanted = preferences(header)
    rated = [(_form_quality(form, wanted), -place) for place, form in enumerate(offered)]
    quality, place = max(rated)
    return offered[-place] if quality > 0 else None


def _form_quality(form: Form, wanted: Sequence[Preference]) -> float:
    names = {form.media, *form.also}
    named = [each.quality for each in wanted if each.value in names]
    return max(named) if named else _quality(form.media, wanted)


def _quality(media: str, wanted: Sequence[Preference]) -> float:
    """How much a media type is wanted: the most specific range that covers it decides."""
    kind = media.partition("/")[0]
    for covering in (media, f"{kind}/*", "*/*"):
        found = [each.quality for each in wanted if each.value == covering]
        if found:
            return max(found)
    return 0.0


def language(header: str | None) -> str:
    """`ja` or `en`, as an Accept-Language header prefers; Japanese where it says nothing.

    >>> language("en-GB,en;q=0.8,ja;q=0.2"), language("fr"), language(None)
    ('en', 'ja', 'ja')
    """
    rated = {"ja": 0.0, "en": 0.0}
    for each in preferences(header or ""):
        short = each.value.partition("-")[0]
        if short in rated:
            rated[short] = max(rated[short], each.quality)
    return "en" if rated["en"] > rated["ja"] else "ja"


def takes_gzip(header: str | None) -> bool:
    """Whether a client takes gzip (RFC 9110 §12.5.3).

    >>> takes_gzip("br, gzip;q=0.5"), takes_gzip("gzip;q=0, *"), takes_gzip(None)
    (True, False, False)
    """
    wanted = {each.value: each.quality for each in preferences(header or "")}
    return wanted.get("gzip", wanted.get("x-gzip", wanted.get("*", 0.0))) > 0
