"""What callers ask of a merchant's settings."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from commerce.domain.arithmetic import Rounding
from commerce.domain.billing_periods import is_time_zone
from commerce.domain.dunning import DunningEnd
from commerce.domain.entity import Command, Flag
from commerce.domain.fields import Email
from commerce.domain.jurisdictions import Address, TaxId
from commerce.domain.money import Currency
from commerce.domain.tax_rates import TaxProviderName

BusinessName = Annotated[str, StringConstraints(min_length=1, max_length=120)]


def _known_time_zone(name: str) -> str:
    if not is_time_zone(name):
        raise ValueError("no such time zone; send an IANA name, such as Europe/Berlin")
    return name


def _rising(days: tuple[int, ...]) -> tuple[int, ...]:
    if sorted(set(days)) != list(days):
        raise ValueError("days rise from one to the next")
    return days


BrandColor = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$", to_lower=True), Field(examples=["#0f766e"])]
SecureUrl = Annotated[
    str,
    StringConstraints(max_length=500, pattern=r"^https://[A-Za-z0-9.-]+(:[0-9]{1,5})?/[!#-&(-;=?-\[\]^-~]*$"),
    Field(examples=["https://shop.example.com/logo.png"]),
]
TimeZone = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9_+/-]{1,64}$"),
    AfterValidator(_known_time_zone),
    Field(description="IANA name.", examples=["Europe/Berlin"]),
]
RetryDays = Annotated[
    tuple[Annotated[int, Field(strict=True, ge=1, le=60)], ...], Field(max_length=10), AfterValidator(_rising)
]
ReminderDays = Annotated[
    tuple[Annotated[int, Field(strict=True, ge=-60, le=60)], ...],
    Field(max_length=10, examples=[[-3, 0, 7]]),
    AfterValidator(_rising),
]


class UpdateSettings(Command):
    """Changes of a merchant's settings; orders that exist keep theirs."""

    business_name: BusinessName | None = None
    business_address: Address | None = Field(default=None, description="Printed on invoices; `null` takes it away.")
    business_tax_id: TaxId | None = None
    mails_invoices: Flag | None = None
    invoice_reply_to: Email | None = Field(default=None, description="Of mailed invoices; `null` takes it away.")
    logo_url: SecureUrl | None = Field(default=None, description="Shown on hosted pages; `null` takes it away.")
    brand_color: BrandColor | None = Field(
        default=None, description="Of hosted pages, which see to it that it can be read; `null` takes it away."
    )
    currency: Currency | None = None
    rounding: Rounding | None = None
    max_discounts_per_order: Annotated[int, Field(strict=True, ge=1, le=20)] | None = None
    tax_provider: TaxProviderName | None = None
    prices_include_tax: Flag | None = None
    time_zone: TimeZone | None = None
    dunning_retry_days: RetryDays | None = Field(default=None, description="Days after the first failure, rising.")
    dunning_end: DunningEnd | None = Field(default=None, description="What follows the last retry.")
    renewal_notice_days: Annotated[int, Field(strict=True, ge=0, le=60)] | None = Field(
        default=None, description="How long before a renewal `subscription.renewal_upcoming` is told; 0: not at all."
    )
    invoice_reminder_days: ReminderDays | None = Field(
        default=None,
        description="When invoices that are issued from now on and sent are reminded of: days after the due date, "
        "below 0 before it, rising; `[]`: only by `invoices.sendReminder`.",
    )
