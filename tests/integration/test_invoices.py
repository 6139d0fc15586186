"""Invoices: drafted, issued under numbers without a gap, sent, paid by whatever pays their order, voided."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commerce.store.store import Found
from tests.fakes import PatientStore
from tests.shop import Answer, Json, Shop


def due(invoice: Json) -> tuple[int, ...]:
    """Total, paid and balance, minor units."""
    return tuple(invoice[name]["amount"] for name in ("totalMoney", "paidMoney", "balanceMoney"))


def issued(shop: Shop, *amounts: int, **fields: object) -> Json:
    """An invoice with a number."""
    return dict(shop.call("invoices.issue", invoice_id=shop.invoice(*amounts, **fields)["id"]).data)


def read(shop: Shop, invoice_id: str) -> Json:
    """The invoice as it is answered now."""
    return dict(shop.call("invoices.get", invoice_id=invoice_id).data)


def refused(shop: Shop, operation: str, invoice_id: str, body: Json | None = None) -> Answer:
    """Ask for what can't be done."""
    return shop.call(f"invoices.{operation}", body, invoice_id=invoice_id)


def test_draft_of_lines_makes_their_order(shop: Shop) -> None:
    """9900 + 8 % tax = 10692; the draft has no number and its order names it."""
    draft = shop.invoice(9900)
    assert (draft["status"], draft["invoiceNumber"], due(draft)) == ("draft", None, (10692, 0, 10692))
    order = shop.read(draft["orderId"])
    assert (order["invoiceId"], order["source"], order["buyerEmail"]) == (draft["id"], "invoice", "ada@example.com")


def test_draft_follows_its_order(shop: Shop) -> None:
    """9900 + 100, taxed with 8 %: 10800, in `get` and in the list."""
    draft = shop.invoice(9900)
    line = {"name": "More", "unitPriceMoney": {"amount": 100}}
    shop.call("orders.addLineItems", {"lineItems": [line]}, order_id=draft["orderId"])
    assert due(read(shop, draft["id"])) == (10800, 0, 10800)
    assert [due(each) for each in shop.call("invoices.list").data] == [(10800, 0, 10800)]


def test_numbers_have_no_gap(shop: Shop, other_shop: Shop) -> None:
    """Refused and dry issues take none, voided ones keep theirs, another merchant counts alone."""
    first = issued(shop)
    draft = shop.invoice()
    shop.call("invoices.issue", query={"dryRun": "true"}, invoice_id=draft["id"])
    assert refused(shop, "issue", first["id"]).refusal == (409, "INVOICE_STATUS_CONFLICT")
    shop.call("invoices.void", invoice_id=first["id"])
    assert [first["invoiceNumber"], issued(shop)["invoiceNumber"]] == ["INV-000001", "INV-000002"]
    assert issued(other_shop)["invoiceNumber"] == "INV-000001"


def test_two_issues_at_once_take_two_numbers(shop: Shop) -> None:
    """The one that loses the race for a number decides anew."""
    one, two = shop.invoice(), shop.invoice()
    shop.world.before_next_write(lambda: shop.call("invoices.issue", invoice_id=one["id"]))
    slower = shop.call("invoices.issue", invoice_id=two["id"]).data
    assert (read(shop, one["id"])["invoiceNumber"], slower["invoiceNumber"]) == ("INV-000001", "INV-000002")


def test_issued_invoice_holds_its_order(shop: Shop) -> None:
    """Amounts can't change and the order can't end, until the invoice is void; then both can."""
    invoice = issued(shop)
    tip = {"amountMoney": {"amount": 100}}
    for operation, body in (("addTips", tip), ("close", {})):
        answer = shop.call(f"orders.{operation}", body, order_id=invoice["orderId"])
        assert answer.refusal == (409, "ORDER_INVOICED")
    blocked = {each["action"] for each in shop.read(invoice["orderId"])["blockedActions"]}
    assert {"addLineItems", "close"} <= blocked
    voided = shop.call("invoices.void", invoice_id=invoice["id"]).data
    assert (voided["status"], due(voided)) == ("void", (10692, 0, 0))
    assert shop.call("orders.addTips", tip, order_id=invoice["orderId"]).status == 200
    assert shop.invoice(orderId=invoice["orderId"])["totalMoney"]["amount"] == 10792


def test_paying_the_order_pays_the_invoice(shop: Shop) -> None:
    """A part by card, the rest by bank transfer: the invoice follows in the same transaction."""
    invoice = issued(shop)
    part = {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": 4000}}
    shop.call("orders.pay", part, order_id=invoice["orderId"])
    partly = read(shop, invoice["id"])
    assert (partly["status"], due(partly)) == ("partially_paid", (10692, 4000, 6692))
    transfer = {"sourceType": "bank_transfer", "reference": "Statement 7"}
    paid = shop.call("invoices.recordManualPayment", transfer, invoice_id=invoice["id"]).data
    assert (paid["status"], due(paid)) == ("paid", (10692, 10692, 0))
    assert paid["paidAt"] == paid["updatedAt"]
    assert shop.read(invoice["orderId"])["status"] == "PAID"
    assert "invoice.paid" in told(shop)


def told(shop: Shop) -> list[str]:
    """Types of the events of every row's last change."""
    return [event["eventType"] for event in shop.world.table.events()]


def test_declined_card_changes_nothing_of_the_invoice(shop: Shop) -> None:
    """It is still to be paid."""
    invoice = read(shop, issued(shop)["id"])
    assert shop.pay(invoice["orderId"], "tok_CARD_DECLINED").status == 402
    assert read(shop, invoice["id"]) == invoice


def test_invoice_of_a_paid_order_is_paid_when_issued(shop: Shop) -> None:
    """A receipt with a number."""
    order = shop.paid_order(1000)
    invoice = issued(shop, orderId=order["id"])
    assert (invoice["status"], due(invoice)) == ("paid", (1080, 1080, 0))


def test_order_is_invoiced_once(shop: Shop) -> None:
    """Until its invoice is void."""
    order = shop.order(1000)
    invoice = shop.invoice(orderId=order["id"])
    again = shop.call("invoices.create", {"orderId": order["id"]})
    assert again.refusal == (409, "INVOICE_ALREADY_EXISTS")
    shop.call("invoices.void", invoice_id=invoice["id"])
    assert shop.call("invoices.create", {"orderId": order["id"]}).status == 201


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"orderId": "ord_01KJPY44E0Y3Q3ZG8H2FMKDD2T", "lineItems": [{"name": "x", "unitPriceMoney": {"amount": 1}}]},
        {"orderId": "ord_01KJPY44E0Y3Q3ZG8H2FMKDD2T", "currency": "EUR"},
    ],
)
def test_draft_of_nothing_or_of_two_things_is_refused(shop: Shop, body: Json) -> None:
    """Either an order or lines."""
    assert shop.call("invoices.create", body).refusal == (400, "INVALID_REQUEST")


def test_send_issues_and_names_its_recipient(shop: Shop) -> None:
    """A draft without one is refused by the field's name, and is no further than before."""
    draft = shop.invoice(orderId=shop.order(1000)["id"], recipientEmail=None)
    answer = refused(shop, "send", draft["id"], {})
    assert (answer.refusal, answer.error["param"]) == ((400, "INVALID_REQUEST"), "recipientEmail")
    assert read(shop, draft["id"])["status"] == "draft"
    sent = shop.call("invoices.send", {"recipientEmail": "bob@example.com"}, invoice_id=draft["id"]).data
    assert (sent["status"], sent["recipientEmail"], sent["invoiceNumber"]) == ("open", "bob@example.com", "INV-000001")
    assert "invoice.sent" in told(shop)


def test_due_date_passes_once(shop: Shop) -> None:
    """Thirty days after the issue; the event is told once, and a reminder can be sent."""
    invoice = issued(shop)
    shop.world.clock.advance(hours=30 * 24 - 1)
    shop.world.sweep()
    assert not read(shop, invoice["id"])["isOverdue"]
    shop.world.clock.advance(hours=2)
    assert read(shop, invoice["id"])["isOverdue"]
    shop.world.sweep()
    told_once = read(shop, invoice["id"])["version"]
    assert "invoice.overdue" in told(shop)
    shop.world.sweep()
    assert read(shop, invoice["id"])["version"] == told_once
    reminded = shop.call("invoices.sendReminder", invoice_id=invoice["id"]).data
    assert (reminded["reminderCount"], reminded["isOverdue"]) == (1, True)
    shop.pay(invoice["orderId"])
    assert not read(shop, invoice["id"])["isOverdue"]


def test_what_is_paid_in_part_is_not_voided(shop: Shop) -> None:
    """The money goes back first."""
    invoice = issued(shop)
    shop.call("invoices.recordManualPayment", {"amountMoney": {"amount": 100}}, invoice_id=invoice["id"])
    answer = refused(shop, "void", invoice["id"])
    assert (answer.refusal, answer.error["supportedActions"]) == ((409, "INVOICE_STATUS_CONFLICT"), ["refund"])
    shop.refund(invoice["orderId"])
    assert shop.call("invoices.void", invoice_id=invoice["id"]).data["status"] == "void"


@pytest.mark.parametrize(
    ("operation", "body"),
    [("recordManualPayment", {}), ("sendReminder", None)],
)
def test_draft_is_neither_paid_nor_reminded_of(shop: Shop, operation: str, body: Json | None) -> None:
    """It asks for nothing yet."""
    assert refused(shop, operation, shop.invoice()["id"], body).refusal == (409, "INVOICE_STATUS_CONFLICT")


def test_issued_invoice_keeps_its_texts(shop: Shop) -> None:
    """Only metadata can change."""
    invoice = issued(shop, memo="First")
    assert refused(shop, "update", invoice["id"], {"memo": "Second"}).refusal == (409, "INVOICE_STATUS_CONFLICT")
    changed = shop.call("invoices.update", {"metadata": {"case": "7"}}, invoice_id=invoice["id"]).data
    assert (changed["memo"], changed["metadata"]) == ("First", {"case": "7"})


def test_list_filters_by_status(shop: Shop) -> None:
    """An invoice leaves its status when its order is paid."""
    one, two, paid = issued(shop), issued(shop), issued(shop)
    shop.invoice()
    shop.pay(paid["orderId"])
    for status, expected in (("open", {two["id"], one["id"]}), ("paid", {paid["id"]}), ("void", set())):
        assert {each["id"] for each in shop.call("invoices.list", query={"status": status}).data} == expected


def test_lines_taxes_and_charges_stand_on_it(shop: Shop) -> None:
    """As the order came to: 9900 less 10 % = 8910, tax 713 (712.8), delivery 500, tip 100."""
    order = shop.order(9900, discounts=[{"name": "Off", "percentOff": "10"}], tips=[{"amountMoney": {"amount": 100}}])
    shop.call("orders.addCharge", {"name": "Delivery", "amountMoney": {"amount": 500}}, order_id=order["id"])
    invoice = issued(shop, orderId=order["id"])
    (line,) = invoice["lineItems"]
    assert [line[f"{part}Money"]["amount"] for part in ("unitPrice", "discount", "tax", "total")] == [
        9900,
        990,
        713,
        9623,
    ]
    assert [(each["name"], each["amountMoney"]["amount"]) for each in invoice["charges"]] == [
        ("Delivery", 500),
        ("Tip", 100),
    ]
    assert [
        (tax["percentage"], tax["taxableMoney"]["amount"], tax["taxMoney"]["amount"]) for tax in invoice["taxes"]
    ] == [("8", 8910, 713)]
    assert due(invoice) == (10223, 0, 10223)


def test_due_date_can_be_named(shop: Shop) -> None:
    """It is kept when the invoice is issued."""
    moment = shop.world.clock.now() + timedelta(days=7)
    invoice = issued(shop, dueAt=moment.isoformat())
    assert invoice["dueAt"] == moment.isoformat().replace("+00:00", "Z")


def test_each_answer_and_event_of_an_issued_invoice_tells_its_page(shop: Shop) -> None:
    """A draft has none; from its issue on every answer has the same, and so has what is told of it."""
    draft = shop.invoice()
    assert draft["hostedInvoiceUrl"] is None
    answers = [shop.call("invoices.issue", invoice_id=draft["id"]).data]
    answers += [shop.call("invoices.send", {}, invoice_id=draft["id"]).data]
    answers += [shop.call("invoices.update", {"metadata": {"case": "7"}}, invoice_id=draft["id"]).data]
    answers += [shop.call("invoices.recordManualPayment", {}, invoice_id=draft["id"]).data]
    answers += [read(shop, draft["id"])]
    answers += [each["data"] for each in shop.world.table.events() if each["data"]["id"] == draft["id"]]
    (url,) = {answer["hostedInvoiceUrl"] for answer in answers}
    assert (len(answers), "/i/" in url) == (6, True)


@pytest.mark.parametrize("follows", ["nothing", "another"])
def test_payment_is_not_recorded_for_an_invoice_that_is_voided_between_two_reads(shop: Shop, follows: str) -> None:
    """The slower reads the invoice before, its order after: nothing is recorded, nor for the invoice that came next."""
    invoice = issued(shop, 1000)

    def void() -> None:
        shop.call("invoices.void", invoice_id=invoice["id"])
        if follows == "another":
            issued(shop, orderId=invoice["orderId"])

    meanwhile = [void]

    class Interrupted(PatientStore):
        def read(self, *names: str) -> Found:
            """Read; before the order is, the other request is faster."""
            if invoice["orderId"] in names and meanwhile:
                meanwhile.pop()()
            return super().read(*names)

    shop.world.runtime.store_for = Interrupted
    answer = refused(shop, "recordManualPayment", invoice["id"], {})
    assert (answer.status, answer.error["code"]) == (409, "INVOICE_STATUS_CONFLICT")
    assert shop.read(invoice["orderId"])["netAmounts"]["paidMoney"]["amount"] == 0
