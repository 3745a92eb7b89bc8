"""Parties that an article lists by name alone (略称のない当事者の列記): 当事者は、次に掲げるとおりとする。 ⑴ 米沢市 ⑵ 川西町."""

from __future__ import annotations

import re

from renkei.model import Article, Paragraph, Passage
from renkei.parsing.parties.preamble import NamedParty

_KINDS = r"(?:市|町|村|区|都|道|府|県|組合|広域連合)"

# A name. Must not match a word for several bodies or none ("近隣の市町", "関係町", "構成市", "両町"), which the caller would take for one.
_NAME = rf"(?!両|各|関係|構成|連携|近隣|周辺|その|この|上記|当該|前)[^\s、。（）()「」の]{{1,2}}(?:[^\s、。（）()「」を]{{0,12}}[^\s、。（）()「」をの市町村])??{_KINDS}"

# An item that names one body and says at most where it lies: "米沢市", "川西町（山形県東置賜郡川西町をいう。以下同じ。）". Must not match an item
# that says anything else, nor one that gives the body another name than its own.
_ITEM = re.compile(
    rf"(?P<name>{_NAME})"
    r"(?:[(（](?:[^\s、。（）()「」]{2,4}[都道府県])?(?:[^\s、。（）()「」]{1,8}郡)?(?P=name)(?:をいう。|のことをいう。)?(?:以下同じ。?)?[)）])?[、。]?"
)

# The words above such items: "この連携協約の当事者は、次に掲げるとおりとする。", "当事者は、次の市町をもって構成する。". Must not match a list of what the
# parties do ("当事者は、次に掲げる事項について協議する。"), nor the members of a region ("圏域は、次の市町をもって構成する。"): not all of them conclude.
_PARTIES_ARE = re.compile(
    r"(?:当事者|協[約定](?:書)?を締結する(?:者|団体|地方公共団体|市町村|市町|市村|町村|市|町|村|市及び町|市及び村|町及び村))"
    r"は、?次の?(?:各号)?(?:に|の)?(?:掲げる|定める)?"
    r"(?:とおり|(?:者|団体|地方公共団体|市町村|市町|市村|町村|市|町|村|市及び町|市及び村|町及び村))"
    r"(?:とする|とし|である|をもって構成する|で構成する|により構成する)[。、]"
)
_FEWEST = 2


def enumerated_parties(article: Article) -> tuple[NamedParty, ...]:
    """The bodies, two or more, that an article lists as the parties; none if an item says anything else.

    Their names are what the text calls them: they have no aliases.
    """
    found = (_listed(paragraph) for paragraph in article.paragraphs)
    return next((parties for parties in found if parties), ())


def _listed(paragraph: Paragraph) -> tuple[NamedParty, ...]:
    if paragraph.text is None or not _PARTIES_ARE.search(paragraph.text.text):
        return ()
    names = [_name(item.text) for item in paragraph.items if item.text and not item.items]
    known = [name for name in names if name is not None]
    different = {name.text for name in known}
    if not _FEWEST <= len(different) == len(known) == len(paragraph.items):
        return ()
    return tuple(NamedParty(name, None) for name in known)


def _name(words: Passage) -> Passage | None:
    found = _ITEM.fullmatch(words.text)
    return words.part(*found.span("name")) if found else None
