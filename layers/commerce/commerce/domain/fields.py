"""Fields that commands of several kinds have, and their limits."""

from typing import Annotated

from pydantic import Field, StringConstraints

from commerce.domain.entity import Metadata

MAX_QUANTITY = 1_000_000
MAX_TRIAL_DAYS = 730

Name = Annotated[str, StringConstraints(min_length=1, max_length=200), Field(examples=["Console"])]
Note = Annotated[str, StringConstraints(max_length=1000)]
Key = Annotated[str, StringConstraints(min_length=1, max_length=64)]
OrderId = Annotated[str, StringConstraints(pattern=r"^ord_[0-9A-Z]{26}$")]
LineId = Annotated[str, StringConstraints(pattern=r"^li_[0-9A-Z]{26}$")]
DiscountId = Annotated[str, StringConstraints(pattern=r"^dsc_[0-9A-Z]{26}$")]
TipId = Annotated[str, StringConstraints(pattern=r"^tip_[0-9A-Z]{26}$")]
PaymentIntentId = Annotated[str, StringConstraints(pattern=r"^pi_[0-9A-Z]{26}$")]
PlanId = Annotated[str, StringConstraints(pattern=r"^plan_[0-9A-Z]{26}$")]
PaymentMethodId = Annotated[str, StringConstraints(pattern=r"^pm_[0-9A-Z]{26}$")]
CustomerId = Annotated[str, StringConstraints(pattern=r"^cus_[0-9A-Z]{26}$")]
CouponId = Annotated[str, StringConstraints(pattern=r"^cpn_[0-9A-Z]{26}$")]
CouponCodeText = Annotated[str, StringConstraints(min_length=1, max_length=40), Field(examples=["LAUNCH20"])]
ItemId = Annotated[str, StringConstraints(pattern=r"^item_[0-9A-Z]{26}$")]
InvoiceId = Annotated[str, StringConstraints(pattern=r"^inv_[0-9A-Z]{26}$")]
TaxRateId = Annotated[str, StringConstraints(pattern=r"^tax_[0-9A-Z]{26}$")]
Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=254, pattern=r"^[^@\s]{1,64}@[^@\s]+\.[^@\s]+$"),
    Field(examples=["ada@example.com"]),
]
Url = Annotated[str, StringConstraints(max_length=500, pattern=r"^https?://")]
Quantity = Annotated[int, Field(strict=True, ge=1, le=MAX_QUANTITY, description="Whole, at least 1.")]
OrderMetadata = Annotated[Metadata, Field(max_length=50)]
PaymentSourceToken = Annotated[
    str,
    StringConstraints(pattern=r"^(tok|pm|src|card|ctoken)_[A-Za-z0-9_]{1,250}$"),
    Field(description="A token or payment method of the card processor; never a card number.", examples=["tok_visa"]),
]
TrialDays = Annotated[int, Field(strict=True, ge=0, le=MAX_TRIAL_DAYS, description="Calendar days; 0: no trial.")]
