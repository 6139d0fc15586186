"""Giving back what an order took beside money: the writes, and what stands in their way."""

from collections.abc import Sequence

from commerce.context import Context
from commerce.domain.claims import Claims
from commerce.store.writes import (
    CountCompletion,
    CountCustomerUse,
    CountStock,
    CountUse,
    TransactionLost,
    Write,
    count_use,
)
from commerce.usecases.commit import commit

COUNTERS = frozenset({CountUse, CountCustomerUse, CountStock, CountCompletion})
"""Writes that count what is claimed."""


def release(claims: Claims) -> list[Write]:
    """The writes that give all of these back."""
    writes: list[Write] = [write for each in claims.coupons for write in count_use(each.coupon_id, each.code, -1)]
    writes += [CountCustomerUse(each.coupon_id, each.customer_id, -1) for each in claims.customers]
    writes += [CountStock(each.item_id, each.name, each.quantity) for each in claims.stock]
    writes += [CountCompletion(each.payment_link_id, -1) for each in claims.completions]
    return writes


def write_release(ctx: Context, writes: Sequence[Write], *, settles: bool = False) -> None:
    """Write; a use whose counter is another coupon's by now has nowhere to go back to, and holds nothing up.

    settles: as for `commit`.
    """
    try:
        commit(ctx, writes, settles=settles)
    except TransactionLost as lost:
        if not lost.lost or not all(type(write) in COUNTERS for write in lost.lost):
            raise
        commit(ctx, [write for write in writes if write not in lost.lost], settles=settles)
