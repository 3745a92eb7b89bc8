"""Files that stand beside sources, in a folder or an archive, and are none (付属のファイル)."""

from __future__ import annotations

CURATION = "curation.csv"
SETTINGS_FILE = "publisher.toml"
PROVENANCE = "sources.csv"
FETCHED = "fetched.csv"
COMPANIONS = frozenset({CURATION, SETTINGS_FILE, PROVENANCE, FETCHED, "README.md", "README.ja.md"})
"""Files that stand beside sources in a folder and are none themselves."""
_BY_SYSTEMS = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})


def is_companion(name: str) -> bool:
    """Whether a path below a folder is a companion, hidden, or what a system leaves there.

    >>> [is_companion(name) for name in ("a/sources.csv", "a/.git/x", "__MACOSX/a", "../a.txt")]
    [True, True, True, False]
    """
    parts = name.split("/")
    hidden = any(part.startswith(".") and part not in {".", ".."} for part in parts)
    return hidden or parts[-1] in COMPANIONS or not _BY_SYSTEMS.isdisjoint(parts)
