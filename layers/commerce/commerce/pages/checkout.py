"""The checkout page in each of its stages."""

from urllib.parse import urlencode

from commerce.domain.checkout_orders import Stage
from commerce.domain.ids import order_number
from commerce.domain.locales import write_date, write_time
from commerce.domain.redirects import origin_of, secure_origin_of
from commerce.pages.amounts import lines, money, totals
from commerce.pages.checkout_forms import STRIPE_SCRIPT, address_form, coupon_form, pay_form, tip_form
from commerce.pages.checkout_view import CheckoutView
from commerce.pages.fields import alert, button, form
from commerce.pages.html import Markup, joined, tag
from commerce.pages.layout import document, masthead, notice_page, own_script
from commerce.pages.responses import Allowed, Response, html_page, see_other

LOOK_AGAIN_SECONDS = 3
STRIPE = Allowed(
    scripts=("https://js.stripe.com",),
    frames=("https://js.stripe.com", "https://hooks.stripe.com"),
    connections=("https://api.stripe.com",),
)

DECLINES = {
    "INSUFFICIENT_FUNDS": "The card does not have enough money for this. Please use another card.",
    "EXPIRED_CARD": "The card has expired. Please use another card.",
    "INCORRECT_CVC": "The card's security code is wrong. Please check it and try again.",
    "PROCESSING_ERROR": "The bank could not work on the payment. Please try again in a moment.",
    "AUTHENTICATION_REQUIRED": "The bank did not get your confirmation. Please try again, or use another card.",
}
DECLINED = "The card was declined. Nothing was charged; please try another card, or ask your bank."

NOTICES = {
    "changed": "Something changed meanwhile. Please check the order, then pay.",
    "coupon": "This code is not valid for this order.",
    "coupon_minimum": "The order is below what this code takes.",
    "coupon_stack": "This code can't be combined with the discounts that the order has.",
    "coupon_gone": "A code of this order is not valid any more. Please remove it, then pay.",
    "tip": "Please enter the tip as an amount, such as 5.00.",
    "address": "Please check the address.",
    "email": "Please enter your e-mail address.",
    "card": "Please choose a card.",
    "link": "This has just sold out: others were faster. Nothing was charged.",
    "stock": "Something of this order has just sold out. Please contact the seller.",
    "unknown": "We can't tell yet whether the card was charged. You are not charged twice: load this page again.",
    "refused": "That was not possible. Please check the order, and try again.",
}


def checkout_page(view: CheckoutView, *, status: int = 200) -> Response:
    """The page as its stage asks for it."""
    match view.stage:
        case Stage.PAY:
            shown = _to_pay(view)
        case Stage.CONFIRM:
            shown = _to_confirm(view)
        case Stage.PROCESSING:
            shown = _in_progress(view)
        case Stage.PAID:
            shown = _paid(view)
        case Stage.EXPIRED:
            shown = _over(view, "wait", "This page has expired")
        case Stage.CLOSED:
            shown = _over(view, "stop", "This page was closed")
    return html_page(status, shown, view.frame.nonce, _allowed(view))


def after_payment(view: CheckoutView) -> Response:
    """Where a buyer goes once they paid: to the merchant, if that was asked for; else they see this page."""
    url = view.session.success_redirect_url
    paid = view.stage is Stage.PAID
    return see_other(view.session.redirect(url) if paid and url is not None else view.base)


def back_to_page(view: CheckoutView, notice: str | None = None) -> Response:
    """The page again, with a notice."""
    return see_other(f"{view.base}?{urlencode({'n': notice})}" if notice else view.base)


def _allowed(view: CheckoutView) -> Allowed:
    urls = [view.session.success_redirect_url]
    pictures = [line.image_url for line in view.order.lines]
    pictures += [view.frame.settings.logo_url if view.frame.settings else None]
    origins = [secure_origin_of(url) for url in pictures if url is not None]
    base = STRIPE if view.publishable_key else Allowed()
    return base._replace(
        forms=[origin_of(url) for url in urls if url is not None],
        images=[origin for origin in origins if origin is not None],
    )


def _to_pay(view: CheckoutView) -> Markup:
    say, frame, order = view.frame.words, view.frame, view.order
    cancel = view.session.cancel_redirect_url
    back = tag("a", say("Back"), href=view.session.redirect(cancel), class_="back") if cancel else None
    title, heading = _what_for(view)
    summary = tag(
        "section",
        tag("header", back, masthead(frame)),
        heading,
        lines(order, frame),
        coupon_form(view),
        totals(order, frame),
        class_="summary",
    )
    ask = address_form(view) if view.needs_address else joined(tip_form(view), pay_form(view))
    paying = tag("section", ask, _until(view), class_="card paying")
    scripts = joined(
        tag("script", src=STRIPE_SCRIPT, nonce=frame.nonce) if view.publishable_key else None,
        own_script(frame, "checkout.js"),
    )
    main = tag("main", alert(_what_is_wrong(view)), summary, paying, class_="double")
    return document(frame, title, main, scripts=scripts)


def _what_for(view: CheckoutView) -> tuple[str, Markup]:
    """The page's title, and what stands above what is sold."""
    if view.keeps_card:
        from commerce.pages import checkout_trial  # noqa: PLC0415 (only trials load it)

        return checkout_trial.title(view), checkout_trial.heading(view)
    title = view.frame.words("Pay {seller}", seller=view.frame.seller)
    due = money(view.order, view.order.payable, view.frame)
    return title, tag("h1", tag("span", title, class_="quiet"), tag("span", due, class_="due"))


def _what_is_wrong(view: CheckoutView) -> str | None:
    say = view.frame.words
    if view.notice in NOTICES:
        return say(NOTICES[str(view.notice)])
    if view.declined is not None:
        return say(DECLINES.get(view.declined, DECLINED))
    return None


def _until(view: CheckoutView) -> Markup:
    """How long the page can be used, in the merchant's mode's own time: UTC."""
    locale, at = view.frame.locale, view.session.expires_at
    told = view.frame.words(
        "This page is open until {date}, {time} UTC.", date=write_date(at, locale), time=write_time(at, locale)
    )
    return tag("p", told, class_="until quiet")


def _to_confirm(view: CheckoutView) -> Markup:
    """The bank asks the buyer: by Stripe's script, or on the stand-in's own page."""
    say, frame = view.frame.words, view.frame
    secret = view.client_secret
    go_on = None
    scripts = None
    if view.publishable_key and secret:
        go_on = tag("button", say("Confirm"), type="button", class_="main", id="confirm", data_secret=secret)
        scripts = joined(
            tag(
                "script",
                src=STRIPE_SCRIPT,
                nonce=frame.nonce,
                id="stripe",
                data_key=view.publishable_key,
                data_back=view.action("return"),
            ),
            own_script(frame, "confirm.js"),
        )
    elif view.stand_in and secret:
        asks = "setup_intents" if view.keeps_card else "payment_intents"
        challenge = f"{view.stand_in}/_standin/{asks}/{secret.partition('_secret')[0]}/challenge"
        back = urlencode({"return_url": f"{view.session.page_url}/return"})
        go_on = tag("a", say("Go to the test bank"), href=f"{challenge}?{back}", class_="main")
    title, told = _said(view, *TO_CONFIRM)
    another = say("Use another card") if view.keeps_card else say("Pay in another way")
    other = form(view.action("cancel"), button(another, class_="plain"))
    check = tag("p", tag("a", say("I have confirmed"), href=view.action("return")), class_="quiet")
    return notice_page(frame, "wait", title, tag("p", told), go_on, other, check, scripts=scripts)


TO_CONFIRM = ("Confirm your payment", "Your bank wants to know that it is you. Nothing is charged until you confirm.")
IN_PROGRESS = (
    "Your payment is being worked on",
    "This takes a few seconds. You can leave this page open: you are not charged twice.",
)


def _said(view: CheckoutView, title: str, told: str) -> tuple[str, str]:
    """Title and text in the reader's language; of a trial, those that ask for no money."""
    if view.keeps_card:
        from commerce.pages import checkout_trial  # noqa: PLC0415 (likewise)

        title, told = checkout_trial.SAID[view.stage]
    return view.frame.words(title), view.frame.words(told)


def _in_progress(view: CheckoutView) -> Markup:
    title, told = _said(view, *IN_PROGRESS)
    return notice_page(view.frame, "wait", title, tag("p", told), refresh=LOOK_AGAIN_SECONDS)


def _paid(view: CheckoutView) -> Markup:
    say, frame, order = view.frame.words, view.frame, view.order
    url = view.session.success_redirect_url
    if view.begins_trial:
        from commerce.pages import checkout_trial  # noqa: PLC0415 (likewise)

        title, told = checkout_trial.begun(view)
        return notice_page(frame, "done", title, told, _back_to_seller(view, url))
    facts = tag(
        "dl",
        tag("div", tag("dt", say("Order")), tag("dd", order_number(order.id))),
        tag("div", tag("dt", say("Paid")), tag("dd", money(order, order.paid, frame)), class_="strong"),
        class_="totals",
    )
    return notice_page(frame, "done", say("Thank you, this is paid"), facts, _back_to_seller(view, url))


def _over(view: CheckoutView, icon: str, title: str) -> Markup:
    say, frame = view.frame.words, view.frame
    url = view.session.cancel_redirect_url
    told = tag("p", say("Nothing was charged. Please ask {seller} for a new link.", seller=frame.seller))
    return notice_page(frame, icon, say(title), told, _back_to_seller(view, url))


def _back_to_seller(view: CheckoutView, url: str | None) -> Markup | None:
    told = view.frame.words("Back to {seller}", seller=view.frame.seller)
    return None if url is None else tag("a", told, href=view.session.redirect(url), class_="main")
