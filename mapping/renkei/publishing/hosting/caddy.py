"""The rules for Caddy (Caddy用の規則), version 2.6 or later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from renkei.publishing.forms import HTML, RDF, Form
from renkei.publishing.hosting.choosing import LANGUAGE, NONE, choice_rows, key, quality_rows
from renkei.publishing.hosting.layout import (
    CATALOGUE,
    DEEP,
    ENDING,
    HEADERS,
    KEY,
    PAGED,
    RDF_ONLY,
    SHOWN,
)  # fmt: skip
from renkei.publishing.hosting.links import (
    DATA,
    DOCUMENT,
    PAGE,
    PAGED_PAGE,
    alternates,
    describes,
    of_document,
)


def caddy(base: str, path: str) -> str:
    """The whole file; `path` stands before every path of the site, `base` before every IRI."""
    return "\n".join(
        (
            "# Put this into the block of the site, after `root * FOLDER`.",
            *_headers(path),
            *_maps(),
            "route {",
            *_routes(base, path),
            "}",
            f"""handle_errors {{
  @english expression {{http.error.status_code}} == 404 && {{path}}.startsWith('{path}/en/')
  @lost expression {{http.error.status_code}} == 404
  handle @english {{
    rewrite * {path}/en/404.html
    file_server
  }}
  handle @lost {{
    rewrite * {path}/404.html
    file_server
  }}
}}""",
            "",
        )
    )


def _headers(path: str) -> Iterator[str]:
    for name, value in HEADERS.items():
        yield f'header {name} "{value}"'
    yield "encode gzip"
    yield (
        rf"@negotiated not path_regexp \.({ENDING}|txt|csv|json)$"
        "\nheader @negotiated +Vary Accept"
    )
    things = " ".join(
        f"{path}/{kind} {path}/{kind}/*" for kind in ("id", "catalog", *CATALOGUE.split("|"))
    )
    yield f"@things path {things}\nheader @things +Vary Accept-Language"


def _types() -> Iterator[str]:
    """Media types, after every rewriting."""
    for form in RDF:
        yield f"@{form.ending} path *.{form.ending}\nheader @{form.ending} Content-Type `{form.content_type}`"
    yield "@sums path */SHA256SUMS\nheader @sums Content-Type `text/plain; charset=utf-8`"
    yield "@csv path *.csv\nheader @csv Content-Type `text/csv; charset=utf-8`"


def _links(base: str, path: str) -> Iterator[str]:
    """Link, by the address of what is sent in the end; of two rows that match the later one holds."""
    document = f"{path}/data/{{re.data.1}}"
    page = f"{path}/data/{{re.page.1}}"
    about_page = describes(base, "{re.page.1}{re.page.2}")
    rows = (
        ("document", DOCUMENT, of_document(f"{path}/{{re.document.1}}", "{re.document.2}", path)),
        ("data", DATA, f"{of_document(document, '{re.data.2}', path)}, {describes(base, '{re.data.1}')}"),
        ("page", f"{PAGE}/?", f"{alternates(page)}, {about_page}"),
        ("pagedpage", f"{PAGED_PAGE}/?", alternates(f"{path}/{{re.pagedpage.1}}")),
    )  # fmt: skip
    for name, pattern, links in rows:
        # An error page keeps the headers that were set before: only what is there gets any.
        there = "{path}" if name in {"document", "data"} else "{path}/index.html"
        yield f"""@{name}link {{
  path_regexp {name} ^{path}/{pattern}$
  file {there}
}}
header @{name}link Link `{links}`"""


def _maps() -> Iterator[str]:
    for form in (HTML, *RDF):
        rows = [
            (row.pattern.replace("(?P<q>", "("), row.value.format(q="${1}"))
            for row in quality_rows(form)
        ]
        yield _map("{http.request.header.Accept}", f"renkei_{form.ending}", rows, "0", "(?i)")
    yield _choice("renkei_any", (HTML, *RDF))
    yield _choice("renkei_data", RDF)
    yield _map(
        "{http.request.header.Accept-Language}", "renkei_lang", [(LANGUAGE, "/en")], '""', "(?i)"
    )


def _choice(name: str, forms: Sequence[Form]) -> str:
    said = "".join(key(form, f"{{renkei_{form.ending}}}") for form in forms)
    return _map(f'"{said}"', name, [(row.pattern, row.value) for row in choice_rows(forms)], NONE)


def _map(
    source: str, name: str, rows: Sequence[tuple[str, str]], default: str, flags: str = ""
) -> str:
    lines = "\n".join(f"  `~{flags}{pattern}` {value}" for pattern, value in rows)
    return f"map {source} {{{name}}} {{\n{lines}\n  default {default}\n}}"


def _routes(base: str, path: str) -> Iterator[str]:
    yield f"@hidden path {path}/.server/*\nerror @hidden 404"
    yield from _things(path)
    yield from _in_place(path)
    yield f"@source path_regexp source ^{path}/source/([0-9a-f]+)$\nrewrite @source {path}/source/{{re.source.1}}.txt"
    yield f"@dump path_regexp dump ^{path}/dumps/(.*)$\nrewrite @dump {path}/{{re.dump.1}}"
    yield from _types()
    yield from _links(base, path)
    yield "try_files {path} {path}/index.html {path}.json\nfile_server {\n  index nothing\n}"


def _things(path: str) -> Iterator[str]:
    lang = f"{path}{{renkei_lang}}"
    rows = (
        (rf"id/agreement/({KEY})/initiative/({KEY})(?:/.*)?", "data/agreement/{1}", f"{lang}/agreement/{{1}}/initiative/{{2}}"),
        (rf"id/agreement/({KEY})/([^/]+)/([^/]+)(?:/.*)?", "data/agreement/{1}", f"{lang}/agreement/{{1}}#{{2}}-{{3}}"),
        (rf"id/(agreement/{KEY}|(?:{SHOWN})/{DEEP})", "data/{1}", f"{lang}/{{1}}"),
        (rf"id/({DEEP})", "data/{1}", ""),
        (rf"graph/({DEEP})", "graph/{1}", ""),
        (r"dataset/agreement/([0-9A-Za-z_-]+)", "dataset/agreement/{1}", f"{lang}/agreement/{{1}}"),
        (rf"((?:{CATALOGUE})(?:/[0-9A-Za-z_/-]+)?)", "{1}", f"{lang}/about"),
    )  # fmt: skip
    for number, (pattern, document, page) in enumerate(rows):
        yield _thing(f"thing{number}", f"^{path}/{pattern}$", f"{path}/{document}", page)


def _thing(name: str, pattern: str, document: str, page: str) -> str:
    """303 to a page or a document; 406 where neither suits; nothing where there is no document."""
    form = "{renkei_any}" if page else "{renkei_data}"
    document, page = (_group(name, text) for text in (document, page))
    to_page = ""
    if page:
        to_page = f"\n  @page{name} expression {form} == 'html'\n  redir @page{name} {page} 303"
    return f"""@{name} {{
  path_regexp {name} {pattern}
  not file
}}
route @{name} {{
  @missing{name} not file {document}.ttl
  error @missing{name} 404
  @none{name} expression {form} == '{NONE}'
  error @none{name} 406{to_page}
  redir * {document}.{form} 303
}}"""


def _group(name: str, text: str) -> str:
    for number in (1, 2, 3):
        text = text.replace(f"{{{number}}}", f"{{re.{name}.{number}}}")
    return text


def _in_place(path: str) -> Iterator[str]:
    """Documents at the address of what they describe."""
    yield f"""@catalogpage {{
  path {path}/catalog
  expression {{renkei_any}} == 'html'
}}
redir @catalogpage {path}{{renkei_lang}}/about 303"""
    yield f"@slash path_regexp slash ^({path}/{PAGED})/$"
    yield "rewrite @slash {re.slash.1}"
    for name, pattern, form in (
        ("paged", rf"^{path}/(?:catalog|{PAGED})$", "{renkei_any}"),
        ("unpaged", rf"^{path}/{RDF_ONLY}$", "{renkei_data}"),
    ):
        yield f"""@{name} {{
  path_regexp {name} {pattern}
  not file
  file {{path}}.ttl
}}
route @{name} {{
  @none{name} expression {form} == '{NONE}'
  error @none{name} 406
  @data{name} expression {form} != 'html'
  rewrite @data{name} {{path}}.{form}
}}"""
