"""The page's five calls with the Python client, over HTTP against the whole stack."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import flint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local.runtime import Runtime


PACKAGE = Path(__file__).parents[2] / "clients" / "python"


@pytest.fixture
def client(runtime: Runtime) -> Iterator[flint.Flint]:
    """A client of the sandbox."""
    with flint.Flint(runtime.sandbox.api_key, base_url=runtime.sandbox.base_url) as opened:
        yield opened


def test_five_calls(client: flint.Flint) -> None:
    """Create, discount, decline, pay, refund and read: 138.24, 110.59, 29.00 back."""
    order = client.orders.create(
        line_items=[
            {"name": "Console", "quantity": 1, "unit_price_money": {"amount": 9900, "currency": "USD"}},
            {"name": "Add-on", "quantity": 1, "unit_price_money": {"amount": 2900, "currency": "USD"}},
        ]
    )
    assert order.net_amounts.total_money.amount == 13824
    client.orders.apply_coupon(order.order_id, coupon_code="LAUNCH20")
    with pytest.raises(flint.CardDeclined):
        client.orders.pay(order.order_id, payment_source_token="tok_chargeDeclined")
    result = client.orders.pay({"orderId": order.order_id, "paymentSourceToken": "tok_visa"})
    assert result.order.net_amounts.paid_money.amount == 11059
    refund = client.refunds.create(order_id=order.order_id, amount_money={"amount": 2900})
    assert (refund.status, client.orders.get(order.order_id).status) == ("pending", "PARTIALLY_REFUNDED")


def test_same_key_is_one_order(client: flint.Flint) -> None:
    """As a retry after a lost answer has it."""
    made = [client.orders.create({"lineItems": []}, idempotency_key="python-client").id for _ in range(2)]
    assert made[0] == made[1]


def test_wrong_key_is_an_error_of_its_own(runtime: Runtime) -> None:
    """It is not tried again."""
    with (
        flint.Flint("flint_test_wrong", base_url=runtime.sandbox.base_url) as client,
        pytest.raises(flint.ApiKeyNotFound),
    ):
        client.orders.list()


def test_command_line_makes_and_pays_an_order(runtime: Runtime) -> None:
    """Told by the environment alone, as a shell does it: 99.00 + 8 % = 106.92."""
    told = {
        "FLINT_BASE_URL": runtime.sandbox.base_url,
        "FLINT_API_KEY": runtime.sandbox.api_key,
        "PYTHONPATH": str(PACKAGE),
    }

    def command(*arguments: str) -> str:
        line = [sys.executable, "-m", "flint.cli", *arguments]
        return subprocess.run(line, env=os.environ | told, capture_output=True, text=True, check=True).stdout

    made = json.loads(
        command("orders", "create", 'lineItems:=[{"name": "Console", "unitPriceMoney": {"amount": 9900}}]')
    )
    paid = command("orders", "pay", made["id"], "paymentSourceToken=tok_visa", "--output", "table")
    assert {"status: PAID", "  paidMoney: 106.92 USD"} <= set(paid.splitlines())
