"""A card number in any field of any request is refused by the field's name, and appears nowhere afterwards."""

from __future__ import annotations

import io
import json
import logging
from typing import Any

import pytest

from tests.shop import Answer, Json, Shop, lines

CARD = "4242 4242 4242 4242"
PLAIN = CARD.replace(" ", "")
REFUSED = (400, "CARD_NUMBER_REFUSED")


def _line(**fields: Any) -> Json:
    return {"lineItems": [{**lines(100)[0], **fields}]}


IN_BODY: list[tuple[Json, str]] = [
    ({"buyerNote": f"charge {CARD} please"}, "buyerNote"),
    ({"merchant_note": PLAIN}, "merchantNote"),
    ({"metadata": {"snake_key": PLAIN}}, "metadata.snake_key"),
    ({"metadata": {PLAIN: "x"}}, "metadata"),
    ({PLAIN: "x"}, "body"),
    ({"unknown": {"deep": [1, [PLAIN]]}}, "unknown.deep[1][0]"),
    ({"unknown": int(PLAIN)}, "unknown"),
    ({"idempotencyKey": PLAIN}, "idempotencyKey"),
    (_line(name=CARD), "lineItems[0].name"),
    (_line(tax_category=PLAIN), "lineItems[0].taxCategory"),
    (_line(unitPriceMoney={"amount": int(PLAIN)}), "lineItems[0].unitPriceMoney.amount"),
    (_line(metadata={"k": CARD}), "lineItems[0].metadata.k"),
]


def assert_refused(answer: Answer, field: str) -> None:
    """Refused by the field's name, and the number is not in the answer."""
    assert (answer.refusal, answer.error["param"], answer.wrong_fields) == (REFUSED, field, {field})
    assert CARD not in answer.text
    assert PLAIN not in answer.text


@pytest.mark.parametrize(("body", "field"), IN_BODY, ids=[field for _, field in IN_BODY])
def test_card_number_in_a_body_is_refused_by_the_fields_name(shop: Shop, body: Json, field: str) -> None:
    """In any text, number or key, at any depth."""
    assert_refused(shop.call("orders.create", body), field)


@pytest.mark.parametrize("escaped", [r"\u0034242424242424242", r"4242\t4242\t4242\t4242"])
def test_card_number_behind_escapes_is_refused(shop: Shop, escaped: str) -> None:
    """JSON's escapes hide no digit."""
    assert_refused(shop.call("orders.create", f'{{"buyerNote": "{escaped}"}}'), "buyerNote")


@pytest.mark.parametrize("token", [PLAIN, f"tok_{PLAIN}", CARD])
def test_card_number_as_a_token_is_refused(shop: Shop, token: str) -> None:
    """A card number is no payment source."""
    assert_refused(shop.pay(shop.order()["id"], token), "paymentSourceToken")


def test_card_number_as_an_idempotency_key_is_refused(shop: Shop) -> None:
    """Keys are stored: none may be a card number."""
    assert_refused(shop.call("orders.create", {}, key=PLAIN), "idempotencyKey")


def test_card_number_in_the_query_is_refused(shop: Shop) -> None:
    """As a filter's value."""
    assert_refused(shop.call("coupons.list", query={"code": PLAIN}), "code")


def test_card_number_as_a_parameters_name_is_refused(shop: Shop) -> None:
    """Unknown parameters are repeated in refusals, so this one must not be."""
    assert_refused(shop.call("coupons.list", query={PLAIN: "1"}), "query")


def test_card_number_in_the_path_is_refused(shop: Shop) -> None:
    """`There is no order 4242…` would repeat it."""
    assert_refused(shop.call("orders.get", order_id=PLAIN), "orderId")


def test_card_number_is_neither_stored_nor_logged(shop: Shop) -> None:
    """After it was sent in every place, no row and no line of the log holds it."""
    before = shop.world.table.rows()
    handler = logging.getLogger("flint").handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    printed = io.StringIO()
    usual = handler.setStream(printed)
    try:
        for body, _ in IN_BODY:
            shop.call("orders.create", body)
        shop.call("orders.get", order_id=PLAIN)
    finally:
        handler.setStream(usual)
    assert "request_answered" in printed.getvalue()
    assert (PLAIN in printed.getvalue(), CARD in printed.getvalue()) == (False, False)
    assert shop.world.table.rows() == before


def test_order_of_many_numbers_is_taken(shop: Shop) -> None:
    """Article numbers, phone numbers and times in an order are no card numbers."""
    metadata = {"ean": "4006381333931", "phone": "+4915123456780", "at": "1767349800001", "uuid": "a716-446655440000"}
    answer = shop.call("orders.create", {"lineItems": lines(100), "metadata": metadata})
    assert json.loads(answer.data_text)["metadata"] == metadata
