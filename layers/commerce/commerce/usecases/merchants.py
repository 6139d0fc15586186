"""Making a merchant: settings, keys, a default tax rate and a first coupon, ready for the first order."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from commerce.context import Context, Runtime
from commerce.domain.coupons import Coupon
from commerce.domain.entity import Command
from commerce.domain.ids import new_id
from commerce.domain.money import Currency
from commerce.domain.percentages import PercentageText
from commerce.domain.scopes import ALL_SCOPES
from commerce.domain.settings import Settings
from commerce.domain.settings_commands import BusinessName
from commerce.domain.tax_rates import TaxRate
from commerce.store.keys import Tenant, coupon_code_name
from commerce.store.writes import Create, Write
from commerce.usecases.api_keys import new_key

READ_SCOPES = (
    "orders.read",
    "confirmations.read",
    "events.read",
    "payment_intents.read",
    "refunds.read",
    "coupons.read",
    "tax_rates.read",
    "settings.read",
    "customers.read",
    "checkout_sessions.read",
    "invoices.read",
    "credit_notes.read",
    "payment_methods.read",
    "items.read",
    "plans.read",
    "webhooks.read",
    "subscriptions.read",
)


class CreateMerchant(Command):
    """A new merchant."""

    name: BusinessName
    mode: Literal["test", "live"] = "test"
    currency: Currency = "USD"
    tax_percentage: PercentageText | None = "8"
    coupon_code: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9_-]{1,40}$")] | None = "LAUNCH20"
    coupon_percent_off: PercentageText = Field(default="20")


@dataclass(frozen=True, slots=True)
class NewMerchant:
    """What is shown once: the keys can't be read again."""

    merchant_id: str
    api_key: str
    read_only_api_key: str


def create(runtime: Runtime, command: CreateMerchant) -> NewMerchant:
    """Make a merchant with all that a first order takes, in one transaction."""
    now = runtime.clock.now()
    merchant_id = new_id("mer", now)
    ctx = Context(Tenant(merchant_id, command.mode), runtime, clock_offset_seconds=0)
    full, full_text = new_key(ctx, "default", (ALL_SCOPES,))
    reading, reading_text = new_key(ctx, "read only", READ_SCOPES)
    settings = Settings(
        merchant_id=merchant_id,
        mode=command.mode,
        business_name=command.name,
        currency=command.currency,
        tax_rates=_first_rates(ctx, command, now),
        created_at=now,
        updated_at=now,
    )
    writes: list[Write] = [Create(settings), Create(full), Create(reading), *_first_coupon(ctx, command, now)]
    ctx.store.write(writes)
    return NewMerchant(merchant_id, full_text, reading_text)


def _first_rates(ctx: Context, command: CreateMerchant, now: datetime) -> tuple[TaxRate, ...]:
    if command.tax_percentage is None:
        return ()
    return (
        TaxRate(
            id=ctx.new_id("tax"),
            name="Sales tax",
            percentage=command.tax_percentage,
            is_default=True,
            created_at=now,
            updated_at=now,
        ),
    )


def _first_coupon(ctx: Context, command: CreateMerchant, now: datetime) -> list[Write]:
    if command.coupon_code is None:
        return []
    coupon = Coupon(
        id=ctx.new_id("cpn"),
        name=f"{command.coupon_percent_off} % off",
        coupon_code=command.coupon_code,
        percent_off=command.coupon_percent_off,
        created_at=now,
        updated_at=now,
    )
    return [Create(coupon), Create(coupon, name=coupon_code_name(coupon.coupon_code))]
