"""What is taken for a card number, and what is not. The numbers are those that schemes publish for tests."""

from __future__ import annotations

import random
import string
import uuid

import pytest

from commerce.domain.card_numbers import holds_card_number
from commerce.domain.ids import ALPHABET

CARD_NUMBERS = [
    "4242424242424242",
    "4222222222222",
    "5555555555554444",
    "2223003122003222",
    "378282246310005",
    "30569309025904",
    "6011111111111117",
    "3566002020360505",
    "6200000000000005",
    "6759649826438453",
    "6304000000000000000",
]
WRITTEN = [
    "4242 4242 4242 4242",
    "4242-4242-4242-4242",
    "4242.4242.4242.4242",
    "4242–4242–4242–4242",  # noqa: RUF001 (an en dash, as word processors make it)
    "4242\u00a04242\u00a04242\u00a04242",
    "3782 822463 10005",
    "3056 930902 5904",
    "4222 2222 2222 2",
    "card 4242424242424242.",
    "tok_4242424242424242",
    "4242 4242 4242 4242 12/34 123",
    "4242 4242 4242 4242 123",
    "1234 4242 4242 4242 4242",
    "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢",
]
OTHERS = {
    "the check digit is wrong": "4242424242424241",
    "20 digits": "42424242424242424242",
    "a ULID": "ord_01KC4242424242424242424242",
    "letters around": "a4242424242424242b",
    "milliseconds": "1767349800001",
    "microseconds": "1767349800000007",
    "a phone number": "+4915123456780",
    "an article number": "4006381333931",
    "a fraction": "0.4242424242424242",
    "an Amazon order": "402-1234567-1234567",
    "an IMEI": "356938035643809",
    "a SIM": "8944500102198304826",
    "dates": "2026-03-02 2026-03-05",
    "nothing": "",
}


@pytest.mark.parametrize("text", [*CARD_NUMBERS, *WRITTEN])
def test_card_number_is_found_however_it_is_written(text: str) -> None:
    """Every scheme, in one run or in groups, alone or in a sentence."""
    assert holds_card_number(text)


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS.keys())
def test_other_number_is_left_alone(text: str) -> None:
    """What shops send besides is no card number."""
    assert not holds_card_number(text)


@pytest.mark.parametrize("number", CARD_NUMBERS)
def test_number_with_another_last_digit_is_none(number: str) -> None:
    """Luhn's check digit decides: nine of ten neighbours are no card numbers."""
    wrong = [number[:-1] + digit for digit in string.digits if digit != number[-1]]
    assert not [each for each in wrong if holds_card_number(each)]


def test_random_identifiers_are_none() -> None:
    """Of 20,000 UUIDs, hashes and ULIDs each, none is taken for a card number."""
    chance = random.Random(1)
    uuids = [str(uuid.UUID(int=chance.getrandbits(128))) for _ in range(20_000)]
    hashes = [f"{chance.getrandbits(256):064x}" for _ in range(20_000)]
    ulids = ["01KC" + "".join(chance.choices(ALPHABET, k=22)) for _ in range(20_000)]
    assert not [each for each in (*uuids, *hashes, *ulids) if holds_card_number(each)]
