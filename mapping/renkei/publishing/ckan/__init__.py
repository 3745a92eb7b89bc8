"""Publishing into a CKAN (CKANへの公開): a package is made or brought up to date."""

from __future__ import annotations

from renkei.publishing.ckan.client import (
    TOKEN_VARIABLE,
    Patience,
    Published,
    ckan_token,
    publish_to_ckan,
)
from renkei.publishing.ckan.faults import CkanError, CkanUsageError
from renkei.publishing.ckan.merging import merged
from renkei.publishing.ckan.stored import stored_packages

__all__ = [
    "TOKEN_VARIABLE",
    "CkanError",
    "CkanUsageError",
    "Patience",
    "Published",
    "ckan_token",
    "merged",
    "publish_to_ckan",
    "stored_packages",
]
