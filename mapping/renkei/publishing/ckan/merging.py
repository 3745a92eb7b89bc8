"""What is ours and what is others' in a CKAN package (既存パッケージとの統合).

`package_update` replaces a package as a whole. Groups, further resources and extras that editors of
the portal added are therefore kept; what we said earlier and say no more is removed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Package = dict[str, Any]

_BY_PARTS = frozenset({"resources", "extras", "tags"})


def as_sent(package: Mapping[str, Any]) -> Package:
    """A package without the `id` of our own projection: CKAN gives one.

    A CKAN refuses the field of anybody but a sysadmin, and keeps its own for a package that it has.
    """
    return {key: value for key, value in package.items() if key != "id"}


def is_same_dataset(existing: Mapping[str, Any], package: Mapping[str, Any]) -> bool:
    """Whether what CKAN has under our name is our dataset: its `uri` says so, and nothing else does.

    A package that says of no dataset what it is, is another's: to a sysadmin CKAN refuses nothing.
    """
    wanted = dataset_uri(package)
    return not wanted or dataset_uri(existing) == wanted


def dataset_uri(package: Mapping[str, Any]) -> str:
    """The dataset's own IRI, or nothing: among the extras, or a field of its own where a schema makes it one."""
    named = [each["value"] for each in package.get("extras") or [] if each["key"] == "uri"]
    return str(next(iter(named), package.get("uri") or ""))


def merged(existing: Mapping[str, Any], package: Mapping[str, Any]) -> Package:
    """A package as it should be in CKAN, from what CKAN has and what we say.

    Ours win; the identifiers of package and resources stay, so that links to them live on.
    """
    ours = {key: value for key, value in package.items() if key not in _BY_PARTS}
    return {
        **existing,
        **ours,
        **_owner(existing, package),
        "resources": _resources(existing.get("resources") or [], package.get("resources") or []),
        "extras": _by_key(existing.get("extras") or [], package.get("extras") or [], "key"),
        "tags": _by_key(existing.get("tags") or [], package.get("tags") or [], "name"),
    }


def _owner(existing: Mapping[str, Any], package: Mapping[str, Any]) -> Package:
    """The organization's identifier, which CKAN shows, where its name, which we say, is the same."""
    there = existing.get("organization") or {}
    same = bool(there) and there.get("name") == package.get("owner_org")
    return {"owner_org": there["id"]} if same else {}


def _resources(
    there: Sequence[Mapping[str, Any]], ours: Sequence[Mapping[str, Any]]
) -> list[Package]:
    """Our resources, each in the place of the one with its address, then those of others."""
    left = list(there)
    result = []
    for resource in ours:
        match = next((old for old in left if _is_same(old, resource)), None)
        if match is not None:
            left.remove(match)
        result.append({**(match or {}), **resource})
    return [*result, *(dict(old) for old in left if not _was_ours(old, ours))]


def _was_ours(old: Mapping[str, Any], ours: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a resource that we no longer have was one of ours: its `uri` is below our dataset."""
    datasets = {str(one["uri"]).partition("#")[0] for one in ours if one.get("uri")}
    return str(old.get("uri") or "").partition("#")[0] in datasets


def _is_same(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    by_name = bool(new.get("uri")) and old.get("uri") == new.get("uri")
    return by_name or old.get("url") == new.get("url")


def _by_key(
    there: Sequence[Mapping[str, Any]], ours: Sequence[Mapping[str, Any]], key: str
) -> list[Package]:
    """The entries of both, one for each key; ours win, and the order is that of the keys."""
    entries = {str(entry[key]): dict(entry) for entry in there}
    for entry in ours:
        entries[str(entry[key])] = {**entries.get(str(entry[key]), {}), **entry}
    return [entries[name] for name in sorted(entries)]


def is_unchanged(existing: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Whether CKAN holds all that is wanted already; the order of tags and extras means nothing."""
    return _comparable(existing) == _comparable(wanted)


def _comparable(package: Mapping[str, Any]) -> Package:
    extras = sorted((entry["key"], str(entry["value"])) for entry in package.get("extras") or [])
    tags = sorted(entry["name"] for entry in package.get("tags") or [])
    return {**package, "extras": extras, "tags": tags}
