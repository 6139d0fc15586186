from datetime import timedelta

from commerce.domain.orders import Order
from tests.faults import shop
from tests.faults.clients import Request
from tests.faults.crash_pairs import Fault, NumberedWire
from tests.faults.quiet import become_quiet
from tests.faults.wire import GoodWire

PAST_KEY = timedelta(hours=49)
MINUTE = timedelta(minutes=1)


def test_attempt_settled_after_its_key_expired_leaves_the_keys_new_request_its_own_answer() -> None:
    """A payment whose process died is settled two days later, when another payment is at work under the same key."""
    template, (first, second) = shop.with_orders(2)
    world = template.copy()
    world.put_on(NumberedWire(world, {3: Fault.DIED_BEFORE}))
    assert world.ask("k", shop.pay(world, first)) is None  # claimed, never charged
    world.clock.at += PAST_KEY
    world.put_on(NumberedWire(world, {3: Fault.DIED_AFTER}))
    reuse = Request("k", shop.pay(world, second), 200)
    assert world.send(reuse) is None  # claimed and charged, never settled

    world.put_on(GoodWire())
    world.sweep()  # only the first payment has fallen due
    world.advance(MINUTE)
    answer = world.send(reuse)

    assert answer is not None
    assert isinstance(answer.shape, Order)
    assert (answer.shape.id, answer.shape.paid) == (second, 10_800)
    del world.requests["k"]
    become_quiet(world, [MINUTE])
    abandoned = shop.order_of(world, first)
    assert abandoned.paid == 0
    assert abandoned.payment_in_flight is None
    assert [payment.intent.order_id for payment in world.processor.payments.values()] == [second]
