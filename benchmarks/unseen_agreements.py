"""Agreements with mixed layouts, and how much of each is found: `python benchmarks/unseen_agreements.py`.

The texts in `unseen_agreements/` are synthetic. `truth.toml` says what each says, written by eye before any rule ran over it. They were
unseen once. At that run of the first five, 14 of 17 initiatives and 31 of 40 roles were found, and 6 roles were wrong; of the other five, whose
layouts were drawn by lot, 4 of 5 titles, 4 of 4 dates, 12 of 12 parties, 22 of 24 articles, 14 of 19 initiatives (5 more with all their
words, but as content where the truth says name) and 22 of 44 roles (10 more below such content); 10 roles in one column for both parties stayed
unread, and 4 roles were wrong: 3 from a row 費用 of a transposed table, and two roles that ran together. Of the third five, drawn by lot by
somebody who had not seen a rule, it was 4 of 5 titles, 4 of 5 dates, 10 of 13 parties (3 with a word for all of them as their alias), 30 of 37
articles, 14 of 59 initiatives (13 more with the key 取組： in their name, 5 without their name) and 77 of 155 roles; 16 were wrong: 10 from a table
that shares out costs, 5 of a prefecture that the truth leaves out, and one with the foot of a page. One text fell whole over U+00A0 behind its article
numbers, and one over tables drawn with ruling characters. Some rules were mended on account of each of these three sets afterwards. Of the fourth five (six agreements,
again drawn by lot by somebody who had not seen a rule) it was all 6 titles, 3 dates, 16 parties and 45 articles, 44 of 59 initiatives and 102 of 155
roles. Three files were whole, and one but for 8 roles; of the two agreements in the file with drawn cards (a name and a content over the
whole width above the roles) every initiative fell in two, one with the content and one with the roles, without its name; and a page foot
inside a drawn table parted four more. That makes 34 initiatives and 53 roles that are not as the truth has them; no role went to another party, and
each such place has a finding. Rules were mended on account of them afterwards. Of the fifth five, drawn in the same way, it was 3 of 5 titles (one
wrong), 4 of 4 dates, 10 of 13 parties, 50 of 50 articles, 15 of 58 initiatives (11 more have the names, and keep the subjects 甲及び乙は、 that the truth
leaves out) and 50 of 151 roles. In one file all names were lost (11 initiatives, 33 roles below no name), in one no party was found (10 and 30), and in one
the roles of each card stood at the next initiative, without a finding (12 and 24): the worst kind of fault, which had been there before. The rules were
mended on account of all of them. Of the sixth six (seven agreements), three were run at first: 2 of 3 titles and dates, 3 of 9 parties, 16 of 23 articles, 9 of 26
initiatives and none of 78 roles, since one fault early in each took all that stands behind it (short names in a list of an article, a first sentence that rewrites an earlier
agreement, letters of marks misread); nothing wrong was said without a finding. The rules were mended on account of these three alone. The other three (four
agreements) were run once, afterwards: all 4 titles and dates, 4 of 8 parties (the others have no alias, where an article says 「市」とは滋賀県彦根市をいい), all 36 articles, 11 of 36
initiatives and 38 of 72 roles; 11 initiatives more and 6 roles keep the subject 甲及び乙は、 or take the sentence of both parties as a role of each, where the
truth has it as the content. 14 initiatives in lists of keys without marks inside an article
stayed unread, and told (P008); such lists are read since. No role went to another party.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

from renkei.linking import link
from renkei.model import Agreement, Initiative, Passage
from renkei.parsing import parse
from renkei.reading import read

HERE = Path(__file__).resolve().parent / "unseen_agreements"
PARTS = ("title", "date", "parties", "articles", "initiatives", "roles")


def measure(name: str, truth: dict[str, Any]) -> dict[str, tuple[int, int, int]]:
    """Right, missing and wrong per part of one text."""
    found = _agreement(name)
    wanted, held = _wanted(truth), _held(found) if found else {part: [] for part in PARTS}
    return {part: _compared(wanted[part], held[part]) for part in PARTS}


def _agreement(name: str) -> Agreement | None:
    """The agreement of a text; a number behind # says which, where a text holds several."""
    file, _, number = name.partition("#")
    source = read(HERE / file).source
    found = link(parse(source)).agreements if source else ()
    return next(iter(found[int(number or 1) - 1 :]), None)


def findings(name: str) -> list[str]:
    """The codes of what was said about a text."""
    source = read(HERE / name.partition("#")[0]).source
    return sorted({one.code for one in link(parse(source)).findings}) if source else []


def _compared(wanted: list[object], held: list[object]) -> tuple[int, int, int]:
    rest = list(held)
    right = 0
    for one in wanted:
        if one in rest:
            rest.remove(one)
            right += 1
    return right, len(wanted) - right, len(rest)


def _wanted(truth: dict[str, Any]) -> dict[str, list[object]]:
    return {
        "title": [truth["title"]],
        "date": [truth["date"]] if truth["date"] else [],
        "parties": [tuple(party) for party in truth["parties"]],
        "articles": list(truth["articles"]),
        "initiatives": [(label, content) for label, content, _ in truth["initiatives"]],
        "roles": [
            (content, party, text)
            for _, content, roles in truth["initiatives"]
            for party, text in enumerate(roles, start=1)
        ],
    }


def _held(found: Agreement) -> dict[str, list[object]]:
    return {
        "title": [found.title.text] if found.title else [],
        "date": [found.concluded_on.value.isoformat()] if found.concluded_on else [],
        "parties": [
            (one.alias or "", one.name.text, one.municipality.code[:5] if one.municipality else "")
            for one in found.parties
        ],
        "articles": [article.number for article in found.articles],
        "initiatives": [(_text(one.label), _text(one.content)) for one in found.initiatives],
        "roles": [role for one in found.initiatives for role in _roles(one)],
    }


def _roles(initiative: Initiative) -> list[tuple[str, int, str]]:
    return [(_text(initiative.content), role.party, role.text.text) for role in initiative.roles]


def _text(passage: Passage | None) -> str:
    return passage.text if passage else ""


def main() -> None:
    """Print a line a text: right of all, and what was made up."""
    truths = tomllib.loads((HERE / "truth.toml").read_text("utf-8"))
    print("right/all (+ wrong)", *PARTS, sep="\t")
    total = dict.fromkeys(PARTS, (0, 0, 0))
    for name, truth in truths.items():
        measured = measure(name, truth)
        print(name, *(_shown(measured[part]) for part in PARTS), " ".join(findings(name)), sep="\t")
        for part in PARTS:
            total[part] = tuple(map(sum, zip(total[part], measured[part], strict=True)))  # type: ignore[assignment]  # three of three
    print("all", *(_shown(total[part]) for part in PARTS), sep="\t")
    if "--differences" in sys.argv:
        _differences(truths)


def _differences(truths: dict[str, Any]) -> None:
    for name, truth in truths.items():
        found = _agreement(name)
        held = _held(found) if found else {}
        wanted = _wanted(truth)
        for part in PARTS:
            for one in wanted[part]:
                if one not in held.get(part, []):
                    print(f"{name}\tmissing {part}\t{one}")
            for one in held.get(part, []):
                if one not in wanted[part]:
                    print(f"{name}\twrong {part}\t{one}")


def _shown(measured: tuple[int, int, int]) -> str:
    right, missing, wrong = measured
    return f"{right}/{right + missing}" + (f" (+{wrong})" if wrong else "")


if __name__ == "__main__":
    main()
