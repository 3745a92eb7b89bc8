"""The commands as a user runs them: what they print, what they end with, what they leave behind."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import pytest

from renkei.cli.application import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
AGREEMENTS = ROOT / "agreements"
SAMPLES = sorted(path.name for path in AGREEMENTS.glob("*.txt"))
RENKEI = [sys.executable, "-c", "from renkei.cli import main; main()"]


def run(*words: object, **options: object) -> subprocess.CompletedProcess[str]:
    """One run of the command in English, in a folder of its own."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    return subprocess.run(
        [*RENKEI, *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=120,
        **options,
    )


@pytest.fixture(scope="session")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the samples, made by the command."""
    out = tmp_path_factory.mktemp("build") / "kg"
    done = run("build", AGREEMENTS, "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert "5 agreements, 92 initiatives, 184 roles" in done.stdout
    assert "Validation: 0 violations" in done.stdout
    return out


def test_parse_gives_an_object_per_file() -> None:
    done = run("parse", *(AGREEMENTS / name for name in SAMPLES))
    records = json.loads(done.stdout)
    assert done.returncode == 0
    assert [record["source"]["name"] for record in records] == SAMPLES
    assert [len(r["agreements"][0]["initiatives"]) for r in records] == [23, 17, 20, 13, 19]
    roles = [len(i["roles"]) for r in records for i in r["agreements"][0]["initiatives"]]
    assert sum(roles) == 184


def test_every_passage_of_parse_lies_where_it_says() -> None:
    done = run("parse", "--text", AGREEMENTS / "kumamoto-aso.txt")
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
    assert run("--lang", "ja", "check", path).stdout.splitlines()[0] == expected


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
    done = run("check", tmp_path / name)
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
    done = run("check", tmp_path / "a.txt")
    assert done.returncode == 1, reason
    assert f" {finding} error " in done.stdout, reason


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    for name in SAMPLES[:2]:
        (sources / name).write_bytes((AGREEMENTS / name).read_bytes())
    (sources / "b-empty.txt").write_bytes(b"")
    done = run("build", sources, "--out", tmp_path / "kg")
    assert done.returncode == 1
    assert "b-empty.txt:1:1: R001 error" in done.stdout
    assert "b-empty.txt  no text could be read" in done.stdout
    assert "How far reading got: 2 complete, 1 without a text." in done.stdout
    assert "3 sources (0 unchanged): 2 agreements" in done.stdout


def test_a_missing_file_among_others_is_the_environment(tmp_path: Path) -> None:
    done = run("build", AGREEMENTS / SAMPLES[0], tmp_path / "none.txt", "--out", tmp_path / "kg")
    assert done.returncode in {1, 3}
    assert "none.txt" in done.stdout
    assert "1 agreements" in done.stdout


def test_the_same_agreement_twice_is_taken_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes((AGREEMENTS / SAMPLES[0]).read_bytes())
    done = run("build", tmp_path / "a.txt", tmp_path / "b.txt", "--out", tmp_path / "kg")
    assert done.returncode == 0
    assert "b.txt:1:1: B001 warning The same agreement" in done.stdout
    assert "1 agreements" in done.stdout


def test_two_texts_of_one_agreement_are_an_error(tmp_path: Path) -> None:
    text = (AGREEMENTS / "kumamoto-aso.txt").read_text("utf-8")
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "b.txt").write_text(text.replace("職員の育成", "職員の研修"), "utf-8")
    done = run("build", tmp_path / "a.txt", tmp_path / "b.txt", "--out", tmp_path / "kg")
    assert done.returncode == 1
    assert "b.txt:1:1: B002 error" in done.stdout


def test_two_agreements_in_one_file(tmp_path: Path) -> None:
    data = b"".join((AGREEMENTS / name).read_bytes() for name in SAMPLES[2:4])
    (tmp_path / "two.txt").write_bytes(data)
    done = run("build", tmp_path / "two.txt", "--out", tmp_path / "kg")
    assert done.returncode == 0
    assert "2 agreements, 33 initiatives, 66 roles" in done.stdout


def test_a_folder_that_is_no_build_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("大切", "utf-8")
    done = run("build", AGREEMENTS, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "is not empty and no build of Renkei" in done.stderr
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["thesis.txt"]


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
    done = run(*words, cwd=kg.parent)
    assert done.returncode == 2, reason
    assert done.stderr, reason
    assert "Traceback" not in done.stderr


def test_a_missing_build_is_the_environment(tmp_path: Path) -> None:
    for words in (("query", "meetings"), ("export",), ("validate",)):
        done = run(*words, "--kg", tmp_path / "none")
        assert done.returncode == 3, words
        assert "renkei build" in done.stderr
        assert "Traceback" not in done.stderr


def test_the_first_question(kg: Path) -> None:
    done = run("query", "disaster-response-roles", "--kg", kg, "--format", "csv", "--lang", "ja")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert done.returncode == 0
    assert sorted(row["municipality"] for row in rows) == ["日置市", "美祢市", "阿蘇市", "階上町"]
    assert {row["role_type"] for row in rows} == {"連携"}
    assert all("#char=" in row["source"] for row in rows)


def test_an_answer_tells_of_each_row_where_it_comes_from(kg: Path) -> None:
    done = run("query", "meetings", "--explain", "--kg", kg, "--lang", "ja")
    assert done.stdout.count("━━ ") == 5
    assert "━━ 5行目の根拠" in done.stdout
    assert "規則 provision-meeting-01（provisions.csv" in done.stdout
    told = json.loads(run("query", "meetings", "--explain", "--json", "--kg", kg).stdout)
    assert [len(each["explanations"]) for each in told] == [1] * 5
    for each in told:
        (explained,) = each["explanations"]
        quoted = {quote["text"] for quote in explained["quotes"]}
        assert each["row"]["clause"] in quoted or any(
            part in each["row"]["clause"] for part in quoted
        )
        assert all(quote["line"] for quote in explained["quotes"])
    refused = run("query", "meetings", "--explain", "--format", "csv", "--kg", kg)
    assert refused.returncode == 2
    assert "--explain goes with" in refused.stderr


def test_names_come_in_the_language_of_the_messages(kg: Path) -> None:
    asked = ("query", "meetings", "--kg", kg, "--format", "csv")
    assert "Aso City" in run(*asked, "--lang", "en").stdout
    assert "阿蘇市" in run(*asked, "--lang", "en", "-p", "lang=ja").stdout
    assert "阿蘇市" in run(*asked).stdout, (
        "whoever chose nothing gets them as the question has them"
    )
    own = run("query", "legal-citations", "--kg", kg, "--lang", "en", "--format", "csv")
    assert "Local Autonomy Act, Article 252-2, paragraph 1" in own.stdout


def test_a_query_of_ones_own(kg: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.rq"
    own.write_text(
        "SELECT (COUNT(?r) AS ?roles) WHERE { ?r a <https://w3id.org/renkei/ns#RoleAssignment> }"
    )
    done = run("query", "--file", own, "--kg", kg, "--format", "csv")
    assert done.stdout.split() == ["roles", "184"]
    own.write_text("DELETE WHERE { ?s ?p ?o }")
    assert run("query", "--file", own, "--kg", kg).returncode == 2


def test_a_wrong_query_of_ones_own_is_told_as_on_the_page(kg: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.rq"
    own.write_text("SELECT ?a {\n ?a ?b ?c\n FILTR(?a = 1)\n}", "utf-8-sig")
    done = run("query", "--file", own, "--kg", kg)
    assert done.returncode == 2
    assert done.stderr == (
        "renkei: This is not valid SPARQL. Line 3, column 2: “FILTR” is no word of SPARQL. "
        "Was FILTER meant?\n\n FILTR(?a = 1)\n ^^^^^\n"
    )
    own.write_bytes("SELECT * { ?s ?p '連携協約' }".encode("cp932"))
    done = run("query", "--file", own, "--kg", kg)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "UTF-8" in done.stderr


def test_the_list_of_questions_has_ten_or_more() -> None:
    listed = json.loads(run("query", "--json").stdout)
    assert len(listed) >= 10
    assert len(listed) == len(list((ROOT / "queries").glob("*.rq")))


@pytest.mark.parametrize("form", ["nq", "trig", "ttl", "nt", "jsonld", "rdf"])
def test_export(kg: Path, form: str) -> None:
    done = run("export", "--kg", kg, "--format", form)
    assert done.returncode == 0
    assert "43100-43214-20160330" in done.stdout


def test_validate(kg: Path, tmp_path: Path) -> None:
    done = run("validate", "--kg", kg)
    assert done.returncode == 0
    assert done.stdout.startswith("The graph conforms. Violations: 0")
    lines = (kg / "site" / "renkei.nq").read_text("utf-8").splitlines(keepends=True)
    kept = [x for x in lines if "role/2> <http://www.w3.org/ns/prov#wasQuotedFrom>" not in x]
    assert len(kept) < len(lines)
    (tmp_path / "planted.nq").write_text("".join(kept), "utf-8")
    planted = run("validate", tmp_path / "planted.nq")
    assert planted.returncode == 1
    assert "role-assignment#evidence" in planted.stdout


def test_output_to_a_closed_pipe_is_no_fault(kg: Path) -> None:
    words = " ".join(f"'{word}'" for word in [*RENKEI, "export", "--kg", str(kg)])
    done = subprocess.run(
        ["bash", "-c", f"{words} | head -n 1"], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""


def test_a_build_that_is_interrupted_leaves_the_earlier_one(tmp_path: Path) -> None:
    out = tmp_path / "kg"
    assert run("build", AGREEMENTS / SAMPLES[0], "--out", out).returncode == 0
    before = sorted((p.name, p.stat().st_size) for p in out.rglob("*") if p.is_file())
    running = subprocess.Popen(
        [*RENKEI, "build", str(AGREEMENTS), "--out", str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".renkei-staging-*/parts/*.json")):
        assert time.monotonic() < deadline
        assert running.poll() is None
        time.sleep(0.02)  # the test waits for the other process to be in the middle of its work
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in errors
    assert sorted((p.name, p.stat().st_size) for p in out.rglob("*") if p.is_file()) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["kg"]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that takes no files")
def test_no_permission_to_write() -> None:
    target = Path("/proc/renkei/kg")
    done = run("build", AGREEMENTS / SAMPLES[0], "--out", target)
    assert done.returncode == 3
    assert "Earlier results are untouched" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_full_disk_leaves_the_earlier_build(tmp_path: Path) -> None:
    out = tmp_path / "kg"
    assert run("build", AGREEMENTS / SAMPLES[0], "--out", out).returncode == 0
    before = (out / "site" / "SHA256SUMS").read_bytes()
    limited = subprocess.run(
        # A file of more than 40 kB cannot be written: the system answers as a full disk would.
        [
            *("bash", "-c", 'ulimit -f 40; trap "" XFSZ; exec "$@"', "-"),
            *(*RENKEI, "build", str(AGREEMENTS), "--out", str(out)),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert limited.returncode == 3
    assert "Traceback" not in limited.stderr
    assert (out / "site" / "SHA256SUMS").read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["kg"]


def test_help_teaches() -> None:
    for command in COMMANDS:
        done = run(command, "--help")
        assert done.returncode == 0
        assert "Example:" in done.stdout
        assert f"renkei {command}" in done.stdout


def test_every_command_is_where_the_list_says() -> None:
    for name, module in COMMANDS.items():
        assert callable(getattr(import_module(module), name)), name
    listed = run("--help").stdout.partition("Commands:")[2]
    assert [line.split()[0] for line in listed.strip().splitlines()] == list(COMMANDS)


def test_coverage_shows_every_share_and_what_is_unread(tmp_path: Path) -> None:
    text = "第1条 甲\n本日は晴天なり。\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    done = run("check", "--coverage", tmp_path / "a.txt")
    [share, *passages] = done.stdout.splitlines()[-3:]
    assert share == (
        "a.txt: read 0.0%, structural marks 13.3%, removed layout 0.0%, unread 86.7% "
        "(of 15 characters)"
    )
    assert passages == [
        "  unread a.txt:1:1 5 characters “第1条 甲”",
        "  unread a.txt:2:1 8 characters “本日は晴天なり。”",
    ]
    [record] = json.loads(run("check", "--coverage", "--json", tmp_path / "a.txt").stdout)
    assert record["unread"][1] == {"line": 2, "column": 1, "length": 8, "text": "本日は晴天なり。"}
