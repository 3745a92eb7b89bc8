"""A real Virtuoso with a user of its own, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from virtuoso_server import virtuoso_server

from renkei.publishing.remote import Credentials


@dataclass(frozen=True)
class Virtuoso:
    """A real Virtuoso with a user of its own, who may write."""

    url: str
    user: str = "publisher"
    password: str = "pass-word"  # noqa: S105  # made for this test run

    @property
    def credentials(self) -> Credentials:
        return Credentials(self.user, self.password)


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    with virtuoso_server(tmp_path_factory.mktemp("virtuoso"), rows=100_000) as server:
        made = Virtuoso(server.url)
        server.sql(
            f"DB.DBA.USER_CREATE('{made.user}', '{made.password}');",
            f'GRANT SPARQL_UPDATE TO "{made.user}";',
            # Releases from 7.2.8 on give a user no graph unless told so.
            f"DB.DBA.RDF_DEFAULT_USER_PERMS_SET('{made.user}', 7);",
        )
        yield made
