"""The rules for nginx (nginx用の規則): maps at the level of http, locations at that of server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from renkei.publishing.forms import HTML, RDF, Form
from renkei.publishing.hosting.choosing import LANGUAGE, NONE, choice_rows, key, quality_rows
from renkei.publishing.hosting.layout import (
    CATALOGUE,
    DEEP,
    DOCUMENTS,
    ENDING,
    HEADERS,
    KEY,
    PAGED,
    RDF_ONLY,
    SHOWN,
)  # fmt: skip
from renkei.publishing.hosting.links import alternates, describes, of_document

MAPS, SERVER = "# ---- http ----", "# ---- server ----"
"""What heads the two parts of the file."""


def nginx(base: str, path: str) -> str:
    """The whole file; `path` stands before every path of the site, `base` before every IRI."""
    return "\n".join(
        (
            "# Put the first part into http { } and the second into server { }, beside a `root`.",
            MAPS,
            *_maps(base, path),
            SERVER,
            *_server(path),
            "",
        )
    )


def _maps(base: str, path: str) -> Iterator[str]:
    for form in (HTML, *RDF):
        rows = [
            (f"~*{_named(row.pattern, form)}", row.value.format(q=f"$renkei_q_{form.ending}"))
            for row in quality_rows(form)
        ]
        # A regular expression is not asked about an empty text: no Accept at all needs its own row.
        yield _map("$http_accept", f"$renkei_{form.ending}", [("", "1"), *rows], "0")
    yield _choice("$renkei_any", (HTML, *RDF))
    yield _choice("$renkei_data", RDF)
    yield _map("$http_accept_language", "$renkei_lang", [(f"~*{LANGUAGE}", "/en")], "")
    yield _map("$renkei_rest", "$renkei_part", _PARTS, "")
    # What has an ending is not negotiated, wherever a rewriting led to.
    ending = rf"~^[^?]*\.({ENDING}|txt|csv|json)(\?|$)"
    thing = f"~^{path}/(id|dataset|service|publisher|contact|catalog)(/|\\?|$)"
    yield _map(
        "$request_uri", "$renkei_vary", [(ending, ""), (thing, "Accept, Accept-Language")], "Accept"
    )
    about = ", " + _quoted(describes(base, "$renkei_of"))
    found = f"~^{path}/data/(?<renkei_of>.+)\\.[a-z]+$"
    yield _map("$uri", "$renkei_describes", [(found, about)], "")
    yield _map("$request_uri", "$renkei_page_link", list(_page_links(base, path)), "")


# The anchor of a part on the page of its agreement; initiatives have pages of their own.
_PARTS = [
    ("~^/initiative/(?<renkei_n>[^/]+)", "/initiative/$renkei_n"),
    ("~^/(?<renkei_a>[^/]+)/(?<renkei_b>[^/]+)", "#$renkei_a-$renkei_b"),
    ("~^/(?<renkei_a>[^/]+)", "#$renkei_a"),
]


def _page_links(base: str, path: str) -> Iterator[tuple[str, str]]:
    kinds = f"agreement/{KEY}|(?:{SHOWN})/{DEEP}"
    yield (
        f"~^{path}(?:/en)?/(?<renkei_d>{kinds}?)(?<renkei_i>/initiative/{KEY})?/?(?:\\?|$)",
        _quoted(f"{alternates(f'{path}/data/$renkei_d')}, {describes(base, '$renkei_d$renkei_i')}"),
    )
    yield (
        f"~^{path}(?:/en)?/(?<renkei_d>{PAGED})/?(?:\\?|$)",
        _quoted(alternates(f"{path}/$renkei_d")),
    )


def _quoted(links: str) -> str:
    return links.replace('"', '\\"')


def _named(pattern: str, form: Form) -> str:
    return pattern.replace("(?P<q>", f"(?<renkei_q_{form.ending}>")


def _choice(variable: str, forms: Sequence[Form]) -> str:
    said = "".join(key(form, f"$renkei_{form.ending}") for form in forms)
    rows = [(f"~{row.pattern}", row.value) for row in choice_rows(forms)]
    return _map(f'"{said}"', variable, rows, NONE)


def _map(source: str, variable: str, rows: Sequence[tuple[str, str]], default: str) -> str:
    lines = "\n".join(f'  "{pattern}" "{value}";' for pattern, value in rows)
    return f'map {source} {variable} {{\n  default "{default}";\n{lines}\n}}'


def _headers(*more: str) -> str:
    """The headers of a location: one that sets any inherits none."""
    lines = [f'  add_header {name} "{value}" always;' for name, value in HEADERS.items()]
    return "\n".join((*lines, "  add_header Vary $renkei_vary always;", *more))


def _server(path: str) -> Iterator[str]:
    types = "\n".join(f"  {form.media} {form.ending};" for form in RDF)
    packed = " ".join(form.media for form in RDF)
    yield f"""charset utf-8;
charset_types text/plain text/turtle text/css text/csv text/javascript;
absolute_redirect off;
gzip on;
gzip_vary on;
gzip_min_length 1024;
gzip_types text/plain text/css text/csv text/javascript application/json {packed};
error_page 404 {path}/404.html;
types {{
{types}
  text/html html; text/css css; text/csv csv; text/plain txt; application/json json;
  application/xml xml; text/javascript js; image/svg+xml svg;
}}
default_type "text/plain";"""
    yield from _documents(path)
    yield from _things(path)
    yield f"location ~ ^{path}/source/([0-9a-f]+)$ {{\n{_headers()}\n  try_files $uri.txt =404;\n}}"
    yield f"location {path}/dumps/ {{ rewrite ^{path}/dumps/(.*)$ {path}/$1 last; }}"
    yield f"location {path}/.server/ {{ return 404; }}"
    yield f"location {path}/en/ {{\n{_page()}\n  error_page 404 {path}/en/404.html;\n{_found()}\n}}"
    yield f"location {path}/ {{\n{_page()}\n{_found()}\n}}"


def _page() -> str:
    lines = [line for line in _headers().splitlines() if "Vary" not in line]
    return "\n".join((*lines, '  add_header Link "$renkei_page_link";'))


def _found() -> str:
    return "  try_files $uri $uri/index.html $uri.json =404;"


def _things(path: str) -> Iterator[str]:
    """What cannot travel itself: 303 to a page or a document, 406 where neither suits."""
    yield _thing(
        rf"^{path}/id/agreement/(?<renkei_key>{KEY})(?<renkei_rest>/{DEEP})?$",
        f"{path}/data/agreement/$renkei_key",
        f"{path}$renkei_lang/agreement/$renkei_key$renkei_part",
    )
    yield _thing(
        rf"^{path}/id/(?<renkei_key>(?:{SHOWN})/{DEEP})$",
        f"{path}/data/$renkei_key",
        f"{path}$renkei_lang/$renkei_key",
    )
    yield _thing(rf"^{path}/id/(?<renkei_key>{DEEP})$", f"{path}/data/$renkei_key")
    yield _thing(rf"^{path}/graph/(?<renkei_key>{DEEP})$", f"{path}/graph/$renkei_key")
    agreement = rf"^{path}/dataset/agreement/(?<renkei_key>[0-9A-Za-z_-]+)$"
    yield _thing(
        agreement,
        f"{path}/dataset/agreement/$renkei_key",
        f"{path}$renkei_lang/agreement/$renkei_key",
    )
    yield _thing(
        rf"^{path}/(?<renkei_key>(?:{CATALOGUE})(?:/[0-9A-Za-z_/-]+)?)$",
        f"{path}/$renkei_key",
        f"{path}$renkei_lang/about",
    )


def _thing(pattern: str, document: str, page: str = "") -> str:
    form = "$renkei_any" if page else "$renkei_data"
    to_page = f'\n  if ({form} = html) {{ return 303 "{page}"; }}' if page else ""
    return f"""location ~ "{pattern}" {{
{_headers()}
  if (!-f $document_root{document}.ttl) {{ return 404; }}
  if ({form} = {NONE}) {{ return 406; }}{to_page}
  return 303 {document}.{form};
}}"""


def _documents(path: str) -> Iterator[str]:
    links = of_document("$renkei_doc", "$renkei_form", path)
    kinds = rf"(?:{DOCUMENTS})(?:-[0-9]+)?(?:/{DEEP})?"
    yield f"""location ~ "^(?<renkei_doc>{path}/{kinds})\\.(?<renkei_form>{ENDING})$" {{
{_headers(f"  add_header Link '{links}$renkei_describes';")}
  try_files $uri =404;
}}"""
    yield f"""location ~ ^{path}/{PAGED}/index.html$ {{
{_headers('  add_header Link "$renkei_page_link";')}
  try_files $uri =404;
}}"""
    yield _negotiated(f"{path}/catalog", f'return 303 "{path}$renkei_lang/about"')
    yield _negotiated(rf"{path}/{PAGED}/?", "rewrite ^(.*?)/?$ $1/index.html last")
    yield _negotiated(rf"{path}/{RDF_ONLY}", "")


def _negotiated(pattern: str, page: str) -> str:
    """A document at the address of what it describes: chosen in place."""
    form = "$renkei_any" if page else "$renkei_data"
    to_page = f"\n  if ({form} = html) {{ {page}; }}" if page else ""
    return f"""location ~ "^{pattern}$" {{
{_headers()}
  if ({form} = {NONE}) {{ return 406; }}{to_page}
  rewrite ^(.*?)/?$ $1.{form} last;
}}"""
