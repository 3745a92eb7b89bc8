"""Predicates of a role text (役割の述語): what the party itself is said to do, word by word.

The rows of `role_types.csv` come in three kinds:

- `noun`: verbal nouns, separated by blanks in `pattern`, which count where they are a predicate;
- `verb`: verbs as `stem/class`, as in `設け/一 担/う`, which count where they are a predicate;
- `phrase`: a regular expression for words that say by themselves what is done or how.

`before` asks for words that end where a noun or verb begins, such as its object. `weight` says how
much a predicate stands for its type: `strong` always; `weak` unless the same clause says that the
party leads or cooperates (甲と連携して取り組む); `faint` only if the text says nothing else.
Other subjects' actions are left out: 甲が実施する事業に参加する is no implementing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from renkei.linking.forms import Way, is_forbidden, is_nominal, noun_form, verb_form
from renkei.linking.needles import Index, index
from renkei.linking.rules import NAMED, Rule, RuleTable, expression

if TYPE_CHECKING:
    from collections.abc import Iterator

_WINDOW = 40

# The subject of a clause that is not the party's own: a name of another party (は or が), or any
# noun with が; must not match 甲が where 甲 is the party itself. Example: 圏域の住民|が|
_SUBJECT = re.compile(
    rf"(?<!{NAMED})(?<![甲乙丙丁]及び)(?<![甲乙丙丁][と、]){NAMED}{{1,40}}(?:の長)?(?:は|が)|{NAMED}の[^。、をがは]{{0,12}}(?:住民|職員|児童|生徒|者|団体|委員会|本部)は"
    rf"|[一-龠々ァ-ヶー](?<![甲乙丙丁要長])(?<!職員)(?<!担当者)(?<!事務局)が"
)
# Where such a clause ends: a verb before a noun, a purpose, a full stop; must not match おける圏域.
# One real string: 甲が実施す|る|事業, where the clause of 甲 ends.
_CLAUSE_ENDS = re.compile(
    r"(?<!おけ)(?<!関す)(?<!係)(?<!対す)(?<!要す)(?<!向け)"
    r"[うくぐすつぬぶむるたい](?=[一-龠ァ-ヶー]|とき|もの(?!とする)|ため|よう|こと(?!とする))"
    r"|。|(?<=[うくぐすつぬぶむるた])(?:とともに|と共に)|、(?=[甲乙丙丁](?:が|は))"
)


# Who does what is done to a thing: 乙によ|り; must not match 法令により.
_BY_ANOTHER = re.compile(rf"{NAMED}(?:によ|において|から)")
# What is only aimed at need not be carried out: 観光の拠点の整備を促進する.
_HALF = frozenset({Way.AIMED, Way.URGED})
# 管理を行わせる is having it carried out; 参加させる and 利用できる say that others do it.
_NOT_ITSELF = frozenset({Way.CAUSED, Way.MADE, Way.ABLE})
# 住民の参加を促進する is no taking part; 適正な管理に努める is no carrying out;
# 甲と調整の上 is agreeing with it, not coordinating others.
_SAYS_NOTHING = frozenset(
    {
        ("participate", Way.URGED),
        ("participate", Way.PROMOTED),
        ("implement", Way.TRIED),
        ("coordinate", Way.FIRST),
    }
)


class Predicate(NamedTuple):
    """Words that say what the party does (述語): `text[start:end]`, and the row that knows them."""

    rule: Rule
    start: int
    end: int
    weight: str


class _Word(NamedTuple):
    word: str
    verb_class: str
    rule: Rule
    before: re.Pattern[str] | None
    unless: re.Pattern[str] | None


class _Phrase(NamedTuple):
    rule: Rule
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


class _Lexicon(NamedTuple):
    words: dict[str, tuple[_Word, ...]]
    phrases: tuple[_Phrase, ...]
    sieve: Index


def predicates(table: RuleTable, text: str) -> tuple[Predicate, ...]:
    """The predicates of a text in which the names of the other parties are masked, as they stand."""
    lexicon = _lexicon(table)
    others = tuple(_others(text))
    found = [*_worded(lexicon, text), *_phrased(lexicon, text)]
    own = [one for one in found if not any(low <= one.start < high for low, high in others)]
    whole = [one for one in own if one.weight == "strong" or not _within(one, own)]
    return tuple(sorted(whole, key=lambda one: (one.start, one.end, one.rule.rule)))


def _within(one: Predicate, found: list[Predicate]) -> bool:
    """Whether a predicate is part of another, as 行う is of 調整を行う."""
    return any(
        other.start <= one.start
        and one.end <= other.end
        and (other.weight == "strong" or other.end - other.start > one.end - one.start)
        for other in found
        if other is not one
    )


def _others(text: str) -> Iterator[tuple[int, int]]:
    """The ranges in which another than the party acts."""
    for subject in _SUBJECT.finditer(text):
        end = _CLAUSE_ENDS.search(text, subject.end())
        yield subject.end(), end.end() if end else len(text)


def _worded(lexicon: _Lexicon, text: str) -> Iterator[Predicate]:
    nominal = is_nominal(text)
    for start, letter in enumerate(text):
        for word in lexicon.words.get(letter, ()):
            if text.startswith(word.word, start):
                found = _predicate(word, text, start, nominal=nominal)
                if found:
                    yield found


def _predicate(word: _Word, text: str, start: int, *, nominal: bool) -> Predicate | None:
    end = start + len(word.word)
    form = (
        verb_form(text, end, word.verb_class)
        if word.verb_class
        else noun_form(text, end, nominal=nominal)
    )
    if form is None or (
        word.before and not word.before.search(text[max(0, start - _WINDOW) : start])
    ):
        return None
    if word.unless and _cancelled(word.unless, text, start, end):
        return None
    weight = _weight(word.rule, form.way)
    if not weight or (form.way is Way.PASSIVE and _BY_ANOTHER.search(text, 0, start)):
        return None
    return Predicate(word.rule, start, form.end, weight)


def _weight(rule: Rule, way: Way) -> str:
    """How much a predicate stands for its type if it is said in this way; empty if not at all."""
    if (rule.concept, way) in _SAYS_NOTHING:
        return ""
    if way in _NOT_ITSELF and rule.concept not in {"implement", "support"}:
        return ""
    if rule.concept != "implement" or rule.weight == "faint":
        return rule.weight
    if way is Way.PROMOTED:
        return "weak"
    return "faint" if way in _HALF else rule.weight


def _phrased(lexicon: _Lexicon, text: str) -> Iterator[Predicate]:
    for place in sorted(lexicon.sieve.candidates(text)):
        phrase = lexicon.phrases[place]
        for hit in phrase.pattern.finditer(text):
            if phrase.unless and _cancelled(phrase.unless, text, hit.start(), hit.end()):
                continue
            if not is_forbidden(text, hit.end()):
                yield Predicate(phrase.rule, hit.start(), hit.end(), phrase.rule.weight)


def _cancelled(unless: re.Pattern[str], text: str, start: int, end: int) -> bool:
    return any(cancel.start() <= start and end <= cancel.end() for cancel in unless.finditer(text))


@cache
def _lexicon(table: RuleTable) -> _Lexicon:
    words: dict[str, list[_Word]] = {}
    phrases = []
    for rule in table.rules:
        unless = expression(table, rule, rule.unless) if rule.unless else None
        if rule.kind == "phrase":
            phrases.append(_Phrase(rule, expression(table, rule, rule.pattern), unless))
            continue
        before = expression(table, rule, rf"(?:{rule.before})\Z") if rule.before else None
        for written in rule.pattern.split():
            word, _, verb_class = written.partition("/")
            words.setdefault(word[0], []).append(_Word(word, verb_class, rule, before, unless))
    return _Lexicon(
        {letter: tuple(rows) for letter, rows in words.items()},
        tuple(phrases),
        index((place, phrase.pattern.pattern) for place, phrase in enumerate(phrases)),
    )
