"""Rules that speak of a party of the agreement at hand (当事者を含む規則): `{party}を中心市とする`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

# Where a rule has the party, with the group around it if there is one: `{party}`, `(?P<who>{party})`.
_HOLE = re.compile(r"\(\?P<who>\{party\}\)|\{party\}")


@dataclass(frozen=True, slots=True)
class PartyRule:
    """A pattern with a place for the party (当事者を入れる型).

    Each agreement has parties of its own, and to compile a pattern with their names takes longer than
    all else that reads an agreement. What stands around the party is the same everywhere, so
    it is looked for first: most texts have nothing of it.

    >>> rule = PartyRule("{party}を中心市とする")
    >>> rule.may_match("甲は、乙と協力する。"), rule.may_match("甲を中心市とする圏域")
    (False, True)
    >>> rule.of("甲").search("甲を中心市とする圏域")[0]
    '甲を中心市とする'
    """

    pattern: str

    def may_match(self, text: str) -> bool:
        """Whether what stands before and after the party is anywhere in a text."""
        return all(part.search(text) for part in _around(self.pattern))

    def of(self, party: str) -> re.Pattern[str]:
        """The rule about a party; `party` is a pattern itself."""
        return _compiled(self.pattern, party)


@cache
def _around(pattern: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(part) for part in _HOLE.split(pattern) if part)


@lru_cache(maxsize=256)
def _compiled(pattern: str, party: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{party}", party))
