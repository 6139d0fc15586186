"""What the checkout page says of a trial: until when it is free, what comes then, and that it has begun."""

from datetime import datetime
from zoneinfo import ZoneInfo

from commerce.domain.billing_periods import days_later
from commerce.domain.checkout_orders import Stage
from commerce.domain.locales import write_date
from commerce.domain.subscriptions import Subscription
from commerce.pages.amounts import money
from commerce.pages.checkout_forms import often
from commerce.pages.checkout_view import CheckoutView
from commerce.pages.html import Markup, joined, tag

SAID = {
    Stage.CONFIRM: ("Confirm your card", "Your bank wants to know that it is you. Nothing is charged."),
    Stage.PROCESSING: ("Your card is being checked", "This takes a few seconds. Nothing is charged."),
}
"""Title and text of what has no button of its own."""


def title(view: CheckoutView) -> str:
    """Of the page that asks for the card."""
    return view.frame.words("Start your free trial")


def heading(view: CheckoutView) -> Markup:
    """What is begun, and until when it costs nothing."""
    free = view.frame.words("Free until {date}", date=_free_until(view))
    return tag("h1", tag("span", title(view), class_="quiet"), tag("span", free, class_="due"))


def consent(view: CheckoutView) -> Markup:
    """What the buyer agrees to: from when on the card is charged, how much, and what comes on top of the first time."""
    told = view.frame.words(
        "Free until {date}, then {amount} plus tax {often}: you allow {seller} to charge this card from then on at "
        "each renewal, until you cancel.",
        date=_free_until(view),
        amount=_price(view),
        often=often(view),
        seller=view.frame.seller,
    )
    return joined(tag("p", told, class_="quiet"), _fee(view))


def begun(view: CheckoutView) -> tuple[str, Markup]:
    """Title and text once the trial has begun."""
    told = view.frame.words(
        "Free until {date}, then {amount} plus tax {often}. Nothing was charged.",
        date=_free_until(view),
        amount=_price(view),
        often=often(view),
    )
    return view.frame.words("Thank you, your free trial has begun"), joined(tag("p", told), _fee(view))


def _fee(view: CheckoutView) -> Markup | None:
    fee = _of(view).setup_fee_money
    if fee is None or fee.amount == 0:
        return None
    amount = money(view.order, fee.amount, view.frame)
    told = view.frame.words("A set-up fee of {amount} plus tax comes with the first payment.", amount=amount)
    return tag("p", told, class_="quiet")


def _price(view: CheckoutView) -> str:
    subscription = _of(view)
    return money(view.order, subscription.plan.amount * subscription.quantity, view.frame)


def _free_until(view: CheckoutView) -> str:
    """The day on which it ends, where the merchant is; before it has begun, as if it did now."""
    subscription = _of(view)
    return write_date(_ends_at(view, subscription).astimezone(ZoneInfo(subscription.time_zone)), view.frame.locale)


def _ends_at(view: CheckoutView, subscription: Subscription) -> datetime:
    if subscription.trial_end_at is not None:
        return subscription.trial_end_at
    assert view.opened_at is not None, "every page is opened at some moment"
    return days_later(view.opened_at, subscription.checkout_trial_days or 0, subscription.time_zone)


def _of(view: CheckoutView) -> Subscription:
    assert view.subscription is not None, "a trial is a subscription's"
    return view.subscription
