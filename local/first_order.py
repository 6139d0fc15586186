"""`make order`: an order taken in the running sandbox, from its creation to a partial refund, a line for each call."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from flint import Flint
from flint.tables import money
from local.runtime import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flint._types import NewLine

LINES: list[NewLine] = [
    {"name": "Console", "unit_price_money": {"amount": 9900}},
    {"name": "Add-on", "unit_price_money": {"amount": 2900}},
]
WIDEST = len("orders.applyCoupon")
ANSWER_SECONDS = 60
"""A first call starts a process; on a busy machine that takes its time."""


def take_order(client: Flint) -> Iterator[str]:
    """Create, discount, pay, give a part back and read; what each call came to, in a sentence."""
    order = client.orders.create(line_items=LINES)
    yield _told("orders.create", order.summary)
    yield _told("orders.applyCoupon", client.orders.apply_coupon(order.id, coupon_code="LAUNCH20").summary)
    paid = client.orders.pay(order.id, payment_source_token="tok_visa")  # noqa: S106  # a test card of Stripe's
    yield _told("orders.pay", paid.summary)
    refund = client.refunds.create(order_id=order.id, amount_money={"amount": 2900})
    tax = money(refund.tax_money.amount, refund.tax_money.currency)
    yield _told("refunds.create", f"{refund.id}: {refund.status}, {tax} of it tax.")
    yield _told("orders.get", client.orders.get(order.id).summary)


def _told(operation: str, sentence: str) -> str:
    return f"{operation.ljust(WIDEST)}  {sentence}"


def main() -> int:
    """Find the sandbox that `make dev` started, and take an order there.  Returns the exit status."""
    parser = argparse.ArgumentParser(prog="make order", description=__doc__)
    parser.add_argument("--home", type=Path, default=ROOT / ".dev", help="where the sandbox keeps its keys")
    home = parser.parse_args().home
    try:
        sandbox = json.loads((home / "sandbox.json").read_text())
        httpx.get(f"{sandbox['baseUrl']}/health", timeout=ANSWER_SECONDS)
    except (FileNotFoundError, httpx.ConnectError):
        print("No sandbox is running here: start it with `make dev`, in another terminal.", file=sys.stderr)
        return 1
    with Flint(sandbox["apiKey"], base_url=sandbox["baseUrl"]) as client:
        for line in take_order(client):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
