"""What the JSON API answers with (APIの型): its schema is generated from these models."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from pydantic import BaseModel

Item = TypeVar("Item", bound=BaseModel)


class Label(BaseModel):
    """A name by language (名称)."""

    ja: str = ""
    en: str = ""


class PartyRecord(BaseModel):
    """A party (当事者): `alias` 甲 or 乙, `capacity` the local name of its class."""

    alias: str
    capacity: str
    municipality: str | None
    name: str


class AgreementRecord(BaseModel):
    """An agreement (連携協約); `replaced_by` is the key of the version that holds in its place."""

    iri: str
    key: str
    title: str
    concluded_on: str | None
    completeness: str
    parties: list[PartyRecord]
    replaced_by: str | None = None


class RoleRecord(BaseModel):
    """A role (役割分担): whose, the words, the slugs of its types."""

    party: str
    text: str
    types: list[str]


class InitiativeRecord(BaseModel):
    """An initiative (取組); `policy_fields` and `themes` are slugs, `source` where it is quoted from."""

    iri: str
    number: str
    label: str
    content: str
    policy_fields: list[str]
    themes: list[str]
    roles: list[RoleRecord]
    source: list[str]


class AgreementDetail(AgreementRecord):
    """An agreement with its initiatives."""

    initiatives: list[InitiativeRecord]


class MunicipalityRecord(BaseModel):
    """A municipality (市区町村): `code` of five digits, `identifier` of six, its agreements' keys."""

    iri: str
    code: str
    identifier: str
    name: Label
    agreements: list[str]


class ConceptRecord(BaseModel):
    """A theme (施策テーマ) with the number of its initiatives."""

    iri: str
    slug: str
    name: Label
    initiatives: int


class ParameterRecord(BaseModel):
    """A parameter of a question (引数)."""

    name: str
    type: str
    label: Label
    required: bool
    default: str | None
    choices: list[str]


class QuestionRecord(BaseModel):
    """A packaged question (質問)."""

    name: str
    title: Label
    description: Label
    parameters: list[ParameterRecord]
    columns: list[str]


class Listing(BaseModel, Generic[Item]):
    """A part of a list (一覧の一部): `total` of all, `next` the address of what follows."""

    total: int
    offset: int
    limit: int
    next: str | None
    items: list[Item]


class AnswerRecord(Listing[Any]):
    """An answer (回答): `items` are its rows by the names of the columns."""

    question: str
    columns: list[str]
