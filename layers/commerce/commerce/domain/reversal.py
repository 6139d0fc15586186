"""What a refund gives back: of an order by amount, of a line by quantity, tax parts included, to the last unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from commerce.domain.allocation import allocate, allocate_growing
from commerce.domain.arithmetic import Rounding, divide_rounded


@dataclass(frozen=True, slots=True)
class Reversal:
    """One refund, or a line's part of it.

    amount: minor units, tax included. taxes: the tax inside it, per rate of the order.
    Raises ValueError if a tax is negative, or if together they are more than the amount.
    """

    amount: int
    taxes: tuple[int, ...]

    def __post_init__(self) -> None:
        """Refuse a refund that would give back tax without its price, or price without its tax."""
        if min(self.taxes, default=0) < 0 or self.net < 0:
            raise ValueError(f"A refund of {self.amount} cannot hold taxes of {list(self.taxes)}.")

    @property
    def tax(self) -> int:
        """All tax inside the refund."""
        return sum(self.taxes)

    @property
    def net(self) -> int:
        """The refund without its tax."""
        return self.amount - self.tax


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What was collected for an order, or for one of its lines, and what of it has gone back.

    amount, refunded: minor units, tax included; refunds count from `pending`, failed ones drop out.
    taxes, taxes_reversed: the tax inside either, per rate of the order, both of one length.
    Raises ValueError if more has gone back than came in, or if the tax is more than the amount it is inside.
    """

    amount: int
    taxes: tuple[int, ...]
    refunded: int
    taxes_reversed: tuple[int, ...]

    def __post_init__(self) -> None:
        """Refuse books that do not balance, before anything is computed from them."""
        left = self.taxes_left
        if min(self.taxes_reversed, default=0) < 0 or min(left, default=0) < 0:
            raise ValueError("The tax reversed is from 0 to the tax collected, for every rate.")
        if not 0 <= sum(self.taxes_reversed) <= self.refunded <= self.amount or sum(left) > self.left:
            raise ValueError(
                "What was refunded is from 0 to what was collected, and tax is never more than its amount."
            )

    @classmethod
    def in_full(cls, amount: int, taxes: tuple[int, ...]) -> Self:
        """Money that came in and of which nothing has gone back."""
        return cls(amount=amount, taxes=taxes, refunded=0, taxes_reversed=(0,) * len(taxes))

    @property
    def left(self) -> int:
        """What can still be refunded."""
        return self.amount - self.refunded

    @property
    def taxes_left(self) -> tuple[int, ...]:
        """The tax inside what is left, per rate."""
        return tuple(tax - gone for tax, gone in zip(self.taxes, self.taxes_reversed, strict=True))

    def after(self, reversal: Reversal) -> Self:
        """Count this refund in: the same money once it has gone back too."""
        reversed_now = zip(self.taxes_reversed, reversal.taxes, strict=True)
        return type(self)(
            amount=self.amount,
            taxes=self.taxes,
            refunded=self.refunded + reversal.amount,
            taxes_reversed=tuple(before + now for before, now in reversed_now),
        )


def taxes_collected(taxes: Sequence[int], *, paid: int, total: int) -> tuple[int, ...]:
    """Take the tax inside a part payment, per rate.

    taxes: the whole order's, per rate. paid, total: minor units, 0 <= paid <= total.
    Neither a rate's tax nor the price without tax ever shrinks as more is paid, so that books of an order which was
    refunded between two payments still balance. Paid in full gives the taxes as they are.
    Raises ValueError if more is paid than the total, or if the taxes are more than it.
    """
    return tuple(allocate_growing(paid, [*taxes, total - sum(taxes)])[:-1])


def reverse_amount(collected: Collected, amount: int, rounding: Rounding = Rounding.HALF_UP) -> Reversal:
    """Refund an amount: its tax is round(cumulative refunded * tax / collected) - tax already reversed.

    amount: minor units, tax included, 1 to what is left. The last refund takes the remainder, for every rate.
    The tax is spread over the rates by what is left of each, so no rate ever gives back more than it took.
    Raises ValueError if the amount is below 1 or more than what is left.
    """
    _check_amount(collected, amount)
    due = divide_rounded((collected.refunded + amount) * sum(collected.taxes), collected.amount, rounding)
    least, most = _tax_bounds(collected, amount)
    tax = min(max(due - sum(collected.taxes_reversed), least), most)
    return Reversal(amount, tuple(allocate(tax, collected.taxes_left)))


def reverse_quantity(
    line: Collected,
    *,
    ordered_quantity: int,
    refunded_quantity: int,
    quantity: int,
    rounding: Rounding = Rounding.HALF_UP,
) -> Reversal:
    """Refund units of a line: round(line total * cumulative quantity / quantity ordered) - what went back before.

    quantity: whole units, 1 to those not refunded yet; with the last of them all that is left of the line goes back.
    Units that an earlier refund by amount has paid back already add nothing.
    Raises ValueError if the quantity is below 1 or more than what is left.
    """
    refundable_quantity = ordered_quantity - refunded_quantity
    if not 1 <= quantity <= refundable_quantity:
        raise ValueError(
            f"What is left of this line is {refundable_quantity} units: ask for 1 up to that, not {quantity}."
        )
    due = divide_rounded(line.amount * (refunded_quantity + quantity), ordered_quantity, rounding)
    amount = max(due - line.refunded, 0)
    return reverse_amount(line, amount, rounding) if amount else Reversal(0, (0,) * len(line.taxes))


def reverse_lines(order: Collected, lines: Sequence[Reversal]) -> Reversal:
    """Make one refund of an order out of its lines' parts.

    The tax per rate is the lines' own, held within what the order has left of it: earlier refunds by amount may
    have taken some already.
    Raises ValueError if the lines come to less than 1 or to more than what is left of the order.
    """
    amount = sum(line.amount for line in lines)
    _check_amount(order, amount)
    wanted = [sum(per_line) for per_line in zip(*(line.taxes for line in lines), strict=True)]
    taxes = [min(tax, left) for tax, left in zip(wanted, order.taxes_left, strict=True)]
    least, _ = _tax_bounds(order, amount)
    missing = max(least - sum(taxes), 0)
    room = [left - tax for left, tax in zip(order.taxes_left, taxes, strict=True)]
    return Reversal(amount, tuple(tax + more for tax, more in zip(taxes, allocate(missing, room), strict=True)))


def split_reversal(reversal: Reversal, amounts: Sequence[int], rounding: Rounding = Rounding.HALF_UP) -> list[Reversal]:
    """Cut a refund into parts of these amounts: the tax of each is rounded as if they went back one after the other.

    amounts: minor units, >= 0. Together the parts are exactly the refund, per rate too.
    Raises ValueError if the amounts do not add up to the refund.
    """
    books, parts = Collected.in_full(reversal.amount, reversal.taxes), []
    for amount in amounts:
        part = reverse_amount(books, amount, rounding) if amount else Reversal(0, (0,) * len(reversal.taxes))
        books = books.after(part)
        parts.append(part)
    if books.left:
        raise ValueError(f"A refund of {reversal.amount} is not cut into {list(amounts)}.")
    return parts


def spread_latest_first(amount: int, refundable_amounts: Sequence[int]) -> list[int]:
    """Spread a refund over several payments: the latest gives all it has, then the one before it.

    amount: minor units, >= 0. refundable_amounts: what each payment can still give back, the earliest first.
    Raises ValueError if the amount is negative or more than all payments can give back.
    """
    available = sum(refundable_amounts)
    if not 0 <= amount <= available:
        raise ValueError(f"What these payments can give back is {available}: ask for 0 up to that, not {amount}.")
    parts = [0] * len(refundable_amounts)
    for payment in reversed(range(len(refundable_amounts))):
        parts[payment] = min(amount, refundable_amounts[payment])
        amount -= parts[payment]
    assert amount == 0
    return parts


def _check_amount(collected: Collected, amount: int) -> None:
    """Refuse a refund of nothing, or of more than is left."""
    if not 1 <= amount <= collected.left:
        raise ValueError(f"What is left to refund is {collected.left}: ask for 1 up to that, not {amount}.")


def _tax_bounds(collected: Collected, amount: int) -> tuple[int, int]:
    """Find the least and the most tax that a refund can hold, so that the remainder can hold the rest of the tax."""
    tax_left = sum(collected.taxes_left)
    return max(0, tax_left - (collected.left - amount)), min(tax_left, amount)
