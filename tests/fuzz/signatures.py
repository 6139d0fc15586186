"""Broken `Stripe-Signature` headers against the operation that takes Stripe's events.

`python -m tests.fuzz.signatures --headers 100000 --seed 1`
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import random
import string
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

from commerce.context import Runtime
from commerce.edge.registry import load_operations
from commerce.edge.respond import respond
from tests.clock import MovedClock
from tests.fuzz.quiet import quiet

SECRETS = {"test": "whsec_test", "live": "whsec_live"}
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
STAMP = int(NOW.timestamp())
BODY = json.dumps({"id": "evt_1", "type": "customer.created", "data": {"object": {"object": "customer"}}})
"""About nothing that Flint makes: taken with 200, without a word to the database."""

LONGEST = 50_000
"""Characters: five times what gateways carry; what is broken three times over would be gigabytes."""

Break = Callable[[str, random.Random], str]

STRANGE: list[str] = [*map(chr, range(32)), *string.punctuation, "\u0660", "é", "\ud800", "\U0001f4b3", "\u200b", ""]


def signature(stamp: object, secret: str) -> str:
    """What Stripe would send for this time."""
    return hmac.new(secret.encode(), f"{stamp}.{BODY}".encode(), hashlib.sha256).hexdigest()


def valid(chance: random.Random) -> str:
    """A header that Stripe could have sent a moment ago."""
    stamp = STAMP + chance.randint(-300, 300)
    return f"t={stamp},v1={signature(stamp, chance.choice(list(SECRETS.values())))}"


def broken(chance: random.Random) -> str:
    """A valid header with up to three things done to it."""
    header = valid(chance)
    for _ in range(chance.randint(1, 3)):
        way: Break = chance.choice(BREAKS)
        header = way(header, chance)[:LONGEST]
    return header


def _replace(header: str, chance: random.Random) -> str:
    at = chance.randrange(len(header) + 1)
    return header[:at] + chance.choice(STRANGE) + header[at + chance.randint(0, 2) :]


def _cut(header: str, chance: random.Random) -> str:
    return header[: chance.randrange(len(header) + 1)]


def _other_time(header: str, chance: random.Random) -> str:
    wrong: list[object] = [STAMP + 301, STAMP - 301, -STAMP, 0, 10**12, 10**13, 10**400, 1.5]
    unread: list[object] = ["0x10", "", "NaN", f" {STAMP} ", "\uff11\uff12"]
    return f"t={chance.choice(wrong + unread)}," + header.partition(",")[2]


def _twice(header: str, chance: random.Random) -> str:
    return ",".join([header] * chance.choice([2, 3, 500]))


def _other_scheme(header: str, chance: random.Random) -> str:
    return header.replace("v1=", chance.choice(["v0=", "V1=", "v1==", "v1", "v2=", "=v1="]))


def _other_letters(header: str, chance: random.Random) -> str:
    return chance.choice(
        [header.upper(), header[::-1], header.replace("=", ":"), header.replace(",", ";"), f"{header},"]
    )


def _noise(_: str, chance: random.Random) -> str:
    return "".join(chance.choices([*STRANGE, *string.printable], k=chance.randrange(200)))


def _wrong_secret(_: str, chance: random.Random) -> str:
    return f"t={STAMP},v1={signature(STAMP, chance.choice(['', 'whsec_', 'whsec_tes', 'None']))}"


def _long(header: str, chance: random.Random) -> str:
    return header + chance.choice(["a", ",", ",v1=", ",t=", "=", " "]) * chance.choice([10, 3000, 20_000])


BREAKS: list[Break] = [
    _replace,
    _cut,
    _other_time,
    _twice,
    _other_scheme,
    _other_letters,
    _noise,
    _wrong_secret,
    _long,
]


def is_signed(header: str) -> bool:
    """By another way than the code's: one time of the last five minutes, and Stripe's signature for it."""
    fields = [field.strip() for field in header[:2000].split(",")]
    times = [field[2:] for field in fields if field == "t" or field.startswith("t=")]
    if len(times) != 1 or times[0] not in {str(STAMP + shift).rjust(len(times[0]), "0") for shift in range(-300, 301)}:
        return False
    return any(f"v1={signature(int(times[0]), secret)}" in fields for secret in SECRETS.values())


def fuzz(headers: int, seed: int) -> tuple[Counter[int], list[str]]:
    """How often each status was answered, and the headers whose answer was wrong."""
    with quiet("flint"):
        return _fuzz(headers, seed)


def _fuzz(headers: int, seed: int) -> tuple[Counter[int], list[str]]:
    (operation,) = (each for each in load_operations() if each.name == "stripe.receiveEvent")
    runtime = Runtime(clock=MovedClock(NOW), webhook_secrets_for=lambda: SECRETS)
    chance = random.Random(seed)

    def ask(header: str) -> int:
        return respond(operation, {"headers": {"Stripe-Signature": header}, "body": BODY}, runtime)["statusCode"]

    statuses: Counter[int] = Counter()
    wrong = []
    for number in range(headers):
        header = valid(chance) if number % 10 == 0 else broken(chance)
        status = ask(header)
        statuses[status] += 1
        if status != (200 if is_signed(header) else 400):
            wrong.append(header)
    return statuses, wrong


def main() -> int:
    """Fuzz. Returns 0 if every header was answered as it should be."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.signatures", description=__doc__)
    parser.add_argument("--headers", type=int, default=100_000, help="how many")
    parser.add_argument("--seed", type=int, default=1, help="of the random numbers")
    options = parser.parse_args()
    statuses, wrong = fuzz(options.headers, options.seed)
    print(f"{options.headers:,} headers, seed {options.seed}: {dict(statuses)}, {len(wrong)} answered wrongly")  # noqa: T201
    for header in wrong[:10]:
        print(f"  {header[:200]!r}")  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
