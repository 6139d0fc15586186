"""When a coupon may stand on an order, and what it then is; at which moments it can be used."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from commerce.domain import errors
from commerce.domain.coupon_rules import apply_coupon, require_minimum
from commerce.domain.coupons import Coupon, CouponCode, CouponUse
from commerce.domain.lifecycle import CouponStatus
from commerce.domain.money import Money
from commerce.domain.order_parts import DiscountScope, OrderDiscount
from commerce.domain.orders import Order
from commerce.domain.settings import Settings
from tests.unit.orders import MADE_AT, NOW, an_order, usd

CODES: TypeAdapter[str] = TypeAdapter(CouponCode)
A_SECOND = timedelta(seconds=1)


def a_coupon(**fields: Any) -> Coupon:
    """A coupon of 20 %, unless it takes an amount off."""
    off = {} if "amount_off_money" in fields else {"percent_off": "20"}
    known = {"id": "cpn_1", "name": "Less", "coupon_code": "LESS", "created_at": MADE_AT, "updated_at": MADE_AT}
    return Coupon(**(known | off | fields))


def settings(**fields: Any) -> Settings:
    """A merchant's."""
    known = {"merchant_id": "mer_1", "mode": "test", "business_name": "Shop"}
    return Settings(**(known | {"created_at": MADE_AT, "updated_at": MADE_AT} | fields))


def applied(order: Order, coupon: Coupon, *line_ids: str, **terms: Any) -> OrderDiscount:
    """The discount that a coupon becomes."""
    return apply_coupon(order, coupon, settings(**terms), line_ids=line_ids, now=NOW).applied_discounts[-1]


def by_hand(number: int = 1, **fields: Any) -> OrderDiscount:
    """A discount that stands already."""
    return OrderDiscount(**({"id": f"dsc_{number}", "name": "By hand", "amount_off": 1} | fields))


def test_coupon_becomes_a_discount_with_its_terms() -> None:
    """They stay if the coupon changes; it stands last."""
    limits = {"max_uses": 5, "max_uses_per_customer": 2, "minimum_purchase_money": usd(1000), "is_stackable": True}
    order = an_order(1000, customer_id="cus_1", applied_discounts=(by_hand(),))
    discount = applied(order, a_coupon(expires_at=NOW + A_SECOND, **limits), coupons_version=7)
    assert discount == OrderDiscount(
        id=discount.id,
        name="Less",
        percent_off="20",
        scope=DiscountScope.ORDER,
        coupon_id="cpn_1",
        coupon_code="LESS",
        stackable=True,
        limited=True,
        limited_per_customer=2,
        minimum_purchase=1000,
        expires_at=NOW + A_SECOND,
        coupons_version=7,
    )
    assert discount.id.startswith("dsc_")


def test_coupon_of_an_amount_without_limits() -> None:
    """300 off, alone."""
    discount = applied(an_order(1000), a_coupon(amount_off_money=usd(300), is_stackable=False))
    assert (discount.amount_off, discount.percent_off, discount.limited) == (300, None, False)
    assert (discount.stackable, discount.minimum_purchase, discount.limited_per_customer) == (False, None, None)


def test_coupon_is_for_the_lines_that_are_named() -> None:
    """Each once."""
    discount = applied(an_order(1000, 500), a_coupon(), "li_2", "li_2")
    assert (discount.scope, discount.line_ids) == (DiscountScope.LINE_ITEM, ("li_2",))


def of_items(*items: str) -> Order:
    """A line per item."""
    lines = an_order(*[100] * len(items)).lines
    return an_order(lines=tuple(line.evolve(item_id=item) for line, item in zip(lines, items, strict=True)))


def test_coupon_for_items_is_for_their_lines() -> None:
    """Of all lines, or of those that are named."""
    coupon = a_coupon(limit_to_item_ids=("item_1", "item_2"))
    order = of_items("item_1", "item_3", "item_2")
    assert applied(order, coupon).line_ids == ("li_1", "li_3")
    assert applied(order, coupon, "li_2", "li_3").line_ids == ("li_3",)
    with pytest.raises(errors.CouponNotApplicable, match="for certain items") as refused:
        applied(of_items("item_3"), coupon)
    assert list(refused.value.supported_actions) == ["addLineItems"]


@pytest.mark.parametrize("terms", [{"amount_off_money": True}, {"minimum_purchase_money": True}])
def test_coupon_of_another_currency_does_not_fit(terms: dict[str, bool]) -> None:
    """Neither by what it takes off nor by what it asks for."""
    (name,) = terms
    with pytest.raises(errors.CouponNotApplicable, match="is in EUR, but the order is in USD"):
        applied(an_order(1000), a_coupon(**{name: Money(amount=1, currency="EUR")}))
    assert applied(an_order(1000), a_coupon(**{name: usd(1)})).coupon_id == "cpn_1"


def test_minimum_is_met_to_the_cent() -> None:
    """1000 are enough for 1000, not for 1001; nothing is asked without a minimum."""
    order = an_order(1000)
    require_minimum(order, "LESS", None)
    require_minimum(order, "LESS", 1000)
    for refused_by in (
        lambda: require_minimum(order, "LESS", 1001),
        lambda: applied(order, a_coupon(minimum_purchase_money=usd(1001))),
    ):
        with pytest.raises(errors.CouponMinimumNotMet, match=r"10\.01 USD; this order has 10\.00 USD") as refused:
            refused_by()
        assert list(refused.value.supported_actions) == ["addLineItems", "removeDiscounts"]


def test_coupon_stands_once() -> None:
    """A second time it is refused by that."""
    with pytest.raises(errors.CouponAlreadyApplied):
        applied(an_order(1000, applied_discounts=(by_hand(coupon_id="cpn_1"),)), a_coupon())


@pytest.mark.parametrize(
    ("standing", "coupon", "says"),
    [
        (by_hand(stackable=False, coupon_code="ALONE"), a_coupon(), "Coupon ALONE can't stand beside"),
        (by_hand(), a_coupon(is_stackable=False), "Coupon LESS can't stand beside"),
    ],
)
def test_coupon_that_stands_alone_bears_no_other(standing: OrderDiscount, coupon: Coupon, says: str) -> None:
    """Whichever of both it is."""
    with pytest.raises(errors.CouponNotStackable, match=says) as refused:
        applied(an_order(1000, applied_discounts=(standing,)), coupon)
    assert list(refused.value.supported_actions) == ["removeDiscounts"]
    (leads_on,) = refused.value.next_actions
    assert leads_on.body["appliedDiscountIds"] == [standing.id]


def test_merchant_limits_how_many_discounts_stand() -> None:
    """Two are allowed: a second is taken, a third refused."""
    two = (by_hand(1), by_hand(2))
    assert applied(an_order(1000, applied_discounts=two[:1]), a_coupon(), max_discounts_per_order=2).name == "Less"
    with pytest.raises(errors.CouponNotStackable, match="allows 2 discounts") as refused:
        applied(an_order(1000, applied_discounts=two), a_coupon(), max_discounts_per_order=2)
    assert list(refused.value.supported_actions) == ["removeDiscounts"]


def test_coupon_that_is_limited_per_customer_needs_one() -> None:
    """Else nobody's uses could be counted."""
    coupon = a_coupon(max_uses_per_customer=1)
    with pytest.raises(errors.CouponNotApplicable, match="limited per customer") as refused:
        applied(an_order(1000), coupon)
    assert list(refused.value.supported_actions) == ["update"]
    assert applied(an_order(1000, customer_id="cus_1"), coupon).limited_per_customer == 1


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, "active"),
        ({"expires_at": NOW + A_SECOND, "max_uses": 2, "uses": 1}, "active"),
        ({"uses": 9}, "active"),
        ({"expires_at": NOW}, "expired"),
        ({"max_uses": 2, "uses": 2}, "exhausted"),
        ({"max_uses": 2, "uses": 3}, "exhausted"),
        ({"max_uses": 2, "uses": 2, "expires_at": NOW}, "expired"),
        ({"set_status": CouponStatus.DISABLED, "expires_at": NOW}, "disabled"),
        ({"set_status": CouponStatus.DELETED, "expires_at": NOW}, "deleted"),
    ],
)
def test_status_is_what_was_set_then_the_clock_then_the_uses(fields: dict[str, Any], status: str) -> None:
    """Whatever was stored."""
    assert a_coupon(**fields).at(NOW).status == status


@pytest.mark.parametrize(
    ("fields", "refusal", "says"),
    [
        ({"set_status": CouponStatus.DELETED}, errors.CouponNotFound, "is deleted"),
        ({"set_status": CouponStatus.DISABLED}, errors.CouponNotFound, "is disabled"),
        ({"expires_at": NOW}, errors.CouponExpired, "has expired"),
        ({"starts_at": NOW + A_SECOND}, errors.CouponExpired, "is valid from 2026-11-22T12:05:01"),
        ({"max_uses": 1, "uses": 1}, errors.CouponExhausted, "has no uses left"),
    ],
)
def test_coupon_that_cannot_be_used_says_why(fields: dict[str, Any], refusal: type[Exception], says: str) -> None:
    """Before anything else is looked at."""
    with pytest.raises(refusal, match=says):
        applied(an_order(1000), a_coupon(**fields))


def test_coupon_is_refused_by_its_code_and_valid_from_its_first_second() -> None:
    """A deleted one is not there; one that begins now is."""
    with pytest.raises(errors.CouponNotFound) as refused:
        applied(an_order(1000), a_coupon(set_status=CouponStatus.DELETED))
    assert refused.value.param == "couponCode"
    assert applied(an_order(1000), a_coupon(starts_at=NOW)).coupon_id == "cpn_1"


@pytest.mark.parametrize(("sent", "code"), [(" less-20_ok ", "LESS-20_OK"), ("A" * 40, "A" * 40)])
def test_code_is_kept_in_capitals_without_spaces_around_it(sent: str, code: str) -> None:
    """As buyers may type it."""
    assert CODES.validate_python(sent) == code


@pytest.mark.parametrize("wrong", ["", " ", "A" * 41, "LESS 20", "LESS%", "ÄRGER"])
def test_code_of_other_letters_is_refused(wrong: str) -> None:
    """Letters, digits, - and _, up to 40 of them."""
    with pytest.raises(ValidationError):
        CODES.validate_python(wrong)


def test_new_coupon_was_never_used() -> None:
    """By nobody, and it is its first version."""
    coupon: Any = a_coupon()
    assert (coupon.uses, coupon.version, coupon.coupon_id) == (0, 1, "cpn_1")
    assert CouponUse(coupon_id="cpn_1", customer_id="cus_1").uses == 0
