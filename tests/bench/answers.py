"""From a request's text to the answer's: what there is beside the arithmetic. `python -m tests.bench answers`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from commerce.domain.order_commands import CreateOrder
from commerce.domain.order_creation import new_order
from commerce.domain.order_editing import add_discount
from commerce.domain.orders import Order
from commerce.domain.settings import Settings
from commerce.edge.reading import read_request, validated
from commerce.store.keys import Tenant
from commerce.store.store import Store
from tests.bench.instant import InstantTable, instant
from tests.bench.stack import Caller
from tests.bench.tables import show, tell, verdict
from tests.bench.timing import cpu_microseconds
from tests.bench.wares import line_items

SIZES = (2, 20, 100, 500)
MOST_HEAVY_MICROSECONDS = 20_000
ORDER_ID = "ord_01M82PJV55SQ3XY2C614MTDJWP"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stages:
    """CPU of each step of creating an order, microseconds; `whole` is measured by itself."""

    parse: float
    decide: float
    arithmetic: float
    serialise: float
    store: float
    whole: float


class Creation:
    """One order's creation, cut into steps that can be repeated."""

    def __init__(self, caller: Caller, body: dict[str, Any]) -> None:
        self._caller = caller
        self._event = caller.event(body)
        self._settings = Settings(
            merchant_id="mer_1", mode="test", business_name="Shop", created_at=NOW, updated_at=NOW
        )
        self._store = Store(Tenant("mer_1", "test"))
        self._command = self.parse()
        self.order = self.decide()

    def parse(self) -> CreateOrder:
        """Text to a command."""
        return validated(CreateOrder, read_request(self._event).body)

    def decide(self) -> Order:
        """Command to an order."""
        order = new_order(self._settings, self._command, order_id=ORDER_ID, now=NOW)
        for discount in self._command.discounts:
            order = add_discount(order, discount, ())
        return order

    def price(self) -> object:
        """The arithmetic alone, anew at every call."""
        return self.order.evolve().totals

    def serialise(self) -> bytes:
        """Order to an answer, its totals known."""
        return self.order.to_answer()

    def keep(self) -> object:
        """Order to a row."""
        return self._store.record_of(self.order)

    def whole(self) -> object:
        """Event to response, the row handed to a table that answers at once."""
        return self._caller.send("orders.create", self._event)


def body(line_count: int) -> dict[str, Any]:
    """An order as shops have it, one discount and one tax."""
    return {
        "lineItems": line_items(line_count),
        "discounts": [{"name": "Loyal", "percentOff": "12.5"}],
        "taxes": [{"name": "Sales tax", "percentage": "8.25"}],
    }


def heavy_body() -> dict[str, Any]:
    """500 lines, 10 discounts, 3 rates."""
    return {
        "lineItems": line_items(500),
        "discounts": [{"name": f"Discount {n}", "percentOff": f"{1 + n}.5"} for n in range(10)],
        "taxes": [{"name": f"Tax {n}", "percentage": f"{8 - n}.25", "inclusive": n == 1} for n in range(3)],
    }


@contextmanager
def shop() -> Iterator[tuple[Caller, InstantTable]]:
    """A merchant without a network."""
    with instant() as (runtime, table):
        yield Caller(runtime), table


def measure(creation: Creation, table: InstantTable) -> Stages:
    """Time every step."""
    order = creation.order
    assert order.totals.total > 0  # known from here on, as when an answer is made
    works = [creation.parse, creation.decide, creation.price, creation.serialise, creation.keep, creation.whole]
    return Stages(*cpu_microseconds(works, not_ours=lambda: table.cpu_seconds))


def main() -> int:
    """Print the tables."""
    with shop() as (caller, table):
        measured = {f"{size} lines": measure(Creation(caller, body(size)), table) for size in SIZES}
        heavy = measure(Creation(caller, heavy_body()), table)
    measured["500 lines, 10 discounts, 3 rates"] = heavy
    header = ("order", "parse", "decide", "arithmetic", "serialise", "store", "whole request", "over arithmetic")
    rows = [
        (name, *(round(value) for value in _values(stages)), f"{stages.whole / stages.arithmetic:.1f} x")
        for name, stages in measured.items()
    ]
    show("Creating an order: microseconds of CPU, the network answering at once", header, rows)
    tell(
        f"The heaviest order's arithmetic: {heavy.arithmetic / 1000:.2f} ms (under {MOST_HEAVY_MICROSECONDS // 1000})."
    )
    if heavy.arithmetic >= MOST_HEAVY_MICROSECONDS:
        return verdict(f"500 lines, 10 discounts, 3 rates take {heavy.arithmetic / 1000:.2f} ms")
    return 0


def _values(stages: Stages) -> tuple[float, ...]:
    return stages.parse, stages.decide, stages.arithmetic, stages.serialise, stages.store, stages.whole


if __name__ == "__main__":
    sys.exit(main())
