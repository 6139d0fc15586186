"""The main job over HTTP, against the real template: create, discount, pay, refund, read back, to the cent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local.runtime import Runtime

Json = dict[str, Any]
LINES = [
    {"name": "Console", "quantity": 1, "unitPriceMoney": {"amount": 9900, "currency": "USD"}},
    {"name": "Add-on", "quantity": 1, "unitPriceMoney": {"amount": 2900, "currency": "USD"}},
]
DECLINES = {
    "tok_chargeDeclined": "CARD_DECLINED",
    "tok_chargeDeclinedInsufficientFunds": "INSUFFICIENT_FUNDS",
    "tok_chargeDeclinedExpiredCard": "EXPIRED_CARD",
    "tok_chargeDeclinedIncorrectCvc": "INCORRECT_CVC",
    "tok_chargeDeclinedProcessingError": "PROCESSING_ERROR",
}


def client(runtime: Runtime, key: str) -> httpx.Client:
    """A client of the API with this key."""
    return httpx.Client(base_url=runtime.sandbox.base_url, headers={"X-API-Key": key}, timeout=30)


@pytest.fixture
def other(runtime: Runtime) -> Iterator[httpx.Client]:
    """Another merchant's client."""
    with client(runtime, runtime.sandbox.other_merchant_api_key) as theirs:
        yield theirs


@pytest.fixture
def reader(runtime: Runtime) -> Iterator[httpx.Client]:
    """A client with the read-only key."""
    with client(runtime, runtime.sandbox.read_only_api_key) as reading:
        yield reading


def data(response: httpx.Response) -> Json:
    """What was answered."""
    assert response.is_success, response.text[:600]
    return dict(response.json()["data"])


def amounts(order: Json, *names: str) -> tuple[int, ...]:
    """Net amounts by their names without `Money`."""
    return tuple(order["netAmounts"][f"{name}Money"]["amount"] for name in names)


def created(api: httpx.Client) -> Json:
    """The walk-through's order."""
    return data(api.post("/v1/orders", json={"lineItems": LINES}))


def pay(api: httpx.Client, order: Json, token: str = "tok_visa", key: str | None = None) -> httpx.Response:
    """Pay an order."""
    headers = {"Idempotency-Key": key} if key else {}
    return api.post(f"/v1/orders/{order['id']}/pay", json={"paymentSourceToken": token}, headers=headers)


def test_walk_through_to_the_cent(api: httpx.Client) -> None:
    """128.00 + 8 % = 138.24; LAUNCH20: 110.59 with 8.19 tax; paid; 29.00 back with 2.15 tax; then the rest."""
    order = created(api)
    assert amounts(order, "subtotal", "tax", "total") == (12800, 1024, 13824)

    path = f"/v1/orders/{order['id']}"
    order = data(api.post(f"{path}/discounts/apply-coupon", json={"couponCode": "LAUNCH20"}))
    assert amounts(order, "subtotal", "discount", "tax", "total") == (12800, 2560, 819, 11059)
    assert [line["discountMoney"]["amount"] for line in order["lineItems"]] == [1980, 580]
    assert [line["taxMoney"]["amount"] for line in order["lineItems"]] == [633, 186]

    order = data(pay(api, order))
    assert (order["status"], *amounts(order, "paid", "balance")) == ("PAID", 11059, 0)

    refund = data(api.post("/v1/refunds", json={"orderId": order["id"], "amountMoney": {"amount": 2900}}))
    assert (refund["status"], refund["taxMoney"]["amount"]) == ("pending", 215)
    order = data(api.get(path))
    assert (order["status"], *amounts(order, "refunded", "refundedTax", "balance", "total")) == (
        "PARTIALLY_REFUNDED",
        2900,
        215,
        0,
        11059,
    )

    data(api.post("/v1/refunds", json={"orderId": order["id"]}))
    order = data(api.get(path))
    assert (order["status"], *amounts(order, "refunded", "refundedTax", "netCollected")) == ("REFUNDED", 11059, 819, 0)


def test_activities_of_the_walk_through_add_up(api: httpx.Client) -> None:
    """138.24 come, 110.59 go: with the coupon's 27.65 nothing is left."""
    order = created(api)
    path = f"/v1/orders/{order['id']}"
    data(api.post(f"{path}/discounts/apply-coupon", json={"couponCode": "LAUNCH20"}))
    data(pay(api, order))
    activities = api.get(f"{path}/activities").json()["data"]
    assert [(a["sequence"], a["balanceDelta"]["amount"]) for a in reversed(activities)] == [
        (1, 13824),
        (2, -2765),
        (3, -11059),
    ]


@pytest.mark.parametrize(("token", "code"), DECLINES.items(), ids=list(DECLINES.values()))
def test_declined_card_is_a_402_and_the_order_stays_open(api: httpx.Client, token: str, code: str) -> None:
    """With Stripe's own test tokens."""
    order = created(api)
    response = pay(api, order, token)
    after = data(api.get(f"/v1/orders/{order['id']}"))
    assert (response.status_code, response.json()["error"]["code"], after["status"]) == (402, code, "OPEN")


def test_payment_method_pays_as_a_token_does(api: httpx.Client) -> None:
    """`pm_card_visa`."""
    assert data(pay(api, created(api), "pm_card_visa"))["status"] == "PAID"


def test_card_that_needs_the_buyer_gives_a_client_secret(api: httpx.Client) -> None:
    """3-D Secure: the order waits."""
    order = data(pay(api, created(api), "tok_threeDSecure2Required"))
    (pending,) = order["pendingActions"]
    assert (order["status"], pending["type"], bool(pending["clientSecret"])) == ("OPEN", "three_d_secure", True)


def test_other_merchant_sees_nothing_of_it(api: httpx.Client, other: httpx.Client) -> None:
    """Neither by id nor in a list."""
    order = data(pay(api, created(api)))
    intent = order["paymentIntentIds"][0]
    statuses = [
        other.get(f"/v1/orders/{order['id']}").status_code,
        other.get(f"/v1/orders/{order['id']}/activities").status_code,
        other.get(f"/v1/payment-intents/{intent}").status_code,
        other.post("/v1/refunds", json={"paymentIntentId": intent}).status_code,
    ]
    theirs = {each["id"] for each in other.get("/v1/orders").json()["data"]}
    assert (statuses, order["id"] in theirs) == ([404] * 4, False)


def test_read_only_key_reads_and_changes_nothing(api: httpx.Client, reader: httpx.Client) -> None:
    """403 that names the scope."""
    order = created(api)
    refused = reader.post(f"/v1/orders/{order['id']}/close", json={})
    error = refused.json()["error"]
    told = (refused.status_code, error["code"], error["requiredScope"])
    assert (told, data(reader.get(f"/v1/orders/{order['id']}"))) == ((403, "INSUFFICIENT_SCOPE", "orders.write"), order)


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "API_KEY_REQUIRED"),
        ({"Authorization": "Bearer flint_test_nonsense"}, "API_KEY_NOT_FOUND"),
        ({"X-API-Key": "sk_test_stripe"}, "API_KEY_NOT_FOUND"),
        ({"Authorization": "Basic dXNlcjpwYXNz"}, "API_KEY_NOT_FOUND"),
    ],
    ids=str,
)
def test_refused_key_is_a_401_in_our_form(runtime: Runtime, headers: dict[str, str], code: str) -> None:
    """Gateway and authorizer say nothing of their own."""
    response = httpx.get(f"{runtime.sandbox.base_url}/v1/orders", headers=headers, timeout=30)
    body = response.json()
    assert (response.status_code, body["error"]["code"], body["errors"][0]["httpStatusCode"], body["meta"]) == (
        401,
        code,
        401,
        {},
    )


def test_replay_over_http_is_the_same_bytes(api: httpx.Client) -> None:
    """One order, one answer."""
    body = {"lineItems": LINES, "idempotencyKey": "e2e-create"}
    first, second = api.post("/v1/orders", json=body), api.post("/v1/orders", json=body)

    def sent(response: httpx.Response) -> str:
        return response.text.rpartition(',"requestId"')[0]

    assert (sent(second), second.status_code, second.json()["meta"], second.headers["idempotent-replayed"]) == (
        sent(first),
        201,
        {"idempotencyReplayed": True},
        "true",
    )


def test_replayed_payment_charges_once(api: httpx.Client, runtime: Runtime) -> None:
    """One call reaches Stripe."""
    order = created(api)
    first = pay(api, order, key="e2e-pay")
    httpx.delete(f"{runtime.stripe_base_url}/_standin/calls")
    second = pay(api, order, key="e2e-pay")
    calls = httpx.get(f"{runtime.stripe_base_url}/_standin/calls").json()["calls"]
    charges = [call for call in calls if (call["method"], call["path"]) == ("POST", "/v1/payment_intents")]
    assert (data(second), charges) == (data(first), [])  # the sweeper may look for other tests' payments meanwhile


def test_health_and_the_description_need_no_key(runtime: Runtime) -> None:
    """Both answer anybody."""
    base = runtime.sandbox.base_url
    health, described = (httpx.get(f"{base}{path}", timeout=30) for path in ("/health", "/openapi.json"))
    ids = {
        operation["operationId"]
        for path in described.json()["paths"].values()
        for operation in path.values()
        if isinstance(operation, dict) and "operationId" in operation
    }
    assert (health.status_code, health.json()["status"], "orders.applyCoupon" in ids) == (200, "ok", True)
