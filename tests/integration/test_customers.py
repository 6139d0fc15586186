"""Customers: known by one e-mail address each, exempt from tax or not, forgotten when they are deleted."""

from __future__ import annotations

from tests.shop import Shop, net


def test_email_is_one_customer_s(shop: Shop) -> None:
    """Without case; changed or deleted, it is free again."""
    first = shop.customer(email="Ada@Example.com")
    taken = shop.call("customers.create", {"email": "ada@example.COM"})
    assert (taken.refusal, taken.error["param"]) == ((409, "EMAIL_ALREADY_EXISTS"), "email")
    second = shop.customer(email="bob@example.com")
    refused = shop.call("customers.update", {"email": "ADA@example.com"}, customer_id=second["id"])
    assert refused.refusal == (409, "EMAIL_ALREADY_EXISTS")
    shop.call("customers.update", {"email": "countess@example.com"}, customer_id=first["id"])
    assert shop.call("customers.update", {"email": "ada@example.com"}, customer_id=second["id"]).status == 200
    shop.call("customers.delete", customer_id=second["id"])
    assert shop.customer(email="ada@example.com")["email"] == "ada@example.com"


def test_email_finds_its_customer(shop: Shop) -> None:
    """As it is now."""
    ada = shop.customer(email="ada@example.com")
    shop.customer(email="bob@example.com")
    assert [each["id"] for each in shop.call("customers.list", query={"email": "ADA@example.com"}).data] == [ada["id"]]
    assert shop.call("customers.list", query={"email": "eve@example.com"}).data == []


def test_change_of_a_name_keeps_the_rest(shop: Shop) -> None:
    """`null` clears one field only."""
    ada = shop.customer(email="ada@example.com", phoneNumber="+1 415 555 0132", billingAddress={"country": "us"})
    changed = shop.call("customers.update", {"phoneNumber": None, "name": "Countess"}, customer_id=ada["id"]).data
    kept = {name: changed[name] for name in ("name", "email", "phoneNumber", "billingAddress")}
    assert kept == {
        "name": "Countess",
        "email": "ada@example.com",
        "phoneNumber": None,
        "billingAddress": {
            "country": "US",
            "state": None,
            "postalCode": None,
            "city": None,
            "line1": None,
            "line2": None,
        },
    }


def test_deleted_customer_is_forgotten_and_its_orders_stay(shop: Shop) -> None:
    """Nothing of its person is kept; it is not found, not listed, and can't be named."""
    ada = shop.customer(email="ada@example.com", name="Ada")
    order = shop.order(1000, customerId=ada["id"])
    deleted = shop.call("customers.delete", customer_id=ada["id"]).data
    assert (deleted["deleted"], deleted["email"], deleted["name"]) == (True, None, None)
    for operation, body in (("get", None), ("update", {"name": "x"}), ("delete", None), ("listOrders", None)):
        answer = shop.call(f"customers.{operation}", body, customer_id=ada["id"])
        assert answer.refusal == (404, "CUSTOMER_NOT_FOUND")
    assert shop.call("customers.list").data == []
    assert shop.call("orders.create", {"customerId": ada["id"]}).refusal == (404, "CUSTOMER_NOT_FOUND")
    assert shop.read(order["id"])["customerId"] == ada["id"]
    assert not any("ada@example.com" in str(row) for row in shop.world.table.rows() if "cus_" in row["pk"]["S"])


def test_purchase_history_lists_the_customer_s_orders(shop: Shop) -> None:
    """Newest first, by status too, nobody else's."""
    ada, bob = shop.customer(), shop.customer()
    first = shop.order(1000, customerId=ada["id"])
    shop.world.clock.advance(seconds=1)
    second = shop.order(2000, customerId=ada["id"])
    shop.order(3000, customerId=bob["id"])
    shop.pay(first["id"])
    listed = shop.call("customers.listOrders", customer_id=ada["id"]).data
    assert [order["id"] for order in listed] == [second["id"], first["id"]]
    paid = shop.call("customers.listOrders", query={"status": "PAID"}, customer_id=ada["id"]).data
    assert [order["id"] for order in paid] == [first["id"]]


def test_order_takes_what_it_needs_from_its_customer(shop: Shop) -> None:
    """The e-mail address, unless it has one; an unknown customer is refused by the field's name."""
    ada = shop.customer(email="ada@example.com")
    assert shop.order(1000, customerId=ada["id"])["buyerEmail"] == "ada@example.com"
    assert shop.order(1000, customerId=ada["id"], buyerEmail="x@example.com")["buyerEmail"] == "x@example.com"
    answer = shop.call("orders.create", {"customerId": "cus_01KJPY44E0Y3Q3ZG8H2FMKDD2T"})
    assert (answer.refusal, answer.error["param"]) == ((404, "CUSTOMER_NOT_FOUND"), "customerId")


def test_exempt_customer_pays_no_tax(shop: Shop) -> None:
    """Neither on lines nor on charges; fixed on the order when the customer is named."""
    ada = shop.customer(taxExempt=True)
    order = shop.order(1000, customerId=ada["id"])
    charge = {"name": "Delivery", "amountMoney": {"amount": 500}, "taxable": True}
    charged = shop.call("orders.addCharge", charge, order_id=order["id"]).data
    assert (charged["taxExempt"], net(charged)["tax"], net(charged)["total"]) == (True, 0, 1500)
    shop.call("customers.update", {"taxExempt": False}, customer_id=ada["id"])
    assert net(shop.read(order["id"]))["tax"] == 0
    assert net(shop.order(1000, customerId=ada["id"]))["tax"] == 80


def test_naming_another_customer_prices_the_order_anew(shop: Shop) -> None:
    """8 % for everybody, none for the exempt, 8 % again once nobody is named."""
    exempt = shop.customer(taxExempt=True)
    order = shop.order(1000)
    named, nobody = (
        shop.call("orders.update", {"customerId": customer_id}, order_id=order["id"]).data
        for customer_id in (exempt["id"], None)
    )
    assert (net(named)["tax"], net(nobody)["tax"]) == (0, 80)


def test_explanation_of_an_exempt_order_says_so(shop: Shop) -> None:
    """And adds up."""
    order = shop.order(1000, customerId=shop.customer(taxExempt=True)["id"])
    explained = shop.call("orders.explain", order_id=order["id"])
    assert (explained.status, "exempt" in explained.text) == (200, True)


def test_invoiced_order_keeps_its_customer(shop: Shop) -> None:
    """Another one could be exempt, and the invoice asks for a sum."""
    invoice = shop.invoice(1000)
    shop.call("invoices.issue", invoice_id=invoice["id"])
    answer = shop.call("orders.update", {"customerId": shop.customer()["id"]}, order_id=invoice["orderId"])
    assert answer.refusal == (409, "ORDER_INVOICED")
