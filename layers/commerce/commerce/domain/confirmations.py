"""Confirmations: what an agent asked for and a person has to approve before it is done, once."""

import hashlib
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field, computed_field

from commerce.domain import errors
from commerce.domain.entity import INTERNAL, Shape
from commerce.domain.ids import RANDOM_BITS, decode, encode, first_id_at
from commerce.domain.money import Money

LIVES_FOR = timedelta(hours=24)
"""From when it was asked for, approved or not."""

KEPT_FOR = timedelta(days=30)
"""How long it can be read; what was approved stands in the order's activities for ever."""

DIGEST_LENGTH = 16
"""Letters of an id that tell the request: those of a ULID that are chance elsewhere."""


class ConfirmationStatus(StrEnum):
    """pending → approved → used, or declined; what was not used in time is expired."""

    PENDING = "pending"
    APPROVED = "approved"
    DECLINED = "declined"
    USED = "used"
    EXPIRED = "expired"


WAITING = frozenset({ConfirmationStatus.PENDING, ConfirmationStatus.APPROVED})


class Confirmation(Shape):
    """One request of an agent's key that moves more than the key may move by itself."""

    id: str
    status: ConfirmationStatus = ConfirmationStatus.PENDING
    api_key_id: str = Field(description="The key that asks.")
    operation: str = Field(examples=["orders.pay"])
    amount_money: Money = Field(description="What the request moves: exactly this is approved.")
    order_id: str | None = Field(default=None, description="The order whose money it is; null: the request makes it.")
    description: str = Field(description="What is asked for, for the person who decides.")
    decided_by: str | None = Field(default=None, description="The key that approved or declined it.")
    decided_at: datetime | None = None
    used_at: datetime | None = None
    expires_at: datetime
    version: int = 1
    created_at: datetime
    updated_at: datetime
    fingerprint: Annotated[str, INTERNAL]
    """Of the request: operation and input."""

    @computed_field
    def confirmation_id(self) -> str:
        """The same as `id`."""
        return self.id

    @property
    def approver(self) -> str | None:
        """Who approved it; None: nobody has, or what was approved is over."""
        return self.decided_by if self.status is ConfirmationStatus.APPROVED else None

    @property
    def kept_until(self) -> datetime:
        """When its row may go."""
        return self.created_at + KEPT_FOR

    def at(self, now: datetime) -> "Confirmation":
        """As it is shown at this moment."""
        over = self.status in WAITING and self.expires_at <= now
        return self.evolve(status=ConfirmationStatus.EXPIRED) if over else self

    def allows(self, money: Money) -> bool:
        """True if it is approved that exactly so much is moved."""
        return self.status is ConfirmationStatus.APPROVED and self.amount_money == money

    def stands_for(self, money: Money, now: datetime) -> bool:
        """True if it asks, or has answered, whether exactly so much may be moved."""
        shown = self.at(now).status
        return self.amount_money == money and shown not in {ConfirmationStatus.EXPIRED, ConfirmationStatus.USED}

    def decided(self, status: ConfirmationStatus, by: str, now: datetime) -> "Confirmation":
        """Once a person has decided; what was approved and is not used can still be declined.

        Raises ConfirmationNotPending for one that is not waiting for that.
        """
        shown = self.at(now).status
        undone = shown is ConfirmationStatus.APPROVED and status is ConfirmationStatus.DECLINED
        if shown is not ConfirmationStatus.PENDING and not undone:
            raise errors.ConfirmationNotPending(
                f"This confirmation is {shown}; only a pending one is decided. The agent may ask again with another "
                "idempotency key."
            )
        return self.evolve(status=status, decided_by=by, decided_at=now, updated_at=now, version=self.version + 1)

    def used(self, now: datetime) -> "Confirmation":
        """Once what it approves is being done."""
        assert self.status is ConfirmationStatus.APPROVED, "only what was approved is used"
        return self.evolve(status=ConfirmationStatus.USED, used_at=now, updated_at=now, version=self.version + 1)


def digest_of(key_id: str, fingerprint: str, idempotency_key: str | None) -> str:
    """What tells one request from others in an id: who asks, for what, under which idempotency key."""
    said = "\n".join((key_id, fingerprint, idempotency_key or ""))
    return encode(int.from_bytes(hashlib.sha256(said.encode()).digest()[: RANDOM_BITS // 8]))[-DIGEST_LENGTH:]


def confirmation_id(digest: str, at: datetime) -> str:
    """The id of a request's confirmation that is asked for at this moment."""
    moment = decode(first_id_at("cnf", at).partition("_")[2])
    return f"cnf_{encode(moment | decode(digest.rjust(26, '0')))}"
