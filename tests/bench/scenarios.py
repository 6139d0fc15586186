"""Requests ready to be sent, each with the rows it finds: the same for warm and for cold measurements."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

from tests.bench.instant import InstantTable, Key
from tests.bench.stack import Answer, Caller
from tests.bench.wares import line_items


@dataclass(frozen=True, slots=True)
class Scenario:
    """An operation, a request, and the table as it stood."""

    operation: str
    event: dict[str, Any]
    rows: dict[Key, dict[str, Any]]
    answer: Answer

    @property
    def module(self) -> str:
        """The handler's module: `api.orders.apply_coupon`."""
        resource, name = self.operation.split(".")
        return f"api.{_snake(resource)}.{_snake(name)}"


def scenarios(caller: Caller, table: InstantTable, line_count: int) -> Iterator[Scenario]:
    """An order's life, one request after the other; every change carries an idempotency key."""
    created = yield from _sent(caller, table, "orders.create", {"lineItems": line_items(line_count)})
    at = {"order_id": created.id}
    first_line = created.body["data"]["lineItems"][0]["id"]
    yield from _sent(caller, table, "orders.get", None, **at)
    yield from _sent(caller, table, "orders.applyCoupon", {"couponCode": "LAUNCH20"}, **at)
    yield from _sent(caller, table, "orders.updateLineItem", {"quantity": 3}, **at, line_item_id=first_line)
    paid = yield from _sent(caller, table, "orders.pay", {"paymentSourceToken": "tok_visa"}, **at)
    part = {"orderId": created.id, "amountMoney": {"amount": 290}}
    refunded = yield from _sent(caller, table, "refunds.create", part)
    intent_id = paid.body["data"]["payments"][0]["paymentIntentId"]
    yield from _sent(caller, table, "paymentIntents.get", None, payment_intent_id=intent_id)
    yield from _sent(caller, table, "refunds.get", None, refund_id=refunded.id)
    yield from _sent(caller, table, "orders.list", None)
    yield from _sent(caller, table, "settings.get", None)


def _sent(
    caller: Caller, table: InstantTable, operation: str, body: Any, **path: str
) -> Generator[Scenario, None, Answer]:
    event = caller.event(body, key=None if body is None else f"{operation} {len(table.rows)}", identity=None, **path)
    rows = dict(table.rows)
    answer = caller.send(operation, event)
    assert answer.status < 300, answer.body
    yield Scenario(operation, event, rows, answer)
    return answer


def _snake(camel: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in camel)
