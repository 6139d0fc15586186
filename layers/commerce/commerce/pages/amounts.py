"""What an order comes to, as buyers read it: its lines, and how they add up."""

from collections.abc import Iterator

from commerce.domain.locales import Locale, write_money
from commerce.domain.orders import Order
from commerce.domain.redirects import secure_origin_of
from commerce.pages.html import Child, Markup, tag
from commerce.pages.layout import Frame

SHOWN_LINES = 100
"""Beyond this many, the rest is counted."""


def money(order: Order, amount: int, frame: Frame) -> str:
    """An amount of the order's. amount: minor units."""
    return write_money(amount, order.currency, frame.locale)


def lines(order: Order, frame: Frame) -> Markup:
    """The order's lines, before discounts."""
    pairs = list(zip(order.lines, order.totals.lines, strict=True))
    shown = [
        tag(
            "li",
            _picture(line.image_url, line.name),
            tag(
                "span",
                tag("span", line.name, class_="name"),
                tag("span", line.description, class_="quiet") if line.description else None,
                tag("span", _times(order, frame, line.quantity, line.unit_amount), class_="quiet")
                if line.quantity > 1
                else None,
                class_="what",
            ),
            tag("span", money(order, came_to.gross, frame), class_="amount"),
        )
        for line, came_to in pairs[:SHOWN_LINES]
    ]
    left = len(pairs) - SHOWN_LINES
    more = tag("li", frame.words("and {count} more", count=str(left)), class_="quiet") if left > 0 else None
    return tag("ul", shown, more, class_="lines")


def _times(order: Order, frame: Frame, quantity: int, unit_amount: int) -> str:
    return f"{quantity} × {money(order, unit_amount, frame)}"  # noqa: RUF001 (a times sign is meant)


def _picture(url: str | None, name: str) -> Markup:
    if url is not None and secure_origin_of(url) is not None:
        return tag("img", src=url, alt="", class_="picture", loading="lazy", width=48, height=48)
    return tag("span", name[:1].upper(), class_="picture", aria_hidden="true")


def totals(order: Order, frame: Frame) -> Markup:
    """From the subtotal to what is to be paid now."""
    return tag("dl", list(_rows(order, frame)), class_="totals")


def _rows(order: Order, frame: Frame) -> Iterator[Markup]:
    came_to, say = order.totals, frame.words
    yield _row(say("Subtotal"), money(order, came_to.subtotal, frame))
    for discount, taken in zip(order.applied_discounts, came_to.discounts, strict=True):
        yield _row(discount.coupon_code or discount.name, money(order, -taken.amount, frame))
    for charge, added in zip(order.added_charges, came_to.charges, strict=True):
        yield _row(charge.name, money(order, added.amount, frame))
    for rate, tax in zip(order.tax_rates_met, came_to.taxes, strict=True):
        name = f"{rate.name} {percent(rate.percentage, frame.locale)}"
        yield _row(
            say("{tax} (included)", tax=name) if rate.inclusive else name,
            money(order, tax.amount, frame),
            quiet=rate.inclusive,
        )
    if came_to.tip:
        yield _row(say("Tip"), money(order, came_to.tip, frame))
    yield _row(say("Total"), money(order, came_to.total, frame), strong=True)
    if order.paid:
        yield _row(say("Paid already"), money(order, -order.paid, frame))
        yield _row(say("To be paid now"), money(order, order.payable, frame), strong=True)


def _row(name: Child, amount: str, *, strong: bool = False, quiet: bool = False) -> Markup:
    kind = "strong" if strong else "quiet" if quiet else None
    return tag("div", tag("dt", name), tag("dd", amount), class_=kind)


def percent(text: str, locale: Locale) -> str:
    """`8.25` → `8.25%`, `8,25 %`. text: a decimal."""
    space = "" if locale.language in {"en", "ja", "ko", "zh", "tr"} else "\u00a0"
    return f"{text.replace('.', locale.point)}{space}%"
