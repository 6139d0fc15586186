"""Rate limits of API keys: who is refused and when, what the answer says, and what counting costs."""

from __future__ import annotations

import pytest

from commerce.context import Runtime
from commerce.domain.rate_limits import WINDOW_SECONDS, batch_size
from commerce.usecases.authorization import identify
from tests.shop import Json, Shop, World

LIMIT = 5


@pytest.fixture
def shop(world: World) -> Shop:
    """A merchant whose keys may make five requests in ten seconds, which begin now."""
    limit(world.runtime, LIMIT)
    return world.shop()


def limit(runtime: Runtime, requests: int) -> Runtime:
    """The same process with a limit."""
    runtime.key_rate_limit_for = lambda: requests
    return runtime


def counters(world: World) -> list[Json]:
    """The rows that count requests."""
    return [row for row in world.table.rows() if row["kind"]["S"] == "request_count"]


def test_requests_up_to_the_limit_are_let_through(shop: Shop) -> None:
    """Five of five, the sixth is refused."""
    statuses = [shop.call("orders.list").status for _ in range(LIMIT + 1)]
    assert statuses == [200] * LIMIT + [429]


def test_refusal_says_when_to_ask_again(shop: Shop) -> None:
    """By its code, its type, Retry-After and the remediation, which agree."""
    shop.world.clock.advance(seconds=4)
    answer = [shop.call("orders.list") for _ in range(LIMIT + 1)][-1]
    error = answer.error
    assert (answer.refusal, error["type"]) == ((429, "RATE_LIMITED"), "rate_limit_error")
    assert (answer.headers["retry-after"], error["remediation"]["retryAfterMs"]) == ("6", 6000)
    assert error["remediation"]["retryable"] is True


def test_every_answer_says_what_is_left(shop: Shop) -> None:
    """Limit, remaining and seconds to the reset, on successes and refusals of any kind."""
    answers = [shop.call("orders.list"), shop.call("orders.get", order_id="ord_x"), shop.call("orders.create", "{")]
    answers += [shop.call("orders.list") for _ in range(3)]
    said = [[answer.headers[f"ratelimit-{name}"] for name in ("limit", "remaining", "reset")] for answer in answers]
    assert said == [["5", left, "10"] for left in ("4", "3", "2", "1", "0", "0")]


def test_next_window_begins_anew(shop: Shop) -> None:
    """After Retry-After the key is let through."""
    for _ in range(LIMIT + 1):
        shop.call("orders.list")
    shop.world.clock.advance(seconds=WINDOW_SECONDS)
    assert shop.call("orders.list").status == 200


def test_processes_count_together(shop: Shop) -> None:
    """With a limit below 100 every request is written down: processes together let through no more."""
    processes = [limit(shop.world.new_process(), LIMIT) for _ in range(3)]
    refusals = [identify(processes[n % 3], shop.api_key).get("refusal") for n in range(LIMIT + 2)]
    assert refusals == [None] * LIMIT + ["RATE_LIMITED"] * 2


def test_processes_exceed_the_limit_by_their_unwritten_tallies_at_most(shop: Shop) -> None:
    """With 1,000 a process writes each tenth request: four processes let through at most 3 * 9 too many."""
    processes = [limit(shop.world.new_process(), 1000) for _ in range(4)]
    passed = sum("refusal" not in identify(processes[n % 4], shop.api_key) for n in range(1100))
    assert 1000 <= passed <= 1000 + 3 * (batch_size(1000) - 1)


def test_counting_writes_once_in_a_hundredth_of_the_limit(shop: Shop) -> None:
    """Of 35 requests under a limit of 1,000, 30 are written down, in three writes to one row; none when refused."""
    runtime = limit(shop.world.new_process(), 1000)
    for _ in range(35):
        identify(runtime, shop.api_key)
    assert [row["uses"]["N"] for row in counters(shop.world)] == ["30"]


def test_refused_request_is_not_counted(shop: Shop) -> None:
    """Whoever keeps asking is let through again in the next window, and costs no write."""
    for _ in range(LIMIT + 20):
        shop.call("orders.list")
    assert [row["uses"]["N"] for row in counters(shop.world)] == [str(LIMIT)]


def test_counter_expires(shop: Shop) -> None:
    """A window's row goes by itself."""
    shop.call("orders.list")
    (row,) = counters(shop.world)
    assert 0 < int(row["expires_at"]["N"]) - shop.world.clock.now().timestamp() < 3600


def test_keys_are_counted_apart(shop: Shop) -> None:
    """One key of a merchant at its limit leaves the others alone."""
    for _ in range(LIMIT + 1):
        shop.call("orders.list")
    assert shop.with_key(shop.read_only_api_key).call("orders.list").status == 200


def test_wrong_secret_uses_up_nothing(shop: Shop) -> None:
    """Who knows a key's id can't have its owner refused."""
    assert shop.api_key is not None
    known_id = shop.world.shop().api_key
    assert known_id is not None
    for _ in range(LIMIT + 1):
        identify(shop.world.runtime, shop.api_key[:-60] + known_id[-60:])
    assert shop.call("orders.list").status == 200


def test_refused_request_is_not_remembered_under_its_key(shop: Shop) -> None:
    """The same idempotency key works once the key is let through again."""
    for _ in range(LIMIT):
        shop.call("orders.list")
    refused = shop.call("orders.create", {"buyerNote": "n"}, key="k")
    shop.world.clock.advance(seconds=WINDOW_SECONDS)
    answer = shop.call("orders.create", {"buyerNote": "n"}, key="k")
    assert (refused.status, answer.status, answer.body["meta"]) == (429, 201, {})


def test_without_a_limit_nothing_is_counted(world: World) -> None:
    """No rows, no headers."""
    shop = world.shop()
    answer = shop.call("orders.list")
    assert ("ratelimit-limit" in answer.headers, counters(world)) == (False, [])
