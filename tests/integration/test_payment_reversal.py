"""Manual payments of invoices that were recorded by mistake, taken out of the books again."""

from __future__ import annotations

import pytest

from commerce.store.store import Found
from tests.fakes import PatientStore
from tests.shop import Answer, Json, Shop


def due(invoice: Json) -> tuple[object, ...]:
    """Status, paid and balance, minor units."""
    return (invoice["status"], invoice["paidMoney"]["amount"], invoice["balanceMoney"]["amount"])


def issued(shop: Shop, **fields: object) -> Json:
    """An invoice of 9900 + 8 % = 10692 with a number."""
    return dict(shop.call("invoices.issue", invoice_id=shop.invoice(9900, **fields)["id"]).data)


def record(shop: Shop, invoice: Json, amount: int | None = None) -> str:
    """Record cash; the payment intent's id. amount: minor units, None: the whole balance."""
    body = {} if amount is None else {"amountMoney": {"amount": amount}}
    assert shop.call("invoices.recordManualPayment", body, invoice_id=invoice["id"]).status == 200
    return str(shop.read(invoice["orderId"])["paymentIntentIds"][-1])


def reverse(shop: Shop, invoice: Json, intent_id: str, **more: object) -> Answer:
    """Say that this payment never was."""
    body = {"paymentIntentId": intent_id, "reason": "Another invoice's money"}
    return shop.call("invoices.reverseManualPayment", body, invoice_id=invoice["id"], **more)  # type: ignore[arg-type]


def test_reversal_of_the_whole_payment_opens_invoice_and_order_again(shop: Shop) -> None:
    """10692 recorded, reversed: paid 0, balance 10692, the order OPEN; then a card pays it."""
    invoice = issued(shop)
    intent_id = record(shop, invoice)
    reopened = reverse(shop, invoice, intent_id).data
    assert (due(reopened), reopened["paidAt"]) == (("open", 0, 10692), None)
    order = shop.read(invoice["orderId"])
    assert (order["status"], order["netAmounts"]["balanceMoney"]["amount"]) == ("OPEN", 10692)
    intent = shop.call("paymentIntents.get", payment_intent_id=intent_id).data
    assert (intent["status"], intent["cancellationReason"]) == ("canceled", "reversed")
    assert shop.pay(invoice["orderId"]).data["status"] == "PAID"
    assert due(shop.call("invoices.get", invoice_id=invoice["id"]).data) == ("paid", 10692, 0)


def test_reversal_of_one_part_keeps_the_other(shop: Shop) -> None:
    """4000 + 6692 = 10692 paid; without the 6692, 4000 are paid and 6692 are owed."""
    invoice = issued(shop)
    record(shop, invoice, 4000)
    second = record(shop, invoice)
    assert due(reverse(shop, invoice, second).data) == ("partially_paid", 4000, 6692)


def test_activities_add_up_over_a_reversal(shop: Shop) -> None:
    """0 + 10692 - 4000 + 4000: the deltas come to the balance, and the last one names the payment and the reason."""
    invoice = issued(shop)
    intent_id = record(shop, invoice, 4000)
    reverse(shop, invoice, intent_id)
    activities = shop.call("orders.listActivities", order_id=invoice["orderId"]).data
    deltas = [each["balanceDelta"]["amount"] for each in reversed(activities)]
    assert deltas == [10692, 0, -4000, 4000]
    assert (activities[0]["type"], activities[0]["paymentIntentId"]) == ("payment.reversed", intent_id)
    assert activities[0]["description"].endswith("to be paid again: Another invoice's money")


def test_stock_goes_back_with_the_payment_and_is_claimed_anew(shop: Shop) -> None:
    """5 in stock: 3 sold by hand leave 2, the reversal leaves 5, paying again leaves 2."""
    item = shop.item(quantityAvailable=5)
    order = shop.order_of(item, quantity=3)
    invoice = shop.call("invoices.issue", invoice_id=shop.invoice(orderId=order["id"])["id"]).data
    left = [stock(shop, item)]
    intent_id = record(shop, invoice)
    left.append(stock(shop, item))
    reverse(shop, invoice, intent_id)
    left.append(stock(shop, item))
    shop.pay(order["id"])
    assert [*left, stock(shop, item)] == [5, 2, 5, 2]


def stock(shop: Shop, item: Json) -> int:
    """Units that are left."""
    return int(shop.call("items.get", item_id=item["id"]).data["quantityAvailable"])


def test_claims_go_over_to_the_part_that_stands(shop: Shop) -> None:
    """The first part holds the stock; without it the second one does: still 2 of 5 are left, not 5."""
    item = shop.item(quantityAvailable=5)
    order = shop.order_of(item, quantity=3)
    invoice = shop.call("invoices.issue", invoice_id=shop.invoice(orderId=order["id"])["id"]).data
    first = record(shop, invoice, 10)
    record(shop, invoice)
    assert reverse(shop, invoice, first).data["status"] == "partially_paid"
    assert stock(shop, item) == 2
    record(shop, invoice)
    assert stock(shop, item) == 2


def test_card_payments_are_never_reversed(shop: Shop) -> None:
    """Their money is at the processor: a refund gives it back."""
    invoice = issued(shop)
    shop.pay(invoice["orderId"])
    card = shop.read(invoice["orderId"])["paymentIntentIds"][0]
    assert reverse(shop, invoice, card).refusal == (409, "PAYMENT_NOT_REVERSIBLE")
    assert due(shop.call("invoices.get", invoice_id=invoice["id"]).data) == ("paid", 10692, 0)


def test_what_was_refunded_in_part_is_not_reversed(shop: Shop) -> None:
    """Cash that went back was there."""
    invoice = issued(shop)
    intent_id = record(shop, invoice)
    assert shop.refund(invoice["orderId"], 100).status == 201
    assert reverse(shop, invoice, intent_id).refusal == (409, "PAYMENT_NOT_REVERSIBLE")


def test_a_payment_is_reversed_once(shop: Shop) -> None:
    """A second reversal is refused; the same key answers the first one again."""
    invoice = issued(shop)
    intent_id = record(shop, invoice, 4000)
    record(shop, invoice, 1000)
    first = reverse(shop, invoice, intent_id, key="reverse-1")
    assert reverse(shop, invoice, intent_id, key="reverse-1").data == first.data
    assert reverse(shop, invoice, intent_id).refusal == (409, "PAYMENT_NOT_REVERSIBLE")
    assert due(shop.call("invoices.get", invoice_id=invoice["id"]).data) == ("partially_paid", 1000, 9692)


@pytest.mark.parametrize(("key", "status"), [("one", 200), ("two", 409)])
def test_a_payment_that_is_reversed_between_two_reads_is_reversed_once(shop: Shop, key: str, status: int) -> None:
    """By the same request or another one: the slower reads invoice and payment before, the order after.

    4000 of 10692 are reversed once; the same key is answered the same, another one is refused.
    """
    invoice = issued(shop)
    intent_id = record(shop, invoice, 4000)
    meanwhile = [lambda: reverse(shop, invoice, intent_id, key="one")]

    class Interrupted(PatientStore):
        def read(self, *names: str) -> Found:
            """Read; once the payment was read, the other request is faster."""
            found = super().read(*names)
            if intent_id in names and meanwhile:
                meanwhile.pop()()
            return found

    shop.world.runtime.store_for = Interrupted
    assert reverse(shop, invoice, intent_id, key=key).status == status
    assert due(shop.call("invoices.get", invoice_id=invoice["id"]).data) == ("open", 0, 10692)


def test_another_orders_payment_is_not_found(shop: Shop) -> None:
    """404: the invoice has no such payment."""
    invoice, other = issued(shop), issued(shop)
    assert reverse(shop, invoice, record(shop, other)).status == 404


def test_overdue_again_once_reversed(shop: Shop) -> None:
    """Paid within its 30 days, reversed after 31: it is overdue, and the sweeper says so."""
    invoice = issued(shop)
    intent_id = record(shop, invoice)
    shop.world.clock.advance(hours=31 * 24)
    assert reverse(shop, invoice, intent_id).data["isOverdue"] is True
    shop.world.sweep()
    assert "invoice.overdue" in [event["eventType"] for event in shop.world.table.events()]
