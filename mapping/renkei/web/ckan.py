"""The reading actions of CKAN's API over the datasets of a build (CKAN APIの射影).

The forms of answers and errors are those of CKAN's Action API, version 3. What a static host has as
files, `package_show.json` and `package_search.json`, is answered here with its parameters too.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request

from renkei.web.builds import Build
from renkei.web.formats import JSON
from renkei.web.requests import Parameters, query_string
from renkei.web.resources import file
from renkei.web.responses import Content, ProblemError

_FOLDER = "api/3/action/"
_OK, _NOT_FOUND, _CONFLICT = 200, 404, 409
# CKAN gives ten where nobody says how many, and never more than a thousand.
_USUAL_ROWS, _MOST_ROWS = 10, 1000
_Found = tuple[int, dict[str, Any]]
_Packages = list[dict[str, Any]]


async def answer(request: Request, build: Build, path: str) -> Content:
    """An action by its path; raises `ProblemError` if there is none such or it was not built."""
    action = path.removeprefix(_FOLDER).removesuffix(".json")
    written = await file(build, f"{_FOLDER}package_search.json")
    given = query_string(request)
    if path.endswith(".json") and not given:
        return await file(build, path)
    maker = _ACTIONS.get(action)
    if maker is None:
        raise ProblemError("not-found")
    found = await asyncio.to_thread(json.loads, written.body)
    status, body = maker(given, found["result"]["results"])
    help_url = f"{build.base}/{_FOLDER}help_show?name={action}"
    words = json.dumps({"help": help_url, **body}, ensure_ascii=False, sort_keys=True)
    return Content(words.encode(), JSON, build.modified, status=status)


def _show(given: Mapping[str, str], packages: _Packages) -> _Found:
    """`package_show`: by its name, its `id` or its `uri`; without any the dataset that holds all others."""
    wanted = given.get("id") or given.get("name_or_id")
    for package in packages:
        uris = [each["value"] for each in package["extras"] if each["key"] == "uri"]
        if wanted in {None, package["id"], package["name"], *uris}:
            return _OK, {"success": True, "result": package}
    return _NOT_FOUND, _error("Not Found Error", message="Not found")


def _search(given: Mapping[str, str], packages: _Packages) -> _Found:
    """`package_search`, all datasets page by page; a search for words is none of its parts."""
    if given.get("q", "*:*") not in {"", "*:*"}:
        return _CONFLICT, _error("Search Query Error", message="q: only *:* is answered here")
    try:
        start, rows = int(given.get("start", "0")), int(given.get("rows", str(_USUAL_ROWS)))
    except ValueError:
        start = rows = -1
    if start < 0 or rows < 0:
        return _CONFLICT, _error("Validation Error", rows=["Must be a natural number"])
    shown = packages[start : start + min(rows, _MOST_ROWS)]
    return _OK, {"success": True, "result": {"count": len(packages), "results": shown}}


def _list(given: Mapping[str, str], packages: _Packages) -> _Found:
    """`package_list`: the names of all datasets."""
    del given
    return _OK, {"success": True, "result": [package["name"] for package in packages]}


def _error(kind: str, **said: object) -> dict[str, Any]:
    return {"success": False, "error": {"__type": kind, **said}}


_ACTIONS: Mapping[str, Callable[[Parameters, _Packages], _Found]] = {
    "package_show": _show,
    "package_search": _search,
    "package_list": _list,
}
