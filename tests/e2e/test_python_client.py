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


def command(told: dict[str, str], *arguments: str) -> str:
    """What a command line prints. told: its environment."""
    line = [sys.executable, "-m", "flint.cli", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE), **told}
    return subprocess.run(line, env=environment, capture_output=True, text=True, check=True).stdout


def test_command_line_makes_and_pays_an_order(runtime: Runtime) -> None:
    """Told by the environment alone, as a shell does it: 99.00 + 8 % = 106.92."""
    told = {"FLINT_BASE_URL": runtime.sandbox.base_url, "FLINT_API_KEY": runtime.sandbox.api_key}
    line = 'lineItems:=[{"name": "Console", "unitPriceMoney": {"amount": 9900}}]'
    made = json.loads(command(told, "orders", "create", line))
    paid = command(told, "orders", "pay", made["id"], "paymentSourceToken=tok_visa", "--output", "table")
    assert {"status: PAID", "  paidMoney: 106.92 USD"} <= set(paid.splitlines())


def test_command_line_makes_a_merchant_and_uses_its_key(runtime: Runtime, tmp_path: Path) -> None:
    """Through the stack's own function: a merchant without orders, whose key the next command finds."""
    told = {"FLINT_CONFIG_HOME": str(tmp_path), "FLINT_API_KEY": ""}
    where = ("--base-url", runtime.sandbox.base_url)
    made = json.loads(command(told, *where, "sandbox", "create", "--local", "--aws-url", runtime.aws.endpoint_url))
    assert (made["baseUrl"], made["apiKey"][:11]) == (runtime.sandbox.base_url, "flint_test_")
    assert json.loads(command(told, "orders", "list")) == []
