"""The test cards: what each token and `pm_card_…` name stands for.

`tok_visa` and `pm_card_visa` are the same card. Source: https://docs.stripe.com/testing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

_PREFIXES = ("tok_", "pm_card_")


@dataclass(frozen=True)
class Decline:
    """Why a card says no.

    code: Stripe's error code. decline_code: the issuer's reason; None where Stripe sends none.
    """

    code: str
    decline_code: str | None
    message: str


@dataclass(frozen=True)
class TestCard:
    """A card and how it behaves.

    attaches: whether it can be saved to a customer.
    authentication: when its bank asks the buyer. "unless_set_up" and "already_set_up" leave
    off-session payments alone once the card has been set up for them.
    """

    __test__ = False  # pytest would take the name for a test class.

    name: str
    brand: str = "visa"
    last4: str = "4242"
    funding: str = "credit"
    country: str = "US"
    decline: Decline | None = None
    attaches: bool = True
    authentication: Literal["never", "always", "unless_set_up", "already_set_up"] = "never"
    refund: Literal["succeeds", "pends", "fails_later"] = "succeeds"
    dispute_reason: str | None = None


GENERIC = Decline("card_declined", "generic_decline", "Your card was declined.")
_FUNDS = Decline("card_declined", "insufficient_funds", "Your card has insufficient funds.")
_LOST = Decline("card_declined", "lost_card", "Your card was declined.")
_STOLEN = Decline("card_declined", "stolen_card", "Your card was declined.")
_FRAUD = Decline("card_declined", "fraudulent", "Your card was declined.")
_VELOCITY = Decline("card_declined", "card_velocity_exceeded", "Your card was declined for too many attempts.")
_EXPIRED = Decline("expired_card", None, "Your card has expired.")
_CVC = Decline("incorrect_cvc", None, "Your card's security code is incorrect.")
_PROCESSING = Decline("processing_error", None, "An error occurred while processing your card. Try again later.")

AUTHENTICATION_REQUIRED = Decline(
    "authentication_required",
    "authentication_required",
    "Your card was declined. This transaction requires authentication.",
)

_BRANDS = (
    TestCard("visa"),
    TestCard("visa_debit", last4="5556", funding="debit"),
    TestCard("mastercard", brand="mastercard", last4="4444"),
    TestCard("mastercard_debit", brand="mastercard", last4="8210", funding="debit"),
    TestCard("mastercard_prepaid", brand="mastercard", last4="5100", funding="prepaid"),
    TestCard("amex", brand="amex", last4="8431"),
    TestCard("discover", brand="discover", last4="1117"),
    TestCard("diners", brand="diners", last4="0004"),
    TestCard("jcb", brand="jcb", last4="0505", country="JP"),
    TestCard("unionpay", brand="unionpay", last4="0005", country="CN"),
    *(TestCard(code.lower(), country=code) for code in ("US", "GB", "DE", "FR", "AU", "CA", "JP", "SG")),
)

_DECLINED = (
    TestCard("chargeDeclined", last4="0002", decline=GENERIC),
    TestCard("chargeDeclinedInsufficientFunds", last4="9995", decline=_FUNDS),
    TestCard("chargeDeclinedLostCard", last4="9987", decline=_LOST),
    TestCard("chargeDeclinedStolenCard", last4="9979", decline=_STOLEN),
    TestCard("chargeDeclinedExpiredCard", last4="0069", decline=_EXPIRED),
    TestCard("chargeDeclinedIncorrectCvc", last4="0127", decline=_CVC),
    TestCard("chargeDeclinedProcessingError", last4="0119", decline=_PROCESSING),
    TestCard("chargeDeclinedFraudulent", last4="0019", decline=_FRAUD),
    TestCard("chargeDeclinedVelocityLimitExceeded", last4="6975", decline=_VELOCITY),
    TestCard("radarBlock", last4="0019", decline=_FRAUD),
)

# These can be saved, and are declined only when charged.
_DECLINED_LATER = (
    TestCard("chargeCustomerFail", last4="0341", decline=GENERIC),
    TestCard("chargeCustomerFailLostCard", last4="0341", decline=_LOST),
    TestCard("chargeCustomerFailStolenCard", last4="0341", decline=_STOLEN),
)

_AUTHENTICATED = (
    TestCard("threeDSecure2Required", last4="3220", authentication="always"),
    TestCard("threeDSecureRequired", last4="3063", authentication="always"),
    TestCard(
        "threeDSecureRequiredChargeDeclined",
        last4="1629",
        authentication="always",
        decline=GENERIC,
    ),
    TestCard("threeDSecureOptional", last4="3055"),
    TestCard("authenticationRequired", last4="3184", authentication="always"),
    TestCard("authenticationRequiredOnSetup", last4="3155", authentication="unless_set_up"),
    TestCard("authenticationRequiredSetupForOffSession", last4="0446", authentication="already_set_up"),
    TestCard(
        "authenticationRequiredChargeDeclinedInsufficientFunds",
        last4="3178",
        authentication="unless_set_up",
        decline=_FUNDS,
    ),
)

_AFTERWARDS = (
    TestCard("pendingRefund", last4="7726", refund="pends"),
    TestCard("refundFail", last4="5126", refund="fails_later"),
    TestCard("createDispute", last4="0259", dispute_reason="fraudulent"),
    TestCard("createDisputeProductNotReceived", last4="2685", dispute_reason="product_not_received"),
    TestCard("bypassPending", last4="0077"),
    TestCard("riskLevelElevated", last4="9235"),
)


def _every_name() -> dict[str, TestCard]:
    declined = tuple(replace(card, attaches=False) for card in _DECLINED)
    cards = (*_BRANDS, *declined, *_DECLINED_LATER, *_AUTHENTICATED, *_AFTERWARDS)
    names = {card.name: card for card in cards}
    # Stripe lists the declining cards with the brand in the name, and some without.
    for card in (*declined, *_DECLINED_LATER):
        names[f"visa_{card.name}"] = card
    names["visa_debit_chargeDeclinedInsufficientFunds"] = names["chargeDeclinedInsufficientFunds"]
    return names


_CARDS = _every_name()


def by_name(name: str) -> TestCard:
    """Return the card a payment method was made from; `name` has no prefix."""
    return _CARDS[name]


def by_token(token: str) -> TestCard | None:
    """Return the card of `tok_…` or `pm_card_…`; None if there is no such test card."""
    for prefix in _PREFIXES:
        if token.startswith(prefix):
            return _CARDS.get(token[len(prefix) :])
    return None
