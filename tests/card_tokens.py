"""What becomes of a charge, or of saving a card, by its token."""

from __future__ import annotations

from collections.abc import Callable

from commerce.domain import errors
from commerce.domain.outcomes import (
    ActionRequired,
    CardSaved,
    Charged,
    ChargeOutcome,
    Declined,
    InProgress,
    SaveOutcome,
)
from commerce.domain.payment_parts import Card

VISA = Card(brand="visa", last4="4242", exp_month=12, exp_year=2034)


def succeeded(identity: str) -> Charged:
    """The money was taken."""
    return Charged(identity, "ch_stripe", VISA, saved_method_id=f"pm_of_{identity}")


def declined(code: str = "CARD_DECLINED") -> Callable[[str], Declined]:
    """The card said no."""
    return lambda identity: Declined(code, f"The card said {code}.", identity, VISA)


def lost() -> errors.ProcessorUnavailable:
    """Nobody knows whether the call took effect."""
    return errors.ProcessorUnavailable("No answer came.")


def outcome_of(token: str, identity: str) -> ChargeOutcome:
    """What becomes of charging it."""
    match token:
        case "tok_visa":
            return succeeded(identity)
        case _ if token.startswith("pm_"):
            return succeeded(identity)
        case "tok_3ds" | "tok_threeDSecure2Required":
            return ActionRequired(identity, f"{identity}_secret")
        case "tok_slow":
            return InProgress(identity)
        case "tok_bad":
            return Declined("PAYMENT_SOURCE_INVALID", "No such token.", status=400)
        case _:
            return declined(token.removeprefix("tok_"))(identity)


def saved_by(token: str, identity: str, owner_id: str) -> SaveOutcome:
    """What becomes of saving its card."""
    match token:
        case _ if token == "tok_visa" or token.startswith("tok_later_"):
            return CardSaved(identity, f"pm_stripe_{identity}", VISA, owner_id)
        case "tok_3ds" | "tok_threeDSecure2Required":
            return ActionRequired(identity, f"{identity}_secret")
        case _:
            return Declined(token.removeprefix("tok_"), "The card said no.", identity)


def setup_of(outcome: SaveOutcome) -> str | None:
    """The processor's name of how a card was saved."""
    return outcome.processor_setup_id if isinstance(outcome, CardSaved) else outcome.processor_payment_id
