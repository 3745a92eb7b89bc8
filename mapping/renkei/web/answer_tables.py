"""The answer of a packaged question as a file (回答の表): `/query/NAME.csv` and `/query/NAME.json`."""

from __future__ import annotations

import asyncio
import re

from starlette.requests import Request

from renkei.querying import UsageError, question, render
from renkei.web import asking
from renkei.web.builds import Build
from renkei.web.formats import FILE_TYPES
from renkei.web.requests import client_of, query_string
from renkei.web.responses import Content

# The address of an answer: `query/municipality-roles.csv`; not the page `query/municipality-roles`.
_TABLE = re.compile(r"query/(?P<name>[a-z0-9-]+)\.(?P<form>csv|json)")


async def table(request: Request, build: Build, path: str) -> Content | None:
    """The answer with the parameters of the query string; None for another kind of address.

    Raises `ProblemError` for an unknown question or a wrong parameter.
    """
    found = _TABLE.fullmatch(path)
    if found is None:
        return None
    given = {key: value for key, value in query_string(request).items() if value}
    try:
        asked = question(found["name"])
        answer = await asking.answer(asked, build, given, client_of(request))
    except UsageError as error:
        raise asking.usage(error) from error
    body = await asyncio.to_thread(render, answer, found["form"], "ja")
    return Content(body.encode(), FILE_TYPES[f".{found['form']}"], build.modified)
