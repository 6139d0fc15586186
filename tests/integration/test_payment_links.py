"""Payment links: made and changed by the merchant, used by buyers, limited, and told of."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

import pytest

from tests.buyer import LinkVisitor
from tests.shop import Json, Shop, World

LINES = [{"name": "Seat", "unitPriceMoney": {"amount": 2000}}]


def order_of(shop: Shop, link: Json) -> list[Json]:
    """The orders that a link made."""
    return [order for order in shop.call("orders.list").data if order["paymentLinkId"] == link["id"]]


def visit(shop: Shop, link: Json) -> LinkVisitor:
    """Somebody opens the link."""
    return LinkVisitor(shop.world, link["url"])


def pay(visitor: LinkVisitor, **choice: str) -> str:
    """Go on and pay with a good card; what the page says then."""
    buyer = visitor.go_on(**choice)
    buyer.send("pay", email="ada@example.com", token="tok_visa")
    return buyer.text


def test_each_buyer_gets_an_order_of_their_own(shop: Shop) -> None:
    """Two buyers of a link of 20.00 pay 21.60 each, with 8 % tax, on two orders that name the link."""
    link = shop.payment_link(2000, metadata={"campaign": "spring"})
    assert "Thank you" in pay(visit(shop, link))
    assert "Thank you" in pay(visit(shop, link))
    first, second = order_of(shop, link)
    assert first["id"] != second["id"]
    for order in (first, second):
        assert order["status"] == "PAID"
        assert order["netAmounts"]["totalMoney"]["amount"] == 2160
        assert order["source"] == "payment_link"
        assert order["metadata"] == {"campaign": "spring"}


def test_a_form_that_is_sent_twice_makes_one_order(shop: Shop) -> None:
    """The same page, sent again by a reload or a double click, leads to the same checkout."""
    link = shop.payment_link()
    visitor = visit(shop, link)
    assert visitor.choose() == visitor.choose()
    assert len(order_of(shop, link)) == 1


def test_a_buyer_chooses_quantities(shop: Shop) -> None:
    """Three of the first line, one of the second: 3 x 10.00 + 5.00 and 8 % tax, shown before anything is made."""
    link = shop.payment_link(1000, 500, allowQuantityAdjustment=True)
    visitor = visit(shop, link)
    visitor.look(q0="3")
    assert "$37.80" in visitor.text
    assert order_of(shop, link) == []
    visitor.choose(q0="3", q1="1")
    (order,) = order_of(shop, link)
    assert [line["quantity"] for line in order["lineItems"]] == [3, 1]
    assert order["netAmounts"]["totalMoney"]["amount"] == 3780


@pytest.mark.parametrize("quantity", ["0", "-1", "1000", "x", "1.5", "\u0663"])
def test_a_quantity_is_a_whole_number_from_1_to_999(shop: Shop, quantity: str) -> None:
    """Anything else brings the page back, which says so."""
    link = shop.payment_link(allowQuantityAdjustment=True)
    visitor = visit(shop, link)
    assert visitor.choose(q0=quantity).endswith("?n=quantity")
    visitor.look(n="quantity")
    assert "how many" in visitor.text
    assert order_of(shop, link) == []


def test_quantities_are_fixed_unless_the_link_lets_them_be_chosen(shop: Shop) -> None:
    """A form that says otherwise is not believed."""
    link = shop.payment_link(1000)
    visit(shop, link).choose(q0="5")
    (order,) = order_of(shop, link)
    assert order["lineItems"][0]["quantity"] == 1


def test_a_donor_gives_an_offered_amount_or_their_own(shop: Shop) -> None:
    """Donations bear no tax: 25.00 and 7.77 are what is paid."""
    link = shop.payment_link(mode="donation", donationAmounts=[{"amount": 1000}, {"amount": 2500}])
    pay(visit(shop, link), given="2500")
    pay(visit(shop, link), given="2500", amount="7.77")
    assert {order["netAmounts"]["paidMoney"]["amount"] for order in order_of(shop, link)} == {777, 2500}


@pytest.mark.parametrize("said", [{"amount": "0"}, {"amount": "abc"}, {"given": "99"}, {"amount": "-5"}])
def test_a_donation_is_an_amount(shop: Shop, said: dict[str, str]) -> None:
    """Nothing, no number, and an amount that was not offered bring the page back."""
    link = shop.payment_link(mode="donation", donationAmounts=[{"amount": 1000}])
    assert visit(shop, link).choose(**said).endswith("?n=amount")
    assert order_of(shop, link) == []


def test_the_last_completion_is_claimed_once(shop: Shop) -> None:
    """Two buyers have begun with the last one: the first to pay gets it, the other is told, and is not charged."""
    link = shop.payment_link(maxCompletions=1)
    first, second = visit(shop, link).go_on(), visit(shop, link).go_on()
    first.send("pay", email="ada@example.com", token="tok_visa")
    second.send("pay", email="bob@example.com", token="tok_visa")
    assert "sold out" in second.text
    assert sorted(order["status"] for order in order_of(shop, link)) == ["OPEN", "PAID"]
    answered = shop.call("paymentLinks.get", payment_link_id=link["id"]).data
    assert (answered["status"], answered["completionCount"]) == ("completed", 1)
    assert "sold out" in visit(shop, link).text


def test_a_declined_card_gives_the_completion_back(shop: Shop) -> None:
    """The last one stays to be had."""
    link = shop.payment_link(maxCompletions=1)
    buyer = visit(shop, link).go_on()
    buyer.send("pay", email="ada@example.com", token="tok_chargeDeclined")
    answered = shop.call("paymentLinks.get", payment_link_id=link["id"]).data
    assert (answered["status"], answered["completionCount"]) == ("active", 0)
    buyer.send("pay", token="tok_visa")
    assert shop.call("paymentLinks.get", payment_link_id=link["id"]).data["status"] == "completed"


def test_a_link_ends_by_its_time_or_is_switched_off_and_on(shop: Shop, world: World) -> None:
    """Each says why; who has begun may finish."""
    link = shop.payment_link(expiresAt="2027-12-01T00:00:00Z")
    begun = visit(shop, link).go_on()
    shop.call("paymentLinks.deactivate", payment_link_id=link["id"])
    assert "not in use" in visit(shop, link).text
    begun.send("pay", email="ada@example.com", token="tok_visa")
    assert "Thank you" in begun.text
    shop.call("paymentLinks.activate", payment_link_id=link["id"])
    assert "Continue" in visit(shop, link).text
    world.clock.advance(days=700)
    assert "expired" in visit(shop, link).text
    assert shop.call("paymentLinks.get", payment_link_id=link["id"]).data["status"] == "expired"


def test_links_are_listed_by_the_status_that_they_have_now(shop: Shop, world: World) -> None:
    """Expired and completed follow from clock and completions, and are found all the same."""
    ends = shop.payment_link(expiresAt="2027-11-30T00:00:00Z")
    off, stays = shop.payment_link(), shop.payment_link()
    shop.call("paymentLinks.deactivate", payment_link_id=off["id"])
    world.clock.advance(days=700)
    found = {
        status: [link["id"] for link in shop.call("paymentLinks.list", query={"status": status}).data]
        for status in ("active", "inactive", "expired", "completed")
    }
    assert found == {"active": [stays["id"]], "inactive": [off["id"]], "expired": [ends["id"]], "completed": []}


def test_an_item_s_price_is_today_s_and_an_archived_one_is_not_sold(shop: Shop) -> None:
    """The link follows the catalog: orders keep the price that they were made with."""
    item = shop.call("items.create", {"name": "Seat", "unitPriceMoney": {"amount": 1000}}).data
    link = shop.payment_link(lineItems=[{"itemId": item["id"]}])
    visit(shop, link).choose()
    shop.call("items.update", {"unitPriceMoney": {"amount": 1500}}, item_id=item["id"])
    visit(shop, link).choose()
    assert {order["lineItems"][0]["unitPriceMoney"]["amount"] for order in order_of(shop, link)} == {1500, 1000}
    shop.call("items.delete", item_id=item["id"])
    assert "not on sale" in visit(shop, link).text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"lineItems": []}, "mode standard has lineItems"),
        ({"mode": "donation"}, "mode donation has no lineItems"),
        ({"maxCompletions": 0}, "maxCompletions"),
        ({"successRedirectUrl": "javascript:alert(1)"}, "successRedirectUrl"),
        ({"currency": "EUR", "lineItems": [{**LINES[0], "unitPriceMoney": {"amount": 1, "currency": "USD"}}]}, "EUR"),
    ],
)
def test_what_is_wrong_is_named(shop: Shop, fields: dict[str, Any], told: str) -> None:
    """A link that could not work is not made."""
    answer = shop.call("paymentLinks.create", {"name": "Workshop", "lineItems": LINES, **fields})
    assert answer.status == 400
    assert told in str(answer.body)


def test_a_donation_link_gets_no_lines_later(shop: Shop) -> None:
    """The mode is fixed, and with it what the link has."""
    link = shop.payment_link(mode="donation")
    answer = shop.call("paymentLinks.update", {"lineItems": LINES}, payment_link_id=link["id"])
    assert answer.status == 400
    assert "lineItems" in str(answer.body)


def test_a_hostile_name_is_text(shop: Shop) -> None:
    """Names can't be markup."""
    link = shop.payment_link(lineItems=[{"name": "<script>alert(1)</script>", "unitPriceMoney": {"amount": 100}}])
    visitor = visit(shop, link)
    assert "<script>alert" not in visitor.answer["body"]
    assert "<script>alert(1)</script>" in visitor.text


def test_the_qr_code_leads_to_the_link(shop: Shop) -> None:
    """As SVG and as PNG, which caches may keep; nothing is drawn for an address of nothing."""
    link = shop.payment_link()
    visitor = visit(shop, link)
    vector, pixels = visitor.qr_code("svg"), visitor.qr_code("png")
    assert vector["headers"]["content-type"] == "image/svg+xml"
    assert "<svg" in vector["body"]
    assert b64decode(pixels["body"]).startswith(b"\x89PNG")
    assert pixels["isBase64Encoded"]
    assert link["qrCode"]["svgUrl"] == f"{link['url']}/qr.svg"
    visitor.url = link["url"][:-4] + "AAAA"
    assert visitor.qr_code("svg")["statusCode"] == 404


def test_an_address_of_nothing_is_a_page_that_says_so(shop: Shop) -> None:
    """Another secret is as good as none."""
    link = shop.payment_link()
    visitor = LinkVisitor(shop.world, link["url"][:-6] + "AAAAAA")
    assert visitor.answer["statusCode"] == 404
    assert "leads nowhere" in visitor.text
