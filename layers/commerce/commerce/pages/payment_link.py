"""The page of a payment link: what it sells, what the buyer may choose, and the way to the checkout."""

from __future__ import annotations

import secrets
from typing import NamedTuple

from commerce.domain.lifecycle import PaymentLinkMode, PaymentLinkStatus
from commerce.domain.locales import write_date, write_money, write_number, write_time
from commerce.domain.orders import Order
from commerce.domain.payment_links import PATH, PaymentLink
from commerce.domain.redirects import secure_origin_of
from commerce.pages.amounts import lines, money, totals
from commerce.pages.fields import alert, button, field, form, hidden
from commerce.pages.html import Markup, joined, tag
from commerce.pages.layout import Frame, document, masthead, notice_page
from commerce.pages.responses import Allowed, Response, html_page
from commerce.usecases.payment_link_visits import Visited

MAX_QUANTITY = 999
VISIT_BYTES = 12

NOTICES = {
    "amount": "Please enter an amount, such as 25.00.",
    "quantity": "Please enter how many you want, from 1 to 999.",
    "refused": "That was not possible. Please check what you chose, and try again.",
}
OVER = {
    PaymentLinkStatus.INACTIVE: "This link is not in use",
    PaymentLinkStatus.EXPIRED: "This link has expired",
    PaymentLinkStatus.COMPLETED: "This is sold out",
}


class LinkView(NamedTuple):
    """A link's page as one reader sees it. order: as it would be, not stored; None: the buyer names the amount."""

    frame: Frame
    link: PaymentLink
    order: Order | None
    notice: str | None = None

    @classmethod
    def of(cls, frame: Frame, visited: Visited, order: Order | None, notice: str | None = None) -> LinkView:
        """The view of a page that was opened."""
        ctx = visited.ctx
        dressed = frame._replace(settings=ctx.settings, sandbox=ctx.tenant.mode == "test")
        return cls(dressed, visited.link, order, notice)

    @property
    def path(self) -> str:
        """Of the page."""
        return f"{PATH}{self.link.token}"


def link_page(view: LinkView) -> Response:
    """The page of a link that buyers can begin with, or why they can't."""
    frame = view.frame
    if view.link.status is not PaymentLinkStatus.ACTIVE:
        return html_page(200, _over(view, OVER[view.link.status]), frame.nonce)
    urls = [line.image_url for line in view.order.lines] if view.order else []
    urls += [frame.settings.logo_url if frame.settings else None]
    origins = [secure_origin_of(url) for url in urls if url is not None]
    allowed = Allowed(images=[origin for origin in origins if origin is not None])
    return html_page(200, _offer(view), frame.nonce, allowed)


def gone_page(view: LinkView) -> Response:
    """What the link sells is not sold any more."""
    return html_page(200, _over(view, "This is not on sale any more"), view.frame.nonce)


def _over(view: LinkView, title: str) -> Markup:
    say = view.frame.words
    told = say("Nothing was charged. Please ask {seller} for a new link.", seller=view.frame.seller)
    return notice_page(view.frame, "stop", say(title), tag("p", told))


def _offer(view: LinkView) -> Markup:
    say, frame, order = view.frame.words, view.frame, view.order
    title = view.link.name
    due = None if order is None else tag("span", money(order, order.payable, frame), class_="due")
    summary = tag(
        "section",
        tag("header", masthead(frame)),
        tag("h1", title) if due is None else tag("h1", tag("span", title, class_="quiet"), due),
        *(() if order is None else (lines(order, frame), totals(order, frame))),
        class_="summary",
    )
    wrong = say(NOTICES[view.notice]) if view.notice in NOTICES else None
    seen = hidden(visit=secrets.token_urlsafe(VISIT_BYTES))
    choices = _donation(view) if view.link.mode is PaymentLinkMode.DONATION else _quantities(view)
    go_on = button(say("Continue to payment"), class_="main")
    card = tag("section", alert(wrong), form(view.path, seen, choices, go_on), _until(view), class_="card paying")
    return document(frame, f"{title} · {frame.seller}", tag("main", summary, card, class_="double"))


def _quantities(view: LinkView) -> Markup | None:
    """How many of each line; the amounts beside it follow with `Update`."""
    order = view.order
    if not view.link.allow_quantity_adjustment or order is None:
        return None
    say = view.frame.words
    several = len(order.lines) > 1
    boxes = [
        field(
            f"q{index}",
            line.name if several else say("Quantity"),
            type="number",
            value=line.quantity,
            min=1,
            max=MAX_QUANTITY,
            inputmode="numeric",
            required=True,
        )
        for index, line in enumerate(order.lines)
    ]
    update = button(say("Update"), class_="second", formmethod="get", formnovalidate=True)
    return joined(tag("h2", say("Quantity")) if several else None, boxes, update)


def _donation(view: LinkView) -> Markup:
    """Some amounts to choose from, and one's own."""
    say, link, locale = view.frame.words, view.link, view.frame.locale
    offered = [
        tag(
            "label",
            tag("input", type="radio", name="given", value=str(each.amount), checked=index == 0),
            tag("span", write_money(each.amount, link.currency, locale)),
            class_="card-choice",
        )
        for index, each in enumerate(link.donation_amounts)
    ]
    own = field(
        "amount",
        say("Another amount") if offered else say("Amount"),
        inputmode="decimal",
        maxlength=12,
        required=not offered,
        hint=say("In {currency}, such as {example}", currency=link.currency, example=_example(view)),
    )
    group = tag("fieldset", tag("legend", say("How much would you like to give?")), offered) if offered else None
    return joined(group, own)


def _example(view: LinkView) -> str:
    return write_number(2500, view.link.currency, view.frame.locale)


def _until(view: LinkView) -> Markup | None:
    at, locale = view.link.expires_at, view.frame.locale
    if at is None:
        return None
    told = view.frame.words(
        "This page is open until {date}, {time} UTC.", date=write_date(at, locale), time=write_time(at, locale)
    )
    return tag("p", told, class_="until quiet")
