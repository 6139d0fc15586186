"""Payment links: what they are at a moment, and who can begin with them."""

from datetime import timedelta
from typing import Any

import pytest

from commerce.domain import errors
from commerce.domain.lifecycle import PaymentLinkStatus
from commerce.domain.payment_links import MAX_DONATION_AMOUNTS, MAX_LINK_LINES, PATH, PaymentLink, PaymentLinkLineItem
from tests.unit.orders import MADE_AT, NOW

LATER, A_SECOND = NOW + timedelta(hours=1), timedelta(seconds=1)


def a_link(**fields: Any) -> Any:  # mypy takes computed fields for methods
    """A link that is on."""
    terms: dict[str, Any] = {"id": "pl_1", "name": "Workshop", "currency": "USD"}
    page = "https://pay.example.com/l/secret"
    return PaymentLink(created_at=MADE_AT, updated_at=MADE_AT, page_url=page, **(terms | fields))


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, "active"),
        ({"expires_at": NOW + A_SECOND}, "active"),
        ({"expires_at": NOW}, "expired"),
        ({"max_completions": 3, "uses": 2}, "active"),
        ({"max_completions": 3, "uses": 3}, "completed"),
        ({"max_completions": 3, "uses": 4}, "completed"),
        ({"uses": 9}, "active"),
        ({"max_completions": 3, "uses": 3, "expires_at": NOW}, "expired"),
        ({"status": PaymentLinkStatus.INACTIVE, "max_completions": 3, "uses": 3, "expires_at": NOW}, "inactive"),
    ],
)
def test_status_is_what_was_set_then_the_clock_then_the_completions(fields: dict[str, Any], status: str) -> None:
    """A limit that was lowered below what was sold is reached too."""
    link = a_link(**fields)
    assert (link.status_at(NOW), link.at(NOW).status) == (status, status)
    if status == "active":
        link.require_open(NOW)
    else:
        with pytest.raises(errors.PaymentLinkNotOpen, match=f"Payment link pl_1 is {status}") as refused:
            link.require_open(NOW)
        assert refused.value.param == "paymentLinkId"


def test_completions_are_told_where_they_are_limited() -> None:
    """Nobody counts the others."""
    assert a_link(max_completions=3, uses=2).at(NOW).completion_count == 2
    assert a_link(uses=2).at(NOW).completion_count is None
    assert (a_link(max_completions=1).limited, a_link().limited) == (True, False)


def test_address_ends_with_what_opens_the_page() -> None:
    """And its pictures stand below it."""
    link = a_link()
    assert (link.token, link.url, link.payment_link_id) == ("secret", "https://pay.example.com/l/secret", "pl_1")
    assert link.qr_code.svg_url == "https://pay.example.com/l/secret/qr.svg"
    assert link.qr_code.png_url == "https://pay.example.com/l/secret/qr.png"


def test_new_link_is_on_and_counts_nothing() -> None:
    """Of lines, without tips, coupons or a limit."""
    link = a_link()
    flags = (link.allow_quantity_adjustment, link.allow_tip, link.allow_coupon, link.mode)
    assert (flags, link.uses, link.version, link.line_items, link.donation_amounts) == (
        (False, False, False, "standard"),
        0,
        1,
        (),
        (),
    )


def test_link_begins_with_what_is_published() -> None:
    """Twenty lines and six offered amounts at most; a line is of one unit; without an address none is shown."""
    assert (MAX_LINK_LINES, MAX_DONATION_AMOUNTS, PATH) == (20, 6, "/l/")
    assert PaymentLinkLineItem().quantity == 1
    made = PaymentLink(id="pl_1", name="Workshop", currency="USD", created_at=MADE_AT, updated_at=MADE_AT)
    assert made.page_url == ""
