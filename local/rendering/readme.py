"""The README's tables: an order's lifecycle and all operations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commerce.domain.lifecycle import (
    FAILED_REFUND_TRANSITIONS,
    ORDER_TRANSITIONS,
    REVERSED_PAYMENT_TRANSITIONS,
    OrderStatus,
    allowed_actions,
)
from commerce.edge.operation import Operation

LIFECYCLE = ("<!-- BEGIN LIFECYCLE -->", "<!-- END LIFECYCLE -->")
OPERATIONS = ("<!-- BEGIN OPERATIONS -->", "<!-- END OPERATIONS -->")

CAUSES = {
    OrderStatus.PAID: "paid in full",
    OrderStatus.PARTIALLY_REFUNDED: "a part refunded",
    OrderStatus.REFUNDED: "all refunded",
    OrderStatus.CLOSED: "closed",
}
REFUND_FAILED = "a refund failed"
PAYMENT_REVERSED = "a payment recorded by mistake, reversed"


def render_lifecycle() -> str:
    """Render the diagram of an order's statuses, and what may be done in each."""
    rows = [f"| `{status}` | {_listed(allowed_actions(status))} |" for status in OrderStatus]
    diagram = ["```mermaid", "stateDiagram-v2", *(f"    {line}" for line in _transitions()), "```"]
    return "\n".join([*diagram, "", "| status | what may be done |", "|---|---|", *rows]) + "\n"


def _transitions() -> Iterator[str]:
    yield f"[*] --> {OrderStatus.OPEN}"
    for source, targets in ORDER_TRANSITIONS.items():
        yield from (f"{source} --> {target}: {_cause(source, target)}" for target in sorted(targets, key=_rank))
    for source, targets in FAILED_REFUND_TRANSITIONS.items():
        yield from (f"{source} --> {target}: {REFUND_FAILED}" for target in sorted(targets, key=_rank))
    for source, targets in REVERSED_PAYMENT_TRANSITIONS.items():
        yield from (f"{source} --> {target}: {PAYMENT_REVERSED}" for target in sorted(targets, key=_rank))


def _cause(source: OrderStatus, target: OrderStatus) -> str:
    paid_now = source is OrderStatus.OPEN and target not in {OrderStatus.PAID, OrderStatus.CLOSED}
    return f"{CAUSES[OrderStatus.PAID]}, {CAUSES[target]} before" if paid_now else CAUSES[target]


def _rank(status: OrderStatus) -> int:
    return list(OrderStatus).index(status)


def _listed(actions: list[str]) -> str:
    return ", ".join(f"`{action}`" for action in actions) or "nothing more"


def render_operations(operations: Iterable[Operation]) -> str:
    """Render a row for every operation, in the order of their names."""
    head = ["| operation | method | path | scope |", "|---|---|---|---|"]
    return "\n".join([*head, *(_row(operation) for operation in operations)]) + "\n"


def _row(operation: Operation) -> str:
    scope = "no key" if operation.scope is None else f"`{operation.scope}`"
    return f"| `{operation.name}` | {operation.method} | `{operation.path}` | {scope} |"
