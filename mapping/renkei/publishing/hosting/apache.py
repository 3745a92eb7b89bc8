"""The rules for Apache (Apache用の規則): a .htaccess of mod_rewrite, mod_setenvif, mod_headers."""

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


def apache(base: str, path: str) -> str:
    """The whole file; `path` stands before every path of the site, `base` before every IRI."""
    return "\n".join(
        (
            "# Put this as .htaccess into the folder of the site; AllowOverride All.",
            *_types(path),
            *_links(base, path),
            *_accepting(),
            "RewriteEngine On",
            f"RewriteBase {path}/",
            *_choosing("RENKEI_ANY", (HTML, *RDF)),
            *_choosing("RENKEI_DATA", RDF),
            *_rules(path),
            "",
        )
    )


def _types(path: str) -> Iterator[str]:
    for form in RDF:
        yield f"AddType {form.media} .{form.ending}"
    yield "AddType text/csv .csv\nAddType application/json .json"
    yield "AddCharset utf-8 .ttl .txt .csv .css .html"
    yield "<Files SHA256SUMS>\n  ForceType 'text/plain; charset=utf-8'\n</Files>"
    packed = " ".join(
        ("text/plain text/html text/css text/csv application/json", *(f.media for f in RDF))
    )
    yield f"<IfModule mod_deflate.c>\n  AddOutputFilterByType DEFLATE {packed}\n</IfModule>"
    yield f"ErrorDocument 404 {path}/404.html"
    english = f"%{{REQUEST_URI}} =~ m#^{path}/en/#"
    yield f'<If "{english}">\n  ErrorDocument 404 {path}/en/404.html\n</If>'
    yield "DirectorySlash Off\nDirectoryIndex disabled\nOptions -Indexes -MultiViews"
    for name, value in HEADERS.items():
        yield f'Header always set {name} "{value}"'
    thing = f"^{path}/(id|dataset|service|publisher|contact|catalog)(/|$)"
    yield (
        '<If "%{THE_REQUEST} !~ m#^[A-Z]+ [^? ]*\\.(' + ENDING + '|txt|csv|json)[? ]#">\n'
        '  Header always merge Vary "Accept"\n</If>'
    )
    yield f'<If "%{{REQUEST_URI}} =~ m#{thing}#">\n  Header always merge Vary "Accept-Language"\n</If>'


def _links(base: str, path: str) -> Iterator[str]:
    """Link, by variables that are set from the address of what is sent in the end."""
    # A page is sent as the file in its folder.
    page = r"/?(?:index\.html)?$"
    yield f'SetEnvIf Request_URI "^{path}/{DOCUMENT}$" renkei_doc={path}/$1 renkei_form=$2'
    yield f'SetEnvIf Request_URI "^{path}/{DATA}$" renkei_of=$1'
    yield f'SetEnvIf Request_URI "^{path}/{PAGE}{page}" renkei_page={path}/data/$1 renkei_of=$1$2'
    yield f'SetEnvIf Request_URI "^{path}/{PAGED_PAGE}{page}" renkei_page={path}/$1'
    for links, name in (
        (of_document("%{renkei_doc}e", "%{renkei_form}e", path), "renkei_doc"),
        (alternates("%{renkei_page}e"), "renkei_page"),
        (describes(base, "%{renkei_of}e"), "renkei_of"),
    ):
        words = links.replace('"', '\\"')
        yield f'Header append Link "{words}" env={name}'


def _accepting() -> Iterator[str]:
    """A variable for the q-value of each form; a later line goes before an earlier one."""
    for form in (HTML, *RDF):
        name = f"renkei_{form.ending}"
        yield f"SetEnvIf Request_URI ^ {name}=0"
        for row in reversed(quality_rows(form)):
            value = row.value.format(q="$1")
            yield f'SetEnvIfNoCase Accept "{row.pattern.replace("(?P<q>", "(")}" {name}={value}'
    yield f'SetEnvIfNoCase Accept-Language "{LANGUAGE}" renkei_lang=/en'


def _choosing(name: str, forms: Sequence[Form]) -> Iterator[str]:
    said = "".join(key(form, f"%{{ENV:renkei_{form.ending}}}") for form in forms)
    for row in choice_rows(forms):
        yield f"RewriteCond %{{ENV:{name}}} ^$"
        yield f'RewriteCond "{said}" "{row.pattern}"'
        yield f"RewriteRule ^ - [E={name}:{row.value}]"
    yield f"RewriteCond %{{ENV:{name}}} ^$\nRewriteRule ^ - [E={name}:{NONE}]"


def _rules(path: str) -> Iterator[str]:
    yield r"RewriteRule (?:^|/)\.(?:server|ht) - [R=404,L]"
    lang = "%{ENV:renkei_lang}"
    yield from _thing(
        rf"^id/agreement/({KEY})/initiative/({KEY})(/.*)?$",
        "data/agreement/$1",
        f"{lang}/agreement/$1/initiative/$2",
        path,
    )
    yield from _thing(
        rf"^id/agreement/({KEY})/([^/]+)/([^/]+)(/.*)?$",
        "data/agreement/$1",
        f"{lang}/agreement/$1#$2-$3",
        path,
    )
    shown = rf"^id/(agreement/{KEY}|(?:{SHOWN})/{DEEP})$"
    yield from _thing(shown, "data/$1", f"{lang}/$1", path)
    yield from _thing(rf"^id/({DEEP})$", "data/$1", "", path)
    yield from _thing(rf"^graph/({DEEP})$", "graph/$1", "", path)
    yield from _thing(
        r"^dataset/agreement/([0-9A-Za-z_-]+)$",
        "dataset/agreement/$1",
        f"{lang}/agreement/$1",
        path,
    )
    yield from _thing(rf"^((?:{CATALOGUE})(?:/[0-9A-Za-z_/-]+)?)$", "$1", f"{lang}/about", path)
    yield from _thing(r"^(catalog)$", "", f"{lang}/about", path)
    yield from _in_place("RENKEI_ANY", rf"^(catalog|{PAGED})/?$", path)
    yield from _in_place("RENKEI_DATA", rf"^({RDF_ONLY})$", path)
    yield r"RewriteRule ^source/([0-9a-f]+)$ source/$1.txt [END]"
    yield "RewriteRule ^dumps/(.*)$ $1 [END]"
    # Of nothing, the rule below would make `/index.html`: that of another site if this is a folder.
    yield "RewriteRule ^$ index.html [END]"
    for ending in ("/index.html", ".json"):
        yield (
            f"RewriteCond %{{DOCUMENT_ROOT}}{path}/$1{ending} -f\n"
            f"RewriteRule ^(.*?)/?$ $1{ending} [END]"
        )


def _thing(pattern: str, document: str, page: str, path: str) -> Iterator[str]:
    """303 to a page or a document; 406 where neither suits; nothing where there is no document."""
    name = "RENKEI_ANY" if page else "RENKEI_DATA"
    there = f"RewriteCond %{{DOCUMENT_ROOT}}{path}/{document}.ttl -f\n" if document else ""
    no_file = "RewriteCond %{REQUEST_FILENAME} !-f\n"
    if document:
        yield f"{there}{no_file}RewriteCond %{{ENV:{name}}} ={NONE}\nRewriteRule {pattern} - [R=406,L]"
    if page:
        target = f"{path}{page}"
        yield (
            f"{there}{no_file}RewriteCond %{{ENV:{name}}} =html\n"
            f"RewriteRule {pattern} {target} [R=303,NE,END]"
        )
    if document:
        yield (
            f"{there}{no_file}RewriteRule {pattern} {path}/{document}.%{{ENV:{name}}} [R=303,END]"
        )


def _in_place(name: str, pattern: str, path: str) -> Iterator[str]:
    """A document at the address of what it describes."""
    no_file = "RewriteCond %{REQUEST_FILENAME} !-f\n"
    there = f"RewriteCond %{{DOCUMENT_ROOT}}{path}/$1.ttl -f\n"
    yield f"{there}{no_file}RewriteCond %{{ENV:{name}}} ={NONE}\nRewriteRule {pattern} - [R=406,L]"
    yield f"{there}{no_file}RewriteCond %{{ENV:{name}}} !=html\nRewriteRule {pattern} $1.%{{ENV:{name}}} [END]"
