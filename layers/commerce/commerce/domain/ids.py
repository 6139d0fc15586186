"""Identifiers: a prefix that names the resource and a ULID, which sorts by the time of creation.

A ULID is 48 bits of milliseconds and 80 random bits in Crockford's base 32. The encoding is written out here: the
packages that offer it cost each function's cold start more than the rest of its own code.
Source: the ULID specification.
"""

import secrets
from datetime import UTC, datetime

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
VALUE_OF = {letter: value for value, letter in enumerate(ALPHABET)}
LENGTH = 26
RANDOM_BITS = 80


def new_ulid(at: datetime) -> str:
    """A ULID of this moment; its random part is the operating system's, which restored memory images never repeat."""
    return encode(_milliseconds(at) << RANDOM_BITS | secrets.randbits(RANDOM_BITS))


def encode(value: int) -> str:
    """A ULID's 26 letters. value: 128 bits."""
    return "".join(ALPHABET[value >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5))


def decode(ulid: str) -> int:
    """A ULID's 128 bits. Raises KeyError for a letter that no ULID has."""
    value = 0
    for letter in ulid:
        value = value << 5 | VALUE_OF[letter]
    return value


def _milliseconds(at: datetime) -> int:
    return max(0, int(at.astimezone(UTC).timestamp() * 1000))


def new_id(prefix: str, at: datetime) -> str:
    """`new_id("ord", now)` → `ord_01KC…`."""
    return f"{prefix}_{new_ulid(at)}"


def series(prefix: str, seed_id: str, start: int, count: int) -> list[str]:
    """Ids that follow a seed's ULID one by one, as the ULID specification's monotonic form does.

    Members of one document (an order's lines) share a seed: unique within it, and nearly free to store,
    since they differ in their last characters only.
    """
    seed = decode(seed_id.rpartition("_")[2])
    return [f"{prefix}_{encode(seed + start + n)}" for n in range(1, count + 1)]


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


def created_at(identity: str) -> datetime:
    """The millisecond in which an id was made."""
    milliseconds = decode(identity.rpartition("_")[2]) >> RANDOM_BITS
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def first_id_at(prefix: str, at: datetime) -> str:
    """The lowest id that can have been made at this moment: the edge of a range of creation times."""
    return f"{prefix}_{encode(_milliseconds(at) << RANDOM_BITS)}"
