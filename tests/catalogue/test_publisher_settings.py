"""publisher.toml: what it takes, what it refuses, and that every wording can be filled."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from renkei.publishing.catalogue import Gap, SettingsError, load_settings
from renkei.publishing.catalogue.slugs import is_tag, slug
from renkei.store.faults import wordings

CASES = tomllib.loads((Path(__file__).parent / "settings.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(CASES))
def test_wrong_settings_are_refused(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    path = tmp_path / "publisher.toml"
    path.write_text(case["text"], "utf-8")
    with pytest.raises(SettingsError) as raised:
        load_settings(path)
    assert raised.value.kind == case["kind"], case["reason"]
    for language in ("ja", "en"):
        assert case["says"] in raised.value.message(language)
        assert str(path) in raised.value.message(language)


def test_all_cases_ran() -> None:
    assert len(CASES) == 12


def test_a_message_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "publisher.toml"
    path.write_text('frequency = "ANUAL"', "utf-8")
    with pytest.raises(SettingsError) as raised:
        load_settings(path)
    assert raised.value.message("ja").startswith(
        f"{path} の設定「frequency」に「ANUAL」という符号はありません。"
    )


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        load_settings(tmp_path / "nowhere.toml")
    assert raised.value.kind == "missing"


@pytest.mark.parametrize(
    ("text", "epoch", "modified", "reason"),
    [
        ("", "1795219200", date(2026, 11, 21), "再現可能なビルドの慣行の変数から"),
        ("modified = 2026-01-02", "1795219200", date(2026, 1, 2), "ファイルの記載が優先する"),
        ("", "", None, "どちらもなければ書かない"),
        ("", "tomorrow", None, "数でない変数は日付にならない"),
    ],
)
def test_the_date_of_the_last_change(
    tmp_path: Path, text: str, epoch: str, modified: date | None, reason: str
) -> None:
    path = tmp_path / "publisher.toml"
    path.write_text(text, "utf-8")
    settings = load_settings(path, {"SOURCE_DATE_EPOCH": epoch})
    assert (settings.issued, settings.modified) == (None, modified), reason


def test_every_wording_is_whole() -> None:
    for kind, wording in wordings("renkei.publishing.catalogue").items():
        assert wording.ja
        assert wording.en
        if kind.startswith("gap-"):
            assert Gap(kind=kind).message("ja") == wording.ja


@pytest.mark.parametrize(
    ("title", "wanted", "reason"),
    [
        ("連携協約データ Renkei（市区町村）", "renkei", "日本語は落ち、英数字だけが残る"),
        ("Renkei: a/b.c", "renkei-a-b-c", "区切りは一つのハイフンになる"),
        ("Ōsaka ville", "osaka-ville", "長音記号などは外れる"),
        ("連携協約", "", "英数字がなければ空になる"),
        ("a" * 120, "a" * 95, "長い題名は切られる"),
    ],
)
def test_slugs(title: str, wanted: str, reason: str) -> None:
    assert slug(title) == wanted, reason


@pytest.mark.parametrize(
    ("words", "taken", "reason"),
    [
        ("連携中枢都市圏", True, "漢字は語の文字"),
        ("Aso City", True, "空白は許される"),
        ("Shin'onsen Town", False, "アポストロフィは許されない"),
        ("a,b", False, "読点でタグが分かれる"),
        ("a", False, "1文字は短すぎる"),
    ],
)
def test_tags(words: str, *, taken: bool, reason: str) -> None:
    assert is_tag(words) is taken, reason


def test_the_settings_in_the_guide_can_be_used(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "catalogues.md").read_text("utf-8")
    path = tmp_path / "publisher.toml"
    path.write_text(guide.partition("```toml\n")[2].partition("```")[0], "utf-8")
    settings = load_settings(path)
    assert settings.gaps() == ()
    # The guide shows every setting that there is.
    assert settings.model_fields_set == set(type(settings).model_fields)
