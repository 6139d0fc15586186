"""What may be sent of money that came in past the card processor."""

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from commerce.domain.manual_payment_commands import RecordManualPayment, ReverseManualPayment

PAYMENT = f"pi_{'0' * 26}"


def test_cash_for_all_that_is_owed_is_recorded_unless_told_otherwise() -> None:
    """Without a note."""
    recorded = RecordManualPayment()
    assert (recorded.source_type, recorded.amount_money, recorded.reference) == ("cash", None, None)


@pytest.mark.parametrize("source", ["cash", "check", "bank_transfer", "other"])
def test_any_source_but_a_card_is_recorded(source: str) -> None:
    """A part of the balance, with a note of 200 letters."""
    sent = {"source_type": source, "amount_money": {"amount": 1}, "reference": "x" * 200}
    recorded = RecordManualPayment.model_validate(sent)
    assert (recorded.source_type, recorded.reference) == (source, "x" * 200)
    assert recorded.amount_money is not None
    assert recorded.amount_money.amount == 1


def test_why_a_payment_is_reversed_may_be_told() -> None:
    """In 200 letters, or not at all."""
    told = ReverseManualPayment.model_validate({"payment_intent_id": PAYMENT, "reason": "x" * 200})
    assert (told.payment_intent_id, told.reason) == (PAYMENT, "x" * 200)
    assert ReverseManualPayment.model_validate({"payment_intent_id": PAYMENT}).reason is None


@pytest.mark.parametrize(
    ("command", "sent", "where"),
    [
        (RecordManualPayment, {"source_type": "card"}, ()),
        (RecordManualPayment, {"amount_money": {"amount": 0}}, ("amount_money", "amount")),
        (RecordManualPayment, {"reference": "x" * 201}, ("reference",)),
        (ReverseManualPayment, {"payment_intent_id": PAYMENT, "reason": "x" * 201}, ("reason",)),
        (ReverseManualPayment, {"payment_intent_id": "pi_1"}, ("payment_intent_id",)),
        (ReverseManualPayment, {}, ("paymentIntentId",)),
    ],
)
def test_what_can_not_be_is_refused(command: type[BaseModel], sent: dict[str, Any], where: tuple[str, ...]) -> None:
    """A card is charged, not recorded; nothing, a longer text and no payment are none."""
    with pytest.raises(ValidationError) as refused:
        command.model_validate(sent)
    (wrong,) = refused.value.errors()
    assert wrong["loc"] == where
