"""The forms of the checkout page: coupon, tip, tax address, and how it is paid."""

from typing import NamedTuple

from commerce.domain.locales import write_number
from commerce.pages.amounts import money, percent
from commerce.pages.checkout_view import CheckoutView
from commerce.pages.fields import button, field, form, hidden
from commerce.pages.html import Markup, joined, tag

TIP_PERCENTS = ("10", "15", "20")
STRIPE_SCRIPT = "https://js.stripe.com/clover/stripe.js"


class TestCard(NamedTuple):
    """A card of the sandbox: its token, what is shown of it, and what it does."""

    token: str
    name: str
    does: str


TEST_CARDS = (
    TestCard("tok_visa", "Visa •••• 4242", "Is charged"),
    TestCard("tok_mastercard", "Mastercard •••• 4444", "Is charged"),
    TestCard("tok_threeDSecure2Required", "Visa •••• 3220", "Asks for 3-D Secure"),
    TestCard("tok_chargeDeclined", "Visa •••• 0002", "Is declined"),
    TestCard("tok_chargeDeclinedInsufficientFunds", "Visa •••• 9995", "Has insufficient funds"),
    TestCard("tok_chargeDeclinedExpiredCard", "Visa •••• 0069", "Has expired"),
    TestCard("tok_chargeDeclinedIncorrectCvc", "Visa •••• 0127", "Has a wrong security code"),
)


def coupon_form(view: CheckoutView) -> Markup | None:
    """A code's field, and the codes that are applied, each with the way to take it off."""
    if not view.takes_coupons:
        return None
    say, order = view.frame.words, view.order
    seen = hidden(version=order.version)
    applied = [
        form(
            view.action("remove-coupon"),
            seen,
            hidden(code=each.coupon_code),
            tag("span", each.coupon_code, class_="chip"),
            button(say("Remove"), class_="plain", aria_label=say("Remove {code}", code=each.coupon_code)),
            class_="applied",
        )
        for each in order.applied_discounts
        if each.coupon_code is not None
    ]
    label = say("Promotion code")
    box = field("code", label, required=True, maxlength=40, autocomplete="off", autocapitalize="characters")
    entry = form(view.action("coupon"), seen, box, button(say("Apply"), class_="second"), class_="inline")
    opened = view.notice is not None and view.notice.startswith("coupon")
    return joined(applied, tag("details", tag("summary", say("Add a promotion code")), entry, open=opened))


def tip_form(view: CheckoutView) -> Markup | None:
    """Some percentages, an amount of one's own, or none."""
    if not view.takes_tips:
        return None
    say, order, locale = view.frame.words, view.order, view.frame.locale
    given = order.added_tips[0] if len(order.added_tips) == 1 else None
    chosen = "0" if not order.added_tips else None if given is None else given.percent
    choices = [
        button(
            say("No tip") if each == "0" else percent(each, locale),
            name="percent",
            value=each,
            aria_pressed="true" if each == chosen else "false",
            class_="choice",
        )
        for each in ("0", *TIP_PERCENTS)
    ]
    seen = hidden(version=order.version)
    typed = None if given is None or given.amount is None else write_number(given.amount, order.currency, locale)
    own = form(
        view.action("tip"),
        seen,
        field("amount", say("Tip"), inputmode="decimal", value=typed, required=True, maxlength=12),
        button(say("Set"), class_="second"),
        class_="inline",
    )
    group = form(view.action("tip"), seen, tag("p", choices, class_="choices", role="group", aria_label=say("Tip")))
    other = tag("details", tag("summary", say("Another amount")), own, open=typed is not None or view.notice == "tip")
    return tag("section", tag("h2", say("Add a tip")), group, other)


def address_form(view: CheckoutView) -> Markup:
    """Where the buyer is, as far as tax asks for it."""
    say = view.frame.words
    return form(
        view.action("address"),
        hidden(version=view.order.version),
        tag("h2", say("Your address")),
        tag("p", say("It decides which taxes apply."), class_="quiet"),
        field("line1", say("Street and number"), maxlength=200, autocomplete="address-line1"),
        field("city", say("City"), maxlength=120, autocomplete="address-level2"),
        field("state", say("State or province"), maxlength=6, autocomplete="address-level1", hint=say("Such as CA")),
        field("postal_code", say("Postal code"), maxlength=12, autocomplete="postal-code"),
        field(
            "country",
            say("Country"),
            required=True,
            maxlength=2,
            pattern="[A-Za-z]{2}",
            autocomplete="country",
            hint=say("Two letters, such as US"),
        ),
        button(say("Continue"), class_="main"),
    )


def pay_form(view: CheckoutView) -> Markup:
    """Who pays, with which card, and the button that charges it."""
    say, order = view.frame.words, view.order
    takes_card = order.payable > 0 or view.keeps_card
    return form(
        view.action("pay"),
        _seen(view),
        tag("h2", say("Contact")),
        _email(view),
        _card(view) if takes_card else None,
        _consent(view) if takes_card else None,
        button(tag("span", _label(view)), class_="main", disabled=takes_card and not view.can_charge),
        id="pay",
        data_busy=say("One moment…"),
    )


def _seen(view: CheckoutView) -> list[Markup]:
    """What the buyer saw, and how often a card was given before."""
    order = view.order
    if view.keeps_card and view.subscription is not None:
        return hidden(version=order.version, attempt=view.session.version, terms=view.subscription.version)
    return hidden(version=order.version, attempt=len(order.payments))


def _label(view: CheckoutView) -> str:
    """What the button does."""
    say, order = view.frame.words, view.order
    if view.keeps_card:
        return say("Start free trial")
    if order.payable == 0:
        return say("Complete the order")
    return say("Pay {amount}", amount=money(order, order.payable, view.frame))


def _email(view: CheckoutView) -> Markup:
    say = view.frame.words
    if view.order.buyer_email is not None:
        return tag("p", view.order.buyer_email, class_="known")
    return field("email", say("E-mail address"), type="email", required=True, maxlength=254, autocomplete="email")


def _consent(view: CheckoutView) -> Markup | None:
    """Only a customer's card can be kept; a subscription's must be."""
    if view.keeps_card:
        from commerce.pages import checkout_trial  # noqa: PLC0415 (only trials load it)

        return checkout_trial.consent(view)
    if view.subscription is not None:
        return tag("p", _renewal(view), class_="quiet")
    if view.order.customer_id is None:
        return None
    kept = view.frame.words("Keep my card with {seller} for later purchases", seller=view.frame.seller)
    return tag("p", tag("label", tag("input", type="checkbox", name="save", value="yes"), kept), class_="check")


RENEWALS = {
    "daily": ("every day", "every {count} days"),
    "weekly": ("every week", "every {count} weeks"),
    "monthly": ("every month", "every {count} months"),
    "yearly": ("every year", "every {count} years"),
}


def _renewal(view: CheckoutView) -> str:
    """What the buyer agrees to beside this payment."""
    assert view.subscription is not None
    say, plan = view.frame.words, view.subscription.plan
    return say(
        "{amount} plus tax {often}: you allow {seller} to charge this card at each renewal, until you cancel.",
        amount=money(view.order, plan.amount * view.subscription.quantity, view.frame),
        often=often(view),
        seller=view.frame.seller,
    )


def often(view: CheckoutView) -> str:
    """How often the subscription renews, in words."""
    assert view.subscription is not None, "a subscription renews"
    say, plan = view.frame.words, view.subscription.plan
    once, several = RENEWALS[str(plan.billing_interval)]
    count = plan.billing_interval_count
    return say(once) if count == 1 else say(several, count=str(count))


def _card(view: CheckoutView) -> Markup:
    if view.publishable_key:
        return _payment_element(view)
    say = view.frame.words
    if not view.sandbox_cards:
        return tag("p", say("Cards can't be taken here yet; please contact {seller}.", seller=view.frame.seller))
    cards = [
        tag(
            "label",
            tag("input", type="radio", name="token", value=card.token, required=True, checked=index == 0),
            tag("span", tag("span", card.name, class_="name"), tag("span", say(card.does), class_="quiet")),
            class_="card-choice",
        )
        for index, card in enumerate(view.sandbox_cards)
    ]
    return tag("fieldset", tag("legend", say("Choose a test card")), cards)


def _for_stripe(amount: int, currency: str) -> int:
    """What Stripe's fields are told that is to be paid; what Stripe has no number for is refused when it is charged."""
    from commerce.payments.stripe_money import NoSuchAmountAtStripe, to_stripe  # noqa: PLC0415 (Stripe's fields alone)

    try:
        return to_stripe(amount, currency)
    except NoSuchAmountAtStripe:
        return amount


def _payment_element(view: CheckoutView) -> Markup:
    """Stripe's own fields: a card's number goes from the browser to Stripe, and a token comes here."""
    say, order = view.frame.words, view.order
    place = tag(
        "div",
        id="payment-element",
        data_key=view.publishable_key,
        data_mode="setup" if view.keeps_card else "payment",
        data_amount=None if view.keeps_card else _for_stripe(order.payable, order.currency),
        data_currency=order.currency.lower(),
        data_locale=view.frame.words.language,
        data_failed=say("The card could not be checked; please try again."),
    )
    return joined(
        tag("h2", say("Card")),
        place,
        tag("input", type="hidden", name="token", value="", id="token"),
        tag("p", class_="alert", role="alert", id="card-alert", hidden=True),
        tag("noscript", tag("p", say("Paying by card takes JavaScript; please turn it on."), class_="alert")),
    )
