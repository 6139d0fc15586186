"""Why money goes back."""

from enum import StrEnum


class RefundReason(StrEnum):
    """Why money goes back, in Stripe's words."""

    REQUESTED_BY_CUSTOMER = "requested_by_customer"
    DUPLICATE = "duplicate"
    FRAUDULENT = "fraudulent"
    OTHER = "other"
