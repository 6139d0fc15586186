"""API keys: made, shown once, listed, revoked; what a key can't do itself it can't give."""

from __future__ import annotations

from typing import Any

import pytest

from commerce.store.record import Record
from commerce.store.store import body_of
from commerce.usecases.authorization import identify
from tests.shop import Json, Shop


def make(shop: Shop, *scopes: str, **more: Any) -> Json:
    """Make a key of these scopes."""
    return dict(shop.call("apiKeys.create", {"name": "Till 3", "scopes": list(scopes)}, **more).data)


def test_new_key_opens_what_its_scopes_say(shop: Shop) -> None:
    """And nothing else."""
    till = shop.with_key(make(shop, "orders.read")["key"])
    assert till.call("orders.list").status == 200
    assert till.call("orders.create", {}).refusal == (403, "INSUFFICIENT_SCOPE")


def test_key_is_shown_once(shop: Shop) -> None:
    """The list has the key, but not its text."""
    made = make(shop, "orders.read")
    listed = shop.call("apiKeys.list")
    (key,) = [each for each in listed.data if each["id"] == made["id"]]
    assert key == {name: value for name, value in made.items() if name != "key"}
    assert made["key"] not in listed.text


@pytest.mark.parametrize("name", ["salt", "secretHash", "sealedSecret"])
def test_key_does_not_see_its_hash(shop: Shop, name: str) -> None:
    """Neither when it is made nor when keys are listed."""
    made, listed = make(shop, "orders.read"), shop.call("apiKeys.list").data
    assert not [each for each in (made, *listed) if name in each]


def test_table_holds_no_key(shop: Shop) -> None:
    """Not in the key's row and not in the remembered answer, whichever part of its secret is looked for."""
    secret = make(shop, "orders.read", key="k")["key"][-56:-8]
    rows = "".join(str(body_of(Record.from_raw_data(row))) for row in shop.world.table.rows())
    assert "secret_hash" in rows
    assert not [start for start in range(0, 40, 8) if secret[start : start + 8] in rows]


def test_repetition_shows_the_same_key(shop: Shop) -> None:
    """Byte for byte: whose first answer was lost has the key after all."""
    body = {"name": "Till 3", "scopes": ["orders.read"]}
    first, again = (shop.call("apiKeys.create", body, key="k") for _ in range(2))
    assert (first.data_text, again.body["meta"]) == (again.data_text, {"idempotencyReplayed": True})


def test_dry_run_makes_no_key(shop: Shop) -> None:
    """There is none to be shown."""
    assert make(shop, "orders.read", query={"dryRun": "true"})["key"] is None
    assert len(shop.call("apiKeys.list").data) == 2


def test_revoked_key_is_refused_at_once(shop: Shop) -> None:
    """From the very next request on."""
    made = make(shop, "orders.read")
    till = shop.with_key(made["key"])
    before = till.call("orders.list").status
    shop.call("apiKeys.revoke", api_key_id=made["id"])
    assert (before, till.call("orders.list").refusal) == (200, (401, "API_KEY_REVOKED"))


def test_revoking_twice_keeps_the_first_time(shop: Shop) -> None:
    """The key has ended; nothing more happens."""
    made = make(shop, "orders.read")
    first = shop.call("apiKeys.revoke", api_key_id=made["id"]).data
    shop.world.clock.advance(hours=1)
    assert shop.call("apiKeys.revoke", api_key_id=made["id"]).data == first


def test_key_may_revoke_itself(shop: Shop) -> None:
    """Whoever has lost a key has it in hand no other way."""
    assert shop.api_key is not None
    own = identify(shop.world.runtime, shop.api_key)["keyId"]
    shop.call("apiKeys.revoke", api_key_id=own)
    assert shop.call("orders.list").refusal == (401, "API_KEY_REVOKED")


def test_key_of_another_merchant_is_not_found(shop: Shop, other_shop: Shop) -> None:
    """And stays as it is."""
    made = make(other_shop, "orders.read")
    assert shop.call("apiKeys.revoke", api_key_id=made["id"]).refusal == (404, "NOT_FOUND")
    assert other_shop.with_key(made["key"]).call("orders.list").status == 200


@pytest.mark.parametrize("scopes", [["*"], ["refunds.write"], ["api_keys.write", "orders.write"]])
def test_key_gives_no_scope_that_it_lacks(shop: Shop, scopes: list[str]) -> None:
    """A key that makes keys can't make a mightier one."""
    limited = shop.with_key(make(shop, "api_keys.write", "orders.read")["key"])
    answer = limited.call("apiKeys.create", {"name": "more", "scopes": scopes})
    assert answer.refusal == (403, "INSUFFICIENT_SCOPE")


def test_key_gives_scopes_that_it_has(shop: Shop) -> None:
    """The same or fewer."""
    limited = shop.with_key(make(shop, "api_keys.write", "orders.read")["key"])
    assert make(limited, "orders.read")["scopes"] == ["orders.read"]


def test_key_does_not_revoke_a_mightier_one(shop: Shop) -> None:
    """Or whoever stole the lesser could lock the owner out."""
    assert shop.api_key is not None
    mighty = identify(shop.world.runtime, shop.api_key)["keyId"]
    limited = shop.with_key(make(shop, "api_keys.write")["key"])
    assert limited.call("apiKeys.revoke", api_key_id=mighty).refusal == (403, "INSUFFICIENT_SCOPE")


def test_unknown_scope_is_refused_with_the_known_ones(shop: Shop) -> None:
    """A scope that no operation asks for is a mistake."""
    answer = shop.call("apiKeys.create", {"name": "x", "scopes": ["orders.read", "order.write"]})
    assert (answer.status, answer.wrong_fields) == (400, {"scopes"})
    assert "order.write (known: *, api_keys.read" in answer.error["message"]


def test_key_of_another_stack_opens_nothing(shop: Shop) -> None:
    """With another pepper the same row and the same text do not fit together."""
    elsewhere = shop.world.new_process()
    elsewhere.pepper_for = lambda: "another"
    assert identify(elsewhere, shop.api_key) == {"refusal": "API_KEY_NOT_FOUND"}


def test_one_wrong_letter_is_told_without_a_read(shop: Shop) -> None:
    """The checksum tells a mistyped key."""
    assert shop.api_key is not None
    wrong = shop.api_key[:-1] + ("0" if shop.api_key[-1] != "0" else "1")
    offline = shop.world.new_process()
    offline.store_for = lambda tenant: pytest.fail(f"{tenant} was read")
    assert identify(offline, wrong) == {"refusal": "API_KEY_NOT_FOUND"}
