"""Reminders that go by themselves: on the merchant's days around the due date, each once, until nothing is owed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.fakes import START
from tests.shop import Json, Shop

DUE = START + timedelta(days=30)
"""When an invoice is due that was sent at the start."""


def sent(shop: Shop, *days: int, **fields: object) -> Json:
    """An invoice that was sent by a merchant who reminds on these days."""
    assert shop.call("settings.update", {"invoiceReminderDays": list(days)}).status == 200
    return dict(shop.call("invoices.send", {}, invoice_id=shop.invoice(9900, **fields)["id"]).data)


def read(shop: Shop, invoice_id: str) -> Json:
    """The invoice as it is answered now."""
    return dict(shop.call("invoices.get", invoice_id=invoice_id).data)


def go_to(shop: Shop, moment: datetime) -> int:
    """Let time pass until then and the sweeper run, twice; how many rows it found due at first."""
    shop.world.clock.advance(seconds=(moment - shop.world.clock.now()).total_seconds())
    found = int(shop.world.sweep()["due"])
    shop.world.sweep()
    return found


def moment(text: str | None) -> datetime | None:
    """A time that was answered."""
    return None if text is None else datetime.fromisoformat(text)


def test_each_day_is_reminded_of_once(shop: Shop) -> None:
    """Three days before, on the day, when it is told as overdue too, and a week after; then no more."""
    invoice = sent(shop, -3, 0, 7)
    assert (invoice["reminderDays"], moment(invoice["nextReminderAt"])) == ([-3, 0, 7], DUE - timedelta(days=3))
    assert go_to(shop, DUE - timedelta(days=3, seconds=1)) == 0
    for count, day in enumerate((-3, 0, 7), 1):
        at = DUE + timedelta(days=day)
        assert go_to(shop, at) == 1
        reminded = read(shop, invoice["id"])
        assert (reminded["reminderCount"], moment(reminded["remindedAt"])) == (count, at)
    assert (reminded["nextReminderAt"], reminded["isOverdue"]) == (None, True)
    assert go_to(shop, DUE + timedelta(days=365)) == 0


def test_each_reminder_tells_that_it_was_sent(shop: Shop) -> None:
    """On the due date with `invoice.overdue` beside it, in one version of the invoice."""
    invoice = sent(shop, 0)
    go_to(shop, DUE)
    told = [each["eventType"] for each in shop.world.table.events() if each["data"]["id"] == invoice["id"]]
    assert sorted(told) == ["invoice.overdue", "invoice.sent"]


def test_nobody_is_reminded_of_what_is_paid_or_void(shop: Shop) -> None:
    """Neither is looked for any more."""
    paid, void = sent(shop, -3, 7), sent(shop, -3, 7)
    shop.pay(paid["orderId"])
    shop.call("invoices.void", invoice_id=void["id"])
    assert go_to(shop, DUE + timedelta(days=8)) == 0
    assert [read(shop, each["id"])["reminderCount"] for each in (paid, void)] == [0, 0]


def test_what_was_only_issued_reminds_nobody(shop: Shop) -> None:
    """Who does not send it by Flint does not remind by Flint; from `send` on, the days that are left count."""
    shop.call("settings.update", {"invoiceReminderDays": [-20, -3]})
    invoice = shop.call("invoices.issue", invoice_id=shop.invoice()["id"]).data
    assert invoice["nextReminderAt"] is None
    assert go_to(shop, DUE - timedelta(days=10)) == 0
    invoice = shop.call("invoices.send", {}, invoice_id=invoice["id"]).data
    assert moment(invoice["nextReminderAt"]) == DUE - timedelta(days=3)


def test_days_that_were_missed_are_one_reminder(shop: Shop) -> None:
    """Nothing ran for a month: whoever owes gets one mail, not three."""
    invoice = sent(shop, -3, 0, 7)
    go_to(shop, DUE + timedelta(days=30))
    assert (read(shop, invoice["id"])["reminderCount"], read(shop, invoice["id"])["nextReminderAt"]) == (1, None)


def test_an_invoice_keeps_the_days_of_its_issue(shop: Shop) -> None:
    """New settings are of invoices that are issued from then on."""
    invoice = sent(shop, 7)
    shop.call("settings.update", {"invoiceReminderDays": []})
    assert go_to(shop, DUE + timedelta(days=7)) == 1
    assert read(shop, invoice["id"])["reminderCount"] == 1


def test_days_are_those_of_the_merchants_calendar(shop: Shop) -> None:
    """Due on 1 April, 11:30 in Berlin's summer; a week before, in winter, 11:30 is an hour later by UTC."""
    shop.call("settings.update", {"timeZone": "Europe/Berlin"})
    invoice = sent(shop, -7, dueAt="2026-04-01T09:30:00Z")
    assert invoice["nextReminderAt"] == "2026-03-25T10:30:00Z"


def test_what_was_paid_by_mistake_goes_on_with_the_days_that_follow(shop: Shop) -> None:
    """Paid until day 5: day 0 is not made up for, day 7 is reminded of."""
    invoice = sent(shop, 0, 7)
    shop.call("invoices.recordManualPayment", {}, invoice_id=invoice["id"])
    go_to(shop, DUE + timedelta(days=5))
    intent_id = shop.read(invoice["orderId"])["paymentIntentIds"][0]
    back = shop.call("invoices.reverseManualPayment", {"paymentIntentId": intent_id}, invoice_id=invoice["id"]).data
    assert moment(back["nextReminderAt"]) == DUE + timedelta(days=7)
    go_to(shop, DUE + timedelta(days=6))
    assert read(shop, invoice["id"])["reminderCount"] == 0
    go_to(shop, DUE + timedelta(days=7))
    assert read(shop, invoice["id"])["reminderCount"] == 1


def test_moved_clock_reminds_on_every_day_on_its_way(shop: Shop) -> None:
    """Two months at once: three reminders, the last of them a week after the due date."""
    invoice = sent(shop, -3, 0, 7)
    assert shop.call("sandbox.advanceClock", {"seconds": 60 * 86400}).status == 200
    reminded = read(shop, invoice["id"])
    assert (reminded["reminderCount"], moment(reminded["remindedAt"])) == (3, DUE + timedelta(days=7))


def test_two_sweepers_at_once_remind_once(shop: Shop) -> None:
    """The slower one finds the invoice at another version, and nothing of it is left to do."""
    invoice = sent(shop, -3)
    shop.world.clock.advance(days=27)
    shop.world.before_next_write(shop.world.sweep)
    assert shop.world.sweep()["failed"] == 0
    assert read(shop, invoice["id"])["reminderCount"] == 1


@pytest.mark.parametrize("days", [[7, 0], [0, 0], [-61], [61], [1.0], ["1"], list(range(11))], ids=str)
def test_days_that_make_no_sense_are_refused(shop: Shop, days: list[object]) -> None:
    """Rising, each once, whole, at most ten of them, within two months."""
    answer = shop.call("settings.update", {"invoiceReminderDays": days})
    assert (answer.status, {each.split("[")[0].split(".")[0] for each in answer.wrong_fields}) == (
        400,
        {"invoiceReminderDays"},
    )
