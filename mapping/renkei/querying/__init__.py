"""Questions and answers (質問と回答): packaged queries over a local store or a SPARQL endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.deferred import deferred
from renkei.querying.questions import (
    Column,
    Parameter,
    Question,
    load_question,
    question,
    questions,
)

if TYPE_CHECKING:
    from renkei.querying.answers import Answer, ask, ask_text
    from renkei.querying.endpoints import Endpoint, LocalEndpoint, Result
    from renkei.querying.faults import EndpointError, QuestionFileError, UsageError
    from renkei.querying.remote import RemoteEndpoint
    from renkei.querying.rendering import FORMATS, render

__all__ = [
    "FORMATS",
    "Answer",
    "Column",
    "Endpoint",
    "EndpointError",
    "LocalEndpoint",
    "Parameter",
    "Question",
    "QuestionFileError",
    "RemoteEndpoint",
    "Result",
    "UsageError",
    "ask",
    "ask_text",
    "load_question",
    "question",
    "questions",
    "render",
]

# A server asks its own store: it needs neither SPARQLWrapper nor tables for terminals. A build asks
# nothing at all, and only wants to know what a fault is. `questions` is a module too, so not deferred.
__getattr__ = deferred(
    __name__,
    {
        "Answer": "answers",
        "ask": "answers",
        "ask_text": "answers",
        "Endpoint": "endpoints",
        "LocalEndpoint": "endpoints",
        "Result": "endpoints",
        "EndpointError": "faults",
        "QuestionFileError": "faults",
        "UsageError": "faults",
        "RemoteEndpoint": "remote",
        "FORMATS": "rendering",
        "render": "rendering",
    },
)
