"""What is said to make an API key."""

from typing import Annotated

from pydantic import Field, StringConstraints

from commerce.domain.entity import Command
from commerce.domain.money import MoneyInput

Scope = Annotated[str, StringConstraints(pattern=r"^([a-z_]{1,40}\.(read|write)|\*)$"), Field(examples=["orders.read"])]
Action = Annotated[
    str, StringConstraints(pattern=r"^[a-zA-Z]{1,40}\.[a-zA-Z]{1,40}$"), Field(examples=["orders.applyCoupon"])
]

MAX_ACTIONS = 50
"""The limits travel with every request, beside the scopes."""


class NewAgentLimits(Command):
    """What an agent may do with the key by itself; what is left out is not limited."""

    max_amount_money: MoneyInput | None = Field(
        default=None, description="The most that one request may charge, hold, capture, refund or record."
    )
    max_daily_amount_money: MoneyInput | None = Field(
        default=None,
        description="The most that the requests of a day may move together, from midnight to midnight UTC; what was "
        "tried counts, whatever became of it, and a hold counts once it is captured.",
    )
    confirmation_threshold_money: MoneyInput | None = Field(
        default=None,
        description="What moves more than this is refused until a person has approved it: see confirmations.",
    )
    allowed_actions: Annotated[tuple[Action, ...], Field(min_length=1, max_length=MAX_ACTIONS)] | None = Field(
        default=None,
        description="The only operations that may change something, by their names; what is read goes by scopes.",
    )


class CreateApiKey(Command):
    """A new key, limited to some scopes, and further if an agent is to hold it."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=120), Field(examples=["Till 3"])]
    scopes: Annotated[tuple[Scope, ...], Field(min_length=1, max_length=100)] = Field(
        description="What the key may do, such as `orders.read`; `*` for everything. None that the asking key lacks."
    )
    agent_limits: NewAgentLimits | None = None
