"""Check digits of local bodies: real numbers, and what must hold of every number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from renkei.linking import codes

JIS_CODES = st.text("0123456789", min_size=5, max_size=5)

# Five digits, six digits, and the reason.
REAL = [
    ("43100", "431001", "熊本市"),
    ("13000", "130001", "東京都: prefectures have codes too"),
    ("01100", "011002", "札幌市: a sum below 11"),
    ("01213", "012131", "苫小牧市: no remainder, 11 becomes 1"),
    ("01205", "012050", "室蘭市: the remainder 1, 10 becomes 0"),
    ("01204", "012041", "旭川市: the remainder 10"),
]
BROKEN = [
    ("431002", "another check digit"),
    ("43100", "five digits"),
    ("4310011", "seven digits"),
    ("４３１００１", "full-width digits"),
    ("43100a", "a letter"),
    ("", "nothing"),
]


@pytest.mark.parametrize(("five", "six", "reason"), REAL)
def test_check_digit(five: str, six: str, reason: str) -> None:
    assert codes.with_check_digit(five) == six, reason
    assert codes.is_code(six), reason


@pytest.mark.parametrize(("text", "reason"), BROKEN)
def test_broken_codes(text: str, reason: str) -> None:
    assert not codes.is_code(text), reason
    with pytest.raises(ValueError, match="全国地方公共団体コード"):
        codes.corporate_number(text)


@pytest.mark.parametrize("text", ["4310", "４３１００", "431001"])
def test_five_digits_are_needed(text: str) -> None:
    with pytest.raises(ValueError, match=f"5 digits are needed: '{text}'"):
        codes.check_digit(text)


@pytest.mark.parametrize(
    ("code", "number"),
    [("130001", "8000020130001"), ("431001", "9000020431001"), ("141003", "3000020141003")],
)
def test_corporate_numbers(code: str, number: str) -> None:
    assert codes.corporate_number(code) == number
    assert codes.is_corporate_number(number)
    assert not codes.is_corporate_number(number[:-1])


@pytest.mark.parametrize("number", ["7000012050002", "8000012010038"])
def test_corporate_numbers_of_the_state(number: str) -> None:
    # 国税庁 and デジタル庁: no local bodies, but the same check digit.
    assert codes.is_corporate_number(number)


@given(JIS_CODES)
def test_one_check_digit_of_ten_is_right(five: str) -> None:
    right = [digit for digit in "0123456789" if codes.is_code(five + digit)]
    assert right == [codes.check_digit(five)]


@given(JIS_CODES)
def test_one_check_digit_of_a_corporate_number_is_right(five: str) -> None:
    number = codes.corporate_number(codes.with_check_digit(five))
    assert len(number) == codes.CORPORATE_LENGTH
    right = [digit for digit in "0123456789" if codes.is_corporate_number(digit + number[1:])]
    assert right == [number[0]]


def test_as_types_of_pydantic() -> None:
    assert TypeAdapter(codes.MunicipalityCode).validate_python("431001") == "431001"
    assert TypeAdapter(codes.CorporateNumber).validate_python("9000020431001")
    with pytest.raises(ValidationError):
        TypeAdapter(codes.MunicipalityCode).validate_python("431009")
    with pytest.raises(ValidationError):
        TypeAdapter(codes.CorporateNumber).validate_python("1000020431001")
