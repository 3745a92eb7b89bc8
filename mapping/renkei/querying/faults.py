"""What can go wrong between a question and its answer (質問と回答の障害)."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from renkei.errors import Language
from renkei.querying.wording import LISTS
from renkei.store.faults import Fault


class UsageError(Fault):
    """A question was asked in a wrong way (使い方の誤り): the asker can mend it.

    `candidates` are the names that may have been meant, best first.
    """

    package = "renkei.querying"

    def __init__(self, kind: str, *, candidates: Iterable[str] = (), **values: str) -> None:
        self.candidates = tuple(candidates)
        super().__init__(kind, **values)

    def message(self, language: Language) -> str:
        """What was wrong, and what may have been meant, in one language."""
        said = super().message(language)
        if not self.candidates:
            return said
        before, between, after = LISTS[language]
        return said + before + between.join(self.candidates) + after


class EndpointError(Fault):
    """A SPARQL endpoint did not answer, or not fully (エンドポイントの障害)."""

    package = "renkei.querying"


class QuestionFileError(Fault):
    """A .rq file in queries/ is not well made (質問ファイルの誤り)."""

    package = "renkei.querying"


def near(word: str, known: Iterable[str], *, at_most: int = 5) -> tuple[str, ...]:
    """Those known names that resemble a word, best first; all if there are few and none does.

    >>> near("touris", ["sports", "tourism", "ict"])
    ('tourism',)
    """
    names = sorted(set(known))
    found = get_close_matches(word, names, n=at_most, cutoff=0.5)
    return tuple(found) or (tuple(names) if len(names) <= at_most else ())
