"""The forms that change an order, and what is said if that is not possible."""

from collections.abc import Callable, Mapping

from commerce.domain import errors
from commerce.domain.jurisdictions import TaxAddress
from commerce.domain.locales import read_number
from commerce.domain.money import MAX_AMOUNT, PositiveMoneyInput
from commerce.domain.order_edit_commands import AddTips
from commerce.edge.reading import validated
from commerce.pages.checkout import back_to_page
from commerce.pages.checkout_forms import TIP_PERCENTS
from commerce.pages.checkout_view import CheckoutView
from commerce.pages.forms import posted_form
from commerce.pages.responses import Response
from commerce.pages.routing import Visit
from commerce.usecases import checkout_changes
from commerce.usecases.checkout_opening import Checkout, count_try, open_checkout

Form = Mapping[str, str]

MAX_VERSION_DIGITS = 9
NOTICE_BY_CODE = {
    "VERSION_CONFLICT": "changed",
    "CHECKOUT_SESSION_NOT_OPEN": None,
    "COUPON_MINIMUM_NOT_MET": "coupon_minimum",
    "COUPON_NOT_STACKABLE": "coupon_stack",
    "COUPON_ALREADY_APPLIED": None,
    "PAYMENT_IN_PROGRESS": None,
    "TAX_ADDRESS_INVALID": "address",
}
"""What a refusal is told as; None: the page itself shows what is the case. Others are the step's own notice."""


def change(visit: Visit) -> Response:
    """Do what the form says, then show the page again."""
    form = posted_form(visit.event)
    checkout = open_checkout(visit.runtime, visit.token, visit.public_url)
    count_try(checkout)
    view = CheckoutView.of(visit.frame, checkout)
    step, notice = STEPS.get(visit.step, (None, None))
    if step is None:
        raise errors.RouteNotFound("There is no such form.")
    try:
        checkout_changes.require_payable(checkout)
        step(checkout, form, whole_number(form, "version"))
    except errors.FlintError as refusal:
        if refusal.status >= 500:
            raise
        return back_to_page(view, NOTICE_BY_CODE.get(refusal.code, notice))
    return back_to_page(view)


def whole_number(form: Form, name: str) -> int:
    """A number that the page put into the form. Raises InvalidRequest if somebody changed it."""
    text = form.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= MAX_VERSION_DIGITS):
        raise errors.InvalidRequest("The form was changed; load the page again.", param=name)
    return int(text)


def _coupon(checkout: Checkout, form: Form, version: int) -> None:
    checkout_changes.apply_coupon(checkout, form.get("code", "")[:40] or "-", version=version)


def _remove_coupon(checkout: Checkout, form: Form, version: int) -> None:
    checkout_changes.remove_coupon(checkout, form.get("code", ""), version=version)


def _tip(checkout: Checkout, form: Form, version: int) -> None:
    checkout_changes.set_tip(checkout, _chosen_tip(form, checkout.order.currency), version=version)


def _chosen_tip(form: Form, currency: str) -> AddTips | None:
    percent = form.get("percent")
    if percent in TIP_PERCENTS:
        return AddTips(percent=percent)
    amount = 0 if percent == "0" else read_number(form.get("amount", ""), currency)
    if amount is None or amount > MAX_AMOUNT:
        raise errors.InvalidRequest("A tip is an amount.", param="amount")
    return AddTips(amount_money=PositiveMoneyInput(amount=amount)) if amount else None


def _address(checkout: Checkout, form: Form, version: int) -> None:
    names = ("country", "state", "postal_code", "city", "line1")
    address = validated(TaxAddress, {name: form[name] for name in names if name in form})
    checkout_changes.set_tax_address(checkout, address, version=version)


STEPS: Mapping[str, tuple[Callable[[Checkout, Form, int], None], str]] = {
    "coupon": (_coupon, "coupon"),
    "remove-coupon": (_remove_coupon, "refused"),
    "tip": (_tip, "tip"),
    "address": (_address, "address"),
}
"""By the last part of the form's address: what it does, and what is said if that is refused."""
