"""Laws of refunds: whatever goes back in whatever parts, it is what was paid, per tax rate too."""

from dataclasses import replace
from itertools import pairwise
from random import Random

from hypothesis import assume, example, given
from hypothesis import strategies as st

from commerce.domain.arithmetic import Rounding, divide_rounded
from commerce.domain.reversal import (
    Collected,
    Reversal,
    reverse_amount,
    reverse_lines,
    reverse_quantity,
    split_reversal,
    spread_latest_first,
    taxes_collected,
)
from commerce.domain.totals import Totals
from tests.properties.orders import Order, amounts, orders, roundings
from tests.properties.test_totals_arithmetic import WALK_THROUGH


def in_full(totals: Totals) -> Collected:
    """Open the books of an order that is paid."""
    return Collected.in_full(totals.total, tuple(tax.amount for tax in totals.taxes))


def lines_in_full(totals: Totals) -> list[Collected]:
    """Open the books of its lines."""
    return [Collected.in_full(line.total, totals.line_taxes(n)) for n, line in enumerate(totals.lines)]


@given(orders(), st.lists(amounts, max_size=8), roundings)
@example(WALK_THROUGH, [2900], Rounding.HALF_UP)
def test_refunds_by_amount_give_back_exactly_what_was_paid(order: Order, wanted: list[int], rounding: Rounding) -> None:
    """Any amounts, then the rest: the sums are what was collected, for every rate, and never more on the way."""
    collected = in_full(order.totals())
    for amount in wanted:
        if 1 <= amount <= collected.left:
            reversal = reverse_amount(collected, amount, rounding)
            assert reversal.amount == amount
            assert min(reversal.taxes, default=0) >= 0 <= reversal.net
            collected = collected.after(reversal)
    if collected.left:
        collected = collected.after(reverse_amount(collected, collected.left, rounding))
    assert (collected.refunded, collected.taxes_reversed) == (collected.amount, collected.taxes)


@given(orders(), st.lists(amounts, min_size=1, max_size=8), roundings)
def test_the_tax_reversed_depends_on_the_sum_refunded_only(order: Order, wanted: list[int], rounding: Rounding) -> None:
    """It is round(cumulative refunded * tax / paid) after every refund, whatever the parts were."""
    collected = in_full(order.totals())
    assume(collected.amount)
    for amount in wanted:
        if 1 <= amount <= collected.left:
            collected = collected.after(reverse_amount(collected, amount, rounding))
            due = divide_rounded(collected.refunded * sum(collected.taxes), collected.amount, rounding)
            assert sum(collected.taxes_reversed) == due


@given(orders(), st.randoms(use_true_random=False), roundings)
def test_refunds_unit_by_unit_give_back_exactly_the_lines(order: Order, random: Random, rounding: Rounding) -> None:
    """In any order of units, alone or several at once; what is left is charges and tips, and goes back by amount."""
    totals = order.totals()
    books, lines = in_full(totals), lines_in_full(totals)
    units = [n for n, terms in enumerate(order.lines) for _ in range(terms.quantity)]
    random.shuffle(units)
    refunded = [0] * len(lines)
    for n in units:
        ordered = order.lines[n].quantity
        part = reverse_quantity(
            lines[n], ordered_quantity=ordered, refunded_quantity=refunded[n], quantity=1, rounding=rounding
        )
        refunded[n] += 1
        lines[n] = lines[n].after(part)
        assert lines[n].refunded == divide_rounded(totals.lines[n].total * refunded[n], ordered, rounding)
        if part.amount:
            refund = reverse_lines(books, [part])
            assert refund == part  # nothing else took this line's tax
            books = books.after(refund)
    assert all(line.left == 0 and not any(line.taxes_left) for line in lines)
    assert books.left == totals.tip + sum(charge.total for charge in totals.charges)
    assert sum(books.taxes_left) == sum(charge.tax for charge in totals.charges)
    if books.left:
        books = books.after(reverse_amount(books, books.left, rounding))
    assert (books.refunded, books.taxes_reversed) == (books.amount, books.taxes)


@given(orders(), st.data(), roundings)
def test_mixed_refunds_give_back_exactly_what_was_paid(order: Order, data: st.DataObject, rounding: Rounding) -> None:
    """By amount and by units of several lines in turn: no refund exceeds what is left, and the rest is exact."""
    totals = order.totals()
    books, lines = in_full(totals), lines_in_full(totals)
    refunded = [0] * len(lines)
    for _ in range(data.draw(st.integers(0, 8))):
        if books.left and data.draw(st.booleans()):
            amount = data.draw(st.integers(1, books.left))
            books = books.after(reverse_amount(books, amount, rounding))
            continue
        chosen = data.draw(st.lists(st.integers(0, len(lines) - 1), unique=True))
        parts: dict[int, tuple[int, Reversal]] = {}
        for n in chosen:
            ordered = order.lines[n].quantity
            if refunded[n] < ordered:
                quantity = data.draw(st.integers(1, ordered - refunded[n]))
                part = reverse_quantity(
                    lines[n],
                    ordered_quantity=ordered,
                    refunded_quantity=refunded[n],
                    quantity=quantity,
                    rounding=rounding,
                )
                parts[n] = quantity, part
        if 1 <= sum(part.amount for _, part in parts.values()) <= books.left:
            books = books.after(reverse_lines(books, [part for _, part in parts.values()]))
            for n, (quantity, part) in parts.items():
                lines[n] = lines[n].after(part)
                refunded[n] += quantity
    if books.left:
        books = books.after(reverse_amount(books, books.left, rounding))
    assert (books.refunded, books.taxes_reversed) == (books.amount, books.taxes)


@given(orders(), st.data(), roundings)
def test_a_line_refunded_by_amount_and_by_units_gives_back_the_line(
    order: Order, data: st.DataObject, rounding: Rounding
) -> None:
    """Amounts count towards the units: with the last unit exactly the rest goes back."""
    totals = order.totals()
    line, quantity = lines_in_full(totals)[0], order.lines[0].quantity
    for refunded in range(quantity):
        if line.left and data.draw(st.booleans()):
            line = line.after(reverse_amount(line, data.draw(st.integers(1, line.left)), rounding))
        line = line.after(
            reverse_quantity(line, ordered_quantity=quantity, refunded_quantity=refunded, quantity=1, rounding=rounding)
        )
    assert (line.left, any(line.taxes_left)) == (0, False)


@given(orders(), st.data())
def test_part_payments_hold_no_more_tax_than_money(order: Order, data: st.DataObject) -> None:
    """Paying more never lowers a rate's tax, paying all gives all of it, and every state can be refunded."""
    totals = order.totals()
    taxes = tuple(tax.amount for tax in totals.taxes)
    less, more = sorted(data.draw(st.lists(st.integers(0, totals.total), min_size=2, max_size=2)))
    before = taxes_collected(taxes, paid=less, total=totals.total)
    after = taxes_collected(taxes, paid=more, total=totals.total)
    assert all(one <= other for one, other in zip(before, after, strict=True))
    assert sum(after) <= more
    assert taxes_collected(taxes, paid=totals.total, total=totals.total) == taxes
    refunded = Collected.in_full(less, before)
    if less:
        refunded = refunded.after(reverse_amount(refunded, data.draw(st.integers(1, less))))
    rest = replace(refunded, amount=more, taxes=after)
    if rest.left:
        rest = rest.after(reverse_amount(rest, rest.left))
    assert rest.taxes_reversed == after


@given(st.lists(amounts, min_size=1, max_size=6), st.data())
def test_spreading_over_payments_adds_up_and_touches_the_earlier_last(
    refundable: list[int], data: st.DataObject
) -> None:
    """A payment is touched only when all later ones are used up."""
    amount = data.draw(st.integers(0, sum(refundable)))
    parts = spread_latest_first(amount, refundable)
    assert sum(parts) == amount
    assert all(0 <= part <= most for part, most in zip(parts, refundable, strict=True))
    for n, part in enumerate(parts):
        if part:
            assert parts[n + 1 :] == refundable[n + 1 :]


@given(orders(), st.lists(st.tuples(st.integers(1, 40), st.booleans()), max_size=8), roundings)
def test_books_balance_while_payments_and_refunds_take_turns(
    order: Order, steps: list[tuple[int, bool]], rounding: Rounding
) -> None:
    """Parts of a fortieth are paid or refunded; then all is paid, all goes back, and no rate keeps a unit."""
    totals = order.totals()
    taxes = tuple(tax.amount for tax in totals.taxes)
    paid, books = 0, Collected.in_full(0, (0,) * len(taxes))
    for fortieths, pays in [*steps, (40, True)]:
        if pays:
            paid = min(totals.total, paid + max(1, totals.total * fortieths // 40))
            books = replace(books, amount=paid, taxes=taxes_collected(taxes, paid=paid, total=totals.total))
        elif books.left:
            books = books.after(reverse_amount(books, max(1, books.left * fortieths // 40), rounding))
    if books.left:
        books = books.after(reverse_amount(books, books.left, rounding))
    assert (books.refunded, books.taxes_reversed) == (totals.total, taxes)


@given(orders(), st.lists(st.tuples(amounts, st.booleans()), max_size=8), roundings)
def test_a_refund_that_fails_leaves_books_that_balance(
    order: Order, wanted: list[tuple[int, bool]], rounding: Rounding
) -> None:
    """Whichever refunds drop out later, what they held can be refunded again, to the unit."""
    paid = books = in_full(order.totals())
    kept: list[Reversal] = []
    for amount, holds in wanted:
        if 1 <= amount <= books.left:
            reversal = reverse_amount(books, amount, rounding)
            books = books.after(reversal)
            kept += [reversal] if holds else []
    after_failures = paid
    for reversal in kept:
        after_failures = after_failures.after(reversal)
    if after_failures.left:
        after_failures = after_failures.after(reverse_amount(after_failures, after_failures.left, rounding))
    assert (after_failures.refunded, after_failures.taxes_reversed) == (paid.amount, paid.taxes)


@given(orders(), st.lists(st.tuples(amounts, st.integers(1, 9)), max_size=6), roundings)
def test_a_refund_is_cut_into_parts_without_loss(
    order: Order, wanted: list[tuple[int, int]], rounding: Rounding
) -> None:
    """Whatever goes back, over however many payments: each part holds no more tax than money, and they add up."""
    books = in_full(order.totals())
    for amount, count in wanted:
        if 1 <= amount <= books.left:
            whole = reverse_amount(books, amount, rounding)
            cuts = [amount * n // count for n in range(count + 1)]
            parts = split_reversal(whole, [high - low for low, high in pairwise(cuts)], rounding)
            assert sum(part.amount for part in parts) == amount
            assert tuple(map(sum, zip(*(part.taxes for part in parts), strict=True))) == whole.taxes
            books = books.after(whole)
