"""`renkei serve` without its full reader: the same words mean the same, whoever reads them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from renkei.cli import serving, wanted
from renkei.cli.faults import Exit
from renkei.cli.wanted import Wanted, plainly

PLAIN: list[tuple[Sequence[str], str]] = [
    ([], "nothing said"),
    (["kg"], "a folder"),
    (["a/b", "--port", "80"], "a folder before an option"),
    (["--port", "0", "out"], "a folder behind an option"),
    (["--host", "0.0.0.0", "--port", "65535"], "the greatest port"),  # noqa: S104  # words only
    (["--url-path", "/renkei", "--workers", "4"], "a path and a number"),
    (["--rate", "0", "--query-seconds", "0.5"], "numbers with and without a part"),
    (["--trusted-proxy", "10.0.0.1", "--log-requests"], "a proxy and a flag"),
    (["--lang", "en"], "a language"),
    (["--answer-megabytes", "2"], "a bound of answers"),
]
DOUBTFUL: list[tuple[Sequence[str], str]] = [
    (["--help"], "help"),
    (["-h"], "help, short"),
    (["--port=80"], "written with a sign"),
    (["--port"], "no value"),
    (["--port", "65536"], "too great"),
    (["--port", "-1"], "too small"),
    (["--port", "1e3"], "another notation"),
    (["--port", "８０"], "digits of another width"),
    (["--port", "1_000"], "digits in groups"),
    (["--workers", "0"], "none at all"),
    (["--answer-megabytes", "2000"], "longer than any answer may be"),
    (["--query-seconds", "0.01"], "too short"),
    (["--rate", "nan"], "no number"),
    (["--lang", "fr"], "another language"),
    (["--port", "1", "--port", "2"], "said twice"),
    (["a", "b"], "two folders"),
    (["--", "a"], "an end of options"),
    (["--allow-service", "https://example.org/sparql"], "what only the full reader checks"),
    (["--nothing"], "an unknown option"),
    ([""], "an empty word"),
]


@pytest.mark.parametrize(("words", "reason"), PLAIN, ids=[row[1] for row in PLAIN])
def test_plain_words_mean_the_same(
    words: Sequence[str], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Wanted] = []
    monkeypatch.setattr(wanted, "serve", lambda found: asked.append(found) or Exit.FINE)
    program = typer.Typer()
    program.command()(serving.serve)
    done = CliRunner().invoke(program, list(words))
    assert done.exit_code == 0, done.output
    found = plainly(words)
    assert found is not None, reason
    assert {**vars(found), "language": None} == vars(asked[0])


@pytest.mark.parametrize(("words", "reason"), DOUBTFUL, ids=[row[1] for row in DOUBTFUL])
def test_what_is_not_plain_is_left_to_the_full_reader(words: Sequence[str], reason: str) -> None:
    assert plainly(words) is None, reason


def test_every_option_is_known() -> None:
    """A new option has a row among the plain ones, or is known to need the full reader."""
    command = typer.main.get_command(_program())
    options = {name for parameter in command.params for name in parameter.opts}
    assert options == {*wanted.OPTIONS, wanted.FLAG, "--allow-service", "kg"}
    taken = {name for name, _ in wanted.OPTIONS.values()}
    assert taken | {"kg", "log_requests", "services"} == {field.name for field in fields(Wanted)}


def _program() -> typer.Typer:
    program = typer.Typer(add_completion=False)
    program.command()(serving.serve)
    return program


def test_a_fault_is_told_alike(tmp_path: Path) -> None:
    """With plain words, and with a word for which the full reader is called."""
    program = [sys.executable, "-c", "from renkei.cli import main; main()"]
    for words in (["serve", str(tmp_path)], ["serve", "--port=0", str(tmp_path)]):
        command = [*program, *words, "--lang", "en"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == Exit.ENVIRONMENT
        assert done.stderr.startswith(f"renkei: There is no store at {tmp_path}.")
