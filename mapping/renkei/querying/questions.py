"""Packaged questions (質問): each file in queries/ is one, and the folder is the registry.

A .rq file is a plain SPARQL query. Its header stands in comment lines that begin with `#:`; what
follows that mark is TOML. docs/queries.md describes the header for those who write a question.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from renkei.errors import Wording
from renkei.querying.blanks import BLANK, SECTION
from renkei.querying.faults import QuestionFileError, UsageError, near
from renkei.resources import folder

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

# The types of a parameter whose value is a concept; the type is also the name of its scheme.
CONCEPT_TYPES = (
    "theme",
    "policy-field",
    "role-type",
    "provision-type",
    "frequency",
    "settlement",
    "procedure",
    "term-rule",
)
ParameterType = Literal[
    "theme",
    "policy-field",
    "role-type",
    "provision-type",
    "frequency",
    "settlement",
    "procedure",
    "term-rule",
    "municipality",
    "agreement",
    "choice",
    "language",
    "date",
    "integer",
    "text",
    "iri",
]
ColumnType = Literal["text", "number", "integer", "date", "boolean", "iri"]

# One line of the header: `#: title.ja = "観光"`, or `#:` alone; not an ordinary comment `# …`.
_HEADER_LINE = re.compile(r"^#:(?: (.*))?$", re.MULTILINE)
# The word that only a parameter's line may hold, wherever it stands: `UNDEF` in any case.
_UNDEF = re.compile(r"\bUNDEF\b", re.IGNORECASE)
# A line that begins or ends a section: `#if theme`, `#unless theme`, `#end`; not `# if`.
_MARK = re.compile(r"^[ \t]*#(?:if|unless|end)\b", re.MULTILINE)
# What is said of a field that is not known; the words of pydantic are for programmers.
_SAID = {"unexpected_keyword_argument": "Extra inputs are not permitted"}
# A header may hold nothing that is not known here.
_STRICT = {"extra": "forbid"}


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A blank in a question (引数): bound as a typed RDF term, never pasted as text.

    `choices` are the IRIs by name for the type `choice`. Without `required` and without a value the
    question is not narrowed by this parameter.
    """

    __pydantic_config__: ClassVar[Any] = _STRICT

    name: str
    type: ParameterType
    label: Wording
    required: bool = False
    default: str | None = None
    choices: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Demand that default, choices and type go together; raises `ValueError`."""
        if self.required and self.default is not None:
            raise ValueError(f"parameter {self.name}: what is required has no default")
        if (self.type == "choice") != bool(self.choices):
            raise ValueError(f"parameter {self.name}: a choice, and only a choice, has choices")


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of the answer (列).

    `combine` marks a column with several values for one row, as the sources of one clause; rows
    that differ in such columns only become one. The type `number` is a number as printed, `3.1.8`.
    """

    __pydantic_config__: ClassVar[Any] = _STRICT

    name: str
    type: ColumnType = "text"
    label: Wording
    combine: bool = False


@dataclass(frozen=True, kw_only=True)
class Question:
    """A packaged question (質問): what is asked, its parameters, its columns and its query text.

    `sort` names columns, `-` before a name means descending; `group` is a column whose values head
    the sections of a printed answer. `identity` names variables that are no columns: rows that
    differ in one of them speak of different things and never become one. `sort` may name them too.
    `asks_first` marks an answer that grows with every agreement: where there are many of them, a
    page asks for values before it answers.
    """

    __pydantic_config__: ClassVar[Any] = _STRICT

    name: str
    title: Wording
    description: Wording
    params: tuple[Parameter, ...] = ()
    columns: tuple[Column, ...]
    sort: tuple[str, ...]
    identity: tuple[str, ...] = ()
    group: str | None = None
    asks_first: bool = False
    text: str

    def __post_init__(self) -> None:
        """Demand that the text and its header agree; raises `ValueError`."""
        found = BLANK.findall(self.text)
        blanks, params = {name for _, name in found}, {each.name for each in self.params}
        if blanks != params:
            raise ValueError(f"parameters without a VALUES line or the reverse: {blanks ^ params}")
        if len(_UNDEF.findall(self.text)) != len(found):
            raise ValueError("UNDEF may stand in the VALUES lines of parameters only")
        sections = {name for _, name, _ in SECTION.findall(self.text)}
        if not sections <= params or len(_MARK.findall(self.text)) != 2 * len(
            SECTION.findall(self.text)
        ):
            raise ValueError("each #if and #unless names a parameter and has its #end")
        columns = [each.name for each in self.columns]
        if len(set(columns)) != len(columns) or len(params) != len(self.params):
            raise ValueError("a name is given twice")
        strange = {each.removeprefix("-") for each in self.sort} - {*columns, *self.identity}
        if strange or self.group not in {None, *columns}:
            raise ValueError(f"sort and group name columns: {strange or self.group}")

    def parameter(self, name: str) -> Parameter:
        """The parameter of a name, in which `-` counts as `_`. Raises `UsageError`."""
        wanted = name.replace("-", "_")
        for each in self.params:
            if each.name == wanted:
                return each
        known = near(wanted, [each.name for each in self.params])
        raise UsageError("unknown-parameter", candidates=known, question=self.name, name=name)


def load_question(path: str | Path) -> Question:
    """The question in a .rq file with a header; raises `QuestionFileError`."""
    # A third of a server's start would go into pydantic, and its first pages ask no question.
    from pydantic import ValidationError  # noqa: PLC0415  # see above

    file = Path(path)
    try:
        text = file.read_text("utf-8")
        header = tomllib.loads("\n".join(_HEADER_LINE.findall(text)))
        return _reader().validate_python(dict(name=file.stem, text=text, **header))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError) as error:
        raise QuestionFileError("bad-file", path=str(file), reason=str(error)) from error
    except ValidationError as error:
        raise QuestionFileError("bad-file", path=str(file), reason=_first(error)) from error


@cache
def _reader() -> TypeAdapter[Question]:
    from pydantic import TypeAdapter  # noqa: PLC0415  # as above

    return TypeAdapter(Question)


def _first(error: ValidationError) -> str:
    details = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in details["loc"])
    said = _SAID.get(details["type"], details["msg"])
    return f"{place}: {said}" if place else said


@cache
def questions() -> tuple[Question, ...]:
    """Every packaged question, in the order of the names.

    >>> "disaster-response-roles" in [each.name for each in questions()]
    True
    """
    return tuple(load_question(path) for path in sorted(folder("queries").glob("*.rq")))


def question(name: str) -> Question:
    """The packaged question of a name; raises `UsageError` if there is none.

    >>> question("municipality-roles").params[0].type
    'municipality'
    """
    for each in questions():
        if each.name == name:
            return each
    known = near(name, [each.name for each in questions()])
    raise UsageError("unknown-question", candidates=known, name=name)
