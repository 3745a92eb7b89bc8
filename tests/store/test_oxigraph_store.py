"""The store: opened, filled, counted, written; and every way in which that can fail."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from renkei.store import StoreError, counts, dump, load_nquads, open_store

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LINES = [
    f"<urn:a> {TYPE} <urn:Town> <urn:g1> .",
    f"<urn:a> {TYPE} <urn:Town> <urn:g2> .",
    f"<urn:b> {TYPE} <urn:Town> <urn:g1> .",
    f"<urn:c> {TYPE} <urn:Region> <urn:g2> .",
    '<urn:a> <urn:label> "熊本市"@ja <urn:g1> .',
]
DATA = "\n".join(LINES).encode()


def written(store: Store, rdf_format: RdfFormat = RdfFormat.N_QUADS, **options: str) -> bytes:
    out = io.BytesIO()
    dump(store, out, rdf_format, **options)  # type: ignore[arg-type]  # options of the test are texts
    return out.getvalue()


def test_a_store_is_made_filled_and_read_again(tmp_path: Path) -> None:
    made = open_store(tmp_path / "store", read_only=False)
    load_nquads(made, DATA)
    made.flush()
    del made
    opened = open_store(tmp_path / "store", read_only=True)
    assert sorted(written(opened).decode().splitlines()) == sorted(LINES)


def test_a_file_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "市.nq").write_bytes(DATA)
    store = Store()
    load_nquads(store, tmp_path / "市.nq")
    assert len(store) == len(LINES)


def test_counts() -> None:
    store = Store()
    load_nquads(store, DATA)
    assert counts(store) == (5, 2, {"urn:Region": 1, "urn:Town": 2})


def test_one_graph_is_written_with_prefixes() -> None:
    store = Store()
    load_nquads(store, DATA)
    assert len(written(store, RdfFormat.N_TRIPLES, graph="urn:g1").splitlines()) == 3
    with pytest.raises(ValueError, match="dataset"):
        written(store, RdfFormat.TURTLE)


def test_the_order_of_loading_does_not_show_on_disk(tmp_path: Path) -> None:
    orders = [LINES, LINES[::-1], LINES[2:] + LINES[:2]]
    stores = [open_store(tmp_path / str(at), read_only=False) for at in range(len(orders))]
    for store, lines in zip(stores, orders, strict=True):
        load_nquads(store, "\n".join(lines).encode())
    assert len({written(store) for store in stores}) == 1


def test_a_missing_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(tmp_path / "none", read_only=True)
    assert caught.value.message("en") == (
        f"There is no store at {tmp_path / 'none'}. Run `renkei build` first, or name another folder."
    )
    assert caught.value.message("ja") == (
        f"{tmp_path / 'none'} にストアがありません。"
        "先に `renkei build` を実行するか、別のフォルダを指定してください。"
    )
    assert not (tmp_path / "none").exists()


def test_an_empty_folder_is_a_missing_store_but_may_become_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(tmp_path, read_only=True)
    assert caught.value.kind == "missing"
    assert len(open_store(tmp_path, read_only=False)) == 0


@pytest.mark.parametrize("read_only", [True, False])
def test_a_folder_of_something_else_is_not_touched(tmp_path: Path, *, read_only: bool) -> None:
    (tmp_path / "notes.txt").write_text("x", "utf-8")
    for path in (tmp_path, tmp_path / "notes.txt"):
        with pytest.raises(StoreError) as caught:
            open_store(path, read_only=read_only)
        assert caught.value.kind == "not-a-store"
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("MANIFEST-000009\n", "utf-8")
    with pytest.raises(StoreError) as caught:
        open_store(tmp_path, read_only=True)
    assert caught.value.kind == "io"


def test_a_store_in_use_is_told(tmp_path: Path) -> None:
    held = open_store(tmp_path, read_only=False)
    with pytest.raises(StoreError) as caught:
        open_store(tmp_path, read_only=False)
    assert caught.value.kind == "locked"
    assert len(held) == 0


@pytest.mark.parametrize("data", [b"<urn:a> <urn:b> .", b"\xff\xfe", b"<a> <b> <c> <d> ."])
def test_bad_data_is_told(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "bad.nq").write_bytes(data)
    for source, name in ((data, "N-Quads"), (tmp_path / "bad.nq", "bad.nq")):
        with pytest.raises(StoreError) as caught:
            load_nquads(Store(), source)
        assert caught.value.kind == "bad-data"
        assert name in caught.value.message("ja")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        load_nquads(Store(), tmp_path / "none.nq")
    assert caught.value.kind == "io"


class Full(io.BytesIO):
    """An output without space."""

    def write(self, _: object) -> int:
        raise OSError(28, "No space left on device")


def test_a_full_disk_is_told() -> None:
    store = Store()
    load_nquads(store, DATA)
    with pytest.raises(StoreError) as caught:
        dump(store, Full())
    assert caught.value.kind == "io"
    assert "No space left" in caught.value.message("en")
