"""How far reading got in an agreement (読み取りの到達度)."""

from __future__ import annotations

from collections.abc import Sequence

from renkei.model import Article, Completeness, Initiative, Party
from renkei.model.amendment import Amendment


def reached(
    articles: Sequence[Article],
    initiatives: Sequence[Initiative],
    parties: Sequence[Party],
    *,
    rows_unread: bool,
) -> Completeness:
    """How far reading got; a row that stayed unread leaves roles open like a role that is not there.

    >>> reached([], [], [], rows_unread=False)
    <Completeness.HEADER_ONLY: 'header-only'>
    """
    if not articles and not initiatives:
        return Completeness.HEADER_ONLY
    if not initiatives:
        return Completeness.ARTICLES_ONLY
    numbers = {party.number for party in parties}
    whole = all({role.party for role in initiative.roles} == numbers for initiative in initiatives)
    return Completeness.COMPLETE if whole and not rows_unread else Completeness.ROLES_INCOMPLETE


def reached_in_amendment(amendment: Amendment) -> Completeness:
    """How far reading got in an amending agreement, which has no initiatives of its own."""
    read = amendment.instructions or amendment.repeals
    return Completeness.ARTICLES_ONLY if read else Completeness.HEADER_ONLY
