"""Packages for a portal with a schema of its own (スキーマのあるCKAN): fields in place of extras.

Where ckanext-scheming runs with a schema for DCAT, as those that ckanext-dcat brings, what else stands
among the extras is a field, a list is a list, and publisher, contact, period and place are records.
The rules are those by which ckanext-dcat's own harvester fills such a schema
(https://docs.ckan.org/projects/ckanext-dcat/en/latest/mapping/).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from renkei.publishing.ckan.merging import Package

Field = Mapping[str, Any]
Fields = Mapping[str, Field]

_LIST = "scheming_multiple_text"
# The fields that are records, and which extras their parts stand in.
_RECORDS = {
    "publisher": {name: f"publisher_{name}" for name in ("uri", "name", "email", "url", "type")},
    "contact": {name: f"contact_{name}" for name in ("uri", "name", "email", "url")},
    "temporal_coverage": {"start": "temporal_start", "end": "temporal_end"},
    "spatial_coverage": {"uri": "spatial_uri"},
}


def shows_schema(existing: Mapping[str, Any], package: Mapping[str, Any]) -> bool:
    """Whether a portal shows as a field what a package says among its extras."""
    extras = {each["key"] for each in package.get("extras") or []}
    return not (extras | set(_RECORDS)).isdisjoint(existing)


def shaped(package: Mapping[str, Any], schema: Mapping[str, Any]) -> Package:
    """A package as a schema wants it; what the schema has no field for stays among the extras.

    `schema` is what ckanext-scheming's `scheming_dataset_schema_show` answers.
    """
    dataset, resource = (_fields(schema.get(f"{part}_fields")) for part in ("dataset", "resource"))
    extras = {each["key"]: each["value"] for each in package.get("extras") or []}
    own = {
        name: _valued(extras.pop(name), dataset[name]) for name in sorted(extras) if name in dataset
    }
    for name, parts in _RECORDS.items():
        if record := _record(extras, parts, dataset.get(name, {})):
            own[name] = [record]
    return {
        **package,
        **own,
        "extras": [{"key": key, "value": extras[key]} for key in sorted(extras)],
        "resources": [
            {name: _valued(value, resource.get(name, {})) for name, value in each.items()}
            for each in package.get("resources") or []
        ],
    }


def _fields(said: Iterable[Field] | None) -> Fields:
    return {str(each.get("field_name")): each for each in said or []}


def _record(extras: dict[str, Any], parts: Mapping[str, str], field: Field) -> dict[str, Any]:
    """The parts that the schema has, taken out of the extras."""
    known = _fields(field.get("repeating_subfields"))
    return {
        part: extras.pop(extra)
        for part, extra in parts.items()
        if part in known and extra in extras
    }


def _valued(value: object, field: Field) -> object:
    """A value as its field wants it: a list that was written as JSON becomes one again."""
    wanted = _LIST in str(field.get("validators") or "") or bool(field.get("repeating_subfields"))
    if not (wanted and isinstance(value, str)):
        return value
    try:
        found = json.loads(value)
    except ValueError:
        return value
    return found if isinstance(found, list) else value
