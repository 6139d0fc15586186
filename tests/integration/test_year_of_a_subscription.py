"""A year of a subscription, driven by requests and the sandbox's clock alone, against invoices computed by hand."""

from __future__ import annotations

from tests.shop import Json, Shop

BY_HAND = [
    # 29.00 and 8 % tax, from 31 January through a leap February.
    ("2028-01-31", 3132, "paid"),
    ("2028-02-29", 3132, "paid"),
    ("2028-03-31", 3132, "paid"),
    # 30 April is left out by a pause.
    ("2028-05-31", 3132, "paid"),
    # Moved to 59.00 with half of June left: 59.00 + 29.50 - 14.50 = 74.00, and 5.92 tax.
    ("2028-06-30", 7992, "paid"),
    ("2028-07-31", 6372, "paid"),
    # The card fails on 31 August and on 1 September; another one pays on the 2nd.
    ("2028-08-31", 6372, "paid"),
    ("2028-09-30", 6372, "paid"),
    ("2028-10-31", 6372, "paid"),
    ("2028-11-30", 6372, "paid"),
    ("2028-12-31", 6372, "paid"),
]


def go_to(shop: Shop, day: str) -> None:
    """Move the sandbox's clock to the hour at which the subscription began."""
    shop.call("sandbox.advanceClock", {"to": f"{day}T09:30:00Z"}).data  # noqa: B018  # fails the test if it is refused


def choose_card(shop: Shop, made: Json, token: str) -> None:
    """Save a card and make it the default."""
    card = shop.card(made["customerId"], token)
    shop.call("paymentMethods.setDefault", payment_method_id=card["id"]).data  # noqa: B018


def status(shop: Shop, made: Json) -> str:
    """How the subscription stands."""
    return str(shop.call("subscriptions.get", subscription_id=made["id"]).data["status"])


def test_a_year_comes_to_the_invoices_that_a_person_computes(shop: Shop) -> None:
    """Month ends, a leap day, a pause, a plan change, a failed card and its recovery."""
    dearer = shop.plan(5900)
    go_to(shop, "2028-01-31")
    made = shop.subscription()
    go_to(shop, "2028-04-10")
    shop.call("subscriptions.pause", {"pauseDurationCycles": 1}, subscription_id=made["id"])
    go_to(shop, "2028-06-15")
    shop.call("subscriptions.update", {"planId": dearer["id"]}, subscription_id=made["id"])
    go_to(shop, "2028-08-10")
    choose_card(shop, made, "tok_later_INSUFFICIENT_FUNDS")
    go_to(shop, "2028-09-02")
    late = status(shop, made)
    choose_card(shop, made, "tok_visa")
    go_to(shop, "2029-01-30")
    invoices = sorted(shop.call("invoices.list").data, key=lambda invoice: str(invoice["invoiceNumber"]))
    found = [(each["issuedAt"][:10], each["totalMoney"]["amount"], each["status"]) for each in invoices]
    assert (found, late, status(shop, made)) == (BY_HAND, "past_due", "active")
    assert [each["invoiceNumber"] for each in invoices] == [f"INV-{n:06d}" for n in range(1, len(BY_HAND) + 1)]
    assert shop.world.gateway.taken == sum(total for _, total, _ in BY_HAND)
