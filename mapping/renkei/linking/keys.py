"""The key of an agreement (協約の識別子): the last part of its IRI, for ever the same."""

from __future__ import annotations

from renkei.linking.bodies import code_on
from renkei.linking.codes import JIS_LENGTH
from renkei.model import Agreement, SourceText

PROVISIONAL = "unidentified"


def agreement_key(agreement: Agreement, source: SourceText, position: int) -> str:
    """Party codes in the order of the aliases and the date; provisional when either is missing.

    `position` counts the agreements of a source from 1. The form is fixed by DESIGN §4.2:
    `43100-43214-20160330`. A provisional key names the source instead: `unidentified-1a2b…-1`.
    """
    codes = [party.municipality.jis_code for party in agreement.parties if party.municipality]
    if agreement.concluded_on is None or len(codes) < max(2, len(agreement.parties)):
        return f"{PROVISIONAL}-{source.sha256[:16]}-{position}"
    return "-".join([*codes, f"{agreement.concluded_on.value:%Y%m%d}"])


def is_provisional(key: str) -> bool:
    """Whether a key names only the source, since party or date are not known."""
    return key.startswith(PROVISIONAL)


def amended_key(agreement: Agreement) -> str | None:
    """The key of the agreement that an amending one changes: the same parties, the date it names.

    A party that was a town then has the code that it had then. None where the text names no date, or a
    party is not known or did not exist on that day.
    """
    amendment = agreement.amendment
    parties = [party.municipality for party in agreement.parties if party.municipality]
    if amendment is None or amendment.amended_on is None:
        return None
    if len(parties) < max(2, len(agreement.parties)):
        return None
    day = amendment.amended_on.value
    codes = [code_on(party.code, day) for party in parties]
    if None in codes:
        return None
    return "-".join([*(code[:JIS_LENGTH] for code in codes if code), f"{day:%Y%m%d}"])
