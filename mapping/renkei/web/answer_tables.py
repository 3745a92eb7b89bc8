"""The answer of a packaged question as a file (回答の表): `/query/NAME.csv` and `/query/NAME.json`."""

from __future__ import annotations

import asyncio
import re

from starlette.requests import Request

from renkei.querying import UsageError, question
from renkei.querying.answers import Part
from renkei.querying.rendering import written
from renkei.web import asking
from renkei.web.builds import Build
from renkei.web.formats import FILE_TYPES
from renkei.web.requests import client_of, query_string
from renkei.web.responses import Content
from renkei.web.windows import FIELDS, addresses, link, window, without_window

# How many rows a part has where only its beginning is named; nobody who names none gets a part.
_USUAL = 500
# The address of an answer: `query/municipality-roles.csv`; not the page `query/municipality-roles`.
_TABLE = re.compile(r"query/(?P<name>[a-z0-9-]+)\.(?P<form>csv|json)")


async def table(request: Request, build: Build, path: str) -> Content | None:
    """The answer with the parameters of the query string; None for another kind of address.

    It is whole, unless `offset` or `limit` ask for a part: then a header tells of the others. Raises `ProblemError` for an unknown question or a wrong parameter.
    """
    found = _TABLE.fullmatch(path)
    if found is None:
        return None
    fields = query_string(request)
    given = {key: value for key, value in without_window(fields).items() if value}
    wanted = window(fields, usual=_USUAL) if FIELDS & set(fields) else None
    try:
        asked = question(found["name"])
        answer = await asking.answer(asked, build, given, client_of(request))
    except UsageError as error:
        raise asking.usage(error) from error
    part = Part(*wanted, answer.total) if wanted else None
    headers = link(addresses(part, f"{build.site.desk.url_path}/{path}", given)) if part else {}
    body = await asyncio.to_thread(written, answer, found["form"], part)
    return Content(body.encode(), FILE_TYPES[f".{found['form']}"], build.modified, headers)
