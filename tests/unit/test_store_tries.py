"""How the store tries a write again that met another one."""

from collections.abc import Sequence
from datetime import UTC, datetime

from pynamodb.exceptions import CancellationReason, TransactWriteError, VerboseClientError

from commerce.domain.stripe_events import StripeEvent
from commerce.store.keys import Tenant
from commerce.store.store import Store
from commerce.store.table import Prepared, Table
from commerce.store.writes import Create


class BusyTable(Table):
    """A table whose first transactions meet another one."""

    def __init__(self, busy: int) -> None:
        self.busy = busy
        self.tokens: list[str] = []

    def transact(self, _: Sequence[Prepared], token: str) -> None:
        """Refuse while busy."""
        self.tokens.append(token)
        if len(self.tokens) <= self.busy:
            answer = {"Error": {"Code": "TransactionCanceledException"}}
            reasons = [CancellationReason(code="TransactionConflict")]
            cause = VerboseClientError(answer, "TransactWriteItems", cancellation_reasons=reasons)
            raise TransactWriteError("busy", cause)


def test_busy_write_is_tried_again_under_the_same_token() -> None:
    """A try that was given up may still arrive: under one token it counts as the same, so the next can't lose to it."""
    table = BusyTable(busy=3)
    now = datetime(2026, 3, 2, tzinfo=UTC)
    event = StripeEvent(id="evt_1", type="refund.updated", object_id="re_1", received_at=now)
    store = Store(Tenant("stripe", "test"), table, sleep=lambda _: None)
    store.write([Create(event)])
    store.write([Create(event)])
    assert [table.tokens.count(token) for token in dict.fromkeys(table.tokens)] == [4, 1]
