"""`renkei fetch`: a list of URLs → files to build from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from renkei.cli.faults import Exit
from renkei.cli.language import language
from renkei.cli.options import Lang
from renkei.cli.printing import say, say_findings
from renkei.errors import Wording
from renkei.reading import read
from renkei.reading.fetching import Fetched, urls_of
from renkei.reading.fetching import fetch as run_fetch

_ROW = Wording(ja="{status}  {url}  {file}{reason}", en="{status}  {url}  {file}{reason}")
_TOTAL = Wording(
    ja="{count}件のうち{there}件が {out} にあります（取得元の表: {out}/fetched.csv）。",
    en="{there} of {count} are in {out} (where each came from: {out}/fetched.csv).",
)


def fetch(
    urls: Annotated[Path, typer.Argument(metavar="LIST", help="A text or CSV file of URLs.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to put the files into.")],
    pause: Annotated[
        float, typer.Option("--pause", min=0.0, help="Seconds between requests to one host.")
    ] = 2.0,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Also ask addresses of one's own network.")
    ] = False,
    lang: Lang = None,
) -> None:
    """Fetch the files of a list of URLs, to build from them; ends with 1 if one is missing.

    Asks http and https only, obeys robots.txt, and fetches again only what changed.
    URLの一覧から原文を取得します。構築（build）が自分でネットワークに接続することはありません。

    \b
    Example:  renkei fetch urls.txt --out sources
    """
    del lang
    listed = read(urls)
    if listed.source is None:
        say_findings(listed.findings)
        raise typer.Exit(Exit.INPUT)
    results = run_fetch(
        urls_of(listed.source.text), out, allow_private=allow_private, pause=pause, told=_say
    )
    there = sum(result.is_there for result in results)
    values = {"count": str(len(results)), "there": str(there), "out": str(out)}
    say(_TOTAL.fill(language(), values))
    raise typer.Exit(Exit.FINE if there == len(results) else Exit.INPUT)


def _say(result: Fetched) -> None:
    reason = f" ({result.reason})" if result.reason else ""
    values = {"status": result.status, "url": result.url, "file": result.file, "reason": reason}
    say(_ROW.fill(language(), values))
