"""Confirmations: what one allows, until when, how it is decided, and which id a request's has."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commerce.domain import errors
from commerce.domain.confirmations import LIVES_FOR, Confirmation, ConfirmationStatus, confirmation_id, digest_of
from commerce.domain.ids import ALPHABET, created_at
from commerce.domain.money import Money
from tests.unit.orders import usd

PENDING, APPROVED, DECLINED = ConfirmationStatus.PENDING, ConfirmationStatus.APPROVED, ConfirmationStatus.DECLINED
USED, EXPIRED = ConfirmationStatus.USED, ConfirmationStatus.EXPIRED
ASKED = datetime(2026, 11, 25, 12, tzinfo=UTC)
ENDS = ASKED + timedelta(hours=24)
BEFORE_ITS_END, LATER = ENDS - timedelta(microseconds=1), ASKED + timedelta(hours=1)


def a_confirmation(
    status: ConfirmationStatus = PENDING, **fields: Any
) -> Any:  # mypy takes computed fields for methods
    """An agent asks to move 50.00."""
    known = {
        "id": "cnf_1",
        "api_key_id": "key_agent",
        "operation": "orders.pay",
        "amount_money": usd(5000),
        "description": "Pay order 1.",
        "expires_at": ENDS,
        "created_at": ASKED,
        "updated_at": ASKED,
        "fingerprint": "f",
    }
    return Confirmation(status=status, **(known | fields))


def test_statuses_are_those_of_the_contract() -> None:
    """As callers read them; it is asked for once, by its own version 1."""
    assert [status.value for status in ConfirmationStatus] == ["pending", "approved", "declined", "used", "expired"]
    asked = a_confirmation()
    assert (asked.confirmation_id, asked.version, asked.status) == ("cnf_1", 1, PENDING)


@pytest.mark.parametrize(("status", "over"), [(PENDING, True), (APPROVED, True), (DECLINED, False), (USED, False)])
def test_what_waits_is_over_after_a_day(status: ConfirmationStatus, *, over: bool) -> None:
    """Approved or not; what was decided or used otherwise stays so."""
    asked = a_confirmation(status)
    assert asked.at(BEFORE_ITS_END) == asked
    assert asked.at(ENDS).status is (EXPIRED if over else status)


def test_confirmation_lives_for_a_day_and_is_kept_for_thirty() -> None:
    """From when it was asked for."""
    assert ASKED + LIVES_FOR == ENDS
    assert a_confirmation().kept_until == datetime(2026, 12, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "money", "allowed"),
    [
        (APPROVED, usd(5000), True),
        (APPROVED, usd(4999), False),
        (APPROVED, Money(amount=5000, currency="EUR"), False),
        (PENDING, usd(5000), False),
        (DECLINED, usd(5000), False),
        (USED, usd(5000), False),
    ],
)
def test_exactly_what_was_approved_is_allowed(status: ConfirmationStatus, money: Money, *, allowed: bool) -> None:
    """Not a cent less, and once."""
    assert a_confirmation(status).allows(money) is allowed


@pytest.mark.parametrize(("status", "name"), [(APPROVED, "key_owner"), (PENDING, None), (DECLINED, None), (USED, None)])
def test_approver_is_who_approved_it(status: ConfirmationStatus, name: str | None) -> None:
    """Nobody, of one that was declined or is over."""
    assert a_confirmation(status, decided_by="key_owner").approver == name


@pytest.mark.parametrize(
    ("status", "money", "stands"),
    [
        (PENDING, usd(5000), True),
        (APPROVED, usd(5000), True),
        (DECLINED, usd(5000), True),
        (USED, usd(5000), False),
        (EXPIRED, usd(5000), False),
        (PENDING, usd(5001), False),
    ],
)
def test_answer_stands_for_the_same_amount(status: ConfirmationStatus, money: Money, *, stands: bool) -> None:
    """Until it is used or over; a refusal stands too, for it is an answer."""
    assert a_confirmation(status).stands_for(money, LATER) is stands


def test_answer_that_is_over_stands_for_nothing() -> None:
    """A day after it was asked for."""
    asked = a_confirmation(APPROVED)
    assert (asked.stands_for(usd(5000), BEFORE_ITS_END), asked.stands_for(usd(5000), ENDS)) == (True, False)


@pytest.mark.parametrize(("before", "after"), [(PENDING, APPROVED), (PENDING, DECLINED), (APPROVED, DECLINED)])
def test_person_decides(before: ConfirmationStatus, after: ConfirmationStatus) -> None:
    """What was approved and is not used can still be declined."""
    decided = a_confirmation(before).decided(after, "key_owner", LATER)
    assert (decided.status, decided.decided_by, decided.decided_at) == (after, "key_owner", LATER)
    assert (decided.updated_at, decided.version, decided.created_at) == (LATER, 2, ASKED)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (APPROVED, APPROVED),
        (DECLINED, DECLINED),
        (DECLINED, APPROVED),
        (USED, DECLINED),
        (USED, APPROVED),
        (EXPIRED, APPROVED),
    ],
)
def test_what_is_decided_stays(before: ConfirmationStatus, after: ConfirmationStatus) -> None:
    """The refusal says what it is."""
    with pytest.raises(errors.ConfirmationNotPending, match=f"This confirmation is {before}; "):
        a_confirmation(before).decided(after, "key_owner", LATER)


@pytest.mark.parametrize("before", [PENDING, APPROVED])
def test_nobody_decides_after_its_end(before: ConfirmationStatus) -> None:
    """Not even that it is declined."""
    with pytest.raises(errors.ConfirmationNotPending, match="This confirmation is expired; "):
        a_confirmation(before).decided(DECLINED, "key_owner", ENDS)


def test_what_was_approved_is_used_once() -> None:
    """From then on it allows nothing."""
    used = a_confirmation(APPROVED, decided_by="key_owner").used(LATER)
    assert (used.status, used.used_at, used.updated_at, used.version) == (USED, LATER, LATER, 2)
    assert (used.allows(usd(5000)), used.decided_by) == (False, "key_owner")


def test_requests_are_told_apart_by_key_input_and_idempotency_key() -> None:
    """Wherever the borders between them lie; without an idempotency key one request is like its twin."""
    digests = [digest_of(*each) for each in (("a", "b", "c"), ("ab", "", "c"), ("a", "bc", None), ("a", "b", None))]
    assert len(set(digests)) == len(digests)
    assert digest_of("a", "b", None) == digest_of("a", "b", "")


@pytest.mark.parametrize(("idempotency_key", "said"), [("c", b"a\nb\nc"), (None, b"a\nb\n")])
def test_digest_is_the_first_eighty_bits_of_sha_256(idempotency_key: str | None, said: bytes) -> None:
    """In a ULID's letters: another release that gave another would not know what was approved before it."""
    value = int.from_bytes(hashlib.sha256(said).digest()[:10], "big")
    letters = "".join(ALPHABET[value >> shift & 31] for shift in range(75, -1, -5))
    assert (digest_of("a", "b", idempotency_key), len(letters)) == (letters, 16)


def test_id_is_made_of_the_moment_and_the_request() -> None:
    """So a request's confirmation is found by its digest, and stands in the list where it was asked for."""
    digest = digest_of("a", "b", "c")
    identity = confirmation_id(digest, ASKED)
    assert (identity[:4], identity[14:], len(identity)) == ("cnf_", digest, 30)
    assert created_at(identity) == ASKED
