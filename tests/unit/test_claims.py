"""What an order holds beside money: what is needed, what is held already, and the coupons that stand."""

from typing import Any

import pytest

from commerce.domain.claims import (
    NO_CLAIMS,
    Claims,
    CompletionClaim,
    CouponClaim,
    CustomerClaim,
    StockClaim,
    held,
    missing,
    needed,
    surplus,
    together,
)
from commerce.domain.order_parts import OrderDiscount, OrderLine
from commerce.domain.orders import Order
from tests.unit.orders import a_payment, an_order


def claimed(*coupons: str, units: int = 0, standing: tuple[str, ...] = ()) -> Claims:
    """Uses of these coupons, and units of the one item."""
    return Claims(
        coupons=tuple(CouponClaim(coupon_id=name, code=name.upper()) for name in coupons),
        stock=(StockClaim(item_id="item_1", quantity=units),) if units else (),
        standing=standing,
    )


def with_coupons(*ids: str, **fields: Any) -> Order:
    """An order with coupons that count no uses."""
    discounts = (OrderDiscount(id=f"dsc_{n}", name="x", coupon_id=name, coupon_code="X") for n, name in enumerate(ids))
    return an_order(1000, **({"applied_discounts": tuple(discounts)} | fields))


def test_coupon_without_a_limit_is_held_but_takes_no_row() -> None:
    """It only stands."""
    claims = needed(with_coupons("cpn_1"))
    assert (claims.standing, claims.row_count) == (("cpn_1",), 0)


def test_next_payment_claims_only_what_no_other_holds() -> None:
    """The first was made with one coupon; another came between the two."""
    payment = a_payment(400, claims=claimed(standing=("cpn_1",)))
    assert missing(with_coupons("cpn_1", "cpn_2", payments=(payment,))) == claimed(standing=("cpn_2",))


def test_what_failed_holds_nothing() -> None:
    """A declined payment keeps no claims, so its coupon does not stand."""
    assert held(with_coupons("cpn_1", payments=(a_payment(400),))) == NO_CLAIMS


def test_coupon_that_was_removed_is_too_much() -> None:
    """It is held, but no longer needed."""
    payment = a_payment(400, claims=claimed(standing=("cpn_1", "cpn_2")))
    assert surplus(with_coupons("cpn_2", payments=(payment,))) == claimed(standing=("cpn_1",))


def test_claims_of_several_payments_are_counted_together() -> None:
    """2 and 3 units of one item are 5; a coupon stands once."""
    both = together([claimed("cpn_1", units=2, standing=("cpn_1",)), claimed(units=3, standing=("cpn_1", "cpn_2"))])
    assert both == claimed("cpn_1", units=5, standing=("cpn_1", "cpn_2"))
    assert both.row_count == 3


@pytest.mark.parametrize(("wanted", "there", "more"), [(5, 2, 3), (2, 2, 0), (2, 5, 0), (2, 0, 2)])
def test_units_are_claimed_beyond_those_that_are_held(wanted: int, there: int, more: int) -> None:
    """Never less than none."""
    assert claimed(units=wanted).beyond(claimed(units=there)) == claimed(units=more)


COUPON = CouponClaim(coupon_id="cpn_1", code="X")
CUSTOMER = CustomerClaim(coupon_id="cpn_1", customer_id="cus_1", limit=2)
SEATS = StockClaim(item_id="item_1", quantity=2, name="Seat")
COMPLETION = CompletionClaim(payment_link_id="pl_1")
EVERYTHING = Claims(
    coupons=(COUPON,), customers=(CUSTOMER,), stock=(SEATS,), completions=(COMPLETION,), standing=("cpn_1",)
)


def a_line(number: int, quantity: int, *, counted: bool = True, item_id: str | None = "item_1") -> OrderLine:
    """A line of an item."""
    return OrderLine(
        id=f"li_{number}", name=f"Seat {number}", quantity=quantity, unit_amount=1, item_id=item_id, counted=counted
    )


def coupon_with(**terms: Any) -> OrderDiscount:
    """A coupon's discount with limits."""
    return OrderDiscount(id="dsc_1", name="x", coupon_id="cpn_1", coupon_code="X", **terms)


def test_coupon_with_a_limit_takes_a_use() -> None:
    """By its id and code, in two rows."""
    claims = needed(with_coupons("cpn_1", applied_discounts=(coupon_with(limited=True),)))
    assert claims == Claims(coupons=(COUPON,), standing=("cpn_1",))
    assert claims.row_count == 2


@pytest.mark.parametrize(("customer_id", "taken"), [("cus_1", (CUSTOMER,)), (None, ())])
def test_limit_per_customer_takes_a_use_of_theirs(customer_id: str | None, taken: tuple[CustomerClaim, ...]) -> None:
    """Of nobody without a customer; paying is refused then."""
    discount = coupon_with(limited_per_customer=2)
    claims = needed(with_coupons("cpn_1", applied_discounts=(discount,), customer_id=customer_id))
    assert (claims.customers, claims.row_count) == (taken, len(taken))


def test_discount_by_hand_takes_nothing() -> None:
    """It has no coupon to count."""
    by_hand = OrderDiscount(id="dsc_1", name="x", amount_off=100, limited=True)
    assert needed(an_order(1000, applied_discounts=(by_hand,))) == NO_CLAIMS


def test_lines_of_one_item_take_its_stock_together() -> None:
    """1 and 2 units in two lines are one claim of 3, with the first line's name; what is not counted takes none."""
    lines = (a_line(1, 1), a_line(2, 2), a_line(3, 5, counted=False), a_line(4, 7, item_id=None))
    claims = needed(an_order(lines=lines))
    assert claims.stock == (StockClaim(item_id="item_1", quantity=3, name="Seat 1"),)
    assert claims.row_count == 1


@pytest.mark.parametrize(("limited", "taken"), [(True, (COMPLETION,)), (False, ())])
def test_limited_link_gives_one_of_its_completions(*, limited: bool, taken: tuple[CompletionClaim, ...]) -> None:
    """An unlimited one counts none."""
    order = an_order(1000, payment_link_id="pl_1", payment_link_limited=limited)
    assert (needed(order).completions, needed(order).row_count) == (taken, len(taken))


def test_stock_has_no_name_unless_one_is_told() -> None:
    """Claims of earlier versions have none."""
    assert StockClaim(item_id="item_1", quantity=1).name == ""


def test_everything_counts_its_rows() -> None:
    """A coupon two, a customer's use, an item and a completion one each."""
    assert EVERYTHING.row_count == 5


def test_what_is_held_is_not_claimed_again() -> None:
    """Of each kind; what others hold is claimed."""
    assert EVERYTHING.beyond(EVERYTHING) == NO_CLAIMS
    assert EVERYTHING.beyond(NO_CLAIMS) == EVERYTHING


def test_nothing_gets_lost_when_put_together() -> None:
    """Of each kind."""
    assert together([NO_CLAIMS, EVERYTHING, NO_CLAIMS]) == EVERYTHING
    assert held(an_order(1000, payments=(a_payment(1), a_payment(2, claims=EVERYTHING)))) == EVERYTHING


def test_next_payment_claims_what_is_missing_and_gives_back_what_is_too_much() -> None:
    """Three seats are needed, two and a coupon that went are held: one seat more, the coupon back."""
    payment = a_payment(1, claims=Claims(coupons=(COUPON,), stock=(SEATS,), standing=("cpn_1",)))
    order = an_order(lines=(a_line(1, 3),), payments=(payment,))
    assert missing(order).stock == (StockClaim(item_id="item_1", quantity=1, name="Seat 1"),)
    assert surplus(order) == Claims(coupons=(COUPON,), standing=("cpn_1",))
