"""An example for each class (実例), taken from the sample agreements and held against their graph."""

from __future__ import annotations

import re
from functools import cache

from renkei.resources import table

# "# Class: Agreement" on a line of its own; not a comment that merely mentions a class.
_HEADING = re.compile(r"^# Class: (\w+)\n", re.MULTILINE)


def examples_turtle() -> str:
    """The table as it is: one Turtle document with the prefixes at its head."""
    return table("renkei.publishing.ontology_page", "examples.ttl").read_text("utf-8")


@cache
def examples() -> dict[str, str]:
    """The Turtle of the example by the name of its class, without the prefixes.

    >>> "renkei:roleText" in examples()["RoleAssignment"]
    True
    """
    _, *pieces = _HEADING.split(examples_turtle())
    return {name: turtle.strip() for name, turtle in zip(pieces[::2], pieces[1::2], strict=True)}
