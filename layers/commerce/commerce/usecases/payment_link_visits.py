"""What a buyer does with a payment link: looks, chooses, and goes on to a checkout page with an order of their own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import NamedTuple, cast

from commerce.context import Context, RequestTerms, Runtime
from commerce.domain import errors
from commerce.domain.checkout_session_commands import CreateCheckoutSession
from commerce.domain.checkout_sessions import CheckoutSession
from commerce.domain.lifecycle import PaymentLinkMode, PaymentLinkStatus
from commerce.domain.money import MoneyInput
from commerce.domain.order_commands import CreateOrder, NewLine
from commerce.domain.orders import Order
from commerce.domain.payment_links import PaymentLink, PaymentLinkLineItem
from commerce.usecases import checkout_sessions, order_creation
from commerce.usecases.commit import Replayed, replay, until_written
from commerce.usecases.page_opening import PageKind, count_form, open_page

MAX_STARTS = 2_000
"""How many orders a link makes at most in ten minutes: whoever floods it stops it, and it alone, for as long."""

PAGE = PageKind(PaymentLink, "pl", lambda link: link.token, errors.PaymentLinkNotFound)

SOURCE = "payment_link"


class Visited(NamedTuple):
    """A link's page that was opened: the link as it is now. starts: how many went on to pay lately."""

    ctx: Context
    link: PaymentLink
    starts: int

    @property
    def open(self) -> bool:
        """True if a buyer can begin."""
        return self.link.status is PaymentLinkStatus.ACTIVE


class Choice(NamedTuple):
    """What a buyer chose. quantities: of each line; donation: minor units, where the link asks for one."""

    quantities: Sequence[int] = ()
    donation: int | None = None


def open_link(runtime: Runtime, token: str, public_url: str) -> Visited:
    """What a page's address leads to, in one round trip. Raises PaymentLinkNotFound for an address of nothing."""
    ctx, link, starts = open_page(PAGE, runtime, token, public_url)
    return Visited(ctx, link.at(ctx.now()), starts)


def preview(visited: Visited, choice: Choice) -> Order:
    """The order that this choice would make; nothing is stored. Raises what stands in its way, such as an item gone."""
    return order_creation.calculate(visited.ctx, _wanted(visited.link, choice))


def start(visited: Visited, choice: Choice, visit_id: str) -> CheckoutSession:
    """Make the order and open its checkout page. visit_id: of the page that was shown; sent again, it makes no other.

    Raises PaymentLinkNotOpen, RateLimited.
    """
    ctx, link = visited.ctx, visited.link
    link.require_open(ctx.now())
    count_form(ctx, link.id, visited.starts, most=MAX_STARTS)
    ctx.request = RequestTerms(
        idempotency_key=f"link/{link.id}/{visit_id}",
        fingerprint=hashlib.sha256(json.dumps(["link", list(choice.quantities), choice.donation]).encode()).hexdigest(),
    )
    terms = CreateCheckoutSession(
        line_items=_wanted(link, choice).line_items,
        success_redirect_url=link.success_redirect_url,
        allow_tip=link.allow_tip,
        allow_coupon=link.allow_coupon,
    )

    def begin() -> CheckoutSession:
        replay(ctx, ctx.read())
        order = preview(visited, choice).evolve(
            source=SOURCE, payment_link_id=link.id, payment_link_limited=link.limited, metadata=link.metadata
        )
        return checkout_sessions.open_page(ctx, terms, order, None)

    try:
        return until_written(ctx, begin)
    except Replayed as first:
        return cast(CheckoutSession, first.answer)


def _wanted(link: PaymentLink, choice: Choice) -> CreateOrder:
    if link.mode is PaymentLinkMode.DONATION:
        money = MoneyInput(amount=choice.donation or 0, currency=link.currency)
        lines: tuple[NewLine, ...] = (NewLine(name=link.name, unit_price_money=money, taxable=False),)
    else:
        chosen = choice.quantities if link.allow_quantity_adjustment else ()
        quantities = chosen or [line.quantity for line in link.line_items]
        lines = tuple(_line(line, quantity) for line, quantity in zip(link.line_items, quantities, strict=True))
    return CreateOrder(line_items=lines, currency=link.currency)


def _line(line: PaymentLinkLineItem, quantity: int) -> NewLine:
    price = line.unit_price_money
    return NewLine(
        item_id=line.item_id,
        name=line.name,
        quantity=quantity,
        unit_price_money=None if price is None else MoneyInput(amount=price.amount, currency=price.currency),
        description=line.description,
        image_url=line.image_url,
        taxable=line.taxable,
        tax_category=line.tax_category,
    )
