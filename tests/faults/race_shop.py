"""The running stack as those see it who make what is raced for, and look at what became of it."""

import time
from collections.abc import Callable, Iterator, Sequence

import httpx

from local.runtime import Runtime
from tests.faults.racing import Ask, Json, Racers, Told, insist

READ_TRIES = 5
LINE_AMOUNT = 10_000

Judge = Callable[[Sequence[Told]], Iterator[str]]


class Shop:
    """The running stack as its merchant and its card processor see it. `run`: distinguishes what runs make."""

    def __init__(self, runtime: Runtime, clients: Racers) -> None:
        headers = {"Authorization": f"Bearer {runtime.sandbox.api_key}"}
        self.api = httpx.Client(base_url=runtime.sandbox.base_url, headers=headers, timeout=60)
        self.standin = httpx.Client(base_url=runtime.stripe_base_url, timeout=60)
        self.clients = clients
        self.run = f"{time.time_ns():x}"

    def close(self) -> None:
        """End all connections."""
        self.api.close()
        self.standin.close()

    def get(self, path: str) -> Json:
        """Read something."""
        return dict(self.read(path).json()["data"])

    def read(self, path: str) -> httpx.Response:
        """Read something, again while the gateway's own functions don't start in time."""
        for _ in range(READ_TRIES):
            answer = self.api.get(path, params={"pageSize": 100} if path.endswith("/activities") else None)
            if answer.status_code < 500:
                break
        return answer.raise_for_status()

    def post(self, path: str, body: Json) -> Json:
        """Do something that nobody races with."""
        return insist(self.api, Ask(path, body, f"alone-{time.time_ns():x}"), cold=True).data

    def order(self, **fields: object) -> Json:
        """Make an order of one line."""
        return self.post("/v1/orders", {"lineItems": [line("Console", LINE_AMOUNT)], **fields})

    def activities(self, order_id: str) -> list[Json]:
        """Read an order's audit trail, the first thing first."""
        return list(reversed(self.read(f"/v1/orders/{order_id}/activities").json()["data"]))

    def forget_calls(self) -> None:
        """Start the processor's call log anew."""
        self.standin.delete("/_standin/calls").raise_for_status()

    def moved(self, what: str) -> int:
        """How often the processor's log says that money moved: `payment_intents` or `refunds`."""
        calls = self.standin.get("/_standin/calls").raise_for_status().json()["calls"]
        made = [call for call in calls if (call["method"], call["path"]) == ("POST", f"/v1/{what}")]
        return sum(1 for call in made if call["tookEffect"] and not call["replayed"] and call["status"] == 200)


def line(name: str, amount: int) -> Json:
    """A line of one unit."""
    return {"name": name, "quantity": 1, "unitPriceMoney": {"amount": amount}}


def sound(shop: Shop, order: Json) -> Iterator[str]:
    """An order's audit trail has no gap and adds up to its balance."""
    balance, trail = 0, shop.activities(order["id"])
    if [entry["sequence"] for entry in trail] != list(range(1, len(trail) + 1)):
        yield f"{order['id']} has the activities {[entry['sequence'] for entry in trail]}"
    for entry in trail:
        balance += entry["balanceDelta"]["amount"]
        if entry["runningBalance"]["amount"] != balance:
            yield f"{order['id']}: activity {entry['sequence']} does not run to {balance}"
    if balance != order["netAmounts"]["balanceMoney"]["amount"]:
        yield f"{order['id']}: activities add up to {balance}, which is not the balance"
