"""The blanks of a query (空欄): lines `VALUES ?name { UNDEF }`, filled with RDF terms."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

# The line of a parameter, alone on its line: `  VALUES ?theme { UNDEF }`; not a block with values.
BLANK = re.compile(r"^([ \t]*)VALUES \?(\w+) \{ UNDEF \}[ \t]*$\n?", re.MULTILINE)
# Lines that only a given parameter calls for, from `  #if theme` to the next `  #end`, or that it
# makes needless, from `  #unless theme`; not `# if`.
SECTION = re.compile(
    r"^[ \t]*#(if|unless) (\w+)[ \t]*\n(.*?)^[ \t]*#end[ \t]*$\n?", re.MULTILINE | re.DOTALL
)


def fill(text: str, terms: Mapping[str, tuple[NamedNode | Literal, ...]]) -> str:
    r"""The query with its blanks filled.

    The blank of a parameter without terms goes, and so does its section: it narrows nothing. The
    RDF library writes each term, with every quote and line end escaped, and no filled-in text is
    read again: a value stays a value.

    >>> fill("VALUES ?a { UNDEF }\nVALUES ?b { UNDEF }\n", {"b": (Literal('x" }'),)})
    'VALUES ?b { "x\\" }" }\n'
    >>> fill("#unless a\n?s ?p ?o .\n#end\nVALUES ?a { UNDEF }\n", {"a": (Literal("x"),)})
    'VALUES ?a { "x" }\n'
    """

    def block(match: re.Match[str]) -> str:
        found = terms.get(match[2], ())
        values = " ".join(str(term) for term in found)
        return f"{match[1]}VALUES ?{match[2]} {{ {values} }}\n" if found else ""

    def section(match: re.Match[str]) -> str:
        return match[3] if bool(terms.get(match[2])) is (match[1] == "if") else ""

    return BLANK.sub(block, SECTION.sub(section, text))
