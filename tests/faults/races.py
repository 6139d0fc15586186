"""Real races: clients of the running stack ask for what only some of them can have, all at the same moment.

`python -m tests.faults.races` runs 50 rounds of each race, `python -m tests.faults.races 3` three; names pick races:
`python -m tests.faults.races 50 "edits of one order"`. Exits with 1 if a law is broken.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from local.runtime import Ports, Runtime
from tests.bench.tables import show, tell, verdict
from tests.faults.race_shop import LINE_AMOUNT, Judge, Shop, line, sound
from tests.faults.racing import Ask, Tally, Told, racers

CLIENTS = 20
ROUNDS = 50
REFUND_AMOUNT = 2_500
VISA = {"paymentSourceTokens": ["tok_visa"]}
HEADER = (
    "Real race",
    "clients",
    "rounds",
    "winners",
    "losers",
    "told to repeat",
    "gateway faults",
    "violations",
    "seconds",
)


@dataclass(frozen=True)
class Race:
    """What all clients ask for. wins: how many can have it, None: all. losers: what the others may be told.

    start: makes what is raced for; gives the requests, and what to look at when all were answered.
    """

    name: str
    wins: int | None
    losers: frozenset[str]
    start: Callable[[Shop, str], tuple[list[Ask], Judge]]


def last_coupon_use(shop: Shop, name: str) -> tuple[list[Ask], Judge]:
    """Every client pays an order of its own with the coupon of which one use is left."""
    terms = {"name": "Last one", "couponCode": name, "percentOff": "20", "maxUses": 1}
    coupon = shop.post("/v1/coupons", terms)
    body = {"lineItems": [line("Console", LINE_AMOUNT)], "discounts": [{"couponCode": name}]}
    creations = [Ask("/v1/orders", body, f"{name}-order-{n}") for n in range(shop.clients.count)]
    orders = [answer.data for answer in shop.clients.race(creations, cold=True)]
    asks = [Ask(f"/v1/orders/{order['id']}/pay", VISA, f"{name}-{n}") for n, order in enumerate(orders)]

    def judge(told: Sequence[Told]) -> Iterator[str]:
        if shop.moved("payment_intents") != 1:
            yield f"{name}: the processor took money {shop.moved('payment_intents')} times"
        if (uses := shop.get(f"/v1/coupons/{coupon['id']}")["uses"]) != 1:
            yield f"{name}: the coupon counts {uses} uses"
        for before, answer in zip(orders, told, strict=True):
            order = shop.get(f"/v1/orders/{before['id']}")
            if (order["status"] == "PAID") != answer.won or order["netAmounts"]["discountMoney"]["amount"] != 2_000:
                yield f"{name}: {order['id']} is {order['status']}, but its payer was told {answer.status}"
            if answer.won:
                yield from sound(shop, order)

    return asks, judge


def last_stock(shop: Shop, name: str) -> tuple[list[Ask], Judge]:
    """Every client pays an order of its own of two units of an item of which five are left: two of them fit."""
    item = shop.post("/v1/items", {"name": "Console", "unitPriceMoney": {"amount": 5_000}, "quantityAvailable": 5})
    lines = [{"itemId": item["id"]}, {"itemId": item["id"]}]
    creations = [Ask("/v1/orders", {"lineItems": lines}, f"{name}-order-{n}") for n in range(shop.clients.count)]
    orders = [answer.data for answer in shop.clients.race(creations, cold=True)]
    asks = [Ask(f"/v1/orders/{order['id']}/pay", VISA, f"{name}-{n}") for n, order in enumerate(orders)]

    def judge(told: Sequence[Told]) -> Iterator[str]:
        if (times := shop.moved("payment_intents")) != 2:
            yield f"{name}: the processor took money {times} times"
        if (left := shop.get(f"/v1/items/{item['id']}")["quantityAvailable"]) != 1:
            yield f"{name}: {left} units are left"
        for before, answer in zip(orders, told, strict=True):
            order = shop.get(f"/v1/orders/{before['id']}")
            if (order["status"] == "PAID") != answer.won:
                yield f"{name}: {order['id']} is {order['status']}, but its payer was told {answer.status}"
            if answer.won:
                yield from sound(shop, order)

    return asks, judge


def one_order(shop: Shop, name: str) -> tuple[list[Ask], Judge]:
    """Every client pays the same order under a key of its own."""
    order_id = shop.order()["id"]
    asks = [Ask(f"/v1/orders/{order_id}/pay", VISA, f"{name}-{n}") for n in range(shop.clients.count)]
    return asks, lambda _: paid_once(shop, order_id)


def paid_once(shop: Shop, order_id: str) -> Iterator[str]:
    """The order is paid, and the processor took its money once."""
    order = shop.get(f"/v1/orders/{order_id}")
    if order["status"] != "PAID" or len(order["payments"]) != 1:
        yield f"{order_id} is {order['status']} with {len(order['payments'])} payments"
    if (times := shop.moved("payment_intents")) != 1:
        yield f"{order_id}: the processor took money {times} times"
    yield from sound(shop, order)


def one_key(shop: Shop, name: str) -> tuple[list[Ask], Judge]:
    """Every client sends the same payment under the same key; the order carries the last use of a coupon."""
    shop.post("/v1/coupons", {"name": "Last one", "couponCode": name, "percentOff": "20", "maxUses": 1})
    order_id = shop.order(discounts=[{"couponCode": name}])["id"]

    def judge(told: Sequence[Told]) -> Iterator[str]:
        yield from paid_once(shop, order_id)
        if len({answer.data_text for answer in told if answer.won}) != 1:
            yield f"{name}: one key was answered with different bytes"

    return [Ask(f"/v1/orders/{order_id}/pay", VISA, name)] * shop.clients.count, judge


REFUNDS_THAT_FIT = LINE_AMOUNT * 108 // 100 // REFUND_AMOUNT
"""The sandbox's default tax of 8 % is paid too, and given back too."""


def refunds(shop: Shop, name: str) -> tuple[list[Ask], Judge]:
    """Every client gives back a part of the same payment; together they would give back more than it."""
    order_id = shop.order()["id"]
    shop.post(f"/v1/orders/{order_id}/pay", VISA)
    body = {"orderId": order_id, "amountMoney": {"amount": REFUND_AMOUNT}}

    def judge(_: Sequence[Told]) -> Iterator[str]:
        order = shop.get(f"/v1/orders/{order_id}")
        if (times := shop.moved("refunds")) != REFUNDS_THAT_FIT or len(order["refunds"]) != REFUNDS_THAT_FIT:
            yield f"{order_id} shows {len(order['refunds'])} refunds, the processor made {times}"
        if order["netAmounts"]["refundedMoney"]["amount"] != REFUND_AMOUNT * REFUNDS_THAT_FIT:
            yield f"{order_id} says {order['netAmounts']['refundedMoney']} went back"
        yield from sound(shop, order)

    return [Ask("/v1/refunds", body, f"{name}-{n}") for n in range(shop.clients.count)], judge


def edits(shop: Shop, name: str) -> tuple[list[Ask], Judge]:
    """Every client adds a line to the same order, without saying which version of it they saw."""
    order_id = shop.order()["id"]
    path = f"/v1/orders/{order_id}/line-items/add"
    asks = [Ask(path, {"lineItems": [line(f"Game {n}", 100 + n)]}, f"{name}-{n}") for n in range(shop.clients.count)]

    def judge(_: Sequence[Told]) -> Iterator[str]:
        order = shop.get(f"/v1/orders/{order_id}")
        names = sorted(item["name"] for item in order["lineItems"])
        if names != sorted(["Console", *(f"Game {n}" for n in range(shop.clients.count))]):
            yield f"{order_id} has the lines {names}"
        if len(shop.activities(order_id)) != 1 + shop.clients.count:
            yield f"{order_id} has {len(shop.activities(order_id))} activities"
        yield from sound(shop, order)

    return asks, judge


def edits_of_one_version(shop: Shop, name: str) -> tuple[list[Ask], Judge]:
    """Every client adds a line to the version of an order that all of them saw: one can, the others see it anew."""
    order = shop.order()
    path, seen = f"/v1/orders/{order['id']}/line-items/add", {"expectedVersion": order["version"]}
    bodies = [{"lineItems": [line(f"Game {n}", 100 + n)], **seen} for n in range(shop.clients.count)]

    def judge(told: Sequence[Told]) -> Iterator[str]:
        after = shop.get(f"/v1/orders/{order['id']}")
        won = [body["lineItems"][0]["name"] for body, answer in zip(bodies, told, strict=True) if answer.won]
        names = [item["name"] for item in after["lineItems"]]
        if names != ["Console", *won] or after["version"] != order["version"] + 1:
            yield f"{after['id']} is at version {after['version']} with the lines {names}, but {won} won"
        if len(shop.activities(after["id"])) != 2:
            yield f"{after['id']} has {len(shop.activities(after['id']))} activities"
        yield from sound(shop, after)

    return [Ask(path, body, f"{name}-{n}") for n, body in enumerate(bodies)], judge


TOO_MUCH = frozenset({"400 AMOUNT_EXCEEDS_REFUNDABLE", "400 NOTHING_TO_REFUND"})
TOO_LATE = frozenset({"409 ORDER_ALREADY_PAID", "409 PAYMENT_IN_PROGRESS"})
RACES = (
    Race("last use of a coupon", 1, frozenset({"409 COUPON_EXHAUSTED"}), last_coupon_use),
    Race("last units of an item", 2, frozenset({"409 INVENTORY_INSUFFICIENT"}), last_stock),
    Race("one order's pay", 1, TOO_LATE, one_order),
    Race("refunds above the payment", REFUNDS_THAT_FIT, TOO_MUCH, refunds),
    Race("one idempotency key", None, frozenset(), one_key),
    Race("edits of one order", None, frozenset(), edits),
    Race("edits of one version", 1, frozenset({"409 VERSION_CONFLICT"}), edits_of_one_version),
)


def run_race(shop: Shop, race: Race, rounds: int) -> Tally:
    """Run the rounds of one race, after one that only lets all functions start."""
    asks, _ = race.start(shop, _name(shop, race, 0))
    shop.clients.race(asks, cold=True)
    wins = shop.clients.count if race.wins is None else race.wins
    tally, began = Tally(race.name, shop.clients.count, wins, race.losers), time.monotonic()
    for number in range(1, rounds + 1):
        shop.forget_calls()
        asks, judge = race.start(shop, _name(shop, race, number))
        told = shop.clients.race(asks)
        tally.count(told)
        tally.violations += judge(told)
    tally.seconds = time.monotonic() - began
    return tally


def _name(shop: Shop, race: Race, number: int) -> str:
    """The name of a round; a coupon's code may be no longer than 40 characters."""
    return f"{shop.run}-{RACES.index(race)}-{number}".upper()


def run_races(runtime: Runtime, rounds: int, names: Sequence[str], clients: int = CLIENTS) -> Iterator[Tally]:
    """Run races on a running stack. names: which, in any order; none: all."""
    with racers(runtime.sandbox.base_url, runtime.sandbox.api_key, clients) as racing:
        shop = Shop(runtime, racing)
        try:
            for race in RACES:
                if not names or race.name in names:
                    yield run_race(shop, race, rounds)
        finally:
            shop.close()


def run(rounds: int, names: Sequence[str]) -> Iterator[Tally]:
    """Run races on a stack of their own."""
    with tempfile.TemporaryDirectory() as home, Runtime(home=Path(home), ports=Ports.free()) as runtime:
        yield from run_races(runtime, rounds, names)


def main(arguments: Sequence[str]) -> int:
    """Print the figures; the exit code."""
    counts = [int(argument) for argument in arguments if argument.isdecimal()]
    names = [argument for argument in arguments if not argument.isdecimal()]
    unknown = set(names) - {race.name for race in RACES}
    if unknown:
        return verdict(*(f"there is no race {name!r}" for name in sorted(unknown)))
    tallies = []
    for tally in run(counts[0] if counts else ROUNDS, names):
        tell(f"{tally.name}: {tally.rounds} rounds, {len(tally.violations)} violations, {tally.seconds:.0f} s")
        tallies.append(tally)
    show("Real races over HTTP", HEADER, [tally.row for tally in tallies])
    broken = [violation for tally in tallies for violation in tally.violations]
    tell("")
    return verdict(*broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
