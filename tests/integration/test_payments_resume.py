"""Payments whose outcome is unknown, or whose process is gone: money moves once, and the order comes to know."""

from __future__ import annotations

import pytest

from commerce.domain.deadlines import REPEAT_UNTIL, RESUME_AFTER
from tests.card_tokens import declined, lost
from tests.fake_gateway import ProcessDied
from tests.shop import Shop, World, actions, net

KEY = "pay-1"
RESUME_SECONDS = RESUME_AFTER.total_seconds()
REPEAT_SECONDS = REPEAT_UNTIL.total_seconds()


def _pay_and_lose(world: World, shop: Shop, *, effect: bool, key: str | None = KEY, token: str = "tok_visa") -> str:
    """An order whose charge was lost, after it took effect or before. Answers the order's id."""
    order = shop.order(1000)
    (world.gateway.after if effect else world.gateway.before).append(lost())
    shop.pay(order["id"], token, key)
    return str(order["id"])


def _pay_and_die(world: World, shop: Shop, *, effect: bool, token: str = "tok_visa") -> str:
    """An order whose process died after the claim: with the charge done, or without it. Answers the order's id."""
    order = shop.order(1000)
    (world.gateway.after if effect else world.gateway.before).append(ProcessDied())
    with pytest.raises(ProcessDied):
        shop.pay(order["id"], token, KEY)
    return str(order["id"])


def test_unknown_outcome_is_a_503_that_says_when_to_retry(world: World, shop: Shop) -> None:
    """With Retry-After, and the advice to keep the key."""
    order = shop.order(1000)
    world.gateway.after.append(lost())
    answer = shop.pay(order["id"], key=KEY)
    assert (answer.refusal, answer.headers["retry-after"], answer.error["remediation"]["retryable"]) == (
        (503, "PROCESSOR_UNAVAILABLE"),
        "5",
        True,
    )


def test_unknown_outcome_leaves_the_order_in_flight(world: World, shop: Shop) -> None:
    """Nobody may pay it again, with this key or another."""
    order_id = _pay_and_lose(world, shop, effect=True)
    assert shop.pay(order_id, key="another").refusal == (409, "PAYMENT_IN_PROGRESS")


@pytest.mark.parametrize("effect", [True, False], ids=["took_effect", "had_no_effect"])
def test_retry_at_once_is_told_to_wait(world: World, shop: Shop, effect: bool) -> None:  # noqa: FBT001 (a case)
    """The first process may still be at work."""
    order_id = _pay_and_lose(world, shop, effect=effect)
    world.clock.advance(seconds=RESUME_SECONDS - 1)
    assert shop.pay(order_id, key=KEY).refusal == (409, "IDEMPOTENCY_KEY_IN_PROGRESS")


@pytest.mark.parametrize("effect", [True, False], ids=["took_effect", "had_no_effect"])
def test_retry_after_a_while_finishes_the_work(world: World, shop: Shop, effect: bool) -> None:  # noqa: FBT001
    """The card is charged once: 10.80."""
    order_id = _pay_and_lose(world, shop, effect=effect)
    world.clock.advance(seconds=RESUME_SECONDS)
    answer = shop.pay(order_id, key=KEY)
    assert (answer.data["status"], world.gateway.taken) == ("PAID", 1080)


def test_retry_that_finished_the_work_is_replayed_from_then_on(world: World, shop: Shop) -> None:
    """The same bytes again."""
    order_id = _pay_and_lose(world, shop, effect=True)
    world.clock.advance(seconds=RESUME_SECONDS)
    first = shop.pay(order_id, key=KEY)
    assert shop.pay(order_id, key=KEY).data_text == first.data_text


def test_retry_of_a_lost_decline_answers_the_decline(world: World, shop: Shop) -> None:
    """402, as the first answer would have been."""
    order_id = _pay_and_lose(world, shop, effect=True, token="tok_INCORRECT_CVC")
    world.clock.advance(seconds=RESUME_SECONDS)
    assert shop.pay(order_id, "tok_INCORRECT_CVC", KEY).refusal == (402, "INCORRECT_CVC")


def test_retry_that_is_lost_again_may_be_retried_again(world: World, shop: Shop) -> None:
    """Three losses, one charge."""
    order_id = _pay_and_lose(world, shop, effect=True)
    for _ in range(2):
        world.clock.advance(seconds=RESUME_SECONDS)
        world.gateway.before.append(lost())
        shop.pay(order_id, key=KEY)
    world.clock.advance(seconds=RESUME_SECONDS)
    assert (shop.pay(order_id, key=KEY).data["status"], world.gateway.taken) == ("PAID", 1080)


@pytest.mark.parametrize("effect", [True, False], ids=["took_effect", "had_no_effect"])
def test_sweeper_settles_a_payment_without_a_key(world: World, shop: Shop, effect: bool) -> None:  # noqa: FBT001
    """Nobody has to retry."""
    order_id = _pay_and_lose(world, shop, effect=effect, key=None)
    world.clock.advance(seconds=RESUME_SECONDS)
    swept = world.sweep()
    assert (shop.read(order_id)["status"], swept["due"], world.gateway.taken) == ("PAID", 1, 1080)


@pytest.mark.parametrize("effect", [True, False], ids=["charged", "not_charged"])
def test_sweeper_settles_what_a_dead_process_left(world: World, shop: Shop, effect: bool) -> None:  # noqa: FBT001
    """Between claim and charge, or between charge and settlement."""
    order_id = _pay_and_die(world, shop, effect=effect)
    world.clock.advance(seconds=RESUME_SECONDS)
    world.sweep()
    assert (shop.read(order_id)["status"], world.gateway.taken) == ("PAID", 1080)


def test_sweeper_leaves_a_payment_alone_whose_process_may_live(world: World, shop: Shop) -> None:
    """Younger than any function can be."""
    _pay_and_die(world, shop, effect=False)
    world.clock.advance(seconds=RESUME_SECONDS - 1)
    assert (world.sweep()["due"], world.gateway.taken) == (0, 0)


def test_retry_after_the_sweeper_answers_what_it_settled(world: World, shop: Shop) -> None:
    """The key's answer was stored by the sweeper."""
    order_id = _pay_and_die(world, shop, effect=True)
    world.clock.advance(seconds=RESUME_SECONDS)
    world.sweep()
    answer = shop.pay(order_id, key=KEY)
    assert (answer.data["status"], answer.body["meta"]) == ("PAID", {"idempotencyReplayed": True})


def test_settled_payment_is_never_due_again(world: World, shop: Shop) -> None:
    """The second sweep finds nothing."""
    _pay_and_die(world, shop, effect=True)
    world.clock.advance(seconds=RESUME_SECONDS)
    world.sweep()
    world.clock.advance(days=1)
    assert world.sweep()["due"] == 0


def test_process_that_dies_in_settling_leaves_the_rest_to_the_sweeper(world: World, shop: Shop) -> None:
    """The charge is known to the processor alone."""
    order = shop.order(1000)

    def die() -> None:
        raise ProcessDied

    world.before_next_write(lambda: None, die)
    with pytest.raises(ProcessDied):
        shop.pay(order["id"], key=KEY)
    world.clock.advance(seconds=RESUME_SECONDS)
    world.sweep()
    assert (shop.read(order["id"])["status"], world.gateway.taken) == ("PAID", 1080)


def test_payment_that_the_sweeper_settled_first_is_settled_once(world: World, shop: Shop) -> None:
    """A slow process comes back after the sweeper: it answers what stands there."""
    order = shop.order(1000)

    def sweep_first() -> None:
        world.clock.advance(seconds=RESUME_SECONDS)
        world.sweep()

    world.before_next_write(lambda: None, sweep_first)
    paid = shop.pay(order["id"], key=KEY).data
    assert (paid["status"], net(paid)["paid"], len(shop.activities(order["id"]))) == ("PAID", 1080, 2)


def test_decline_that_the_sweeper_settled_first_is_answered_as_a_decline(world: World, shop: Shop) -> None:
    """And the coupon's use is given back once."""
    coupon = shop.coupon("TWO", maxUses=2)
    order = shop.order(1000, discounts=[{"couponCode": "TWO"}])

    def sweep_first() -> None:
        world.clock.advance(seconds=RESUME_SECONDS)
        world.sweep()

    world.before_next_write(lambda: None, sweep_first)
    answer = shop.pay(order["id"], "tok_CARD_DECLINED")
    uses = shop.call("coupons.get", coupon_id=coupon["id"]).data["uses"]
    assert (answer.refusal, uses) == ((402, "CARD_DECLINED"), 0)


# ---- Older than the processor remembers keys -------------------------------------------------------------------------


def test_young_attempt_is_repeated_under_its_key(world: World, shop: Shop) -> None:
    """The processor answers the first call's outcome."""
    _pay_and_die(world, shop, effect=True)
    world.clock.advance(seconds=REPEAT_SECONDS - 1)
    world.sweep()
    assert world.gateway.calls == ["charge", "charge"]


@pytest.mark.parametrize("hours", [20, 25, 24 * 30])
def test_old_attempt_is_looked_for_and_never_repeated(world: World, shop: Shop, hours: int) -> None:
    """The processor may have forgotten the key: a repeated call would charge twice."""
    order_id = _pay_and_die(world, shop, effect=True)
    world.clock.advance(hours=hours)
    world.sweep()
    assert (world.gateway.calls, world.gateway.taken, shop.read(order_id)["status"]) == (
        ["charge", "find"],
        1080,
        "PAID",
    )


def test_old_attempt_that_never_reached_the_processor_frees_the_order(world: World, shop: Shop) -> None:
    """Nothing was taken, and it may be paid again."""
    order_id = _pay_and_die(world, shop, effect=False)
    world.clock.advance(hours=25)
    world.sweep()
    after = shop.read(order_id)
    assert (after["payments"][0]["status"], "pay" in actions(after), world.gateway.taken) == ("canceled", True, 0)


def test_retry_of_an_attempt_that_was_given_up_says_so(world: World, shop: Shop) -> None:
    """402 PAYMENT_ABANDONED: nothing was taken under this key, and nothing will be."""
    order_id = _pay_and_die(world, shop, effect=False)
    world.clock.advance(hours=25)
    assert (shop.pay(order_id, key=KEY).refusal, world.gateway.taken) == ((402, "PAYMENT_ABANDONED"), 0)


def test_old_decline_is_found_and_settled(world: World, shop: Shop) -> None:
    """As a decline, not as nothing."""
    order_id = _pay_and_die(world, shop, effect=True, token="tok_EXPIRED_CARD")
    world.clock.advance(hours=25)
    world.sweep()
    assert shop.read(order_id)["payments"][0]["failureCode"] == "EXPIRED_CARD"


def test_old_challenge_that_nobody_knew_of_is_given_up(world: World, shop: Shop) -> None:
    """Found first, given up on the next round."""
    order_id = _pay_and_die(world, shop, effect=True, token="tok_3ds")
    world.clock.advance(hours=25)
    world.sweep()
    world.clock.advance(hours=2)
    world.sweep()
    assert shop.read(order_id)["payments"][0]["status"] == "canceled"


# ---- The sweeper itself ----------------------------------------------------------------------------------------------


def test_sweeper_goes_on_after_an_attempt_that_fails(world: World, shop: Shop) -> None:
    """The processor answers for one of two only; the other is settled."""
    orders = [_pay_and_die(world, shop, effect=True, token="tok_visa") for _ in range(1)]
    orders.append(_pay_with_other_key(world, shop))
    world.clock.advance(seconds=RESUME_SECONDS)
    world.gateway.before.append(lost())
    swept = world.sweep()
    statuses = sorted(shop.read(order_id)["status"] for order_id in orders)
    assert (statuses, swept["failed"]) == (["OPEN", "PAID"], 1)


def test_sweeper_goes_on_after_an_attempt_that_breaks_it(world: World, shop: Shop) -> None:
    """A fault of ours in one attempt must not leave all that come after it unsettled for ever."""
    orders = [_pay_and_die(world, shop, effect=True), _pay_with_other_key(world, shop)]
    world.clock.advance(seconds=RESUME_SECONDS)
    world.gateway.before.append(RuntimeError("a fault of ours"))
    swept = world.sweep()
    statuses = sorted(shop.read(order_id)["status"] for order_id in orders)
    assert (statuses, swept["failed"]) == (["OPEN", "PAID"], 1)


def _pay_with_other_key(world: World, shop: Shop) -> str:
    order = shop.order(1000)
    world.gateway.after.append(ProcessDied())
    with pytest.raises(ProcessDied):
        shop.pay(order["id"], key="pay-2")
    return str(order["id"])


def test_attempt_that_failed_to_settle_stays_due(world: World, shop: Shop) -> None:
    """The next run takes it up again."""
    order_id = _pay_and_die(world, shop, effect=True)
    world.clock.advance(seconds=RESUME_SECONDS)
    world.gateway.before.append(lost())
    world.sweep()
    world.sweep()
    assert shop.read(order_id)["status"] == "PAID"


def test_sweeper_works_for_all_merchants(world: World, shop: Shop, other_shop: Shop) -> None:
    """Each in their own books."""
    mine, theirs = _pay_and_die(world, shop, effect=True), _pay_and_die(world, other_shop, effect=True)
    world.clock.advance(seconds=RESUME_SECONDS)
    world.sweep()
    assert (shop.read(mine)["status"], other_shop.read(theirs)["status"]) == ("PAID", "PAID")


def test_abandoned_challenge_of_a_lost_answer_settles_with_its_key(world: World, shop: Shop) -> None:
    """The retry finds the challenge that nobody was told of, and answers it as pending."""
    order_id = _pay_and_lose(world, shop, effect=True, token="tok_3ds")
    world.clock.advance(seconds=RESUME_SECONDS)
    answer = shop.pay(order_id, "tok_3ds", KEY)
    assert answer.data["pendingActions"][0]["clientSecret"] == "pi_stripe0_secret"


def test_slow_payment_that_fails_in_the_end_frees_the_order(world: World, shop: Shop) -> None:
    """Processing, then declined."""
    order = shop.pay(shop.order(1000)["id"], "tok_slow").data
    world.gateway.settle_payment(declined("INSUFFICIENT_FUNDS"))
    world.clock.advance(seconds=RESUME_SECONDS)
    world.sweep()
    after = shop.read(order["id"])
    assert (after["payments"][0]["failureCode"], "pay" in actions(after)) == ("INSUFFICIENT_FUNDS", True)
