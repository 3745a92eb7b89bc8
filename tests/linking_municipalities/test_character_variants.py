"""The table of characters that stand for one another: every row, and what must hold of all."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei.linking import municipalities, variants

ROWS = variants.rows()
FORMS = [row for row in ROWS if row.kind == "variant"]
SHAPES = [row for row in ROWS if row.kind == "ocr"]
NAMES = {row.name for row in municipalities.municipalities()}


def test_numbers_of_rows() -> None:
    assert (len(FORMS), len(SHAPES)) == (80, 17)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.printed + row.base)
def test_every_example_is_explained_by_its_row(row: variants.VariantRow) -> None:
    found = variants.explain(row.example_printed, row.example)
    assert found, row
    assert Counter((one.kind, one.reason) for one in found) == {(row.kind, row.reason): len(found)}
    assert len(row.printed) == len(row.base) == 1


def test_a_form_is_the_base_of_no_other() -> None:
    printed = Counter(row.printed for row in FORMS)
    assert [char for char, times in printed.items() if times > 1] == []
    assert [row for row in FORMS if row.base in printed] == []


def test_forms_go_in_either_direction_and_confusions_in_one() -> None:
    for row in FORMS:
        assert variants.explain(row.base, row.printed), row
    for row in SHAPES:
        assert variants.explain(row.base, row.printed) is None, row
        assert variants.fold(row.printed).text != variants.fold(row.base).text, row


def test_no_confusion_makes_one_name_of_another() -> None:
    for row in SHAPES:
        for name in NAMES:
            others = {
                name[:place] + row.base + name[place + 1 :]
                for place, char in enumerate(name)
                if char == row.printed
            }
            assert not others & NAMES, (row, name)


def test_two_forms_of_one_base_explain_one_another() -> None:
    found = variants.explain("濱", "濵")
    assert found is not None
    assert [(one.before, one.after, one.kind) for one in found] == [("濱", "濵", "variant")]


@pytest.mark.parametrize(
    ("printed", "expected", "reason"),
    [
        ("熊本", "熊本市", "unlike lengths"),
        ("阿蘇市", "熊本市", "other characters"),
        ("美祿市", "美濃市", "one of two is in the table, but not as this pair"),
        ("葛󠄀城市", "葛城市", "a selector changes the length: for fold and differences"),
    ],
)
def test_what_is_not_explained(printed: str, expected: str, reason: str) -> None:
    assert variants.explain(printed, expected) is None, reason


def test_what_unicode_calls_compatible_needs_no_row() -> None:
    found = variants.explain("\ufa19戸市", "神戸市")  # U+FA19, the compatibility form of 神
    assert found is not None
    assert [one.kind for one in found] == ["compatibility"]
    assert found[0].reason == "Unicodeの互換文字・異体字セレクタ"


def test_no_explanation_of_equal_texts_is_needed() -> None:
    assert variants.explain("熊本市", "熊本市") == ()


def test_differences_are_of_texts_that_fold_alike() -> None:
    with pytest.raises(ValueError, match="no variants of one another: '熊本市', '阿蘇市'"):
        variants.differences("熊本市", "阿蘇市")


@given(st.text(max_size=20))
def test_folding_loses_no_character_and_is_stable(text: str) -> None:
    folded = variants.fold(text)
    assert len(folded.text) == len(folded.ends)
    assert list(folded.ends) == sorted(set(folded.ends))
    assert (folded.ends[-1] if text else 0) == len(text)
    assert variants.differences(text, text) == ()


@given(st.sampled_from(sorted(NAMES)), st.data())
def test_other_forms_of_a_name_are_told(name: str, data: st.DataObject) -> None:
    other = "".join(
        data.draw(st.sampled_from([char, *(row.printed for row in FORMS if row.base == char)]))
        for char in name
    )
    found = variants.explain(other, name)
    assert found is not None
    assert found == variants.differences(other, name)
    mended = list(other)
    for one in found:
        assert mended[one.index] == one.before
        mended[one.index] = one.after
    assert "".join(mended) == name
