"""The commands as a user runs them: what they say of texts, of wrong words, and of themselves."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest
from renkei_command import AGREEMENTS, SAMPLES, run, run_here

from renkei.cli.application import COMMANDS


def test_parse_gives_an_object_per_file() -> None:
    done = run("parse", *(AGREEMENTS / name for name in SAMPLES))
    records = json.loads(done.stdout)
    assert done.returncode == 0
    assert [record["source"]["name"] for record in records] == SAMPLES
    assert [len(r["agreements"][0]["initiatives"]) for r in records] == [23, 17, 20, 13, 19]
    roles = [len(i["roles"]) for r in records for i in r["agreements"][0]["initiatives"]]
    assert sum(roles) == 184


def test_every_passage_of_parse_lies_where_it_says() -> None:
    done = run_here("parse", "--text", AGREEMENTS / "kumamoto-aso.txt")
    record = json.loads(done.stdout)[0]
    text, checked = record["source"]["text"], 0

    def walk(node: object) -> None:
        nonlocal checked
        if isinstance(node, dict):
            if {"text", "spans"} <= node.keys() and node["spans"]:
                assert "".join(text[a:b] for a, b in node["spans"]) == node["text"]
                checked += 1
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(record["agreements"])
    assert checked > 100


def test_check_prints_a_line_per_finding() -> None:
    done = run("check", AGREEMENTS / "hachinohe-hashikami.txt")
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert len(lines) == 21
    assert lines[0] == (
        "hachinohe-hashikami.txt:91:1: P002 warning A passage was not understood: “副”"
    )


def test_messages_in_japanese_by_option_and_by_locale() -> None:
    path = AGREEMENTS / "hachinohe-hashikami.txt"
    expected = "hachinohe-hashikami.txt:91:1: P002 warning 読めなかった字句があります：「副」"
    assert run("check", path, "--lang", "ja").stdout.splitlines()[0] == expected
    assert run_here("--lang", "ja", "check", path).stdout.splitlines()[0] == expected


BAD_INPUTS = [
    ("empty.txt", b"", 1, "R001", "an empty file"),
    ("picture.txt", b"GIF89a" + bytes(64), 1, "R004", "a picture renamed .txt"),
    ("words.txt", "本日は晴天なり。".encode(), 1, "P001", "a text that is no agreement"),
]


@pytest.mark.parametrize(("name", "data", "code", "finding", "reason"), BAD_INPUTS)
def test_bad_input_is_a_finding(
    tmp_path: Path, name: str, data: bytes, code: int, finding: str, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    done = run_here("check", tmp_path / name)
    assert (done.returncode, done.stderr) == (code, ""), reason
    assert finding in done.stdout, reason
    assert "Traceback" not in done.stdout + done.stderr


ALTERED = [
    ("平成28年3月30日", "平成99年3月30日", "P004", "an impossible year"),
    ("阿蘇市", "何処市", "L001", "a party that no register knows"),
    (
        "\t乙の役割\t甲と連携して広域的な防災体制を強化する。",
        "\t乙の役割\t",
        "P006",
        "a role missing",
    ),
]


@pytest.mark.parametrize(("before", "after", "finding", "reason"), ALTERED)
def test_damage_to_a_sample_is_reported(
    tmp_path: Path, before: str, after: str, finding: str, reason: str
) -> None:
    text = (AGREEMENTS / "kumamoto-aso.txt").read_text("utf-8")
    assert before in text
    (tmp_path / "a.txt").write_text(text.replace(before, after), "utf-8")
    done = run_here("check", tmp_path / "a.txt")
    assert done.returncode == 1, reason
    assert f" {finding} error " in done.stdout, reason


def test_coverage_shows_every_share_and_what_is_unread(tmp_path: Path) -> None:
    text = "第1条 甲\n本日は晴天なり。\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    done = run_here("check", "--coverage", tmp_path / "a.txt")
    [share, *passages] = done.stdout.splitlines()[-3:]
    assert share == (
        "a.txt: read 0.0%, structural marks 13.3%, removed layout 0.0%, unread 86.7% "
        "(of 15 characters)"
    )
    assert passages == [
        "  unread a.txt:1:1 5 characters “第1条 甲”",
        "  unread a.txt:2:1 8 characters “本日は晴天なり。”",
    ]
    [record] = json.loads(run_here("check", "--coverage", "--json", tmp_path / "a.txt").stdout)
    assert record["unread"][1] == {"line": 2, "column": 1, "length": 8, "text": "本日は晴天なり。"}


USAGE = [
    (("frobnicate",), "no such command"),
    (("build",), "no source"),
    (("build", "/nowhere/*.txt"), "a pattern that matches nothing"),
    (("query", "no-such-question"), "an unknown question"),
    (("query", "meetings", "-p", "lang"), "a parameter without a value"),
    (("export", "--format", "docx"), "an unknown format"),
    (("check", "--lang", "fr", "x"), "an unknown language"),
]


@pytest.mark.parametrize(("words", "reason"), USAGE)
def test_wrong_usage_ends_with_2(kg: Path, words: tuple[str, ...], reason: str) -> None:
    done = run_here(*words, cwd=kg.parent)
    assert done.returncode == 2, reason
    assert done.stderr, reason
    assert "Traceback" not in done.stderr


def test_a_missing_build_is_the_environment(tmp_path: Path) -> None:
    for words in (("query", "meetings"), ("export",), ("validate",)):
        done = run_here(*words, "--kg", tmp_path / "none")
        assert done.returncode == 3, words
        assert "renkei build" in done.stderr
        assert "Traceback" not in done.stderr


def test_help_teaches() -> None:
    for command in COMMANDS:
        done = run_here(command, "--help")
        assert done.returncode == 0
        assert "Example:" in done.stdout
        assert f"renkei {command}" in done.stdout


def test_every_command_is_where_the_list_says() -> None:
    for name, module in COMMANDS.items():
        assert callable(getattr(import_module(module), name)), name
    listed = run_here("--help").stdout.partition("Commands:")[2]
    assert [line.split()[0] for line in listed.strip().splitlines()] == list(COMMANDS)
