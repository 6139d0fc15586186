"""The audit trail of an order: append-only, gap-free, and its deltas add up to the balance."""

from datetime import datetime

from pydantic import Field, computed_field

from commerce.domain.entity import Shape
from commerce.domain.money import Money


class Activity(Shape):
    """One thing that happened to an order."""

    id: str
    order_id: str
    sequence: int = Field(description="1 for the first activity of the order, without gaps.")
    type: str = Field(examples=["order.created"])
    description: str
    actor: str = Field(description="The API key that asked, or `system`.")
    approved_by: str | None = Field(
        default=None, description="The API key of the person who approved what an agent asked for."
    )
    balance_delta: Money
    running_balance: Money
    payment_intent_id: str | None = None
    refund_id: str | None = None
    created_at: datetime

    @computed_field
    def activity_id(self) -> str:
        """The same as `id`."""
        return self.id
