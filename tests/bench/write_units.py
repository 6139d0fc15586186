"""Write units of the five-call flow and of large orders, by AWS's formula: `python -m tests.bench write_units`."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from local.stripe_standin import StripeStandIn
from tests.bench.instant import instant
from tests.bench.item_sizes import Index, indexes_of
from tests.bench.stack import Caller, in_process, table_definition
from tests.bench.tables import show, tell, verdict
from tests.bench.wares import line_items, plain_line_items
from tests.bench.writes import Captured, captured

MOST_UNITS_OF_FLOW = 30
MOST_UNITS_OF_LARGE_CHANGE = 60
LARGE = 500
NUMBERED = "20 lines with article numbers"
FLOWS = {"2 lines": plain_line_items(2), "20 lines": plain_line_items(20), NUMBERED: line_items(20)}
"""Lines have a name, a quantity and a price, and where it is said an article number of the shop's own."""

ORDERS = 1000
COUPON = "<the coupon's id>"
LIMITED_COUPON_KEYS = {COUPON, "coupon_code/LIMITED"}


@dataclass(frozen=True, slots=True)
class Step:
    """A call of a flow and what it wrote."""

    name: str
    written: Captured


class Shop:
    """A merchant whose calls are captured."""

    def __init__(self, caller: Caller, written: Captured) -> None:
        self.caller = caller
        self._written = written

    def flow(self, lines: list[dict[str, Any]], *, key: str | None, coupon: str = "LAUNCH20") -> list[Step]:
        """Create, apply a coupon, pay, refund, get. key: from which every change has an idempotency key of its own."""
        steps: list[Step] = []

        def step(name: str, operation: str, body: object, **path: str) -> str:
            step_key = None if key is None or body is None else f"{key} {name}"
            answer = self.caller.call(operation, body, key=step_key, **path)
            steps.append(Step(name, self._written.taken()))
            return answer.id

        self._written.taken()
        order_id = step("create", "orders.create", {"lineItems": lines})
        step("apply a coupon", "orders.applyCoupon", {"couponCode": coupon}, order_id=order_id)
        step("pay", "orders.pay", {"paymentSourceToken": "tok_visa"}, order_id=order_id)
        step("refund", "refunds.create", {"orderId": order_id, "amountMoney": {"amount": 290}})
        step("get", "orders.get", None, order_id=order_id)
        return steps

    def change(self, line_count: int, *, keyed: bool) -> Step:
        """A change to an order that is there."""
        order_id = self.caller.call("orders.create", {"lineItems": line_items(line_count)}).id
        self._written.transactions.clear()
        self.caller.call(
            "orders.update", {"buyerNote": "Ring twice"}, order_id=order_id, key="large" if keyed else None
        )
        return Step(f"change of {line_count} lines", self._written.taken())


@contextmanager
def opened() -> Iterator[Shop]:
    """A merchant on a fresh table."""
    with captured() as written, StripeStandIn.start() as standin, in_process(standin.base_url) as runtime:
        yield Shop(Caller(runtime), written)


def total(steps: Sequence[Step]) -> int:
    """Write units of the table over all steps."""
    return sum(step.written.table_units for step in steps)


def shared_keys(order_count: int, *, limited: bool) -> set[str]:
    """Partition keys that more than one of these orders wrote between creation and refund, the tenant left out.

    limited: the orders use a coupon with a limited number of uses. Which order writes first makes no difference.
    """
    writers: Counter[str] = Counter()
    with instant() as (runtime, table):
        shop = Shop(Caller(runtime), Captured())
        coupon = {"name": "Limited", "couponCode": "LIMITED", "percentOff": "10", "maxUses": order_count}
        coupon_id = shop.caller.call("coupons.create", coupon).id
        for number in range(order_count):
            table.written.clear()
            shop.flow(line_items(1 + number % 2), key=f"order {number}", coupon="LIMITED" if limited else "LAUNCH20")
            writers.update({key.pk for key in table.written})
    shared = {pk.split("/", 2)[2] for pk, count in writers.items() if count > 1}
    return {name.replace(coupon_id, COUPON) for name in shared}


def main() -> int:
    """Print the tables."""
    indexes = indexes_of(table_definition())
    broken = []
    with opened() as shop:
        flows = {
            (name, keyed): shop.flow(lines, key=name if keyed else None)
            for keyed in (False, True)
            for name, lines in FLOWS.items()
        }
        large = {keyed: shop.change(LARGE, keyed=keyed) for keyed in (False, True)}
    _show_rows(flows[NUMBERED, True], large[True], indexes)
    summary = []
    for (lines, keyed), steps in flows.items():
        name = f"five calls, {lines}, {_with(keyed=keyed)}"
        summary.append((name, total(steps), MOST_UNITS_OF_FLOW, _index_units(steps, indexes)))
    for keyed, step in large.items():
        name = f"{step.name}, {_with(keyed=keyed)}"
        summary.append((name, total([step]), MOST_UNITS_OF_LARGE_CHANGE, _index_units([step], indexes)))
    show("Write units", ("what", "table", "budget", "indexes"), summary)
    broken += [f"{name}: {count} write units, budget {most}" for name, count, most, _ in summary if count > most]
    for limited, allowed in ((False, set()), (True, LIMITED_COUPON_KEYS)):
        shared = shared_keys(ORDERS, limited=limited)
        tell(f"Keys that {ORDERS} orders share, coupon {'' if limited else 'un'}limited: {sorted(shared) or 'none'}")
        broken += [f"{ORDERS} orders share the key {name}" for name in shared - allowed]
    return verdict(*broken)


def _show_rows(steps: Sequence[Step], large: Step, indexes: Sequence[Index]) -> None:
    rows = [
        (step.name, row.kind, row.size_bytes, row.table_units, row.index_units(indexes))
        for step in (*steps, large)
        for row in step.written.rows
    ]
    header = ("call", "row", "bytes", "write units", "of indexes")
    show("Rows written by five calls at 20 lines and by a change of 500, with idempotency keys", header, rows)


def _index_units(steps: Sequence[Step], indexes: Sequence[Index]) -> int:
    return sum(row.index_units(indexes) for step in steps for row in step.written.rows)


def _with(*, keyed: bool) -> str:
    return "with idempotency keys" if keyed else "without keys"


if __name__ == "__main__":
    sys.exit(main())
