"""Refunds worked by hand, the walk-through's first."""

import pytest

from commerce.domain.arithmetic import Rounding
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

PAID = Collected.in_full(11059, (819,))


def test_walk_through_refund_and_the_rest() -> None:
    """2900 of 11059 holds 214.77 of the 819 tax; the last refund takes the remaining 604."""
    first = reverse_amount(PAID, 2900)
    assert (first.amount, first.tax, first.net) == (2900, 215, 2685)
    rest = PAID.after(first)
    assert (rest.left, rest.taxes_left) == (8159, (604,))
    assert reverse_amount(rest, 8159).taxes == (604,)


def test_tax_follows_the_cumulative_amount() -> None:
    """1 of 3 with tax 1 inside: 0.33, 0.67, 1: the second refund carries it."""
    collected = Collected.in_full(3, (1,))
    taxes = []
    for _ in range(3):
        reversal = reverse_amount(collected, 1)
        collected = collected.after(reversal)
        taxes.append(reversal.tax)
    assert taxes == [0, 1, 0]


def test_a_refund_holds_no_more_tax_than_it_is() -> None:
    """10000 without tax went back by line; of the rest, 1000 with 500 of tax, 100 hold no more than 100.

    The cumulative share, 10100 * 500 / 11000 = 459, would.
    """
    order = Collected.in_full(11000, (500,))
    order = order.after(reverse_lines(order, [Reversal(10000, (0,))]))
    assert reverse_amount(order, 100).taxes == (100,)


def test_a_refund_that_cannot_be_is_refused() -> None:
    """Tax beyond its amount, or below nothing."""
    for taxes in ((3,), (-1, 1)):
        with pytest.raises(ValueError, match="A refund of 2 cannot hold taxes of"):
            Reversal(2, taxes)


def test_tax_of_several_rates_adds_up() -> None:
    """50 of 100 holds 8 of 5 + 11: 2.5 and 5.5, the spare unit to the first."""
    assert reverse_amount(Collected.in_full(100, (5, 11)), 50).taxes == (3, 5)


@pytest.mark.parametrize("amount", [0, -1, 11060])
def test_an_amount_is_from_1_to_what_is_left(amount: int) -> None:
    """Nothing, less than nothing and too much are refused."""
    with pytest.raises(ValueError, match="What is left to refund is 11059"):
        reverse_amount(PAID, amount)


def test_units_of_a_line_add_up_to_the_line() -> None:
    """1000 over 3 units: 333.33, 666.67, 1000; the tax of 100 goes 33, 34, 33."""
    line = Collected.in_full(1000, (100,))
    refunds = []
    for refunded in range(3):
        part = reverse_quantity(line, ordered_quantity=3, refunded_quantity=refunded, quantity=1)
        line = line.after(part)
        refunds.append((part.amount, part.tax))
    assert refunds == [(333, 33), (334, 34), (333, 33)]


def test_units_that_an_amount_has_paid_back_add_nothing() -> None:
    """300 of a line of 2 at 500 went back: the first unit gives 200 more, the second 500."""
    line = Collected.in_full(1000, ())
    line = line.after(reverse_amount(line, 300))
    first = reverse_quantity(line, ordered_quantity=2, refunded_quantity=0, quantity=1)
    assert first.amount == 200
    second = reverse_quantity(line.after(first), ordered_quantity=2, refunded_quantity=1, quantity=1)
    assert second.amount == 500


def test_a_free_line_gives_nothing_back() -> None:
    """Its units can still be returned."""
    assert reverse_quantity(
        Collected.in_full(0, (0, 0)), ordered_quantity=2, refunded_quantity=0, quantity=2
    ) == Reversal(0, (0, 0))


@pytest.mark.parametrize("quantity", [0, -1, 2])
def test_a_quantity_is_from_1_to_what_is_left(quantity: int) -> None:
    """Of 3 units with 2 refunded, one is left."""
    with pytest.raises(ValueError, match="What is left of this line is 1 units"):
        reverse_quantity(PAID, ordered_quantity=3, refunded_quantity=2, quantity=quantity)


def test_lines_of_an_order_make_one_refund() -> None:
    """Both lines of the walk-through: 2506 + 8553 with 186 + 633 of tax."""
    refund = reverse_lines(PAID, [Reversal(2506, (186,)), Reversal(8553, (633,))])
    assert (refund.amount, refund.taxes) == (11059, (819,))


def test_a_line_gives_back_no_tax_that_an_amount_took_before() -> None:
    """Two taxed lines of 600 and one of 1000 without tax; 1500 went back with 136 of the 200 tax.

    A taxed line's 100 do not fit into the 64 that are left.
    """
    order = Collected.in_full(2200, (200,))
    order = order.after(reverse_amount(order, 1500))
    assert reverse_lines(order, [Reversal(600, (100,))]).taxes == (64,)


def test_a_line_without_tax_takes_what_would_not_fit_into_the_rest() -> None:
    """1100 with 100 of tax is left of 1000 without tax and 1200 with 200; after 1050 only 50 could hold tax."""
    order = Collected.in_full(2200, (200,))
    order = order.after(reverse_amount(order, 1100))
    assert reverse_lines(order, [Reversal(1050, (0,))]).taxes == (50,)


def test_tax_that_would_not_fit_into_the_rest_comes_from_rates_with_room() -> None:
    """100 hold 30 + 10 of tax; after 95 only 5 could hold some, so 35 go now: 30 of the first rate is all it has."""
    order = Collected.in_full(100, (30, 10))
    assert reverse_lines(order, [Reversal(95, (30, 0))]).taxes == (30, 5)


def test_lines_come_to_no_more_than_is_left_of_the_order() -> None:
    """What an amount has paid back is not paid twice."""
    order = PAID.after(reverse_amount(PAID, 9000))
    with pytest.raises(ValueError, match="What is left to refund is 2059"):
        reverse_lines(order, [Reversal(2506, (186,))])


def test_a_part_payment_holds_its_share_of_tax() -> None:
    """Half of 11059 holds 409.46 of 819; all of it holds all; nothing of nothing holds nothing."""
    assert taxes_collected((819,), paid=5529, total=11059) == (409,)
    assert taxes_collected((819,), paid=11059, total=11059) == (819,)
    assert taxes_collected((0,), paid=0, total=0) == (0,)
    with pytest.raises(ValueError, match="from 0 to 5 can be split"):
        taxes_collected((1,), paid=6, total=5)


def test_a_payment_after_a_refund_keeps_the_books_in_balance() -> None:
    """Five taxes of 4 in 100: 24 hold 0.96 of each, 25 hold 1. The one unit between them can't hold all five."""
    taxes = (4, 4, 4, 4, 4)
    first = Collected.in_full(24, taxes_collected(taxes, paid=24, total=100))
    refund = reverse_amount(first, 24)
    now = taxes_collected(taxes, paid=25, total=100)
    books = Collected(amount=25, taxes=now, refunded=24, taxes_reversed=refund.taxes)
    assert reverse_amount(books, 1).tax == sum(now) - refund.tax <= 1


def test_a_refund_takes_from_the_latest_payment_first() -> None:
    """1500 of 1000 + 200 + 800: the latest gives all, the one before it all, the first the rest."""
    assert spread_latest_first(1500, [1000, 200, 800]) == [500, 200, 800]
    assert spread_latest_first(0, [1000, 200, 800]) == [0, 0, 0]
    with pytest.raises(ValueError, match="can give back is 2000"):
        spread_latest_first(2001, [1000, 200, 800])


@pytest.mark.parametrize(
    ("refunded", "taxes_reversed"),
    [(101, (0,)), (-1, (0,)), (50, (21,)), (50, (-1,)), (5, (6,)), (90, (5,))],
)
def test_books_that_do_not_balance_are_refused(refunded: int, taxes_reversed: tuple[int, ...]) -> None:
    """Of 100 with 20 tax: too much back, tax beyond its amount, or more tax than what is left can hold."""
    with pytest.raises(ValueError, match="from 0 to"):
        Collected(amount=100, taxes=(20,), refunded=refunded, taxes_reversed=taxes_reversed)


@pytest.mark.parametrize("taxes_reversed", [(-1, 5), (5, -1), (21, 5), (5, 21)])
def test_books_of_one_rate_are_not_balanced_by_another(taxes_reversed: tuple[int, int]) -> None:
    """Two rates of 20 each: what is too much or too little for one is not made good by the other."""
    with pytest.raises(ValueError, match="for every rate"):
        Collected(amount=100, taxes=(20, 20), refunded=50, taxes_reversed=taxes_reversed)


def test_refund_is_cut_into_parts_that_add_up_to_it() -> None:
    """100 with 7 and 3 of tax in thirds: 10 * 33 / 100 = 3.3, 10 * 66 / 100 = 6.6, so 3 and 4, and 3 for the last."""
    whole = Reversal(100, (7, 3))
    parts = split_reversal(whole, [33, 33, 34])
    assert [(part.amount, part.tax) for part in parts] == [(33, 3), (33, 4), (34, 3)]
    assert tuple(map(sum, zip(*(part.taxes for part in parts), strict=True))) == whole.taxes


def test_part_of_nothing_holds_no_tax() -> None:
    """And the only part of a refund is the refund."""
    whole = Reversal(100, (7, 3))
    assert split_reversal(whole, [0, 100]) == [Reversal(0, (0, 0)), whole]
    assert split_reversal(Reversal(0, (0, 0)), [0]) == [Reversal(0, (0, 0))]


def test_part_is_rounded_as_it_is_told() -> None:
    """1 of tax in two halves of 10 is 0.5 each: up for the first, or to even."""
    assert [part.tax for part in split_reversal(Reversal(20, (1,)), [10, 10])] == [1, 0]
    assert [part.tax for part in split_reversal(Reversal(20, (1,)), [10, 10], Rounding.HALF_EVEN)] == [0, 1]


@pytest.mark.parametrize("amounts", [[99], [50, 51], []])
def test_parts_that_do_not_add_up_are_refused(amounts: list[int]) -> None:
    """A refund of 100 is cut into 100."""
    with pytest.raises(ValueError, match=r"100|left"):
        split_reversal(Reversal(100, ()), amounts)
