"""A rendering as text or HTML (書き出し); both hold the same characters in the same order."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from renkei.publishing.rendering.layout import Line, Run, Table, Voice
from renkei.publishing.rendering.loading import Rendering
from renkei.publishing.rendering.pieces import Part

FORMS = ("text", "html")
UNREAD = "〔未読：{words}〕"
"""How a text shows a passage that was not understood."""
_TAGS = {
    Part.TITLE: "h1",
    Part.SCHEDULE: "h2",
    Part.CAPTION: "h3",
    Part.HEADING: "h3",
}


def text(rendering: Rendering) -> str:
    """The agreement as plain text: a line a paragraph, a line a row, cells parted by tabs."""
    lines: list[str] = []
    for block in rendering.blocks:
        if isinstance(block, Table):
            rows = ("\t".join(_plain(cell) for cell in row.cells) for row in block.rows)
            lines += ["", *rows, ""]
        else:
            above = [""] if block.part in {*_TAGS, Part.DATE, Part.CLOSING} else []
            lines += [*above, _plain(block.runs)]
    return "\n".join(lines).strip("\n") + "\n"


def _plain(runs: Iterable[Run]) -> str:
    return "".join(
        (" " if run.apart else "")
        + (UNREAD.format(words=run.words) if run.voice is Voice.UNREAD else run.words)
        for run in runs
    )


def html(rendering: Rendering) -> str:
    """The agreement as a page that needs nothing else; everything from the graph is escaped."""
    return _environment().get_template("agreement.html").render(rendering=rendering)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("renkei.publishing.rendering"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["tag"] = _tag
    made.tests["table"] = lambda block: isinstance(block, Table)
    return made


def _tag(line: Line) -> str:
    return _TAGS.get(line.part, "p")
