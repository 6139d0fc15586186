"""Every combination of filters is the full list filtered, whole and once, also while rows are added."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest

from commerce.store import lists
from tests.fakes import START
from tests.shop import Json, Shop

SECONDS = 6
"""Things are made over this time, two in each moment: ids of one millisecond are in no order that anybody chose."""

MOMENTS = [None, START + timedelta(seconds=2), START + timedelta(seconds=4)]


def pages(shop: Shop, name: str, between: Callable[[], object] = lambda: None, /, **query: str) -> Iterator[list[Json]]:
    """Read all pages of a list. between: happens after each of them."""
    while True:
        answer = shop.call(name, query=query)
        assert len(answer.data) <= int(query["pageSize"])
        yield answer.data
        between()
        if answer.body["nextPageToken"] is None:
            assert not answer.body["hasMore"]
            return
        query["pageToken"] = answer.body["nextPageToken"]


def ids(shop: Shop, name: str, **query: str) -> list[str]:
    """Tell the ids of all pages."""
    return [each["id"] for page in pages(shop, name, **query) for each in page]


def everything(shop: Shop, name: str) -> list[Json]:
    """Read the full list."""
    return [each for page in pages(shop, name, pageSize="100") for each in page]


def stamped(moment: datetime) -> str:
    """Write a moment as filters take it."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def fits(each: Json, chosen: dict[str, str]) -> bool:
    """The filters, as they are documented, in Python."""
    made = each["createdAt"]
    return all(
        {
            "createdAfter": made > value,
            "createdBefore": made < value,
            "code": each.get("couponCode") == value.upper(),
        }.get(name, each.get(name) == value)
        for name, value in chosen.items()
    )


def combinations(**values: list[str] | list[str | None]) -> list[dict[str, str]]:
    """Every choice of a value, or none, per filter, with every range of time that is one."""
    times = [
        {"createdAfter": after, "createdBefore": before}
        for after, before in product(MOMENTS, MOMENTS)
        if after is None or before is None or after < before
    ]
    found = []
    for time, *choice in product(times, *([None, *known] for known in values.values())):
        chosen = {name: stamped(moment) for name, moment in time.items() if moment is not None}
        chosen |= {name: value for name, value in zip(values, choice, strict=True) if value is not None}
        found.append(chosen)
    return found


def assert_lists_are_filtered(shop: Shop, name: str, full: list[Json], chosen: dict[str, str]) -> None:
    """In pages of two and in one of all."""
    expected = [each["id"] for each in full if fits(each, chosen)]
    for size in ("2", "100"):
        assert ids(shop, name, **chosen, pageSize=size) == expected, (name, chosen, size)


@pytest.fixture
def customers(shop: Shop) -> list[str]:
    """Two customers."""
    return [shop.call("customers.create", {"name": name}).data["id"] for name in ("Ada", "Bo")]


@pytest.fixture
def orders(shop: Shop, customers: list[str]) -> list[Json]:
    """Orders of two customers and of nobody: open, paid, partly refunded and closed; all of them, newest first."""
    outcomes: list[Callable[[str], object]] = [
        lambda _: None,
        shop.pay,
        lambda order_id: shop.call("orders.close", {}, order_id=order_id),
        lambda order_id: (shop.pay(order_id), shop.refund(order_id, 10)),
    ]
    for n in range(2 * SECONDS):
        shop.world.clock.at = START + timedelta(seconds=n // 2)
        whose = [*customers, None][n % 3]
        order = shop.order(100, **({} if whose is None else {"customerId": whose}))
        outcomes[(n + n // 4) % 4](order["id"])
    return everything(shop, "orders.list")


def test_newest_come_first_and_each_once(orders: list[Json]) -> None:
    """What the other tests take for the full list is one."""
    made = [order["createdAt"] for order in orders]
    assert (made, len({order["id"] for order in orders})) == (sorted(made, reverse=True), 2 * SECONDS)
    assert {order["status"] for order in orders} == {"OPEN", "PAID", "CLOSED", "PARTIALLY_REFUNDED"}


def test_every_combination_of_order_filters(shop: Shop, customers: list[str], orders: list[Json]) -> None:
    """By status, customer, number and time of creation, in any company."""
    number = orders[5]["orderNumber"]
    for chosen in combinations(status=["OPEN", "PAID", "CLOSED"], customerId=customers, orderNumber=[number]):
        assert_lists_are_filtered(shop, "orders.list", orders, chosen)


@pytest.mark.parametrize(
    ("name", "statuses"),
    [("paymentIntents.list", ["succeeded", "canceled"]), ("refunds.list", ["pending", "failed"])],
)
def test_every_combination_of_payment_and_refund_filters(
    shop: Shop, customers: list[str], orders: list[Json], name: str, statuses: list[str]
) -> None:
    """They were made with their orders, and know their customers."""
    full = everything(shop, name)
    assert full
    for chosen in combinations(status=statuses, customerId=customers):
        assert_lists_are_filtered(shop, name, full, chosen)


def test_every_combination_of_coupon_filters(shop: Shop) -> None:
    """A status that follows from the clock, a code, and the time of creation."""
    for n in range(2 * SECONDS):
        shop.world.clock.at = START + timedelta(seconds=n // 2)
        terms: Json = {"expiresAt": stamped(START + timedelta(seconds=90))} if n % 3 == 0 else {}
        coupon = shop.coupon(f"C{n}", **terms)
        if n % 4 == 1:
            shop.call("coupons.update", {"status": "disabled"}, coupon_id=coupon["id"])
    shop.world.clock.at = START + timedelta(minutes=2)
    full = everything(shop, "coupons.list")
    assert {coupon["status"] for coupon in full} == {"active", "expired", "disabled"}
    for chosen in combinations(status=["active", "expired", "disabled", "deleted"], code=["c4"]):
        assert_lists_are_filtered(shop, "coupons.list", full, chosen)


def make_tax_rate(shop: Shop, n: int) -> None:
    """One of many."""
    shop.call("taxRates.create", {"name": f"T{n}", "percentage": "1"})


def make_plan(shop: Shop, n: int) -> None:
    """Every third is archived."""
    plan = shop.plan()
    if n % 3 == 0:
        shop.call("plans.archive", plan_id=plan["id"])


def make_invoice(shop: Shop, n: int) -> None:
    """Every third is issued."""
    invoice = shop.invoice(100 + n)
    if n % 3 == 0:
        shop.call("invoices.issue", invoice_id=invoice["id"])


def make_item(shop: Shop, n: int) -> None:
    """Every third is archived."""
    body = {"name": f"I{n}", "sku": f"S{n}", "unitPriceMoney": {"amount": 100}}
    item = shop.call("items.create", body).data
    if n % 3 == 0:
        shop.call("items.delete", item_id=item["id"])


def make_api_key(shop: Shop, n: int) -> None:
    """One of many."""
    shop.call("apiKeys.create", {"name": f"K{n}", "scopes": ["orders.read"]})


def make_customer(shop: Shop, n: int) -> None:
    """Each with an address of their own."""
    shop.customer(email=f"c{n}@example.com")


def make_subscription(shop: Shop, n: int) -> None:
    """Every third is canceled."""
    made = shop.subscription()
    if n % 3 == 0:
        shop.call("subscriptions.cancel", {"cancelImmediately": True}, subscription_id=made["id"])


def make_webhook_endpoint(shop: Shop, n: int) -> None:
    """Every third is disabled."""
    endpoint = shop.webhook("order.paid")
    if n % 3 == 0:
        shop.call("webhookEndpoints.update", {"enabled": False}, webhook_endpoint_id=endpoint["id"])


@pytest.mark.parametrize(
    ("name", "make", "filters"),
    [
        ("taxRates.list", make_tax_rate, {}),
        ("plans.list", make_plan, {"status": ["active", "archived"]}),
        ("invoices.list", make_invoice, {"status": ["draft", "open", "void"]}),
        ("items.list", make_item, {"status": ["active", "archived"], "sku": ["S4", "S5"]}),
        ("apiKeys.list", make_api_key, {}),
        ("customers.list", make_customer, {"email": ["c4@example.com", "nobody@example.com"]}),
        ("subscriptions.list", make_subscription, {"status": ["active", "canceled"]}),
        ("webhookEndpoints.list", make_webhook_endpoint, {"status": ["enabled", "disabled"]}),
    ],
)
def test_every_combination_of_other_filters(
    shop: Shop, name: str, make: Callable[[Shop, int], None], filters: dict[str, Any]
) -> None:
    """Two made in each moment, in whatever order their ids are."""
    for n in range(2 * SECONDS):
        shop.world.clock.at = START + timedelta(seconds=n // 2)
        make(shop, n)
    full = everything(shop, name)
    assert len(full) >= 2 * SECONDS
    for chosen in combinations(**filters):
        assert_lists_are_filtered(shop, name, full, chosen)


def test_pages_neither_repeat_nor_lose_orders_while_new_ones_come_in(
    shop: Shop, customers: list[str], orders: list[Json]
) -> None:
    """An order that fits is made after every page; the pages show what was there when the first one was read."""
    chances = random.Random(7)
    every = combinations(status=["OPEN", "PAID"], customerId=customers)
    for chosen in chances.sample([each for each in every if "createdBefore" not in each], 12):
        shop.world.clock.advance(seconds=1)
        expected = [each["id"] for each in everything(shop, "orders.list") if fits(each, chosen)]

        def come_in(chosen: dict[str, str] = chosen) -> None:
            shop.world.clock.advance(milliseconds=3)
            order = shop.order(100, **({"customerId": chosen["customerId"]} if "customerId" in chosen else {}))
            if chosen.get("status") == "PAID":
                shop.pay(order["id"])

        read = pages(shop, "orders.list", come_in, **chosen, pageSize="2")
        assert [each["id"] for page in read for each in page] == expected, chosen


def test_list_by_customer_and_status_reads_a_limited_number_of_keys(
    shop: Shop, customers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two reads of three keys at most: of ten orders the oldest alone is paid, and is found on the second page."""
    monkeypatch.setattr(lists, "FILTERED_READ", 3)
    monkeypatch.setattr(lists, "MAX_FILTERED_READS", 2)
    made = []
    for _ in range(10):
        shop.world.clock.advance(seconds=1)
        made.append(shop.order(100, customerId=customers[0])["id"])
    shop.pay(made[0])
    read = list(pages(shop, "orders.list", status="PAID", customerId=customers[0], pageSize="5"))
    assert [[each["id"] for each in page] for page in read] == [[], [made[0]]]
