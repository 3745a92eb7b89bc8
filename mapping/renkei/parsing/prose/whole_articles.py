"""Articles that are one initiative each (一条一取組): the caption names it, and its sentences say what each party does.

    （図書館の相互利用）
    第5条　圏域の住民が、いずれの図書館でも資料を借りられるようにする。
    ア　甲は、資料を貸し出す。
    イ　乙は、移動図書館を運行する。

Other articles look alike (meetings, costs), so it takes words of the agreement that call articles initiatives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from renkei.model import Article, Division, Item, Passage
from renkei.parsing.cells.keys import opening
from renkei.parsing.parties.preamble import holders
from renkei.parsing.prose.prose_cells import Cells, lines_of
from renkei.parsing.prose.whole_sentences import Sentences, is_proviso
from renkei.parsing.text.numerals import NUMERAL, number

_SEVERAL = 2

# Words that call a stretch of articles initiatives: "第３条から第10条までに定める取組", "次条から第8条までに掲げる施策の". Must not match a stretch of
# which something else is said ("第3条から第10条までの規定により").
_STRETCH = re.compile(
    rf"(?:第(?P<first>{NUMERAL})条|(?P<next>次条))から(?:第(?P<last>{NUMERAL})条|(?P<before>前条))まで(?:の各条)?"
    r"(?:に(?:定め|掲げ|規定す)る|の)[^。、]{0,12}?(?:取り?組|事業|施策|政策分野)"
)

# Words that call all that follows initiatives: "次条以下に定める役割", "次章以下に掲げる取組について". Must not match what follows in another sense ("次条以下の規定").
_ON = re.compile(
    r"次(?P<kind>条|章)以下に(?:定め|掲げ|規定す)る[^。、]{0,12}?(?:取り?組|事業|施策|政策分野|役割)"
)

# The caption of an article that no such words mean, though it follows: costs, meetings, changes. Must not match a policy field.
_OTHER = re.compile(
    r"費用|経費|負担金|会議|協議|疑義|変更|廃止|期間|効力|失効|補則|委任|その他|旧協[約定]"
)

# The heading of a part whose articles are initiatives: "連携する取組", "生活機能の強化に係る政策分野", "役割分担". Must not match 総則 or 雑則.
_OF_INITIATIVES = re.compile(r"取り?組|政策分野|役割|連携(?:する|の)(?:事業|施策|分野|内容)")


def whole_articles(
    articles: Sequence[Article],
    parties: Mapping[str, Sequence[int]],
    divisions: Mapping[str, Division],
) -> dict[int, Cells | None]:
    """The articles, by index, that the text calls an initiative each, with its cells; None where they cannot be told.

    An article that calls others so (…第11条までの取組に要する費用は、…) is of them only if it lies among them itself.
    """
    called, calling = _called_initiatives(articles)
    return {
        at: _cells(article, parties)
        for at, article in enumerate(articles)
        if at in called or (at not in calling and _is_of_initiatives(above(article, divisions)))
    }


def above(article: Article, divisions: Mapping[str, Division]) -> tuple[Division, ...]:
    """The divisions that an article stands in, outermost first."""
    parts = article.division.split(".") if article.division else []
    numbers = [".".join(parts[: at + 1]) for at in range(len(parts))]
    return tuple(divisions[number] for number in numbers if number in divisions)


def _is_of_initiatives(divisions: Sequence[Division]) -> bool:
    words = (division.text.text for division in divisions if division.text)
    return any(_OF_INITIATIVES.search(one) for one in words)


def _called_initiatives(articles: Sequence[Article]) -> tuple[set[int], set[int]]:
    """The articles, by index, that any of the articles calls initiatives, as a stretch; and those that call others so."""
    places = {article.number: at for at, article in enumerate(articles)}
    called, calling = set[int](), set[int]()
    for at, article in enumerate(articles):
        for passage in article.passages():
            if found := _ON.search(passage.text):
                called.update(_following(articles, at, in_next=found["kind"] == "章"))
            for found in _STRETCH.finditer(passage.text):
                calling.add(at)
                first = at + 1 if found["next"] else _place(places, found["first"])
                last = at - 1 if found["before"] else _place(places, found["last"])
                if first is not None and last is not None:
                    called.update(range(first, last + 1))
    return called, calling


def _following(articles: Sequence[Article], at: int, *, in_next: bool) -> Iterator[int]:
    """The articles behind one, or behind its part, whose captions do not say that they are something else."""
    for after in range(at + 1, len(articles)):
        article = articles[after]
        words = article.caption.text if article.caption else ""
        if (not in_next or article.division != articles[at].division) and not _OTHER.search(words):
            yield after


def _place(places: Mapping[str, int], printed: str) -> int | None:
    return places.get(str(number(printed)))


def _cells(article: Article, parties: Mapping[str, Sequence[int]]) -> Cells | None:
    """The initiative of an article; None where no sentence has a party as its subject, or keys stand in it."""
    if article.caption is None:
        return None
    cells = Cells(None, article.caption, keyed=False)
    sentences = Sentences(cells, parties)
    for paragraph in article.paragraphs:
        units = [[paragraph.text] if paragraph.text else []]
        units += [list(_words(item)) for item in paragraph.items]
        for at, words in enumerate(units):
            if any(opening(line.text, parties) for one in words for line in lines_of(one)):
                return None
            sentences.take(words, is_item=at > 0)
    _say_what_all_do(cells, article, parties)
    return cells if cells.roles else None


def _say_what_all_do(cells: Cells, article: Article, parties: Mapping[str, Sequence[int]]) -> None:
    """Take a first sentence about all parties (甲及び乙は、…ようにする。) as the content, where those behind it say what each of them does."""
    first = article.paragraphs[0].text
    who = next(iter(cells.roles), "")
    meant = set(holders(who, parties))
    others = [holders(other, parties) for other in cells.roles if other != who]
    each = {number for numbers in others if len(numbers) == 1 for number in numbers}
    if cells.content or first is None or len(meant) < _SEVERAL or meant - each:
        return
    said = cells.roles[who]
    own = [words.start for other, role in cells.roles.items() if other != who for words in role]
    own += [below.text.start for below in article.paragraphs[1:2] if below.text]
    mains = [one for one in said if one.start < first.end and not is_proviso(one.text)]
    if [one.start for one in mains] == [first.start] and said[-1].end <= min(own, default=0):
        cells.content = cells.roles.pop(who)


def _words(item: Item) -> Iterator[Passage]:
    """The words of an item with those of the items below."""
    if item.text:
        yield item.text
    for below in item.items:
        yield from _words(below)
