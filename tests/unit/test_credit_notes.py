"""Credit notes: what one says of a refund, what of each rate it takes back, and what its invoice then says."""

from datetime import timedelta
from typing import Any

from commerce.domain.arithmetic import Rounding
from commerce.domain.credit_notes import CreditNote, CreditNoteCounter, credited, uncredited
from commerce.domain.invoice_parts import InvoiceTax
from commerce.domain.invoices import Invoice
from commerce.domain.jurisdictions import Address
from commerce.domain.lifecycle import CreditNoteStatus, InvoiceStatus, RefundStatus
from commerce.domain.order_parts import OrderRefund
from commerce.domain.orders import Order
from commerce.domain.refund_reasons import RefundReason
from commerce.domain.refunds import Refund, RefundedLineItem
from commerce.domain.tax_rates import OrderTax
from tests.unit.orders import EIGHT_PERCENT, MADE_AT, NOW, ORDER_ID, a_refund, a_refund_document, an_allocation, usd
from tests.unit.refunding import a_taxed_order

LATER = NOW + timedelta(days=1)


def an_invoice(order: Order, **fields: Any) -> Any:  # mypy takes computed fields for methods
    """An order's invoice, issued and paid."""
    issued = {"invoice_number": "INV-000007", "issued_at": MADE_AT, "status": InvoiceStatus.PAID}
    draft = Invoice.draft_of(order, "inv_1", seller_name="Lamps", now=MADE_AT)
    return draft.evolve(**(issued | fields))


def a_refund_of(amount: int, tax: int, **fields: Any) -> Refund:
    """A refund of so much, tax included, as it is stored by itself."""
    return a_refund_document(an_allocation(amount, tax_money=usd(tax)), tax_money=usd(tax), **fields)


def note_of(order: Order, refund: Refund, invoice: Invoice | None = None, number: int = 1) -> Any:
    """The credit note of a refund."""
    issued = invoice or an_invoice(order)
    return CreditNote.of(refund, order, issued, note_id=f"cn_{number}", number=number, page_token="token", now=NOW)


def refunded(amount: int, tax: int, **fields: Any) -> tuple[Order, Refund]:
    """1080 with 8 % tax inside, of which so much went back at once."""
    return a_taxed_order(refunds=(a_refund(amount, tax=tax),), **fields), a_refund_of(amount, tax)


def rates_of(note: CreditNote) -> list[tuple[int, int]]:
    """Net and tax of each rate, minor units."""
    return [(tax.net_money.amount, tax.tax_money.amount) for tax in note.taxes]


def test_credit_note_says_what_goes_back() -> None:
    """540 of 1080: 40 of tax on 500; under its own number, of this moment."""
    note = note_of(*refunded(540, 40), number=12)
    assert (note.id, note.credit_note_id, note.credit_note_number) == ("cn_12", "cn_12", "CN-000012")
    assert (note.net_money, note.tax_money, note.total_money) == (usd(500), usd(40), usd(540))
    assert (note.status, note.version, note.page_token, note.voided_at) == ("issued", 1, "token", None)
    assert (note.issued_at, note.created_at, note.updated_at) == (NOW, NOW, NOW)
    assert (note.order_id, note.refund_id, note.reason, note.reason_message) == (
        ORDER_ID,
        "ref_1",
        "requested_by_customer",
        None,
    )
    (tax,) = note.taxes
    assert (tax.name, tax.percentage, tax.inclusive) == ("Sales tax", "8", False)
    assert (tax.net_money, tax.tax_money) == (usd(500), usd(40))


def test_credit_note_repeats_its_invoice() -> None:
    """Number, date and calendar, seller and buyer as they stand on it, whatever they are called since."""
    order, refund = refunded(540, 40)
    parties = {
        "customer_id": "cus_1",
        "recipient_email": "ada@example.com",
        "seller_address": Address(city="Berlin"),
        "seller_tax_id": "DE1",
        "buyer_name": "Ada",
        "buyer_address": Address(city="Vienna"),
        "buyer_tax_id": "ATU1",
        "time_zone": "Europe/Berlin",
    }
    note = note_of(order, refund, an_invoice(order, **parties))
    assert {name: getattr(note, name) for name in parties} == parties
    assert (note.invoice_id, note.invoice_number, note.invoice_issued_at) == ("inv_1", "INV-000007", MADE_AT)
    assert note.seller_name == "Lamps"


def test_credit_note_repeats_the_refunds_reason_and_lines() -> None:
    """Lines by their names on the order."""
    line = RefundedLineItem(order_line_item_id="li_1", quantity=1, amount_money=usd(540), tax_money=usd(40))
    refund = a_refund_of(540, 40, reason=RefundReason.DUPLICATE, reason_message="Twice", line_items=(line,))
    note = note_of(refunded(540, 40)[0], refund)
    assert (note.reason, note.reason_message) == ("duplicate", "Twice")
    (credited_line,) = note.line_items
    assert (credited_line.name, credited_line.quantity, credited_line.amount_money) == ("Thing 1", 1, usd(540))


def test_only_what_stands_of_this_refund_is_credited() -> None:
    """To one payment 270 go back, to another as much; a third part failed, and another refund is none of it."""
    entries = (
        a_refund(270, tax=20, of="pi_1"),
        a_refund(270, RefundStatus.SUCCEEDED, tax=20, of="pi_2"),
        a_refund(108, RefundStatus.FAILED, tax=8, of="pi_3"),
        a_refund(108, tax=8, identity="ref_0"),
    )
    note = note_of(a_taxed_order(refunds=entries), a_refund_of(540, 40))
    assert (note.total_money, rates_of(note)) == (usd(540), [(500, 40)])


def test_net_amount_of_a_rate_is_rounded_as_the_order_is() -> None:
    """37 of 80 tax on 1000 had been levied on 462.5: half-up 463, half-even 462."""
    assert rates_of(note_of(*refunded(500, 37))) == [(463, 37)]
    assert rates_of(note_of(*refunded(500, 37, rounding=Rounding.HALF_EVEN))) == [(462, 37)]


def test_credit_notes_of_a_whole_invoice_come_to_its_net_amount() -> None:
    """463 with the first 37 of 80; 1000 - 463 = 537 with the other 43."""
    order, refund = refunded(500, 37)
    first = note_of(order, refund)
    rest = a_refund_of(580, 43, id="ref_2")
    both = order.evolve(refunds=(*order.refunds, a_refund(580, tax=43, identity="ref_2")))
    second = note_of(both, rest, credited(an_invoice(order), first), number=2)
    assert (rates_of(first), rates_of(second)) == ([(463, 37)], [(537, 43)])


def untaxed(*refunds: OrderRefund) -> Order:
    """1000 at a rate of 0 %."""
    return a_taxed_order(rates=(OrderTax(name="None", percentage="0"),), refunds=refunds)


def no_tax(amount: int, identity: str) -> OrderRefund:
    """A part of it that went back."""
    return a_refund(amount, identity=identity).evolve(tax_amounts=(0,))


def test_rate_that_came_to_no_tax_is_taken_back_by_the_amounts() -> None:
    """333 of 1000, then 500: the second is what is due of 833 less the 333 of before."""
    first_back, second_back = no_tax(333, "ref_1"), no_tax(500, "ref_2")
    first = note_of(untaxed(first_back), a_refund_of(333, 0))
    order = untaxed(first_back, second_back)
    second = note_of(order, a_refund_of(500, 0, id="ref_2"), credited(an_invoice(order), first), number=2)
    assert (rates_of(first), rates_of(second)) == ([(333, 0)], [(500, 0)])


def test_tax_inside_prices_was_levied_on_what_is_left_of_them() -> None:
    """1080 with 8 % inside are 80 on 1000; half of both goes back."""
    inside = OrderTax(name="VAT", percentage="8", inclusive=True)
    order, refund = refunded(540, 40)
    order = order.evolve(rates=(inside,), lines=(order.lines[0].evolve(unit_amount=1080),))
    note = note_of(order, refund)
    assert (note.taxes[0].inclusive, rates_of(note)) == (True, [(500, 40)])


def test_net_amount_is_never_below_nothing() -> None:
    """Of a rate whose net amount was taken back before its tax: what is due of 37, 463, less 950 is none."""
    order, refund = refunded(500, 37)
    invoice = an_invoice(order)
    invoice = invoice.evolve(taxes=(invoice.taxes[0].evolve(credited_net=950),))
    assert rates_of(note_of(order, refund, invoice)) == [(0, 37)]


def test_each_rate_is_taken_back_by_itself() -> None:
    """8 % and 2 % on 1000: of 1100, 550 go back, 40 and 10 of tax on 500 each."""
    two = OrderTax(name="City", percentage="2")
    back = a_refund(550).evolve(tax_money=usd(50), tax_amounts=(40, 10))
    order = a_taxed_order(rates=(EIGHT_PERCENT, two), refunds=(back,))
    note = note_of(order, a_refund_of(550, 50))
    assert [tax.name for tax in note.taxes] == ["Sales tax", "City"]
    assert (rates_of(note), note.net_money) == ([(500, 40), (500, 10)], usd(500))


def counted(invoice: Invoice) -> list[tuple[int, int]]:
    """What of each rate is credited: net and tax, minor units."""
    return [(tax.credited_net, tax.credited_tax) for tax in invoice.taxes]


def test_invoice_names_its_credit_notes_and_counts_what_they_take_back() -> None:
    """500 and 540: 463 + 500 of net amounts, 37 + 40 of tax."""
    order, refund = refunded(500, 37)
    before = an_invoice(order)
    first = note_of(order, refund)
    after = credited(credited(before, first), first.evolve(id="cn_2", taxes=note_of(*refunded(540, 40)).taxes))
    entry, other = after.credit_notes
    assert (entry.credit_note_id, entry.credit_note_number, entry.refund_id) == ("cn_1", "CN-000001", "ref_1")
    assert (entry.total_money, entry.issued_at, entry.page_token, entry.status) == (usd(500), NOW, "token", "issued")
    assert (other.credit_note_id, counted(before), counted(after)) == ("cn_2", [(0, 0)], [(963, 77)])


def test_void_credit_note_counts_no_more() -> None:
    """The other one stays as it is."""
    order, refund = refunded(500, 37)
    first = note_of(order, refund)
    second = first.evolve(id="cn_2", taxes=note_of(*refunded(540, 40)).taxes)
    after = uncredited(credited(credited(an_invoice(order), first), second), first)
    assert [entry.status for entry in after.credit_notes] == ["void", "issued"]
    assert counted(after) == [(500, 40)]
    assert after.credited == 500


def test_credit_note_is_voided_once_and_keeps_its_number() -> None:
    """Of the moment at which nothing of it held any more."""
    note = note_of(*refunded(500, 37))
    void = note.voided(LATER)
    assert (void.status, void.voided_at, void.updated_at, void.version) == (CreditNoteStatus.VOID, LATER, LATER, 2)
    assert (void.credit_note_number, void.issued_at, void.created_at) == ("CN-000001", NOW, NOW)


def test_shapes_say_nothing_that_nobody_said() -> None:
    """A rate of a new invoice is credited nothing, and a merchant's first note follows on none."""
    tax = InvoiceTax(name="VAT", percentage="8", inclusive=False, taxable_money=usd(1), tax_money=usd(0))
    assert (tax.credited_net, tax.credited_tax) == (0, 0)
    assert (CreditNoteCounter().issued, CreditNoteCounter().version) == (0, 0)
    bare = CreditNote(
        id="cn_1",
        credit_note_number="CN-000001",
        invoice_id="inv_1",
        invoice_number="INV-000001",
        order_id=ORDER_ID,
        refund_id="ref_1",
        net_money=usd(0),
        tax_money=usd(0),
        total_money=usd(0),
        issued_at=NOW,
        created_at=NOW,
        updated_at=NOW,
    )
    assert (bare.seller_name, bare.page_token, bare.time_zone, bare.version) == ("", "", "UTC", 1)
    assert (bare.line_items, bare.taxes) == ((), ())
