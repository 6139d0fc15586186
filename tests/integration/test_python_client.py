"""The Python client, on the real handlers; and what it does when the network or the API fails."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

import flint
from commerce.domain.webhook_signing import derive_secret, signature_headers
from commerce.edge.operation import snake
from commerce.edge.registry import load_operations
from flint import calls, webhooks
from flint._operations import OPERATIONS
from tests.shop import Shop, lines

LINES: list[flint.types.NewLine] = [
    {"name": "Console", "unit_price_money": {"amount": 9900}},
    {"name": "Add-on", "unit_price_money": {"amount": 2900}},
]


class Handlers(httpx.BaseTransport):
    """Carries requests to the operations in this process; keeps them. Without a key they are the shop's."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.sent: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer as the API does."""
        self.sent.append(request)
        operation, values = routed(request)
        sent = request.headers.get("authorization")
        caller = self.shop if sent is None else self.shop.with_key(sent.removeprefix("Bearer "))
        answer = caller.call(
            operation,
            json.loads(request.content) if request.content else None,
            headers=dict(request.headers),
            query=dict(request.url.params),
            **values,
        )
        return httpx.Response(answer.status, text=answer.text, headers=dict(answer.headers))


def routed(request: httpx.Request) -> tuple[str, dict[str, str]]:
    """The operation that a request is meant for, and what stands in its path; spelled-out paths win."""
    parts = request.url.path.split("/")
    for each in sorted(load_operations(), key=lambda operation: operation.path.count("{")):
        wanted = each.path.split("/")
        if each.method == request.method and len(wanted) == len(parts):
            pairs = list(zip(wanted, parts, strict=True))
            if all(name.startswith("{") or name == part for name, part in pairs):
                return each.name, {name[1:-1]: part for name, part in pairs if name.startswith("{")}
    raise AssertionError(f"nothing answers {request.method} {request.url.path}")


@pytest.fixture
def handlers(shop: Shop) -> Handlers:
    """The way to the shop's operations."""
    return Handlers(shop)


@pytest.fixture
def client(handlers: Handlers) -> Iterator[flint.Flint]:
    """A client of the shop."""
    with flint.Flint(handlers.shop.api_key, transport=handlers, max_retries=0) as opened:
        yield opened


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the client waited between tries, in seconds; it does not really."""
    found: list[float] = []
    monkeypatch.setattr("time.sleep", found.append)
    return found


def test_walk_through_to_the_cent(client: flint.Flint) -> None:
    """128.00 + 8 % = 138.24; with LAUNCH20 110.59; paid; 29.00 back."""
    order = client.orders.create(line_items=LINES)
    order = client.orders.apply_coupon(order.order_id, coupon_code="LAUNCH20")
    paid = client.orders.pay(order.id, payment_source_token="tok_visa")
    refund = client.refunds.create(order_id=order.id, amount_money={"amount": 2900})
    read = client.orders.get(order.id)
    assert (
        order.net_amounts.total_money.amount,
        paid.order.net_amounts.paid_money.amount,
        refund.tax_money.amount,
        read.status,
        read.net_amounts.refunded_money.amount,
    ) == (11059, 11059, 215, "PARTIALLY_REFUNDED", 2900)


def test_casing_is_the_callers_choice(client: flint.Flint) -> None:
    """Of fields that are sent, of attributes that are read, and of the id, which may stand among the fields."""
    order = client.orders.create({"lineItems": lines(9900), "metadata": {"my_own_key": "a"}})
    paid = client.orders.pay({"orderId": order.orderId, "paymentSourceToken": "tok_visa"})
    told = (paid.netAmounts.paidMoney.amount, paid["netAmounts"]["paidMoney"]["amount"], paid.metadata["my_own_key"])
    assert told == (10692, 10692, "a")


def test_unknown_attribute_names_the_known_ones(client: flint.Flint) -> None:
    """So that a typing error is found at once."""
    with pytest.raises(AttributeError, match=r"Order has no field 'total'; it has: .*netAmounts"):
        _ = client.orders.create(line_items=LINES).total


def test_decline_is_an_error_of_its_own(client: flint.Flint) -> None:
    """A class per code, beneath one per kind."""
    order = client.orders.create(line_items=LINES)
    with pytest.raises(flint.CardDeclined) as caught:
        client.orders.pay(order.id, payment_source_token="tok_card_declined")
    assert (caught.value.status, caught.value.code, isinstance(caught.value, flint.PaymentError)) == (
        402,
        "CARD_DECLINED",
        True,
    )
    assert caught.value.next_steps


def test_invalid_fields_are_told_all_at_once(client: flint.Flint) -> None:
    """Each by its path."""
    with pytest.raises(flint.ValidationError) as caught:
        client.orders.create({"lineItems": [{"name": "x", "unitPriceMoney": {"amount": 1.5}}], "nonsense": 1})
    assert {each["field"] for each in caught.value.invalid_fields} == {"lineItems[0].unitPriceMoney.amount", "nonsense"}


def test_state_that_forbids_it_says_what_is_allowed(client: flint.Flint) -> None:
    """A paid order is not paid again."""
    order = client.orders.create(line_items=LINES)
    client.orders.pay(order.id, payment_source_token="tok_visa")
    with pytest.raises(flint.OrderAlreadyPaid) as caught:
        client.orders.pay(order.id, payment_source_token="tok_visa")
    assert set(caught.value.supported_actions) == {"refund", "update", "close"}


def test_stale_version_is_refused(client: flint.Flint) -> None:
    """The order has moved on to version 2."""
    order = client.orders.create(line_items=LINES)
    client.orders.update(order.id, buyer_note="first", expected_version=1)
    with pytest.raises(flint.VersionConflict):
        client.orders.update(order.id, buyer_note="second", expected_version=1)


def test_dry_run_changes_nothing(client: flint.Flint) -> None:
    """It answers what would be: closed."""
    order = client.orders.create(line_items=LINES)
    would_be = client.orders.close(order.id, reason="test", dry_run=True)
    assert (would_be.status, client.orders.get(order.id).status) == ("CLOSED", "OPEN")


def test_loop_over_a_list_reads_every_page(client: flint.Flint, handlers: Handlers) -> None:
    """Five orders in pages of two: three requests."""
    made = {client.orders.create(line_items=LINES).id for _ in range(5)}
    handlers.sent.clear()
    found = [order.id for order in client.orders.list(page_size=2)]
    assert (len(found), set(found), len(handlers.sent)) == (5, made, 3)


def test_unknown_filter_is_refused_before_it_is_sent(client: flint.Flint) -> None:
    """By name."""
    with pytest.raises(TypeError, match=r"orders\.list takes no colour"):
        client.orders.list(colour="red")


def test_missing_id_is_named(client: flint.Flint) -> None:
    """Neither by position nor among the fields."""
    with pytest.raises(TypeError, match=r"orders\.pay needs order_id"):
        client.orders.pay(payment_source_token="tok_visa")


def test_every_mutation_has_a_key_of_its_own_or_the_callers(client: flint.Flint, handlers: Handlers) -> None:
    """Two calls are two orders; the same key is one."""
    first, second = client.orders.create(line_items=LINES), client.orders.create(line_items=LINES)
    third = client.orders.create(line_items=LINES, idempotency_key="till-1")
    fourth = client.orders.create(line_items=LINES, idempotency_key="till-1")
    keys = [request.headers["Idempotency-Key"] for request in handlers.sent]
    assert (len({first.id, second.id}), len(set(keys[:2])), keys[2:]) == (2, 2, ["till-1"] * 2)
    assert third.id == fourth.id


def test_clients_offer_every_operation_that_takes_a_key() -> None:
    """None is missing, and each is a method."""
    known = {each.name for each in load_operations() if not each.public}
    assert set(OPERATIONS) == known
    for client in (flint.Flint("flint_test_x"), flint.AsyncFlint("flint_test_x")):
        for name in OPERATIONS:
            resource, _, verb = name.partition(".")
            assert callable(getattr(getattr(client, snake(resource)), snake(verb)))


Answering = Callable[[httpx.Request], httpx.Response]


def answering(*answers: httpx.Response | type[httpx.TransportError]) -> tuple[Answering, list[str]]:
    """A network that gives these answers, one after the other, and the idempotency keys that reached it."""
    left, keys = list(answers), []

    def answer(request: httpx.Request) -> httpx.Response:
        keys.append(request.headers.get("Idempotency-Key", ""))
        now = left.pop(0)
        if isinstance(now, httpx.Response):
            return now
        raise now("lost", request=request)

    return answer, keys


def created() -> httpx.Response:
    """A success."""
    return httpx.Response(201, json={"data": {"id": "ord_1", "status": "OPEN"}, "requestId": "req_1", "meta": {}})


def refused(status: int, code: str, **headers: str) -> httpx.Response:
    """A refusal."""
    return httpx.Response(status, json={"error": {"code": code, "message": "Wait."}}, headers=headers)


@pytest.mark.parametrize(
    "failure",
    [
        httpx.ConnectError,
        httpx.ReadTimeout,
        httpx.RemoteProtocolError,
        refused(500, "INTERNAL_ERROR"),
        refused(503, "SERVICE_UNAVAILABLE"),
        refused(409, "IDEMPOTENCY_KEY_IN_PROGRESS"),
        httpx.Response(429, json={"message": "Too Many Requests"}),
    ],
    ids=str,
)
def test_failure_is_tried_again_with_the_same_key(failure: Any, waits: list[float]) -> None:
    """Its work may have been done: another key would do it twice."""
    network, keys = answering(failure, created())
    with flint.Flint("flint_test_x", transport=httpx.MockTransport(network)) as client:
        order = client.orders.create(line_items=LINES)
    assert (order.id, len(keys), len(set(keys)), len(waits)) == ("ord_1", 2, 1, 1)


def test_told_delay_is_kept(waits: list[float]) -> None:
    """Retry-After: 7."""
    network, _ = answering(refused(429, "RATE_LIMITED", **{"Retry-After": "7"}), created())
    with flint.Flint("flint_test_x", transport=httpx.MockTransport(network)) as client:
        client.orders.create(line_items=LINES)
    assert waits == [7.0]


def test_delays_double_and_end(waits: list[float]) -> None:
    """Half a second, one, two, four, each less up to half of it; then the error with the key to go on with."""
    network, keys = answering(*[httpx.ConnectError] * 5)
    with (
        flint.Flint("flint_test_x", transport=httpx.MockTransport(network)) as client,
        pytest.raises(flint.NoAnswerError) as caught,
    ):
        client.orders.create(line_items=LINES)
    within = [longest / 2 <= waited <= longest for waited, longest in zip(waits, (0.5, 1, 2, 4), strict=True)]
    assert (within, caught.value.idempotency_key) == ([True] * 4, keys[0])


@pytest.mark.parametrize(("status", "code"), [(402, "CARD_DECLINED"), (409, "ORDER_NOT_OPEN"), (404, "NOT_FOUND")])
def test_definite_refusal_is_not_repeated(status: int, code: str, waits: list[float]) -> None:
    """It would be the same."""
    network, keys = answering(refused(status, code))
    with flint.Flint("flint_test_x", transport=httpx.MockTransport(network)) as client, pytest.raises(flint.ApiError):
        client.orders.pay("ord_1", payment_source_token="tok_visa")
    assert (len(keys), waits) == (1, [])


def test_code_that_is_not_known_yet_is_of_its_kind() -> None:
    """An API that is newer than the client."""
    error = calls.error_of(402, {"error": {"code": "CARD_MELTED", "message": "Too hot."}})
    assert (type(error), error.code) == (flint.PaymentError, "CARD_MELTED")


def test_asyncio_client_does_the_same() -> None:
    """A retry, then a list of two pages."""

    def page(identity: str, following: str | None) -> httpx.Response:
        body = {"data": [{"id": identity}], "hasMore": bool(following), "nextPageToken": following}
        return httpx.Response(200, json=body)

    failed = refused(500, "INTERNAL_ERROR", **{"Retry-After": "0"})
    network, keys = answering(failed, created(), page("a", "n"), page("b", None))

    async def walk() -> list[str]:
        async with flint.AsyncFlint("flint_test_x", transport=httpx.MockTransport(network)) as client:
            order = await client.orders.create(line_items=LINES)
            return [order.id, *[each.id async for each in await client.orders.list()]]

    assert (asyncio.run(walk()), keys[0] == keys[1]) == (["ord_1", "a", "b"], True)


def test_key_does_not_show_in_what_is_printed() -> None:
    """Logs are read by many."""
    assert "flint_test_secret" not in repr(flint.Flint("flint_test_secret"))


BODY = json.dumps({"eventId": "evt_1", "eventType": "order.paid", "data": {"id": "ord_1"}}).encode()
SECRET = derive_secret("pepper", "mer_1/test", "whep_1", 1)
OTHER = derive_secret("pepper", "mer_1/test", "whep_1", 2)


def signed(*names: str) -> dict[str, str]:
    """The headers of a webhook signed at 1000 with both secrets, only those that begin with one of the names."""
    headers = signature_headers([OTHER, SECRET], "evt_1", 1000, BODY)
    return {name: value for name, value in headers.items() if name.lower().startswith(names)}


@pytest.mark.parametrize("scheme", ["webhook-", "x-flint-"])
def test_webhook_is_verified_by_either_signature(scheme: str) -> None:
    """Signed with two secrets during a rotation, verified with one of them."""
    event = webhooks.verify(BODY, signed(scheme), SECRET, now=1100)
    assert (event.event_type, event.data.id) == ("order.paid", "ord_1")


@pytest.mark.parametrize("scheme", ["webhook-", "x-flint-"])
@pytest.mark.parametrize(
    ("body", "secret", "now", "complaint"),
    [
        (BODY + b" ", SECRET, 1000, "not signed with this secret"),
        (BODY, derive_secret("pepper", "mer_1/test", "whep_2", 1), 1000, "not signed with this secret"),
        (BODY, SECRET, 1301, "more than 300 seconds"),
        (BODY, SECRET, 699, "more than 300 seconds"),
    ],
)
def test_webhook_that_is_not_to_be_trusted(scheme: str, body: bytes, secret: str, now: float, complaint: str) -> None:
    """Changed, signed by somebody else, or replayed."""
    with pytest.raises(flint.WebhookSignatureError, match=complaint):
        webhooks.verify(body, signed(scheme), secret, now=now)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"webhook-signature": "v1,!!!", "webhook-timestamp": "1000"},
        {"webhook-signature": "v1,!!!", "webhook-timestamp": "soon"},
        {"webhook-signature": "", "webhook-timestamp": "1000"},
        {"X-Flint-Signature": "t=,v1=é"},
        {"X-Flint-Signature": "nonsense"},
    ],
)
def test_malformed_signature_is_refused_as_such(headers: dict[str, str]) -> None:
    """With the one error that a receiver catches."""
    with pytest.raises(flint.WebhookSignatureError):
        webhooks.verify(BODY, headers, SECRET, now=1000)
