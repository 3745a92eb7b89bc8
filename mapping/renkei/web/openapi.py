"""The description of the JSON API (OpenAPI 3.1), generated from its models."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from renkei.querying.questions import Question, questions
from renkei.version import VERSION
from renkei.web.records import (
    AgreementDetail,
    AgreementRecord,
    AnswerRecord,
    ConceptRecord,
    Listing,
    MunicipalityRecord,
    QuestionRecord,
)

# What names a part of a list: what is said of it, and the least and the usual value.
_WINDOW = {
    "offset": ("How many entries to leave out. 飛ばす件数", 0, 0),
    "limit": ("How many entries at most, 500 or fewer. 件数（500まで）", 1, 50),
}
_LINK = {
    "description": "The other parts (RFC 8288): first, prev, next, last. 前後の部分の所在",
    "schema": {"type": "string"},
}
_PATHS: dict[str, tuple[type[BaseModel], str]] = {
    "/api/agreements": (Listing[AgreementRecord], "Agreements 連携協約"),
    "/api/agreements/{key}": (AgreementDetail, "An agreement with its initiatives 連携協約と取組"),
    "/api/municipalities": (Listing[MunicipalityRecord], "Municipalities 市区町村"),
    "/api/municipalities/{code}": (MunicipalityRecord, "A municipality 市区町村"),
    "/api/themes": (Listing[ConceptRecord], "Themes 施策テーマ"),
    "/api/themes/{slug}": (ConceptRecord, "A theme 施策テーマ"),
    "/api/questions": (Listing[QuestionRecord], "Packaged questions 質問"),
}


def openapi(url_path: str = "") -> dict[str, Any]:
    """The whole description; `url_path` stands before every path.

    >>> sorted(openapi()["paths"])[0]
    '/api/agreements'
    """
    models = {model for model, _ in _PATHS.values()} | {AnswerRecord}
    ordered = sorted(models, key=lambda model: model.__name__)
    references, definitions = models_json_schema(
        [(model, "serialization") for model in ordered],
        ref_template="#/components/schemas/{model}",
    )
    schemas = {model: references[model, "serialization"] for model in ordered}
    paths = {
        path: _operation(schemas[model], words, path) for path, (model, words) in _PATHS.items()
    }
    for asked in questions():
        operation = _question(asked, schemas[AnswerRecord])
        paths[f"/api/questions/{asked.name}"] = operation
    return {
        "openapi": "3.1.0",
        "info": {"title": "Renkei", "version": VERSION},
        "servers": [{"url": url_path or "/"}],
        "paths": paths,
        "components": {"schemas": definitions["$defs"]},
    }


def _operation(schema: dict[str, Any], words: str, path: str) -> dict[str, Any]:
    parameters = [
        _parameter(part.strip("{}"), "path", required=True)
        for part in path.split("/")
        if part.startswith("{")
    ]
    if not parameters:
        return _get(words, _window(), schema, parts=True)
    return _get(words, parameters, schema)


def _question(asked: Question, schema: dict[str, Any]) -> dict[str, Any]:
    parameters = [
        {
            **_parameter(each.name, "query", required=each.required),
            "description": f"{each.label.en} {each.label.ja}",
        }
        for each in asked.params
    ]
    words = f"{asked.title.en} {asked.title.ja}"
    return _get(words, [*parameters, *_window()], schema, parts=True)


def _window() -> list[dict[str, Any]]:
    """The parameters of a list that comes in parts."""
    return [
        {
            **_parameter(name, "query"),
            "description": words,
            "schema": {"type": "integer", "minimum": least, "default": usual},
        }
        for name, (words, least, usual) in _WINDOW.items()
    ]


def _parameter(name: str, place: str, *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": place, "required": required, "schema": {"type": "string"}}


def _get(
    words: str,
    parameters: Iterable[dict[str, Any]],
    schema: dict[str, Any],
    *,
    parts: bool = False,
) -> dict[str, Any]:
    fine = {"description": "Fine", "content": {"application/json": {"schema": schema}}}
    if parts:
        fine["headers"] = {"Link": _LINK}
    wrong = {"description": "A problem", "content": {"application/problem+json": {}}}
    responses = {"200": fine, "default": wrong}
    return {"get": {"summary": words, "parameters": list(parameters), "responses": responses}}
