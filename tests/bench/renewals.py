"""What renewals cost: `python -m tests.bench renewals`, or with a number of subscriptions: `… renewals 1000`.

The use cases' own code bills due subscriptions on a table and a processor in memory. Calls and write units are counted;
CPU is this process's, the memory table's own work included. Counts must not grow with the number of subscriptions.
"""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from commerce.domain.ids import encode
from commerce.domain.subscriptions import Subscription
from commerce.store.store import Store
from commerce.usecases import billing_runs
from tests.bench.item_sizes import TRANSACTIONAL, Item, indexes_of, units
from tests.bench.tables import show, tell, verdict
from tests.faults.memory_table import Item as Write
from tests.faults.memory_table import MemoryTable, row_of
from tests.faults.renewals import with_subscription
from tests.faults.wire import Called, GoodWire
from tests.faults.world import TENANT, CrashLog, World
from tests.table import table_terms

MANY, FEW = 10_000, 100
MOST_DATABASE_CALLS, MOST_PROCESSOR_CALLS = 9, 1
RENEWALS_A_DAY = 1_000_000
STRIPE_SECONDS = 0.5
MEMORY_GB = 1.0

# Dollars per unit in us-east-1, on demand, arm64. Source: AWS's price lists of November 2025.
WRITE_UNIT, READ_UNIT = 0.625 / 1_000_000, 0.125 / 1_000_000
GB_SECOND, INVOCATION = 0.0000133334, 0.20 / 1_000_000
TRANSITION = 0.025 / 1_000
TRANSITIONS_PER_RENEWAL = 2
"""The map's iteration and its one task; the run's own states are shared by up to 160."""


@dataclass
class Counted(GoodWire):
    """A wire that counts what goes over it."""

    calls: dict[Called, int] = field(default_factory=lambda: dict.fromkeys(Called, 0))

    def carry(self, called: Called, call: Any) -> Any:
        """Count the call and make it."""
        self.calls[called] += 1
        return call()


@dataclass
class MeteredTable(MemoryTable):
    """A table that counts write units by AWS's formula: of its own, and of its indexes."""

    table_units: int = 0
    index_units: int = 0

    def apply(self, token: str, items: Sequence[Write]) -> None:
        """Apply, and count what that changed."""
        before = [self.rows.get(item.key) for item in items]
        super().apply(token, items)
        for item, row in zip(items, before, strict=True):
            old, new = None if row is None else _image(row), _image(self.rows[item.key])
            self.table_units += TRANSACTIONAL * units(old, new)
            self.index_units += sum(index.units(old, new) for index in INDEXES)


INDEXES = indexes_of(table_terms())


def _image(row: Any) -> Item:
    """A row as DynamoDB weighs it."""
    return {name: _weighed(value) for name, value in row.items()}


def _weighed(value: Any) -> dict[str, Any]:
    if isinstance(value, bytes):
        return {"B": value}
    return {"S": value} if isinstance(value, str) else {"N": str(value)}


@dataclass(frozen=True)
class Measured:
    """Per renewal."""

    subscriptions: int
    database: float
    processor: float
    table_units: float
    index_units: float
    cpu_ms: float
    paid: int

    @property
    def dollars_a_day(self) -> float:
        """For a million renewals: database, functions and state machine; Stripe's fees are apart."""
        seconds = self.cpu_ms / 1000 + self.processor * STRIPE_SECONDS
        each = (
            (self.table_units + self.index_units) * WRITE_UNIT
            + self.database * 2 * READ_UNIT
            + seconds * MEMORY_GB * GB_SECOND
            + INVOCATION
            + TRANSITIONS_PER_RENEWAL * TRANSITION
        )
        return each * RENEWALS_A_DAY


def measure(count: int) -> Measured:
    """Bill so many due subscriptions, one after the other."""
    world, keys = _due(count)
    wire = Counted()
    table = MeteredTable(dict(world.table.rows), [], wire)
    world.table = table
    world.processor.wire = wire
    log: Any = CrashLog(world.crashes)
    began = time.process_time()
    done = [billing_runs.bill_one(world.runtime, billing_runs.DueSubscription(TENANT, key), log) for key in keys]
    cpu = time.process_time() - began
    assert not world.crashes, world.crashes[:3]
    return Measured(
        count,
        wire.calls[Called.DATABASE] / count,
        wire.calls[Called.PROCESSOR] / count,
        table.table_units / count,
        table.index_units / count,
        cpu / count * 1000,
        sum(each.payments_succeeded for each in done),
    )


def _due(count: int) -> tuple[World, list[str]]:
    """A world with so many subscriptions whose renewal is due, all of one customer."""
    template, subscription_id = with_subscription()
    world = template.copy()
    first = world.row(Subscription, subscription_id)
    store = Store(TENANT, world.table)
    keys = [f"sub_{encode(number)}" for number in range(count)]
    rows: Any = world.table.rows
    for key in keys:
        record = store.record_of(first.evolve(id=key))
        rows[(record.pk, record.sk)] = row_of(record)
    return world, keys


def main(arguments: Sequence[str]) -> int:
    """Print the figures; the exit code."""
    many = int(arguments[0]) if arguments else MANY
    measured = [measure(count) for count in (FEW, many)]
    header = ("subscriptions", "database", "Stripe", "write units", "of indexes", "CPU ms", "a CPU second")
    rows = [
        (m.subscriptions, m.database, m.processor, m.table_units, m.index_units, m.cpu_ms, round(1000 / m.cpu_ms))
        for m in measured
    ]
    show("A renewal, per subscription", header, rows)
    tell(
        f"\n{RENEWALS_A_DAY:,} renewals a day: about {measured[1].dollars_a_day:,.0f} USD a day without Stripe's fees."
    )
    few, large = measured
    broken = [f"{m.paid} of {m.subscriptions} were paid" for m in measured if m.paid != m.subscriptions]
    if (few.database, few.processor) != (large.database, large.processor):
        broken.append("the calls of a renewal grow with the number of subscriptions")
    if large.database > MOST_DATABASE_CALLS or large.processor > MOST_PROCESSOR_CALLS:
        broken.append(f"{large.database} database calls, at most {MOST_DATABASE_CALLS} wanted")
    return verdict(*broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
