"""Codes of local bodies: 全国地方公共団体コード and 法人番号, with their check digits (検査数字).

Sources: 総務省「全国地方公共団体コード仕様」 for the code of six digits, and
法人番号の指定等に関する省令 第2条 for the corporate number. A digit is one of ASCII: `０` is none.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

CODE_LENGTH, JIS_LENGTH, CORPORATE_LENGTH = 6, 5, 13
LOCAL_BODY = "000020"
"""What the corporate numbers of local bodies (地方公共団体) begin with, after the check digit."""


def check_digit(jis_code: str) -> str:
    """Compute the check digit (検査数字) of a code of five digits, JIS X 0401 and 0402.

    The digits times 6, 5, 4, 3, 2 are added up; the check digit is the last digit of 11 less the
    remainder of that sum by 11. Raises `ValueError` unless there are five digits.

    >>> check_digit("43100")
    '1'
    """
    digits = _digits(jis_code, JIS_LENGTH)
    total = sum(digit * weight for digit, weight in zip(digits, (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)


def with_check_digit(jis_code: str) -> str:
    """Make the code of six digits (全国地方公共団体コード) from five.

    Raises `ValueError` unless there are five digits.

    >>> with_check_digit("43100")
    '431001'
    """
    return jis_code + check_digit(jis_code)


def is_code(text: str) -> bool:
    """Tell whether a text is a code (全国地方公共団体コード) with the right check digit.

    >>> is_code("431001"), is_code("431002"), is_code("43100")
    (True, False, False)
    """
    if not _is_number(text, CODE_LENGTH):
        return False
    return check_digit(text[:JIS_LENGTH]) == text[JIS_LENGTH]


def valid_code(text: str) -> str:
    """Return the same text if it is a code of six digits (全国地方公共団体コード).

    Raises `ValueError`, which pydantic reports as a validation error, if it is none.
    """
    if not is_code(text):
        raise ValueError(f"not a code of a local body (全国地方公共団体コード): {text!r}")
    return text


def corporate_number(code: str) -> str:
    """Compute the corporate number (法人番号) of a local body from its code of six digits.

    It has 13: a check digit, `000020` and the code. The check digit is 9 less the remainder by 9 of
    the sum of the other twelve, each second one from the right doubled. Raises `ValueError` for a
    wrong code.

    >>> corporate_number("130001")
    '8000020130001'
    """
    base = LOCAL_BODY + valid_code(code)
    return _corporate_check_digit(base) + base


def is_corporate_number(text: str) -> bool:
    """Tell whether a text is a corporate number (法人番号) with the right check digit.

    >>> is_corporate_number("9000020431001"), is_corporate_number("8000020431001")
    (True, False)
    """
    return _is_number(text, CORPORATE_LENGTH) and _corporate_check_digit(text[1:]) == text[0]


def valid_corporate_number(text: str) -> str:
    """Return the same text if it is a corporate number (法人番号).

    Raises `ValueError`, which pydantic reports as a validation error, if it is none.
    """
    if not is_corporate_number(text):
        raise ValueError(f"not a corporate number (法人番号): {text!r}")
    return text


MunicipalityCode = Annotated[str, AfterValidator(valid_code)]
"""A code of six digits (全国地方公共団体コード), for fields of pydantic models."""
CorporateNumber = Annotated[str, AfterValidator(valid_corporate_number)]
"""A corporate number of thirteen digits (法人番号), for fields of pydantic models."""


def _corporate_check_digit(base: str) -> str:
    digits = [int(digit) for digit in reversed(base)]
    total = sum(digits[0::2]) + 2 * sum(digits[1::2])
    return str(9 - total % 9)


def _digits(text: str, length: int) -> list[int]:
    if not _is_number(text, length):
        raise ValueError(f"{length} digits are needed: {text!r}")
    return [int(digit) for digit in text]


def _is_number(text: str, length: int) -> bool:
    # isascii keeps out full-width and Arabic digits, which isdigit takes.
    return len(text) == length and text.isascii() and text.isdigit()
