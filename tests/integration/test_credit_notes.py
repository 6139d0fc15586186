"""Credit notes: one for each refund of an issued invoice, under numbers without a gap, void when the refund fails."""

from __future__ import annotations

from collections import Counter

import pytest

from commerce.domain import errors
from commerce.domain.lifecycle import RefundStatus
from commerce.domain.outcomes import RefundOutcome
from commerce.store.store import Found
from tests.fakes import PatientStore
from tests.shop import Json, Shop

BERLIN = {"line1": "Hauptstraße 1", "postalCode": "10115", "city": "Berlin", "country": "DE"}
REFUSED = RefundOutcome(RefundStatus.FAILED, None, "charge_disputed")


def invoiced(shop: Shop, *amounts: int, **fields: object) -> Json:
    """An issued invoice whose order was paid by card."""
    invoice = shop.call("invoices.issue", invoice_id=shop.invoice(*amounts, **fields)["id"]).data
    assert shop.pay(invoice["orderId"]).status == 200
    return dict(invoice)


def refund(shop: Shop, invoice: Json, amount: int | None = None, **more: object) -> Json:
    """A refund of the invoice's order."""
    wanted = {} if amount is None else {"amountMoney": {"amount": amount}}
    answer = shop.call("refunds.create", {"orderId": invoice["orderId"], **wanted, **more})
    assert answer.status == 201
    return dict(answer.data)


def note_of(shop: Shop, back: Json) -> Json:
    """The credit note that a refund names."""
    return dict(shop.call("creditNotes.get", credit_note_id=back["creditNoteId"]).data)


def read(shop: Shop, invoice_id: str) -> Json:
    """The invoice as it is answered now."""
    return dict(shop.call("invoices.get", invoice_id=invoice_id).data)


def amounts(note: Json) -> tuple[int, ...]:
    """Net, tax and total, minor units."""
    return tuple(note[f"{part}Money"]["amount"] for part in ("net", "tax", "total"))


def fails(shop: Shop, back: Json, payment_intent_id: str | None = None) -> None:
    """The bank returns the money of a refund, or of its part to one payment."""
    shop.world.gateway.settle_refund(RefundStatus.FAILED, "lost_or_stolen_card", of=payment_intent_id)
    shop.world.clock.advance(hours=1)
    shop.world.sweep()


def told(shop: Shop) -> Counter[str]:
    """Events of credit notes that rows tell of."""
    types = (each["eventType"] for each in shop.world.table.events())
    return Counter(each for each in types if each.startswith("credit_note."))


def test_refund_of_an_invoice_has_a_credit_note(shop: Shop) -> None:
    """9900 + 792 tax = 10692, of which 5000 go back: tax round(5000 * 792 / 10692) = 370, net 4630."""
    shop.call("settings.update", {"businessName": "Lamps", "businessAddress": BERLIN, "businessTaxId": "DE1"})
    ada = shop.customer(name="Ada", billingAddress=BERLIN, taxId="ATU1")
    invoice = invoiced(shop, orderId=shop.order(9900, customerId=ada["id"])["id"], recipientEmail="ada@example.com")
    back = refund(shop, invoice, 5000, reason="duplicate", reasonMessage="Ordered twice")
    note = note_of(shop, back)
    assert (note["creditNoteNumber"], note["status"], amounts(note)) == ("CN-000001", "issued", (4630, 370, 5000))
    assert (note["invoiceId"], note["invoiceNumber"]) == (invoice["id"], "INV-000001")
    assert (note["invoiceIssuedAt"], note["refundId"]) == (invoice["issuedAt"], back["id"])
    assert (note["reason"], note["reasonMessage"]) == ("duplicate", "Ordered twice")
    assert (note["sellerName"], note["sellerTaxId"], note["buyerName"], note["buyerTaxId"]) == (
        "Lamps",
        "DE1",
        "Ada",
        "ATU1",
    )
    (tax,) = note["taxes"]
    assert (tax["percentage"], tax["netMoney"]["amount"], tax["taxMoney"]["amount"]) == ("8", 4625, 370)
    assert told(shop) == {"credit_note.created": 1}


def test_invoice_says_what_is_credited_and_stays_paid(shop: Shop) -> None:
    """5000 and 5692 of 10692 are credited; nothing is owed, and nothing is left to be credited."""
    invoice = invoiced(shop, 9900)
    notes = [note_of(shop, refund(shop, invoice, amount)) for amount in (5000, None)]
    after = read(shop, invoice["id"])
    assert after["creditNoteIds"] == [note["id"] for note in notes]
    assert [each["creditNoteNumber"] for each in after["creditNotes"]] == ["CN-000001", "CN-000002"]
    assert (after["status"], after["creditedMoney"]["amount"], after["balanceMoney"]["amount"]) == ("paid", 10692, 0)
    assert [sum(column) for column in zip(*map(amounts, notes), strict=True)] == [9900, 792, 10692]


def test_rates_of_credit_notes_add_up_to_the_invoices(shop: Shop) -> None:
    """Rates of 19 % and 7 % in the prices and one of 0 %: three refunds give back each rate's net and tax exactly."""
    lines = [
        {"name": "Lamp", "unitPriceMoney": {"amount": 10_001}, "taxes": [_rate("VAT", "19")]},
        {"name": "Book", "unitPriceMoney": {"amount": 3_333}, "taxes": [_rate("Low", "7")]},
        {"name": "Stamp", "unitPriceMoney": {"amount": 995}, "taxes": [_rate("None", "0")]},
    ]
    invoice = invoiced(shop, lineItems=lines)
    notes = [note_of(shop, refund(shop, invoice, amount)) for amount in (3_331, 7_777, None)]
    for position, tax in enumerate(invoice["taxes"]):
        net = tax["taxableMoney"]["amount"] - tax["taxMoney"]["amount"]
        parts = [note["taxes"][position] for note in notes]
        assert sum(part["netMoney"]["amount"] for part in parts) == net
        assert sum(part["taxMoney"]["amount"] for part in parts) == tax["taxMoney"]["amount"]
        assert min(part["netMoney"]["amount"] for part in parts) > 0


def _rate(name: str, percentage: str) -> Json:
    return {"name": name, "percentage": percentage, "inclusive": True}


def test_refund_of_lines_names_them(shop: Shop) -> None:
    """One of three lamps at 33.00 with 8 %: 33.00 + 2.64 = 35.64."""
    line = {"name": "Lamp", "quantity": 3, "unitPriceMoney": {"amount": 3300}}
    invoice = invoiced(shop, lineItems=[line])
    line_id = shop.read(invoice["orderId"])["lineItems"][0]["id"]
    back = refund(shop, invoice, lineItems=[{"orderLineItemId": line_id, "quantity": 1}])
    note = note_of(shop, back)
    (credited,) = note["lineItems"]
    assert (credited["name"], credited["quantity"], credited["amountMoney"]["amount"]) == ("Lamp", 1, 3564)
    assert amounts(note) == (3300, 264, 3564)


def test_refund_without_an_issued_invoice_has_none(shop: Shop) -> None:
    """Neither of an order without invoice, nor of one with a draft; no number is taken."""
    bare, drafted = shop.paid_order(1000), shop.paid_order(1000)
    shop.invoice(orderId=drafted["id"])
    for order in (bare, drafted):
        assert shop.refund(order["id"]).data["creditNoteId"] is None
    assert not [row for row in shop.world.table.rows() if "credit_note" in row["pk"]]


def test_refund_of_before_the_issue_has_none(shop: Shop) -> None:
    """It was no refund of an invoice, and is none when it arrives."""
    order = shop.paid_order(1000)
    back = shop.refund(order["id"], 100).data
    shop.call("invoices.issue", invoice_id=shop.invoice(orderId=order["id"])["id"])
    shop.world.gateway.settle_refund(RefundStatus.SUCCEEDED)
    shop.world.clock.advance(hours=1)
    shop.world.sweep()
    arrived = shop.call("refunds.get", refund_id=back["id"]).data
    assert (arrived["status"], arrived["creditNoteId"]) == ("succeeded", None)


def test_refused_refund_takes_no_number(shop: Shop) -> None:
    """402; the next one has the first number."""
    invoice = invoiced(shop, 1000)
    shop.world.gateway.refund_answers.append(REFUSED)
    assert shop.refund(invoice["orderId"]).status == 402
    assert note_of(shop, refund(shop, invoice))["creditNoteNumber"] == "CN-000001"


def test_credit_note_of_a_failed_refund_is_void(shop: Shop) -> None:
    """It keeps its number, the invoice is not credited, and the next refund has the next number and all of the tax."""
    invoice = invoiced(shop, 1000)
    back = refund(shop, invoice, 500)
    fails(shop, back)
    void = note_of(shop, back)
    assert (void["status"], void["creditNoteNumber"], void["voidedAt"]) == ("void", "CN-000001", void["updatedAt"])
    assert told(shop) == {"credit_note.voided": 1}
    after = read(shop, invoice["id"])
    assert (after["creditedMoney"]["amount"], after["creditNotes"][0]["status"]) == (0, "void")
    note = note_of(shop, refund(shop, invoice))
    assert (note["creditNoteNumber"], amounts(note)) == ("CN-000002", (1000, 80, 1080))
    assert note["taxes"][0]["netMoney"]["amount"] == 1000


def test_refund_that_fails_in_part_has_another_credit_note(shop: Shop) -> None:
    """1080 paid with 500 and 580 are refunded; the 580 come back: CN-000001 is void, CN-000002 stands for the 500.

    Tax of 500: round(500 * 80 / 1080) = 37.
    """
    invoice = shop.call("invoices.issue", invoice_id=shop.invoice(1000)["id"]).data
    for amount in (500, None):
        part = {"amountMoney": {"amount": amount}} if amount else {}
        shop.call("orders.pay", {"paymentSourceToken": "tok_visa", **part}, order_id=invoice["orderId"])
    back = refund(shop, invoice)
    latest = back["allocations"][0]
    assert (latest["amountMoney"]["amount"], amounts(note_of(shop, back))) == (580, (1000, 80, 1080))
    fails(shop, back, latest["paymentIntentId"])
    first, second = read(shop, invoice["id"])["creditNotes"]
    assert [(each["creditNoteNumber"], each["status"]) for each in (first, second)] == [
        ("CN-000001", "void"),
        ("CN-000002", "issued"),
    ]
    after = shop.call("refunds.get", refund_id=back["id"]).data
    note = note_of(shop, after)
    assert (note["id"], note["refundId"], note["totalMoney"]) == (
        second["creditNoteId"],
        back["id"],
        after["amountMoney"],
    )
    assert (note["totalMoney"]["amount"], note["taxMoney"]) == (500, after["taxMoney"])
    assert read(shop, invoice["id"])["creditedMoney"]["amount"] == 500


def test_refund_whose_first_part_was_refused_has_a_credit_note_for_the_rest(shop: Shop) -> None:
    """580 are refused under the processor's name for them; of the other 500 no answer comes at first."""
    invoice = shop.call("invoices.issue", invoice_id=shop.invoice(1000)["id"]).data
    for amount in (500, None):
        part = {"amountMoney": {"amount": amount}} if amount else {}
        shop.call("orders.pay", {"paymentSourceToken": "tok_visa", **part}, order_id=invoice["orderId"])
    shop.world.gateway.refund_answers.append(RefundOutcome(RefundStatus.FAILED, "re_named", "charge_disputed"))
    shop.world.gateway.after += [None, errors.ProcessorUnavailable("No answer came.")]
    assert shop.refund(invoice["orderId"]).status == 503
    shop.world.clock.advance(hours=1)
    shop.world.sweep()
    (back,) = shop.call("refunds.list").data
    assert (back["amountMoney"]["amount"], note_of(shop, back)["totalMoney"]["amount"]) == (500, 500)


def test_void_invoice_has_no_credit_note_that_stands(shop: Shop) -> None:
    """A part payment is refunded and credited, then the invoice voided: both at once would take it back twice."""
    invoice = shop.call("invoices.issue", invoice_id=shop.invoice(1000)["id"]).data
    part = {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": 400}}
    shop.call("orders.pay", part, order_id=invoice["orderId"])
    back = refund(shop, invoice)
    voided = shop.call("invoices.void", invoice_id=invoice["id"]).data
    assert (voided["status"], voided["creditedMoney"]["amount"]) == ("void", 0)
    assert note_of(shop, back)["status"] == "void"
    fails(shop, back)
    assert shop.call("refunds.get", refund_id=back["id"]).data["status"] == "failed"
    assert note_of(shop, back)["version"] == 2


@pytest.mark.parametrize(("key", "status"), [("one", 200), ("two", 409)])
def test_invoice_that_is_voided_between_two_reads_is_voided_once(shop: Shop, key: str, status: int) -> None:
    """By the same request or another one: the slower reads the invoice before, its credit note after."""
    invoice = shop.call("invoices.issue", invoice_id=shop.invoice(1000)["id"]).data
    part = {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": 400}}
    shop.call("orders.pay", part, order_id=invoice["orderId"])
    back = refund(shop, invoice)
    meanwhile = [lambda: shop.call("invoices.void", invoice_id=invoice["id"], key="one")]

    class Interrupted(PatientStore):
        def read(self, *names: str) -> Found:
            """Read; before the credit note is, the other request is faster."""
            if back["creditNoteId"] in names and meanwhile:
                meanwhile.pop()()
            return super().read(*names)

    shop.world.runtime.store_for = Interrupted
    assert shop.call("invoices.void", invoice_id=invoice["id"], key=key).status == status
    assert (note_of(shop, back)["version"], told(shop)["credit_note.voided"]) == (2, 1)


def test_two_refunds_at_once_take_two_numbers(shop: Shop) -> None:
    """Of two invoices: who loses the race for the number settles anew; the money goes back once."""
    one, two = invoiced(shop, 1000), invoiced(shop, 1000)
    # The first write reserves, the second settles.
    shop.world.before_next_write(lambda: None, lambda: refund(shop, one))
    slower = note_of(shop, refund(shop, two))
    numbers = {each["creditNoteNumber"] for each in shop.call("creditNotes.list").data}
    assert (slower["creditNoteNumber"], numbers) == ("CN-000002", {"CN-000001", "CN-000002"})
    assert shop.world.gateway.given_back == 2 * 1080


def test_repeated_refund_has_the_same_credit_note(shop: Shop) -> None:
    """By its key, after its answer was lost between processor and books too."""
    invoice = invoiced(shop, 1000)
    shop.world.gateway.after.append(errors.ProcessorUnavailable("No answer came."))
    body = {"orderId": invoice["orderId"]}
    assert shop.call("refunds.create", body, key="k").status == 503
    shop.world.clock.advance(hours=1)
    first = shop.call("refunds.create", body, key="k")
    again = shop.call("refunds.create", body, key="k")
    assert (first.status, again.data) == (201, first.data)
    assert [each["id"] for each in shop.call("creditNotes.list").data] == [first.data["creditNoteId"]]


def test_manual_payments_are_credited_too(shop: Shop) -> None:
    """Cash that is given back by hand succeeds at once, with its credit note."""
    invoice = shop.call("invoices.issue", invoice_id=shop.invoice(1000)["id"]).data
    shop.call("invoices.recordManualPayment", {}, invoice_id=invoice["id"])
    assert amounts(note_of(shop, refund(shop, invoice))) == (1000, 80, 1080)


@pytest.mark.parametrize("by", ["customerId", "invoiceId", "status", "createdAfter"])
def test_list_filters(shop: Shop, by: str) -> None:
    """By customer, invoice, status and time of creation, newest first."""
    ada = shop.customer(name="Ada")
    other = refund(shop, invoiced(shop, 1000), 100)
    fails(shop, other)
    invoice = invoiced(shop, orderId=shop.order(1000, customerId=ada["id"])["id"])
    wanted = []
    for _ in range(2):
        shop.world.clock.advance(hours=1)
        wanted.append(refund(shop, invoice, 100)["creditNoteId"])
    query = {
        "customerId": ada["id"],
        "invoiceId": invoice["id"],
        "status": "issued",
        "createdAfter": invoice["updatedAt"],
    }
    assert [each["id"] for each in shop.call("creditNotes.list", query={by: query[by]}).data] == wanted[::-1]
    page = shop.call("creditNotes.list", query={by: query[by], "pageSize": "1"})
    assert [each["id"] for each in page.data] == wanted[1:]
    more = {by: query[by], "pageSize": "1", "pageToken": page.body["nextPageToken"]}
    assert [each["id"] for each in shop.call("creditNotes.list", query=more).data] == wanted[:1]


def test_credit_notes_of_no_invoice_are_none(shop: Shop) -> None:
    """An empty page; what is no id of an invoice is refused."""
    nothing = shop.call("creditNotes.list", query={"invoiceId": f"inv_{'0' * 26}"})
    assert (nothing.status, nothing.data) == (200, [])
    assert shop.call("creditNotes.list", query={"invoiceId": "cn_1"}).wrong_fields == {"invoiceId"}
