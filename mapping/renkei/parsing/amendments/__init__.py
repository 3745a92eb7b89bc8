"""Amendments (改め文と新旧対照表): what an agreement says of how another one is to read.

`announcing` reads what a title, a preamble or 附則 say of another agreement, `quotes` cuts a sentence into clauses, `places` reads what a clause says where, `clauses` what it does,
`comparisons` reads the rows of a table of old and new wording; `reader` puts them together. Nothing
is applied here: the other agreement may be in another source.
"""

from __future__ import annotations

from renkei.parsing.amendments.announcing import Announced, announced, ended, restating
from renkei.parsing.amendments.reader import AmendmentReader

__all__ = ["AmendmentReader", "Announced", "announced", "ended", "restating"]
