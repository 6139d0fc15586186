"""What an agent may do with a key by itself: which actions, and how much money they may move."""

from typing import NamedTuple

from pydantic import Field

from commerce.domain import errors
from commerce.domain.entity import Shape
from commerce.domain.money import Money, format_amount


class AgentLimits(Shape):
    """The limits of a key that an agent holds; all of its amounts are in one currency."""

    max_amount_money: Money | None = Field(default=None, description="The most that one request may move.")
    max_daily_amount_money: Money | None = Field(
        default=None, description="The most that a day's requests may move together, from midnight to midnight UTC."
    )
    confirmation_threshold_money: Money | None = Field(
        default=None, description="What moves more than this, a person has to approve."
    )
    allowed_actions: tuple[str, ...] | None = Field(
        default=None, description="The operations that may change something; null: those that its scopes allow."
    )

    def require_action(self, operation: str) -> None:
        """Raises ActionNotAllowed for an operation that changes something and is not among the allowed ones."""
        if self.allowed_actions is not None and operation not in self.allowed_actions:
            raise errors.ActionNotAllowed(
                f"This agent's key may not call {operation}; it may call {', '.join(self.allowed_actions)}.",
                next_steps=["Leave it to a person, or ask for a key whose agentLimits allow it."],
            )

    def require_amount(self, amount: int, currency: str) -> None:
        """Raises AmountExceedsKeyLimit for more than one request may move. amount: minor units."""
        for limit in (self.max_amount_money, self.max_daily_amount_money, self.confirmation_threshold_money):
            if limit is not None and limit.currency != currency:
                raise errors.AmountExceedsKeyLimit(
                    f"This agent's key moves {limit.currency} only, and this is in {currency}.",
                    next_steps=["Leave it to a person, or ask for a key with limits in this currency."],
                )
        for limit in (self.max_amount_money, self.max_daily_amount_money):
            if limit is not None and amount > limit.amount:
                most = format_amount(limit.amount, currency)
                raise errors.AmountExceedsKeyLimit(
                    f"This would move {format_amount(amount, currency)}; this agent's key moves at most {most}.",
                    next_steps=["Move less, where the operation takes an amount, or leave it to a person."],
                )

    def asks_human(self, amount: int) -> bool:
        """True if a person has to approve that so much is moved. amount: minor units."""
        threshold = self.confirmation_threshold_money
        return threshold is not None and amount > threshold.amount


class AgentKey(NamedTuple):
    """The key that asks, where an agent holds it."""

    id: str
    limits: AgentLimits
