"""Who publishes, and on what terms (発行者の設定): publisher.toml.

Whatever is not stated there is left out of the catalogue, or said to be unknown; nothing is made
up. Dates come from here alone: a build has no clock, and the dates of agreements are not those of
the dataset.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationError

from renkei.errors import Language, Wording
from renkei.model.base import Frozen
from renkei.publishing.catalogue.authorities import Licence, codes, licences
from renkei.publishing.catalogue.faults import Gap, SettingsError
from renkei.publishing.catalogue.slugs import slug
from renkei.querying.faults import near

"""The name under which a folder of sources may hold its publisher's settings."""

_EPOCH = "SOURCE_DATE_EPOCH"


def _web_address(value: str) -> str:
    if not value.startswith(("https://", "http://")) or any(c in value for c in ' <>"{}|\\^`\n'):
        raise ValueError("an address that begins with https:// or http://")
    return value.rstrip("/")


def _mail_address(value: str) -> str:
    name, at, host = value.partition("@")
    if not (name and at and host) or any(c in value for c in ' <>"{}|\\^`\n'):
        raise ValueError("a mail address, as in opendata@city.example.jp")
    return value


Address = Annotated[str, AfterValidator(_web_address)]
Mail = Annotated[str, AfterValidator(_mail_address)]


class Publisher(Frozen):
    """The publisher (発行者): a name in both languages, and a code of ADMS's publisher types."""

    name: Wording
    type: str | None = None
    iri: Address | None = None
    homepage: Address | None = None
    email: Mail | None = None


class Contact(Frozen):
    """The contact point (問い合わせ先): its name, and a mail address or a page."""

    name: Wording
    email: Mail | None = None
    page: Address | None = None


class Services(Frozen):
    """The services that run at the publisher's (データサービス); none is claimed unless stated here.

    `api_description` is the address of the API's OpenAPI document; `pages` that of a running
    `renkei serve`, whose forms the static site leads to.
    """

    sparql: Address | None = None
    api: Address | None = None
    api_description: Address | None = None
    pages: Address | None = None


class Presentation(Frozen):
    """How the dataset presents itself (データセットの見せ方), in place of the words of Renkei."""

    title: Wording | None = None
    description: Wording | None = None


class Ckan(Frozen):
    """How a CKAN holds the packages (CKANでの扱い).

    `owner_org` is an organization's name or id; `language` that of titles and descriptions, since
    CKAN keeps one; `name` the address of the whole dataset (default: from its title).
    """

    owner_org: str | None = None
    language: Language = "ja"
    name: Annotated[str, Field(pattern=r"^[a-z0-9_-]{2,100}$")] | None = None


class Settings(Frozen):
    """Everything that a catalogue says beyond its data (カタログの設定).

    `home` is the address at which the site's files are served (default: the base of the IRIs);
    `issued` and `modified` are days; `version` is a name for this state of the data (default: the
    first twelve digits of the checksum of the N-Quads).
    """

    home: Address | None = None
    issued: date | None = None
    modified: date | None = None
    version: Annotated[str, Field(min_length=1, pattern=r"^[0-9A-Za-z._-]+$")] | None = None
    frequency: str | None = None
    availability: str | None = None
    license: str = "CC_BY_4_0"
    publisher: Publisher | None = None
    contact: Contact | None = None
    services: Services = Services()
    dataset: Presentation = Presentation()
    ckan: Ckan = Ckan()

    @property
    def licence(self) -> Licence:
        """The licence that the datasets are under."""
        return licences()[self.license]

    def gaps(self) -> tuple[Gap, ...]:
        """What DCAT-AP asks for and these settings do not state."""
        stated = {
            "gap-publisher": self.publisher,
            "gap-publisher-type": self.publisher is None or self.publisher.type,
            "gap-contact": self.contact,
            "gap-issued": self.issued,
            "gap-modified": self.modified,
            "gap-availability": self.availability,
        }
        return tuple(Gap(kind=kind) for kind, value in stated.items() if not value)


def load_settings(path: Path | None, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in a file, or those of a publisher who states nothing.

    SOURCE_DATE_EPOCH (seconds since 1970, from `environ`) gives `modified` where the file does not.
    Raises `SettingsError`.
    """
    raw = {} if path is None else _toml(path)
    epoch = (environ or {}).get(_EPOCH, "")
    if epoch.isdecimal() and "modified" not in raw:
        raw["modified"] = datetime.fromtimestamp(int(epoch), UTC).date()
    name = str(path) if path else _EPOCH
    try:
        settings = Settings.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise SettingsError("bad-setting", path=name, field=field, reason=first["msg"]) from error
    _demand_known(settings, name)
    return settings


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError("missing", path=str(path), reason=reason) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError("not-toml", path=str(path), reason=str(error)) from error


def _demand_known(settings: Settings, path: str) -> None:
    """Every code is one of its table, and a title makes a slug in either language."""
    publisher_type = settings.publisher.type if settings.publisher else None
    for field, value, known in (
        ("frequency", settings.frequency, codes("frequency")),
        ("availability", settings.availability, codes("planned-availability")),
        ("license", settings.license, tuple(licences())),
        ("publisher.type", publisher_type, codes("publishertype")),
    ):
        if value is not None and value not in known:
            candidates = near(value, known)
            raise SettingsError(
                "unknown-code", candidates=candidates, path=path, field=field, value=value
            )
    title = settings.dataset.title
    for words in (title.ja, title.en) if title else ():
        if not slug(words):
            raise SettingsError("no-slug", path=path, title=words)
