"""Which Renkei this is (版): its version, and how it names itself to the servers it asks."""

from __future__ import annotations

VERSION = "0.1.0"
AGENT = f"renkei/{VERSION} (+https://w3id.org/renkei)"
