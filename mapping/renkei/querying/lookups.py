"""What names stand for in the data that is asked (名称の照合).

The data itself is asked, so that a value means the same here and at an endpoint elsewhere, and so
that a value which the data lacks is told to the asker instead of giving an empty answer. Values go
into the lookups as RDF terms: stores find terms by index, and disagree on comparing strings.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from renkei.graph.vocabulary import DEFAULT_BASE, Names
from renkei.querying.blanks import fill
from renkei.querying.endpoints import Endpoint
from renkei.resources import table

_NAME_LANGUAGES = ("ja", "ja-hrkt", "en")
_CODE_FOLLOWS = "/id/municipality/"
_KEY_FOLLOWS = "/id/agreement/"
_JIS_LENGTH = 5


class Entry(NamedTuple):
    """A thing that a value may mean: its IRI, the names that it goes by, and how to tell it.

    `below` are the concepts narrower than it, which whoever asks for it means too.
    """

    term: NamedNode
    names: tuple[str, ...]
    shown: str
    below: tuple[NamedNode, ...] = ()


@cache
def _text(name: str) -> str:
    return table("renkei.querying", f"{name}.rq").read_text("utf-8")


def _rows(
    endpoint: Endpoint, lookup: str, **blanks: Iterable[NamedNode | Literal]
) -> list[dict[str, str]]:
    result = endpoint.run(
        fill(_text(lookup), {name: tuple(terms) for name, terms in blanks.items()})
    )
    return [
        {
            variable: getattr(term, "value", "")
            for variable, term in zip(result.variables, row, strict=True)
        }
        for row in result.rows
    ]


def concepts(endpoint: Endpoint, scheme: str) -> tuple[Entry, ...]:
    """The concepts of a scheme, each by its slug, its IRI and its labels in every language."""
    names: dict[str, set[str]] = {}
    narrower: dict[str, set[str]] = {}
    for row in _rows(endpoint, "concepts", scheme=[NamedNode(f"{DEFAULT_BASE}/{scheme}")]):
        names.setdefault(row["term"], set()).add(row["name"])
        narrower.setdefault(row["broader"], set()).add(row["term"])
    return tuple(
        Entry(
            NamedNode(iri),
            (_slug(iri), iri, *sorted(names[iri])),
            _slug(iri),
            tuple(NamedNode(each) for each in sorted(_below(iri, narrower) - {iri})),
        )
        for iri in sorted(names)
    )


def _below(iri: str, narrower: dict[str, set[str]]) -> set[str]:
    """Every concept below another, at any depth; a circle in the scheme ends where it began."""
    found: set[str] = set()
    waiting = [iri]
    while waiting:
        new = narrower.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def _slug(iri: str) -> str:
    return iri.rpartition("/")[2]


def municipalities(endpoint: Endpoint, value: str) -> tuple[Entry, ...]:
    """The municipalities that a code, a name, or prefecture and name may mean, in order of codes.

    An IRI is read by the code in it, whatever its base.
    """
    wanted = value.partition(_CODE_FOLLOWS)[2] or value
    found: dict[str, Entry] = {}
    for row in _rows(endpoint, "municipality", name=_namings(wanted)):
        shown = f"{row['code']} {row['prefecture']}{row['name']}"
        known = {
            row["code"],
            row["code"][:_JIS_LENGTH],
            row["name"],
            row["prefecture"] + row["name"],
        }
        if wanted in known:
            found.setdefault(row["term"], Entry(NamedNode(row["term"]), (value,), shown))
    return tuple(found[iri] for iri in sorted(found))


def _namings(value: str) -> list[NamedNode | Literal]:
    """The terms by which a municipality may be known: codes, and names with or without prefecture.

    Where a prefecture ends cannot be told from its letters (京都府), so every end is tried.
    """
    if len(value) == _JIS_LENGTH and value.isascii() and value.isdigit():
        # Linking brings the whole parser with it, and few questions name a municipality so.
        from renkei.linking.codes import with_check_digit  # noqa: PLC0415  # see above

        return [Literal(with_check_digit(value))]
    ends = [at + 1 for at, char in enumerate(value[:-1]) if char in "都道府県"]
    names = [value, *(value[end:] for end in ends)]
    in_languages = [Literal(name, language=tag) for name in names for tag in _NAME_LANGUAGES]
    return [Literal(value), *in_languages]


def agreements(endpoint: Endpoint, value: str) -> tuple[Entry, ...]:
    """The agreements that a key or an IRI means: one, unless two bases share a store."""
    try:
        likely = NamedNode(value) if "://" in value else Names().agreement(value)
    except ValueError:  # spaces and the like cannot stand in an IRI
        return ()
    if _rows(endpoint, "agreement", term=[likely]):
        return (Entry(likely, (value,), likely.value),)
    return tuple(
        Entry(NamedNode(iri), (value,), iri)
        for iri in sorted({row["term"] for row in _rows(endpoint, "agreement-names")})
        if _key(iri) == value
    )


def _key(iri: str) -> str:
    return iri.partition(_KEY_FOLLOWS)[2]


def known_municipalities(endpoint: Endpoint) -> tuple[str, ...]:
    """Every name of a municipality that the data holds."""
    return tuple(sorted({row["name"] for row in _rows(endpoint, "municipality-names")}))


def known_agreements(endpoint: Endpoint) -> tuple[str, ...]:
    """Every key of an agreement that the data holds."""
    return tuple(sorted({_key(row["term"]) for row in _rows(endpoint, "agreement-names")}))
