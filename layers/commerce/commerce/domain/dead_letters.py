"""Dead letters: messages of a merchant that no worker could work off, kept so that they are seen and sent back."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any, NamedTuple

from pydantic import Field, computed_field

from commerce.domain.dead_letter_kinds import DeadLetterReason, DeadLetterSource, DeadLetterStatus
from commerce.domain.entity import INTERNAL, Shape
from commerce.domain.ids import RANDOM_BITS, decode, encode, first_id_at

KEPT_FOR = timedelta(days=14)
"""From when its message was sent, as long as a queue keeps one at most."""

ID = re.compile(r"[a-z]{2,5}_[0-9A-Z]{26}")
MERCHANT = re.compile(r"mer_[0-9A-Z]{26}")
EVENT_TYPE = re.compile(r"[a-z_]{1,30}\.[a-z_]{1,30}")
OF_THE_BUS = frozenset({DeadLetterSource.EVENTS, DeadLetterSource.INVOICE_MAILS})
"""Queues that hold events as the bus gives them."""

MODES = frozenset({"test", "live"})


class Told(NamedTuple):
    """Whose a message is and what it is about, as far as it can be read."""

    owner: tuple[str, str] | None = None
    """The merchant's id and the mode; None: it names nobody."""
    resource_id: str | None = None
    event_id: str | None = None
    event_type: str | None = None
    webhook_endpoint_id: str | None = None


class DeadLetter(Shape):
    """A message that was received again and again and never worked off: what it tells, without its body."""

    id: str
    source: DeadLetterSource = Field(description="The queue that it was in; a replay puts it there again.")
    status: DeadLetterStatus = DeadLetterStatus.DEAD
    reason: DeadLetterReason
    reason_message: str
    resource_id: str | None = Field(default=None, description="What it is about, as far as it can be read.")
    event_id: str | None = None
    event_type: str | None = None
    webhook_endpoint_id: str | None = None
    receive_count: int = Field(description="How often its queues had handed it out.")
    body_sha256: str = Field(description="Of the message's body, byte for byte as it is sent back.")
    body_bytes: int
    died_at: datetime
    replayed_at: datetime | None = None
    replay_of: str | None = Field(default=None, description="The dead letter whose replay died again as this one.")
    version: int = 1
    created_at: datetime = Field(description="When its message was sent.")
    updated_at: datetime
    body: Annotated[str, INTERNAL]

    @computed_field
    def dead_letter_id(self) -> str:
        """The same as `id`."""
        return self.id

    @computed_field
    def expires_at(self) -> datetime:
        """From when on it can't be read or sent back any more."""
        return self.created_at + KEPT_FOR

    def sent_back(self, now: datetime) -> "DeadLetter":
        """Once its body is in its queue again."""
        assert self.status is DeadLetterStatus.DEAD, "a letter is sent back once"
        return self.evolve(status=DeadLetterStatus.REPLAYED, replayed_at=now, updated_at=now, version=self.version + 1)


def dead_letter_id(message_id: str, sent_at: datetime) -> str:
    """The one id of a message's letter, however often it is handed out: made in the millisecond of its sending."""
    made_in = decode(first_id_at("dlt", sent_at).partition("_")[2])
    digest = hashlib.sha256(message_id.encode()).digest()
    return f"dlt_{encode(made_in | int.from_bytes(digest[: RANDOM_BITS // 8], 'big'))}"


def told_by(source: DeadLetterSource, body: str) -> Told:
    """What a message says of itself; nothing that it does not say in the form that it should."""
    try:
        message = json.loads(body)
    except ValueError:
        return Told()
    if not isinstance(message, dict):
        return Told()
    if source is DeadLetterSource.CHANGES:
        return _of_change(message)
    told = message.get("detail") if source in OF_THE_BUS else message
    return _of_event(told) if isinstance(told, dict) else Told()


def _of_change(message: Mapping[str, Any]) -> Told:
    """Of a parked change: the row's key begins with its tenant and ends with what it holds."""
    row = message.get("row")
    place = row.get("pk") if isinstance(row, dict) else None
    parts = place.split("/", 2) if isinstance(place, str) else []
    if len(parts) < 3:
        return Told()
    return Told(_owner(parts[0], parts[1]), resource_id=_text(ID, parts[2].rpartition("/")[2]))


def _of_event(told: Mapping[str, Any]) -> Told:
    inner = told.get("data")
    return Told(
        _owner(told.get("merchantId"), told.get("mode")),
        resource_id=_text(ID, inner.get("id")) if isinstance(inner, dict) else None,
        event_id=_text(ID, told.get("eventId")),
        event_type=_text(EVENT_TYPE, told.get("eventType")),
        webhook_endpoint_id=_text(ID, told.get("endpointId")),
    )


def _owner(merchant_id: object, mode: object) -> tuple[str, str] | None:
    found = _text(MERCHANT, merchant_id)
    return (found, str(mode)) if found is not None and mode in MODES else None


def _text(pattern: re.Pattern[str], value: object) -> str | None:
    return value if isinstance(value, str) and pattern.fullmatch(value) else None
