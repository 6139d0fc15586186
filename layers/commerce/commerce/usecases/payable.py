"""How much of an order can be paid, and which payment intents wait to be."""

from commerce.domain import errors, order_editing
from commerce.domain.lifecycle import PaymentIntentStatus
from commerce.domain.money import MoneyInput, format_amount
from commerce.domain.orders import Order
from commerce.domain.payments import PaymentIntent


def amount_to_pay(order: Order, money: MoneyInput, field: str = "amountMoney") -> int:
    """A part of what can be paid, minor units. Raises CurrencyMismatch or AmountExceedsBalance."""
    amount = order_editing.amount_in(order, money, field)
    require_payable(order, amount, field)
    return amount


def require_payable(order: Order, amount: int, field: str) -> None:
    """Raises AmountExceedsBalance for more than is still to be paid and not held already."""
    if amount > order.payable:
        most = format_amount(order.payable, order.currency)
        raise errors.AmountExceedsBalance(
            f"At most {most} are still to be paid; send {order.payable} or less, or leave {field} out for all of it.",
            param=field,
            fields=[errors.InvalidField(f"{field}.amount", "AMOUNT_EXCEEDS_BALANCE", f"at most {order.payable}")],
            corrections={f"{field}.amount": order.payable} if field == "amountMoney" and order.payable > 0 else {},
        )


def require_unconfirmed(intent: PaymentIntent) -> None:
    """Raises PaymentIntentUnexpectedState unless the intent can be confirmed."""
    waits = {PaymentIntentStatus.REQUIRES_PAYMENT_METHOD, PaymentIntentStatus.REQUIRES_CONFIRMATION}
    if intent.status not in waits:
        raise errors.PaymentIntentUnexpectedState(
            f"Payment intent {intent.id} is {intent.status}; only one that waits for a card or for its confirmation "
            "can be charged. Make another one for another payment.",
            param="paymentIntentId",
        )
