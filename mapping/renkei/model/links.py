"""Links from words to identifiers and concepts, each with its evidence (紐付けとその根拠)."""

from __future__ import annotations

from enum import StrEnum

from renkei.model.base import Frozen
from renkei.model.passages import Passage, SpanTuple


class Method(StrEnum):
    """How a link came to be (紐付けの方法)."""

    STATED = "stated"
    """The text says so in words of its own."""
    RULE = "rule"
    """A row of a rule table; the row is named."""
    INFERRED = "inferred"
    """A guess from the circumstances, and called one."""
    CURATED = "curated"
    """A person decided, in a curation file."""


class ConceptLink(Frozen):
    """A concept that was found in words (概念への紐付け).

    `concept` is the slug in its SKOS scheme; `rule` names the row of the rule table, or of the
    curation file; `evidence` are the words that caused the link and `spans` where they stand.
    `rejected` is set when a curation took back what a rule had found: the trace stays.
    """

    concept: str
    method: Method
    rule: str
    evidence: str = ""
    spans: SpanTuple = ()
    reason: str = ""
    rejected: bool = False


class Mention(Frozen):
    """A facility or body that an initiative names (施設・機関の名指し).

    `name` is the name as printed and `passages` are all places of it in the initiative; `rule`
    names the row of the rule table that took the words for a name, `reason` says why.
    """

    name: str
    rule: str
    reason: str = ""
    passages: tuple[Passage, ...]


class MunicipalityLink(Frozen):
    """A municipality of the register (市区町村), found by its name.

    `code` has 6 digits, the last a check digit (全国地方公共団体コード).
    """

    code: str
    name: str
    kana: str
    english: str
    prefecture: str
    corporate_number: str
    method: Method = Method.RULE
    evidence: str = ""

    @property
    def jis_code(self) -> str:
        """The five digits of JIS X 0402, as IRIs use them."""
        return self.code[:5]


class Citation(Frozen):
    """A provision or notice that the text names (引用法令).

    `law_id` is the identifier in the e-Gov law API; article, paragraph and item are numbers as in
    IRIs (`252_2` for 第252条の2). For a ministry's notice `title` and `notice_number` stand instead.
    """

    passage: Passage
    title: str
    law_id: str | None = None
    article: str | None = None
    paragraph: str | None = None
    item: str | None = None
    number: str | None = None
    is_basis: bool = False
    within: str
