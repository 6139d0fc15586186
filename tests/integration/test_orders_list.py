"""Lists of orders: filters, pages that stay put while new orders come in, and order numbers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.shop import Shop

RESOURCES = ("orders", "paymentIntents", "refunds", "coupons", "taxRates")


def make(shop: Shop, count: int, **fields: object) -> list[str]:
    """Orders a second apart; answers their ids, newest first."""
    ids = []
    for _ in range(count):
        shop.world.clock.advance(seconds=1)
        ids.append(shop.order(100, **fields)["id"])
    return ids[::-1]


def listed(shop: Shop, **query: str) -> list[str]:
    """Ids of the first page."""
    return [order["id"] for order in shop.call("orders.list", query=query).data]


def pages(shop: Shop, **query: str) -> Iterator[list[str]]:
    """Ids of all pages."""
    while True:
        answer = shop.call("orders.list", query=query)
        yield [order["id"] for order in answer.data]
        token = answer.body["nextPageToken"]
        if token is None:
            return
        query["pageToken"] = token


def test_orders_come_newest_first(shop: Shop) -> None:
    """The order of creation, reversed."""
    ids = make(shop, 3)
    assert listed(shop) == ids


def test_page_has_twenty_unless_told(shop: Shop) -> None:
    """21 orders are two pages."""
    ids = make(shop, 21)
    assert list(pages(shop)) == [ids[:20], ids[20:]]


def test_pages_hold_every_order_once(shop: Shop) -> None:
    """5 orders in pages of 2."""
    ids = make(shop, 5)
    assert list(pages(shop, pageSize="2")) == [ids[:2], ids[2:4], ids[4:]]


def test_last_page_that_is_full_says_so(shop: Shop) -> None:
    """4 orders in pages of 2: no empty third page."""
    ids = make(shop, 4)
    assert list(pages(shop, page_size="2")) == [ids[:2], ids[2:]]


def test_page_stays_put_while_new_orders_come_in(shop: Shop) -> None:
    """What comes after the first page was read is on no later page, and nothing is shown twice."""
    ids = make(shop, 4)
    reading = pages(shop, pageSize="2")
    first = next(reading)
    make(shop, 3)
    assert [first, *reading] == [ids[:2], ids[2:]]


def test_page_stays_put_while_orders_leave_the_filter(shop: Shop) -> None:
    """An order that was paid meanwhile is missing, the rest follow as before."""
    ids = make(shop, 4)
    reading = pages(shop, pageSize="2", status="OPEN")
    first = next(reading)
    shop.pay(ids[2])
    assert [first, *reading] == [ids[:2], [ids[3]]]


@pytest.mark.parametrize("status", ["PAID", "paid", "Paid"])
def test_status_is_read_in_any_case(shop: Shop, status: str) -> None:
    """One of three is paid."""
    ids = make(shop, 3)
    shop.pay(ids[1])
    assert listed(shop, status=status) == [ids[1]]


def test_customer_filters(shop: Shop) -> None:
    """Theirs alone."""
    make(shop, 1)
    customer_id = shop.customer()["id"]
    theirs = make(shop, 2, customerId=customer_id)
    make(shop, 1, customerId=shop.customer()["id"])
    assert listed(shop, customerId=customer_id) == theirs


def test_customer_and_status_filter_together(shop: Shop) -> None:
    """Their paid one, across pages of one."""
    customer_id = shop.customer()["id"]
    theirs = make(shop, 3, customerId=customer_id)
    shop.pay(theirs[2])
    assert [page for page in pages(shop, customerId=customer_id, status="PAID", pageSize="1") if page] == [[theirs[2]]]


def test_times_of_creation_are_open_ends(shop: Shop) -> None:
    """After the first and before the last of three."""
    make(shop, 3)
    between = listed(shop, createdAfter="2026-03-02T09:30:01Z", createdBefore="2026-03-02T09:30:03Z")
    assert [shop.read(order_id)["createdAt"] for order_id in between] == ["2026-03-02T09:30:02Z"]


def test_times_are_read_in_any_zone(shop: Shop) -> None:
    """10:30:01 in Berlin is 09:30:01 UTC."""
    ids = make(shop, 2)
    assert listed(shop, createdAfter="2026-03-02T10:30:01+01:00") == ids[:1]


def test_range_that_ends_before_it_begins_is_refused(shop: Shop) -> None:
    """400."""
    query = {"createdAfter": "2026-03-02T09:30:03Z", "createdBefore": "2026-03-02T09:30:01Z"}
    assert shop.call("orders.list", query=query).status == 400


def test_page_after_the_ranges_end_is_empty(shop: Shop) -> None:
    """A token of orders older than the range has nothing after it."""
    make(shop, 3)
    token = shop.call("orders.list", query={"pageSize": "2"}).body["nextPageToken"]
    assert listed(shop, pageToken=token, createdAfter="2026-03-02T09:30:03Z") == []


@pytest.mark.parametrize("spelled", [str.upper, str.lower])
def test_order_is_found_by_its_number(shop: Shop, spelled: object) -> None:
    """In either case, among others."""
    ids = make(shop, 3)
    number = shop.read(ids[1])["orderNumber"]
    assert listed(shop, orderNumber=number.lower() if spelled is str.lower else number) == [ids[1]]


def test_order_number_that_nobody_has_finds_nothing(shop: Shop) -> None:
    """An empty list."""
    make(shop, 1)
    assert listed(shop, orderNumber="00000-0000-0000") == []


def test_order_number_outside_the_range_finds_nothing(shop: Shop) -> None:
    """The order exists, but it was made after the range."""
    (order_id,) = make(shop, 1)
    number = shop.read(order_id)["orderNumber"]
    assert listed(shop, orderNumber=number, createdBefore="2026-03-01T00:00:00Z") == []


def test_order_numbers_are_distinct(shop: Shop) -> None:
    """Also within one millisecond."""
    numbers = {shop.order(1)["orderNumber"] for _ in range(30)}
    assert len(numbers) == 30


@pytest.mark.parametrize(
    ("name", "query", "known"),
    [
        ("orders.list", {"status": "lost"}, "PARTIALLY_REFUNDED"),
        ("paymentIntents.list", {"status": "lost"}, "requires_capture"),
        ("refunds.list", {"status": "lost"}, "in_transit"),
        ("coupons.list", {"status": "lost"}, "exhausted"),
    ],
)
def test_unknown_status_lists_the_known_ones(shop: Shop, name: str, query: dict[str, str], known: str) -> None:
    """400 with what it may be."""
    answer = shop.call(name, query=query)
    assert (answer.status, answer.wrong_fields, known in answer.error["message"]) == (400, {"status"}, True)


@pytest.mark.parametrize(
    "name", ["orders.list", "paymentIntents.list", "refunds.list", "coupons.list", "taxRates.list"]
)
@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"pageSize": "0"}, "pageSize"),
        ({"pageSize": "101"}, "pageSize"),
        ({"pageSize": "ten"}, "pageSize"),
        ({"pageToken": "x"}, "pageToken"),
        ({"pageToken": "b3JkX3g="}, "pageToken"),
        ({"createdAfter": "yesterday"}, "createdAfter"),
        ({"createdAfter": "2026-03-02T09:30:00"}, "createdAfter"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_wrong_query_is_refused_by_name(shop: Shop, name: str, query: dict[str, str], field: str) -> None:
    """On every list."""
    answer = shop.call(name, query=query)
    assert (answer.status, answer.wrong_fields) == (400, {field})


def test_order_that_does_not_exist_is_not_found(shop: Shop) -> None:
    """404."""
    assert shop.call("orders.get", order_id=f"ord_{'0' * 26}").refusal == (404, "ORDER_NOT_FOUND")


def test_id_of_something_else_is_no_order(shop: Shop) -> None:
    """A coupon's id, or a row's name, names no order."""
    coupon = shop.coupon("X")
    found = [shop.call("orders.get", order_id=name).status for name in (coupon["id"], "settings", "../x", "")]
    assert found == [404, 404, 404, 404]
