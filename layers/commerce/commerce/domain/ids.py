"""Identifiers: a prefix that names the resource and a ULID, which sorts by the time of creation."""

import secrets
from datetime import UTC, datetime

from ulid import ULID

RANDOM_BYTES = 10


def new_ulid(at: datetime) -> str:
    """A ULID of this moment; its random part is the operating system's, which restored memory images never repeat."""
    milliseconds = int(at.timestamp() * 1000)
    return str(ULID(milliseconds.to_bytes(6, "big") + secrets.token_bytes(RANDOM_BYTES)))


def new_id(prefix: str, at: datetime) -> str:
    """`new_id("ord", now)` → `ord_01KC…`."""
    return f"{prefix}_{new_ulid(at)}"


def series(prefix: str, seed_id: str, start: int, count: int) -> list[str]:
    """Ids that follow a seed's ULID one by one, as the ULID specification's monotonic form does.

    Members of one document (an order's lines) share a seed: unique within it, and nearly free to store,
    since they differ in their last characters only.
    """
    seed = int(ULID.from_str(seed_id.rpartition("_")[2]))
    return [f"{prefix}_{ULID((seed + start + n).to_bytes(16, 'big'))}" for n in range(1, count + 1)]


def order_number(order_id: str) -> str:
    """A short number that people can read out, derived from the id: no counter is shared between orders.

    The number is characters 1 to 13 of the ULID (its millisecond and 20 random bits), so the orders that carry
    it are found by one range of ids.
    """
    ulid = order_id.rpartition("_")[2]
    return f"{ulid[1:6]}-{ulid[6:10]}-{ulid[10:14]}"


def id_prefix_of_order_number(number: str) -> str:
    """The beginning that every id of this order number has; the first ULID character is 0 until the year 3084."""
    return "ord_0" + number.replace("-", "").upper()


def first_id_at(prefix: str, at: datetime) -> str:
    """The lowest id that can have been made at this moment: the edge of a range of creation times."""
    milliseconds = max(0, int(at.astimezone(UTC).timestamp() * 1000))
    return f"{prefix}_{ULID(milliseconds.to_bytes(6, 'big') + bytes(RANDOM_BYTES))}"
