"""`renkei render`: an agreement as a document again, from the graph alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from renkei.cli.options import Lang
from renkei.cli.printing import say
from renkei.publishing.rendering import FORMS, html, render_agreement, text
from renkei.store import open_store

_WRITERS = dict(zip(FORMS, (text, html), strict=True))


def render(
    agreement: Annotated[str, typer.Argument(metavar="AGREEMENT", help="A key or an IRI.")],
    kg: Annotated[Path, typer.Option("--kg", help="The folder of a build.")] = Path("kg"),
    form: Annotated[str, typer.Option("--format", "-f", help="text or html.")] = "text",
    lang: Lang = None,
) -> None:
    """Write an agreement back from the graph alone, as text or as a page.

    Neither the source file nor the parser is asked; passages that were not understood stand at their
    place, marked. グラフだけから、協約を原文の順に、補正を施して書き戻します。

    \b
    Example:  renkei render 43100-43214-20160330 --format html > kumamoto-aso.html
    """
    del lang
    if form not in _WRITERS:
        raise typer.BadParameter(", ".join(FORMS), param_hint="--format")
    found = render_agreement(agreement, open_store(kg / "store", read_only=True))
    say(_WRITERS[form](found).rstrip("\n"))
