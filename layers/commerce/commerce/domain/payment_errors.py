"""What a card or its processor refuses, by the code that is stored with the attempt."""

from commerce.domain.error_kinds import OTHER, FlintError, InvalidRequest, PaymentDeclined


class InvalidPaymentSource(InvalidRequest):
    """The card processor does not take this source or amount; nothing was charged."""

    code = "PAYMENT_SOURCE_INVALID"


class AmountTooSmall(InvalidPaymentSource):
    """Below what the card processor charges."""

    code = "AMOUNT_TOO_SMALL"


class AmountTooLarge(InvalidPaymentSource):
    """Above what the card processor charges at once."""

    code = "AMOUNT_TOO_LARGE"


class InsufficientFunds(PaymentDeclined):
    """The card has not enough money."""

    code = "INSUFFICIENT_FUNDS"


class ExpiredCard(PaymentDeclined):
    """The card has expired."""

    code = "EXPIRED_CARD"


class IncorrectCvc(PaymentDeclined):
    """The card's security code is wrong."""

    code = "INCORRECT_CVC"


class ProcessingError(PaymentDeclined):
    """The bank could not process the card."""

    code = "PROCESSING_ERROR"


class AuthenticationRequired(PaymentDeclined):
    """The bank wants the buyer to confirm."""

    code = "AUTHENTICATION_REQUIRED"


class PaymentAbandoned(PaymentDeclined):
    """The payment was given up; nothing was taken."""

    code = "PAYMENT_ABANDONED"


class RefundRefused(PaymentDeclined):
    """The card processor refused to give money back."""

    code = "REFUND_FAILED"


PAYMENT_REFUSALS: dict[str, type[FlintError]] = {
    refusal.code: refusal
    for refusal in (
        PaymentDeclined,
        InsufficientFunds,
        ExpiredCard,
        IncorrectCvc,
        ProcessingError,
        AuthenticationRequired,
        PaymentAbandoned,
        RefundRefused,
        InvalidPaymentSource,
        AmountTooSmall,
        AmountTooLarge,
    )
}


def payment_refusal(code: str, message: str) -> FlintError:
    """The refusal of a payment or refund by its code, the same whether it just happened or is replayed."""
    refusal = PAYMENT_REFUSALS.get(code, PaymentDeclined)
    if refusal.status != PaymentDeclined.status:
        another = {"paymentSourceToken": OTHER} if refusal is InvalidPaymentSource else {}
        return refusal(message, param="paymentSourceToken", corrections=another)
    if refusal is RefundRefused:
        steps = ["Look the payment up at the card processor: it may be disputed, or too old.", "Pay back another way."]
        return refusal(message, supported_actions=["refund"], next_steps=steps)
    return refusal(
        message,
        supported_actions=["pay"],
        next_steps=["Ask the buyer for another card.", "Pay again with a new idempotency key."],
        corrections={"paymentSourceToken": OTHER},
    )
