"""What operations refuse, they refuse with a status and a code that their description names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from moto import mock_aws

from commerce.domain import errors
from commerce.edge.operation import Operation
from local.rendering.refusals import refusals_of
from tests.card_tokens import lost
from tests.contract.asking import KEYED, MUTATIONS, OPERATIONS, ask, named, prepare
from tests.contract.conftest import CheckedShop, checked
from tests.shop import Answer, Shop, World

VERSIONED = [each for each in KEYED if errors.VersionConflict in refusals_of(each)]


class Standing(NamedTuple):
    """A shop with something to ask about, shared by tests of which none changes anything."""

    shop: CheckedShop
    ids: dict[str, str]

    def ask(self, operation: Operation, *, headers: dict[str, str] | None = None, key: str | None = None) -> Answer:
        """Call an operation with its example."""
        return ask(self.shop, operation, self.ids, headers=headers, key=key)


@pytest.fixture(scope="module")
def standing() -> Iterator[Standing]:
    """Make it once: a table, a merchant, orders, and two keys that have served."""
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        shop = checked(World().shop())
        shop.call("coupons.create", {"name": "x", "couponCode": "X", "percentOff": "1"}, key="used")
        shop.call("taxRates.create", {"name": "x", "percentage": "1"}, key="used too")
        yield Standing(shop, prepare(shop))


@pytest.mark.parametrize("operation", KEYED, ids=named)
def test_missing_key_is_refused(standing: Standing, operation: Operation) -> None:
    """Whoever sends no key is asked for one."""
    nobody = standing.shop.with_key(None)
    assert ask(nobody, operation, standing.ids).refusal == (401, "API_KEY_REQUIRED")


@pytest.mark.parametrize("operation", MUTATIONS, ids=named)
def test_read_only_key_is_refused(standing: Standing, operation: Operation) -> None:
    """A key without the scope that the description names."""
    reader = standing.shop.with_key(standing.shop.read_only_api_key)
    answer = ask(reader, operation, standing.ids)
    assert (answer.status, answer.error["requiredScope"]) == (403, operation.scope)


@pytest.mark.parametrize("operation", [each for each in KEYED if each.path_parameters], ids=named)
def test_unknown_id_is_refused(standing: Standing, operation: Operation) -> None:
    """What is not there is not found."""
    unknown = {name: name.split("_")[0] + "_unknown" for name in operation.path_parameters}
    assert ask(standing.shop, operation, standing.ids | unknown).status == 404


@pytest.mark.parametrize("operation", [each for each in KEYED if each.body], ids=named)
def test_unknown_field_is_refused(standing: Standing, operation: Operation) -> None:
    """Unknown fields are refused by name."""
    path: dict[str, Any] = {name: standing.ids[name] for name in operation.path_parameters}
    answer = standing.shop.call(operation.name, {"noSuchField": 1}, **path)
    assert answer.refusal == (400, "INVALID_REQUEST")


@pytest.mark.parametrize("operation", MUTATIONS, ids=named)
def test_reused_key_is_refused(standing: Standing, operation: Operation) -> None:
    """A key that served another operation."""
    key = "used too" if operation.name == "coupons.create" else "used"
    assert standing.ask(operation, key=key).refusal == (409, "IDEMPOTENCY_KEY_REUSED")


@pytest.mark.parametrize("operation", VERSIONED, ids=named)
def test_stale_version_is_refused(standing: Standing, operation: Operation) -> None:
    """A version that nothing has."""
    answer = standing.ask(operation, headers={"if-match": '"999"'})
    assert answer.refusal == (409, "VERSION_CONFLICT")


@pytest.mark.parametrize("operation", [each for each in OPERATIONS.values() if each.signed], ids=named)
def test_missing_signature_is_refused(standing: Standing, operation: Operation) -> None:
    """What only the processor may call."""
    assert standing.shop.with_key(None).call(operation.name, {}).refusal == (400, "INVALID_SIGNATURE")


@pytest.mark.parametrize("operation", [each for each in KEYED if each.path.startswith("/v1/orders/{")], ids=named)
def test_closed_order_can_only_be_read(shop: Shop, operation: Operation) -> None:
    """Every change is refused with a documented code; a clone is another order."""
    ids = prepare(shop, operation)
    shop.call("orders.close", {}, order_id=ids["order_id"])
    answer = ask(shop, operation, ids)
    makes_another = operation.name == "orders.clone"
    assert answer.status == (201 if makes_another else 409 if operation.mutates else 200), answer.text


@pytest.mark.parametrize("code", ["CARD_DECLINED", "INSUFFICIENT_FUNDS", "EXPIRED_CARD", "AUTHENTICATION_REQUIRED"])
def test_decline_names_the_card_s_reason(shop: Shop, code: str) -> None:
    """Declines are 402, on the repetition too."""
    order_id = shop.order()["id"]
    assert [shop.pay(order_id, f"tok_{code}", key="k").refusal for _ in range(2)] == [(402, code)] * 2


def test_lost_answer_of_the_processor_says_when_to_retry(shop: Shop) -> None:
    """Nobody knows whether the card was charged."""
    shop.world.gateway.before.append(lost())
    answer = shop.pay(shop.order()["id"])
    assert answer.refusal == (503, "PROCESSOR_UNAVAILABLE")
    assert "retry-after" in answer.headers


@pytest.mark.parametrize("operation", KEYED, ids=named)
def test_what_asks_for_taxes_runs_under_a_role_that_may(operation: Operation) -> None:
    """An operation whose code leads to Stripe Tax is marked, which chooses its role; the role's grants are tested."""
    asks = errors.TaxProviderUnavailable in refusals_of(operation)
    assert asks <= (operation.prices or operation.pays)
    assert operation.prices <= asks
