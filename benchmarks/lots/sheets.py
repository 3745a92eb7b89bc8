"""What every table of a draw is made with (表の材料)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lots.headings import calls, joint_head, named, role_head

if TYPE_CHECKING:
    from synthetic.parties import Cast

    from lots.chances import Lot
    from lots.facts import Plan


@dataclass(frozen=True)
class Sheet:
    """What every table of a draw is made with."""

    lot: Lot
    cast: Cast

    @property
    def calls(self) -> list[str]:
        """The parties in the order of their columns or rows."""
        return calls(self.lot, self.cast)

    @property
    def spans(self) -> bool:
        """Whether cells of this medium can cover several places."""
        return self.lot["medium"] in {"html", "drawn"}

    def empty(self) -> str:
        """What stands in a cell of a role that there is not."""
        return "" if self.lot["empty"] == "blank" else self.lot["empty"]

    def role(self, plan: Plan, call: str) -> str:
        """The words in the cell of a role."""
        return plan.printed(call) or self.empty()

    def name(self, at: int, plan: Plan) -> str:
        """The words in the cell of the name."""
        said = named(self.lot, at, plan.name or "") if plan.name else ""
        return f"{said}\n{plan.content or ''}".strip() if self.joined else said

    @property
    def joined(self) -> bool:
        """Whether name and content share a cell."""
        return self.lot["name"] == "in-content"

    def role_keys(self, plan: Plan) -> list[tuple[str, str]]:
        """The keys of the roles with their words; a role that there is not may have no row."""
        if plan.joint is not None:
            return [(joint_head(self.lot, self.cast), plan.joint)]
        return [
            (role_head(self.lot, self.cast, call), self.role(plan, call))
            for call in self.calls
            if plan.roles[call] or self.empty()
        ]
