"""Invoices as pages: what a buyer reads, and how they pay."""

from __future__ import annotations

from tests.buyer import Debtor
from tests.shop import Json, Shop, World


def issued(shop: Shop, **fields: object) -> Json:
    """An issued invoice of 99.00 and 8 % tax: 106.92."""
    lines = [{"name": "Console", "unitPriceMoney": {"amount": 9900}}]
    made = shop.call("invoices.create", {"lineItems": lines, "recipientEmail": "ada@example.com", **fields}).data
    shop.call("invoices.issue", invoice_id=made["id"])
    return read(shop, made)


def read(shop: Shop, invoice: Json) -> Json:
    """The invoice as it is now."""
    return dict(shop.call("invoices.get", invoice_id=invoice["id"]).data)


def test_a_buyer_reads_what_they_owe_and_pays_it(shop: Shop) -> None:
    """Number, lines, tax, what is due; then it says when it was paid, and has no button any more."""
    invoice = issued(shop, memo="Thanks for coming")
    debtor = Debtor(shop.world, invoice["hostedInvoiceUrl"])
    for said in (invoice["invoiceNumber"], "Console", "$99.00", "Sales tax 8%", "$106.92", "Thanks for coming"):
        assert said in debtor.text
    buyer = debtor.go_on()
    buyer.send("pay", token="tok_visa")
    assert buyer.went == invoice["hostedInvoiceUrl"]
    assert read(shop, invoice)["status"] == "paid"
    debtor.look()
    assert "Paid on" in debtor.text
    assert debtor.page.forms == {}
    assert debtor.pay() == invoice["hostedInvoiceUrl"]


def test_the_button_leads_to_one_checkout_page(shop: Shop) -> None:
    """However often it is pressed, and from how many tabs; only once that page has expired to another one."""
    invoice = issued(shop)
    first, second = (Debtor(shop.world, invoice["hostedInvoiceUrl"]) for _ in range(2))
    assert first.pay() == second.pay() == first.pay()
    shop.world.clock.advance(hours=25)
    shop.world.sweep()
    assert len({first.pay(), second.pay()}) == 1
    assert len(shop.read(invoice["orderId"])["checkoutSessionIds"]) == 2


def test_what_was_paid_in_part_is_taken_off(shop: Shop) -> None:
    """6.92 in cash: 100.00 are left to be paid by card."""
    invoice = issued(shop)
    body = {"amountMoney": {"amount": 692}, "sourceType": "cash"}
    shop.call("invoices.recordManualPayment", body, invoice_id=invoice["id"])
    debtor = Debtor(shop.world, invoice["hostedInvoiceUrl"])
    assert "Pay $100.00" in debtor.text
    debtor.go_on().send("pay", token="tok_visa")
    assert read(shop, invoice)["paidMoney"]["amount"] == 10692


def test_overdue_and_void_ones_say_so(shop: Shop, world: World) -> None:
    """An overdue one can still be paid, a void one can't."""
    invoice = issued(shop)
    world.clock.advance(days=31)
    debtor = Debtor(shop.world, invoice["hostedInvoiceUrl"])
    assert "Overdue since" in debtor.text
    shop.call("invoices.void", invoice_id=invoice["id"])
    debtor.look()
    assert "This invoice is void" in debtor.text
    assert debtor.page.forms == {}


def test_a_draft_has_no_page_and_a_guess_leads_nowhere(shop: Shop) -> None:
    """An address comes with the number."""
    lines = [{"name": "Console", "unitPriceMoney": {"amount": 9900}}]
    draft = shop.call("invoices.create", {"lineItems": lines}).data
    assert read(shop, draft)["hostedInvoiceUrl"] is None
    guessed = Debtor(shop.world, issued(shop)["hostedInvoiceUrl"][:-6] + "AAAAAA")
    assert guessed.answer["statusCode"] == 404


def test_names_and_memos_are_text(shop: Shop) -> None:
    """Whatever they hold."""
    hostile = "<img src=x onerror=alert(1)>"
    lines = [{"name": hostile, "unitPriceMoney": {"amount": 100}}]
    debtor = Debtor(shop.world, issued(shop, lineItems=lines, memo=hostile)["hostedInvoiceUrl"])
    assert hostile not in debtor.answer["body"]
    assert debtor.text.count(hostile) == 2
