"""The store (ストア): Oxigraph on disk, opened, filled, counted and written out."""

from renkei.store.faults import Fault
from renkei.store.oxigraph import (
    Counts,
    StoreError,
    counts,
    dump,
    load_nquads,
    open_store,
    settle,
)

__all__ = ["Counts", "Fault", "StoreError", "counts", "dump", "load_nquads", "open_store", "settle"]
