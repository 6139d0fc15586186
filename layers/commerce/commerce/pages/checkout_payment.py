"""The form that pays, the way to the bank and back, and what is said if a payment is refused."""

from commerce.domain import errors
from commerce.domain.checkout_orders import Stage
from commerce.domain.orders import Order
from commerce.domain.payment_commands import PayOrder
from commerce.edge.reading import validated
from commerce.pages.checkout import after_payment, back_to_page
from commerce.pages.checkout_steps import Form, whole_number
from commerce.pages.checkout_view import CheckoutView
from commerce.pages.forms import posted_form
from commerce.pages.responses import Response
from commerce.pages.routing import Visit
from commerce.usecases import checkout_payments
from commerce.usecases.checkout_opening import Checkout, count_try, open_checkout
from commerce.usecases.commit import Replayed

NOTICE_BY_CODE = {
    "VERSION_CONFLICT": "changed",
    "IDEMPOTENCY_KEY_REUSED": "changed",
    "INVENTORY_INSUFFICIENT": "stock",
    "PAYMENT_LINK_NOT_OPEN": "link",
    "PROCESSOR_UNAVAILABLE": "unknown",
    "STORAGE_UNAVAILABLE": "unknown",
    "PAYMENT_SOURCE_INVALID": "card",
}
SHOWN_BY_THE_PAGE = frozenset({"IDEMPOTENCY_KEY_IN_PROGRESS", "PAYMENT_IN_PROGRESS", "ORDER_ALREADY_PAID"})
"""The page itself says what is the case."""


def pay(visit: Visit) -> Response:
    """Charge, give a payment up, or see what came of it; then the page says how things stand."""
    form = posted_form(visit.event) if visit.step != "return" else {}
    checkout = open_checkout(visit.runtime, visit.token, visit.public_url)
    count_try(checkout)
    notice = None
    try:
        if visit.step == "return":
            checkout_payments.come_back(checkout)
        elif visit.step == "cancel":
            checkout_payments.give_up(checkout)
        elif checkout.stage is Stage.PAY:
            asked = _asked(checkout, form, CheckoutView.of(visit.frame, checkout))
            if isinstance(asked, PayOrder) and checkout.keeps_card:
                _keep_card(checkout, form, asked)
            elif isinstance(asked, PayOrder):
                paid = checkout._replace(order=_charge(checkout, form, asked))
                return after_payment(CheckoutView.of(visit.frame, paid))
            else:
                notice = asked
    except Replayed:
        pass  # the same attempt, sent again: what came of the first one is shown
    except errors.FlintError as refusal:
        notice = _notice(refusal)
    again = open_checkout(visit.runtime, visit.token, visit.public_url)
    after = CheckoutView.of(visit.frame, again)
    # Another tab was faster, and did what this one was to do: that is shown, not that this one came too late.
    done = checkout.keeps_card and again.stage is not Stage.PAY
    return back_to_page(after, notice) if notice and not done else after_payment(after)


def _notice(refusal: errors.FlintError) -> str | None:
    if refusal.status == 402 or refusal.code in SHOWN_BY_THE_PAGE:
        return None
    if refusal.code.startswith("COUPON_"):
        return "coupon_gone"
    return NOTICE_BY_CODE.get(refusal.code, "refused")


def _charge(checkout: Checkout, form: Form, command: PayOrder) -> Order:
    """Charge what the form's page showed."""
    version, attempt = whole_number(form, "version"), whole_number(form, "attempt")
    return checkout_payments.pay(checkout, command, version=version, attempt=attempt)


def _keep_card(checkout: Checkout, form: Form, command: PayOrder) -> None:
    """Keep the card of a trial, on the terms that the form's page showed."""
    from commerce.usecases import checkout_cards  # noqa: PLC0415 (only trials load it)

    assert command.payment_source_token is not None, "it was asked for"
    seen = checkout_cards.Seen(*(whole_number(form, name) for name in ("attempt", "version", "terms")))
    checkout_cards.keep(checkout, command.payment_source_token, buyer_email=command.buyer_email, seen=seen)


def _asked(checkout: Checkout, form: Form, view: CheckoutView) -> PayOrder | str:
    """What the form asks for; a notice if it lacks something."""
    order = checkout.order
    if order.buyer_email is None and "email" not in form:
        return "email"
    takes_card = order.payable > 0 or checkout.keeps_card
    token = form.get("token") if takes_card else None
    offered = {card.token for card in view.sandbox_cards}
    if takes_card and (token is None or (not view.publishable_key and token not in offered)):
        return "card"
    keeps = view.subscription is not None or (form.get("save") == "yes" and order.customer_id is not None)
    saves = {"save_payment_method": True} if token and keeps else {}
    said = {"payment_source_token": token, "buyer_email": form.get("email"), **saves}
    try:
        return validated(PayOrder, {name: value for name, value in said.items() if value is not None})
    except errors.InvalidRequest as wrong:
        return "email" if wrong.param == "buyerEmail" else "card"
