"""The form of every request and answer: envelope, errors, casings, wrong fields."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.shop import Json, Shop, lines, net


def test_success_is_data_request_id_and_meta(shop: Shop) -> None:
    """Nothing more stands beside a resource."""
    body = shop.call("orders.create", {"lineItems": lines(100)}).body
    assert (set(body), body["meta"], body["requestId"][:4]) == ({"data", "requestId", "meta"}, {}, "req_")


def test_list_adds_its_page(shop: Shop) -> None:
    """`hasMore` and `nextPageToken` stand beside the data, on an empty list too."""
    body = shop.call("orders.list").body
    assert {name: body[name] for name in ("data", "meta", "hasMore", "nextPageToken")} == {
        "data": [],
        "meta": {},
        "hasMore": False,
        "nextPageToken": None,
    }


def test_every_answer_has_its_own_request_id(shop: Shop) -> None:
    """In the envelope and in the header, and never the same twice."""
    first, second = shop.call("orders.list"), shop.call("orders.list")
    assert first.body["requestId"] == first.headers["x-request-id"] != second.body["requestId"]


def test_error_envelope_to_the_letter(shop: Shop) -> None:
    """`error` for new clients, `errors` for those of the first version, both with the remediation."""
    answer = shop.call("orders.get", order_id="ord_missing")
    request_id = answer.headers["x-request-id"]
    message = "There is no order ord_missing; GET /v1/orders lists yours."
    remediation = {
        "retryable": False,
        "retryAfterMs": None,
        "nextSteps": [message],
        "nextActions": [],
        "missingOrInvalidFields": [],
    }
    assert answer.body == {
        "error": {
            "type": "not_found_error",
            "code": "ORDER_NOT_FOUND",
            "message": message,
            "param": "orderId",
            "requestId": request_id,
            "supportedActions": [],
            "remediation": remediation,
        },
        "errors": [
            {
                "code": "ORDER_NOT_FOUND",
                "message": message,
                "field": "orderId",
                "httpStatusCode": 404,
                "requestId": request_id,
                "remediation": remediation,
            }
        ],
        "requestId": request_id,
        "meta": {},
    }


def test_all_wrong_fields_are_reported_at_once(shop: Shop) -> None:
    """An empty name, a fractional price, a quantity of zero and an unknown field, in one answer."""
    line = {"name": "", "unitPriceMoney": {"amount": 1.5}, "quantity": 0}
    answer = shop.call("orders.create", {"lineItems": [line], "coupon": "X"})
    assert answer.wrong_fields == {
        "lineItems[0].name",
        "lineItems[0].unitPriceMoney.amount",
        "lineItems[0].quantity",
        "coupon",
    }


def test_errors_has_an_entry_per_wrong_field(shop: Shop) -> None:
    """Clients of the first version find every field too."""
    answer = shop.call("orders.create", {"foo": 1, "bar": 2})
    assert {entry["field"] for entry in answer.body["errors"]} == {"foo", "bar"}


def test_unknown_field_is_refused_by_name_with_the_known_ones(shop: Shop) -> None:
    """Whoever mistypes a field reads what it may be."""
    answer = shop.call("orders.update", {"buyerNotes": "x"}, order_id=shop.order()["id"])
    (field,) = answer.error["remediation"]["missingOrInvalidFields"]
    assert (field["field"], "buyerNote," in field["message"]) == ("buyerNotes", True)


def test_unknown_field_deep_inside_is_refused_by_its_path(shop: Shop) -> None:
    """`lineItems[0].price` is not known."""
    answer = shop.call("orders.create", {"lineItems": [{**lines(1)[0], "price": 1}]})
    assert answer.wrong_fields == {"lineItems[0].price"}


def test_request_may_be_snake_case_field_by_field(shop: Shop) -> None:
    """Both casings, even within one object, are the same request."""
    body = {
        "line_items": [{"name": "A", "unit_price_money": {"amount": 100}, "taxCategory": "food"}],
        "buyerNote": "n",
        "merchant_note": "m",
    }
    order = shop.call("orders.create", body).data
    assert (order["buyerNote"], order["merchantNote"], net(order)["subtotal"]) == ("n", "m", 100)


def test_field_in_both_casings_is_refused(shop: Shop) -> None:
    """Two values for one field: neither is dropped silently."""
    answer = shop.call("orders.create", {"lineItems": lines(100), "line_items": lines(200)})
    assert answer.status == 400


def test_wrong_field_is_named_in_camel_case_whatever_was_sent(shop: Shop) -> None:
    """The answer speaks one casing."""
    answer = shop.call("orders.create", {"line_items": [{"name": "A", "unit_price_money": {"amount": "1"}}]})
    assert answer.wrong_fields == {"lineItems[0].unitPriceMoney.amount"}


METADATA = {"snake_key": "1", "camelKey": "2", "Kebab-Key": "3", "a.b c": "4", "unit_price_money": "5"}


def test_metadata_comes_back_untouched(shop: Shop) -> None:
    """Keys that look like field names are left alone."""
    assert shop.order(100, metadata=METADATA)["metadata"] == METADATA


def test_metadata_of_a_line_comes_back_untouched(shop: Shop) -> None:
    """As the order's own."""
    order = shop.call("orders.create", {"lineItems": [{**lines(1)[0], "metadata": METADATA}]}).data
    assert order["lineItems"][0]["metadata"] == METADATA


@pytest.mark.parametrize(
    "metadata",
    [{"k": 1}, {"k": None}, {"k": {"deep": "x"}}, {"": "x"}, {"k" * 41: "x"}, {"k": "x" * 501}, ["k"], "k"],
)
def test_metadata_that_is_no_map_of_short_strings_is_refused(shop: Shop, metadata: Any) -> None:
    """Strings only, at most 40 and 500 characters."""
    assert shop.call("orders.create", {"lineItems": lines(1), "metadata": metadata}).status == 400


def test_fifty_one_metadata_keys_are_refused(shop: Shop) -> None:
    """At most 50."""
    answer = shop.call("orders.create", {"metadata": {str(n): "x" for n in range(51)}})
    assert answer.wrong_fields == {"metadata"}


WRONG_AMOUNTS = [1.0, 10.5, "100", "1e2", -1, True, None, [], {}, 10**12, float("inf")]


@pytest.mark.parametrize("amount", WRONG_AMOUNTS, ids=repr)
def test_price_must_be_a_whole_number_of_minor_units(shop: Shop, amount: Any) -> None:
    """A float, a string, a negative, a boolean or an absurd number is a 400."""
    answer = shop.call("orders.create", {"lineItems": [{"name": "A", "unitPriceMoney": {"amount": amount}}]})
    assert answer.status == 400


@pytest.mark.parametrize("amount", [*WRONG_AMOUNTS, 0], ids=repr)
def test_refund_amount_must_be_a_whole_number_of_at_least_one(shop: Shop, amount: Any) -> None:
    """Zero is nothing to give back."""
    order = shop.paid_order()
    answer = shop.call("refunds.create", {"orderId": order["id"], "amountMoney": {"amount": amount}})
    assert answer.status == 400


@pytest.mark.parametrize("percent", [18, 18.0, "-1", "1e1", "18%", "", "ten", "0.0000001", "NaN"], ids=repr)
def test_percentage_must_be_a_decimal_string(shop: Shop, percent: Any) -> None:
    """Numbers are refused: a float can't hold 8.25 for sure."""
    answer = shop.call("orders.addTips", {"percent": percent}, order_id=shop.order()["id"])
    assert answer.wrong_fields == {"percent"}


@pytest.mark.parametrize("currency", ["US", "USDD", "U$D", 840, ""], ids=repr)
def test_currency_must_be_a_code(shop: Shop, currency: Any) -> None:
    """Three letters."""
    assert shop.call("orders.create", {"lineItems": lines(1), "currency": currency}).wrong_fields == {"currency"}


@pytest.mark.parametrize("quantity", [0, -1, 1.0, "2", True, 1_000_001], ids=repr)
def test_quantity_must_be_whole_and_at_least_one(shop: Shop, quantity: Any) -> None:
    """No halves, no nothing, no strings."""
    answer = shop.call("orders.create", {"lineItems": [{**lines(1)[0], "quantity": quantity}]})
    assert answer.wrong_fields == {"lineItems[0].quantity"}


@pytest.mark.parametrize("body", ["{", "[]", '"x"', "1", "null", '{"a": NaN}', "[" * 100_000])
def test_body_must_be_one_json_object(shop: Shop, body: str) -> None:
    """Anything else is a 400 in our own form."""
    assert shop.call("orders.create", body).refusal == (400, "INVALID_REQUEST")


def test_body_above_the_limit_is_refused(shop: Shop) -> None:
    """1 MB and a byte."""
    assert shop.call("orders.create", " " * 1_000_001).refusal == (400, "REQUEST_TOO_LARGE")


def test_operation_without_a_query_refuses_parameters(shop: Shop) -> None:
    """By name."""
    answer = shop.call("orders.get", query={"expand": "x"}, order_id=shop.order()["id"])
    assert (answer.status, "expand" in answer.error["message"]) == (400, True)


def test_operation_without_a_body_refuses_one(shop: Shop) -> None:
    """A DELETE takes none."""
    assert shop.call("coupons.delete", {"a": 1}, coupon_id="cpn_x").status == 400


def test_fault_of_ours_tells_nothing_internal(shop: Shop) -> None:
    """A 500 has our form, and no trace of what broke."""
    shop.world.gateway.before.append(RuntimeError("secret table name"))
    answer = shop.pay(shop.order()["id"])
    assert (answer.refusal, "secret" in answer.text) == ((500, "INTERNAL_ERROR"), False)


def test_fault_of_ours_says_that_it_may_be_retried(shop: Shop) -> None:
    """What the message says stands in the remediation too."""
    shop.world.gateway.before.append(RuntimeError("x"))
    answer = shop.pay(shop.order()["id"])
    assert answer.error["remediation"]["retryable"] is True


def _flawed(**changes: Any) -> Json:
    return {"lineItems": lines(100), **changes}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (_flawed(buyerEmail="nobody"), "buyerEmail"),
        (_flawed(customerId="cus_1"), "customerId"),
        (_flawed(tips=[{"percent": "1", "amountMoney": {"amount": 1}}]), "tips[0]"),
        (_flawed(tips=[{}]), "tips[0]"),
        (_flawed(discounts=[{"couponCode": "A", "percentOff": "1"}]), "discounts[0]"),
        (_flawed(discounts=[{"percentOff": "1"}]), "discounts[0]"),
        (_flawed(discounts=[{"name": "x", "percentOff": "101"}]), "discounts[0].percentOff"),
        (_flawed(discounts=[{"name": "x", "percentOff": "0"}]), "discounts[0].percentOff"),
        (_flawed(discounts=[{"name": "x", "percentOff": "1", "scope": "cart"}]), "discounts[0].scope"),
        (_flawed(taxes=[{"name": "x"}]), "taxes[0]"),
        (_flawed(taxAddress={"country": "USA"}), "taxAddress.country"),
        (_flawed(charges=[{"name": "x", "percent": "1", "calculationBasis": "y"}]), "charges[0].calculationBasis"),
        (_flawed(buyerNote="x" * 1001), "buyerNote"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_wrong_field_is_named(shop: Shop, body: Json, field: str) -> None:
    """By its path from the body down."""
    assert shop.call("orders.create", body).wrong_fields == {field}


def test_unknown_enumeration_value_lists_the_known_ones(shop: Shop) -> None:
    """A caller need not look them up."""
    answer = shop.call("orders.create", _flawed(discounts=[{"name": "x", "percentOff": "1", "scope": "cart"}]))
    assert "'order' or 'line_item'" in json.dumps(answer.error)


def test_answers_are_never_cached(shop: Shop) -> None:
    """An order's state is of this moment."""
    assert shop.call("orders.list").headers["cache-control"] == "no-store"
