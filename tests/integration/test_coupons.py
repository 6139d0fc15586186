"""Coupons: made, changed, ended, found by their code; and when they may stand on an order."""

from __future__ import annotations

import pytest

from tests.shop import Answer, Json, Shop, World, net

CUSTOMER = f"cus_{'0' * 25}1"


def apply(shop: Shop, order: Json, code: str, **more: object) -> Answer:
    """Apply a coupon."""
    return shop.call("orders.applyCoupon", {"couponCode": code, **more}, order_id=order["id"])


def test_coupon_is_answered_whole(shop: Shop) -> None:
    """With its id twice, its code in upper case, and no uses yet."""
    coupon = shop.coupon("spring", maxUses=3, metadata={"a_b": "c"})
    assert coupon == {
        "id": coupon["couponId"],
        "couponId": coupon["id"],
        "name": "Spring",
        "couponCode": "SPRING",
        "percentOff": "10",
        "amountOffMoney": None,
        "maxUses": 3,
        "maxUsesPerCustomer": None,
        "minimumPurchaseMoney": None,
        "limitToItemIds": [],
        "startsAt": None,
        "expiresAt": None,
        "isStackable": True,
        "status": "active",
        "uses": 0,
        "metadata": {"a_b": "c"},
        "version": 1,
        "createdAt": "2026-03-02T09:30:00Z",
        "updatedAt": "2026-03-02T09:30:00Z",
    }


def test_amount_off_takes_the_merchants_currency(world: World) -> None:
    """Where it names none."""
    shop = world.shop(currency="EUR")
    coupon = shop.coupon("FIVE", amountOffMoney={"amount": 500})
    assert coupon["amountOffMoney"] == {"amount": 500, "currency": "EUR"}


def test_code_is_unique_without_case(shop: Shop) -> None:
    """409."""
    shop.coupon("SAME")
    answer = shop.call("coupons.create", {"name": "n", "couponCode": "same", "percentOff": "1"})
    assert answer.refusal == (409, "COUPON_CODE_ALREADY_EXISTS")


def test_code_is_found_without_case(shop: Shop) -> None:
    """One coupon, or none."""
    coupon = shop.coupon("MINE")
    found = shop.call("coupons.list", query={"code": "mine"}).data
    nothing = shop.call("coupons.list", query={"code": "nope"}).data
    assert ([each["id"] for each in found], nothing) == ([coupon["id"]], [])


def test_two_merchants_may_use_the_same_code(shop: Shop, other_shop: Shop) -> None:
    """Codes are unique per merchant."""
    assert shop.coupon("BOTH")["id"] != other_shop.coupon("BOTH")["id"]


def test_two_coupons_of_one_code_at_once_leave_one(world: World, shop: Shop) -> None:
    """The other is made in the moment before this one is."""
    body = {"name": "n", "couponCode": "RACE", "percentOff": "1"}
    world.before_next_write(lambda: shop.call("coupons.create", body))
    answer = shop.call("coupons.create", body)
    codes = [coupon["couponCode"] for coupon in shop.call("coupons.list").data]
    assert (answer.refusal, codes.count("RACE")) == ((409, "COUPON_CODE_ALREADY_EXISTS"), 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"percentOff": "10", "amountOffMoney": {"amount": 1}},
        {"percentOff": "100.01"},
        {"percentOff": "0"},
        {"percentOff": 10},
        {"amountOffMoney": {"amount": 0}},
        {"percentOff": "10", "maxUses": 0},
        {"percentOff": "10", "maxUses": 1.0},
        {"percentOff": "10", "couponCode": "with blank"},
        {"percentOff": "10", "couponCode": ""},
        {"percentOff": "10", "startsAt": "2026-03-02T00:00:00Z", "expiresAt": "2026-03-01T00:00:00Z"},
        {"percentOff": "10", "expiresAt": "2026-03-02T00:00:00"},
        {"percentOff": "10", "code": "X"},
    ],
    ids=str,
)
def test_coupon_that_makes_no_sense_is_refused(shop: Shop, wrong: Json) -> None:
    """400."""
    assert shop.call("coupons.create", {"name": "n", "couponCode": "X", **wrong}).status == 400


def test_change_shows_under_id_and_code(shop: Shop) -> None:
    """Both rows are one coupon."""
    coupon = shop.coupon("MINE")
    changed = shop.call("coupons.update", {"name": "new"}, coupon_id=coupon["id"]).data
    assert [
        shop.call("coupons.get", coupon_id=coupon["id"]).data,
        *shop.call("coupons.list", query={"code": "MINE"}).data,
    ] == [changed, changed]


def test_what_a_coupon_takes_off_is_fixed(shop: Shop) -> None:
    """400: orders carry it."""
    coupon = shop.coupon("MINE")
    answer = shop.call("coupons.update", {"percentOff": "20"}, coupon_id=coupon["id"])
    assert (answer.status, answer.wrong_fields) == (400, {"percentOff"})


def test_limit_can_be_raised_and_lowered_but_not_added(shop: Shop) -> None:
    """An unlimited coupon's uses were never counted."""
    limited, unlimited = shop.coupon("A", maxUses=1), shop.coupon("B")
    raised = shop.call("coupons.update", {"maxUses": 5}, coupon_id=limited["id"])
    added = shop.call("coupons.update", {"maxUses": 5}, coupon_id=unlimited["id"])
    assert (raised.data["maxUses"], added.status) == (5, 400)


def test_lowered_limit_holds_at_once(shop: Shop) -> None:
    """2 of 3 used, lowered to 2: exhausted, by id and by code."""
    coupon = shop.coupon("THREE", maxUses=3)
    for _ in range(2):
        shop.paid_order(1000, discounts=[{"couponCode": "THREE"}])
    changed = shop.call("coupons.update", {"maxUses": 2}, coupon_id=coupon["id"]).data
    assert (changed["status"], changed["uses"], apply(shop, shop.order(1000), "THREE").refusal) == (
        "exhausted",
        2,
        (409, "COUPON_EXHAUSTED"),
    )


def test_use_in_the_moment_before_a_change_is_counted(world: World, shop: Shop) -> None:
    """The change reads again and keeps the use."""
    coupon = shop.coupon("TWO", maxUses=2)
    order = shop.order(1000, discounts=[{"couponCode": "TWO"}])
    world.before_next_write(lambda: shop.pay(order["id"]))
    changed = shop.call("coupons.update", {"name": "new"}, coupon_id=coupon["id"]).data
    assert (changed["name"], changed["uses"]) == ("new", 1)


@pytest.mark.parametrize("status", ["expired", "exhausted", "deleted"])
def test_status_that_follows_by_itself_can_not_be_set(shop: Shop, status: str) -> None:
    """`active` and `disabled` can."""
    answer = shop.call("coupons.update", {"status": status}, coupon_id=shop.coupon("X")["id"])
    assert (answer.status, answer.wrong_fields) == (400, {"status"})


def test_disabled_coupon_can_be_active_again(shop: Shop) -> None:
    """And then be applied."""
    coupon = shop.coupon("X")
    shop.call("coupons.update", {"status": "disabled"}, coupon_id=coupon["id"])
    refused = apply(shop, shop.order(1000), "X")
    shop.call("coupons.update", {"status": "active"}, coupon_id=coupon["id"])
    assert (refused.refusal, apply(shop, shop.order(1000), "X").status) == ((404, "COUPON_NOT_FOUND"), 200)


def test_deleted_coupon_stays_readable(shop: Shop) -> None:
    """As deleted; it can't be changed or applied."""
    coupon = shop.coupon("X")
    shop.call("coupons.delete", coupon_id=coupon["id"])
    assert (
        shop.call("coupons.get", coupon_id=coupon["id"]).data["status"],
        shop.call("coupons.update", {"name": "n"}, coupon_id=coupon["id"]).refusal,
        shop.call("coupons.delete", coupon_id=coupon["id"]).refusal,
        apply(shop, shop.order(1000), "X").refusal,
    ) == ("deleted", (404, "COUPON_NOT_FOUND"), (404, "COUPON_NOT_FOUND"), (404, "COUPON_NOT_FOUND"))


def test_code_of_a_deleted_coupon_is_free(shop: Shop) -> None:
    """The new coupon counts from nothing."""
    old = shop.coupon("X", maxUses=1)
    shop.paid_order(1000, discounts=[{"couponCode": "X"}])
    shop.call("coupons.delete", coupon_id=old["id"])
    shop.coupon("X", maxUses=1)
    assert shop.paid_order(1000, discounts=[{"couponCode": "X"}])["status"] == "PAID"


@pytest.mark.parametrize(
    ("status", "expected"),
    [("active", {"LAUNCH20", "LIVE"}), ("expired", {"OLD"}), ("exhausted", {"USED"}), ("DISABLED", {"OFF"})],
)
def test_coupons_are_listed_by_the_status_they_have_now(shop: Shop, status: str, expected: set[str]) -> None:
    """Although it follows from clock and uses."""
    shop.coupon("LIVE")
    shop.coupon("OLD", expiresAt="2026-03-02T09:31:00Z")
    shop.coupon("USED", maxUses=1)
    shop.call("coupons.update", {"status": "disabled"}, coupon_id=shop.coupon("OFF")["id"])
    shop.paid_order(1000, discounts=[{"couponCode": "USED"}])
    shop.world.clock.advance(minutes=1)
    found = shop.call("coupons.list", query={"status": status}).data
    assert {coupon["couponCode"] for coupon in found} == expected


def test_coupons_of_a_status_come_in_pages(shop: Shop) -> None:
    """3 of 6 are disabled, every second one; pages of 2 hold each once."""
    for n in range(6):
        shop.world.clock.advance(seconds=1)
        coupon = shop.coupon(f"C{n}")
        if n % 2:
            shop.call("coupons.update", {"status": "disabled"}, coupon_id=coupon["id"])
    query, seen = {"status": "disabled", "pageSize": "2"}, []
    while True:
        answer = shop.call("coupons.list", query=query)
        seen += [coupon["couponCode"] for coupon in answer.data]
        if not answer.body["hasMore"]:
            break
        query["pageToken"] = answer.body["nextPageToken"]
    assert seen == ["C5", "C3", "C1"]


# ---- On an order -----------------------------------------------------------------------------------------------------


def test_coupon_that_has_not_begun_can_not_be_applied(shop: Shop) -> None:
    """It says from when."""
    shop.coupon("SOON", startsAt="2026-03-03T00:00:00Z")
    answer = apply(shop, shop.order(1000), "SOON")
    assert (answer.refusal, "2026-03-03" in answer.error["message"]) == ((409, "COUPON_EXPIRED"), True)


def test_coupon_ends_at_its_moment(shop: Shop) -> None:
    """At 10:00 it is over."""
    shop.coupon("NOW", expiresAt="2026-03-02T10:00:00Z")
    order = shop.order(1000)
    shop.world.clock.advance(minutes=30)
    assert apply(shop, order, "NOW").refusal == (409, "COUPON_EXPIRED")


def test_coupon_is_applied_once(shop: Shop) -> None:
    """Twice is refused, and the order keeps it once."""
    order = shop.order(1000, discounts=[{"couponCode": "LAUNCH20"}])
    answer = apply(shop, order, "launch20")
    assert (answer.refusal, shop.read(order["id"])) == ((409, "COUPON_ALREADY_APPLIED"), order)


@pytest.mark.parametrize("first", ["ALONE", "LAUNCH20"])
def test_coupon_that_does_not_stack_stands_alone(shop: Shop, first: str) -> None:
    """Whichever comes first."""
    shop.coupon("ALONE", isStackable=False)
    order = shop.order(1000, discounts=[{"couponCode": first}])
    second = "LAUNCH20" if first == "ALONE" else "ALONE"
    answer = apply(shop, order, second)
    assert (answer.refusal, answer.error["supportedActions"]) == ((409, "COUPON_NOT_STACKABLE"), ["removeDiscounts"])


def test_stacked_coupons_apply_in_the_order_of_application(shop: Shop) -> None:
    """20 % of 100.00 is 20.00, then 5.00: 75.00 and 8 % of it, 81.00."""
    shop.coupon("FIVE", amountOffMoney={"amount": 500})
    order = apply(shop, shop.order(10000, discounts=[{"couponCode": "LAUNCH20"}]), "FIVE").data
    assert ([discount["amountMoney"]["amount"] for discount in order["discounts"]], net(order)["total"]) == (
        [2000, 500],
        8100,
    )


def test_merchant_may_limit_how_many_discounts_stand(shop: Shop) -> None:
    """One at most: the second is refused."""
    shop.call("settings.update", {"maxDiscountsPerOrder": 1})
    shop.coupon("TWO")
    order = shop.order(1000, discounts=[{"couponCode": "LAUNCH20"}])
    assert apply(shop, order, "TWO").refusal == (409, "COUPON_NOT_STACKABLE")


@pytest.mark.parametrize(("amount", "status"), [(1499, 422), (1500, 200)])
def test_minimum_purchase_is_of_the_subtotal(shop: Shop, amount: int, status: int) -> None:
    """15.00 are enough, 14.99 are not."""
    shop.coupon("BIG", minimumPurchaseMoney={"amount": 1500})
    assert apply(shop, shop.order(amount), "BIG").status == status


def test_order_below_the_minimum_is_told_so(shop: Shop) -> None:
    """With its code."""
    shop.coupon("BIG", minimumPurchaseMoney={"amount": 1500})
    assert apply(shop, shop.order(1), "BIG").refusal == (422, "COUPON_MINIMUM_NOT_MET")


def test_coupon_in_another_currency_is_not_applicable(shop: Shop) -> None:
    """5 dollars off an order in euros."""
    shop.coupon("FIVE", amountOffMoney={"amount": 500})
    assert apply(shop, shop.order(1000, currency="EUR"), "FIVE").refusal == (422, "COUPON_NOT_APPLICABLE")


def test_coupon_for_certain_items_needs_one_of_them(shop: Shop) -> None:
    """None of the lines is of that item."""
    shop.coupon("ITEM", limitToItemIds=["item_x"])
    assert apply(shop, shop.order(1000), "ITEM").refusal == (422, "COUPON_NOT_APPLICABLE")


def test_coupon_limited_per_customer_needs_one(shop: Shop) -> None:
    """It says what to set first."""
    shop.coupon("PER", maxUsesPerCustomer=1)
    answer = apply(shop, shop.order(1000), "PER")
    assert (answer.refusal, answer.error["supportedActions"]) == ((422, "COUPON_NOT_APPLICABLE"), ["update"])


def test_exhausted_coupon_can_not_be_applied(shop: Shop) -> None:
    """By code or by id."""
    coupon = shop.coupon("ONE", maxUses=1)
    shop.paid_order(1000, discounts=[{"couponCode": "ONE"}])
    order = shop.order(1000)
    by_id = shop.call("orders.applyCoupon", {"couponId": coupon["id"]}, order_id=order["id"])
    assert [apply(shop, order, "ONE").refusal, by_id.refusal] == [(409, "COUPON_EXHAUSTED")] * 2


def test_applying_takes_no_use(shop: Shop) -> None:
    """A use is claimed when the order is paid."""
    coupon = shop.coupon("ONE", maxUses=1)
    for _ in range(3):
        shop.order(1000, discounts=[{"couponCode": "ONE"}])
    assert shop.call("coupons.get", coupon_id=coupon["id"]).data["uses"] == 0


@pytest.mark.parametrize("body", [{}, {"couponCode": "A", "couponId": f"cpn_{'0' * 26}"}], ids=str)
def test_exactly_one_coupon_is_named(shop: Shop, body: Json) -> None:
    """None or two is a 400."""
    assert shop.call("orders.applyCoupon", body, order_id=shop.order(1)["id"]).status == 400
