"""A shop's day over HTTP, against the real template: a catalog item sells out to a customer with a saved card."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from local.runtime import Runtime

Json = dict[str, Any]
WAIT_SECONDS = 20


def post(api: httpx.Client, path: str, **body: Any) -> Json:
    """Do something that succeeds."""
    answer = api.post(path, json=body)
    assert answer.is_success, answer.text[:600]
    return dict(answer.json()["data"])


def get(api: httpx.Client, path: str) -> Json:
    """Read something."""
    return dict(api.get(path).raise_for_status().json()["data"])


def bought(api: httpx.Client, item: Json, customer: Json, quantity: int) -> Json:
    """An order of an item by a customer."""
    lines = [{"itemId": item["id"], "quantity": quantity}]
    return post(api, "/v1/orders", lineItems=lines, customerId=customer["id"])


def test_item_sells_out_to_a_customer_with_a_saved_card(api: httpx.Client) -> None:
    """6 in stock: 4 sold with a new card that is kept, 2 more with the kept card, the next is refused uncharged."""
    run = f"{time.time_ns():x}"
    terms = {"name": "Console", "unitPriceMoney": {"amount": 10_000}, "quantityAvailable": 6, "lowStockThreshold": 2}
    item = post(api, "/v1/items", sku=f"CONSOLE-{run}", **terms)
    ada = post(api, "/v1/customers", name="Ada", email=f"ada-{run}@example.com")

    first = bought(api, item, ada, 4)
    assert (first["buyerEmail"], first["netAmounts"]["totalMoney"]["amount"]) == (ada["email"], 43_200)
    paid = post(api, f"/v1/orders/{first['id']}/pay", paymentSourceToken="tok_visa", savePaymentMethod=True)
    assert paid["status"] == "PAID"

    second = bought(api, item, ada, 2)
    assert post(api, f"/v1/orders/{second['id']}/pay", customerId=ada["id"])["status"] == "PAID"
    (card,) = api.get("/v1/payment-methods", params={"customerId": ada["id"]}).raise_for_status().json()["data"]
    assert (card["card"]["last4"], get(api, f"/v1/customers/{ada['id']}")["defaultPaymentMethodId"]) == (
        "4242",
        card["id"],
    )

    third = bought(api, item, ada, 1)
    refused = api.post(f"/v1/orders/{third['id']}/pay", json={"customerId": ada["id"]})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "INVENTORY_INSUFFICIENT")
    assert get(api, f"/v1/items/{item['id']}")["quantityAvailable"] == 0

    history = api.get(f"/v1/customers/{ada['id']}/orders").raise_for_status().json()["data"]
    assert [order["id"] for order in history] == [third["id"], second["id"], first["id"]]

    post(api, f"/v1/payment-methods/{card['id']}/remove")
    deleted = api.delete(f"/v1/customers/{ada['id']}").raise_for_status().json()["data"]
    assert (deleted["deleted"], api.get(f"/v1/customers/{ada['id']}").status_code) == (True, 404)
    assert get(api, f"/v1/orders/{first['id']}")["customerId"] == ada["id"]


def test_card_is_saved_once_its_holder_confirmed(api: httpx.Client, runtime: Runtime) -> None:
    """Stripe's signed event reaches Flint; this bank asks whenever the buyer is there. It goes with its customer."""
    ada = post(api, "/v1/customers", name="Ada")
    token = "tok_authenticationRequiredOnSetup"
    card = post(api, "/v1/payment-methods", customerId=ada["id"], paymentSourceToken=token)
    assert (card["status"], api.get("/v1/payment-methods", params={"customerId": ada["id"]}).json()["data"]) == (
        "requires_action",
        [],
    )
    setup_id = card["clientSecret"].partition("_secret_")[0]
    challenge = f"{runtime.stripe_base_url}/_standin/setup_intents/{setup_id}/challenge"
    httpx.post(challenge, json={"outcome": "succeed"}).raise_for_status()
    until = time.monotonic() + WAIT_SECONDS
    while (saved := get(api, f"/v1/payment-methods/{card['id']}"))["status"] != "active":
        assert time.monotonic() < until, "the event did not reach the card"
        time.sleep(0.2)
    assert saved["card"]["last4"] == "3155"
    named = {"customerId": ada["id"], "paymentMethodId": card["id"], "autoConfirm": True}
    asked = post(api, "/v1/payment-intents", amountMoney={"amount": 1_000}, **named)
    assert (asked["status"], asked["paymentMethodId"]) == ("requires_action", card["id"])
    api.delete(f"/v1/customers/{ada['id']}").raise_for_status()
    refused = api.post("/v1/payment-intents", json={"amountMoney": {"amount": 1_000}, **named})
    assert (refused.status_code, refused.json()["error"]["code"]) == (404, "CUSTOMER_NOT_FOUND")


def test_stream_tells_that_stock_is_low(api: httpx.Client) -> None:
    """The sale itself writes nothing for it: the watch notes it on the item a moment later, once."""
    terms = {"name": "Rare", "unitPriceMoney": {"amount": 1_000}, "quantityAvailable": 3, "lowStockThreshold": 2}
    item = post(api, "/v1/items", **terms)
    order = post(api, "/v1/orders", lineItems=[{"itemId": item["id"]}])
    post(api, f"/v1/orders/{order['id']}/pay", paymentSourceToken="tok_visa")
    until = time.monotonic() + WAIT_SECONDS
    while get(api, f"/v1/items/{item['id']}")["version"] == item["version"]:
        assert time.monotonic() < until, "the stream did not reach the watch"
        time.sleep(0.2)
    assert get(api, f"/v1/items/{item['id']}")["quantityAvailable"] == 2


def test_invoice_is_paid_with_its_order(api: httpx.Client) -> None:
    """Drafted, sent, paid by card, under a number that follows the one before."""
    numbers = []
    for _ in range(2):
        lines = [{"name": "Work", "unitPriceMoney": {"amount": 5_000}}]
        draft = post(api, "/v1/invoices", lineItems=lines, recipientEmail="bob@example.com")
        sent = post(api, f"/v1/invoices/{draft['id']}/send")
        numbers.append(int(sent["invoiceNumber"].removeprefix("INV-")))
        post(api, f"/v1/orders/{draft['orderId']}/pay", paymentSourceToken="tok_visa")
        paid = get(api, f"/v1/invoices/{draft['id']}")
        assert (paid["status"], paid["balanceMoney"]["amount"]) == ("paid", 0)
    assert numbers[1] == numbers[0] + 1
