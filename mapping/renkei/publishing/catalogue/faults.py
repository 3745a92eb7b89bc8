"""Wrong settings of a publisher, and gaps that the settings leave (設定の誤りと不足)."""

from __future__ import annotations

from renkei.errors import Language
from renkei.model.base import Frozen
from renkei.querying.faults import UsageError
from renkei.store.faults import wordings

PACKAGE = "renkei.publishing.catalogue"


class SettingsError(UsageError):
    """The publisher's settings cannot be used (発行者の設定の誤り).

    Kinds: `missing`, `not-toml`, `bad-setting`, `unknown-code`, `no-slug`.
    """

    package = PACKAGE


class Gap(Frozen):
    """Something that DCAT-AP asks for and nobody stated (設定の不足): the catalogue leaves it out.

    >>> Gap(kind="gap-contact").message("en")
    'No contact point was stated. Give one under [contact] in publisher.toml.'
    """

    kind: str

    def message(self, language: Language) -> str:
        """What is missing and how to state it, in one language."""
        return wordings(PACKAGE)[self.kind].fill(language, {})
