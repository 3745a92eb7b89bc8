"""Twins (同一協約の別原文): several sources of one agreement, which is taken, and what they say otherwise."""

from __future__ import annotations

from renkei.publishing.twins.settling import Candidate, Settled, settled

__all__ = ["Candidate", "Settled", "settled"]
