"""What every model of the domain shares: it is frozen, and knows no stray fields."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable value; a changed copy is made with `model_copy(update=…)`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
