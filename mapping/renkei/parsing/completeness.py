"""How far reading got in an agreement (読み取りの到達度)."""

from __future__ import annotations

from collections.abc import Sequence

from renkei.model import Article, Completeness, Initiative, Party
from renkei.model.amendment import Amendment

FEWEST_PARTIES = 2
"""How many bodies an agreement takes (地方自治法 第252条の2第1項: 他の普通地方公共団体と)."""


def reached(
    articles: Sequence[Article],
    initiatives: Sequence[Initiative],
    parties: Sequence[Party],
    *,
    rows_unread: bool,
) -> Completeness:
    """How far reading got; a row that stayed unread leaves roles open like a role that is not there.

    So does an agreement of fewer than two parties: it has roles of somebody whom nobody knows. Nor is
    an agreement complete of which no article was read.

    >>> reached([], [], [], rows_unread=False)
    <Completeness.HEADER_ONLY: 'header-only'>
    """
    if not articles and not initiatives:
        return Completeness.HEADER_ONLY
    if not initiatives:
        return Completeness.ARTICLES_ONLY
    numbers = {party.number for party in parties}
    whole = all({role.party for role in initiative.roles} == numbers for initiative in initiatives)
    whole = whole and len(numbers) >= FEWEST_PARTIES and bool(articles)
    return Completeness.COMPLETE if whole and not rows_unread else Completeness.ROLES_INCOMPLETE


def reached_in_amendment(amendment: Amendment) -> Completeness:
    """How far reading got in an amending agreement, which has no initiatives of its own."""
    read = amendment.instructions or amendment.repeals
    return Completeness.ARTICLES_ONLY if read else Completeness.HEADER_ONLY
