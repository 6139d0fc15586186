"""When invoices are reminded of and told to be overdue, and what that makes of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commerce.domain.invoices import Invoice
from commerce.domain.lifecycle import InvoiceStatus
from commerce.domain.settings import Settings
from tests.unit.orders import MADE_AT, NOW, a_payment, an_order, usd

DUE = datetime(2026, 11, 30, 12, tzinfo=UTC)
A_DAY, A_SECOND = timedelta(days=1), timedelta(seconds=1)


def an_invoice(**fields: Any) -> Any:  # mypy takes computed fields for methods
    """An invoice of 1000 that was sent, is due on 30 November, and is reminded of three days before and after."""
    draft = Invoice.draft_of(an_order(1000), "inv_1", seller_name="Shop", now=MADE_AT)
    terms = {"status": InvoiceStatus.OPEN, "due_at": DUE, "reminders_from": MADE_AT, "reminder_days": (-3, 3)}
    return draft.evolve(**(terms | fields))


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({}, DUE - 3 * A_DAY),
        ({"status": InvoiceStatus.PARTIALLY_PAID}, DUE - 3 * A_DAY),
        ({"reminders_from": DUE - 3 * A_DAY - A_SECOND}, DUE - 3 * A_DAY),
        ({"reminders_from": DUE - 3 * A_DAY}, DUE + 3 * A_DAY),
        ({"reminders_from": DUE + 3 * A_DAY}, None),
        ({"reminder_days": ()}, None),
        ({"reminders_from": None}, None),
        ({"due_at": None}, None),
        ({"reminder_count": 19}, DUE - 3 * A_DAY),
        ({"reminder_count": 20}, None),
        ({"status": InvoiceStatus.PAID}, None),
        ({"status": InvoiceStatus.VOID}, None),
    ],
)
def test_next_reminder_is_the_first_day_that_is_still_to_come(fields: dict[str, Any], at: datetime | None) -> None:
    """While something is owed, twenty times at most."""
    invoice = an_invoice(**fields)
    assert (invoice.remind_at, invoice.next_reminder_at) == (at, at)


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({}, DUE - 3 * A_DAY),
        ({"reminder_days": (3,)}, DUE),
        ({"reminder_days": (3,), "overdue_told": True}, DUE + 3 * A_DAY),
        ({"reminder_days": (), "overdue_told": True}, None),
        ({"status": InvoiceStatus.PAID}, None),
    ],
)
def test_invoice_is_looked_at_on_the_earlier_of_both_dates(fields: dict[str, Any], at: datetime | None) -> None:
    """The reminder's or the due date."""
    assert an_invoice(**fields).next_date_at == at


@pytest.mark.parametrize(
    ("fields", "now", "events", "count", "overdue"),
    [
        ({}, DUE - 3 * A_DAY - A_SECOND, (), 0, False),
        ({}, DUE - 3 * A_DAY, ("invoice.sent",), 1, False),
        ({"reminder_days": (3,)}, DUE - A_SECOND, (), 0, False),
        ({"reminder_days": (3,)}, DUE, ("invoice.overdue",), 0, True),
        ({"reminder_days": (3,)}, DUE + 3 * A_DAY, ("invoice.overdue", "invoice.sent"), 1, True),
        ({}, DUE + 9 * A_DAY, ("invoice.overdue", "invoice.sent"), 1, True),
        ({"overdue_told": True, "reminder_days": ()}, DUE + A_DAY, (), 0, True),
        ({"overdue_told": True, "reminder_days": (3,)}, DUE + A_DAY, (), 0, True),
    ],
)
def test_what_waited_for_a_moment_is_done_once(
    *, fields: dict[str, Any], now: datetime, events: tuple[str, ...], count: int, overdue: bool
) -> None:
    """Reminders that were missed are one; what has no date waits for none."""
    after, told = an_invoice(**fields).after_its_date(now)
    assert (told, after.reminder_count, after.overdue_told) == (events, count, overdue)
    assert after.after_its_date(now)[1] == ()
    assert after.reminded_at == (now if count else None)


def test_reminder_goes_on_from_its_own_moment() -> None:
    """The next one is three days after the due date."""
    after, _ = an_invoice(reminder_count=4).after_its_date(DUE - 2 * A_DAY)
    assert (after.reminders_from, after.reminder_count, after.remind_at) == (DUE - 2 * A_DAY, 5, DUE + 3 * A_DAY)


def test_reminders_begin_when_it_is_sent() -> None:
    """Not before."""
    sent = an_invoice(reminders_from=None).sent(NOW)
    assert (sent.sent_at, sent.reminders_from, sent.remind_at) == (NOW, NOW, DUE - 3 * A_DAY)


@pytest.mark.parametrize(("known", "then"), [(MADE_AT, NOW), (DUE, DUE), (None, None)])
def test_reversed_payment_reminds_of_no_day_that_has_passed(known: datetime | None, then: datetime | None) -> None:
    """Nor of one that was reminded of; one that was never sent stays without."""
    paid = an_invoice(status=InvoiceStatus.PAID, paid_money=usd(1000), reminders_from=known)
    assert paid.after_reversal(an_order(1000, payments=(a_payment(1),)), NOW).reminders_from == then


def test_issue_keeps_the_merchants_days() -> None:
    """Later settings change nothing."""
    known = {"merchant_id": "mer_1", "mode": "test", "business_name": "Shop"}
    settings = Settings(invoice_reminder_days=(5,), created_at=MADE_AT, updated_at=MADE_AT, **known)
    assert an_invoice().between(settings, None).reminder_days == (5,)


def test_new_invoice_is_neither_late_nor_reminded_of() -> None:
    """Its dates are written in UTC until it is issued, and it has no page."""
    draft: Any = Invoice.draft_of(an_order(1000), "inv_1", seller_name="Shop", now=MADE_AT)
    assert (draft.is_overdue, draft.overdue_told, draft.reminder_count, draft.page_token) == (False, False, 0, "")
    assert (draft.time_zone, draft.reminders_from, draft.reminder_days) == ("UTC", None, ())
    bare = {name: getattr(draft, name) for name in Invoice.model_fields if name.endswith("_money")}
    dates = {"created_at": MADE_AT, "updated_at": MADE_AT}
    assert Invoice(id="inv_1", order_id="ord_1", **bare, **dates).seller_name == ""
