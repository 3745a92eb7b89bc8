"""A comparison for people (比較結果の表示): both wordings side by side, what differs marked."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from renkei.errors import Language, Wording
from renkei.publishing.comparing.comparison import (
    Change,
    Comparison,
    Kind,
    Part,
    Reference,
    Relation,
    TextChange,
    Thing,
)
from renkei.publishing.comparing.matching import How
from renkei.publishing.comparing.wording import Side

_RELATIONS = {
    Relation.SAME_PARTIES: Wording(ja="当事者の同じ協約", en="agreements of the same parties"),
    Relation.PARTNERS: Wording(
        ja="同じ連携中枢都市と、異なる相手方との協約",
        en="agreements of the same core city with different partners",
    ),
    Relation.OTHER: Wording(ja="当事者の異なる協約", en="agreements of different parties"),
}
_PARTS = {
    Part.PARTY: Wording(ja="当事者", en="Parties"),
    Part.ARTICLE: Wording(ja="条", en="Articles"),
    Part.INITIATIVE: Wording(ja="取組", en="Initiatives"),
}
_KINDS = {
    Kind.REWORDED: Wording(ja="文言が異なるもの", en="worded differently"),
    Kind.POSSIBLY_SAME: Wording(ja="同じかもしれないもの", en="possibly the same"),
    Kind.REMOVED: Wording(ja="Aだけにあるもの", en="in A only"),
    Kind.ADDED: Wording(ja="Bだけにあるもの", en="in B only"),
}
_TEXTS = {
    "title": Wording(ja="題名", en="title"),
    "name": Wording(ja="名称", en="name"),
    "alias": Wording(ja="略称", en="alias"),
    "capacity": Wording(ja="立場", en="capacity"),
    "signatory": Wording(ja="署名者", en="signatory"),
    "label": Wording(ja="取組名", en="label"),
    "caption": Wording(ja="見出し", en="caption"),
    "text": Wording(ja="条文", en="text"),
    "content": Wording(ja="取組内容", en="content"),
    "role": Wording(ja="{party}の役割", en="role of {party}"),
}
_CAPACITIES = {
    "CoreCity": Wording(ja="連携中枢都市", en="core city"),
    "PartnerMunicipality": Wording(ja="連携市町村", en="partner municipality"),
}
_HOW = {
    How.NAME: Wording(ja="同じ名称", en="same name"),
    How.WORDS: Wording(ja="同じ内容", en="same content"),
    How.LIKENESS: Wording(ja="文言の近さ", en="likeness"),
}
_UNCHANGED = Wording(
    ja="文言が同じもの: 条 {articles}、取組 {initiatives}",
    en="worded alike: {articles} articles, {initiatives} initiatives",
)
_EQUAL = Wording(
    ja="題名、締結日、当事者、条、取組に違いはありません。",
    en="Title, date, parties, articles and initiatives are alike.",
)
_ONLY_NAMES = Wording(ja="当事者の名称だけの違い", en="only the parties' names differ")
_NO_DATE = Wording(ja="日付なし", en="no date")
_MARKS = {Side.BEFORE: "[-{}-]", Side.AFTER: "{{+{}+}}"}
_ORDER = tuple(_KINDS)


def printed(comparison: Comparison, language: Language = "ja", *, width: int = 120) -> str:
    """The comparison in columns A and B for a terminal of a width; wide characters count two.

    Words that stand in A only are in `[-…-]`, those in B only in `{+…+}`.
    """
    out = io.StringIO()
    console = Console(file=out, width=width, color_system=None, highlight=False, markup=False)
    for line in _head(comparison, language):
        console.print(Text(line), soft_wrap=True)
    for heading, changes in _sections(comparison, language):
        console.print(Text(f"\n■ {heading}"))
        _print_changes(console, changes, language)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _head(comparison: Comparison, language: Language) -> Iterator[str]:
    yield f"A  {_reference(comparison.before, language)}"
    yield f"B  {_reference(comparison.after, language)}"
    yield _RELATIONS[comparison.relation].fill(language, {})
    if comparison.equal:
        yield _EQUAL.fill(language, {})
    counts = {
        "articles": str(comparison.unchanged_articles),
        "initiatives": str(comparison.unchanged_initiatives),
    }
    yield _UNCHANGED.fill(language, counts)


def _reference(one: Reference, language: Language) -> str:
    concluded = one.concluded_on.isoformat() if one.concluded_on else _NO_DATE.fill(language, {})
    return "  ".join(each for each in (one.key, concluded, one.title, one.source) if each)


def _sections(comparison: Comparison, language: Language) -> Iterator[tuple[str, list[Change]]]:
    for part in Part:
        for kind in _ORDER:
            changes = list(comparison.of(part, kind))
            if changes:
                names = _PARTS[part].fill(language, {}), _KINDS[kind].fill(language, {})
                yield f"{': '.join(names)} ({len(changes)})", changes


def _print_changes(console: Console, changes: Iterable[Change], language: Language) -> None:
    for change in changes:
        console.print(Text(_line(change, language)), soft_wrap=True)
        if change.texts:
            console.print(_table(change.texts, language))


def _line(change: Change, language: Language) -> str:
    names = [_thing(each) for each in (change.before, change.after) if each]
    line = "  " + " → ".join(dict.fromkeys(names))
    if change.kind is Kind.POSSIBLY_SAME and change.how and change.score is not None:
        line += f"  ({_HOW[change.how].fill(language, {})} {change.score:.2f})"
    return line


def _thing(thing: Thing) -> str:
    return f"{thing.number} {thing.name}".strip()


def _table(texts: Iterable[TextChange], language: Language) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=True)
    table.add_column("", min_width=10, max_width=18, overflow="fold")
    for column in ("A", "B"):
        table.add_column(column, ratio=1, overflow="fold")
    for text in texts:
        name = _TEXTS[text.of].fill(language, {"party": text.party or ""})
        if text.only_names:
            name += f"\n({_ONLY_NAMES.fill(language, {})})"
        cells = (_marked(text, side, language) for side in (Side.BEFORE, Side.AFTER))
        table.add_row(*(Text(cell) for cell in (name, *cells)))
    return table


def _marked(text: TextChange, side: Side, language: Language) -> str:
    """One side of a change, with the words marked that the other side lacks."""
    whole = text.before if side is Side.BEFORE else text.after
    if text.of == "capacity":
        return _CAPACITIES[whole].fill(language, {}) if whole in _CAPACITIES else whole or ""
    if text.before is None or text.after is None:
        return whole or "—"
    return "".join(
        piece.text if piece.side is Side.BOTH else _MARKS[side].format(piece.text)
        for piece in text.pieces
        if piece.side in {side, Side.BOTH}
    )
