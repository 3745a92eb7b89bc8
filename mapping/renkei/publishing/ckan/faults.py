"""What can go wrong on the way into a CKAN (CKANへの公開の障害)."""

from __future__ import annotations

from renkei.querying.faults import UsageError
from renkei.store.faults import Fault

PACKAGE = "renkei.publishing.ckan"


class CkanUsageError(UsageError):
    """CKAN was named in a wrong way (使い方の誤り): `no-token`, `bad-url`, `insecure`, `no-name`."""

    package = PACKAGE


class CkanError(Fault):
    """CKAN did not take the dataset (CKANの障害).

    Kinds: `unreachable`, `timeout`, `server-error`, `forbidden`, `rejected`, `no-owner`,
    `taken`, `refused`, `redirected`, `not-ckan`.
    """

    package = PACKAGE
