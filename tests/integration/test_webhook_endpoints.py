"""Webhook endpoints: registered, changed, rotated, limited."""

from __future__ import annotations

import json

import pytest

from commerce.domain.webhook_endpoints import MAX_ENDPOINTS, MAX_OLD_SECRETS
from commerce.domain.webhook_signing import derive_secret
from tests.shop import WEBHOOK_SECRET, Shop

URL = "https://hooks.example.com/flint"


def test_endpoint_is_registered(shop: Shop) -> None:
    """It is enabled, and its secret is shown."""
    endpoint = shop.webhook("order.paid", "refund.created", description="Shipping")
    assert endpoint["secret"].startswith("whsec_")
    assert (endpoint["url"], endpoint["subscribedEvents"]) == (URL, ["order.paid", "refund.created"])
    assert (endpoint["status"], endpoint["enabled"], endpoint["disabledReason"]) == ("enabled", True, None)


def test_secret_is_shown_at_creation_only(shop: Shop) -> None:
    """Neither reading nor listing nor changing shows it, and no row holds it."""
    endpoint = shop.webhook()
    endpoint_id = endpoint["id"]
    answers = [
        shop.call("webhookEndpoints.get", webhook_endpoint_id=endpoint_id),
        shop.call("webhookEndpoints.list"),
        shop.call("webhookEndpoints.update", {"description": "x"}, webhook_endpoint_id=endpoint_id),
        shop.call("webhookEndpoints.delete", webhook_endpoint_id=endpoint_id),
    ]
    for answer in answers:
        assert answer.status == 200
        assert "secret" not in {name for name in json.loads(answer.text)["data"] if isinstance(name, str)}
        assert endpoint["secret"] not in answer.text
    assert endpoint["secret"] not in str(shop.world.table.rows())


def test_repetition_shows_the_secret_again(shop: Shop) -> None:
    """The first answer, byte for byte, derived anew: also after the endpoint has a newer secret."""
    body = {"url": URL, "subscribedEvents": ["*"]}
    first = shop.call("webhookEndpoints.create", body, key="k")
    rotated = shop.call("webhookEndpoints.rotateSecret", {}, webhook_endpoint_id=first.data["id"], key="r")
    assert shop.call("webhookEndpoints.create", body, key="k").data_text == first.data_text
    again = shop.call("webhookEndpoints.rotateSecret", {}, webhook_endpoint_id=first.data["id"], key="r")
    assert again.data_text == rotated.data_text
    assert rotated.data["secret"] != first.data["secret"]


def test_dry_run_shows_no_secret(shop: Shop) -> None:
    """Nothing was registered, so there is none."""
    answer = shop.call("webhookEndpoints.create", {"url": URL, "subscribedEvents": ["*"]}, query={"dryRun": "true"})
    assert answer.data["secret"] is None
    assert shop.call("webhookEndpoints.list").data == []


def test_secret_belongs_to_endpoint_and_generation(shop: Shop) -> None:
    """It is derived from the stack's own; a rotation counts one up."""
    endpoint = shop.webhook()
    terms = (WEBHOOK_SECRET, f"{shop.merchant_id}/test", endpoint["id"])
    rotated = shop.call("webhookEndpoints.rotateSecret", {}, webhook_endpoint_id=endpoint["id"]).data
    assert [endpoint["secret"], rotated["secret"]] == [derive_secret(*terms, 1), derive_secret(*terms, 2)]


def test_old_secret_ends_after_a_day(shop: Shop) -> None:
    """It is told when; a later change forgets it."""
    endpoint_id = shop.webhook()["id"]
    rotated = shop.call("webhookEndpoints.rotateSecret", {}, webhook_endpoint_id=endpoint_id).data
    assert rotated["previousSecretExpiresAt"] == "2026-03-03T09:30:00Z"
    shop.world.clock.advance(hours=24)
    changed = shop.call("webhookEndpoints.update", {"description": "x"}, webhook_endpoint_id=endpoint_id).data
    assert changed["previousSecretExpiresAt"] is None


def test_leaked_secret_can_be_ended_at_once(shop: Shop) -> None:
    """All older ones end with it."""
    endpoint_id = shop.webhook()["id"]
    shop.call("webhookEndpoints.rotateSecret", {}, webhook_endpoint_id=endpoint_id)
    at_once = {"previousSecretValidSeconds": 0}
    rotated = shop.call("webhookEndpoints.rotateSecret", at_once, webhook_endpoint_id=endpoint_id).data
    assert rotated["previousSecretExpiresAt"] is None


def test_rotations_are_limited_while_old_secrets_sign(shop: Shop) -> None:
    """Four old ones beside the new; a day later there is room again."""
    endpoint_id = shop.webhook()["id"]
    for _ in range(MAX_OLD_SECRETS):
        assert shop.call("webhookEndpoints.rotateSecret", {}, webhook_endpoint_id=endpoint_id).status == 200
    one_more = shop.call("webhookEndpoints.rotateSecret", {}, webhook_endpoint_id=endpoint_id)
    assert one_more.refusal == (409, "WEBHOOK_LIMIT_REACHED")
    shop.world.clock.advance(hours=24)
    assert shop.call("webhookEndpoints.rotateSecret", {}, webhook_endpoint_id=endpoint_id).status == 200


def test_endpoints_are_limited(shop: Shop) -> None:
    """16 in each mode; the place of a deleted one is free."""
    made = [shop.webhook()["id"] for _ in range(MAX_ENDPOINTS)]
    one_more = shop.call("webhookEndpoints.create", {"url": URL, "subscribedEvents": ["*"]})
    assert one_more.refusal == (409, "WEBHOOK_LIMIT_REACHED")
    shop.call("webhookEndpoints.delete", webhook_endpoint_id=made[0])
    assert shop.webhook()["id"] not in made


def test_the_last_place_is_given_once(shop: Shop) -> None:
    """Another process takes it just before this one writes."""
    for _ in range(MAX_ENDPOINTS - 1):
        shop.webhook()
    shop.world.before_next_write(shop.webhook)
    late = shop.call("webhookEndpoints.create", {"url": URL, "subscribedEvents": ["*"]})
    assert late.refusal == (409, "WEBHOOK_LIMIT_REACHED")


def test_endpoints_are_listed_newest_first(shop: Shop) -> None:
    """In pages, by status and by time."""
    made: list[str] = []
    for n in range(3):
        made.insert(0, shop.webhook(enabled=n != 1)["id"])
        shop.world.clock.advance(minutes=1)
    page = shop.call("webhookEndpoints.list", query={"pageSize": "2"})
    assert ([each["id"] for each in page.data], page.body["hasMore"]) == (made[:2], True)
    rest = shop.call("webhookEndpoints.list", query={"pageSize": "2", "pageToken": page.body["nextPageToken"]})
    assert ([each["id"] for each in rest.data], rest.body["hasMore"]) == (made[2:], False)
    disabled = shop.call("webhookEndpoints.list", query={"status": "disabled"}).data
    assert [each["id"] for each in disabled] == [made[1]]
    late = shop.call("webhookEndpoints.list", query={"createdAfter": "2026-03-02T09:31:00Z"}).data
    assert [each["id"] for each in late] == [made[0]]


def test_endpoint_is_disabled_and_enabled_again(shop: Shop) -> None:
    """It says since when and why; once enabled, it no longer does."""
    endpoint_id = shop.webhook()["id"]
    disabled = shop.call("webhookEndpoints.update", {"enabled": False}, webhook_endpoint_id=endpoint_id).data
    assert (disabled["status"], disabled["disabledReason"]) == ("disabled", "You disabled it.")
    assert disabled["disabledAt"] == "2026-03-02T09:30:00Z"
    assert disabled["version"] == 2
    enabled = shop.call("webhookEndpoints.update", {"enabled": True}, webhook_endpoint_id=endpoint_id).data
    assert (enabled["status"], enabled["disabledReason"], enabled["disabledAt"]) == ("enabled", None, None)


def test_update_changes_what_it_names(shop: Shop) -> None:
    """The rest stays; a description can be taken away."""
    endpoint = shop.webhook("order.paid", description="Shipping", metadata={"team": "a"})
    change = {"url": "https://other.example.com/", "subscribed_events": ["*", "*"], "description": None}
    changed = shop.call("webhookEndpoints.update", change, webhook_endpoint_id=endpoint["id"]).data
    assert (changed["url"], changed["subscribedEvents"]) == ("https://other.example.com/", ["*"])
    assert (changed["description"], changed["metadata"], changed["version"]) == (None, {"team": "a"}, 2)


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "::1", "fd00:ec2::254"])
def test_host_that_resolves_into_a_network_is_refused(shop: Shop, address: str) -> None:
    """At registration and at every change, also if it has a public address beside it."""
    shop.world.addresses["inside.example.com"] = ("93.184.215.14", address)
    body = {"url": "https://inside.example.com/", "subscribedEvents": ["*"]}
    refused = shop.call("webhookEndpoints.create", body)
    assert (refused.refusal, refused.wrong_fields) == ((400, "WEBHOOK_URL_REFUSED"), {"url"})
    endpoint_id = shop.webhook()["id"]
    changed = shop.call("webhookEndpoints.update", {"url": body["url"]}, webhook_endpoint_id=endpoint_id)
    assert changed.refusal == (400, "WEBHOOK_URL_REFUSED")


def test_host_that_does_not_resolve_yet_is_taken(shop: Shop) -> None:
    """Its name may come; every delivery looks anew."""
    shop.world.addresses["hooks.example.com"] = ()
    assert shop.webhook()["status"] == "enabled"


def test_live_mode_wants_tls(shop: Shop) -> None:
    """Plain http is for tests."""
    live = shop.world.shop(mode="live")
    body = {"url": "http://hooks.example.com/flint", "subscribedEvents": ["*"]}
    assert live.call("webhookEndpoints.create", body).refusal == (400, "WEBHOOK_URL_REFUSED")
    assert shop.call("webhookEndpoints.create", body).status == 201


def test_unknown_event_type_is_refused_with_the_known_ones(shop: Shop) -> None:
    """By name."""
    refused = shop.call("webhookEndpoints.create", {"url": URL, "subscribedEvents": ["order.payed"]})
    assert refused.wrong_fields == {"subscribedEvents"}
    assert "order.paid" in refused.error["message"]


def test_deleted_endpoint_is_gone(shop: Shop) -> None:
    """It answers what it was, and then there is none."""
    endpoint = shop.webhook()
    deleted = shop.call("webhookEndpoints.delete", webhook_endpoint_id=endpoint["id"]).data
    assert deleted["id"] == endpoint["id"]
    gone = shop.call("webhookEndpoints.get", webhook_endpoint_id=endpoint["id"])
    assert gone.refusal == (404, "WEBHOOK_ENDPOINT_NOT_FOUND")


def test_two_changes_at_once_lose_nothing(shop: Shop) -> None:
    """One document holds all endpoints: a change of another one in between is kept."""
    first, second = shop.webhook()["id"], shop.webhook()["id"]
    shop.world.before_next_write(
        lambda: shop.call("webhookEndpoints.update", {"description": "second"}, webhook_endpoint_id=second)
    )
    shop.call("webhookEndpoints.update", {"description": "first"}, webhook_endpoint_id=first)
    listed = shop.call("webhookEndpoints.list").data
    assert {each["id"]: each["description"] for each in listed} == {first: "first", second: "second"}
