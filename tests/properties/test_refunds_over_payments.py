"""Laws of refunds over several payments: whatever goes back, of what, in which order, it is what was paid."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from commerce.domain import errors
from commerce.domain.lifecycle import OrderStatus, PaymentIntentStatus, RefundStatus
from commerce.domain.money import Money, PositiveMoneyInput
from commerce.domain.order_parts import OrderCharge, OrderDiscount, OrderLine, OrderPayment, OrderTip
from commerce.domain.orders import Order
from commerce.domain.outcomes import RefundOutcome
from commerce.domain.refund_commands import RefundLine
from commerce.domain.refund_lines import refunded_of_line
from commerce.domain.refund_reservation import choose_sources, refundable_by_payment, reserve_refund
from commerce.domain.refund_settlement import settle_refund
from commerce.domain.refunds import Refund
from commerce.domain.tax_rates import OrderTax
from tests.properties.orders import roundings

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
RATES = (
    OrderTax(name="State", percentage="7.25"),
    OrderTax(name="City", percentage="1.5"),
    OrderTax(name="Inside", percentage="3.3", inclusive=True),
)

prices = st.one_of(st.integers(0, 12), st.integers(0, 20_000))


def usd(amount: int) -> Money:
    """Dollars, in cents."""
    return Money(amount=amount, currency="USD")


@st.composite
def unpaid(draw: st.DrawFn) -> Order:
    """Draw an order with lines of which some are exempt, a discount, a taxed charge and a tip."""
    lines = tuple(
        OrderLine(id=f"li_{n}", name="Thing", quantity=quantity, unit_amount=price, taxable=taxable)
        for n, (quantity, price, taxable) in enumerate(
            draw(st.lists(st.tuples(st.integers(1, 4), prices, st.booleans()), min_size=1, max_size=4))
        )
    )
    return Order(
        id="ord_1",
        currency="USD",
        lines=lines,
        rates=RATES[: draw(st.integers(0, 3))],
        rounding=draw(roundings),
        applied_discounts=draw(st.sampled_from([(), (OrderDiscount(id="dsc_1", name="Less", percent_off="12.5"),)])),
        added_charges=draw(st.sampled_from([(), (OrderCharge(id="chg_1", name="Way", amount=333, taxable=True),)])),
        added_tips=draw(st.sampled_from([(), (OrderTip(id="tip_1", amount=100),)])),
        created_at=AT,
        updated_at=AT,
    )


@st.composite
def paid(draw: st.DrawFn) -> Order:
    """Draw an order that is paid in up to five parts, some of them by hand."""
    order = draw(unpaid())
    total = order.totals.total
    cuts = [0, *sorted(draw(st.lists(st.integers(0, total), max_size=4))), total]
    payments = tuple(
        OrderPayment(
            payment_intent_id=f"pi_{n}",
            status=PaymentIntentStatus.SUCCEEDED,
            amount_money=usd(high - low),
            source_type=draw(st.sampled_from(["card", "cash"])),
            created_at=AT,
        )
        for n, (low, high) in enumerate(pairwise(cuts))
        if high > low
    )
    return order.evolve(payments=payments, status=OrderStatus.PAID)


def draft(number: int) -> Refund:
    """A refund before its amounts are known."""
    nothing = usd(0)
    return Refund(
        id=f"ref_{number}",
        order_id="ord_1",
        payment_intent_id=None,
        source_type=None,
        amount_money=nothing,
        tax_money=nothing,
        allocations=(),
        created_at=AT,
        updated_at=AT,
    )


@st.composite
def wishes(draw: st.DrawFn, order: Order) -> tuple[int | None, tuple[RefundLine, ...]]:
    """Draw what to give back: an amount, units of some lines, or amounts of them."""
    if draw(st.booleans()):
        return draw(st.integers(1, max(order.refundable, 1))), ()
    chosen = draw(st.lists(st.sampled_from(order.lines), min_size=1, max_size=3, unique_by=lambda line: line.id))
    lines = []
    for line in chosen:
        units = draw(st.none() | st.integers(1, line.quantity))
        money = PositiveMoneyInput(amount=draw(st.integers(1, 5_000))) if units is None else None
        lines.append(RefundLine.model_construct(order_line_item_id=line.id, quantity=units, amount_money=money))
    return None, tuple(lines)


def give_back(
    order: Order, number: int, amount: int | None, lines: tuple[RefundLine, ...] = (), payment: str | None = None
) -> tuple[Order, Refund] | None:
    """The order with one more refund; None: it is refused, as it should be."""
    try:
        sources = choose_sources(order, payment)
        return reserve_refund(order, draft(number), sources, amount=amount, now=AT, lines=lines)
    except (
        errors.NothingToRefund,
        errors.AmountExceedsRefundable,
        errors.LineItemRefundQuantityExceedsRefundable,
    ):
        return None


def check(order: Order, refunds: Iterable[Refund]) -> None:
    """The books balance: of the order, of each payment, of each line, and between order and refunds."""
    order.collected  # noqa: B018 (books that do not balance refuse to be opened)
    left = refundable_by_payment(order)
    assert min(left.values(), default=0) >= 0
    assert sum(left.values()) == order.refundable
    for line, came_to in zip(order.lines, order.totals.lines, strict=True):
        units, amount = refunded_of_line(order, line.id)
        assert 0 <= units <= line.quantity
        assert 0 <= amount <= came_to.total
    stands: Counter[str] = Counter()
    for refund in refunds:
        entries = [entry for entry in order.refunds if entry.refund_id == refund.id]
        parts = [(part.payment_intent_id, part.amount_money, part.status) for part in refund.allocations]
        assert [(entry.payment_intent_id, entry.amount_money, entry.status) for entry in entries] == parts
        if refund.status is not RefundStatus.FAILED:
            stands["amount"] += refund.amount_money.amount
            stands["tax"] += refund.tax_money.amount
            by_line = sum(line.amount_money.amount for line in refund.line_items)
            assert by_line in {0, refund.amount_money.amount}
    assert stands["amount"] == order.refunded
    assert stands["tax"] == sum(sum(entry.tax_amounts) for entry in order.refunds if entry.counts)


def give_back_the_rest(order: Order, refunds: dict[str, Refund]) -> None:
    """All that is left goes back, and then everything has, per tax rate too."""
    if order.refundable:
        last = give_back(order, 99, None)
        assert last is not None
        order, refunds["ref_99"] = last
    check(order, refunds.values())
    books = order.collected
    assert (books.refunded, books.taxes_reversed) == (order.paid, tuple(tax.amount for tax in order.totals.taxes))
    assert not any(refundable_by_payment(order).values())


@given(paid(), st.data())
def test_any_refunds_over_any_payments_add_up_to_what_was_paid(order: Order, data: st.DataObject) -> None:
    """By amount, by line, unit by unit, of a payment or of all: with the rest, exactly what was paid has gone back."""
    refunds: dict[str, Refund] = {}
    for number in range(data.draw(st.integers(0, 6))):
        amount, lines = data.draw(wishes(order))
        named = data.draw(st.sampled_from([None, *(payment.payment_intent_id for payment in order.payments)]))
        done = give_back(order, number, amount, lines, named)
        if done is not None:
            order, refunds[done[1].id] = done
        check(order, refunds.values())
    give_back_the_rest(order, refunds)


@given(paid(), st.data())
def test_parts_that_fail_restore_exactly_what_they_were(order: Order, data: st.DataObject) -> None:
    """Whichever parts of whichever refunds fail, at once or later: their amounts and units can go back again."""
    refunds: dict[str, Refund] = {}
    for number in range(data.draw(st.integers(1, 5))):
        amount, lines = data.draw(wishes(order))
        done = give_back(order, number, amount, lines)
        if done is None:
            continue
        order, refund = done
        for _ in range(2):  # what the processor says at first, and what it says later
            told = {
                part.payment_intent_id: RefundOutcome(data.draw(st.sampled_from(RefundStatus)), "re_1")
                for part in refund.allocations
                if part.status is not RefundStatus.FAILED and data.draw(st.booleans())
            }
            settled = settle_refund(order, refund, told, AT)
            assert settled.order.refunded == order.refunded - sum(
                part.amount_money.amount
                for part in refund.allocations
                if part.payment_intent_id in told and told[part.payment_intent_id].status is RefundStatus.FAILED
            )
            order, refund = settled.order, settled.refund
        refunds[refund.id] = refund
        check(order, refunds.values())
    give_back_the_rest(order, refunds)


@given(paid(), st.randoms(use_true_random=False))
@settings(max_examples=400)
def test_units_one_by_one_over_any_payments_give_back_the_lines(order: Order, random: object) -> None:
    """In any order of units: every line goes back to the cent, whatever payments it is cut over.

    A unit that is worth less than half a cent comes to nothing, and goes back with the next one of its line.
    """
    units = [line.id for line in order.lines for _ in range(line.quantity)]
    random.shuffle(units)  # type: ignore[attr-defined]  # a Random
    refunds: dict[str, Refund] = {}
    waiting = Counter[str]()
    for number, line_id in enumerate(units):
        waiting[line_id] += 1
        wanted = RefundLine.model_construct(order_line_item_id=line_id, quantity=waiting[line_id], amount_money=None)
        done = give_back(order, number, None, (wanted,))
        if done is not None:
            order, refunds[done[1].id] = done
            waiting[line_id] = 0
    check(order, refunds.values())
    for line, came_to in zip(order.lines, order.totals.lines, strict=True):
        assert refunded_of_line(order, line.id)[1] == came_to.total
    give_back_the_rest(order, refunds)
