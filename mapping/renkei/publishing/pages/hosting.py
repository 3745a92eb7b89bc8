"""Negotiation rules for static hosts (配信規則): what a file alone cannot say, for three servers."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from renkei.publishing.pages.addresses import SCHEMES

MEDIA_TYPES = {
    "ttl": "text/turtle",
    "trig": "application/trig",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}
"""The media type of each RDF ending, with charset where the format leaves it open."""

_SCHEME_FILES = {"theme": "themes", "role-type": "role-types", "policy-field": "policy-fields"}
_OTHER_SCHEMES = "provision-terms"
_THINGS = "agreement|municipality|city-region"
_KEY = r"[0-9A-Za-z_.-]+"


def rules(base: str, url_path: str) -> Iterator[tuple[str, bytes]]:
    """The files of rules: nginx, Caddy, Apache. `base` is that of the IRIs that are looked up.

    They send `/id/…` on to page or data (303), show `/source/SHA256` as text, `/dumps/…` as the
    files beside the pages. A static host reads no q-values: the first RDF type named in Accept wins.
    """
    del base
    path = urlsplit(url_path).path
    yield ".server/nginx.conf", _nginx(path).encode()
    yield ".server/Caddyfile", _caddy(path).encode()
    yield ".server/htaccess", _apache(path).encode()


def _nginx(path: str) -> str:
    # Two maps at http level choose the ending; no ending means that a page is wanted.
    choices = "\n".join(f'  "~*{_escaped(t)}" ".{e}";' for e, t in MEDIA_TYPES.items())
    types = "\n".join(f"    {t} {e};" for e, t in MEDIA_TYPES.items())
    vocabularies = "\n".join(
        f"location ~ ^{path}/{scheme}(/[a-z-]+)?/?$ {{\n"
        f"  add_header Vary Accept always;\n  if ($renkei_rdf) {{ rewrite ^ {path}/ontology/{_file(scheme)}.ttl last; }}\n"
        "  try_files $uri/index.html =404;\n}"
        for scheme in SCHEMES
    )
    return f"""# Put the maps into http {{ }} and the rest into server {{ }}; root is the folder of the site.
map $http_accept $renkei_rdf {{
  default "";
  "~*^text/html" "";
{choices}
}}
# ---- server ----
charset utf-8;
charset_types text/plain text/turtle text/css text/csv application/trig application/n-triples application/n-quads;
error_page 404 {path}/404.html;
types {{
{types}
    text/html html; text/css css; text/csv csv; text/plain txt; application/json json;
    application/xml xml;
}}
add_header Access-Control-Allow-Origin * always;
add_header X-Content-Type-Options nosniff always;
add_header Content-Security-Policy "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'" always;
location ~ ^{path}/id/(?<kind>{_THINGS})/(?<key>{_KEY})/initiative/(?<number>{_KEY}) {{
  add_header Vary Accept always;
  if ($renkei_rdf) {{ return 303 {path}/data/$kind/$key$renkei_rdf; }}
  return 303 {path}/$kind/$key/initiative/$number;
}}
location ~ ^{path}/id/(?<kind>{_THINGS})/(?<key>{_KEY}) {{
  add_header Vary Accept always;
  if ($renkei_rdf) {{ return 303 {path}/data/$kind/$key$renkei_rdf; }}
  return 303 {path}/$kind/$key;
}}
location = {path}/ns {{
  add_header Vary Accept always;
  if ($renkei_rdf) {{ rewrite ^ {path}/ontology/renkei.ttl last; }}
  try_files $uri/index.html =404;
}}
{vocabularies}
location ~ ^{path}/source/([0-9a-f]+)$ {{ try_files $uri.txt =404; }}
location {path}/dumps/ {{ rewrite ^{path}/dumps/(.*)$ {path}/$1 last; }}
location {path}/.server/ {{ return 404; }}
location {path}/ {{ try_files $uri $uri/index.html =404; }}
"""


def _caddy(path: str) -> str:
    types = "\n".join(
        f"@{e} path *.{e}\nheader @{e} Content-Type {t}" for e, t in MEDIA_TYPES.items()
    )
    things = "\n".join(
        f"@thing_{e} {{\n  path_regexp thing ^{path}/id/({_THINGS})/({_KEY})\n"
        f"  header_regexp Accept (?i){_escaped(t)}\n  not header_regexp Accept (?i)^text/html\n}}\n"
        f"redir @thing_{e} {path}/data/{{re.thing.1}}/{{re.thing.2}}.{e} 303"
        for e, t in MEDIA_TYPES.items()
    )
    return f"""# Put this into the block of the site, after `root * FOLDER`.
header Access-Control-Allow-Origin *
header X-Content-Type-Options nosniff
header {path}/id/* Vary Accept
{types}
{things}
@initiative path_regexp initiative ^{path}/id/agreement/({_KEY})/initiative/({_KEY})
redir @initiative {path}/agreement/{{re.initiative.1}}/initiative/{{re.initiative.2}} 303
@thing path_regexp thing ^{path}/id/({_THINGS})/({_KEY})
redir @thing {path}/{{re.thing.1}}/{{re.thing.2}} 303
@dump path_regexp dump ^{path}/dumps/(.*)$
rewrite @dump {path}/{{re.dump.1}}
@rules path {path}/.server/*
respond @rules 404
try_files {{path}} {{path}}/index.html {{path}}.txt
file_server
handle_errors {{
  rewrite * {path}/404.html
  file_server
}}
"""


def _apache(path: str) -> str:
    types = "\n".join(f"AddType {t} .{e}" for e, t in MEDIA_TYPES.items())
    things = "\n".join(
        f"RewriteCond %{{HTTP:Accept}} {_escaped(t)} [NC]\n"
        "RewriteCond %{HTTP:Accept} !^text/html [NC]\n"
        f"RewriteRule ^id/({_THINGS})/({_KEY}) {path}/data/$1/$2.{e} [R=303,L]"
        for e, t in MEDIA_TYPES.items()
    )
    return f"""# Put this as .htaccess into the folder of the site.
AddDefaultCharset utf-8
{types}
ErrorDocument 404 {path}/404.html
DirectorySlash Off
Options -Indexes
Header set Access-Control-Allow-Origin "*"
Header set X-Content-Type-Options nosniff
RewriteEngine On
RewriteBase {path}/
{things}
RewriteRule ^id/agreement/({_KEY})/initiative/({_KEY}) {path}/agreement/$1/initiative/$2 [R=303,L]
RewriteRule ^id/({_THINGS})/({_KEY}) {path}/$1/$2 [R=303,L]
RewriteRule ^source/([0-9a-f]+)$ source/$1.txt [L]
RewriteRule ^dumps/(.*)$ $1 [L]
RewriteRule ^\\.server/ - [R=404,L]
RewriteCond %{{REQUEST_FILENAME}}/index.html -f
RewriteRule ^(.*[^/])$ $1/index.html [L]
"""


def _file(scheme: str) -> str:
    return _SCHEME_FILES.get(scheme, _OTHER_SCHEMES)


def _escaped(media_type: str) -> str:
    return media_type.replace("+", r"\+").replace(".", r"\.")
