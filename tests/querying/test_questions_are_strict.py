"""A question file that is not well made is refused, with its name and the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from renkei.querying import QuestionFileError, UsageError, load_question, question

GOOD = """\
#: title = { ja = "題", en = "title" }
#: description = { ja = "説明", en = "description" }
#: sort = ["a"]
#: params = [{ name = "p", type = "text", label = { ja = "語", en = "words" } }]
#: columns = [{ name = "a", label = { ja = "列", en = "column" } }]

SELECT ?a WHERE {
  #if p
  VALUES ?p { UNDEF }
  ?a ?any ?p .
  #end
}
"""

# What is changed into what, and what is said of it.
BROKEN = [
    ('en = "title" }', 'en = "title"', "Unclosed inline table"),
    ("VALUES ?p { UNDEF }", "VALUES ?q { UNDEF }", "without a VALUES line"),
    ("VALUES ?p { UNDEF }", "", "without a VALUES line"),
    ("?a ?any ?p .", "FILTER(?a = UNDEF)", "UNDEF may stand"),
    ("#end", "", "has its #end"),
    ("#if p", "#if other", "names a parameter"),
    ("#if p", "#unless other", "names a parameter"),
    ('sort = ["a"]', 'sort = ["b"]', "sort and group name columns"),
    ('sort = ["a"]', 'sort = ["a"]\n#: group = "b"', "sort and group name columns"),
    ('type = "text"', 'type = "words"', "Input should be"),
    ('type = "text"', 'type = "choice"', "has choices"),
    ('type = "text"', 'type = "text", required = true, default = "x"', "has no default"),
    ("description", "descripton", "description: Field required"),
    ("#: sort", "#: strange = 1\n#: sort", "Extra inputs are not permitted"),
    ("#:", "# ", "Field required"),
]


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "good.rq").write_text(GOOD, "utf-8")
    found = load_question(tmp_path / "good.rq")
    assert (found.name, found.params[0].name, found.columns[0].label.ja) == ("good", "p", "列")


@pytest.mark.parametrize(("before", "after", "reason"), BROKEN)
def test_a_broken_file_says_what_to_mend(
    before: str, after: str, reason: str, tmp_path: Path
) -> None:
    assert before in GOOD
    path = tmp_path / "broken.rq"
    path.write_text(GOOD.replace(before, after), "utf-8")
    with pytest.raises(QuestionFileError) as caught:
        load_question(path)
    assert str(path) in caught.value.message("ja")
    if "Unclosed" not in reason:  # the wording of the TOML reader is its own
        assert reason in caught.value.message("en")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match=r"nowhere\.rq"):
        load_question(tmp_path / "nowhere.rq")


def test_an_unknown_question_names_what_may_be_meant() -> None:
    with pytest.raises(UsageError) as caught:
        question("disaster-respons-role")
    assert caught.value.candidates[0] == "disaster-response-roles"
    assert caught.value.message("ja") == (
        "「disaster-respons-role」という質問はありません。`renkei query` で一覧を見られます。"
        "候補: disaster-response-roles。"
    )
    assert caught.value.message("en") == (
        "There is no question named disaster-respons-role. `renkei query` lists them."
        " Did you mean: disaster-response-roles?"
    )
