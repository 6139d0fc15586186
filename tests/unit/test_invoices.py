"""Invoices: what they take over from an order, what they say once issued, and how they follow its payments."""

from datetime import timedelta
from typing import Any

import pytest

from commerce.domain import errors
from commerce.domain.customers import Customer
from commerce.domain.invoice_parts import InvoiceCredit
from commerce.domain.invoices import Invoice
from commerce.domain.jurisdictions import Address
from commerce.domain.lifecycle import InvoiceStatus, OrderStatus
from commerce.domain.order_parts import OrderCharge, OrderDiscount, OrderTip
from commerce.domain.orders import Order
from commerce.domain.settings import Settings
from tests.unit.orders import EIGHT_PERCENT, MADE_AT, NOW, ORDER_ID, a_payment, an_order, usd

ISSUED = {"status": InvoiceStatus.OPEN, "invoice_number": "INV-000007", "issued_at": MADE_AT}


def an_invoice(order: Order, **fields: Any) -> Any:  # mypy takes computed fields for methods
    """A draft of an order's invoice, or as the fields say."""
    return Invoice.draft_of(order, "inv_1", seller_name="Shop", now=MADE_AT).evolve(**fields)


def rich_order(**fields: Any) -> Order:
    """Two of 1000 and one of 500, less 10 %, with 300 for delivery and a tip of 200; 8 % tax on what is taxed."""
    first, second = an_order(1000, 500).lines
    terms: dict[str, Any] = {
        "lines": (first.evolve(quantity=2), second),
        "rates": (EIGHT_PERCENT,),
        "applied_discounts": (OrderDiscount(id="dsc_1", name="Less", percent_off="10"),),
        "added_charges": (OrderCharge(id="chg_1", name="Delivery", amount=300, taxable=False),),
        "added_tips": (OrderTip(id="tip_1", amount=200),),
        "customer_id": "cus_1",
        "buyer_email": "ada@example.com",
    }
    return an_order(**(terms | fields))


def test_draft_shows_what_its_order_comes_to() -> None:
    """2500 - 250 = 2250; 8 % of that are 180; with 300 and 200 it is 2930."""
    invoice = an_invoice(rich_order())
    amounts = (invoice.subtotal_money, invoice.discount_money, invoice.tax_money, invoice.total_money)
    assert amounts == (usd(2500), usd(250), usd(180), usd(2930))
    assert (invoice.paid_money, invoice.balance_money) == (usd(0), usd(2930))
    assert (invoice.customer_id, invoice.recipient_email, invoice.order_id) == ("cus_1", "ada@example.com", ORDER_ID)
    assert (invoice.id, invoice.invoice_id, invoice.seller_name) == ("inv_1", "inv_1", "Shop")
    assert (invoice.status, invoice.version, invoice.created_at, invoice.updated_at) == ("draft", 1, MADE_AT, MADE_AT)


def test_draft_shows_what_each_part_comes_to() -> None:
    """1800 with 144 tax, and 450 with 36; the charge, then the tip; the rate over both lines."""
    invoice = an_invoice(rich_order())
    lines = [
        (each.name, each.quantity, each.unit_price_money, each.discount_money, each.tax_money, each.total_money)
        for each in invoice.line_items
    ]
    assert lines == [
        ("Thing 1", 2, usd(1000), usd(200), usd(144), usd(1944)),
        ("Thing 2", 1, usd(500), usd(50), usd(36), usd(486)),
    ]
    assert [(each.name, each.amount_money) for each in invoice.charges] == [("Delivery", usd(300)), ("Tip", usd(200))]
    (tax,) = invoice.taxes
    assert (tax.name, tax.percentage, tax.inclusive) == ("Sales tax", "8", False)
    assert (tax.taxable_money, tax.tax_money) == (usd(2250), usd(180))


def test_draft_shows_what_was_paid_of_its_order() -> None:
    """400 of 1000."""
    draft = an_invoice(an_order(1000, payments=(a_payment(400),)))
    assert (draft.paid_money, draft.balance_money) == (usd(400), usd(600))


def test_recipient_that_was_named_stays() -> None:
    """Whatever the order says."""
    assert an_invoice(rich_order(), recipient_email="books@example.com").of_order(rich_order()).recipient_email == (
        "books@example.com"
    )


def test_issue_gives_a_number_and_thirty_days() -> None:
    """The order changed since the draft: 700."""
    draft = an_invoice(an_order(1000))
    issued = draft.issued(an_order(700), 42, NOW)
    assert (issued.status, issued.invoice_number, issued.issued_at) == ("open", "INV-000042", NOW)
    assert (issued.due_at, issued.total_money, issued.paid_at) == (NOW + timedelta(days=30), usd(700), None)


def test_due_date_that_was_named_stays() -> None:
    """And a number beyond a million has its seven digits."""
    due = NOW + timedelta(days=3)
    issued = an_invoice(an_order(1000), due_at=due).issued(an_order(1000), 1_234_567, NOW)
    assert (issued.due_at, issued.invoice_number) == (due, "INV-1234567")


@pytest.mark.parametrize(
    ("status", "paid", "became", "paid_at"),
    [
        (OrderStatus.OPEN, 0, "open", None),
        (OrderStatus.OPEN, 400, "partially_paid", None),
        (OrderStatus.PAID, 1000, "paid", NOW),
    ],
)
def test_what_was_paid_before_the_issue_is_paid_of_it(
    status: OrderStatus, paid: int, became: str, paid_at: Any
) -> None:
    """Of 1000."""
    order = an_order(1000, status=status, payments=(a_payment(paid),) if paid else ())
    issued = an_invoice(order).issued(order, 1, NOW)
    assert (issued.status, issued.paid_money, issued.paid_at) == (became, usd(paid), paid_at)
    assert issued.balance_money == usd(1000 - paid)


@pytest.mark.parametrize("status", [each for each in InvoiceStatus if each is not InvoiceStatus.DRAFT])
def test_only_a_draft_is_issued(status: InvoiceStatus) -> None:
    """By its number, if it has one."""
    order = an_order(1000)
    with pytest.raises(errors.InvoiceStatusConflict, match=f"Invoice INV-000007 is {status}; it can't be issued"):
        an_invoice(order, **(ISSUED | {"status": status})).issued(order, 8, NOW)


def test_draft_is_refused_by_its_id() -> None:
    """It has no number yet."""
    with pytest.raises(errors.InvoiceStatusConflict, match="Invoice inv_1 is draft; it can't be paid") as refused:
        an_invoice(an_order(1000)).require(InvoiceStatus.PAID, "paid")
    assert refused.value.param == "invoiceId"


def test_invoice_follows_its_payments() -> None:
    """400, then all of the 1000; the moment when it was paid stays."""
    invoice = an_invoice(an_order(1000), **ISSUED)
    partly = invoice.after_payment(an_order(1000, payments=(a_payment(400),)), MADE_AT)
    assert (partly.status, partly.paid_money, partly.paid_at) == ("partially_paid", usd(400), None)
    order = an_order(1000, status=OrderStatus.PAID, payments=(a_payment(1000),))
    whole = partly.after_payment(order, MADE_AT)
    assert (whole.status, whole.paid_money, whole.paid_at) == ("paid", usd(1000), MADE_AT)
    assert whole.after_payment(order, NOW).paid_at == MADE_AT


def test_void_invoice_is_not_paid() -> None:
    """Nothing of it is owed."""
    void = an_invoice(an_order(1000), **(ISSUED | {"status": InvoiceStatus.VOID}))
    assert void.balance_money == usd(0)
    with pytest.raises(errors.InvoiceStatusConflict, match="is void; it can't be paid"):
        void.after_payment(an_order(1000, payments=(a_payment(400),)), NOW)


@pytest.mark.parametrize(("left", "became"), [(400, "partially_paid"), (0, "open")])
def test_reversed_payment_is_owed_again(left: int, became: str) -> None:
    """Of 1000 that were paid, 400 or nothing stands."""
    order = an_order(1000, payments=(a_payment(left),) if left else ())
    paid = an_invoice(
        an_order(1000), **(ISSUED | {"status": InvoiceStatus.PAID, "paid_money": usd(1000), "paid_at": MADE_AT})
    )
    after = paid.after_reversal(order, NOW)
    assert (after.status, after.paid_money, after.paid_at, after.updated_at) == (became, usd(left), None, NOW)


def test_part_of_a_partly_paid_invoice_can_be_reversed() -> None:
    """It stays partly paid."""
    partly = an_invoice(an_order(1000), **(ISSUED | {"status": InvoiceStatus.PARTIALLY_PAID}))
    assert partly.after_reversal(an_order(1000, payments=(a_payment(1),)), NOW).status == "partially_paid"


@pytest.mark.parametrize("status", [InvoiceStatus.DRAFT, InvoiceStatus.OPEN, InvoiceStatus.VOID])
def test_nothing_is_reversed_of_an_invoice_of_which_nothing_was_paid(status: InvoiceStatus) -> None:
    """By its number, or its id before that."""
    for number, shown in (("INV-000007", "INV-000007"), (None, "inv_1")):
        invoice = an_invoice(an_order(1000), status=status, invoice_number=number)
        with pytest.raises(errors.InvoiceStatusConflict, match=f"Invoice {shown} is {status}; nothing") as refused:
            invoice.after_reversal(an_order(1000), NOW)
        assert refused.value.param == "invoiceId"


@pytest.mark.parametrize(
    ("status", "due_in_seconds", "overdue"),
    [
        (InvoiceStatus.OPEN, 0, True),
        (InvoiceStatus.OPEN, 1, False),
        (InvoiceStatus.PARTIALLY_PAID, -1, True),
        (InvoiceStatus.PAID, -1, False),
        (InvoiceStatus.VOID, -1, False),
        (InvoiceStatus.OPEN, None, False),
    ],
)
def test_invoice_is_overdue_from_its_date_on(
    *, status: InvoiceStatus, due_in_seconds: int | None, overdue: bool
) -> None:
    """While something of it is owed; whatever was stored."""
    due_at = None if due_in_seconds is None else NOW + timedelta(seconds=due_in_seconds)
    for stored in (False, True):
        invoice = an_invoice(an_order(1000), status=status, due_at=due_at, is_overdue=stored)
        assert invoice.at(NOW).is_overdue is overdue


def test_overdue_is_told_once() -> None:
    """From its date on, while it is owed and nobody was told."""
    invoice = an_invoice(an_order(1000), **ISSUED, due_at=NOW)
    assert invoice.overdue_from == NOW
    assert invoice.evolve(overdue_told=True).overdue_from is None
    assert invoice.evolve(status=InvoiceStatus.PAID).overdue_from is None


def test_page_has_an_address_once_it_has_a_token() -> None:
    """Where buyers reach pages, then the token."""
    invoice = an_invoice(an_order(1000))
    assert invoice.shown_at("https://pay.example.com").hosted_invoice_url is None
    shown = invoice.evolve(page_token="secret").shown_at("https://pay.example.com")
    assert shown.hosted_invoice_url == "https://pay.example.com/i/secret"


def test_issue_keeps_who_sells_and_who_buys() -> None:
    """As they are then; a buyer may be nobody who is known."""
    here, there = Address(country="DE", postal_code="10115"), Address(country="FR", postal_code="75001")
    settings = Settings(
        merchant_id="mer_1",
        mode="test",
        business_name="Werk",
        business_address=here,
        business_tax_id="DE1",
        time_zone="Europe/Berlin",
        created_at=MADE_AT,
        updated_at=MADE_AT,
    )
    customer = Customer(
        id="cus_1", name="Ada", billing_address=there, tax_id="FR2", created_at=MADE_AT, updated_at=MADE_AT
    )
    kept = an_invoice(an_order(1000)).between(settings, customer)
    assert (kept.seller_name, kept.seller_address, kept.seller_tax_id) == ("Werk", here, "DE1")
    assert (kept.buyer_name, kept.buyer_address, kept.buyer_tax_id) == ("Ada", there, "FR2")
    assert kept.time_zone == "Europe/Berlin"
    nobody = kept.between(settings, None)
    assert (nobody.buyer_name, nobody.buyer_address, nobody.buyer_tax_id) == (None, None, None)


def test_credit_notes_that_stand_count_and_the_balance_is_none_of_theirs() -> None:
    """300 and 200 of 1000 that were paid; another of 400 is void."""
    notes = tuple(
        InvoiceCredit(
            credit_note_id=f"cn_{number}",
            credit_note_number=f"CN-00000{number}",
            refund_id=f"ref_{number}",
            status=status,
            total_money=usd(amount),
            issued_at=NOW,
        )
        for number, (amount, status) in enumerate([(300, "issued"), (400, "void"), (200, "issued")])
    )
    paid = an_invoice(an_order(1000), status=InvoiceStatus.PAID, paid_money=usd(1000), credit_notes=notes)
    assert (paid.credited, paid.credited_money, paid.balance_money) == (500, usd(500), usd(0))
    assert paid.credit_note_ids == ("cn_0", "cn_1", "cn_2")
