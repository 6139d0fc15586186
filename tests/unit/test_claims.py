"""What an order holds beside money: what is needed, what is held already, and the coupons that stand."""

from typing import Any

import pytest

from commerce.domain.claims import NO_CLAIMS, Claims, CouponClaim, StockClaim, held, missing, needed, surplus, together
from commerce.domain.order_parts import OrderDiscount
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
