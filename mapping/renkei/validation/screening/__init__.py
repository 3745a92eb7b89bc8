"""Which shapes may find something in a graph (予備検査): a quick look before the SHACL engine.

pySHACL takes half a second for an agreement in which, as a rule, it finds nothing. The look says of a
shape either that it certainly finds nothing or that it may: the engine then runs those that may, and
every result is the engine's own. What the look does not know (a component, a path, a literal in an
unusual form) is always a "may", never a guess.
"""

from __future__ import annotations

from renkei.validation.screening.indexed import Indexed
from renkei.validation.screening.suspects import Screen

__all__ = ["Indexed", "Screen"]
