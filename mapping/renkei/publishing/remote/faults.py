"""What can go wrong on the way into a remote store (公開の障害)."""

from __future__ import annotations

from renkei.store.faults import Fault


class PublishError(Fault):
    """The remote store did not do what it was asked to (公開の障害): environment, not input.

    Kinds: rows of `tables/faults.toml`. No value of it ever holds a password or a token.
    """

    package = "renkei.publishing.remote"


class TargetError(Fault):
    """Where or as whom to publish was given in a wrong way (公開先の指定の誤り)."""

    package = "renkei.publishing.remote"
