"""Packaged questions for strangers (質問の実行): in a worker process, under its time limit."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pyoxigraph as ox

from renkei.querying import Answer, LocalEndpoint, UsageError
from renkei.querying.answers import bound_text
from renkei.querying.arranging import arranged
from renkei.querying.endpoints import collected
from renkei.querying.questions import Question
from renkei.web.builds import Build
from renkei.web.cache import KeptAnswer, kept
from renkei.web.pool import QueryError, Task
from renkei.web.responses import ProblemError

_LONGEST_VALUE = 500
# As terms in full, like JSON, in half the bytes: the bound on an answer lets twice the rows through.
_FORM = "tsv"


async def answer(
    asked: Question, build: Build, given: Mapping[str, str], client: str
) -> KeptAnswer:
    """The answer to a packaged question.

    Its parameters are bound here by lookups of single terms; the question itself runs in a worker
    of its own kind, so that no query of a stranger can keep it waiting. Raises `UsageError` for its
    parameters, `ProblemError` if there is no answer.
    """
    if any(len(value) > _LONGEST_VALUE for value in given.values()):
        raise ProblemError("bad-parameter", name="…")
    store = LocalEndpoint(build.store)
    text = await asyncio.to_thread(bound_text, asked, store, **given)
    key = (asked.name, text)
    if (known := build.answers.get(key)) is not None:
        return known
    found = await _found(build, Task(text, _FORM), client)
    made = await asyncio.to_thread(_arranged, asked, found)
    build.answers.put(key, made)
    return made


async def _found(build: Build, task: Task, client: str) -> bytes:
    try:
        return await build.questions.run(task, client=client)
    except QueryError as error:
        raise ProblemError.with_values(error.kind, error.values) from error


def _arranged(asked: Question, found: bytes) -> KeptAnswer:
    result = collected(ox.parse_query_results(found, format=ox.QueryResultsFormat.TSV))
    return kept(Answer(asked, asked.columns, arranged(result, asked, "store"), result))


def usage(error: UsageError) -> ProblemError:
    """A wrong parameter as a problem."""
    kind = "not-found" if error.kind == "unknown-question" else "bad-question"
    return ProblemError(kind, reason_ja=error.message("ja"), reason_en=error.message("en"))
