"""How far reading got in a build (読み取りの到達度): counts, and the names of what is not complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from renkei.cli.language import language
from renkei.cli.printing import say
from renkei.errors import Wording
from renkei.model import Completeness, Severity

if TYPE_CHECKING:
    from renkei.publishing.report import BuildReport, SourceResult

_DEGREES = {
    Completeness.COMPLETE: Wording(ja="全部を読み取り", en="complete"),
    Completeness.ROLES_INCOMPLETE: Wording(ja="役割が不足", en="roles incomplete"),
    Completeness.ARTICLES_ONLY: Wording(ja="条文のみ", en="articles only"),
    Completeness.HEADER_ONLY: Wording(ja="前文のみ", en="header only"),
    Completeness.NOT_AN_AGREEMENT: Wording(ja="協約ではない文書", en="not an agreement"),
}
_NONE = Wording(
    ja="  {name}  協約ではない文書：何も読み取っていません",
    en="  {name}  not an agreement: nothing was taken from it",
)
_UNREADABLE = Wording(ja="  {name}  読み込めませんでした", en="  {name}  no text could be read")
_ELSEWHERE = Wording(
    ja="  {name}  ほかの原文と同じ協約です（{key}：記述は {first} から）",
    en="  {name}  the same agreement as in another source ({key}: statements from {first})",
)
_DIFFERS = Wording(
    ja="  {name}  ほかの原文と内容が違うため、登録していません（{key}：記述は {first} から）",
    en="  {name}  not taken, since it differs from another source ({key}: statements from {first})",
)
_COUNTS = Wording(ja="読み取りの到達度: {counts}。", en="How far reading got: {counts}.")
_COUNT = Wording(ja="{degree} {count}件", en="{count} {degree}")
_LOST = Wording(ja="読み込めないファイル", en="without a text")
_INCOMPLETE = Wording(ja="最後まで読み取れていないもの:", en="Not complete:")
_ONE = Wording(ja="  {degree}  {key}（{source}）", en="  {degree}  {key} ({source})")
_FILE = Wording(ja="  {degree}  {source}", en="  {degree}  {source}")


def degree(reached: Completeness) -> str:
    """A degree of completeness in words (到達度の表記)."""
    return _DEGREES[reached].fill(language(), {})


def nothing_read(source: SourceResult) -> str:
    """Why a source gives no agreement (協約のない原文): it is none, another gave it, or it has no text."""
    found = source.elsewhere
    if found:
        wording = _DIFFERS if found.severity is Severity.ERROR else _ELSEWHERE
    else:
        wording = _NONE if source.is_text else _UNREADABLE
    return wording.fill(language(), {"name": source.name, **(found.values if found else {})})


def reached_record(report: BuildReport) -> dict[str, Any]:
    """The same for machines."""
    return {
        "reached": {kind.value: count for kind, count in report.reached.items()},
        "incomplete": [each.model_dump(mode="json") for each in report.incomplete],
        "unreadable": list(report.unreadable),
    }


def say_reached(report: BuildReport) -> None:
    """Print how many were read how far, and what is not complete."""
    shown = language()
    counts = {degree(kind): count for kind, count in report.reached.items()}
    counts[_LOST.fill(shown, {})] = len(report.unreadable)
    parts = [
        _COUNT.fill(shown, {"degree": words, "count": f"{count:,}"})
        for words, count in counts.items()
        if count
    ]
    if parts:
        say(
            _COUNTS.fill(shown, {"counts": "、".join(parts) if shown == "ja" else ", ".join(parts)})
        )
    if report.incomplete:
        say(_INCOMPLETE.fill(shown, {}))
    for one in report.incomplete:
        values = {"degree": degree(one.completeness), "key": one.key or "", "source": one.source}
        say((_ONE if one.key else _FILE).fill(shown, values))
