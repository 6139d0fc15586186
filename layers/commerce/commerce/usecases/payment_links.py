"""Payment links: made, changed, switched on and off. `payment_link_visits` tells what buyers do with them."""

from collections.abc import Callable
from dataclasses import replace

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.lifecycle import PaymentLinkMode, PaymentLinkStatus
from commerce.domain.money import Money, MoneyInput, amount_in_currency
from commerce.domain.page_tokens import PageToken, new_page_token
from commerce.domain.payment_link_commands import CreatePaymentLink, NewLinkLine, UpdatePaymentLink
from commerce.domain.payment_links import PATH, PaymentLink, PaymentLinkLineItem
from commerce.domain.redirects import require_redirect
from commerce.store.lists import Listed, Selection, list_shown
from commerce.store.writes import Create
from commerce.usecases.commit import (
    OK,
    answered_record,
    commit,
    commit_new,
    remember,
    replaced,
    replay,
    require_version,
    until_written,
)
from commerce.usecases.finding import found_payment_link

CLEARED = frozenset({"max_completions", "expires_at", "success_redirect_url"})
"""What `null` takes away."""


def create(ctx: Context, command: CreatePaymentLink) -> PaymentLink:
    """Make a link."""
    require_redirect(command.success_redirect_url, "successRedirectUrl", mode=ctx.tenant.mode)
    now, link_id, currency = ctx.now(), ctx.new_id("pl"), command.currency or ctx.settings.currency
    token = new_page_token(PageToken(*ctx.tenant, link_id))
    link = PaymentLink(
        id=link_id,
        name=command.name,
        mode=command.mode,
        currency=currency,
        line_items=_lines(command.line_items, currency),
        donation_amounts=_donations(command.donation_amounts, currency),
        allow_quantity_adjustment=command.allow_quantity_adjustment,
        allow_tip=command.allow_tip,
        allow_coupon=command.allow_coupon,
        max_completions=command.max_completions,
        expires_at=command.expires_at,
        success_redirect_url=command.success_redirect_url,
        metadata=command.metadata,
        page_url=f"{ctx.public_url}{PATH}{token}",
        created_at=now,
        updated_at=now,
    ).at(now)
    return commit_new(ctx, link, [Create(link.evolve(status=PaymentLinkStatus.ACTIVE))])


def update(ctx: Context, payment_link_id: str, command: UpdatePaymentLink) -> PaymentLink:
    """Change a link, for the orders that begin from now on."""
    require_redirect(command.success_redirect_url, "successRedirectUrl", mode=ctx.tenant.mode)
    return _change(ctx, payment_link_id, lambda link: link.evolve(**_changes(link, command)))


def activate(ctx: Context, payment_link_id: str) -> PaymentLink:
    """Let buyers begin with it again."""
    return _change(ctx, payment_link_id, lambda link: link.evolve(status=PaymentLinkStatus.ACTIVE))


def deactivate(ctx: Context, payment_link_id: str) -> PaymentLink:
    """Let no buyer begin with it; who has begun may finish."""
    return _change(ctx, payment_link_id, lambda link: link.evolve(status=PaymentLinkStatus.INACTIVE))


def listed(ctx: Context, selection: Selection, status: PaymentLinkStatus | None) -> Listed[PaymentLink]:
    """The selected links, newest first, as they are answered now."""
    now = ctx.now()
    stored = status if status in {None, PaymentLinkStatus.INACTIVE} else PaymentLinkStatus.ACTIVE
    return list_shown(ctx.store, PaymentLink, replace(selection, status=stored), lambda link: link.at(now), status)


def _change(ctx: Context, payment_link_id: str, edit: Callable[[PaymentLink], PaymentLink]) -> PaymentLink:
    """Read, decide, write: two round trips, decided anew if another request wrote in between."""

    def change() -> PaymentLink:
        found = ctx.read(payment_link_id)
        replay(ctx, found)
        link = found_payment_link(found, payment_link_id)
        require_version(ctx, link.version)
        edited = edit(link).evolve(version=link.version + 1, updated_at=ctx.now())
        record = answered_record(ctx, edited.at(ctx.now()), OK)
        commit(ctx, [replaced(edited, link.version), *remember(ctx, record)])
        return edited.at(ctx.now())

    return until_written(ctx, change)


def _changes(link: PaymentLink, command: UpdatePaymentLink) -> dict[str, object]:
    """What the command holds, as the link keeps it. Raises InvalidRequest for what its mode has not."""
    given = {name: getattr(command, name) for name in command.model_fields_set}
    changes = {name: value for name, value in given.items() if value is not None or name in CLEARED}
    donates = link.mode is PaymentLinkMode.DONATION
    for name, field in _OF_THE_OTHER_MODE[link.mode].items():
        if changes.get(name):
            raise errors.InvalidRequest(
                f"A link of mode {link.mode} has no {field}; leave it out.",
                param=field,
                fields=[errors.InvalidField(field, "INVALID_VALUE", "leave it out")],
            )
    if command.line_items is not None and not donates:
        changes["line_items"] = _lines(command.line_items, link.currency)
    if command.donation_amounts is not None and donates:
        changes["donation_amounts"] = _donations(command.donation_amounts, link.currency)
    return changes


_OF_THE_OTHER_MODE = {
    PaymentLinkMode.STANDARD: {"donation_amounts": "donationAmounts"},
    PaymentLinkMode.DONATION: {"line_items": "lineItems", "allow_quantity_adjustment": "allowQuantityAdjustment"},
}


def _lines(lines: tuple[NewLinkLine, ...], currency: str) -> tuple[PaymentLinkLineItem, ...]:
    return tuple(
        PaymentLinkLineItem(
            name=line.name,
            quantity=line.quantity,
            unit_price_money=_priced(line.unit_price_money, currency, f"lineItems[{index}].unitPriceMoney"),
            item_id=line.item_id,
            description=line.description,
            image_url=line.image_url,
            taxable=line.taxable,
            tax_category=line.tax_category,
        )
        for index, line in enumerate(lines)
    )


def _donations(amounts: tuple[MoneyInput, ...], currency: str) -> tuple[Money, ...]:
    priced = (_priced(each, currency, f"donationAmounts[{index}]") for index, each in enumerate(amounts))
    return tuple(each for each in priced if each is not None)


def _priced(money: MoneyInput | None, currency: str, field: str) -> Money | None:
    """An amount in the link's currency. Raises CurrencyMismatch if it is in another."""
    if money is None:
        return None
    return Money(amount=amount_in_currency(currency, money, field, of="link"), currency=currency)
