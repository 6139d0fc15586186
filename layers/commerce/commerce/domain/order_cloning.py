"""A new order like another one: what was ordered is copied, what became of it is not."""

from datetime import datetime

from commerce.domain.ids import series
from commerce.domain.orders import Order
from commerce.domain.settings import Settings

CLONE = "clone"


def clone_of(order: Order, settings: Settings, *, order_id: str, now: datetime) -> Order:
    """An open order with the same lines, charges, manual discounts, buyer, notes and metadata, at the same prices.

    Coupons are left out, since each use is claimed anew; so are tips. Taxes that the caller had named stay; others
    are for today's tax provider to tell.
    """
    discounts = tuple(discount for discount in order.applied_discounts if discount.coupon_id is None)
    parts = len(order.lines) + len(discounts) + len(order.added_charges)
    line_ids = series("li", order_id, 0, len(order.lines))
    discount_ids = series("dsc", order_id, len(order.lines), len(discounts))
    charge_ids = series("chg", order_id, len(order.lines) + len(discounts), len(order.added_charges))
    new_id = {line.id: line_id for line, line_id in zip(order.lines, line_ids, strict=True)}
    return Order(
        id=order_id,
        currency=order.currency,
        customer_id=order.customer_id,
        tax_exempt=order.tax_exempt,
        buyer_email=order.buyer_email,
        buyer_note=order.buyer_note,
        merchant_note=order.merchant_note,
        metadata=order.metadata,
        source=CLONE,
        tax_address=order.tax_address,
        lines=tuple(line.evolve(id=new_id[line.id]) for line in order.lines),
        applied_discounts=tuple(
            discount.evolve(id=identity, line_ids=tuple(new_id[line_id] for line_id in discount.line_ids))
            for discount, identity in zip(discounts, discount_ids, strict=True)
        ),
        added_charges=tuple(
            charge.evolve(id=identity) for charge, identity in zip(order.added_charges, charge_ids, strict=True)
        ),
        rates=order.rates if order.taxes_given else (),
        taxes_given=order.taxes_given,
        tax_provider=settings.tax_provider,
        prices_include_tax=settings.prices_include_tax,
        rounding=settings.rounding,
        part_count=parts,
        created_at=now,
        updated_at=now,
    )
