"""Good texts damaged on purpose (原文の損傷の測定): what a damage changes must leave a trace in the findings.

    python benchmarks/damaging.py --every 1

A damage counts if it changes a role, a party or the date; it is told if there is a finding or a correction
that the sound text does not have. The texts are the samples, made-up agreements of all layouts, and the
cases of the parser's tests. docs/limits.md says which damages leave no trace that a rule could find.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from generator import generate

from renkei.linking import link
from renkei.model import Document, Passage, SourceText, Span
from renkei.parsing import parse
from renkei.parsing.text.columns import column
from renkei.reading import read_bytes

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
MADE_UP = 40
_PAGE = 25
"""How many lines a page has that is cut out."""
_HEADING = 25
"""How many code points a line has that may be a heading."""
_STEP = 5
"""How many lines lie between two such pages."""
_NARROW = 14
"""How many code points a narrow column has in a line, where columns are interleaved."""
_BLOT = "口"


class Damage(NamedTuple):
    """A damaged text, what was done to it, and the line where it was done (from 1)."""

    kind: str
    text: str
    line: int


@dataclass(slots=True)
class Tally:
    """How many damages of each kind changed what counts, and how many of them are told."""

    changed: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    silent: dict[str, list[str]] = field(default_factory=dict)

    def share(self, kind: str) -> int:
        """The percentage that is told, rounded down; 100 where nothing was changed."""
        return 100 * self.told[kind] // self.changed[kind] if self.changed[kind] else 100


# --- damages


def damages(text: str, sound: Document) -> Iterator[Damage]:
    """Every damage of every kind to one text, of which `sound` was read."""
    lines = text.split("\n")
    yield from _of_lines(lines)
    for at, line in enumerate(lines):
        if "\t" in line and not line.startswith("--"):
            for kind, cells in _of_cells(line.split("\t")):
                yield _with(lines, at, at + 1, ["\t".join(cells)], kind)
            yield _with(lines, at, at + 1, list(_interleaved(line)), "columns interleaved")
    yield from _of_tables(lines)
    yield from _of_letters(text, sound)


def _with(lines: Sequence[str], low: int, high: int, put: Sequence[str], kind: str) -> Damage:
    return Damage(kind, "\n".join([*lines[:low], *put, *lines[high:]]), low + 1)


def _of_lines(lines: Sequence[str]) -> Iterator[Damage]:
    for at, line in enumerate(lines):
        if not line.strip():
            continue
        yield _with(lines, at, at + 1, [], "line deleted")
        if "\t" not in line and len(line) <= _HEADING:
            yield _with(lines, at, at + 1, [], "heading deleted")
        yield _with(lines, at, at, [line], "line doubled")
        if "".join(lines[:at]).strip():  # an empty file is reading's to refuse
            yield _with(lines, at, len(lines), [], "tail cut")
        if at % _STEP == 0 and at + _PAGE < len(lines):
            yield _with(lines, at, at + _PAGE, [], "page cut out")


def _of_cells(cells: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    for at, cell in enumerate(cells):
        if cell:
            yield "cell emptied", [*cells[:at], "", *cells[at + 1 :]]
            yield "cell dropped", [*cells[:at], *cells[at + 1 :]]
            yield "cell doubled", [*cells[:at], cell, *cells[at:]]
        if at and cell != cells[at - 1]:
            swapped = [*cells[: at - 1], cell, cells[at - 1], *cells[at + 1 :]]
            yield "neighbours swapped", swapped
            if _is_head(cell) and _is_head(cells[at - 1]):
                yield "heads swapped", swapped


def _is_head(cell: str) -> bool:
    return column(cell) is not None


def _interleaved(line: str) -> Iterator[str]:
    """The lines of a row as they come where nothing parts its columns."""
    cells = [
        [cell[at : at + _NARROW] for at in range(0, len(cell), _NARROW)]
        for cell in line.split("\t")
    ]
    for pieces in zip_longest(*cells, fillvalue=""):
        yield " ".join(piece for piece in pieces if piece)


def _of_tables(lines: Sequence[str]) -> Iterator[Damage]:
    """Two columns of a whole table swapped, its header left as it is."""
    for low, high in _tables(lines):
        width = lines[low].count("\t")
        rows = [line.split("\t") for line in lines[low + 1 : high]]
        for at in range(1, width + 1):
            for row in rows:
                if len(row) > at:
                    row[at - 1], row[at] = row[at], row[at - 1]
            put = ["\t".join(row) for row in rows]
            yield _with(lines, low + 1, high, put, "columns swapped")
            for row in rows:
                if len(row) > at:
                    row[at - 1], row[at] = row[at], row[at - 1]


def _tables(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where tables begin, with their header, and end."""
    at = 0
    while at < len(lines):
        if sum(map(_is_head, lines[at].split("\t"))) < 2:  # noqa: PLR2004 # a header has two heads
            at += 1
            continue
        end = at + 1
        while end < len(lines) and "\t" in lines[end]:
            end += 1
        if end > at + 1:
            yield at, end
        at = end


def _of_letters(text: str, sound: Document) -> Iterator[Damage]:
    for agreement in sound.agreements:
        parties = [p for party in agreement.parties for p in (party.name, party.signed_as) if p]
        roles = [role.text for one in agreement.initiatives for role in one.roles]
        date = [agreement.concluded_on.passage] if agreement.concluded_on else []
        for kind, passages, every in (
            ("name misread", parties, 1),
            ("date misread", date, 1),
            ("role misread", roles, _NARROW),
        ):
            for place in _places(passages)[::every]:
                damaged = text[:place] + _BLOT + text[place + 1 :]
                yield Damage(kind, damaged, text.count("\n", 0, place) + 1)


def _places(passages: Iterable[Passage]) -> list[int]:
    spans: set[Span] = {span for passage in passages for span in passage.spans}
    return [place for span in sorted(spans) for place in range(*span)]


# --- what counts, and what is told


def held(document: Document) -> Counter[object]:
    """Roles with what they are roles in, parties with who signed, and the date."""
    found: Counter[object] = Counter()
    for agreement in document.agreements:
        names = {heading.number: heading.text.text for heading in agreement.headings}
        for initiative in agreement.initiatives:
            above = tuple(names[number] for number in initiative.headings)
            label = initiative.label.text if initiative.label else ""
            content = initiative.content.text if initiative.content else ""
            for role in initiative.roles:
                found["role", above, label, content, role.party, role.text.text] += 1
        for party in agreement.parties:
            code = party.municipality.code if party.municipality else ""
            signed = party.signatory_name.text if party.signatory_name else ""
            found["party", party.alias, code, signed] += 1
        date = agreement.concluded_on
        found["date", date.value if date else None] += 1
    return found


def said(document: Document) -> Counter[object]:
    """The findings without their places, since a damage moves everything behind it."""
    found: Counter[object] = Counter(one.code for one in document.findings)
    found["corrections"] = sum(len(agreement.corrections) for agreement in document.agreements)
    return found


def read(text: str) -> Document:
    """A text, parsed and linked; not by reading, which refuses some that a damage leaves."""
    return link(
        parse(
            SourceText(
                name="damaged.txt",
                text=text,
                sha256="",
                file_sha256="",
                media_type="text/plain",
                encoding="utf-8",
            )
        )
    )


def measure(
    texts: Iterable[tuple[str, str]], *, every: int, parsed: Callable[[str], Document] = read
) -> Tally:
    """Damage each text, by every so many of each kind, and count."""
    tally, seen = Tally(), Counter[str]()
    for name, text in texts:
        sound = parsed(text)
        before, known = held(sound), said(sound)
        for damage in damages(text, sound):
            seen[damage.kind] += 1
            if (seen[damage.kind] - 1) % every:
                continue
            document = parsed(damage.text)
            if held(document) == before:
                continue
            tally.changed[damage.kind] += 1
            if said(document) - known:
                tally.told[damage.kind] += 1
            else:
                tally.silent.setdefault(damage.kind, []).append(f"{name}: line {damage.line}")
    return tally


# --- texts


def samples() -> Iterator[tuple[str, str]]:
    """The five agreements."""
    for path in sorted((ROOT / "agreements").glob("*.txt")):
        yield path.stem, path.read_text("utf-8")


def made_up(count: int = MADE_UP) -> Iterator[tuple[str, str]]:
    """Made-up agreements: the axes of the generator's layouts all turn up in forty."""
    for one in generate(count):
        source = read_bytes(one.data, name=one.name).source
        if source is not None:
            yield one.name, source.text


def cases() -> Iterator[tuple[str, str]]:
    """The cases of the parser's tests that are sound: nothing worse than a note is said of them."""
    for path in sorted((ROOT / "tests" / "parsing" / "cases").glob("*/source.txt")):
        text = path.read_bytes().decode().replace("\r\n", "\n")
        document = read(text)
        if document.agreements and document.agreements[0].initiatives and not _faults(document):
            yield path.parent.name, text


def _faults(document: Document) -> bool:
    return any(found.code[0] == "P" and found.severity != "info" for found in document.findings)


CORPORA = {"samples": samples, "made-up": made_up, "cases": cases}


def main() -> None:
    """Measure and print, as JSON in one line or as rows for people."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=9, help="try every n-th damage (default 9)")
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.add_argument("--silent", action="store_true", help="list the damages that nothing tells")
    given = parser.parse_args()
    found = {name: measure(texts(), every=given.every) for name, texts in CORPORA.items()}
    if given.json:
        print(json.dumps({name: [one.changed, one.told] for name, one in found.items()}))
        return
    for name, one in found.items():
        for kind in sorted(one.changed):
            print(f"{name:9} {kind:20} {one.told[kind]:5} of {one.changed[kind]:5} told", end="")
            print(f"  {one.share(kind)} %")
            for place in one.silent.get(kind, ()) if given.silent else ():
                print(f"    {place}")


if __name__ == "__main__":
    main()
