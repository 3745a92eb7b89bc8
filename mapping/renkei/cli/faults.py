"""Faults told to a person (障害の表示): one clear message and the right exit code, no traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

from renkei.cli.language import language
from renkei.errors import Wording
from renkei.publishing.sources import NoSourceError
from renkei.publishing.swapping import MANIFEST, NotOurFolderError
from renkei.querying.faults import UsageError
from renkei.resources import ResourceError
from renkei.store.faults import Fault


class Exit(IntEnum):
    """What a command ends with (終了コード)."""

    FINE = 0
    INPUT = 1
    USAGE = 2
    ENVIRONMENT = 3


_NO_SOURCE = Wording(
    ja="{path} に読むべきファイルがありません。ファイル、フォルダー、または 'agreements/*.txt' のような形を指定してください。",
    en="There is no file to read at {path}. Give a file, a folder, or a pattern such as 'agreements/*.txt'.",
)
_NOT_OURS = Wording(
    ja="{path} は空でなく、Renkei のビルドでもない（{manifest} がない）ため、置き換えません。別の --out を指定してください。",
    en="{path} is not empty and no build of Renkei (it has no {manifest}): it is left as it is. Give another --out.",
)
_SYSTEM = Wording(
    ja="{path}: {reason}。以前の結果はそのままです。空き容量と権限を確かめてください。",
    en="{path}: {reason}. Earlier results are untouched. Check free space and permissions.",
)


@contextmanager
def told() -> Iterator[None]:
    """Turn faults into a message on standard error and the exit code that belongs to them."""
    try:
        yield
    except BrokenPipeError:
        # The reader of our output left (`renkei export | head`): that is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(Exit.FINE)
    except NoSourceError as error:
        _end(_NO_SOURCE.fill(language(), {"path": str(error)}), Exit.USAGE)
    except NotOurFolderError as error:
        values = {"path": str(error), "manifest": MANIFEST}
        _end(_NOT_OURS.fill(language(), values), Exit.USAGE)
    except UsageError as error:
        _end(error.message(language()), Exit.USAGE)
    except Fault as error:
        _end(error.message(language()), Exit.ENVIRONMENT)
    except ResourceError as error:
        _end(str(error), Exit.ENVIRONMENT)
    except OSError as error:
        values = {"path": str(error.filename or ""), "reason": error.strerror or str(error)}
        _end(_SYSTEM.fill(language(), values), Exit.ENVIRONMENT)


def _end(words: str, code: Exit) -> None:
    print(f"renkei: {words}", file=sys.stderr)
    sys.exit(code)
