"""Dead letters under kills: whoever keeps or replays one dies at every call, before it is done or after."""

import json
from collections import deque
from collections.abc import Iterator, Sequence

from commerce.domain import errors
from commerce.domain.dead_letter_kinds import DeadLetterSource, DeadLetterStatus
from commerce.domain.dead_letters import DeadLetter, dead_letter_id
from commerce.store.keys import Tenant
from commerce.usecases import dead_letters
from commerce.usecases.commit import OK
from commerce.usecases.dead_letters import Arrived, keep
from tests.faults.killed_workers import MOST_RECEIVES, Infrastructure, Killing, Plan, with_endpoints
from tests.faults.wire import GoodWire
from tests.faults.world import TENANT


def run_letter(plan: Plan) -> tuple[int, list[str]]:
    """A dead letter is kept from its queue, and sent back by a client that asks until it is answered; as `run`."""
    world = with_endpoints().copy()
    wire = Killing(plan)
    stack = Infrastructure(world, wire)
    world.put_on(wire)
    world.runtime.dispatch_for = lambda: stack
    body = json.dumps({"merchantId": TENANT.merchant_id, "mode": TENANT.mode})
    source = DeadLetterSource.DELIVERIES
    arrived = Arrived(source=source, message_id="m1", body=body, sent_at=world.clock.at, receive_count=5)
    waiting = deque([(body, 0)])
    while waiting:
        stack.take(waiting, lambda _: require(keep(world.runtime, arrived)))
    identity = dead_letter_id("m1", arrived.sent_at)
    answers = [world.ask("replay", lambda ctx: dead_letters.send_back(ctx, identity)) for _ in range(MOST_RECEIVES)]
    world.put_on(GoodWire())
    return wire.calls, list(_lost(stack, identity, body, [each.status for each in answers if each is not None]))


def require(owner: Tenant | None) -> None:
    """Whose letter it is stands in its body."""
    assert owner == TENANT


def _lost(stack: Infrastructure, identity: str, body: str, statuses: Sequence[int]) -> Iterator[str]:
    """The laws: the letter has its one row, its body is back in its queue, and both the row and the answers say so."""
    yield from stack.world.crashes
    yield from (f"not kept: {message}" for message in stack.dead)
    rows = [key for key, row in stack.world.table.rows.items() if row.get("kind") == "dead_letter"]
    letter = stack.world.row(DeadLetter, identity)
    if len(rows) != 1 or letter is None or letter.status is not DeadLetterStatus.REPLAYED:
        yield f"{len(rows)} rows, {None if letter is None else letter.status}"
    if not stack.sent_back or set(stack.sent_back) != {("deliveries", body, identity)}:
        yield f"sent back: {stack.sent_back}"
    if not statuses or set(statuses) - {OK, errors.Unavailable.status}:
        yield f"answered {statuses}"
